"""The reading structure: kept where the blank has one, made where it has none, judged by an independent checker.

What the blanks themselves lack is named: two of the six don't declare PDF/UA-1, and neither do we for them.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from assembly.intake import read_facts
from assembly.law import load_law
from assembly.render.forms.blank import read_blank
from assembly.render.forms.engine import finish
from assembly.render.forms.fill import fill
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.prepared import PreparedForm, prepare
from assembly.render.forms.rendition import lay_out
from assembly.rules.withholding import order
from tests.assembly.render.forms.making import DAY, Made, button, field, form_pdf, saved

TEMPLATES = Path(__file__).parents[4] / "templates"
IWO = TEMPLATES / "us" / "income-withholding-order"
NOT_DECLARED = "UA-28-004"
# Whether the publisher's own file declares PDF/UA-1 (`pdfuaid:part` in its metadata).
DECLARES = {
    "fl-115": False,
    "fl-150": True,
    "fl-165": True,
    "fl-190": True,
    "fl-342": True,
    "us-income-withholding-order": False,
}


def findings(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "made.pdf"
    path.write_bytes(pdf)
    return [finding.rule_id for finding in validate(str(path)).findings]


def form_of(source: Path, shared: Path) -> PreparedForm:
    mapping = read_mapping(source)
    name = mapping.blank if mapping.blank.startswith("us-") else mapping.blank.upper()
    return prepare(mapping, read_blank((shared / "forms" / f"{name}.pdf").read_bytes()), official=True)


SOURCES = [*sorted((TEMPLATES / "us-ca").glob("fl-*/form.yaml")), IWO / "form.yaml"]


@pytest.mark.parametrize("source", SOURCES, ids=[source.parent.name for source in SOURCES])
def test_an_official_form_keeps_its_structure_and_claims_no_more_than_its_publisher(source, shared, tmp_path):
    form = form_of(source, shared)
    pdf = finish(form, fill(form, {}), title=form.mapping.title, prepared_on=DAY)
    expected = [] if DECLARES[form.mapping.blank] else [NOT_DECLARED]
    assert findings(pdf, tmp_path) == expected


@pytest.mark.parametrize("source", SOURCES, ids=[source.parent.name for source in SOURCES])
def test_the_structure_holds_all_that_the_blanks_own_holds(source, shared):
    """The blanks mark pieces of content that their own structure does not hold: 127 in FL-150, none in FL-115."""
    form = form_of(source, shared)
    pdf = finish(form, fill(form, {}), title="", prepared_on=DAY)
    assert held(pdf) <= drawn(pdf)
    assert drawn(pdf) - held(pdf) == drawn(form.blank.raw) - held(form.blank.raw)


def test_a_filled_form_with_an_addendum_is_as_sound(shared, tmp_path):
    form = form_of(next(source for source in SOURCES if "fl-150" in str(source)), shared)
    names = {
        "income_declaration": {"change": "It changed. " * 200},
        "case": {"petitioner": "A", "number": "1"},
    }
    filled = fill(form, names)
    assert len(filled.contents) == 5
    pdf = finish(form, filled, title="FL-150", prepared_on=DAY)
    assert findings(pdf, tmp_path) == []
    assert held(pdf) <= drawn(pdf)
    on_addendum = {mark for mark in drawn(pdf) if mark[0] == 4}
    assert on_addendum <= held(pdf), "the addendum is held too"


def test_each_item_of_an_addendum_is_a_heading_and_a_paragraph(shared, tmp_path):
    form = form_of(next(source for source in SOURCES if "fl-150" in str(source)), shared)
    told = " ".join(f"Reason {n} is told here at some length." for n in range(400))
    names = {"income_declaration": {"change": told}, "case": {"petitioner": "A", "number": "1"}}
    filled = fill(form, names)
    pdf = finish(form, filled, title="FL-150", prepared_on=DAY)
    assert findings(pdf, tmp_path) == []
    pages = sections(pdf)[4 - len(filled.contents) :]
    kinds = [[kind for kind, _ in page] for page in pages]
    assert len(pages) > 1
    assert [page[0] for page in kinds] == ["/H1"] * len(pages)
    assert kinds[0][-2:] == ["/H2", "/P"]
    assert set(kinds[0][1:-2]) == {"/P"}, "the caption, and which page of how many"
    assert not any("/H2" in page for page in kinds[1:]), "the item only goes on"
    assert [[mark for _, mark in page] for page in pages] == [list(range(len(page))) for page in pages]


def test_our_own_rendition_is_as_it_should_be(tmp_path):
    facts = read_facts((TEMPLATES / "_cases" / "alameda-withholding.facts.json").read_bytes())
    form = prepare(read_mapping(IWO / "form.yaml"), read_blank(lay_out(IWO / "blank.html")), official=False)
    pdf = finish(form, fill(form, {"iwo": order(facts, load_law())}), title="IWO", prepared_on=DAY)
    assert findings(pdf, tmp_path) == []


def test_a_heading_cell_of_our_rendition_says_what_it_heads():
    opened = pikepdf.open(io.BytesIO(lay_out(IWO / "blank.html")))
    rows: dict[int, list[str]] = {}
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
            attributes = thing.A[0] if isinstance(thing.A, pikepdf.Array) else thing.A
            rows.setdefault(thing.P.objgen[0], []).append(str(attributes.Scope))
    columns = [scopes for scopes in rows.values() if "/Column" in scopes]
    assert columns == [["/Column"] * 4], "the one row of column headings is that of the children"


class TestAFormWithoutAStructure:
    @pytest.fixture
    def made(self, tmp_path) -> Made:
        raw = form_pdf(field((50, 600, 560, 640)), button((50, 500, 60, 510), "Yes", T="b"))
        return Made(tmp_path, raw, {"a": "text: a", "b": "check: b"}, {"a": "Value", "b": True})

    def test_is_given_one(self, made, tmp_path):
        assert findings(made.pdf, tmp_path) == [NOT_DECLARED]
        assert made.differences == ()

    def test_has_the_printed_words_first_and_each_value_after_them(self, made):
        assert held(made.pdf) == drawn(made.pdf) == {(0, 0), (0, 1), (0, 2)}

    def test_whose_content_is_marked_for_a_structure_that_is_gone_holds_its_values(self, tmp_path):
        opened = pikepdf.open(io.BytesIO(form_pdf(field((50, 600, 560, 640)))))
        opened.pages[0].Contents.write(b"/P<</MCID 4>>BDC BT /F 12 Tf 72 700 Td (Old) Tj ET EMC")
        made = Made(tmp_path, saved(opened), {"a": "text: a"}, {"a": "Value"})
        assert held(made.pdf) == {(0, 5)}


def sections(pdf: bytes) -> list[list[tuple[str, int]]]:
    """Return the kinds and marks of what the sections at the end of the structure hold."""
    opened = pikepdf.open(io.BytesIO(pdf))
    root = opened.Root.StructTreeRoot
    assert all(kid.P.objgen == part.objgen for part in root.K if part.S == "/Sect" for kid in part.K)
    return [[(str(kid.S), int(kid.K)) for kid in part.K] for part in root.K if part.S == "/Sect"]


def held(pdf: bytes) -> set[tuple[int, int]]:
    """Return each marked content that the structure holds, as page and number."""
    opened = pikepdf.open(io.BytesIO(pdf))
    pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
    return set(_held(opened.Root.StructTreeRoot, None, pages))


def _held(element: pikepdf.Object, page: object, pages: dict[object, int]) -> Iterator[tuple[int, int]]:
    page = element.Pg.objgen if "/Pg" in element else page
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield pages[page], kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield pages[kid.Pg.objgen if "/Pg" in kid else page], int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary):
            yield from _held(kid, page, pages)


def drawn(pdf: bytes) -> set[tuple[int, int]]:
    """Return each marked content that the pages draw, as page and number."""
    found = set()
    for number, page in enumerate(pikepdf.open(io.BytesIO(pdf)).pages):
        for operands, operator in pikepdf.parse_content_stream(page):
            if (
                str(operator) == "BDC"
                and isinstance(operands[1], pikepdf.Dictionary)
                and "/MCID" in operands[1]
            ):
                found.add((number, int(operands[1].MCID)))
    return found
