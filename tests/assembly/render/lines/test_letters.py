"""Letters flow: margins that meet are one, pages end between and within paragraphs, and each tells how many there are."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.render.lines import Elsewhere
from tests.assembly.render.lines.both import LETTER, apart, generally, in_lines, words
from tests.assembly.render.lines.test_tags import tree
from tests.pdf_a import checked, faults

SENTENCE = "Money for support will now be taken from your pay. "
TABLE = (
    "<table class='court-table'><colgroup><col style='width:60%'><col style='width:40%'></colgroup>"
    "<thead><tr><th><p class='table-head'>What for</p></th><th><p class='table-head'>Amount</p></th></tr></thead>"
    "<tbody>{}</tbody></table>"
)
ROW = "<tr><td><p class='table-text'>Support</p></td><td><p class='table-text'>$540.00</p></td></tr>"
BLOCKS = (
    "<p>Dear Parent,</p>",
    f"<p>{SENTENCE * 3}</p>",
    f"<p>{SENTENCE * 9}</p>",
    "<p> </p>",
    "<h1>Your income is being withheld</h1>",
    "<h2>How much</h2>",
    "<h3>Questions</h3>",
    "<p class='item'><span class='label'>1.</span>Call us.</p>",
    "<p class='signature-line'>Date <span class='blank'></span></p>",
    f"<div class='notice-group' style='break-inside:avoid'><p>{SENTENCE}</p><h2>Mind</h2><p>{SENTENCE}</p></div>",
    "<div class='agency-block-group'><p class='agency-block'>310 Walk</p><p class='agency-block'>Eugene</p></div>",
    f"<div><div><h2>Held together by nothing</h2></div><p>{SENTENCE * 4}</p></div>",
    f"<div style='break-inside:avoid;padding-left:18pt'><p>{SENTENCE * 4}</p><p>{SENTENCE * 2}</p></div>",
    "<div class='page-break'></div>",
    TABLE.format(ROW * 3),
)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), min_size=4, max_size=30).map("".join))
def test_every_word_is_where_weasyprint_puts_it(inner):
    assert apart(words(in_lines(inner, LETTER).pdf), words(generally(inner, LETTER))) == ""


def bases(inner: str) -> list[tuple[int, float]]:
    """Return the page and the base line of each line of text, from the top; the foot is left out."""
    found = {
        (word.page, round(word.base, 1)) for word in words(in_lines(inner, LETTER).pdf) if word.base > 64
    }
    return sorted(found, key=lambda line: (line[0], -line[1]))


class TestMargins:
    def test_that_meet_are_as_large_as_the_larger(self):
        """A line is 15.4 points high; a paragraph has 8 below it, a second heading 12 above it."""
        (_, first), (_, second) = bases("<p>One</p><p>Two</p>")
        assert first - second == pytest.approx(15.4 + 8, abs=0.1)
        (_, first), (_, second) = bases(
            "<p>One</p><div><h3 style='font-size:11pt;margin-top:12pt'>Two</h3></div>"
        )
        assert first - second == pytest.approx(15.4 + 12, abs=0.1)

    def test_around_nothing_are_as_large_as_the_largest(self):
        (_, first), (_, second) = bases("<p>One</p><p style='margin:0 0 20pt'></p><p>Two</p>")
        assert first - second == pytest.approx(15.4 + 20, abs=0.1)

    def test_are_left_out_where_a_page_ended_unasked(self):
        """656 points hold 28 paragraphs of 15.4 with 8 between them; the next page begins with the next at its top."""
        lines = bases("<p>One</p>" * 28 + "<p style='margin-top:30pt'>Two</p>")
        assert [page for page, _ in lines] == [1] * 28 + [2]
        assert lines[-1][1] == lines[0][1]

    def test_stay_where_a_page_was_asked_to_begin(self):
        first, second = bases("<p>One</p><p style='margin-top:30pt;break-before:page'>Two</p>")
        assert (first[0], second[0]) == (1, 2)
        assert first[1] - second[1] == pytest.approx(30, abs=0.1)


class TestPages:
    @pytest.mark.parametrize("pages", [1, 3])
    def test_tell_how_many_there_are(self, pages):
        inner = "<div class='page-break'></div>".join(["<p>x</p>"] * pages)
        feet = [word.text for word in words(in_lines(inner, LETTER).pdf) if word.base < 64]
        assert " ".join(feet) == " ".join(f"Page {page} of {pages}" for page in range(1, pages + 1))

    def test_may_be_empty_where_they_are_asked_for(self):
        assert in_lines("<p>x</p>" + "<div class='page-break'></div>" * 2, LETTER).pages == 3

    def test_that_would_end_within_a_framed_block_are_for_weasyprint(self):
        framed = "<div style='border:1pt solid black'>" + "<p>x</p>" * 4 + "</div>"
        assert in_lines("<p>x</p>" * 20 + framed, LETTER).pages == 1
        with pytest.raises(Elsewhere):
            in_lines("<p>x</p>" * 26 + framed, LETTER)

    def test_do_not_end_within_what_is_kept_together(self):
        kept = "<div style='break-inside:avoid'>" + "<p>y</p>" * 4 + "</div>"
        found = [word for word in words(in_lines("<p>x</p>" * 26 + kept, LETTER).pdf) if word.base > 64]
        assert [word.page for word in found if word.text == "y"] == [2] * 4


def test_a_table_is_tagged_with_its_headings():
    with pikepdf.open(io.BytesIO(in_lines(f"<h1>x</h1>{TABLE.format(ROW)}", LETTER).pdf)) as pdf:
        found = tree(pdf.Root.StructTreeRoot.K[0])
    cell = ("/P", "mark")
    assert found == (
        "/Document", ("/H1", "mark"),
        ("/Table", ("/TR", ("/TH", cell), ("/TH", cell)), ("/TR", ("/TD", cell), ("/TD", cell))),
    )  # fmt: skip


def test_is_pdf_a_2u_and_pdf_ua():
    raw = in_lines("".join(BLOCKS), LETTER, "A Notice to José Łódź").pdf
    assert (faults(raw), checked(raw)) == ([], [])
