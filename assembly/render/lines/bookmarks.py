"""Writes the bookmarks: one for each heading, under that of the heading above it (ISO 32000-1, 12.3.3)."""

from collections.abc import Sequence
from typing import NamedTuple

from assembly.render.pdf.file import File, reference
from assembly.render.pdf.syntax import text_string


class Bookmark(NamedTuple):
    """A heading: what it says, its level from 1, its page from 0, how high it stands, in points from the bottom."""

    text: str
    level: int
    page: int
    height: float


def add_bookmarks(file: File, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> int | None:
    """Add the bookmarks, in reading order, and return the number of what holds them; None where there are none."""
    if not bookmarks:
        return None
    root = file.number()
    numbers = [file.number() for _ in bookmarks]
    parents, rows = _under([bookmark.level for bookmark in bookmarks])
    for nth, bookmark in enumerate(bookmarks):
        row = rows[parents[nth]]
        at, own = row.index(nth), rows.get(nth)
        entries = [
            b"/Title%b/Parent %b"
            % (text_string(bookmark.text), reference(numbers[parents[nth]] if parents[nth] >= 0 else root)),
            b"/Dest[%d 0 R/XYZ 0 %.2f 0]" % (pages[bookmark.page], bookmark.height),
        ]
        if at:
            entries.append(b"/Prev %d 0 R" % numbers[row[at - 1]])
        if at + 1 < len(row):
            entries.append(b"/Next %d 0 R" % numbers[row[at + 1]])
        if own:
            entries.append(
                b"/First %d 0 R/Last %d 0 R/Count %d" % (numbers[own[0]], numbers[own[-1]], len(own))
            )
        file.put(numbers[nth], b"<<%b>>" % b"".join(entries))
    top = rows[-1]
    held = (numbers[top[0]], numbers[top[-1]], len(bookmarks))
    file.put(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % held)
    return root


def _under(levels: Sequence[int]) -> tuple[list[int], dict[int, list[int]]]:
    """Return under which heading each heading is, -1 for none, and the headings under each."""
    parents: list[int] = []
    rows: dict[int, list[int]] = {}
    above: list[int] = []
    for nth, own in enumerate(levels):
        while above and levels[above[-1]] >= own:
            above.pop()
        parents.append(above[-1] if above else -1)
        rows.setdefault(parents[-1], []).append(nth)
        above.append(nth)
    return parents, rows
