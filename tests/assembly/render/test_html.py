"""Papers whose source is HTML: the same filters, the same paper, faults by line, values never markup."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest

from assembly.catalog import DocumentType, Engine
from assembly.errors import TemplateFault
from assembly.model.document import Role, SecurityClass
from assembly.render.html import render
from tests.assembly.render.word.draft import TEMPLATES

DAY = date(2026, 11, 22)


def document(tmp_path: Path, source: str) -> DocumentType:
    (tmp_path / "template.html").write_text(source, encoding="utf-8")
    return DocumentType(
        id="us/letter",
        folder=tmp_path,
        title="A Letter",
        engine=Engine.HTML,
        layout="letter",
        stylesheet=TEMPLATES / "_shared" / "letter.css",
        security=SecurityClass.PUBLIC,
        role=Role.NOT_FILED,
        code="letter",
    )


def test_values_are_printed_as_text_and_boxes_are_drawn(tmp_path):
    names = {"name": "O'Brien & Sons <LLC> {{ 7*7 }} <script>x</script>", "yes": True, "day": None}
    source = "<h1>Notice</h1><p>{{ name }}: {{ yes | box }} {{ (not yes) | box }} {{ day | long_date }}</p>"
    made = render(document(tmp_path, source), names, prepared_on=DAY)
    text = " ".join(pdfium.PdfDocument(made.pdf)[0].get_textpage().get_text_range().split())
    assert "O'Brien & Sons <LLC> {{ 7*7 }} <script>x</script>: X" in text
    assert (made.pages, made.docx, made.official) == (1, None, True)
    assert made.pdf == render(document(tmp_path, source), names, prepared_on=DAY).pdf


@pytest.mark.parametrize(
    ("source", "place", "text"),
    [
        ("<p>fine</p>\n<p>{% if x %}</p>", "line 2", "<p>{% if x %}</p>"),
        ("<p>fine</p>\n\n<p>{{ child.nmae }}</p>", "line 3", "<p>{{ child.nmae }}</p>"),
        ("<p>{{ child.name | dollars }}</p>", "line 1", "<p>{{ child.name | dollars }}</p>"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, source, place, text):
    with pytest.raises(TemplateFault) as caught:
        render(document(tmp_path, source), {"child": SimpleNamespace(name="Ann"), "x": 1}, prepared_on=DAY)
    assert (caught.value.place, caught.value.text) == (place, text)


def test_a_picture_from_outside_the_layouts_folder_is_refused(tmp_path):
    with pytest.raises(TemplateFault, match="outside the layout's folder"):
        render(document(tmp_path, '<p><img alt="x" src="file:///etc/hostname"></p>'), {}, prepared_on=DAY)
