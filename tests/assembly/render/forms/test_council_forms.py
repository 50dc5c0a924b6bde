"""The five Judicial Council blanks: every field mapped, filled to the brim, the printed form untouched."""

import io
import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
import yaml

from assembly.model.case import PartyRole
from assembly.model.council_forms import ServedPaper, ServerStanding, SummonsMeans, SummonsProof
from assembly.model.income_declaration import Housemate, IncomeDeclaration
from assembly.model.support_attachment import ChildAmount, PartyShare, SharedCost, SupportAttachment
from assembly.render.forms.blank import FieldKind, read_blank
from assembly.render.forms.engine import finish
from assembly.render.forms.fill import fill
from assembly.render.forms.fingerprint import check_edition
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.output import write_case
from assembly.render.forms.overlay import ink_differences, text_differences
from assembly.render.forms.prepared import prepare

FOLDER = Path(__file__).parents[4] / "templates" / "us-ca"
SOURCES = sorted(FOLDER.glob("fl-*/form.yaml"))
DAY = date(2026, 11, 20)
# Fields besides buttons, from the inventory of the blanks: FL-115 has 93 fields of which 23 are buttons, and so on.
FILLABLE = {"fl-115": 70, "fl-150": 262, "fl-165": 75, "fl-190": 43, "fl-342": 165}
LEAVES = {
    "money": Decimal("1234.50"),
    "short_date": date(2026, 2, 3),
    "whole": Decimal("50"),
    "clock": time(13, 5),
    "given": "x",
}


@pytest.fixture(scope="module", params=SOURCES, ids=[path.parent.name for path in SOURCES])
def form(request, shared):
    mapping = read_mapping(request.param)
    raw = (shared / "forms" / f"{mapping.blank.upper()}.pdf").read_bytes()
    return prepare(mapping, read_blank(raw), official=True)


@pytest.fixture(scope="module")
def brimful(form, request):
    """The form with a value in every field, and two entries too many in every list."""
    return fill(form, saturated(FOLDER / form.mapping.place))


def saturated(source: Path) -> dict[str, object]:
    """Return names that give every binding of a mapping a value of its kind."""
    names: dict[str, object] = {}
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    wanted: dict[str, list[object]] = {}
    for bound in content["fields"].values():
        text = bound.get("text") or bound.get("check")
        if text is None:
            continue
        path, *formats = (part.strip() for part in text.split("|"))
        leaf: object = LEAVES[formats[0]] if formats else "Text"
        if "check" in bound and not formats:
            leaf = bound.get("is", True)
        wanted.setdefault(path, []).append(leaf)
    for path, leaves in wanted.items():
        put(names, path.split("."), chosen(leaves))
    for rows in content.get("rows", []):
        entry = {
            bound.partition(" | ")[0]: column_leaf(bound)
            for bound in rows["columns"].values()
            if isinstance(bound, str)
        }
        entries = [{**entry, next(iter(entry)): f"{rows['of']} {n};"} for n in range(len(rows["fields"]) + 2)]
        put(names, rows["of"].split("."), tuple(entries))
    return names


def column_leaf(bound: str) -> object:
    return LEAVES.get(bound.partition(" | ")[2], "Text")


def chosen(leaves: list[object]) -> object:
    """Return one value that suits all uses of a name: real values before `given`, several choices together."""
    real = [leaf for leaf in leaves if leaf != "x"]
    if len(real) > 1 and all(isinstance(leaf, str) for leaf in real) and set(real) != {"Text"}:
        return tuple(real)
    return real[0] if real else "x"


def put(names: dict[str, object], path: list[str], value: object) -> None:
    """Set a value by its dotted name; a name of parts stays what it is, a numbered one is one of four."""
    if path[-1].isdigit():
        path, value = path[:-1], ("Text",) * 4
    for part in path[:-1]:
        if not isinstance(names.get(part), dict):
            names[part] = {}
        names = names[part]  # type: ignore[assignment]
    if not isinstance(names.get(path[-1]), dict):
        names[path[-1]] = value


def test_there_are_five():
    assert {read_mapping(path).blank for path in SOURCES} == FILLABLE.keys()


def test_every_field_of_the_edition_has_a_binding(form):
    check_edition(form.mapping, form.blank)
    fillable = [name for name, found in form.blank.fields.items() if found.kind is not FieldKind.BUTTON]
    assert len(fillable) == FILLABLE[form.mapping.blank]
    assert form.mapping.fields == set(fillable)


def test_a_full_form_loses_nothing(form, brimful):
    assert brimful.lost == ()
    shown = {placement.field for placement in brimful.placements}
    texts = {s.field.name for s in form.slots if s.binding.kind == "text"}
    assert texts - shown == set()


