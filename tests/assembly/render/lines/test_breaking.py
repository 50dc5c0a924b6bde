"""Lines end where Pango ends them, whatever is written (Unicode Standard Annex 14)."""

import itertools
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.render.lines import Elsewhere
from assembly.render.lines.typeface import UNITS, level_for, typeface
from assembly.render.paper import probe
from assembly.render.typeset import CSS_PIXEL
from tests.assembly.render.lines.both import (
    CALIFORNIA,
    OREGON,
    apart,
    body_of,
    generally,
    in_lines,
    words,
)

WORDS = (
    "support", "the", "a", "of", "I", "$2,231.00", "October", "(the", "parent)", "“quoted”", "it’s", "and/or",
    "County-wide", "§", "17400", "a.m.", "Petitioner/Plaintiff,", "José", "Łódź", "Nguyễn", "10.5%", "19-CS-004417",
    "e-mail:", "courtunit@example.org", "AVATAR", "To", "Wa.", "11/12/2026", "—", "word—word", "(408)", "555-0100",
    "re-open", "a\u00a0b", "[x]", "no.", "P.O.", "Tr.", "1.1.1", "don't", "“", "…", "?", "A!", "fi", "ffl",
)  # fmt: skip
NEVER_PARTED = (
    "support",
    "the",
    "a",
    "I",
    "October",
    "Nguyễn",
    "employer",
    "withholding",
    "ending",
    "mother",
)
LEFT_EDGE, RIGHT_EDGE, FOOT = (
    100,
    540,
    60,
)  # points: line numbers stand left of the first, the title below the last
BLANK, ROUNDING = 3.0, 0.4  # points
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
STYLES = ("body-text", "body-text-flush", "item-2", "quotation")
LOOKS = (
    "{}",
    "<span style='font-weight:bold'>{}</span>",
    "<span style='font-style:italic'>{}</span>",
    "<u>{}</u>",
)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Return a paragraph of one look, with line ends that are asked for."""
    # A blank at the end of a text, which is not shown, has WeasyPrint break some lines too soon; so there is none.
    text = "<br>".join(map(escape, draw(st.lists(TEXTS, min_size=1, max_size=3))))
    label = draw(st.sampled_from(("", "<span class='label'>(a)</span>", "<span class='box'>X</span> ")))
    align = draw(st.sampled_from(("", " style='text-align:center'", " style='text-align:right'")))
    told = draw(st.sampled_from(LOOKS)).format(text)
    return f"<p class='{draw(st.sampled_from(STYLES))}'{align}>{label}{told}</p>"


def lines_or_reason(inner: str) -> tuple[bytes, str]:
    """Return the paper as set in lines, or why it was left to WeasyPrint."""
    try:
        return in_lines(inner, OREGON).pdf, ""
    except Elsewhere as reason:
        return b"", str(reason)


@settings(max_examples=12, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=8).map("".join))
def test_every_word_is_on_the_line_where_weasyprint_puts_it(inner):
    mine, left_because = lines_or_reason(inner)
    if left_because:  # the one thing here that is WeasyPrint's: a blank that no line may end at
        assert left_because == "a line that would end where none may"
    else:
        assert apart(words(mine), words(generally(inner, OREGON))) == ""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LOOKS), st.sampled_from(NEVER_PARTED)), min_size=1, max_size=80))
def test_each_line_has_as_many_words_as_fit(told):
    """In any mixture of looks, nothing is lost, nothing runs over the edge, and no line ends too soon."""
    inner = " ".join(look.format(escape(word)) for look, word in told)
    found = [w for w in words(in_lines(f"<p class='item-2'>{inner}</p>", OREGON).pdf) if w.base > FOOT]
    placed = [w for w in found if w.left > LEFT_EDGE]
    assert [w.text for w in placed] == [word for _, word in told]
    assert max(w.right for w in placed) <= RIGHT_EDGE + ROUNDING
    for last, first in itertools.pairwise(placed):
        if first.base < last.base:
            assert last.right + BLANK + (first.right - first.left) > RIGHT_EDGE - ROUNDING


@pytest.mark.parametrize("word", ["Administrator", "Wages", "Your", "To"])
def test_a_word_that_begins_a_line_is_measured_without_the_blank_before_it(word):
    """These letters stand closer after a blank; at the beginning of a line there is none."""
    inner = "".join(
        f"<p style='text-align:center;padding-left:{left / 4}pt'><b>{' '.join([word + ' finds:The'] * 12)}</b></p>"
        for left in range(24)
    )
    assert apart(words(in_lines(inner).pdf), words(generally(inner))) == ""


@pytest.mark.parametrize("pair", ["AV", "To", "Wa", "P.", "11", "Ty", "r.", "L’", "y,", "ab", "Łó"])
@pytest.mark.parametrize(
    ("tag", "is_bold", "is_italic"), [("span", False, False), ("b", True, False), ("i", False, True)]
)
def test_text_is_as_wide_as_pango_measures_it(pair, tag, is_bold, is_italic):
    """In our fonts most of these pairs are kerned."""
    inner = f"<p class='body-text-flush'><{tag}>{pair * 9}</{tag}></p>"
    page = probe(body_of(inner), stylesheet=CALIFORNIA).pages[0]._page_box
    measured = [box.width * CSS_PIXEL for box in page.descendants() if type(box).__name__ == "TextBox"]
    face = typeface("Tinos", is_bold, is_italic, level_for(pair) or 0)
    assert face.word(pair * 9).wide * 12 / UNITS == pytest.approx(sum(measured), abs=0.01)
