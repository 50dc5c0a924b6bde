"""Scans are judged by the contrast between ink and paper, not by how dark the page is.

Source of the bound: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3 (3:1 for large print). For
gray paper of level 170 and ink of level 40 its formula gives 6.3:1, for 70 on 10 it gives 2.1:1.
"""

import pytest
from PIL import Image

from efiling.courts import CourtProfile, load_court
from efiling.preflight import Evidence, Matter, Outcome, Paper, preflight
from efiling.preflight.reading.contrast import contrast
from tests.efiling.preflight.papers import clean
from tests.efiling.preflight.scans import copied, page_of_words, scan
from tests.efiling.preflight.test_checks_on_captions import TODAY

PLAIN, REFUSES, HEARSAY = map(load_court, ("us-or-multnomah", "us-ca-san-bernardino", "us-ca-san-diego"))
WORDS = page_of_words()
FEW_WORDS = page_of_words("<p>Signed by Ana</p>")


def legible(*pictures: Image.Image, profile: CourtProfile = PLAIN) -> tuple[Outcome, tuple[Evidence, ...]]:
    paper = Paper("scan.pdf", scan(*pictures))
    (result,) = [
        result
        for result in preflight(Matter(papers=(paper,), court=profile, today=TODAY)).results
        if result.number == 28
    ]
    return result.outcome, result.evidence


def half_in_shadow(picture: Image.Image) -> Image.Image:
    shadow = Image.new("L", picture.size, 255)
    shadow.paste(120, (0, 0, picture.width // 2, picture.height))
    return Image.composite(picture, picture.point([level // 2 for level in range(256)]), shadow)


@pytest.mark.parametrize("words", [WORDS, FEW_WORDS], ids=["a page of words", "three words"])
class TestGrayPaper:
    @pytest.mark.parametrize(
        ("paper", "ink", "grain"),
        [
            pytest.param(255, 0, 0, id="white"),
            pytest.param(200, 30, 0, id="recycled"),
            pytest.param(170, 40, 0, id="evenly gray"),
            pytest.param(140, 20, 0, id="dark gray, blacker ink"),
            pytest.param(190, 40, 20, id="gray and grainy"),
        ],
    )
    def test_passes_where_the_words_stand_out(
        self, words: Image.Image, paper: int, ink: int, grain: float
    ) -> None:
        assert legible(copied(words, paper=paper, ink=ink, grain=grain))[0] is Outcome.PASS

    @pytest.mark.parametrize(
        ("paper", "ink", "problem"),
        [
            pytest.param(70, 10, "hardly stand out", id="a very dark copy"),
            pytest.param(170, 110, "hardly stand out", id="gray on gray"),
            pytest.param(230, 170, "hardly stand out", id="a pale copy"),
            pytest.param(25, 5, "black", id="a copy gone black"),
            pytest.param(10, 240, "negative", id="a negative"),
        ],
    )
    def test_warns_where_they_do_not(self, words: Image.Image, paper: int, ink: int, problem: str) -> None:
        outcome, (found,) = legible(copied(words, paper=paper, ink=ink))
        assert outcome is Outcome.WARN
        assert problem in found.problem


class TestDarkPages:
    def test_a_black_page(self) -> None:
        outcome, found = legible(WORDS, Image.new("L", WORDS.size, 0))
        assert outcome is Outcome.WARN
        assert [(one.page, "black" in one.problem) for one in found] == [(2, True)]

    def test_a_blank_sheet_is_no_dark_page(self) -> None:
        assert legible(Image.new("L", WORDS.size, 200))[0] is Outcome.PASS

    def test_a_shadow_over_half_of_the_page_passes(self) -> None:
        assert legible(half_in_shadow(WORDS))[0] is Outcome.PASS

    def test_a_negative_blocks_where_the_courts_own_list_refuses_it(self) -> None:
        """San Bernardino's list was read; San Diego's is known from a summary and so only warns."""
        negative = copied(WORDS, paper=0, ink=255)
        assert legible(negative, profile=REFUSES)[0] is Outcome.BLOCK
        assert legible(negative, profile=HEARSAY)[0] is Outcome.WARN
        assert legible(copied(WORDS, paper=170, ink=40), profile=REFUSES)[0] is Outcome.PASS
        assert legible(copied(WORDS, paper=70, ink=10), profile=REFUSES)[0] is Outcome.WARN

    def test_words_of_a_gray_page_that_is_no_scan(self) -> None:
        gray = clean("<p>Words</p><div style='position:fixed;inset:-1.2in;background:#aaa;z-index:-1'></div>")
        (result,) = [
            result
            for result in preflight(Matter(papers=(Paper("p.pdf", gray),), court=PLAIN, today=TODAY)).results
            if result.number == 28
        ]
        assert result.outcome is Outcome.PASS


class TestContrast:
    @pytest.mark.parametrize(
        ("light", "dark", "ratio"), [(255, 0, 21.0), (128, 128, 1.0), (255, 119, 4.48), (170, 40, 6.35)]
    )
    def test_is_the_ratio_of_the_guidelines(self, light: int, dark: int, ratio: float) -> None:
        """#777 on white has the well-known 4.48:1, just short of the 4.5:1 for small print."""
        assert contrast(light, dark) == pytest.approx(ratio, abs=0.01)
