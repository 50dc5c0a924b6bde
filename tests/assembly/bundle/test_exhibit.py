"""An exhibit is marked on every page, lies on letter paper, and keeps its words."""

from io import BytesIO

import pikepdf
import pypdf
import pytest

from assembly.bundle import Bates, mark_exhibit, slip_sheet
from tests.assembly.bundle.conftest import Make


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


class TestMarkExhibit:
    def test_every_page_says_which_exhibit_and_page_it_is(self, two_pages: bytes) -> None:
        marked = mark_exhibit("B", two_pages, bates=Bates("SC-"), first=41)
        first, second = _texts(marked)
        assert "Exhibit B, page 1" in first
        assert "SC-000041" in first
        assert "Exhibit B, page 2" in second
        assert "SC-000042" in second
        assert "First" in first
        assert "Second" in second

    def test_other_paper_comes_onto_letter(self, make_pdf: Make) -> None:
        wide = make_pdf("<style>@page {size: 14in 8.5in}</style><p>Spreadsheet</p>")
        pdf = pikepdf.open(BytesIO(mark_exhibit("1", wide)))
        (page,) = pdf.pages
        assert [float(edge) for edge in page.mediabox] == [0, 0, 612, 792]

    def test_the_mark_stands_below_the_page_and_not_on_it(self, make_pdf: Make) -> None:
        full = make_pdf(
            "<style>@page {margin: 0} p {margin: 0; height: 11in; line-height: 1}</style><p>Edge</p>"
        )
        pdf = pikepdf.open(BytesIO(mark_exhibit("A", full)))
        drawn = pdf.pages[0].obj.Contents[0].read_bytes()
        scale = float(drawn.split(b" cm")[0].split()[-6])
        assert scale == pytest.approx((792 - 36) / 792, abs=0.001)

    def test_the_font_is_embedded(self, two_pages: bytes) -> None:
        pdf = pikepdf.open(BytesIO(mark_exhibit("A", two_pages)))
        (inner,) = pdf.pages[0].obj.Resources.Font.CourtpacketStamp.DescendantFonts
        assert len(inner.FontDescriptor.FontFile2.read_bytes()) > 0

    def test_same_bytes(self, two_pages: bytes) -> None:
        assert mark_exhibit("A", two_pages) == mark_exhibit("A", two_pages)


class TestSlipSheet:
    def test_heading_and_lines_are_words_and_tags(self) -> None:
        sheet = slip_sheet("EXHIBIT A", ["Payment record, 2024–2026", "Case No. 26-CS-001983"])
        (text,) = _texts(sheet)
        assert text.splitlines() == ["EXHIBIT A", "Payment record, 2024–2026", "Case No. 26-CS-001983"]
        pdf = pikepdf.open(BytesIO(sheet))
        body = pdf.Root.StructTreeRoot.K[0]
        assert [str(element.S) for element in body.K] == ["/H1", "/P", "/P"]

    def test_a_long_line_is_broken_and_nothing_is_lost(self) -> None:
        line = "Declaration of the custodian of records " * 4 + "W" * 90
        (text,) = _texts(slip_sheet("EXHIBIT A", [line]))
        assert text.replace("\n", "").replace(" ", "").endswith(line.replace(" ", ""))
