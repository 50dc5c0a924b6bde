"""Headers and footers of the file give way to the court's on its paper; their words and pictures are not lost in silence.

Source: ECMA-376 Part 1, 17.10 (headers and footers).
"""

import pytest

from assembly.errors import DocumentRefused
from tests.assembly.render.word.ooxml_file import PAPER, laid_out, ooxml_file, paragraph, run, text

PAGE = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> PAGE </w:instrText>") + run('<w:fldChar w:fldCharType="separate"/>') + text("3") + run('<w:fldChar w:fldCharType="end"/>')  # fmt: skip


def file(*, kind: str = "default", section: str = "", settings: str = "", **headings: str) -> bytes:
    references = "".join(
        f'<w:{"header" if name.startswith("header") else "footer"}Reference w:type="{kind}" r:id="{name}"/>'
        for name in headings
    )
    body = paragraph("The text of the paper.") + f"<w:sectPr>{references}{section}</w:sectPr>"
    return ooxml_file(body, settings=settings, **headings)


@pytest.mark.parametrize(("name", "said"), [("header1", "header"), ("footer1", "footer")])
def test_words_of_their_own_are_named(name, said):
    with pytest.raises(DocumentRefused, match=f"The {said} of the Word file says 'Smith & Partners'"):
        laid_out(file(**{name: paragraph("Smith &amp; Partners")}), PAPER)


@pytest.mark.parametrize(
    "inner", [paragraph("Page ", extra=PAGE + text(" of ") + f'<w:fldSimple w:instr="NUMPAGES">{text("9")}</w:fldSimple>'),
              paragraph("The text of the paper"), paragraph("A Paper"), paragraph()],
)  # fmt: skip
def test_page_numbers_the_title_and_what_the_text_says_too_pass(inner):
    assert laid_out(file(footer1=inner), PAPER).pages == 1


@pytest.mark.parametrize(
    ("kind", "section", "settings", "printed"),
    [
        ("first", "", "", False),
        ("first", "<w:titlePg/>", "", True),
        ("even", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
    ],
)
def test_what_word_does_not_print_does_not_matter(kind, section, settings, printed):
    raw = file(kind=kind, section=section, settings=settings, header1=paragraph("Own words"))
    if printed:
        with pytest.raises(DocumentRefused, match="Own words"):
            laid_out(raw, PAPER)
    else:
        assert laid_out(raw, PAPER).pages == 1


def test_a_watermark_is_named():
    mark = run('<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>')
    with pytest.raises(DocumentRefused, match="header has a watermark 'DRAFT'"):
        laid_out(file(header1=paragraph(extra=mark)), PAPER)


def test_a_letterhead_picture_is_named():
    picture = run(
        '<w:pict><v:shape style="width:9pt;height:9pt"><v:imagedata r:id="rLogo"/></v:shape></w:pict>'
    )
    with pytest.raises(DocumentRefused, match="header has a picture"):
        laid_out(file(header1=paragraph(extra=picture)), PAPER)


def test_all_of_them_are_named_at_once():
    raw = file(header1=paragraph("One"), footer1=paragraph("Two"))
    with pytest.raises(DocumentRefused, match="says 'One'; the footer of the Word file says 'Two'"):
        laid_out(raw, PAPER)
