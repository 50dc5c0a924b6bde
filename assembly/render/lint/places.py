"""The paragraphs of a Word part with their text, their runs, and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from assembly.render.lint.flaw import Flaw, around
from assembly.render.word.ooxml import W

TEXT_BOX = "txbxContent"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` counts from 1 through the part, `starts` has where each run's text begins."""

    element: etree._Element
    part: str
    number: int
    place: str
    text: str
    starts: tuple[int, ...]

    @property
    def holder(self) -> etree._Element | None:
        """What the paragraph stands in: the body, a cell, a header, a text box."""
        return self._above(W.tc, W.body, W.hdr, W.ftr, W.footnote, getattr(W, TEXT_BOX))

    @property
    def row(self) -> etree._Element | None:
        """The table row around it, or None."""
        return self._above(W.tr)

    @property
    def table(self) -> etree._Element | None:
        """The table around it, or None."""
        return self._above(W.tbl)

    def run_at(self, offset: int) -> int:
        """Return the run that has the character at `offset`, counted from 1; 0 where there is none."""
        return sum(start <= offset for start in self.starts)

    def flaw(self, start: int, end: int, problem: str, remedy: str = "") -> Flaw:
        """Return a flaw of the text from `start` to `end`."""
        return Flaw(
            place=self.place,
            problem=problem,
            remedy=remedy,
            text=around(self.text, start, end),
            paragraph=self.number,
            run=self.run_at(start),
        )

    def _above(self, *tags: str) -> etree._Element | None:
        return next(self.element.iterancestors(*tags), None)


def paragraphs(root: etree._Element, part: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part in the order in which they stand."""
    tables = {table: number for number, table in enumerate(root.iter(W.tbl), start=1)}
    outside = 0
    for number, element in enumerate(root.iter(W.p), start=1):
        in_cell = next(element.iterancestors(W.tc), None)
        outside += in_cell is None
        place = f"paragraph {outside}" if in_cell is None else _in_table(element, in_cell, tables)
        text, starts = _runs(element)
        yield Paragraph(element, part, number, f"{part}, {place}", text, starts)


def _in_table(element: etree._Element, cell: etree._Element, tables: dict[etree._Element, int]) -> str:
    row = next(cell.iterancestors(W.tr))
    table = next(cell.iterancestors(W.tbl))
    rows, cells, inside = list(table.iter(W.tr)), list(row.iter(W.tc)), list(cell.iter(W.p))
    return (
        f"table {tables[table]}, row {rows.index(row) + 1}, cell {cells.index(cell) + 1}, "
        f"paragraph {inside.index(element) + 1}"
    )


def _runs(paragraph: etree._Element) -> tuple[str, tuple[int, ...]]:
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for run in paragraph.iter(W.r):
        if next(run.iterancestors(W.p), None) is not paragraph:
            continue  # of a text box, which has paragraphs of its own
        starts.append(length)
        for node in run:
            piece = _piece(node)
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), tuple(starts)


def _piece(node: etree._Element) -> str:
    if node.tag == W.t:
        return node.text or ""
    if node.tag in (W.tab, W.br, W.cr):
        return " "
    return "\u2011" if node.tag == W.noBreakHyphen else ""
