"""Footnotes at the foot of their page and endnotes at the end, numbered as Word numbers them.

Source: ECMA-376 Part 1, 17.11 (footnotes and endnotes).
"""

import pypdfium2 as pdfium
import pytest

from assembly.errors import DocumentRefused
from tests.assembly.render.word.ooxml_file import (
    PAPER,
    html_of,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    stretches_of,
    text,
)


def note(kind: str, number: int, *paragraphs: str) -> str:
    inner = "".join(paragraphs) or paragraph(f"Note {number}.")
    return f'<w:{kind} w:id="{number}">{inner}</w:{kind}>'


def call(kind: str, number: int, more: str = "") -> str:
    return run(f'<w:{kind}Reference w:id="{number}"{more}/>')


SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class TestFootnotes:
    @pytest.mark.parametrize("stylesheet", [None, PAPER], ids=["letter", "pleading"])
    def test_stand_at_the_foot_of_the_page_that_calls_them(self, stylesheet):
        body = paragraph("First", extra=call("footnote", 1) + run('<w:br w:type="page"/>')) + paragraph(
            "Second", extra=call("footnote", 2)
        )
        raw = ooxml_file(body, footnotes=SEPARATORS + note("footnote", 1) + note("footnote", 2))
        pages = laid_out(raw, *([stylesheet] if stylesheet else []))
        for number in (1, 2):
            foot = [s for s in stretches_of(pages, number - 1) if "Note" in s.text]
            assert [s.text.strip() for s in foot] == [f"Note {number}."]
            assert foot[0].baseline > 600

    def test_are_numbered_as_the_file_says(self):
        settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
        body = paragraph("One", extra=call("footnote", 1)) + paragraph("Two", extra=call("footnote", 2))
        made = html_of(
            ooxml_file(body, footnotes=note("footnote", 1) + note("footnote", 2), settings=settings)
        )
        assert [s.text for s in made.iter("span") if s.get("class") == "note-call"] == ["c", "d"]

    def test_with_a_mark_of_their_own_count_no_number(self):
        body = (
            paragraph("One", extra=call("footnote", 1))
            + paragraph("Own", extra=call("footnote", 2, ' w:customMarkFollows="1"') + text("*"))
            + paragraph("Two", extra=call("footnote", 3))
        )
        notes = note("footnote", 1) + note("footnote", 2, paragraph("* Starred.")) + note("footnote", 3)
        raw = ooxml_file(body, footnotes=notes)
        assert [s.text for s in html_of(raw).iter("span") if s.get("class") == "note-call"] == ["1", "2"]
        assert "Own*" in page_texts(laid_out(raw))[0]

    def test_of_several_paragraphs_with_links_and_looks(self):
        two = (paragraph("First part."), paragraph("Second ", extra=text("part", "<w:b/>")))
        raw = ooxml_file(paragraph("One", extra=call("footnote", 1)), footnotes=note("footnote", 1, *two))
        assert "First part. Second part" in page_texts(laid_out(raw))[0]

    def test_in_a_table_are_there(self):
        cell = f"<w:tbl><w:tr><w:tc>{paragraph('In a cell', extra=call('footnote', 1))}</w:tc></w:tr></w:tbl>"
        words = page_texts(laid_out(ooxml_file(cell + paragraph("After."), footnotes=note("footnote", 1))))[0]
        assert "Note 1." in words

    def test_hold_nothing_back_from_the_reader(self):
        """What a page cannot print is named in a note as it is in the text."""
        hidden = note("footnote", 1, paragraph("Shown ", extra=text("secret", "<w:vanish/>")))
        with pytest.raises(DocumentRefused, match=r"hidden text \(footnotes, paragraph 1: 'Shown secret'\)"):
            laid_out(ooxml_file(paragraph("One", extra=call("footnote", 1)), footnotes=hidden))

    def test_long_ones_go_on_over_the_page(self):
        long = "A sentence of a very long note, which no page has room for at its foot. " * 120
        raw = ooxml_file(
            paragraph("One", extra=call("footnote", 1)), footnotes=note("footnote", 1, paragraph(long))
        )
        assert laid_out(raw).pages >= 2


class TestEndnotes:
    def test_come_at_the_end_with_small_roman_numbers(self):
        """17.11.4: without a format of their own, endnotes are numbered i, ii, iii."""
        body = (
            paragraph("One", extra=call("endnote", 2))
            + paragraph("Two", extra=call("endnote", 1))
            + paragraph("Last words.")
        )
        raw = ooxml_file(body, endnotes=note("endnote", 1) + note("endnote", 2))
        words = page_texts(laid_out(raw))[0].split(" Page ")[0]
        assert words == "Onei Twoii Last words. i Note 2. ii Note 1."

    def test_are_numbered_as_the_section_says(self):
        section = '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>'
        made = html_of(
            ooxml_file(paragraph("One", extra=call("endnote", 1)) + section, endnotes=note("endnote", 1))
        )
        assert [s.text for s in made.iter("span") if s.get("class") == "note-call"] == ["1"]

    def test_that_the_converter_would_drop_are_found_out(self, monkeypatch):
        from assembly.render.word.blocks import Conversion
        from assembly.render.word.ooxml import new

        monkeypatch.setattr(Conversion, "_endnotes", lambda _self: new("section"))
        with pytest.raises(DocumentRefused, match=r"note1\."):
            laid_out(ooxml_file(paragraph("One", extra=call("endnote", 1)), endnotes=note("endnote", 1)))


class TestLine:
    def rows_of_ink(self, raw: bytes) -> list[float]:
        """Return how far down the page, in points, black lines go over the whole column."""
        picture = pdfium.PdfDocument(laid_out(raw).pdf)[0].render(scale=4, grayscale=True).to_pil()
        column = range(4 * 80, 4 * 530)
        return [
            row / 4
            for row in range(picture.height)
            if all(picture.getpixel((across, row)) < 160 for across in column[::40])
        ]

    def test_a_thin_line_parts_the_notes_of_a_letter_from_its_text(self):
        raw = ooxml_file(
            paragraph("First", extra=call("footnote", 1)), footnotes=SEPARATORS + note("footnote", 1)
        )
        pages = laid_out(raw)
        rows = self.rows_of_ink(raw)
        assert rows
        assert rows[-1] - rows[0] < 1, "points"
        first_note = next(s for s in stretches_of(pages) if "Note" in s.text)
        assert pages.text_boxes[0][1] < rows[0] < first_note.top

    def test_a_letter_without_notes_has_none(self):
        assert self.rows_of_ink(ooxml_file(paragraph("First"))) == []
