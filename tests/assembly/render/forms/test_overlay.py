"""The overlay check finds every touch on the official form: a word gone, moved or added, a line or a dot."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from assembly.render.forms.blank import Blank
from assembly.render.forms.output import write_case
from assembly.render.forms.overlay import ink_differences, text_differences
from tests.assembly.render.forms.making import DAY, Made, button, field, form_pdf, saved

RECT = (100, 500, 300, 520)
Change = Callable[[bytes], bytes]


@pytest.fixture
def made(tmp_path) -> Made:
    raw = form_pdf(field(RECT), button((100, 450, 110, 460), "Yes", T="b"))
    return Made(tmp_path, raw, {"a": "text: v", "b": "check: v"}, {"v": "Value"})


@pytest.fixture
def blank(made) -> Blank:
    return made.form.blank


@pytest.fixture
def empty(made) -> bytes:
    background = made.form.background(made.filled.setting.fonts, 0)
    return write_case(background, [b""] * len(background.stamps), title="", prepared_on=DAY)


def changed(pdf: bytes, change: Change) -> bytes:
    """Return a file whose first content stream, the official one, was changed."""
    opened = pikepdf.open(io.BytesIO(pdf))
    official = opened.pages[0].Contents[0]
    before = official.read_bytes()
    after = change(before)
    assert after != before
    official.write(after)
    return saved(opened)


def test_an_untouched_form_passes(made):
    assert made.differences == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(lambda c: c.replace(b"(Printed words)", b"(Printed word)"), "official text is gone: s", id="letter gone"),
        pytest.param(lambda c: c.replace(b"(Printed words)", b"()"), "is gone: Printedwords", id="words gone"),
        pytest.param(lambda c: c.replace(b"(Printed words)", b"(printed words)"), "is gone: P", id="another letter"),
        pytest.param(lambda c: c.replace(b"72 700 Td", b"73 700 Td"), "is gone: Printedwords", id="moved by a point"),
        pytest.param(
            lambda c: c + b" BT /F 12 Tf 400 90 Td (d) Tj ET", "text outside every field: d", id="letter added"
        ),
    ],
)  # fmt: skip
def test_a_change_of_words_is_found(made, blank, change: Change, found: str):
    (difference, *_) = text_differences(blank.raw, changed(made.pdf, change), blank)
    assert difference.startswith("page 1: ")
    assert found in difference


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(b" 400 300 0.7 0.7 re f", id="one dot"),
        pytest.param(b" 0.2 w 40 90 m 60 90 l S", id="a hair line"),
        pytest.param(b" 1 1 1 rg 70 695 30 20 re f", id="a word covered in white"),
        pytest.param(b" 306 521.8 1 1 re f", id="a dot beside a field"),
    ],
)
def test_a_change_of_ink_is_found(made, blank, empty, drawn: bytes):
    touched = changed(made.pdf, lambda content: content + drawn)
    assert ink_differences(empty, touched, blank) == ("page 1 looks different outside its fields",)


def test_what_stands_inside_a_field_is_the_cases_own(made, blank, empty):
    inside = changed(made.pdf, lambda content: content + b" BT /F 9 Tf 150 505 Td (mine) Tj ET")
    assert text_differences(blank.raw, inside, blank) == ()
    assert ink_differences(empty, inside, blank) == ()


def test_a_page_that_is_gone_is_found(made, blank):
    opened = pikepdf.open(io.BytesIO(made.pdf))
    opened.add_blank_page()
    del opened.pages[0]
    assert "is gone: Printedwords" in text_differences(blank.raw, saved(opened), blank)[0]


def test_a_file_of_fewer_pages_is_found(made, blank):
    raw = pikepdf.open(io.BytesIO(blank.raw))
    raw.add_blank_page()
    assert text_differences(saved(raw), made.pdf, blank) == ("page 2 is gone",)
