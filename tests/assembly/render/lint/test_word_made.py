"""Templates as Word saves them: tags cut into many runs, changes tracked, boxes, links and controls in the way."""

import pytest

from assembly.errors import TemplateFault
from assembly.render.lint import lint_word, straighten_quotes
from assembly.render.word.merge import merge
from tests.assembly.render.word.ooxml_file import html_of, ooxml_file, paragraph, run, text

SPELLING = '<w:proofErr w:type="spellStart"/>'


class Case:
    number = "26-1 & <2>"


def problems(body: str) -> list[str]:
    return [f"{flaw.place}: {flaw.problem}" for flaw in lint_word(ooxml_file(body))]


def cut(*pieces: str) -> str:
    """Return runs as Word makes them of one text: by spelling, by language, by when they were typed."""
    return "".join(
        text(piece, '<w:lang w:val="en-US"/>' if n % 2 else "") + SPELLING for n, piece in enumerate(pieces)
    )


WHOLE = {
    "over many runs": paragraph(extra=cut("No. {", "{ ca", "se.num", "ber }", "}")),
    "with a bookmark in it": paragraph(
        extra=text("No. {{ case")
        + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        + text(".number }}")
    ),
    "with a link in it": paragraph(
        extra=text("No. {{ case") + f"<w:hyperlink>{text('.number')}</w:hyperlink>" + text(" }}")
    ),
    "in a content control": paragraph(
        extra=f"{text('No. ')}<w:sdt><w:sdtPr/><w:sdtContent>{text('{{ case.number }}')}</w:sdtContent></w:sdt>"
    ),
    "with a blank that does not break": paragraph("No. {{\u00a0case.number\u00a0}}"),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_a_whole_tag_is_read_and_filled(body, tmp_path):
    assert problems(body) == []
    path = tmp_path / "template.docx"
    path.write_bytes(ooxml_file(body))
    assert "".join(html_of(merge(path, {"case": Case()})).itertext()) == "No. 26-1 & <2>"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            paragraph(extra=cut("{{ ca", "se.nu", "mbr }}")),
            "the text, paragraph 1: there is no fact 'case.numbr'.",
        ),
        (
            paragraph(extra=cut("{", "% if case.number %", "}")),
            "the text, paragraph 1: the if is never closed.",
        ),
        (paragraph(extra=cut("{", "%p endif %", "}")), "the text, paragraph 1: endif closes nothing."),
        (
            paragraph("{% if case.number %}") + paragraph("{% endif %}"),
            "the text, paragraph 2: the block that opens with if in the text, paragraph 1 crosses paragraphs.",
        ),
    ],
)
def test_a_fault_is_found_over_many_runs(body, problem):
    assert problem in problems(body)


@pytest.mark.parametrize(
    ("second", "crossed"),
    [("</w:tc></w:tr><w:tr><w:tc>", "rows"), ("</w:tc><w:tc>", "cells"), ("", "paragraphs")],
)
def test_what_a_block_crosses_is_said(second, crossed):
    body = f"<w:tbl><w:tr><w:tc>{paragraph('{% for child in children %}')}{second}{paragraph('{% endfor %}')}</w:tc></w:tr></w:tbl>"
    [problem] = problems(body + paragraph())
    assert problem.endswith(f"crosses {crossed}.")


def test_curly_quotes_over_several_runs_are_put_straight():
    raw = ooxml_file(paragraph(extra=text("{{ case.number | default(“no") + text("ne”) }} and “this” stays")))
    assert [flaw.problem for flaw in lint_word(raw)] == ["a tag has curly quotation marks."]
    mended = straighten_quotes(raw)
    assert lint_word(mended) == ()
    assert "".join(html_of(mended).itertext()) == '{{ case.number | default("none") }} and “this” stays'


def test_a_tag_in_a_text_box_or_a_note_is_read():
    box = f"<w:pict><v:rect><v:textbox><w:txbxContent>{paragraph('{{ case.numbr }}')}</w:txbxContent></v:textbox></v:rect></w:pict>"
    notes = {
        kind: f'<w:{kind[:-1]} w:id="1">{paragraph("{{ case.numbr }}")}</w:{kind[:-1]}>'
        for kind in ("footnotes", "endnotes")
    }
    found = lint_word(ooxml_file(paragraph("Text", extra=run(box)), **notes))
    assert [flaw.problem for flaw in found] == ["there is no fact 'case.numbr'."] * 3


class TestTrackedChanges:
    TORN = paragraph(extra=text("{{ case.") + f'<w:ins w:id="1" w:author="A">{text("number }}")}</w:ins>')

    def test_are_named(self):
        assert problems(self.TORN) == ["the text, paragraph 1: an insertion is not settled."]

    def test_that_tear_a_tag_are_said_when_it_is_filled(self, tmp_path):
        path = tmp_path / "template.docx"
        path.write_bytes(ooxml_file(self.TORN))
        with pytest.raises(TemplateFault, match="such as a tracked change"):
            merge(path, {"case": Case()})