def test_a_full_form_leaves_the_official_text_alone(form, brimful):
    pdf = finish(form, brimful, title=form.mapping.title, prepared_on=DAY)
    background = form.background(("CPf",), 0)
    empty = write_case(background, [b""] * len(background.stamps), title="", prepared_on=DAY)
    assert text_differences(form.blank.raw, pdf, form.blank) == ()
    assert ink_differences(empty, pdf, form.blank) == ()


def test_nothing_interactive_and_no_screen_artwork_is_left(form, brimful, words):
    raw = finish(form, brimful, title=form.mapping.title, prepared_on=DAY)
    pdf = pikepdf.open(io.BytesIO(raw))
    assert {"/AcroForm", "/Perms", "/Names", "/OCProperties"}.isdisjoint(pdf.Root.keys())
    assert all("/Annots" not in page.obj for page in pdf.pages)
    text = " ".join(words(raw))
    assert "Clear this form" not in text
    assert "For your protection and privacy" not in text
    fonts = re.findall(
        r"/FontFile[23]?",
        " ".join(
            str(list(o.keys()))
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ),
    )
    descriptors = [
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert len(fonts) == len(descriptors) > 0


def test_numbers_of_linked_forms_are_printed(form, brimful, words):
    text = " ".join(words(finish(form, brimful, title="", prepared_on=DAY)))
    for number in {"fl-115": ("FL-100", "FL-117", "FL-320"), "fl-342": ("FL-302", "DV-130", "FL-191")}.get(
        form.mapping.blank, ()
    ):
        assert number in text


def test_entries_beyond_the_rows_stand_on_the_addendum(form, brimful, words):
    pages = words(finish(form, brimful, title="", prepared_on=DAY))
    for rows in form.mapping.rows:
        name = {"Child": "support_attachment.children", "Person": "income_declaration.household"}.get(
            rows.columns[0][0],
            {"Paid to": "income_declaration.debts"}.get(rows.columns[0][0], "default_entry.other_costs"),
        )
        assert f"{name} {rows.count + 1};" in pages[-1]
        assert f"{name} {rows.count - 1};" not in pages[-1]


class TestBoxes:
    """Which boxes are crossed for real values: counted against the form read by eye."""

    @pytest.fixture
    def crossed(self, shared):
        def names_of(slug: str, names: dict[str, object]) -> list[str]:
            mapping = read_mapping(next(path for path in SOURCES if path.parent.name.startswith(slug)))
            blank = read_blank((shared / "forms" / f"{slug.upper()}.pdf").read_bytes())
            form = prepare(mapping, blank, official=True)
            empty, full = fill(form, {}), fill(form, names)
            del empty
            marks = []
            for slot in form.slots:
                for place in slot.places:
                    found = next(
                        (part for part in full.contents[place.page].split(b"\nEMC") if place.opens in part),
                        b"",
                    )
                    if b" 1 J " in found:
                        marks.append(slot.field.label)
            return marks

        return names_of

    def test_service_by_leaving_the_papers_at_home(self, crossed):
        proof = SummonsProof(
            papers=(ServedPaper.PARENTAGE, ServedPaper.INCOME_AND_EXPENSE),
            means=SummonsMeans.SUBSTITUTED_HOME,
            standing=ServerStanding.REGISTERED_CONTRACTOR,
        )
        marks = crossed("fl-115", {"summons_proof": proof})
        begins = [label[:22] for label in marks]
        assert begins == [
            "Uniform Parentage: Pet", "Other", "Completed and blank In", "Substituted service. I", "(Home) a competent mem",
            "a registered Californi", "an independent contrac", "I declare under penalt",
        ]  # fmt: skip

    def test_base_support_and_shared_childcare(self, crossed):
        attachment = SupportAttachment(
            payer=PartyRole.RESPONDENT,
            children=(ChildAmount(name="A", amount=Decimal("300")),),
            childcare=SharedCost(
                petitioner=PartyShare(percent=Decimal(40)), respondent=PartyShare(amount=Decimal(90))
            ),
        )
        marks = crossed("fl-342", {"support_attachment": attachment})
        assert marks == [
            "Child support", "Respondent", "on the 1st of the month", "Mandatory additional child support",
            "Petitioner must pay:", "Respondent must pay:", "dollar amount per month",
        ]  # fmt: skip

    def test_who_pays_some_of_the_household_expenses(self, crossed):
        people = (Housemate(name="A", pays_expenses=True), Housemate(name="B", pays_expenses=False))
        assert crossed("fl-150", {"income_declaration": IncomeDeclaration(household=people)}) == ["Yes", "No"]
