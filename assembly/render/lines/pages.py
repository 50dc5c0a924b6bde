"""Puts rows on pages: as many as fit, ending each page where it may end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assembly.render.lines.column import Row
from assembly.render.lines.drawn import Block
from assembly.render.lines.elsewhere import Elsewhere

ROUNDING = 0.01  # points


@dataclass(slots=True)
class Page:
    """What stands on a page: blocks and how far each is from the top of the text, in points.

    `again` are headings of tables that an earlier page has already.
    """

    blocks: list[tuple[Block, float]] = field(default_factory=list)
    again: list[tuple[Block, float]] = field(default_factory=list)


def paged(rows: Sequence[Row], height: Callable[[int], float]) -> list[Page]:
    """Return the pages; `height` tells how much fits on the page of a number, from 0, in points.

    Raises:
        Elsewhere: something is higher than a page, or no place is found where a page may end.
    """
    pages: list[Page] = []
    begun = 0
    while begun < len(rows) or not pages:
        end = _end(rows, begun, height(len(pages)))
        pages.append(_page(rows, begun, end))
        begun = end
    return pages


def _end(rows: Sequence[Row], begun: int, free: float) -> int:
    """Return the number of the first row that is no longer on the page that begins with a row."""
    heading = _heading(rows, begun)
    used = heading.high if heading is not None else 0.0
    for number in range(begun, len(rows)):
        row = rows[number]
        if number > begun and row.before == "page":
            return number
        used += _gap(rows, number, begun)
        low = row.block.lines[1] if row.block.lines else 0.0  # may reach beyond its steps of the grid
        if used + max(row.block.high, low) > free + ROUNDING:
            if row.may_be_parted:
                raise Elsewhere("a page that ends within a block")
            for place in range(number, begun, -1):
                if rows[place].before != "avoid":
                    return place
            raise Elsewhere("a page that may end nowhere")
        used += row.block.high
    return len(rows)


def _page(rows: Sequence[Row], begun: int, end: int) -> Page:
    page = Page()
    top = 0.0
    if (heading := _heading(rows, begun)) is not None:
        page.again.append((heading, top))
        top = heading.high
    for number in range(begun, end):
        top += _gap(rows, number, begun)
        page.blocks.append((rows[number].block, top))
        top += rows[number].block.high
    return page


def _heading(rows: Sequence[Row], begun: int) -> Block | None:
    """Return the heading that stands again at the head of a page."""
    return rows[begun].heading if 0 < begun < len(rows) else None


def _gap(rows: Sequence[Row], number: int, begun: int) -> float:
    """Return the room above a row; where a page ended unasked there is none (CSS Fragmentation 3, 5.2)."""
    row = rows[number]
    return row.gap if number > begun or not begun or row.before == "page" else 0.0
