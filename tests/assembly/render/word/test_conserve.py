"""The proof that no word is lost: what counts of a text, and what is read back from finished pages."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import DocumentRefused
from assembly.render.word import render_file
from assembly.render.word.conserve import conserve_on_pages, letters, text_in_boxes
from tests.assembly.render.word.draft import PLEADING, pleading

NO_WORDS = "-\u00ad\u200b\ufeff\ufffe\u2011\u2010\u2060\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.fixture(scope="module")
def paper():
    return render_file(
        pleading(),
        title="Declaration",
        language="en-US",
        stylesheet=PLEADING.with_suffix(".css"),
        prepared_on=date(2026, 11, 22),
    )


class TestLetters:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            pytest.param("Pay $1,200.00 a month", "pay$1,200.00amonth", id="blanks and case do not count"),
            pytest.param("non\u2011pay-\nment", "nonpayment", id="hyphens do not count"),
            pytest.param("ﬁnding № 5", "findingno5", id="forms of a letter are one"),
            pytest.param("a\u00a0b\u2003c\x00d\x1fe", "abcde", id="no kind of blank or control counts"),
            pytest.param("\u200e(408)\u202c 555\u2060", "(408)555", id="marks of direction do not count"),
            pytest.param("", "", id="nothing"),
        ],
    )
    def test_what_counts_of_a_text(self, text, kept):
        assert letters(text) == kept

    @given(st.text())
    def test_each_letter_counts_by_itself(self, text):
        kept = (
            c
            for c in unicodedata.normalize("NFKC", text)
            if c > " " and not c.isspace() and c not in NO_WORDS
        )
        assert letters(text) == "".join(kept).casefold()


class TestPages:
    def text(self, paper) -> str:
        return text_in_boxes(paper.pdf, paper.text_boxes)

    def test_have_the_words_of_the_text(self, paper):
        conserve_on_pages(self.text(paper), paper.pdf, paper.text_boxes)

    @pytest.mark.parametrize(
        "altered",
        [
            pytest.param(lambda text: text.replace("income", "outcome", 1), id="another word"),
            pytest.param(lambda text: f"{text} not", id="a word that no page has"),
            pytest.param(lambda text: text[: -len("income")], id="a word too many on the pages"),
        ],
    )
    def test_with_other_words_are_refused(self, paper, altered):
        with pytest.raises(DocumentRefused, match="does not have the same words"):
            conserve_on_pages(altered(self.text(paper)), paper.pdf, paper.text_boxes)

    def test_words_in_a_part_that_is_left_out_do_not_count(self, paper):
        left, top, right, bottom = paper.text_boxes[0]
        upper = (left, top, right, (top + bottom) / 2)
        lower = (left, (top + bottom) / 2, right, bottom)
        beside = [(upper,), *[()] * (paper.pages - 1)]
        kept = text_in_boxes(paper.pdf, [lower, *paper.text_boxes[1:]])
        conserve_on_pages(kept, paper.pdf, paper.text_boxes, beside)
        with pytest.raises(DocumentRefused):
            conserve_on_pages(self.text(paper), paper.pdf, paper.text_boxes, beside)

    def test_a_page_without_a_rectangle_has_no_words(self, paper):
        nowhere = [(0.0, 0.0, 0.0, 0.0)] * paper.pages
        conserve_on_pages("", paper.pdf, nowhere)
        with pytest.raises(DocumentRefused):
            conserve_on_pages("word", paper.pdf, nowhere)
