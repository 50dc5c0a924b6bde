"""Sets tables whose columns have their shares of the width: rows, headings that come again, lines around cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from assembly.render.lines.attributes import OF_CELLS, refuse_attributes
from assembly.render.lines.cascade import Place
from assembly.render.lines.column import Column, Row, borders, children, outline
from assembly.render.lines.drawn import Block, Stripe, Tag
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.look import Look

WHOLE = 0.004  # what shares may miss of the whole width, by rounding in the Word file
Stack = Callable[[etree._Element, Place, Column], Block]
"""Sets the blocks in a cell one below the other."""


@dataclass(frozen=True, slots=True)
class _Cell:
    look: Look
    left: float
    wide: float
    content: Block
    edges: tuple[float, ...]

    @property
    def high(self) -> float:
        look = self.look
        return look.padding[0] + self.edges[0] + self.content.high + self.edges[2] + look.padding[2]


def rows(element: etree._Element, place: Place, column: Column, stack: Stack) -> Iterator[Row]:
    """Yield a table row by row.

    Raises:
        Elsewhere: it has what is not set in lines.
    """
    refuse_attributes(element)
    _refuse_own_place(place.look)
    shares: list[float] = []
    heading: Block | None = None
    tag = Tag("Table") if element.find(".//th") is not None else None  # else it is there for the layout alone
    if tag is not None:
        column.tag.parts.append(tag)
    before = "auto"
    for group in children(element):
        inner = column.setting.cascade.child(place, group)
        refuse_attributes(group)
        if group.tag == "colgroup":
            shares = _shares(group, inner, column)
            continue
        if group.tag not in ("thead", "tbody") or (group.tag == "thead" and len(group) > 1):
            raise Elsewhere(f"a {group.tag} in a table, or one of several rows")
        for row in children(group):
            its = column.setting.cascade.child(inner, row)
            block = _row(row, its, column, shares, tag, stack)
            if its.look.break_before != "auto":
                before = its.look.break_before
            yield Row(block, before, heading, may_be_parted=not its.look.is_kept_together)
            before = its.look.break_after
            if group.tag == "thead":
                heading, before = block, "avoid"


def _refuse_own_place(look: Look) -> None:
    if look.share not in (None, 1.0) or look.width is not None:
        raise Elsewhere("a table with a width of its own")
    if any((look.margin[1], look.margin[3], look.outline.width, *(edge.width for edge in look.borders))):
        raise Elsewhere("a table with a margin beside it or a frame")


def _shares(group: etree._Element, place: Place, column: Column) -> list[float]:
    found = []
    for col in children(group):
        refuse_attributes(col)
        found.append(column.setting.cascade.child(place, col).look.share)
    shares = [share for share in found if share is not None]
    if len(shares) != len(found) or abs(sum(shares) - 1) > WHOLE:
        raise Elsewhere("columns that are not shares of the whole")
    return shares


def _row(
    element: etree._Element,
    place: Place,
    column: Column,
    shares: list[float],
    table: Tag | None,
    stack: Stack,
) -> Block:
    refuse_attributes(element)
    if place.look.height is not None:
        raise Elsewhere("a row with a height of its own")
    tag = Tag("TR") if table is not None else None
    if table is not None and tag is not None:
        table.parts.append(tag)
    cells = list(_cells(element, place, column, shares, tag, stack))
    made = Block(max((cell.high for cell in cells), default=0.0))
    for cell in cells:
        look = cell.look
        made.shapes += borders(look, cell.left, 0.0, cell.wide, made.high)
        made.shapes += _ground(look, cell.left, cell.wide, made.high)
        made.shapes += outline(look, cell.left, 0.0, cell.wide, made.high)
        made.put(cell.content, cell.left + cell.edges[3] + look.padding[3], cell.edges[0] + look.padding[0])
    return made


def _cells(
    element: etree._Element, place: Place, column: Column, shares: list[float], row: Tag | None, stack: Stack
) -> Iterator[_Cell]:
    number, left = 0, 0.0
    for cell in children(element):
        refuse_attributes(cell, *OF_CELLS)
        look = (inner := column.setting.cascade.child(place, cell)).look
        span = int(cell.get("colspan") or 1)
        if cell.tag not in ("td", "th") or number + span > len(shares):
            raise Elsewhere("a row that does not fit the columns")
        if look.collapses and any(edge.width for edge in look.borders):
            raise Elsewhere("borders of cells that fall together")
        share = sum(shares[number : number + span])
        if look.width is not None or (look.share or 0.0) > share + WHOLE:
            raise Elsewhere("a cell wider than its column")
        wide = share * column.wide
        edges = tuple(edge.width for edge in look.borders)
        room = wide - look.padding[1] - look.padding[3] - edges[1] - edges[3]
        tag = column.tag if row is None else _tag(cell, span, row)
        yield _Cell(look, left, wide, stack(cell, inner, replace(column, wide=room, tag=tag)), edges)
        left += wide
        number += span
    if number != len(shares):
        raise Elsewhere("a row that does not fit the columns")


def _tag(cell: etree._Element, span: int, row: Tag) -> Tag:
    spanned = b"/ColSpan %d" % span if span > 1 else b""
    if cell.tag == "th":
        tag = Tag("TH", said=b"/A<</O/Table/Scope/Column%b>>" % spanned)
    else:
        tag = Tag("TD", said=b"/A<</O/Table%b>>" % spanned if spanned else b"")
    row.parts.append(tag)
    return tag


def _ground(look: Look, left: float, wide: float, high: float) -> Iterator[Stripe]:
    for side, line in look.ground:
        if side == "right":
            yield Stripe(left + wide - line, 0.0, line, high, "0 0 0")
        else:
            yield Stripe(left, high - line, wide, line, "0 0 0")
