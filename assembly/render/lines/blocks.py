"""Sets the blocks of a paper, and tells where a page may end between them and within them.

A paragraph may be parted between its lines and a table between its rows; a block of single-spaced text may not.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from assembly.render.lines import table
from assembly.render.lines.attributes import refuse_attributes
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

HARMLESS = ("data-tabs", "data-tabbed")
HOLDERS = ("div", "table", "thead", "tbody")
TAGS = {"p": "P", **{f"h{n}": f"H{n}" for n in range(1, 7)}}


def rows(body: etree._Element, place: Place, column: Column) -> list[Row]:
    """Return the rows of a paper.

    Raises:
        Elsewhere: it has what is not set in lines.
    """
    found: list[Row] = []
    after = "auto"
    low = 0.0  # the margin that is still open below
    for element in children(body):
        inner = column.setting.cascade.child(place, element)
        first, last = _ends(element, inner, column)
        own = list(_rows(element, inner, column))
        if own:
            own[0].before = stronger(after, own[0].before, first)
            if inner.look.margin[0] or low:
                own[0].block = _lowered(own[0].block, _margin(low, inner.look.margin[0]))
            low = inner.look.margin[2]
            found += own
        after = stronger(last) if own else stronger(after, first, last)
    return found


def _rows(element: etree._Element, place: Place, column: Column) -> Iterator[Row]:
    look = place.look
    if look.display == "table":
        yield from table.rows(element, place, column, stacked)
    elif element.tag in TAGS:
        refuse_attributes(element, *HARMLESS)
        yield from _paragraph_rows(element, place, column)
    else:
        yield Row(_block(element, place, column), "auto")


def _paragraph_rows(element: etree._Element, place: Place, column: Column) -> Iterator[Row]:
    look = place.look
    left, wide = _inside(look, column.wide)
    lines = set_paragraph(column.setting, element, place, wide)
    tag = _tag(element, column.tag)
    upper, lower = look.padding[0], look.padding[2]
    for number, line in enumerate(lines):
        parted = not look.is_kept_together and number >= look.orphans and len(lines) - number >= look.widows
        top = upper if number == 0 else 0.0
        block = Block(line.high + top + (lower if number == len(lines) - 1 else 0.0))
        _draw(block, tag, line, left, top)
        yield Row(block, "auto" if parted or not number else "avoid")


def block_of(element: etree._Element, place: Place, column: Column) -> Block:
    """Return an element, with its margins, as one piece.

    Raises:
        Elsewhere: it has what is not set in lines.
    """
    look = place.look
    if look.display == "table":
        made = Block(0.0)
        for row in table.rows(element, place, column, stacked):
            made.put(row.block, 0.0, made.high)
            made.high += row.block.high
        return made
    if element.tag in TAGS:
        refuse_attributes(element, *HARMLESS)
        return _paragraph(element, place, column)
    return _block(element, place, column)


def _paragraph(element: etree._Element, place: Place, column: Column) -> Block:
    look = place.look
    left, wide = _inside(look, column.wide)
    made = Block(look.padding[0])
    tag = _tag(element, column.tag)
    for line in set_paragraph(column.setting, element, place, wide):
        _draw(made, tag, line, left, made.high)
        made.high += line.high
    made.high += look.padding[2]
    return made


def _block(element: etree._Element, place: Place, column: Column) -> Block:
    """Return a block that holds others, as one piece, with whole steps of the grid where it is to have them."""
    look = place.look
    refuse_attributes(element, SNAP)
    if element.tag != "div" or look.display != "block":
        raise Elsewhere(f"a {element.tag}")
    if not look.is_kept_together and SNAP in element.attrib:
        raise Elsewhere("a block of single-spaced text that may be parted")
    left, wide = _inside(look, column.wide, bordered=True)
    inner = stacked(element, place, replace(column, wide=wide), may_end_pages=True)
    high = inner.high
    if SNAP in element.attrib and inner.lines is not None:
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
    """Return the blocks in an element one below the other, as one piece.

    With `may_end_pages` the first and last may ask for a page end before and after the whole.

    Raises:
        Elsewhere: it has text outside any block, or what is not set in lines.
    """
    made = Block(0.0)
    low = 0.0
    held = list(children(element))
    for child in held:
        inner = column.setting.cascade.child(place, child)
        if (inner.look.break_before == "page" and not (may_end_pages and child is held[0])) or (
            inner.look.break_after == "page" and not (may_end_pages and child is held[-1])
        ):
            raise Elsewhere("a page end within a block")
        block = block_of(child, inner, column)
        made.high += _margin(low, inner.look.margin[0])
        made.put(block, 0.0, made.high)
        made.high += block.high
        low = inner.look.margin[2]
    made.high += low
    return made


def _margin(below: float, above: float) -> float:
    """Return the distance between two blocks; margins that would have to be put together are not set here."""
    if below and above:
        raise Elsewhere("two margins that meet")
    return below or above


def _lowered(block: Block, by: float) -> Block:
    made = Block(block.high + by)
    made.put(block, 0.0, by)
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
