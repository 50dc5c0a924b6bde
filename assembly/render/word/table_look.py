"""How a table looks where the layout does not say: lines, shading and letters, from the file's own properties.

Source: ECMA-376 Part 1, 17.4.66 (conflicts of borders), 17.7.6 (conditional formatting of table styles).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from assembly.render.word.grid import Cell
from assembly.render.word.ooxml import W, value
from assembly.render.word.paragraph_look import ALIGNMENT, NO_LINE, line_css
from assembly.render.word.property_set import nearest, run_flag
from assembly.render.word.shading import fill_colour
from assembly.render.word.styles import Style

SIDES = {"top": ("top",), "bottom": ("bottom",), "left": ("left", "start"), "right": ("right", "end")}
OPPOSITE = {"bottom": "top", "right": "left", "top": "bottom", "left": "right"}
LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
             "noVBand": 0x400}  # fmt: skip
USUAL_LOOK = 0x04A0  # Word's own for a new table: heading row, first column, no bands of columns


@dataclass
class TableLook:
    """A table's grid with what decides the look of each cell; `is_known` where the layout draws the table itself."""

    grid: Sequence[Sequence[Cell]]
    properties: etree._Element | None
    style: Style
    is_known: bool

    def __post_init__(self) -> None:
        self._at = {
            (cell.row + down, cell.column + across): cell
            for cells in self.grid
            for cell in cells
            for down in range(cell.down)
            for across in range(cell.across)
        }
        self.rows = len(self.grid)
        self.columns = max((cell.column + cell.across for cells in self.grid for cell in cells), default=0)
        direct = [self.properties] if self.properties is not None else []
        from_style = [p for whole in self.style.whole if (p := whole.find(W.tblPr)) is not None]
        self._lines = [b for p in (*direct, *from_style) if (b := p.find(W.tblBorders)) is not None]
        self._wants = _look(self.properties)

    def cell_css(self, cell: Cell) -> tuple[str, str]:
        """Return the inline style of a cell and of the box inside it, which takes back what the lines are wide."""
        css, inner = self._line_css(cell)
        parts = self._parts(cell)
        own = cell.element.find(W.tcPr) if cell.element is not None else None
        colour = fill_colour(own.find(W.shd) if own is not None else None)
        if not colour and (own is None or own.find(W.shd) is None) and not self.is_known:
            shades = [
                s for p in (*parts, *self.style.whole) if (s := p.find(f"{W.tcPr}/{W.shd}")) is not None
            ]
            colour = fill_colour(shades[0] if shades else None)
        if colour:
            css.append(f"background-color:{colour}")
        place = value(own.find(W.vAlign)) if own is not None else None
        if place in ("center", "bottom"):
            css.append(f"vertical-align:{'middle' if place == 'center' else 'bottom'}")
        if not self.is_known:
            css += self._letters(parts)
        return ";".join(css), ";".join(inner)

    def _letters(self, parts: Sequence[etree._Element]) -> list[str]:
        runs = [p for holder in (*parts, *self.style.whole) if (p := holder.find(W.rPr)) is not None]
        css = []
        for tag, rule in (
            (W.b, "font-weight:bold"),
            (W.i, "font-style:italic"),
            (W.caps, "text-transform:uppercase"),
        ):
            if run_flag(runs, tag):
                css.append(rule)
        paragraphs = [p for holder in (*parts, *self.style.whole) if (p := holder.find(W.pPr)) is not None]
        alignment = value(nearest(paragraphs, W.jc)) or ""
        if alignment in ALIGNMENT or alignment in ("right", "end"):
            css.append(f"text-align:{ALIGNMENT.get(alignment, 'right')}")
        return css

    def _line_css(self, cell: Cell) -> tuple[list[str], list[str]]:
        if self.is_known and (cell.element is None or cell.element.find(f"{W.tcPr}/{W.tcBorders}") is None):
            return [], []
        edges = {side: self._edge(cell, side) for side in SIDES}
        if (
            len(set(edges.values())) == 1
        ):  # outlines of neighbours lie on each other and are whole on every page
            return (
                ([f"outline:{edges['top']}", _centred(edges["top"])], [])
                if edges["top"]
                else (["outline:none"], [])
            )
        css, inner = ["outline:none"], []
        for side, line in edges.items():
            drawn_by_neighbour = side in ("top", "left") and self._neighbour(cell, side) is not None
            if line and not drawn_by_neighbour:
                css.append(f"border-{side}:{line}")
                if side in ("top", "bottom"):
                    inner.append(f"margin-{side}:-{line.split('pt', 1)[0]}pt")
        return css, inner

    def _edge(self, cell: Cell, side: str) -> str:
        """Return the line at one side of a cell, which it shares with its neighbour: the wider of what both have."""
        neighbour = self._neighbour(cell, side)
        lines = [line_css(self._own_line(cell, side))]
        if neighbour is not None:
            lines.append(line_css(self._own_line(neighbour, OPPOSITE[side])))
        return max(lines, key=lambda line: (float(line.split("pt", 1)[0]) if line else 0.0, line))

    def _neighbour(self, cell: Cell, side: str) -> Cell | None:
        row, column = {
            "top": (cell.row - 1, cell.column),
            "bottom": (cell.row + cell.down, cell.column),
            "left": (cell.row, cell.column - 1),
            "right": (cell.row, cell.column + cell.across),
        }[side]
        return self._at.get((row, column))

    def _own_line(self, cell: Cell, side: str) -> etree._Element | None:
        if cell.element is None:
            return None
        direct = cell.element.find(f"{W.tcPr}/{W.tcBorders}")
        found = _side(direct, SIDES[side])
        if found is not None:
            return found
        for part in self._parts(cell):
            found = _side(part.find(f"{W.tcPr}/{W.tcBorders}"), SIDES[side])
            if found is not None:
                return found if value(found) not in NO_LINE else None
        at_edge = self._neighbour(cell, side) is None
        names = SIDES[side] if at_edge else ("insideH",) if side in ("top", "bottom") else ("insideV",)
        return next((line for lines in self._lines if (line := _side(lines, names)) is not None), None)

    def _parts(self, cell: Cell) -> list[etree._Element]:
        """Return the parts of the table style that a cell is in, the strongest first."""
        kinds = self._kinds(cell)
        return [
            part
            for kind in kinds
            for whole in self.style.whole
            for part in whole.findall(W.tblStylePr)
            if value(part, "type") == kind
        ]

    def _kinds(self, cell: Cell) -> list[str]:
        wants, kinds = self._wants, []
        first_row, last_row = cell.row == 0, cell.row + cell.down == self.rows
        first_column, last_column = cell.column == 0, cell.column + cell.across == self.columns
        if wants["firstRow"] and first_row:
            kinds.append("firstRow")
        if wants["lastRow"] and last_row and self.rows > 1:
            kinds.append("lastRow")
        if wants["firstColumn"] and first_column:
            kinds.append("firstCol")
        if wants["lastColumn"] and last_column:
            kinds.append("lastCol")
        body_row = cell.row - (1 if wants["firstRow"] else 0)
        if not wants["noHBand"] and body_row >= 0 and not (wants["lastRow"] and last_row):
            kinds.append("band1Horz" if body_row % 2 == 0 else "band2Horz")
        body_column = cell.column - (1 if wants["firstColumn"] else 0)
        if not wants["noVBand"] and body_column >= 0:
            kinds.append("band1Vert" if body_column % 2 == 0 else "band2Vert")
        return [*kinds, "wholeTable"]


def _centred(line: str) -> str:
    """Return what sets an outline on the edge itself, so that those of two neighbours are one line."""
    return f"outline-offset:-{float(line.split('pt', 1)[0]) / 2:g}pt"


def _side(lines: etree._Element | None, names: Sequence[str]) -> etree._Element | None:
    if lines is None:
        return None
    return next((found for name in names if (found := lines.find(getattr(W, name))) is not None), None)


def _look(properties: etree._Element | None) -> dict[str, bool]:
    told = properties.find(W.tblLook) if properties is not None else None
    try:
        bits = int(value(told) or "", 16)
    except ValueError:
        bits = USUAL_LOOK
    wants = {}
    for name, bit in LOOK_BITS.items():
        said = value(told, name)
        wants[name] = said in ("1", "true", "on") if said is not None else bool(bits & bit)
    return wants
