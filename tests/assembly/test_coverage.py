"""Which characters our fonts can print: each that is missing is named once, in the order of the text."""

import pytest

from assembly.fonts.coverage import SIGNS, covered, missing
from assembly.render.marks import BLANK, CHECKED, UNCHECKED


def test_the_signs_that_we_draw_are_those_of_check_boxes_and_blanks():
    assert set(SIGNS) == {CHECKED, UNCHECKED, BLANK}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Nuñez-Đặng § 17400 — “so”", "", id="letters with marks, signs of print"),
        pytest.param("王小明", "", id="Han"),
        pytest.param(f"{CHECKED} yes {UNCHECKED} no {BLANK}", "", id="what we draw ourselves"),
        pytest.param("a\u00a0b\u200bc\u00ad\tc\n", "", id="what is not drawn"),
        pytest.param("مرحبا and مرة", "مرحباة", id="Arabic, each letter once"),
        pytest.param("a\ue0f3b", "\ue0f3", id="a private sign of somebody else"),
    ],
)
def test_what_is_missing_is_named(text, named):
    assert missing(text) == named


def test_every_letter_that_is_covered_passes():
    assert missing("".join(map(chr, sorted(covered())))) == ""
