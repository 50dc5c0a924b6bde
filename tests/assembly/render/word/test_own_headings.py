"""A letter's own headers and footers are printed on its pages: which on which, where, and with whose number.

Source: ECMA-376 Part 1, 17.10 (headers and footers), 17.10.1 (evenAndOddHeaders), 17.10.6 (titlePg). The letter's
text begins 72 points below the edge of the page; Word keeps a header 36 points (half an inch) from it.
"""

import io

import pytest
from PIL import Image

from assembly.errors import DocumentRefused
from assembly.render.word.own_headings import TALLEST
from tests.assembly.render.word.ooxml_file import (
    PAPER,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    stretches_of,
    text,
)
from tests.pdf_a import checked

TEXT_FROM, HEADING_FROM = 72.0, 36.0
NEW_PAGE = paragraph(extra=run('<w:br w:type="page"/>'))


def field(code: str, shown: str, look: str = "") -> str:
    marks = [run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{run(f'<w:instrText> {code} </w:instrText>')}{marks[1]}{text(shown, look)}{marks[2]}"


def letter(
    *references: tuple[str, str], section: str = "", settings: str = "", pages: int = 1, **parts: str
) -> bytes:
    """Return a letter; `references` are the name of a part and the pages that it is for."""
    told = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{kind}" r:id="{name}"/>'
        for name, kind in references
    )
    words = NEW_PAGE.join(paragraph(f"Page {n} of the text begins.") for n in range(1, pages + 1))
    return ooxml_file(f"{words}<w:sectPr>{told}{section}</w:sectPr>", settings=settings, **parts)


def from_top(pages) -> list[str]:
    """Return the words of each page as the eye meets them, from the top."""
    lines = [
        sorted(stretches_of(pages, n), key=lambda s: (round(s.baseline), s.left)) for n in range(pages.pages)
    ]
    return [" ".join(" ".join(s.text for s in line).split()) for line in lines]


def found(pages, words: str, page: int = 0):
    return next(s for s in stretches_of(pages, page) if s.text.strip().startswith(words))


class TestWhere:
    def test_a_letterhead_stands_above_the_text_of_every_page(self):
        head = paragraph("Smith &amp; Partners") + paragraph("1 Main Street")
        pages = laid_out(letter(("header1", "default"), header1=head, pages=2))
        for page, told in enumerate(from_top(pages)):
            assert told.startswith("Smith & Partners 1 Main Street")
            assert HEADING_FROM < found(pages, "Smith", page).baseline < found(pages, "1 Main", page).baseline
            assert (
                found(pages, "1 Main", page).baseline < found(pages, f"Page {page + 1} of the", page).baseline
            )
            assert told.endswith(f"Page {page + 1} of 2")  # the layout's own footer stays

    def test_a_footer_takes_the_place_of_the_layouts(self):
        pages = laid_out(letter(("footer1", "default"), footer1=paragraph("Fees are due in thirty days.")))
        assert page_texts(pages) == ["Page 1 of the text begins. Fees are due in thirty days."]
        assert found(pages, "Fees").baseline > 792 - 64

    def test_text_gives_way_to_a_high_letterhead_on_its_own_pages_only(self):
        head = "".join(paragraph(f"Line {n} of the letterhead") for n in range(6))
        raw = letter(("header1", "first"), section="<w:titlePg/>", header1=head, pages=2)
        pages = laid_out(raw)
        assert found(pages, "Page 1 of the").baseline > found(pages, "Line 5").baseline
        assert pages.text_boxes[0][1] > found(pages, "Line 5").baseline
        assert pages.text_boxes[1][1] == TEXT_FROM
        assert "letterhead" not in page_texts(pages)[1]

    def test_text_beside_a_tab_stands_at_its_stop(self):
        stops = '<w:tabs><w:tab w:val="right" w:pos="9360"/></w:tabs>'
        head = paragraph("Left", properties=stops, extra=run("<w:tab/>") + text("at the right"))
        right = found(laid_out(letter(("header1", "default"), header1=head)), "at the right")
        assert right.right == pytest.approx(72 + 468, abs=1.5)

    def test_a_picture_is_printed(self):
        drawn = io.BytesIO()
        Image.new("RGB", (30, 30), "black").save(drawn, "PNG")
        picture = run(
            '<w:pict><v:shape style="width:30pt;height:30pt" alt="Seal"><v:imagedata r:id="rLogo"/></v:shape></w:pict>'
        )
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rLogo" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/logo.png"/>'
            "</Relationships>"
        )
        raw = letter(
            ("header1", "default"),
            header1=paragraph(extra=picture),
            parts={
                "word/media/logo.png": drawn.getvalue(),
                "word/_rels/header1.xml.rels": relations.encode(),
            },
        )
        import pypdfium2

        page = pypdfium2.PdfDocument(laid_out(raw).pdf)[0].render(scale=1, grayscale=True).to_pil()
        assert page.getpixel((72 + 15, int(HEADING_FROM) + 15)) < 64


