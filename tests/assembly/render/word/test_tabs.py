"""Tab stops: where text stands after a tab, and what fills the gap, as Word sets it.

Source: ECMA-376 Part 1, 17.3.1.37 and 17.18.84 (kinds of tab stops), 17.18.72 (leaders), 17.15.1.25 (default stops).
The letter's text begins 72 points from the left edge and is 468 points wide; the pleading's at 108, 459 wide.
"""

import pypdfium2 as pdfium
import pytest

from assembly.render.laid_out import LaidOut
from tests.assembly.render.word.draft import Stretch
from tests.assembly.render.word.ooxml_file import (
    LETTER,
    PAPER,
    html_of,
    laid_out,
    ooxml_file,
    paragraph,
    run,
    stretches_of,
    text,
)
from tests.pdf_a import checked

TAB = run("<w:tab/>")
EDGE = 72.0
NEAR = 1.0


def stop(place: int, kind: str, leader: str = "") -> str:
    return f'<w:tab w:val="{kind}" w:leader="{leader or "none"}" w:pos="{place}"/>'


def stops(*each: str) -> str:
    return f"<w:tabs>{''.join(each)}</w:tabs>"


def found(pages: LaidOut, words: str) -> Stretch:
    numbers = 96  # line numbers stand left of it
    in_text = [s for s in stretches_of(pages) if s.left > numbers or not s.text.strip().isdigit()]
    return next(s for s in in_text if s.text.strip().startswith(words))


def darkness(pages: LaidOut, left: float, right: float, top: float, bottom: float) -> list[bool]:
    """Return for each of eight dots to the point whether anything is printed there, from left to right."""
    picture = pdfium.PdfDocument(pages.pdf)[0].render(scale=8, grayscale=True).to_pil()
    box = tuple(round(8 * side) for side in (left, top, right, bottom))
    strip = picture.crop(box)
    return [min(strip.getpixel((x, y)) for y in range(strip.height)) < 128 for x in range(strip.width)]


class TestStops:
    @pytest.mark.parametrize(
        ("kind", "place"),
        [("left", "left"), ("start", "left"), ("right", "right"), ("end", "right"), ("center", "middle")],
    )
    def test_text_stands_at_its_stop(self, kind, place):
        raw = ooxml_file(paragraph("Left", properties=stops(stop(4000, kind)), extra=TAB + text("after")))
        after = found(laid_out(raw), "after")
        at = {"left": after.left, "right": after.right, "middle": (after.left + after.right) / 2}[place]
        assert at == pytest.approx(EDGE + 200, abs=NEAR)

    def test_decimal_points_stand_below_each_other(self):
        amounts = ["$1.00", "$1,234.50", "9.875"]
        body = "".join(
            paragraph("Amount", properties=stops(stop(5000, "decimal")), extra=TAB + text(amount))
            for amount in amounts
        )
        pages = laid_out(ooxml_file(body))
        places = []
        for page in pdfium.PdfDocument(pages.pdf):
            text_page = page.get_textpage()
            for n in range(text_page.count_chars()):
                if text_page.get_text_range(n, 1) == "." and text_page.get_text_range(n + 1, 1).isdigit():
                    places.append(text_page.get_charbox(n)[0])
        assert len(places) == 3
        assert places == pytest.approx([EDGE + 250] * 3, abs=2)

    def test_without_stops_of_its_own_text_goes_to_the_next_half_inch(self):
        raw = ooxml_file(paragraph("x", extra=TAB + text("next") + TAB + text("then")))
        pages = laid_out(raw)
        assert found(pages, "next").left == pytest.approx(EDGE + 36, abs=NEAR)
        assert found(pages, "then").left == pytest.approx(EDGE + 72, abs=NEAR)

    def test_the_files_own_default_step_is_used(self):
        raw = ooxml_file(
            paragraph("x", extra=TAB + text("next")), settings='<w:defaultTabStop w:val="1440"/>'
        )
        assert found(laid_out(raw), "next").left == pytest.approx(EDGE + 72, abs=NEAR)

    def test_a_hanging_indent_is_a_stop(self):
        indent = '<w:ind w:left="1000" w:hanging="1000"/>'
        raw = ooxml_file(paragraph("1.", properties=indent, extra=TAB + text("Text that hangs.")))
        assert found(laid_out(raw), "Text").left == pytest.approx(EDGE + 50, abs=NEAR)

    def test_a_style_brings_stops_and_a_paragraph_clears_them(self):
        style = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Stops"/><w:pPr>{stops(stop(3000, "left"))}</w:pPr></w:style>'
        kept = paragraph("a", properties='<w:pStyle w:val="S"/>', extra=TAB + text("kept"))
        cleared = paragraph(
            "b",
            properties=f'<w:pStyle w:val="S"/>{stops(stop(3000, "clear"), stop(6000, "left"))}',
            extra=TAB + text("moved"),
        )
        pages = laid_out(ooxml_file(kept + cleared, styles=style))
        assert found(pages, "kept").left == pytest.approx(EDGE + 150, abs=NEAR)
        assert found(pages, "moved").left == pytest.approx(EDGE + 300, abs=NEAR)

    def test_a_right_stop_beyond_the_column_counts_at_its_edge(self):
        raw = ooxml_file(paragraph("a", properties=stops(stop(9500, "right")), extra=TAB + text("edge")))
        pages = laid_out(raw, PAPER)
        assert found(pages, "edge").right == pytest.approx(108 + 459, abs=NEAR)
        assert found(pages, "edge").baseline == found(pages, "a").baseline

    def test_after_a_wrapped_line_the_stop_counts_on_the_line_where_the_tab_stands(self):
        long = "A heading of an argument that is read over more than one line because it never seems to come to an end at all"
        raw = ooxml_file(
            paragraph(long, properties=stops(stop(9000, "right", "dot")), extra=TAB + text("12"))
        )
        pages = laid_out(raw)
        number = found(pages, "12")
        assert number.right == pytest.approx(EDGE + 450, abs=NEAR)
        assert number.baseline > found(pages, "A heading").baseline

    def test_a_tab_that_is_aligned_to_the_margin_itself(self):
        tab = run('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>')
        raw = ooxml_file(paragraph("a", extra=tab + text("edge")))
        assert found(laid_out(raw), "edge").right == pytest.approx(EDGE + 468, abs=NEAR)

    def test_in_a_cell_stops_are_counted_from_the_edge_of_the_cell(self):
        cell = paragraph("a", properties=stops(stop(1000, "left")), extra=TAB + text("in"))
        table = f"<w:tbl><w:tr><w:tc>{paragraph('first')}</w:tc><w:tc>{cell}</w:tc></w:tr></w:tbl>"
        pages = laid_out(ooxml_file(table + paragraph("end")))
        assert found(pages, "in").left - found(pages, "a").left == pytest.approx(50, abs=NEAR)

    def test_words_on_both_sides_of_a_tab_stay_apart_in_the_text(self):
        raw = ooxml_file(paragraph("1234567", extra=TAB + text("next")))
        words = pdfium.PdfDocument(laid_out(raw).pdf)[0].get_textpage().get_text_range()
        assert "1234567 next" in " ".join(words.split())


