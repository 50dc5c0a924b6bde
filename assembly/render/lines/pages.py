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
        pages.append(_page(rows[begun:end], begins_table=begun > 0))
        begun = end
    return pages


def _end(rows: Sequence[Row], begun: int, free: float) -> int:
    """Return the number of the first row that is no longer on the page that begins with a row."""
    heading = rows[begun].heading if begun < len(rows) else None
    used = heading.high if heading is not None and begun else 0.0
    for number in range(begun, len(rows)):
        if number > begun and rows[number].before == "page":
            return number
        block = rows[number].block
        low = (
            block.lines[1] if block.lines else 0.0
        )  # single-spaced text may reach beyond its steps of the grid
        if used + max(block.high, low) > free + ROUNDING:
            for place in range(number, begun, -1):
                if rows[place].before != "avoid":
                    return place
            raise Elsewhere("a page that may end nowhere")
        used += block.high
    return len(rows)


def _page(rows: Sequence[Row], *, begins_table: bool) -> Page:
    page = Page()
    top = 0.0
    if rows and begins_table and (heading := rows[0].heading) is not None:
        page.again.append((heading, top))
        top = heading.high
    for row in rows:
        page.blocks.append((row.block, top))
        top += row.block.high
    return page
