"""Files made to do harm, or broken: refused with the reason, within fixed bounds of time and memory."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from assembly.errors import DocumentRefused
from assembly.render.word.package import MAIN, open_package, write_package
from tests.assembly.render.word.ooxml_file import laid_out, ooxml_file, page_texts, paragraph, run, text

PLAIN = ooxml_file(paragraph("Text."))


def with_part(name: str, raw: bytes) -> bytes:
    return write_package({**open_package(PLAIN), name: raw})


def bomb() -> bytes:
    """Return a package that unpacks to four hundred megabytes of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in open_package(PLAIN).items():
            archive.writestr(name, raw)
        with archive.open("word/media/bomb.png", "w", force_zip64=True) as part:
            for _ in range(40):
                part.write(b" " * 10_000_000)
    return out.getvalue()


def lying_bomb() -> bytes:
    """Return a package whose directory says that a part is small, though it unpacks to a hundred megabytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packed.compress(b" " * 100_000_000) + packed.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in open_package(PLAIN).items():
            archive.writestr(name, raw)
        archive.writestr("word/media/bomb.bin", b"12345678")
    raw = out.getvalue()
    old = zlib.compressobj(-1, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = old.compress(b"12345678") + old.flush()
    return raw.replace(small, data, 1) if small in raw else raw


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not a Word file"),
        (b"%PDF-1.7 a paper that was renamed", "not a Word file"),
        (b"{\\rtf1 a paper that was renamed}", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "not a Word file"),
        (PLAIN[: len(PLAIN) // 2], "damaged"),
        (write_package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "no main text"),
        (with_part(MAIN, b"<w:document"), "damaged"),
        (with_part(MAIN, b"<html><body><p>Words</p></body></html>"), "no known form"),
        (with_part(MAIN, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "declares a document type"),
        (with_part("word/styles.xml", b"\x00\x01\x02"), "damaged"),
        (with_part("word/vbaProject.bin", b"\xd0\xcf"), "macros"),
        (with_part("word/embeddings/x.bin", b"\xd0\xcf"), "embedded objects"),
        (with_part("../../etc/passwd", b"x"), "a place outside itself"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_or_holds_what_acts_is_refused(raw, said):
    with pytest.raises(DocumentRefused, match=said):
        laid_out(raw)


@pytest.mark.parametrize(
    ("kind", "target"),
    [("attachedTemplate", "https://evil.example/t.dotm"), ("image", "https://evil.example/p.png"),
     ("oleObject", "file:///c:/x"), ("subDocument", "https://evil.example/d.docx")],
)  # fmt: skip
def test_what_would_be_fetched_from_outside_is_refused(kind, target):
    raw = ooxml_file(paragraph("Text."), relations={"rX": (kind, target)})
    with pytest.raises(DocumentRefused, match="fetched from outside"):
        laid_out(raw)


def begun_from(template: str) -> bytes:
    """Return a file whose settings name the template that it was begun from, as Word notes it."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{template}" TargetMode="External"/></Relationships>'
    )
    return with_part("word/_rels/settings.xml.rels", relations.encode())


def test_a_template_named_by_the_settings_is_not_fetched_either():
    with pytest.raises(DocumentRefused, match="fetched from outside"):
        laid_out(begun_from("https://evil.example/t.dotm"))


@pytest.mark.parametrize(
    "place",
    [r"file:///C:\Users\tran\Templates\Pleading%20Paper.dotm", r"file:///\\dcss01\templates\Letter.dotx", "Normal.dotm",
     "file:///Users/tran/Library/Pleading.dotm", "Macintosh%20HD:Users:tran:Pleading.dotm"],
)  # fmt: skip
def test_the_office_template_that_a_paper_was_begun_from_does_not_matter(place):
    assert page_texts(laid_out(begun_from(place)))[0].startswith("Text.")


@pytest.mark.parametrize(
    "place",
    ["http://evil.example/t.dotm", r"file:///\\evil.example\t.dotm", "file://evil.example/t.dotm", r"\\198.51.100.7\t.dotm",
     "//evil.example/t.dotm"],
)  # fmt: skip
def test_a_template_on_a_computer_outside_of_the_office_is_refused(place):
    with pytest.raises(DocumentRefused, match=r"fetched from outside \(a template\)"):
        open_package(begun_from(place))


