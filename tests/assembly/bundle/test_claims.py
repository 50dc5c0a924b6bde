"""A bundle says that it is PDF/A or PDF/UA where checkers of others find that it is, and nowhere else."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from pdfua import validate
from pikepdf import Dictionary, Name, Stream

from assembly.bundle import Part, accept_upload, bundle, mark_exhibit, slip_sheet, stamp_pages
from assembly.bundle.archive import archive_faults
from assembly.bundle.exhibit import PLAIN_STYLE
from assembly.bundle.index_sheet import Column, index_sheet
from assembly.render.paper import lay_out
from tests.assembly.packets.test_taking import scan

Make = Callable[..., bytes]
UA, A2U, A2B = (
    b"<pdfuaid:part>1",
    b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U",
    b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B",
)


@pytest.fixture(scope="module")
def paper() -> bytes:
    """A paper from our own engine, with headings, a list, a table and a link."""
    text = (
        "<h1>Complaint</h1><p>See <a href='#two'>below</a>.</p><ul><li>One</li><li>Two</li></ul>"
        "<table><tr><th>Month</th><th>Paid</th></tr><tr><td>May</td><td>612.00</td></tr></table>"
        '<h2 id="two" style="break-before: page">Facts</h2><p>The obligor lives in San José.</p>'
    )
    pages = lay_out(
        html.fragment_fromstring(text, create_parent="main"),
        title="Complaint",
        language="en-US",
        stylesheet=None,
        prepared_on=date(2026, 11, 22),
    )
    return pages.pdf


def _xmp(pdf: bytes) -> bytes:
    opened = pikepdf.open(BytesIO(pdf))
    return bytes(opened.Root.Metadata.read_bytes())


def _findings(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    return [(found.rule_id, found.message) for found in validate(str(path)).findings]


def _violations(pdf: bytes) -> list[str]:
    """Return what breaks PDF/A-2b; what the checker does not know (it says so) is left to other checkers."""
    return [fault for fault in archive_faults(pdf) if "not supported" not in fault]


class TestOurOwnParts:
    def test_a_bundle_of_them_meets_both_and_says_so(self, paper: bytes, tmp_path: Path) -> None:
        cover = slip_sheet("EXHIBIT A", ["Record"])
        bound = bundle(
            [Part("Complaint", paper), Part("Cover", cover), Part("Judgment", paper)], title="Packet"
        ).pdf
        assert _findings(bound, tmp_path) == []
        assert _violations(bound) == []
        assert UA in _xmp(bound)
        assert A2U in _xmp(bound)
        assert b"pdfaExtension:schemas" in _xmp(bound)  # ISO 19005-2, 6.6.2.3.2

    def test_an_index_of_many_rows_is_a_table_over_pages(self, tmp_path: Path) -> None:
        rows = [
            [str(number), "Payment record of the obligor for one month " * 2, "9"] for number in range(1, 60)
        ]
        columns = (Column("Exhibit", 70), Column("Description", 338), Column("Page", 60))
        sheet, pages = index_sheet("Index of Exhibits", "Case No. 1", columns, rows)
        assert pages > 1
        assert len(pikepdf.open(BytesIO(sheet)).pages) == pages
        bound = bundle([Part("Index", sheet)], title="Packet").pdf
        assert _findings(bound, tmp_path) == []
        assert _violations(bound) == []
        opened = pikepdf.open(BytesIO(bound))
        tags = [str(item.S) for item in opened.objects if _is_element(item)]
        assert tags.count("/TR") == 60
        assert tags.count("/TH") == 3

    def test_a_paper_that_is_stamped_as_an_exhibit_stays_what_it_was(
        self, paper: bytes, tmp_path: Path
    ) -> None:
        stamped = stamp_pages("1", paper, style=PLAIN_STYLE)
        assert _findings(stamped, tmp_path) == []
        assert _violations(stamped) == []


class TestExhibits:
    def test_a_scan_is_made_to_meet_pdf_a_at_the_level_that_was_checked(self, paper: bytes) -> None:
        marked = mark_exhibit("A", accept_upload("scan.png", scan("Ledger")), title="Ledger")
        bound = bundle([Part("Complaint", paper), Part("Exhibit A", marked)], title="Packet").pdf
        assert _violations(bound) == []
        assert A2B in _xmp(bound)
        assert UA not in _xmp(bound)

    def test_one_with_a_font_that_is_not_embedded_takes_the_claim_away(self, paper: bytes) -> None:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(612, 792))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = Stream(pdf, b"BT /F 12 Tf 72 700 Td (Bank statement) Tj ET")
        raw = BytesIO()
        pdf.save(raw)
        marked = mark_exhibit("A", accept_upload("bank.pdf", raw.getvalue()), title="Bank statement")
        assert any("font" in fault.lower() for fault in archive_faults(marked))
        bound = bundle([Part("Complaint", paper), Part("Exhibit A", marked)], title="Packet").pdf
        assert b"pdfaid:part" not in _xmp(bound)

    def test_its_own_tags_are_kept(self, two_pages: bytes) -> None:
        marked = pikepdf.open(BytesIO(mark_exhibit("A", accept_upload("a.pdf", two_pages), title="Letter")))
        tags = [str(item.S) for item in marked.objects if _is_element(item)]
        assert tags.count("/H1") == 1
        assert tags.count("/H2") == 1

    def test_one_without_tags_gets_a_paragraph_or_a_named_figure_on_each_page(self, make_pdf: Make) -> None:
        plain = make_pdf("<p>Words</p>", "pdf/a-2u")
        untagged = pikepdf.open(BytesIO(plain))
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in untagged.Root:
                del untagged.Root[key]
        picture = pikepdf.open(BytesIO(accept_upload("scan.png", scan("Ledger"))))
        untagged.pages.append(picture.pages[0])
        raw = BytesIO()
        untagged.save(raw)
        marked = pikepdf.open(
            BytesIO(mark_exhibit("A", accept_upload("a.pdf", raw.getvalue()), title="Letter and photograph"))
        )
        words, figure = list(marked.Root.StructTreeRoot.K[0].K)
        assert (str(words.S), str(figure.S)) == ("/P", "/Figure")
        assert str(figure.Alt) == "Exhibit A, page 2: Letter and photograph"

    def test_a_page_that_leaves_its_state_behind_does_not_move_the_mark(self, two_pages: bytes) -> None:
        spoiled = pikepdf.open(BytesIO(two_pages))
        spoiled.pages[0].contents_add(Stream(spoiled, b"Q Q 5 0 0 5 0 0 cm"), prepend=True)
        raw = BytesIO()
        spoiled.save(raw)
        import pypdfium2

        document = pypdfium2.PdfDocument(mark_exhibit("A", accept_upload("a.pdf", raw.getvalue()), title="L"))
        shown = document[0].get_textpage().get_text_bounded(500, 10, 600, 40)
        document.close()
        assert "Exhibit A, page 1" in shown


def _is_element(item: object) -> bool:
    return isinstance(item, Dictionary) and item.get("/Type") == "/StructElem"
