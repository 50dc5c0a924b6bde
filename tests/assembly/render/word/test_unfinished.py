"""A draft on which somebody has still to decide is not filed: each open change is named with its paragraph.

Source: ECMA-376 Part 1, 17.13.4 (comments), 17.13.5 (revisions).
"""

import pytest

from assembly.errors import DocumentRefused
from tests.assembly.render.word.ooxml_file import laid_out, ooxml_file, paragraph, run, text

WHO = 'w:id="9" w:author="A" w:date="2026-11-20T00:00:00Z"'


def changed(tag: str, inner: str = "") -> str:
    return f"<w:{tag} {WHO}>{inner}</w:{tag}>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph("Old ", extra=changed("ins", text("new"))), "an insertion"),
        (paragraph("Old ", extra=changed("del", run("<w:delText>gone</w:delText>"))), "a deletion"),
        (paragraph("Old ", extra=changed("moveFrom", text("there"))), "moved text"),
        (paragraph("Old ", extra=changed("moveTo", text("here"))), "moved text"),
        (paragraph("Old", run=changed("rPrChange", "<w:rPr/>")), "a changed look of letters"),
        (paragraph("Old", properties=changed("pPrChange", "<w:pPr/>")), "a changed look of a paragraph"),
        (paragraph("Old", properties=f"<w:rPr>{changed('ins')}</w:rPr>"), "a changed paragraph mark"),
        (paragraph("Old", properties=f"<w:numPr>{changed('numberingChange')}</w:numPr>"), "a changed list number"),
        (paragraph("Old", properties=f"<w:sectPr>{changed('sectPrChange')}</w:sectPr>"), "a changed section"),
        (paragraph("Old", extra='<w:commentRangeStart w:id="1"/>'), "a comment"),
        (paragraph("Old", extra=run('<w:commentReference w:id="1"/>')), "a comment"),
    ],
)  # fmt: skip
def test_an_open_change_is_named_with_its_paragraph(body, said):
    with pytest.raises(DocumentRefused, match=rf"still has {said} \(paragraph 1: 'Old"):
        laid_out(ooxml_file(body))


@pytest.mark.parametrize(
    ("table", "row", "cell", "said"),
    [
        ("tblPrChange", "", "", "a changed table"),
        ("", "ins", "", "an inserted table row"),
        ("", "del", "", "a deleted table row"),
        ("", "trPrChange", "", "a changed table row"),
        ("", "", "cellIns", "an inserted table cell"),
        ("", "", "cellDel", "a deleted table cell"),
        ("", "", "cellMerge", "merged table cells"),
        ("", "", "tcPrChange", "a changed table cell"),
    ],
)
def test_an_open_change_of_a_table_is_named(table, row, cell, said):
    def mark(tag: str) -> str:
        return changed(tag) if tag else ""

    body = (
        f"<w:tbl><w:tblPr>{mark(table)}</w:tblPr><w:tr><w:trPr>{mark(row)}</w:trPr><w:tc><w:tcPr>{mark(cell)}</w:tcPr>"
        f"{paragraph('In a cell')}</w:tc></w:tr></w:tbl>"
    )
    with pytest.raises(DocumentRefused, match=f"still has {said}"):
        laid_out(ooxml_file(body + paragraph("End.")))


def test_an_open_change_in_a_note_is_named():
    notes = f'<w:footnote w:id="1">{paragraph("Old ", extra=changed("ins", text("new")))}</w:footnote>'
    body = paragraph("Text", extra=run('<w:footnoteReference w:id="1"/>'))
    with pytest.raises(DocumentRefused, match=r"an insertion \(footnotes, paragraph 1: 'Old new'\)"):
        laid_out(ooxml_file(body, footnotes=notes))


def test_a_field_that_nobody_filled_in_is_named():
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + text("Click to enter a date.")
        + "</w:sdtContent></w:sdt>"
    )
    with pytest.raises(DocumentRefused, match=r"a field that is not filled in \('Click to enter a date.'\)"):
        laid_out(ooxml_file(paragraph("Hearing: ", extra=control)))


def test_every_change_is_named_at_once_and_how_to_see_them():
    body = paragraph("One ", extra=changed("ins", text("new"))) + paragraph(
        "Two", extra='<w:commentRangeStart w:id="1"/>'
    )
    with pytest.raises(DocumentRefused) as refused:
        laid_out(ooxml_file(body))
    said = str(refused.value)
    assert "an insertion (paragraph 1" in said
    assert "a comment (paragraph 2" in said
    assert "courtpacket redline FILE.docx --out CHANGES.pdf" in said
