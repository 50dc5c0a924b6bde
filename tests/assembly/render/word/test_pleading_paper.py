"""California pleading paper, held against Cal. Rules of Court, rules 2.100-2.119.

The figures are those of the rules: 2.107 (margins), 2.108 (numbered lines, rules at the sides), 2.110
(footer), 2.111 (first page). One inch is 72 points.
"""

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from pypdfium2 import raw as raw_api

from assembly.render.word import render_file
from tests.assembly.render.word.draft import PLEADING, Draft, Stretch, pleading, stretches

PICTURES = Path(__file__).with_name("pictures")
NUMBERS = (0, 96)
FOOTER_FROM = 742
NEAR = 0.3
TITLE = "Declaration in Support of Request for Order"


def laid_out(raw: bytes) -> bytes:
    return render_file(
        raw,
        title=TITLE,
        language="en-US",
        stylesheet=PLEADING.with_suffix(".css"),
        prepared_on=date(2026, 11, 22),
    ).pdf


@pytest.fixture(scope="module")
def paper() -> pdfium.PdfDocument:
    return pdfium.PdfDocument(laid_out(pleading()))


@pytest.fixture(scope="module")
def pages(paper: pdfium.PdfDocument) -> list[list[Stretch]]:
    return [stretches(page) for page in paper]


def numbers(page: list[Stretch]) -> dict[int, float]:
    return {int(s.text): s.baseline for s in page if s.right < NUMBERS[1] and s.text.strip().isdigit()}


def body(page: list[Stretch]) -> list[Stretch]:
    return [s for s in page if s.left > NUMBERS[1] and s.baseline < FOOTER_FROM]


class TestNumberedLines:
    def test_every_page_has_lines_one_to_twenty_eight_at_the_left(self, pages):
        assert len(pages) == 3
        for page in pages:
            found = numbers(page)
            assert sorted(found) == list(range(1, 29))
            steps = {round(found[n + 1] - found[n], 2) for n in range(1, 28)}
            assert steps == {24.0}

    def test_at_least_three_numbers_to_the_inch_are_what_28_lines_of_24_points_give(self, pages):
        first = numbers(pages[0])
        assert 72 / (first[2] - first[1]) >= 3

    def test_every_line_of_text_sits_on_a_numbered_line_or_half_way_between_two(self, pages):
        for page in pages:
            lines = numbers(page)
            places = [y for base in lines.values() for y in (base, base + 12)]
            for stretch in body(page):
                assert min(abs(stretch.baseline - y) for y in places) < NEAR, stretch

    def test_double_spaced_text_uses_no_half_lines(self, pages):
        lines = numbers(pages[1])
        long = [s for s in body(pages[1]) if s.left < 150 and s.right > 540]
        assert len(long) > 8
        for stretch in long:
            assert (
                min(abs(stretch.baseline - y) for y in lines.values()) < NEAR or 240 < stretch.baseline < 330
            )

    def test_single_spaced_text_begins_on_a_numbered_line(self, pages):
        quotation = next(s for s in body(pages[0]) if 143 < s.left < 146 and s.text.startswith("The local"))
        assert min(abs(quotation.baseline - y) for y in numbers(pages[0]).values()) < NEAR

    def test_nothing_is_printed_between_the_numbers_and_the_rule(self, pages):
        for page in pages:
            assert not [s for s in page if s.left < 100 < s.right]


class TestFirstPage:
    def test_the_filer_stands_at_the_left_from_line_one(self, pages):
        lines = numbers(pages[0])
        filer = next(s for s in pages[0] if s.text.startswith("Helen M. Tran"))
        assert abs(filer.baseline - lines[1]) < NEAR
        assert filer.left == pytest.approx(108, abs=1)
        assert 66 <= filer.top <= 78  # one inch from the top

    def test_the_clerks_space_right_of_the_centre_down_to_line_seven_is_blank(self, pages):
        lines = numbers(pages[0])
        assert not [s for s in body(pages[0]) if s.right > 306 and s.baseline < lines[7] + NEAR]

    def test_the_court_is_named_on_line_eight_at_three_and_a_third_inches(self, pages):
        lines = numbers(pages[0])
        court = next(s for s in pages[0] if s.text.startswith("SUPERIOR COURT"))
        assert abs(court.baseline - lines[8]) < NEAR
        assert court.top >= 240 - NEAR
        assert (court.left + court.right) / 2 == pytest.approx((108 + 567) / 2, abs=2)

    def test_parties_stand_left_and_number_and_title_right_below_the_court(self, pages):
        lines = numbers(pages[0])
        petitioner = next(s for s in pages[0] if s.text.startswith("COUNTY OF SANTA CLARA,"))
        case_number = next(s for s in pages[0] if s.text.startswith("Case No. FS-26-001234"))
        assert petitioner.right < 337 < case_number.left
        assert petitioner.baseline == case_number.baseline > lines[8]


