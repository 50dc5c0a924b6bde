"""The index of exhibits: a tagged table of mark, description and page, on as many pages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from assembly import xmp
from assembly.bundle.properties import give_output_intent
from assembly.bundle.slip_sheet import rows_of
from assembly.bundle.stamp_font import StampFont, embed, stamp_font

_WIDE, _HIGH = 612.0, 792.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 72.0, 90.0, 72.0
_HEAD, _BODY = 18.0, 11.0
_LEADING = 1.3
_GAP = 8.0  # between rows, points
_SPACE = 12.0  # between columns, points


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading and its width in points."""

    heading: str
    width: float


@dataclass(slots=True)
class _Sheet:
    """One page in the making: its operators and the tags whose words stand on it, in order."""

    drawn: list[str] = field(default_factory=list)
    tags: list[Object] = field(default_factory=list)


def index_sheet(
    head: str,
    line: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    language: str = "en-US",
) -> tuple[bytes, int]:
    """Return letter pages with a heading, a line and a table, and how many pages they are.

    The widths of the columns add up to at most 468 points. A cell is broken at words; a row stands
    on one page where a page can hold it. The headings are shown again on each page.

    Raises:
        UnprintableText: our font lacks a letter.
    """
    texts = [head, line, *(column.heading for column in columns), *(cell for row in rows for cell in row)]
    return _Table(columns, stamp_font("".join(sorted({*"".join(texts), " "})))).pages(
        head, line, rows, language
    )


class _Table:
    """Sets rows one under the other, and remembers for each piece of text the tag that it belongs to."""

    def __init__(self, columns: Sequence[Column], font: StampFont) -> None:
        self.columns, self.font = columns, font
        self.out = pikepdf.new()
        self.page_objects: list[Object] = []
        self.sheets: list[_Sheet] = []
        self.down = 0.0

    def pages(self, head: str, line: str, rows: Sequence[Sequence[str]], language: str) -> tuple[bytes, int]:
        root = self.out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        body = self._element(Name.Document, root)
        table = self._element(Name.Table, body)
        self._new_page()
        kids = [self._block(Name.H1, body, head, _HEAD), self._block(Name.P, body, line, _BODY), table]
        lines = [self._row([column.heading for column in self.columns], table, Name.TH)]
        for row in rows:
            if self.down - self._height(row) < _BOTTOM:
                self._new_page()
                self._repeat_headings()
            lines.append(self._row(row, table, Name.TD))
        table.K, body.K, root.K = Array(lines), Array(kids), Array([body])
        return self._written(root, head, language), len(self.sheets)

    def _element(self, kind: Name, parent: Object) -> Object:
        return self.out.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=parent))

    def _new_page(self) -> None:
        page = self.out.add_blank_page(page_size=(_WIDE, _HIGH)).obj
        self.page_objects.append(page)
        self.sheets.append(_Sheet())
        self.down = _HIGH - _TOP

    def _block(self, kind: Name, parent: Object, text: str, size: float) -> Object:
        element = self._element(kind, parent)
        lines = list(rows_of(text, self.font, size, wide=_WIDE - _LEFT - _RIGHT))
        self._write(element, lines, _LEFT, self.down, size)
        self.down -= size * _LEADING * max(1, len(lines)) + _GAP
        return element

    def _row(self, cells: Sequence[str], table: Object, kind: Name) -> Object:
        row, left, kids = self._element(Name.TR, table), _LEFT, []
        for column, cell in zip(self.columns, cells, strict=True):
            element = self._element(kind, row)
            if kind == Name.TH:
                element.A = Dictionary(O=Name.Table, Scope=Name.Column)
            self._write(element, self._lines(column, cell), left, self.down, _BODY)
            kids.append(element)
            left += column.width
        row.K = Array(kids)
        self.down -= self._height(cells)
        return row

    def _repeat_headings(self) -> None:
        left = _LEFT
        for column in self.columns:
            shown = self._shown(self._lines(column, column.heading), left, self.down, _BODY)
            self.sheets[-1].drawn.append(f"/Artifact <</Type /Pagination>> BDC {shown} EMC")
            left += column.width
        self.down -= self._height([column.heading for column in self.columns])

    def _lines(self, column: Column, cell: str) -> list[str]:
        return list(rows_of(cell, self.font, _BODY, wide=column.width - _SPACE))

    def _height(self, cells: Sequence[str]) -> float:
        most = max(len(self._lines(*pair)) for pair in zip(self.columns, cells, strict=True))
        return max(1, most) * _BODY * _LEADING + _GAP

    def _write(self, element: Object, lines: Sequence[str], left: float, top: float, size: float) -> None:
        sheet = self.sheets[-1]
        number = len(sheet.tags)
        element.Pg, element.K = self.page_objects[-1], number
        sheet.tags.append(element)
        tag = str(element.S)
        sheet.drawn.append(f"{tag} <</MCID {number}>> BDC {self._shown(lines, left, top, size)} EMC")

    def _shown(self, lines: Sequence[str], left: float, top: float, size: float) -> str:
        parts = []
        for line in lines:
            top -= size * _LEADING
            parts.append(f"1 0 0 1 {left:.2f} {top:.2f} Tm {self.font.show(line)} Tj")
        return f"BT /Stamp {size:g} Tf {' '.join(parts)} ET"

    def _written(self, root: Object, head: str, language: str) -> bytes:
        out, font = self.out, embed(self.out, self.font)
        numbers = Array()
        for place, (page, sheet) in enumerate(zip(self.page_objects, self.sheets, strict=True)):
            page.Resources = Dictionary(Font=Dictionary(Stamp=font))
            page.Contents = out.make_indirect(Stream(out, "\n".join(sheet.drawn).encode()))
            page.StructParents, page.Tabs = place, Name.S
            numbers.append(place)
            numbers.append(Array(sheet.tags))
        root.ParentTree = out.make_indirect(Dictionary(Nums=numbers))
        out.Root.StructTreeRoot, out.Root.MarkInfo = root, Dictionary(Marked=True)
        finish_sheet(out, head, language)
        stream = BytesIO()
        out.save(stream, deterministic_id=True, min_version="1.7", fix_metadata_version=False)
        return stream.getvalue()


def finish_sheet(out: Pdf, title: str, language: str) -> None:
    """Give a tagged sheet of our own its title, its language, its colours and the kinds that it meets."""
    told = xmp.packet(title, language, archive=("2", "U"), accessible=True)
    out.Root.Metadata = out.make_indirect(Stream(out, told, Type=Name.Metadata, Subtype=Name.XML))
    out.Root.Lang = String(language)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.trailer.Info = out.make_indirect(Dictionary(Title=String(title)))
    give_output_intent(out)
