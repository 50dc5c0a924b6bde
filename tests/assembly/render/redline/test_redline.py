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
from tests.assembly.render.word.ooxml_file import ooxml_file, paragraph, run, text

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
        for words in ("monthweek", HEALTH, NOTICE, "first.docx", "second.docx"):
            assert words.replace(" ", "") in shown.replace(" ", "")

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


class TestWordFiles:
    """Drafts as Word saves them: lists that number themselves, notes with changes of their own, rows that moved."""

    NUMBERED = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    WHO = 'w:id="9" w:author="A" w:date="2026-11-20T00:00:00Z"'

    def points(self, *texts: str) -> bytes:
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return ooxml_file(
            "".join(paragraph(words, properties=listed) for words in texts), numbering=self.NUMBERED
        )

    def test_a_number_that_word_counts_anew_is_no_change(self):
        made = redline(
            self.points(ORDER, HEALTH), self.points(NOTICE, ORDER, HEALTH), names=("a", "b"), prepared_on=DAY
        )
        assert told(made) == [("inserted", "paragraph 1", "", NOTICE)]
        assert f"3. {HEALTH}" in page_text(made)

    def test_tracked_changes_in_a_footnote_are_shown(self):
        inner = (
            f"{text('Note ')}<w:del {self.WHO}>{run('<w:delText>of old</w:delText>')}</w:del>"
            f"<w:ins {self.WHO}>{text('of new')}</w:ins>"
        )
        notes = f'<w:footnote w:id="1">{paragraph(extra=inner)}</w:footnote>'
        raw = ooxml_file(paragraph("Text", extra=run('<w:footnoteReference w:id="1"/>')), footnotes=notes)
        made = show_changes(raw, name="draft.docx", prepared_on=DAY)
        assert told(made) == [("replaced", "paragraph 1", "old", "new")]

    def test_a_row_that_moved_is_said_once(self):
        def table(*rows: str) -> bytes:
            return ooxml_file(
                "<w:tbl>"
                + "".join(f"<w:tr><w:tc>{paragraph(words)}</w:tc></w:tr>" for words in rows)
                + "</w:tbl>"
                + paragraph("End.")
            )

        made = redline(
            table(ORDER, HEALTH, NOTICE), table(HEALTH, NOTICE, ORDER), names=("a", "b"), prepared_on=DAY
        )
        assert told(made) == [("moved", "table 1, row 3", ORDER, ORDER)]

    def test_words_in_boxes_controls_and_endnotes_are_compared(self):
        def draft(word: str) -> bytes:
            box = f"<w:pict><v:rect><v:textbox><w:txbxContent>{paragraph(f'Box {word}')}</w:txbxContent></v:textbox></v:rect></w:pict>"
            control = f"<w:sdt><w:sdtPr/><w:sdtContent>{text(f' control {word}')}</w:sdtContent></w:sdt>"
            body = paragraph("Text", extra=run(box) + control + run('<w:endnoteReference w:id="1"/>'))
            return ooxml_file(body, endnotes=f'<w:endnote w:id="1">{paragraph(f"Note {word}")}</w:endnote>')

        made = redline(draft("one"), draft("two"), names=("a", "b"), prepared_on=DAY)
        assert [(kind, before, after) for kind, _, before, after in told(made)] == [
            ("replaced", "one", "two")
        ] * 3

    def test_a_text_without_end_is_refused(self):
        raw = ooxml_file(paragraph("word " * 1_000_000))
        with pytest.raises(DocumentRefused, match="at most 200,000"):
            show_changes(raw, name="draft.docx", prepared_on=DAY)
