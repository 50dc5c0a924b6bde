"""Sets the blocks of a paper, and tells where a page may end between them and within them.

A paragraph may be parted between its lines and a table between its rows; a block with a frame or with steps of the
grid may not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from assembly.render.lines import table
from assembly.render.lines.attributes import OF_PARAGRAPHS, refuse_attributes
from assembly.render.lines.cascade import Place
from assembly.render.lines.column import (
    Column,
    Row,
    borders,
    children,
    outline,
    stronger,
)  # fmt: skip
from assembly.render.lines.drawn import Block, Line, Tag, moved, shifted
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.look import Look
from assembly.render.lines.paragraph import set_paragraph
from assembly.render.snap import SNAP, whole_steps

HOLDERS = ("div", "table", "thead", "tbody")
TAGS = {"p": "P", **{f"h{n}": f"H{n}" for n in range(1, 7)}}


@dataclass(slots=True)
class _Flow:
    """Blocks one below the other: their rows, the margins still open below the last, and what is said of a page end there."""

    rows: list[Row] = field(default_factory=list)
    margins: list[float] = field(default_factory=list)
    said: str = "auto"

    @property
    def gap(self) -> float:
        """The room that the open margins make; those that meet are as one (CSS 2.1, 8.3.1)."""
        return max(0.0, *self.margins, 0.0) + min(0.0, *self.margins, 0.0)

    def enter(self, look: Look, said: str) -> None:
        """Come to the upper edge of an element."""
        if said == "page" and self.said != "page":
            self.margins.clear()
        self.said = stronger(self.said, said)
        self.margins.append(look.margin[0])

    def add(self, rows: Sequence[Row]) -> None:
        """Add the rows of an element."""
        if rows:
            rows[0].before, rows[0].gap = stronger(self.said, rows[0].before), self.gap
            self.rows += rows
            self.margins, self.said = [], "auto"

    def leave(self, look: Look, said: str) -> None:
        """Come to the lower edge of an element."""
        self.margins.append(look.margin[2])
        if said == "page":
            self.margins.clear()
        self.said = stronger(self.said, said)


def rows(body: etree._Element, place: Place, column: Column) -> list[Row]:
    """Return the rows of a paper.

    Raises:
        Elsewhere: it has what is not set in lines.
    """
    refuse_attributes(body)
    flow = _Flow()
    _fill(flow, body, place, column)
    return flow.rows


def _fill(flow: _Flow, holder: etree._Element, place: Place, column: Column) -> None:
    for element in children(holder):
        inner = column.setting.cascade.child(place, element)
        look = inner.look
        first, last = _ends(element, inner, column)
        flow.enter(look, first)
        before = len(flow.rows)
        if look.display == "table":
            flow.add(list(table.rows(element, inner, column, stacked)))
        elif element.tag in TAGS:
            refuse_attributes(element, *OF_PARAGRAPHS)
            flow.add(list(_paragraph_rows(element, inner, column)))
        elif _only_holds(element, look, column):
            _fill_from(flow, element, inner, column)
        else:
            flow.add([Row(_block(element, inner, column), "auto", may_be_parted=not look.is_kept_together)])
        if first == "page" and len(flow.rows) == before:  # a page begins, whatever comes
            flow.add([Row(Block(0.0), "auto")])
        flow.leave(look, last)


def _only_holds(element: etree._Element, look: Look, column: Column) -> bool:
    """Return whether an element only holds blocks together: they stand as they would without it, but for its sides."""
    return (
        look.display == "block"
        and not (SNAP in element.attrib and column.grid)
        and not (look.padding[0] or look.padding[2] or look.outline.width or look.min_height)
        and not any(edge.width for edge in look.borders)
        and look.height is None
    )


def _fill_from(flow: _Flow, element: etree._Element, place: Place, column: Column) -> None:
    if element.tag != "div":
        raise Elsewhere(f"a {element.tag}")
    refuse_attributes(element, SNAP)
    left, wide = _inside(place.look, column.wide)
    inner = _Flow(margins=flow.margins, said=flow.said)
    _fill(inner, element, place, replace(column, wide=wide))
    for number, row in enumerate(inner.rows):
        if left:
            row.block = _indented(row.block, left)
        if number and place.look.is_kept_together:
            if row.before == "page":
                raise Elsewhere("a page end within a block")
            row.before = "avoid"
    flow.rows += inner.rows
    flow.margins, flow.said = inner.margins, inner.said


def _indented(block: Block, left: float) -> Block:
    made = Block(block.high)
    made.put(block, left, 0.0)
    return made


def _paragraph_rows(element: etree._Element, place: Place, column: Column) -> Iterator[Row]:
    look = place.look
    left, wide = _inside(look, column.wide)
    lines = set_paragraph(column.setting, element, place, wide)
    tag = _tag(element, column.tag)
    upper, lower = look.padding[0], look.padding[2]
    if not lines and (upper or lower):
        yield Row(Block(upper + lower), "auto")
    for number, line in enumerate(lines):
        parted = not look.is_kept_together and number >= look.orphans and len(lines) - number >= look.widows
        top = upper if number == 0 else 0.0
        block = Block(line.high + top + (lower if number == len(lines) - 1 else 0.0))
        _draw(block, tag, line, left, top)
        yield Row(block, "auto" if parted or not number else "avoid")


def _block(element: etree._Element, place: Place, column: Column) -> Block:
    """Return a block that holds others, as one piece, with whole steps of the grid where it is to have them."""
    look = place.look
    refuse_attributes(element, SNAP)
    if element.tag != "div" or look.display not in ("block", "flow-root"):
        raise Elsewhere(f"a {element.tag}")
    left, wide = _inside(look, column.wide, bordered=True)
    inner = stacked(element, place, replace(column, wide=wide), may_end_pages=True)
    high = inner.high
    if SNAP in element.attrib and column.grid and inner.lines is not None:
        high = whole_steps(
            inner.lines[1] - inner.lines[0], column.grid, frozenset((element.get("class") or "").split())
        )
    high = max(look.height if look.height is not None else high, look.min_height)
    top = look.borders[0].width + look.padding[0]
    made = Block(top + high + look.padding[2] + look.borders[2].width)
    full = wide + look.padding[1] + look.padding[3] + look.borders[1].width + look.borders[3].width
    made.shapes += borders(look, look.margin[3], 0.0, full, made.high)
    made.shapes += outline(look, look.margin[3], 0.0, full, made.high)
    made.put(inner, left, top)
    return made


def stacked(element: etree._Element, place: Place, column: Column, *, may_end_pages: bool = False) -> Block:
    """Return the blocks in an element one below the other, as one piece that holds their margins.

    With `may_end_pages` the first and last may ask for a page end before and after the whole.

    Raises:
        Elsewhere: it has text outside any block, or what is not set in lines.
    """
    flow = _Flow()
    _fill(flow, element, place, column)
    made = Block(0.0)
    for number, row in enumerate(flow.rows):
        if row.before == "page" and (number or not may_end_pages):
            raise Elsewhere("a page end within a block")
        made.high += row.gap
        made.put(row.block, 0.0, made.high)
        made.high += row.block.high
    if flow.said == "page" and not may_end_pages:
        raise Elsewhere("a page end within a block")
    made.high += flow.gap
    return made


def _inside(look: Look, wide: float, *, bordered: bool = False) -> tuple[float, float]:
    """Return where the content of a block begins, and how wide it is."""
    if not bordered and (look.outline.width or any(edge.width for edge in look.borders)):
        raise Elsewhere("a paragraph in a frame")
    if look.width is not None or look.share is not None or look.ground:
        raise Elsewhere("a block with a width or a ground of its own")
    left = look.margin[3] + look.borders[3].width + look.padding[3]
    inner = wide - left - look.padding[1] - look.borders[1].width - look.margin[1]
    if look.max_width is not None:
        inner = min(inner, look.max_width)
    if inner <= 0:
        raise Elsewhere("a column without width")
    return left, inner


def _draw(block: Block, tag: Tag, line: Line, left: float, top: float) -> None:
    base = top + line.base
    block.texts.append((tag, moved(line.words, left, base)))
    block.shapes += shifted(line.shapes, left, base)
    held = block.lines
    block.lines = (held[0] if held else top, top + line.high)


def _tag(element: etree._Element, holder: Tag) -> Tag:
    name = TAGS[str(element.tag)]
    tag = Tag(name)
    if name != "P":
        tag.text = " ".join("".join(str(piece) for piece in element.itertext()).split())
    holder.parts.append(tag)
    return tag


def _ends(element: etree._Element, place: Place, column: Column) -> tuple[str, str]:
    """Return what is said about a page end before and after an element, by itself and by its first and last parts."""
    first, last = place.look.break_before, place.look.break_after
    if element.tag in HOLDERS:
        inner = [child for child in children(element) if child.tag != "colgroup"]
        if inner:
            cascade = column.setting.cascade
            first = stronger(first, _ends(inner[0], cascade.child(place, inner[0]), column)[0])
            last = stronger(last, _ends(inner[-1], cascade.child(place, inner[-1]), column)[1])
    return first, last
