"""The trace map of a real pleading: each value leads to its facts and to where it is printed."""

import json
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets.context import build_context
from assembly.render.laid_out import LaidOut
from assembly.render.word import TracedValue, render_file, trace, trace_json
from assembly.render.word.merge import merge
from assembly.rules import compute, protect
from tests.assembly.render.word.ooxml_file import ooxml_file, paragraph, run, text

CASE = "santa-clara-order-to-show-cause"


@pytest.fixture(scope="module")
def traced() -> tuple[tuple[TracedValue, ...], LaidOut]:
    catalog, law = load_catalog(), load_law()
    document = catalog.document_type("us-ca/request-for-order-declaration")
    facts = protect(read_facts((catalog.root / "_cases" / f"{CASE}.facts.json").read_bytes()))
    computed = {
        name: (lambda known, rule=rule: compute(rule, known, law)) for name, rule in document.computes.items()
    }
    context = build_context(document, facts, computed)
    raw = merge(document.source, context.names)
    pages = render_file(
        raw,
        title=context.title,
        language="en-US",
        stylesheet=document.stylesheet,
        prepared_on=facts.prepared_on,
    )
    values = trace(document, context.names, pages)
    with pytest.raises(DocumentRefused, match="not those of this document"):
        trace(document, context.names, replace(pages, text_boxes=pages.text_boxes[:1]))
    return values, pages


def value_of(values: tuple[TracedValue, ...], fact: str) -> TracedValue:
    return next(value for value in values if value.facts == (fact,))


def test_each_value_names_the_fact_it_was_read_from(traced):
    values, _ = traced
    facts = json.loads((load_catalog().root / "_cases" / f"{CASE}.facts.json").read_text(encoding="utf-8"))
    assert value_of(values, "/case/number").text == facts["case"]["number"]
    assert value_of(values, "/agency/attorney/name").text == facts["agency"]["attorney"]["name"]
    assert facts["children"][1]["name"]["first"] in value_of(values, "/children/1/name").text


def test_the_rectangle_holds_the_value_and_nothing_else(traced):
    values, pages = traced
    document = pdfium.PdfDocument(pages.pdf)
    checked = 0
    for value in values:
        if len(value.places) != 1 or not any(c.isalnum() for c in value.text):  # a drawn box
            continue
        place = value.places[0]
        page = document[place.page - 1]
        left, top, right, bottom = place.box
        high = page.get_height()
        inside = page.get_textpage().get_text_bounded(
            left + 0.5, high - bottom + 5, right - 0.5, high - top - 5
        )
        assert [c for c in inside if c.isalnum()] == [c for c in value.text if c.isalnum()]
        checked += 1
    assert checked > 10


def test_a_value_on_two_lines_has_a_rectangle_on_each(traced):
    values, _ = traced
    long = value_of(values, "/show_cause/existing_order_summary")
    assert len(long.places) >= 2
    assert [place.box[1] for place in long.places] == sorted(place.box[1] for place in long.places)


def test_the_map_is_written_as_json(traced):
    values, _ = traced
    listed = json.loads(trace_json(values))
    assert len(listed) == len(values)
    assert set(listed[0]) == {"facts", "text", "places"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[TracedValue, ...], LaidOut]:
    catalog = load_catalog()
    document = catalog.document_type("us-ca/request-for-order-declaration")
    facts = protect(read_facts((catalog.root / "_cases" / f"{CASE}.facts.json").read_bytes()))
    context = build_context(document, facts, {})
    box = f"<w:pict><v:rect><v:textbox><w:txbxContent>{paragraph('Box {{ agency.name }}')}</w:txbxContent></v:textbox></v:rect></w:pict>"
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Cell {{ case.number }}')}</w:tc></w:tr></w:tbl>"
    note = paragraph("Note {{ case.number }} ends.")
    page = '<w:fldSimple w:instr="PAGEREF there"><w:r><w:t>99</w:t></w:r></w:fldSimple>'
    body = (
        paragraph("Text", extra=run('<w:footnoteReference w:id="1"/>') + run(box))
        + cell
        + paragraph("On page ", extra=page)
        + paragraph("End", extra='<w:bookmarkStart w:id="1" w:name="there"/>' + text(" {{ case.number }}"))
    )
    raw = ooxml_file(body, footnotes=f'<w:footnote w:id="1">{note}</w:footnote>')
    folder = tmp_path_factory.mktemp("document")
    (folder / "template.docx").write_bytes(raw)
    mine = replace(document, folder=folder)
    pages = render_file(
        merge(mine.source, context.names),
        title="T",
        language="en-US",
        stylesheet=document.stylesheet,
        prepared_on=facts.prepared_on,
    )
    return trace(mine, context.names, pages), pages


class TestOutsideOfPlainParagraphs:
    """Values in notes, boxes, tables and beside page references lead to their places too."""

    def test_in_the_order_of_the_text_and_notes_last(self, found):
        values, _ = found
        assert [value.facts[0] for value in values] == [
            "/agency/name",
            "/case/number",
            "/case/number",
            "/case/number",
        ]

    def test_each_where_it_stands(self, found):
        values, pages = found
        text_page = pdfium.PdfDocument(pages.pdf)[0]
        for value, before in zip(values, ("Box ", "Cell ", "End ", "Note "), strict=True):
            [place] = value.places
            left, top, right, bottom = place.box
            high = text_page.get_height()
            line = text_page.get_textpage().get_text_bounded(
                left - 60, high - bottom + 4, right, high - top - 4
            )
            assert f"{before}{value.text}" in " ".join(line.split())
        assert values[-1].places[0].box[1] > values[-2].places[0].box[3]
