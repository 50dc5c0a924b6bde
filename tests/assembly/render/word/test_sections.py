"""Sections of a Word file: paper laid across, which a letter keeps and a court's paper does not, and columns."""

import io

import pikepdf
import pytest

from tests.assembly.render.word.ooxml_file import (
    LETTER,
    PAPER,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    text,
)

UPRIGHT = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
ACROSS = '<w:sectPr><w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/></w:sectPr>'
COLUMNS = '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/></w:sectPr>'
WIDE, TALL = (792, 612), (612, 792)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [(round(page.mediabox[2]), round(page.mediabox[3])) for page in opened.pages]


class TestPaperLaidAcross:
    BODY = (
        paragraph("The letter.")
        + paragraph("Its end.", properties=UPRIGHT)
        + paragraph("A wide schedule.")
        + "{}"
        + ACROSS
    )

    @pytest.mark.parametrize(
        ("stylesheet", "expected"),
        [pytest.param(LETTER, [TALL, WIDE], id="a letter keeps it"),
         pytest.param(PAPER, [TALL, TALL], id="pleading paper is upright: Cal. Rules of Court, rules 2.103 and 2.107")],
    )  # fmt: skip
    def test_begins_a_page_that_has_every_word(self, stylesheet, expected):
        pages = laid_out(ooxml_file(self.BODY.format("")), stylesheet)
        assert sizes(pages.pdf) == expected
        assert "Its end." in page_texts(pages)[0]
        assert "A wide schedule." in page_texts(pages)[1]

    @pytest.mark.parametrize("last", ["", "Last of the wide."])
    def test_goes_back_to_upright_without_an_empty_page(self, last):
        body = (
            paragraph("First.", properties=UPRIGHT)
            + paragraph("Wide.")
            + paragraph(last, properties=ACROSS)
            + paragraph("Upright again.")
            + UPRIGHT
        )
        pages = laid_out(ooxml_file(body))
        assert sizes(pages.pdf) == [TALL, WIDE, TALL]
        assert page_texts(pages)[2].startswith("Upright again.")

    def test_holds_a_table_wider_than_a_page_that_is_upright(self):
        wide = "".join(f"<w:tc><w:p><w:r><w:t>Column{n}</w:t></w:r></w:p></w:tc>" for n in range(8))
        grid = '<w:gridCol w:w="1500"/>' * 8
        table = f"<w:tbl><w:tblGrid>{grid}</w:tblGrid><w:tr>{wide}</w:tr></w:tbl>"
        [size] = sizes(laid_out(ooxml_file(table + paragraph("end") + ACROSS)).pdf)
        assert size == WIDE


def test_columns_are_read_one_after_the_other():
    body = paragraph("Left.", extra=run('<w:br w:type="column"/>') + text("Right.")) + COLUMNS
    assert page_texts(laid_out(ooxml_file(body)))[0].startswith("Left. Right.")
