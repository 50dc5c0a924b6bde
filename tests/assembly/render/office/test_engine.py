"""Word files by way of LibreOffice: what is refused before it is started, and what the real one makes."""

import http.server
import io
import shutil
import threading
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assembly.catalog import DocumentType, Engine
from assembly.errors import DocumentRefused, TemplateFault
from assembly.model.document import Role, SecurityClass
from assembly.render import render
from assembly.render.lint.document import lint_document
from assembly.render.office import render_file
from assembly.render.office.program import converted, program
from assembly.render.word.package import open_package, write_package
from tests.assembly.render.office.test_program import office, pdf_of
from tests.assembly.render.word.draft import Draft

DAY = date(2026, 11, 22)
real = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)
FIELD = '<w:r {0}><w:fldChar w:fldCharType="begin"/></w:r>|<w:r {0}><w:instrText> INCLUDEPIC</w:instrText></w:r>|<w:r {0}><w:instrText>TURE "http://127.0.0.1/a.png" \\d</w:instrText></w:r>|<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>'
VML = '<w:r {0}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="file:///etc/passwd"/></v:shape></w:pict></w:r>'


def laid_out(raw: bytes, stand_in: Path | None = None) -> bytes:
    return render_file(raw, title="A Paper", language="en-US", prepared_on=DAY, office=stand_in).pdf


def document(folder: Path, *texts: str) -> DocumentType:
    (folder / "template.docx").write_bytes(Draft().add("Body Text", *texts).raw())
    return DocumentType(
        id="us/letter", folder=folder, title="A Letter", engine=Engine.LIBREOFFICE, layout="", stylesheet=None,
        security=SecurityClass.PUBLIC, role=Role.NOT_FILED, code="letter",
    )  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize(
        ("xml", "said"),
        [
            (FIELD, "a field INCLUDEPICTURE, which fetches or starts something"),
            ('<w:fldSimple {0} w:instr="DDEAUTO c:\\cmd.exe a b"/>', "a field DDEAUTO"),
            (VML, "a picture by its address"),
            ("<w:r {0}><w:object/></w:r>", "brings in another document, an object"),
            ('<w:ins {0} w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>', "still has an insertion"),
        ],
    )
    def test_what_would_reach_outside_or_is_unfinished_is_refused_before_it_is_opened(
        self, xml, said, tmp_path
    ):
        draft = Draft().add("Body Text", "Before. ")
        for piece in xml.format(nsdecls("w")).split("|"):
            draft.document.paragraphs[-1]._p.append(parse_xml(piece))
        started = tmp_path / "started"
        with pytest.raises(DocumentRefused, match=said):
            laid_out(draft.raw(), office(tmp_path, f"touch {started}"))
        assert not started.exists()

    def test_the_words_of_a_file_in_strict_open_xml_are_proved_too(self, tmp_path):
        parts = open_package(Draft().add("Body Text", "Words.").raw())
        strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts["word/document.xml"] = parts["word/document.xml"].replace(transitional, strict)
        (tmp_path / "ready.pdf").write_bytes(pdf_of("Other text."))
        with pytest.raises(DocumentRefused, match=r"did not print these words of the Word file: 'words\.'"):
            laid_out(write_package(parts), office(tmp_path, f'cp {tmp_path / "ready.pdf"} "$out"'))


class TestDocumentType:
    def test_the_engine_is_chosen_in_document_yaml(self, tmp_path, monkeypatch):
        (tmp_path / "ready.pdf").write_bytes(pdf_of("Dear Ann <Smith>,"))
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        office(tmp_path, f'cp {tmp_path / "ready.pdf"} "$out"')
        kind = document(tmp_path, "Dear {{ name }},")
        made = render(kind, {"name": "Ann <Smith>"}, prepared_on=DAY)
        assert (made.pages, made.official) == (1, True)
        assert made.docx is not None
        assert b"Ann &lt;Smith&gt;" in open_package(made.docx)["word/document.xml"]

    def test_faults_of_its_template_are_named_as_for_any_word_template(self, tmp_path):
        with pytest.raises(TemplateFault, match="paragraph 1"):
            render(document(tmp_path, "Dear {{ nmae }},"), {"name": "Ann"}, prepared_on=DAY)
        assert {flaw.paragraph for flaw in lint_document(document(tmp_path, "Fine.", "{% if %}"))} == {2}


@real
class TestLibreOffice:
    def test_lays_out_with_every_word_as_pdf_a_with_the_same_bytes_each_time(self):
        from pikepdf.pdfa import validate_written

        draft = (
            Draft().add("Heading 1", "Facts").add("Body Text", "One ﬁrst, “quoted” § 4055, Nguyễn Thị Hồng.")
        )
        draft.table("Court Table", ("Month", "Amount"), ("May", "$1.00"), head=True)
        for _ in range(60):
            draft.add(
                "Body Text", "A paragraph that is long enough to be broken over lines and over pages. " * 3
            )
        raw = draft.raw()
        made = laid_out(raw)
        assert made == laid_out(raw)
        pages = pdfium.PdfDocument(made)
        assert len(pages) > 2
        assert "Nguyễn Thị Hồng" in pages[0].get_textpage().get_text_range()
        faults = [f.rule for f in validate_written(io.BytesIO(made), "2b").findings]
        assert faults == ["ISO_19005_2:6.6.4-3"]  # the checker knows no level U, which the file says it is
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert b"<pdfaid:conformance>U</pdfaid:conformance>" in pdf.Root.Metadata.read_bytes()
            fonts = {str(o.FontName).split("+")[-1].split("-")[0] for o in pdf.objects if _is_descriptor(o)}
        assert fonts <= {"Tinos", "Arimo", "NotoSansCJKsc"}

    def test_hidden_words_are_not_lost_in_silence(self):
        draft = Draft().add("Body Text", "Shown.")
        hidden = f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>Hidden words.</w:t></w:r>"
        draft.document.paragraphs[-1]._p.append(parse_xml(hidden))
        with pytest.raises(DocumentRefused, match=r"did not print these words.*hiddenwords"):
            laid_out(draft.raw())

    def test_loads_no_picture_from_the_network(self):
        """Our own check refuses such a file; here it is passed by, to see that the profile holds by itself."""
        asked = []

        class Listening(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)

            do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

            def log_message(self, *_words):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Listening)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            converted(_with_linked_picture(f"http://127.0.0.1:{server.server_port}/a.png"), office=program())
        finally:
            server.shutdown()
            server.server_close()
        assert asked == []


def _is_descriptor(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"


def _with_linked_picture(url: str) -> bytes:
    draft = Draft().add("Body Text", "Before. ")
    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    draft.document.add_picture(picture, width=914_400)
    parts = open_package(draft.raw())
    relations = parts["word/_rels/document.xml.rels"].decode()
    start = relations.index('Target="media/')
    end = relations.index('"', start + 8) + 1
    linked = f'{relations[:start]}Target="{url}" TargetMode="External"{relations[end:]}'
    parts["word/_rels/document.xml.rels"] = linked.encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"r:embed=", b"r:link=")
    return write_package(parts)
