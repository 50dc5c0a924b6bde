"""What changed between two drafts is told once, in its place, with the words that went and came."""

import io
from datetime import date

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml

from assembly.errors import DocumentRefused
from assembly.render.redline import ChangeKind, Redline, redline, show_changes
from tests.assembly.render.lint.word_file import word_file

DAY = date(2026, 11, 22)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ORDER = "The obligor must pay support of $1,200.00 a month, beginning on December 1, 2026."
HEALTH = "Both parents must keep health insurance for the children."
NOTICE = "Payment is made to the State Disbursement Unit by income withholding."


def compared(old: list[object], new: list[object]) -> Redline:
    return redline(word_file(*old), word_file(*new), names=("first.docx", "second.docx"), prepared_on=DAY)  # type: ignore[arg-type]


def told(made: Redline) -> list[tuple[str, str, str, str]]:
    return [(change.kind.value, change.place, change.before, change.after) for change in made.changes]


def page_text(made: Redline) -> str:
    document = pdfium.PdfDocument(made.pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


class TestRedline:
    def test_the_same_text_has_no_change(self):
        made = compared([ORDER, HEALTH], [ORDER, [HEALTH[:9], HEALTH[9:]]])
        assert made.changes == ()
        assert "No word was changed" in page_text(made)

    def test_a_figure_is_replaced_whole_and_its_neighbours_stand(self):
        made = compared([ORDER], [ORDER.replace("1,200.00", "1,350.50").replace("December 1", "January 15")])
        assert told(made) == [
            ("replaced", "paragraph 1", "$1,200.00", "$1,350.50"),
            ("replaced", "paragraph 1", "December 1", "January 15"),
        ]
        assert "$1,200.00$1,350.50" in page_text(made).replace(" ", "")

    def test_paragraphs_that_came_and_went(self):
        assert told(compared([ORDER, HEALTH], [NOTICE, ORDER])) == [
            ("inserted", "paragraph 1", "", NOTICE),
            ("deleted", "paragraph 2", HEALTH, ""),
        ]

    def test_a_paragraph_that_only_moved_is_said_once(self):
        assert told(compared([ORDER, HEALTH, NOTICE], [HEALTH, NOTICE, ORDER])) == [
            ("moved", "paragraph 3", ORDER, ORDER)
        ]

    def test_rows_of_a_table_are_compared_cell_by_cell(self):
        rows = [[["Child"], ["Amount"]], [["Ann Lee"], ["$400.00"]], [["Bo Lee"], ["$410.00"]]]
        mended = [rows[0], [["Ann Lee"], ["$425.00"]]]
        assert told(compared([(rows,)], [(mended,)])) == [
            ("replaced", "table 1, row 2", "$400.00", "$425.00"),
            ("deleted", "table 1, row 3", "Bo Lee\t$410.00", ""),
        ]

    def test_the_page_has_every_word_of_both_drafts(self):
        shown = page_text(compared([ORDER, HEALTH], [ORDER.replace("month", "week"), NOTICE]))
        for text in ("monthweek", HEALTH, NOTICE, "first.docx", "second.docx"):
            assert text.replace(" ", "") in shown.replace(" ", "")

    def test_values_that_look_like_code_are_text(self):
        nasty = "O'Brien & Sons <LLC> {{ 7*7 }} </w:t> <script>alert(1)</script>"
        made = compared(["Name: nobody at all"], ["Name: nobody at all", nasty])
        assert told(made) == [("inserted", "paragraph 2", "", nasty)]
        assert nasty in page_text(made)

    def test_the_same_drafts_give_the_same_bytes(self):
        assert compared([ORDER], [NOTICE]).pdf == compared([ORDER], [NOTICE]).pdf

    def test_refuses_what_is_no_word_file(self):
        with pytest.raises(DocumentRefused):
            redline(b"%PDF-1.7", word_file("x"), names=("a", "b"), prepared_on=DAY)


def tracked_file() -> bytes:
    """Return a draft with an insertion, a deletion, a deleted paragraph and a comment."""
    document = docx.Document()
    first = document.add_paragraph("Support is ")._p
    mark = 'w:id="1" w:author="A. Attorney" w:date="2026-11-20T00:00:00Z"'
    first.append(parse_xml(f"<w:del {W} {mark}><w:r><w:delText>1,200</w:delText></w:r></w:del>"))
    first.append(parse_xml(f"<w:ins {W} {mark}><w:r><w:t>1,350</w:t></w:r></w:ins>"))
    first.append(parse_xml(f'<w:r {W}><w:t xml:space="preserve"> dollars.</w:t></w:r>'))
    second = document.add_paragraph()._p
    second.get_or_add_pPr().append(parse_xml(f"<w:rPr {W}><w:del {mark}/></w:rPr>"))
    second.append(parse_xml(f"<w:del {W} {mark}><w:r><w:delText>Gone whole.</w:delText></w:r></w:del>"))
    third = document.add_paragraph("The last.")
    document.add_comment(third.runs, text="Is this right?", author="B. Reader")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestShowChanges:
    def test_shows_what_is_tracked_and_what_was_remarked(self):
        made = show_changes(tracked_file(), name="draft.docx", prepared_on=DAY)
        assert told(made) == [
            ("replaced", "paragraph 1", "1,200", "1,350"),
            ("deleted", "paragraph 2", "Gone whole.", ""),
        ]
        (comment,) = made.comments
        assert (comment.author, comment.text, comment.about) == ("B. Reader", "Is this right?", "The last.")
        assert "1. B. Reader: Is this right? (on “The last.”)" in page_text(made)

    def test_against_another_draft_tracked_changes_count_as_accepted(self):
        made = redline(
            tracked_file(),
            word_file("Support is 1,350 dollars.", "The last."),
            names=("a", "b"),
            prepared_on=DAY,
        )
        assert made.changes == ()

    def test_a_clean_draft_has_nothing_to_show(self):
        made = show_changes(word_file(ORDER), name="clean.docx", prepared_on=DAY)
        assert (made.changes, made.comments) == ((), ())


def test_kinds_are_plain_words():
    assert [kind.value for kind in ChangeKind] == ["inserted", "deleted", "replaced", "moved"]
