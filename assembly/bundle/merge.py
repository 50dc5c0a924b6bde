"""Binds PDFs into one whose bytes depend on nothing but the PDFs and the title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Pdf

from assembly.bundle.destination import Destination, Destinations
from assembly.bundle.outline import Bookmark, read_bookmarks, top_of, write_bookmarks
from assembly.bundle.properties import write_properties
from assembly.bundle.source import links_of, open_source
from assembly.bundle.structure import Structure, take_structure, write_structure


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF to bind. With `inside` its bookmark stands under that of the part before it.

    A part without a title goes on with the part before it: it has no bookmark of its own, and its
    own bookmarks stand under that part's.
    """

    title: str
    pdf: bytes
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Bundled:
    """The bound PDF, its number of pages, and the first page of each part with a title, from 1."""

    pdf: bytes
    pages: int
    first_pages: tuple[int, ...]


def bundle(
    parts: Sequence[Part], *, title: str, language: str = "en-US", continues_at: int | None = None
) -> Bundled:
    """Bind the parts in order.

    The result has one bookmark for each part over the part's own, pages labelled 1 to n, the
    tags of every part, links within it, and no form field, script, embedded file, comment,
    author or producer. With `continues_at` the first page is labelled as a cover, and those after
    it from that number on. The same parts and title give the same bytes.

    Raises:
        DocumentRefused: a part is damaged, encrypted or holds what may not be filed.
        ValueError: there are no parts.
    """
    if not parts:
        raise ValueError("there is nothing to bind")
    out = pikepdf.new()
    structure = Structure()
    sources: list[Pdf] = []
    marks: list[tuple[bool, Bookmark]] = []
    links: list[tuple[int, int, Destination, int]] = []
    offsets: list[int] = []
    for part in parts:
        source = open_source(part.title, part.pdf)
        destinations = Destinations(source)
        offset = len(out.pages)
        if part.title:
            offsets.append(offset)
        links += _take_links(source, destinations, offset)
        for page in source.pages:
            out.pages.append(page)
        take_structure(out, source, offset, structure)
        own = read_bookmarks(source, destinations, offset)
        if part.title:
            marks.append((part.inside, Bookmark(part.title, top_of(0), offset, own)))
        elif marks:
            inside, before = marks[-1]
            marks[-1] = inside, replace(before, under=(*before.under, *own))
        sources.append(source)
    pages = list(out.pages)
    for place, number, target, offset in links:
        pages[place].obj.Annots[number].Dest = target.on(pages, offset)
    write_structure(out, structure)
    write_bookmarks(out, _nested(marks), pages)
    write_properties(out, sources, title, language, continues_at=continues_at)
    return Bundled(_saved(out), len(pages), tuple(offset + 1 for offset in offsets))


def _take_links(
    source: Pdf, destinations: Destinations, offset: int
) -> list[tuple[int, int, Destination, int]]:
    """Return the page, place, target and offset of each link; its own target is taken off for the copying."""
    found = []
    for place, page in enumerate(source.pages):
        for number, link in enumerate(links_of(page.obj)):
            target = destinations.find(link.get("/Dest"))
            if "/Dest" in link:
                del link["/Dest"]
            found.append((offset + place, number, target or top_of(place), offset))
    return found


def _nested(marks: Sequence[tuple[bool, Bookmark]]) -> tuple[Bookmark, ...]:
    """Put the bookmark of each part that stands inside another under that other's own."""
    nested: list[Bookmark] = []
    for inside, mark in marks:
        if inside and nested:
            above = nested[-1]
            nested[-1] = Bookmark(above.title, above.target, above.offset, (*above.under, mark))
        else:
            nested.append(mark)
    return tuple(nested)


def _saved(out: Pdf) -> bytes:
    stream = BytesIO()
    out.save(
        stream,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        min_version="1.7",
        fix_metadata_version=False,
    )
    return stream.getvalue()
