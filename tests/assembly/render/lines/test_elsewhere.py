"""What is not set in lines is laid out by WeasyPrint, whole: nothing is left out and nothing looks half like it."""

import pytest
from lxml import html

from assembly.render.lines import Elsewhere
from assembly.render.lines.cascade import Cascade
from assembly.render.paper import lay_out
from tests.assembly.render.lines.both import (
    CALIFORNIA,
    DAY,
    LETTER,
    apart,
    body_of,
    generally,
    in_lines,
    words,
)

STRANGE = {
    "letters of another writing": "<p>陳美玲</p>",
    "a right-to-left paragraph": "<p dir='rtl'>x</p>",
    "a language": "<p>The words <a lang='es'>orden de manutención</a></p>",
    "a link": "<p><a href='https://example.org/'>x</a></p>",
    "a footnote": "<p>x<span class='footnote'>note</span></p>",
    "a picture": "<p><img src='x.png' alt='x'></p>",
    "a list": "<ul><li>x</li></ul>",
    "justified text": "<p style='text-align:justify'>x</p>",
    "an attribute": "<p id='here'>x</p>",
    "a look of the writer's own": "<p style='letter-spacing:2pt'>x</p>",
    "another font": "<p style='font-family:\"Noto Sans CJK SC\"'>x</p>",
    "a table without shares": "<table><tr><td>x</td></tr></table>",
    "a cell over two rows": "<table><colgroup><col style='width:100%'></colgroup><tbody><tr><td rowspan='2'><p>x</p></td></tr></tbody></table>",
    "a word wider than its line": f"<p>{'W' * 120}</p>",
    "text outside any block": "x<p>y</p>",
    "something higher than a page": "<div class='group cell' data-snap=''>" + "<p>x</p>" * 80 + "</div>",
    "a floating block": "<div style='float:left'><p>x</p></div>",
    "a cell wider than its column": (
        "<table class='caption-table'><colgroup><col style='width:30%'><col style='width:70%'></colgroup>"
        "<tbody><tr><td><p>x</p></td><td><p>y</p></td></tr></tbody></table>"
    ),
    "a row that leaves a column out": (
        "<table><colgroup><col style='width:50%'><col style='width:50%'></colgroup>"
        "<tbody><tr><td><p>x</p></td></tr></tbody></table>"
    ),
    "words in a gap": "<p><span style='display:inline-block;white-space:pre;width:9pt'>x</span></p>",
    "a soft hyphen": "<p>manu\u00adtención</p>",
}


@pytest.mark.parametrize("inner", STRANGE.values(), ids=STRANGE)
def test_is_refused(inner):
    with pytest.raises(Elsewhere):
        in_lines(inner)


@pytest.mark.parametrize("name", ["letters of another writing", "a table without shares", "justified text"])
def test_is_laid_out_as_ever(name):
    made = lay_out(
        body_of(STRANGE[name]), title="A Paper", language="en-US", stylesheet=CALIFORNIA, prepared_on=DAY
    )
    assert made.pdf == generally(STRANGE[name])


@pytest.mark.parametrize(
    "rule",
    [
        "p:nth-child(2) { color: red }",
        "p + p { color: red }",
        "p[data-tabs] { color: red }",
        "html[lang] { color: red }",
        "h1 ~ p { color: red }",
    ],
)
def test_a_stylesheet_that_looks_further_than_the_element_is_refused(rule):
    with pytest.raises(Elsewhere):
        Cascade(f"{CALIFORNIA.read_text()}\n{rule}", CALIFORNIA.parent)


def test_a_stylesheet_may_ask_for_what_no_paper_set_in_lines_bears(tmp_path):
    sheet = tmp_path / "letter.css"
    sheet.write_text(
        f"{LETTER.read_text()}\n@page wide {{ size: 800pt 612pt }}\n[data-wide] {{ page: wide }}"
    )
    assert apart(words(in_lines("<p>x</p>", sheet).pdf), words(generally("<p>x</p>", sheet))) == ""
    for bearer in ("<p data-wide=''>x</p>", "<div data-wide=''><p>x</p></div>"):
        with pytest.raises(Elsewhere):
            in_lines(bearer, sheet)


@pytest.mark.parametrize(
    "rule", ["p::before { content: 'x' }", "p { content: none } p::after { content: '.' }"]
)
def test_text_that_the_stylesheet_adds_is_refused(rule):
    looks = Cascade(f"{CALIFORNIA.read_text()}\n{rule}", CALIFORNIA.parent)
    with pytest.raises(Elsewhere):
        looks.child(looks.main(), html.fragment_fromstring("<p>x</p>"))


def test_words_of_a_plain_paper_are_all_there():
    told = "<p>One <!-- a remark -->two\n three<br>four</p>"
    assert [word.text for word in words(in_lines(told).pdf) if word.left > 100][:4] == [
        "One",
        "two",
        "three",
        "four",
    ]
