"""From a draft to the page: no word is lost, hostile text is text, and what can't be printed is named."""

import io
import struct
import zlib
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assembly.errors import DocumentRefused, UnprintableText
from assembly.render.laid_out import LaidOut
from assembly.render.word import render_file
from assembly.render.word.package import open_package, write_package
from tests.assembly.render.word.draft import LONG, PLEADING, Draft, stretches

DAY = date(2026, 11, 22)
PAPER = PLEADING.with_suffix(".css")
MARK = 'w:id="9" w:author="A" w:date="2026-11-20T00:00:00Z"'


def laid_out(raw: bytes, stylesheet: Path = PAPER, title: str = "A Paper") -> LaidOut:
    return render_file(raw, title=title, language="en-US", stylesheet=stylesheet, prepared_on=DAY)


def page_text(raw: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(raw))


def with_footnotes(raw: bytes, notes: dict[int, str]) -> bytes:
    """Return a Word file with a part of footnotes by id."""
    texts = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for name, text in notes.items()
    )
    parts = open_package(raw)
    parts["word/footnotes.xml"] = f"<w:footnotes {nsdecls('w')}>{texts}</w:footnotes>".encode()
    return write_package(parts)


class TestWords:
    @pytest.mark.parametrize(
        "value",
        [
            "O'Brien & Sons <LLC>", "{{ 7*7 }}", "</w:t></w:r>", "Ñuñez-Đặng, Nguyễn Thị Hồng Nhung", "陳美玲", "김민준",
            "Paj Ntaub Xyooj", "“quoted” – 50 % §§ 1, 2 ¶ 3 ½",
        ],
    )  # fmt: skip
    def test_a_value_is_printed_letter_by_letter(self, value):
        text = page_text(laid_out(Draft().add("Body Text", f"Name: {value}.").raw()).pdf)
        assert value in " ".join(text.split())

    def test_a_layout_that_hides_words_is_found_out(self, tmp_path):
        css = tmp_path / "hiding.css"
        css.write_text(".quotation { display: none }")
        raw = Draft().add("Body Text", "Shown.").add("Quotation", "Hidden words.").raw()
        with pytest.raises(DocumentRefused, match="hiddenwords"):
            laid_out(raw, css)

    def test_words_that_the_converter_does_not_read_are_found_out(self):
        draft = Draft().add("Body Text", "Read.")
        body = draft.document.element.body
        body.insert(
            1, parse_xml(f"<w:unheard {nsdecls('w')}><w:p><w:r><w:t>Lost words</w:t></w:r></w:p></w:unheard>")
        )
        with pytest.raises(DocumentRefused, match="lostwords"):
            laid_out(draft.raw())

    def test_footnotes_are_numbered_and_stand_at_the_foot_of_their_page(self):
        draft = Draft().add("Body Text", "First", LONG, "Second")
        for number in (0, 2):
            paragraph = draft.document.paragraphs[number]
            paragraph._p.append(
                parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number + 2}"/></w:r>')
            )
            paragraph.add_run(" goes on.")
        notes = {2: "About the law.", 4: "About the facts."}
        found = stretches(pdfium.PdfDocument(laid_out(with_footnotes(draft.raw(), notes)).pdf)[0])
        text = next(s for s in found if s.text.startswith("Second"))
        first, second = (next(s for s in found if part in s.text) for part in ("the law.", "the facts."))
        assert text.baseline < 400 < 690 < first.baseline < second.baseline < 740
        beside = [s for s in found if s.left > 100 and s.baseline < 742]
        assert [s.text.strip() for s in beside if s.text.strip().isdigit()] == ["1", "2", "1", "2"]

    def test_a_text_box_and_a_content_control_are_printed(self):
        box = (
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'{nsdecls("w")}><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>'
            "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t>"
            "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
        )
        draft = Draft().add("Body Text", "Before. ")
        paragraph = draft.document.paragraphs[-1]
        paragraph.runs[0]._r.append(parse_xml(box))
        paragraph._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>Chosen.</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )
        text = " ".join(page_text(laid_out(draft.raw()).pdf).split())
        assert text.count("In a box.") == 1
        assert "Chosen." in text

    def test_no_font_has_the_letter(self):
        with pytest.raises(UnprintableText, match=r"paragraph 2: no font has U\+1F58A"):
            laid_out(Draft().add("Body Text", "Fine.", "Signed \U0001f58a").raw())


