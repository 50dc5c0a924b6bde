"""The tag tree of a paper, held against ISO 14289-1 (PDF/UA-1), 7.4.2: headings begin at H1 and leave no level out."""

import io

import pikepdf
import pytest

from tests.assembly.render.word.ooxml_file import PAPER, laid_out, ooxml_file, paragraph

STYLES = (
    '<w:style w:type="paragraph" w:styleId="PaperTitle"><w:name w:val="Paper Title"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 8)
    )
)


def levels_of(styles: list[str]) -> list[str]:
    """Return the heading tags of a paper in reading order."""
    body = "".join(
        paragraph(f"Heading {n}", properties=f'<w:pStyle w:val="{style}"/>') + paragraph("Text.")
        for n, style in enumerate(styles)
    )
    pages = laid_out(ooxml_file(body, styles=STYLES), PAPER)
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        return list(headings(pdf.Root.StructTreeRoot))


def headings(element: pikepdf.Dictionary) -> list[str]:
    found = [str(element.S)] if "/S" in element and str(element.S)[:2] == "/H" else []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += headings(kid)
    return found


@pytest.mark.parametrize(
    ("styles", "tags"),
    [
        (["H1", "H2", "H2", "H1"], ["/H1", "/H2", "/H2", "/H1"]),
        (["H2", "H3", "H2"], ["/H1", "/H2", "/H1"]),
        (["PaperTitle", "H1", "H2"], ["/H1", "/H2", "/H3"]),
        (["H1", "H3", "H3", "H2"], ["/H1", "/H2", "/H2", "/H2"]),
        (["H3", "H1", "H2"], ["/H1", "/H1", "/H2"]),
        (["PaperTitle", "H5"], ["/H1", "/H2"]),
    ],
)
def test_headings_begin_at_the_first_level_and_leave_none_out(styles, tags):
    assert levels_of(styles) == tags


def test_an_independent_checker_finds_nothing_against_pdf_ua_where_the_paper_has_no_title(tmp_path):
    from pdfua import validate

    body = paragraph("Facts", properties='<w:pStyle w:val="H2"/>') + paragraph(
        "Deep", properties='<w:pStyle w:val="H5"/>'
    )
    path = tmp_path / "paper.pdf"
    path.write_bytes(laid_out(ooxml_file(body, styles=STYLES), PAPER).pdf)
    assert [(f.rule_id, f.message) for f in validate(str(path)).findings] == []