class TestEveryPage:
    def test_margins_are_at_least_one_inch_left_and_half_an_inch_right(self, pages):
        for page in pages:
            assert min(s.left for s in body(page)) >= 72
            assert max(s.right for s in page) <= 612 - 36 + NEAR

    def test_the_footer_has_the_number_above_the_title_below_a_line(self, pages):
        for number, page in enumerate(pages, start=1):
            folio = next(s for s in page if s.baseline > FOOTER_FROM and s.text.strip() == str(number))
            title = next(s for s in page if s.text.strip() == TITLE)
            assert title.baseline > folio.baseline > numbers(page)[28]

    def test_the_rules_at_both_sides_run_the_whole_height(self, paper):
        for page in paper:
            picture = page.render(scale=2, grayscale=True).to_pil()
            for x in (97, 100, 576):
                column = [
                    min(picture.getpixel((2 * x + d, y)) for d in (-1, 0, 1)) for y in range(picture.height)
                ]
                assert max(column) < 160, f"rule at {x} points"

    def test_all_text_is_of_twelve_points_and_the_footer_of_ten(self, paper):
        """Rule 2.104 knows no smaller size for small print or footnotes; rule 2.110 allows ten points for the footer."""
        for page in paper:
            text_page = page.get_textpage()
            sizes: dict[str, set[float]] = {"text": set(), "footer": set()}
            for n in range(text_page.count_chars()):
                if raw_api.FPDFText_GetUnicode(text_page, n) > 32:
                    from_top = page.get_height() - text_page.get_charbox(n)[1]
                    sizes["footer" if from_top > FOOTER_FROM else "text"].add(
                        round(printed_size(text_page, n), 1)
                    )
            assert sizes == {"text": {12.0}, "footer": {10.0}}


def printed_size(text_page: pdfium.PdfTextPage, letter: int) -> float:
    """Return the size of a letter as it is printed, in points: the font's, made larger or smaller by the page."""
    matrix = raw_api.FS_MATRIX()
    raw_api.FPDFText_GetMatrix(text_page, letter, matrix)
    return raw_api.FPDFText_GetFontSize(text_page, letter) * abs(matrix.d)


@pytest.mark.parametrize("number", [0, 1])
def test_the_page_looks_as_it_did_when_it_was_held_against_the_rules(paper, number, request):
    picture = paper[number].render(scale=0.5, grayscale=True).to_pil().convert("L")
    kept = PICTURES / f"pleading-{number + 1}.expected.png"
    if request.config.getoption("--update-expected"):
        kept.parent.mkdir(exist_ok=True)
        picture.save(kept, optimize=True)
        pytest.skip(f"wrote {kept.name}; look at it before it is committed")
    apart = ImageChops.difference(picture, Image.open(kept).convert("L"))
    weights = apart.histogram()
    assert sum(weights[64:]) / (picture.width * picture.height) < 0.002


def test_a_long_table_goes_on_over_the_page_with_its_heading(pages):
    rows = [("Month", "Amount"), *((f"Month {n}", f"${n}.00") for n in range(1, 61))]
    found = [
        stretches(page)
        for page in pdfium.PdfDocument(laid_out(Draft().table("Court Table", *rows, head=True).raw()))
    ]
    assert len(found) == 3
    for page in found:
        assert sum(s.text.strip() == "Amount" for s in page) == 1
        places = [y for base in numbers(page).values() for y in (base, base + 12)]
        assert all(min(abs(s.baseline - y) for y in places) < NEAR for s in body(page))
