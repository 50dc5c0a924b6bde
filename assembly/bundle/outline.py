"""Bookmarks: read from each source, written anew into the bundle."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Page, Pdf, String

from assembly.bundle.destination import Destination, Destinations

_MAX_DEPTH = 6
_MAX_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title, where it leads, and the bookmarks under it. `offset` is the first page of its source."""

    title: str
    target: Destination
    offset: int
    under: tuple["Bookmark", ...] = ()


def read_bookmarks(source: Pdf, destinations: Destinations, offset: int) -> tuple[Bookmark, ...]:
    """Return the bookmarks of a source; those that lead nowhere give way to what stands under them."""
    outlines = source.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return ()
    return _read_level(outlines, destinations, offset, 0)


def _read_level(parent: Object, destinations: Destinations, offset: int, depth: int) -> tuple[Bookmark, ...]:
    if depth >= _MAX_DEPTH:
        return ()
    found: list[Bookmark] = []
    for item in _siblings(parent):
        under = _read_level(item, destinations, offset, depth + 1)
        action = item.get("/A")
        raw = item.get("/Dest")
        if raw is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            raw = action.get("/D")
        target = destinations.find(raw)
        title = " ".join(str(item.get("/Title", "")).split())
        if target is None or not title:
            found.extend(under)
        else:
            found.append(Bookmark(title, target, offset, under))
    return tuple(found)


def _siblings(parent: Object) -> Iterator[Object]:
    """Yield the items of one level; a file whose items run in a circle ends at the limit."""
    item = parent.get("/First")
    for _ in range(_MAX_ITEMS):
        if not isinstance(item, Dictionary):
            return
        yield item
        item = item.get("/Next")


def write_bookmarks(out: Pdf, bookmarks: tuple[Bookmark, ...], pages: list[Page]) -> None:
    """Give the bundle its bookmarks, open to the first level."""
    root = out.make_indirect(Dictionary(Type=Name.Outlines))
    _write_level(out, root, bookmarks, pages, top=True)
    out.Root.Outlines = root
    out.Root.PageMode = Name.UseOutlines


def _write_level(
    out: Pdf, parent: Object, bookmarks: tuple[Bookmark, ...], pages: list[Page], *, top: bool
) -> None:
    items = [
        out.make_indirect(
            Dictionary(
                Title=String(bookmark.title), Parent=parent, Dest=bookmark.target.on(pages, bookmark.offset)
            )
        )
        for bookmark in bookmarks
    ]
    for before, after in itertools.pairwise(items):
        before.Next, after.Prev = after, before
    for item, bookmark in zip(items, bookmarks, strict=True):
        if bookmark.under:
            _write_level(out, item, bookmark.under, pages, top=False)
    if items:
        parent.First, parent.Last = items[0], items[-1]
        parent.Count = len(items) if top else -len(items)


def top_of(page: int) -> Destination:
    """Return the destination that shows a whole page of a source."""
    return Destination(page, (Name.Fit,))