def test_a_part_whose_packing_is_broken_is_refused():
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        entry = archive.getinfo(MAIN)
    start = entry.header_offset + 30 + len(MAIN)
    broken = PLAIN[:start] + b"\xff" * 8 + PLAIN[start + 8 :]
    with pytest.raises(DocumentRefused, match="damaged"):
        open_package(broken)


def test_an_embedded_object_is_named_by_its_paragraph():
    body = paragraph("Before.") + paragraph("The account:", extra=run("<w:object/>"))
    raw = write_package({**open_package(ooxml_file(body)), "word/embeddings/sheet1.xlsx": b"PK"})
    with pytest.raises(DocumentRefused, match=r"embedded objects \(paragraph 2: 'The account:'\)"):
        open_package(raw)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(DocumentRefused, match="which no letter or pleading needs"):
        open_package(bomb())


def test_a_bomb_that_lies_about_its_size_is_refused():
    with pytest.raises(DocumentRefused, match="damaged"):
        open_package(lying_bomb())


class TestCircles:
    def test_of_styles(self):
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
            for a, b in ("AB", "BC", "CA")
        )
        with pytest.raises(DocumentRefused, match="The style 'A' is based on itself"):
            laid_out(ooxml_file(paragraph("x"), styles=styles))


class TestTooMuch:
    def test_a_paragraph_of_five_megabytes(self):
        with pytest.raises(DocumentRefused, match=r"Paragraph 1 has 5,000,000 characters; at most 200,000"):
            laid_out(ooxml_file(paragraph("word " * 1_000_000)))

    def test_nesting_beyond_any_paper(self):
        deep = "<w:smartTag>" * 400 + "</w:smartTag>" * 400
        with pytest.raises(DocumentRefused, match="nests deeper than 256 elements"):
            laid_out(ooxml_file(f"<w:p>{deep}</w:p>"))

    def test_tables_in_tables_in_tables(self):
        body = "<w:tbl><w:tr><w:tc>" * 50 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 50
        with pytest.raises(DocumentRefused, match="tables within tables"):
            laid_out(ooxml_file(body + paragraph("end")))

    def test_tables_without_end(self):
        body = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>{paragraph()}" * 30_000
        with pytest.raises(DocumentRefused, match=r"60,000 paragraphs; at most"):
            laid_out(ooxml_file(body))

    def test_a_text_without_end(self):
        with pytest.raises(DocumentRefused, match="at most"):
            laid_out(ooxml_file(paragraph("word " * 5_000) * 200))

    def test_nesting_that_the_layout_cannot_follow(self, monkeypatch):
        def endless(*_paper: object, **_told: object) -> None:
            raise RecursionError

        monkeypatch.setattr("assembly.render.word.engine.lay_out", endless)
        with pytest.raises(DocumentRefused, match="nests more deeply"):
            laid_out(PLAIN)

    @pytest.mark.parametrize(
        ("opening", "closing"),
        [('<w:fldSimple w:instr="PAGE">', "</w:fldSimple>"), ("<w:smartTag>", "</w:smartTag>"), ("<w:bdo>", "</w:bdo>"),
         ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")],
    )  # fmt: skip
    def test_what_is_nested_as_deep_as_it_can_be_read_is_printed(self, opening, closing):
        inner = opening * 100 + text("1") + closing * 100
        assert page_texts(laid_out(ooxml_file(paragraph("Page ", extra=inner))))[0].startswith("Page 1")

    def test_links_in_links_are_one_link(self):
        inner = (
            "".join(f'<w:hyperlink w:anchor="a">{text(f"{n} ")}' for n in range(120)) + "</w:hyperlink>" * 120
        )
        body = paragraph(extra=f'<w:bookmarkStart w:id="1" w:name="a"/>{inner}')
        assert "117 118 119" in page_texts(laid_out(ooxml_file(body)))[0]

    @pytest.mark.parametrize(
        "properties",
        [
            '<w:gridSpan w:val="1000000000"/>',
            '<w:gridSpan w:val="-5"/>',
            '<w:gridSpan w:val="many"/>',
            '<w:vMerge w:val="?"/>',
        ],
    )
    def test_cells_that_would_reach_over_a_million_columns(self, properties):
        body = f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{paragraph('x')}</w:tc></w:tr></w:tbl>"
        assert laid_out(ooxml_file(body + paragraph("end"))).pages == 1


NONSENSE = ["", "x", "-1", "99999999999999999999", "1e9", "NaN", "0x10", "12pt; color: red", "'\"><script>"]


class TestNonsense:
    """Attributes with values that no Word writes change nothing but the look, and never end in a trace."""

    @pytest.mark.parametrize("nonsense", NONSENSE)
    def test_in_paragraphs_and_runs(self, nonsense):
        v = nonsense.replace('"', "&quot;").replace("<", "&lt;")
        properties = (
            f'<w:ind w:left="{v}" w:hanging="{v}"/><w:jc w:val="{v}"/><w:spacing w:line="{v}"/><w:numPr><w:ilvl w:val="{v}"/>'
            f'<w:numId w:val="1"/></w:numPr><w:tabs><w:tab w:pos="{v}" w:val="{v}" w:leader="{v}"/></w:tabs>'
            f'<w:pBdr><w:top w:val="single" w:sz="{v}"/></w:pBdr><w:shd w:fill="{v}"/>'
        )
        look = f'<w:sz w:val="{v}"/><w:u w:val="{v}"/><w:position w:val="{v}"/><w:lang w:val="{v}"/><w:shd w:fill="{v}"/><w:spacing w:val="{v}"/>'
        numbering = (
            f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{v}"/><w:numFmt w:val="decimal"/>'
            f'<w:lvlText w:val="{v}%1"/><w:lvlRestart w:val="{v}"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        settings = f'<w:defaultTabStop w:val="{v}"/>'
        raw = ooxml_file(
            paragraph("Words", properties=properties, run=look, extra=run("<w:tab/>")),
            numbering=numbering,
            settings=settings,
        )
        assert laid_out(raw).pages == 1

    @pytest.mark.parametrize("nonsense", NONSENSE)
    def test_in_tables(self, nonsense):
        v = nonsense.replace('"', "&quot;").replace("<", "&lt;")
        body = (
            f'<w:tbl><w:tblPr><w:tblW w:type="{v}" w:w="{v}"/><w:tblInd w:w="{v}"/><w:tblLook w:val="{v}"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{v}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{v}"/><w:gridBefore w:val="{v}"/>'
            f'</w:trPr><w:tc><w:tcPr><w:tcW w:w="{v}"/><w:tcBorders><w:top w:val="{v}" w:sz="{v}"/></w:tcBorders></w:tcPr>'
            f"{paragraph('x')}</w:tc></w:tr></w:tbl>"
        )
        assert laid_out(ooxml_file(body + paragraph("end"))).pages == 1


def test_styles_and_names_are_never_markup():
    hostile = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;;background:url(file:///etc/passwd)"
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{hostile}"/></w:style>'
    body = paragraph(
        "Words",
        properties='<w:pStyle w:val="S"/>',
        extra=f'<w:bookmarkStart w:name="{hostile}"/><w:hyperlink w:anchor="{hostile}"><w:r><w:t>link</w:t></w:r></w:hyperlink>',
    )
    assert laid_out(ooxml_file(body, styles=styles)).pages == 1


def test_a_picture_of_forty_thousand_pixels_costs_no_memory():
    """Measured in a process of its own that may have no more than 900 megabytes."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    png = (
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    )
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/'
        'drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rP"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    raw = ooxml_file(
        paragraph("x", extra=run(drawing)),
        relations={"rP": ("image", "media/p.png")},
        parts={"word/media/p.png": png},
    )
    code = (
        "import resource, sys, datetime, pathlib\n"
        "resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))\n"
        "from assembly.errors import DocumentRefused\n"
        "from assembly.render.word import render_file\n"
        "try:\n"
        "    render_file(sys.stdin.buffer.read(), title='T', language='en-US', stylesheet=None, prepared_on=datetime.date(2026, 1, 1))\n"
        "except DocumentRefused as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=raw, capture_output=True, check=True, timeout=120
    )
    assert b"40,000 by 40,000 pixels" in done.stdout
