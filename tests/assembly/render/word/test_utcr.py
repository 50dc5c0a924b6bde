"""Oregon paper, held against UTCR 2.010(4), (7), (9): two inches, one-inch sides, numbered lines, footer."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from assembly.render.word import render_file
from tests.assembly.render.word.draft import LONG, UTCR, Draft, Stretch, stretches

NEAR = 0.3
TITLE = "Petition for Child Support"


@pytest.fixture(scope="module")
def pages() -> list[list[Stretch]]:
    draft = Draft(UTCR)
    draft.add("Court Title", "IN THE CIRCUIT COURT OF THE STATE OF OREGON", "FOR THE COUNTY OF MULTNOMAH")
    draft.table(
        "Caption Table",
        (
            "STATE OF OREGON,\nPetitioner,\nand\nANN LEE,\nRespondent,\nand\nBO LEE,\nRespondent.",
            "Case No.\nPETITION",
        ),
        text_style="Caption Text",
    )
    draft.add("Body Text", LONG * 5, LONG * 5)
    draft.add("Quotation", LONG)
    draft.add("Body Text", LONG)
    raw = render_file(
        draft.raw(),
        title=TITLE,
        language="en-US",
        stylesheet=UTCR.with_suffix(".css"),
        prepared_on=date(2026, 11, 22),
    ).pdf
    return [stretches(page) for page in pdfium.PdfDocument(raw)]


def text_of(page: list[Stretch]) -> list[Stretch]:
    return [s for s in page if s.left > 104 and s.baseline < 725]


def test_two_inches_at_the_top_of_the_first_page_are_blank(pages):
    assert min(s.top for s in pages[0]) >= 144
    assert min(s.top for s in text_of(pages[1])) < 100


def test_the_sides_have_one_inch(pages):
    for page in pages:
        assert min(s.left for s in text_of(page)) >= 72
        assert max(s.right for s in page) <= 612 - 72 + NEAR


def test_every_line_of_text_sits_on_a_numbered_line_or_half_way(pages):
    for page in pages:
        numbers = {int(s.text): s.baseline for s in page if s.right < 100 and s.text.strip().isdigit()}
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        places = [y for base in numbers.values() for y in (base, base + 12)]
        for stretch in text_of(page):
            assert min(abs(stretch.baseline - y) for y in places) < NEAR, stretch


def test_name_and_page_number_stand_at_the_bottom_left_of_every_page(pages):
    for number, page in enumerate(pages, start=1):
        footer = sorted((s for s in page if s.baseline > 725), key=lambda s: s.left)
        words = " ".join("".join(s.text for s in footer).split())
        assert words == f"Page {number} – {TITLE}"
        assert footer[0].left < 150