class TestWhich:
    def test_first_even_and_odd_pages_have_their_own(self):
        raw = letter(
            ("header1", "first"), ("header2", "even"), ("header3", "default"),
            section="<w:titlePg/>", settings="<w:evenAndOddHeaders/>", pages=4,
            header1=paragraph("The letterhead"), header2=paragraph("An even page"), header3=paragraph("An odd page"),
        )  # fmt: skip
        begins = [told.split(" Page ")[0] for told in from_top(laid_out(raw))]
        assert begins == ["The letterhead", "An even page", "An odd page", "An even page"]

    def test_a_kind_of_page_without_a_header_has_none(self):
        raw = letter(
            ("header1", "default"), section="<w:titlePg/>", header1=paragraph("Later pages"), pages=2
        )
        first, second = from_top(laid_out(raw))
        assert "Later" not in first
        assert second.startswith("Later pages")

    @pytest.mark.parametrize("kind", ["first", "even"])
    def test_one_that_word_does_not_print_is_not_printed(self, kind):
        raw = letter(("header1", kind), header1=paragraph("Not shown"), pages=2)
        assert not any("Not shown" in told for told in page_texts(laid_out(raw)))

    def test_what_only_counts_pages_gives_way_to_the_layouts(self):
        raw = letter(("footer1", "default"), footer1=paragraph("Page ", extra=field("PAGE", "7")))
        assert page_texts(laid_out(raw)) == ["Page 1 of the text begins. Page 1 of 1"]

    def test_on_a_courts_paper_they_are_refused(self):
        with pytest.raises(DocumentRefused, match="The court's layout prints its own"):
            laid_out(letter(("header1", "default"), header1=paragraph("Smith")), PAPER)


class TestNumbers:
    def test_each_page_has_its_own_number_and_their_count(self):
        foot = paragraph(
            "Smith, sheet ",
            extra=field("PAGE", "9", "<w:b/>")
            + text(" of ")
            + f'<w:fldSimple w:instr="NUMPAGES">{text("9")}</w:fldSimple>',
        )
        told = page_texts(laid_out(letter(("footer1", "default"), footer1=foot, pages=3)))
        assert [words.rpartition("Smith, ")[2] for words in told] == [f"sheet {n} of 3" for n in (1, 2, 3)]


class TestRefused:
    @pytest.mark.parametrize(
        ("head", "named"),
        [
            pytest.param(
                paragraph(
                    extra=run('<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>')
                    + text("Smith")
                ),
                "header has a watermark 'DRAFT'",
                id="a watermark",
            ),
            pytest.param(
                paragraph("Smith", extra=f'<w:ins w:id="1" w:author="A">{text(" and Jones")}</w:ins>'),
                r"still has an insertion \(header, paragraph 1",
                id="an open change",
            ),
            pytest.param(
                paragraph("Smith", extra=run("<w:object/>")),
                r"an embedded object \(header, paragraph 1",
                id="an object",
            ),
            pytest.param(
                "".join(paragraph(f"Line {n} of Smith") for n in range(int(TALLEST / 15))),
                "more than a third of the page",
                id="more than a third of the page",
            ),
        ],
    )
    def test_what_cannot_be_printed_is_named(self, head, named):
        with pytest.raises(DocumentRefused, match=named):
            laid_out(letter(("header1", "default"), header1=head))

    def test_headers_that_change_within_the_letter(self):
        reference = '<w:headerReference w:type="default" r:id="{}"/>'
        body = (
            paragraph("One", properties=f"<w:sectPr>{reference.format('header1')}</w:sectPr>")
            + paragraph("Two")
            + f"<w:sectPr>{reference.format('header2')}</w:sectPr>"
        )
        with pytest.raises(DocumentRefused, match="change from section to section"):
            laid_out(ooxml_file(body, header1=paragraph("Smith"), header2=paragraph("Jones")))


def test_the_pages_are_still_made_to_be_kept():
    raw = letter(
        ("header1", "default"), ("footer1", "default"), header1=paragraph("Smith"), footer1=paragraph("Fees")
    )
    assert checked(laid_out(raw).pdf) == []