class TestLeaders:
    @pytest.mark.parametrize("leader", ["dot", "hyphen", "underscore", "middleDot"])
    @pytest.mark.parametrize("stylesheet", [LETTER, PAPER], ids=["letter", "pleading"])
    def test_the_gap_is_filled_to_the_stop(self, leader, stylesheet):
        raw = ooxml_file(
            paragraph("Title", properties=stops(stop(8000, "right", leader)), extra=TAB + text("9"))
        )
        pages = laid_out(raw, stylesheet)
        title, number = found(pages, "Title"), found(pages, "9")
        drawn = darkness(pages, title.right + 4, number.left - 4, title.baseline - 6, title.baseline + 3)
        share = sum(drawn) / len(drawn)
        assert (share > 0.99) if leader == "underscore" else 0.1 < share < 0.8
        gaps = "".join("x" if dark else " " for dark in drawn).split("x")
        assert max(len(gap) for gap in gaps) / 8 < 6  # points between two dots

    @pytest.mark.parametrize("leader", ["dot", "hyphen", "underscore"])
    def test_a_checker_of_pdf_a_finds_no_fault_in_them(self, leader):
        raw = ooxml_file(
            paragraph("Title", properties=stops(stop(8000, "right", leader)), extra=TAB + text("9"))
        )
        assert checked(laid_out(raw).pdf) == []

    def test_leaders_are_no_letters(self):
        raw = ooxml_file(
            paragraph("Title", properties=stops(stop(8000, "right", "dot")), extra=TAB + text("9"))
        )
        words = pdfium.PdfDocument(laid_out(raw).pdf)[0].get_textpage().get_text_range()
        assert "Title 9" in " ".join(words.split())

    def test_an_underlined_tab_is_a_line_to_sign_on(self):
        raw = ooxml_file(
            paragraph("By: ", extra=run("<w:tab/><w:tab/><w:tab/>", '<w:u w:val="single"/>') + text("end"))
        )
        pages = laid_out(raw)
        start, end = found(pages, "By:"), found(pages, "end")
        assert end.left == pytest.approx(EDGE + 108, abs=NEAR)
        drawn = darkness(pages, start.right + 3, end.left - 3, start.baseline - 1, start.baseline + 4)
        assert sum(drawn) / len(drawn) > 0.95

    def test_a_gap_without_a_leader_is_empty(self):
        raw = ooxml_file(paragraph("Title", properties=stops(stop(8000, "right")), extra=TAB + text("9")))
        pages = laid_out(raw)
        title, number = found(pages, "Title"), found(pages, "9")
        assert not any(
            darkness(pages, title.right + 4, number.left - 4, title.baseline - 8, title.baseline + 4)
        )


def test_nothing_of_the_measuring_is_left_in_the_text():
    made = html_of(ooxml_file(paragraph("a", extra=TAB + text("b"))))
    assert made.find(".//p").get("data-tabs") == "36"
    pages = laid_out(ooxml_file(paragraph("a", extra=TAB + text("b"))))
    assert b"data-tab" not in pages.pdf
