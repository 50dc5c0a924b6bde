"""Tables of a Word file as tables of HTML: widths, merged cells, heading rows, lines and shading."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from lxml import etree

from assembly.render.word.classes import KNOWN_TABLES, OWN_TABLE
from assembly.render.word.grid import Cell, grid_of, is_head, rows_of
from assembly.render.word.ooxml import W, new, points, switched_on, text_of, value, whole
from assembly.render.word.styles import Styles
from assembly.render.word.table_look import TableLook

FIFTIETHS = 50  # of a percent
STEP = 24.0  # points: a row that Word makes higher is made whole lines of court paper high
LONG_CELL = 1_500  # letters: a cell that may not fit on what is left of a page
LONG_HEAD = 400  # letters in a cell: what is longer heads no column
TALLEST_HEAD = 216.0  # points: a third of a page, which is as much as may stand on every page of a table


class Maker(Protocol):
    """What a table needs of the conversion: the styles, and blocks for what is inside a cell."""

    styles: Styles
    text_width: float

    def blocks(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Yield the blocks of a cell."""
        ...


def table(element: etree._Element, maker: Maker) -> etree._Element:
    """Return a table of a Word file."""
    properties = element.find(W.tblPr)
    style = maker.styles.table(properties)
    is_known = style.slug in KNOWN_TABLES
    rows = rows_of(element)
    grid = grid_of(rows)
    look = TableLook(grid, properties, style, is_known)
    widths = _widths(element, grid)
    made = new("table", {"class": style.slug if is_known else OWN_TABLE})
    css = "" if is_known else _table_css(properties, sum(widths), _room(element, maker))
    if css:
        made.set("style", css)
    _columns(made, widths)
    heads = _heads(rows)
    sections: dict[bool, etree._Element] = {}
    for place, row in enumerate(rows):
        head = place < heads
        section = sections.get(head)
        if section is None:
            section = sections[head] = etree.SubElement(made, "thead" if head else "tbody")
        section.append(_row(row, grid[place], look, maker, head=head))
    return made


def _row(
    row: etree._Element, cells: Sequence[Cell], look: TableLook, maker: Maker, *, head: bool
) -> etree._Element:
    properties = row.find(W.trPr)
    made = new("tr")
    css = []
    if _keeps_with_next(row):
        css.append("break-after:avoid")
    if properties is not None and switched_on(properties.find(W.cantSplit)):
        css.append("break-inside:avoid")
    if css:
        made.set("style", ";".join(css))
    high = _least_height(properties)
    for cell in cells:
        made.append(_cell(cell, look, maker, head=head, high=high))
    return made


def _cell(cell: Cell, look: TableLook, maker: Maker, *, head: bool, high: float) -> etree._Element:
    is_heading = head and cell.element is not None
    box = new("th" if is_heading else "td", {"scope": "col"} if is_heading else {})
    if cell.across > 1:
        box.set("colspan", str(cell.across))
    if cell.down > 1:
        box.set("rowspan", str(cell.down))
    css, inner_css = look.cell_css(cell)
    if css:
        box.set("style", css)
    inside = etree.SubElement(box, "div", {"class": "group cell", "data-snap": ""})
    if cell.element is not None:
        for block in maker.blocks(cell.element):
            inside.append(block)
        if sum(len(text.text or "") for text in cell.element.iter(W.t)) > LONG_CELL:
            inner_css = ";".join(part for part in (inner_css, "break-inside:auto") if part)
    if high:
        inner_css = ";".join(part for part in (inner_css, f"min-height:{high:g}pt") if part)
    if inner_css:
        inside.set("style", inner_css)
    return box