class TestRefusals:
    @pytest.mark.parametrize(
        ("xml", "said"),
        [
            (f"<w:ins {MARK}><w:r><w:t>new</w:t></w:r></w:ins>", r"an insertion \(paragraph 1: 'Before"),
            (f"<w:del {MARK}><w:r><w:delText>old</w:delText></w:r></w:del>", "a deletion"),
            ('<w:commentRangeStart w:id="1"/>', "a comment"),
            ("<w:r><w:object/></w:r>", "an embedded object"),
            ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>", "hidden text"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "sign of the font Wingdings"),
        ],
    )
    def test_what_is_unfinished_or_unprintable_is_named(self, xml, said):
        draft = Draft().add("Body Text", "Before. ")
        tag, rest = xml.split(">", 1) if not xml.split(">", 1)[0].endswith("/") else (xml[:-2], "")
        whole = f"{tag} {nsdecls('w')}>{rest}" if rest else f"{tag} {nsdecls('w')}/>"
        draft.document.paragraphs[-1]._p.append(parse_xml(whole))
        with pytest.raises(DocumentRefused, match=said):
            laid_out(draft.raw())

    def test_a_letterhead_that_the_layout_would_not_print_is_named(self):
        draft = Draft().add("Body Text", "Text.")
        draft.document.sections[0].footer.paragraphs[0].add_run("Smith & Partners, LLP")
        with pytest.raises(DocumentRefused, match="footer of the Word file says"):
            laid_out(draft.raw())

    def test_page_numbers_and_the_papers_own_title_in_the_footer_pass(self):
        draft = Draft().add("Body Text", "Text.")
        draft.document.sections[0].footer.paragraphs[0].add_run("Page 3 of 7 – Notice of Motion")
        assert laid_out(draft.raw(), title="Notice of Motion").pages == 1

    def test_a_paragraph_of_five_megabytes_is_refused(self):
        with pytest.raises(DocumentRefused, match="at most 200,000 are laid out"):
            laid_out(Draft().add("Body Text", "word " * 1_000_000).raw())

    def test_a_picture_of_forty_thousand_pixels_is_refused(self):
        draft = Draft()
        draft.document.add_picture(io.BytesIO(png_of(40_000, 40_000)), width=914_400)
        with pytest.raises(DocumentRefused, match="40,000 by 40,000 pixels"):
            laid_out(draft.raw())


def png_of(wide: int, high: int) -> bytes:
    """Return the head and the end of a PNG picture of that size, with nothing between."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    draft = (
        Draft().add("Heading 1", "Facts").add("Numbered Paragraph", "1.\t" + LONG).add("Body Text", "陳美玲")
    )
    draft.table("Court Table", ("Month", "Amount"), ("May", "$1.00"), head=True)
    draft.table("Caption Table", ("Left", "Right"), text_style="Caption Text")
    return laid_out(draft.raw()).pdf


class TestPdf:
    def test_the_same_file_gives_the_same_bytes(self):
        raw = Draft().add("Body Text", LONG).raw()
        assert laid_out(raw).pdf == laid_out(raw).pdf

    def test_an_independent_checker_finds_nothing_against_pdf_ua(self, pdf, tmp_path):
        from pdfua import validate

        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        assert [(f.rule_id, f.message) for f in validate(str(path)).findings] == []

    def test_says_that_it_is_pdf_a_and_pdf_ua_with_title_and_language(self, pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            xmp = opened.Root.Metadata.read_bytes()
            assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in xmp
            assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
            assert str(opened.Root.Lang) == "en-US"
            assert str(opened.docinfo["/Title"]) == "A Paper"
            assert "/Author" not in opened.docinfo
            assert opened.Root.OutputIntents[0].DestOutputProfile is not None

    def test_every_font_is_ours_and_embedded(self, pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            fonts = [
                o
                for o in opened.objects
                if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
            ]
            names = {str(font.FontName).split("+")[-1].split("-")[0] for font in fonts}
            assert names <= {"Tinos", "Arimo", "Noto"}
            assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)

    def test_headings_are_bookmarks(self, pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Facts"]

    def test_a_stylesheet_may_load_nothing_from_outside_its_folder(self, tmp_path):
        from assembly.errors import TemplateFault

        css = tmp_path / "layout.css"
        css.write_text('@page { background: url("file:///etc/hostname") }')
        with pytest.raises(TemplateFault, match="outside the layout's folder"):
            laid_out(Draft().add("Body Text", "x").raw(), css)
