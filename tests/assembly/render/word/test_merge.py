"""Filling a template: every fault is named with its paragraph, every value is text, the same goes in and out."""

import io
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from assembly.errors import DocumentRefused, TemplateFault
from assembly.render.word.merge import merge
from assembly.render.word.package import open_package
from tests.assembly.render.lint.word_file import word_file

CONTEXT = {
    "name": "O'Brien & Sons <LLC>",
    "children": [SimpleNamespace(name="Ann", paid=True), SimpleNamespace(name="{{ 7*7 }}", paid=False)],
    "nothing": None,
    "document": SimpleNamespace(title="A & B"),
    "prepared_on": date(2026, 11, 22),
}


def template(tmp_path: Path, *blocks: object) -> Path:
    path = tmp_path / "paper" / "template.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(word_file(*blocks))  # type: ignore[arg-type]
    return path


def texts(raw: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(raw)).paragraphs]


class TestMerge:
    def test_values_are_text_whatever_they_look_like(self, tmp_path):
        merged = merge(template(tmp_path, "{{ name }}", "{{ children[1].name }}", "[{{ nothing }}]"), CONTEXT)
        assert texts(merged) == ["O'Brien & Sons <LLC>", "{{ 7*7 }}", "[]"]

    def test_loops_over_paragraphs_and_rows(self, tmp_path):
        rows = [[["{%tr for c in children %}"]], [["{{ c.name }}"]], [["{%tr endfor %}"]]]
        path = template(tmp_path, "{%p for c in children %}", "Child {{ c.name }}", "{%p endfor %}", (rows,))
        merged = merge(path, CONTEXT)
        assert texts(merged) == ["Child Ann", "Child {{ 7*7 }}"]
        table = docx.Document(io.BytesIO(merged)).tables[0]
        assert [row.cells[0].text for row in table.rows] == ["Ann", "{{ 7*7 }}"]

    def test_a_value_can_forge_no_check_mark(self, tmp_path):
        from assembly.render.marks import CHECKED

        merged = merge(template(tmp_path, "{{ forged }}{{ true | box }}"), {"forged": f"{CHECKED}y"})
        assert texts(merged) == [f"y{CHECKED}"]

    def test_the_same_context_gives_the_same_bytes_with_title_and_day_and_no_author(self, tmp_path):
        path = template(tmp_path, "{{ name }}")
        merged = merge(path, CONTEXT)
        assert merged == merge(path, CONTEXT)
        properties = docx.Document(io.BytesIO(merged)).core_properties
        assert (properties.title, properties.author) == ("A & B", "")
        assert properties.created is not None
        assert properties.created.date() == date(2026, 11, 22)

    @pytest.mark.parametrize(
        ("blocks", "place", "text", "problem"),
        [
            (
                ["Sound.", "Case {{ case.number"],
                "the text, paragraph 2",
                "Case {{ case.number",
                "a tag is broken",
            ),
            (["Sound.", "{{ nmae }}"], "the text, paragraph 2", "{{ nmae }}", "names what is not there"),
            (
                ["{{ name | dollars }}"],
                "the text, paragraph 1",
                "{{ name | dollars }}",
                "an amount is needed, not str",
            ),
            (
                ["{{ children[0].nmae }}"],
                "the text, paragraph 1",
                "{{ children[0].nmae }}",
                "names what is not there",
            ),
        ],
    )
    def test_a_fault_is_named_with_its_paragraph_and_text(self, tmp_path, blocks, place, text, problem):
        with pytest.raises(TemplateFault) as caught:
            merge(template(tmp_path, *blocks), CONTEXT)
        fault = caught.value
        assert (fault.template, fault.place, fault.text) == ("paper/template.docx", place, text)
        assert problem in fault.problem

    def test_a_template_reaches_nothing_but_its_values(self, tmp_path):
        with pytest.raises(TemplateFault):
            merge(template(tmp_path, "{{ name.__class__.__mro__ }}"), CONTEXT)

    def test_a_template_that_was_saved_anew_is_read_anew(self, tmp_path):
        path = template(tmp_path, "first")
        assert texts(merge(path, CONTEXT)) == ["first"]
        import os

        path.write_bytes(word_file("second"))
        os.utime(path, ns=(1, 1))
        assert texts(merge(path, CONTEXT)) == ["second"]


class TestPackage:
    def test_macros_and_content_from_outside_are_refused(self):
        import zipfile

        def changed(name: str, data: bytes) -> bytes:
            out = io.BytesIO()
            with zipfile.ZipFile(io.BytesIO(word_file("x"))) as old, zipfile.ZipFile(out, "w") as new:
                for info in old.infolist():
                    if info.filename != name:
                        new.writestr(info, old.read(info))
                new.writestr(name, data)
            return out.getvalue()

        with pytest.raises(DocumentRefused, match="macros"):
            open_package(changed("word/vbaProject.bin", b"x"))
        outside = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            b'TargetMode="External" Target="http://example.org/x.png" Type="http://x/relationships/image"/></Relationships>'
        )
        with pytest.raises(DocumentRefused, match="fetched from outside"):
            open_package(changed("word/_rels/document.xml.rels", outside))

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self):
        import zipfile

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b" " * 20_000_000)
        with pytest.raises(DocumentRefused, match="unpacks to"):
            open_package(out.getvalue())

    @pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
    def test_what_is_no_word_file_is_refused(self, raw):
        with pytest.raises(DocumentRefused, match="not a Word file"):
            open_package(raw)
