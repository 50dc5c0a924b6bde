"""Whatever a value holds, form and addendum show all of it, inside its place; or it is refused by the sign at fault."""

import re
import tempfile
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assembly.errors import UnprintableText
from tests.assembly.render.forms.making import COMB, MULTILINE, Dictionary, Made, field, form_pdf

PLACES = {
    "line": {},
    "right": {"Q": 2},
    "middle": {"Q": 1},
    "block": {"Ff": MULTILINE},
    "comb": {"Ff": COMB, "MaxLen": 9},
    "turned": {"MK": Dictionary(R=90)},
}
RECTS = {"wide": (60, 400, 560, 440), "narrow": (60, 400, 130, 414), "tiny": (60, 400, 72, 412)}
LATIN = st.sampled_from("abcdefgh ABC ,.;'\"()<>[]{}&%#/\\|1234567890$-_\n\n\t\r")
LETTERS = st.sampled_from("ñüßøŁđĐ ệữỡ Ọạ ʻ ə ΑΩ Жя 王偉強 김민준 ひカ €§½—“”…\u00a0\u00ad")
MARKS = st.sampled_from(["a\u0301", "q\u0301", "m\u0302", "W\u0331", "\u0301", "o\u0323\u0300"])
WORDS = st.text(st.sampled_from("Wxyz"), min_size=30, max_size=90)
VALUES = st.lists(st.one_of(LATIN, LETTERS, MARKS, WORDS), max_size=120).map("".join)


def made_with(kind: str, size: str, value: str) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        rotate = {"Rotate": 90} if kind == "turned" else {}
        raw = form_pdf(field(RECTS[size], **PLACES[kind]), **rotate)
        return Made(Path(folder), raw, {"a": "text: v"}, {"v": value})


def letters(text: str) -> str:
    """Return a text's letters alone; PDFium reads hyphens and marks in forms of its own."""
    kept = unicodedata.normalize("NFD", text.replace("\ufffe", "-"))
    return "".join(c for c in kept if not c.isspace() and c not in "-\u00ad\u2010\u2011\x02,")


def shown_on(made: Made) -> tuple[str, str]:
    """Return the letters of the field, the words that point to the addendum left out, and of the addendum's items."""
    with pypdfium2.PdfDocument(made.pdf) as document:
        first, *rest = (page.get_textpage().get_text_range() for page in document)
    field_text = letters(first).replace("Printedwords", "", 1)
    items = [
        re.sub(r".*?A1\. a(?: \(continued\))?\r?\n", "", text, count=1, flags=re.DOTALL) for text in rest
    ]
    return re.sub(r"\(seeA1\)$|A1$", "", field_text), letters("".join(items))


@pytest.mark.parametrize("size", RECTS)
@pytest.mark.parametrize("kind", PLACES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=VALUES)
@example(value="x" * 400)
@example(value="one\r\ntwo\rthree\n\n\nfour")
@example(value="Nguyễn Thị Ánh " * 30)
@example(value="王偉強" * 60)
def test_nothing_is_lost_and_nothing_stands_outside(kind: str, size: str, value: str) -> None:
    made = made_with(kind, size, value)
    assert made.filled.lost == ()
    assert made.differences == ()


@pytest.mark.parametrize("size", RECTS)
@pytest.mark.parametrize("kind", ["line", "right", "block", "comb"])
@settings(max_examples=12, deadline=None)
@given(value=st.lists(st.one_of(LATIN, WORDS), max_size=100).map("".join))
@example(value="word " * 200)
def test_a_reader_finds_the_whole_value(kind: str, size: str, value: str) -> None:
    shown, rest = shown_on(made_with(kind, size, value))
    whole = letters(value)
    continued, repeated = shown + rest, rest
    if len(rest) > 2000:  # over several addendum pages the heads stand between
        assert rest.startswith(whole[:100]) or whole.startswith(shown)
    else:
        assert whole in (continued, repeated) or (whole == rest and whole.startswith(shown))


@pytest.mark.parametrize(
    ("value", "sign"),
    [
        ("Smile \U0001f600", "U+1F600"),
        ("محمد", "U+0645"),
        ("שלום", "U+05E9"),
        ("ไทย", "U+0E44"),
        ("हिन्दी", "U+0939"),
        ("null \x00 byte", "U+0000"),
        ("bell \x07", "U+0007"),
        ("private \ue000", "U+E000"),
        ("lone \ud800", "U+D800"),
    ],
)
@pytest.mark.parametrize("kind", ["line", "block", "comb"])
def test_a_sign_that_no_font_has_is_named(kind: str, value: str, sign: str) -> None:
    with pytest.raises(UnprintableText, match=re.escape(sign)):
        made_with(kind, "wide", value)


def test_a_tab_and_foreign_line_ends_are_space() -> None:
    shown, _ = shown_on(made_with("block", "wide", "one\ttwo\r\nthree\x85four\u2028five"))
    assert shown == "onetwothreefourfive"


def test_a_mark_stands_over_its_letter() -> None:
    """W with a macron below has no composed form; the mark's middle is that of the letter."""
    made = made_with("line", "wide", "W\u0331")
    with pypdfium2.PdfDocument(made.pdf) as document:
        text = document[0].get_textpage()
        found = text.get_text_range()
        letter = text.get_charbox(found.index("W"))
        mark = text.get_charbox(found.index("W") + 1)
    assert (mark[0] + mark[2]) / 2 == pytest.approx((letter[0] + letter[2]) / 2, abs=0.5)