def _widths(element: etree._Element, grid: Sequence[Sequence[Cell]]) -> list[float]:
    """Return the columns' widths in points: the table's own grid, else what its cells ask for."""
    widths = [max(points(column, "w") or 0.0, 0.0) for column in element.iterfind(f"{W.tblGrid}/{W.gridCol}")]
    columns = max((cell.column + cell.across for cells in grid for cell in cells), default=0)
    if sum(widths) and len(widths) >= columns:
        return widths[:columns] if columns else widths
    asked = [0.0] * columns
    for cells in grid:
        for cell in cells:
            wide = cell.element.find(f"{W.tcPr}/{W.tcW}") if cell.element is not None else None
            if cell.across == 1 and wide is not None and value(wide, "type") in ("dxa", None):
                asked[cell.column] = max(asked[cell.column], points(wide, "w") or 0.0)
    return asked if all(asked) else []


def _columns(table: etree._Element, widths: Sequence[float]) -> None:
    total = sum(widths)
    if not total:
        return
    group = etree.SubElement(table, "colgroup")
    for width in widths:
        etree.SubElement(group, "col", {"style": f"width:{100 * width / total:.2f}%"})


def _room(element: etree._Element, maker: Maker) -> float:
    """Return how wide the cell or the text is that a table stands in, in points, as Word has it."""
    cell = next(element.iterancestors(W.tc), None)
    wide = cell.find(f"{W.tcPr}/{W.tcW}") if cell is not None else None
    if wide is not None and value(wide, "type") in ("dxa", None):
        return points(wide, "w") or 0.0
    return maker.text_width if cell is None else 0.0


def _table_css(properties: etree._Element | None, grid_width: float, room: float) -> str:
    """Return width, place and model of lines; a table has its share of the court's column, never more than all."""
    css = ["border-collapse:separate", "border-spacing:0"]
    wide = properties.find(W.tblW) if properties is not None else None
    kind, text = value(wide, "type"), (value(wide, "w") or "").strip()
    share = 0.0
    if text.endswith("%") and text[:-1].replace(".", "", 1).isdigit():
        share = float(text[:-1])
    elif kind == "pct":
        share = (whole(wide, "w") or 0) / FIFTIETHS
    elif room:
        asked = points(wide, "w") if kind == "dxa" else None
        share = 100 * (asked or grid_width) / room
    css.append(f"width:{min(share, 100.0) if share > 0 else 100.0:.4g}%")
    place = value(properties.find(W.jc)) if properties is not None else None
    if place == "center":
        css.append("margin-left:auto;margin-right:auto")
    elif place in ("right", "end"):
        css.append("margin-left:auto;margin-right:0")
    elif properties is not None and (indent := points(properties.find(W.tblInd), "w") or 0.0) > STEP / 2:
        css.append(f"margin-left:{min(indent, 288.0):g}pt")
    return ";".join(css)


def _least_height(properties: etree._Element | None) -> float:
    """Return a row's least height in points, in whole lines of court paper; 0 for a row of a usual line."""
    high = points(properties.find(W.trHeight)) if properties is not None else None
    lines = round(min(high or 0.0, 600.0) / STEP)
    return lines * STEP if lines > 1 else 0.0


def _heads(rows: Sequence[etree._Element]) -> int:
    """Return how many rows are repeated on every page: those that are marked so, as far as they leave room for others.

    Word repeats none where all are marked, which is easily done by hand; the first of them then heads the table.
    """
    marked = next((place for place, row in enumerate(rows) if not is_head(row)), len(rows))
    high = 0.0
    for place, row in enumerate(rows[: 1 if marked == len(rows) else marked]):
        high += max(_least_height(row.find(W.trPr)), STEP)
        longest = max((len(text_of(cell)) for cell in row.iter(W.tc)), default=0)
        if high > TALLEST_HEAD or longest > LONG_HEAD:
            return place
    return min(marked, 1) if marked == len(rows) else marked


def _keeps_with_next(row: etree._Element) -> bool:
    """Whether a row stays with what follows: in Word, when every paragraph of it keeps with the next."""
    paragraphs = list(row.iter(W.p))
    return bool(paragraphs) and all(
        switched_on(properties.find(W.keepNext)) if (properties := p.find(W.pPr)) is not None else False
        for p in paragraphs
    )
