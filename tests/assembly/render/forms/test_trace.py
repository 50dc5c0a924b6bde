"""The trace map of forms, held against the finished pages as PDFium reads them, and against the facts themselves."""

import dataclasses
import enum
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from assembly.catalog import DocumentType, load_catalog
from assembly.errors import AssemblyError
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.facts import Facts
from assembly.packets.context import Context, build_context
from assembly.render.forms import FormLibrary, library_in_use, render
from assembly.render.forms.engine import prepared_form
from assembly.render.forms.mapped import mapped_forms
from assembly.render.forms.origin import facts_behind
from assembly.render.marks import CHECKED, UNCHECKED
from assembly.render.traced import TracedValue
from assembly.rules import compute, protect
from tests.assembly.render.forms.making import DAY, Dictionary, Made, button, field, form_pdf

CATALOG, LAW = load_catalog(), load_law()
IWO = "us/income-withholding-order"
COUNCIL = [
    f"us-ca/{slug}"
    for slug in (
        "fl-115-proof-of-service-of-summons", "fl-150-income-and-expense-declaration",
        "fl-165-request-to-enter-default", "fl-190-notice-of-entry-of-judgment",
        "fl-342-child-support-information-and-order",
    )
]  # fmt: skip
FAMILY = ("santa-clara-family-parentage", "san-diego-family-dissolution")
EXAMPLES = [(id, case) for id in COUNCIL for case in FAMILY] + [
    (IWO, case)
    for case in ("alameda-withholding", "fresno-nine-children-withholding", "lane-withholding-lump-sum")
]


@pytest.fixture(scope="module")
def blanks(shared, tmp_path_factory) -> FormLibrary:
    library = FormLibrary(tmp_path_factory.mktemp("blanks"))
    for mapping in mapped_forms(CATALOG):
        name = mapping.blank if mapping.blank.startswith("us-") else mapping.blank.upper()
        library.install(mapping, (shared / "forms" / f"{name}.pdf").read_bytes())
    return library


@pytest.fixture(autouse=True)
def installed(blanks) -> Iterator[None]:
    with library_in_use(blanks):
        yield


def facts_of(kind: DocumentType, case: str) -> Facts:
    return protect(
        read_facts((CATALOG.root / "_cases" / f"{case}.facts.json").read_bytes()), security=kind.security
    )


def context_of(kind: DocumentType, facts: Facts) -> Context:
    computed = {
        name: (lambda known, source=source: compute(source, known, LAW))
        for name, source in kind.computes.items()
    }
    return build_context(kind, facts, computed)


@pytest.fixture(scope="module", params=EXAMPLES, ids=[" ".join(one) for one in EXAMPLES])
def traced(request, blanks) -> tuple[DocumentType, Context, bytes, tuple[TracedValue, ...]]:
    kind = CATALOG.document_type(request.param[0])
    facts = facts_of(kind, request.param[1])
    context = context_of(kind, facts)
    with library_in_use(blanks):
        rendered = render(kind, context.names, prepared_on=facts.prepared_on)
        return kind, context, rendered.pdf, rendered.trace(context.sources)


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def items(text: str) -> str:
    return letters(text.replace("\n", ", "))


def words_in(document: Any, value: TracedValue) -> str:
    found = []
    for place in value.places:
        page = document[place.page - 1]
        left, top, right, bottom = place.box
        high = page.get_height()
        read = page.get_textpage().get_text_bounded(left - 1, high - bottom, right + 1, high - top)
        found.append(read)
    # The ruled lines of a form are underscores; the words that point to the addendum are not the value's.
    return re.sub(r"_+|\(seeA\d+\)", "", letters("".join(found)))


def test_each_value_stands_in_its_rectangles(traced) -> None:
    _, _, pdf, values = traced
    texts = [value for value in values if value.text not in (CHECKED, UNCHECKED)]
    assert len(texts) > 10
    with pypdfium2.PdfDocument(pdf) as document:
        for value in texts:
            assert value.places, f"{value.facts} has no place"
            found, whole = words_in(document, value), letters(value.text)
            begun, pointer, _ = found.partition("(seep.")  # a value that stands whole on another page
            shown = whole in found or items(value.text) in found
            assert shown or (pointer and whole.startswith(begun)), value.facts


def test_each_box_has_its_rectangle_marked_or_not(traced) -> None:
    kind, _, pdf, values = traced
    boxes = [value for value in values if value.text in (CHECKED, UNCHECKED)]
    form = prepared_form(kind.source)
    wanted = [spot for slot in form.slots if slot.binding.kind in ("check", "choose") for spot in slot.places]
    assert len(boxes) == len(wanted)
    with pypdfium2.PdfDocument(pdf) as document, pypdfium2.PdfDocument(form.blank.raw) as blank:
        for value in boxes:
            (place,) = value.places
            darker = ink(document, place) - ink(blank, place)
            assert (darker > 255) == (value.text == CHECKED), value


def ink(document: Any, place: Any) -> int:
    """Return the ink in the middle of a rectangle."""
    bitmap = document[place.page - 1].render(scale=3, grayscale=True, draw_annots=False)
    left, top, right, bottom = (side * 3 for side in place.box)
    across, down = (right - left) / 4, (bottom - top) / 4
    return sum(
        255 - bitmap.buffer[row * bitmap.stride + column]
        for row in range(int(top + down), int(bottom - down))
        for column in range(int(left + across), int(right - across))
    )


def test_each_value_names_facts_that_the_document_read(traced) -> None:
    _, context, _, values = traced
    for value in values:
        assert value.facts, value.text
    named = {pointer for value in values for pointer in value.facts}
    assert all(pointer.startswith("/") for pointer in named)
    worked_out = {pointer for pointers in context.sources.values() for pointer in pointers}
    facts = named - worked_out
    assert {pointer.split("/")[1] for pointer in facts} <= {part.name for part in dataclasses.fields(Facts)}


DERIVED = ("san-diego-family-dissolution", "alameda-withholding", "lane-withholding-lump-sum")
# Facts that decide whether or how something is printed, and are no part of it.
CONDITIONS = (
    "/case/obligor_role", "/case/obligee_role", "/income_declaration/party", "/withholding/action",
    "/withholding/employer", "/default_entry/no_mailing_required", "/obligor/income/basis", "/obligee/income/basis",
    "/obligor/employers/0/status", "/obligee/employers/0/status",
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "case"), [one for one in EXAMPLES if one[1] in DERIVED and "fl-115" not in one[0]]
)
def test_no_fact_that_changes_a_value_is_left_out(id: str, case: str) -> None:
    """Every fact that was read is changed, one by one; what is printed otherwise then names that fact."""
    kind = CATALOG.document_type(id)
    facts = facts_of(kind, case)
    context = context_of(kind, facts)
    form = prepared_form(kind.source)
    bindings = {slot.binding.path: slot.binding.read for slot in form.slots if slot.binding.read}
    unnamed = set()
    for name, pointers in context.sources.items():
        paths = [path for path in bindings if path.partition(".")[0] == name]
        for pointer in pointers:
            if pointer in CONDITIONS:
                continue
            made = changed_result(kind.computes[name], facts, pointer)
            for path in paths if made is not None else ():
                before, after = bindings[path](context.names), bindings[path]({**context.names, name: made})
                behind = facts_behind(path, context.names, context.sources, form.mapping.facts)
                if before != after and pointer not in behind:
                    unnamed.add((path, pointer))
    assert unnamed == set()


def changed_result(computation: str, facts: Facts, pointer: str) -> object:
    """Return what a calculation gives where one fact is another; None where it can't be or is refused."""
    steps = pointer.strip("/").split("/")
    new = another(value_at(facts, steps))
    if new is None:
        return None
    try:
        return compute(computation, with_value(facts, steps, new), LAW)
    except (AssemblyError, IndexError):
        return None


def another(value: object) -> object:
    match value:
        case bool():
            return not value
        case enum.Enum():
            kinds = list(type(value))
            return kinds[(kinds.index(value) + 1) % len(kinds)]
        case str():
            return f"{value}x"
        case Decimal() | int():
            return value + 1
        case date():
            return value + timedelta(days=400)
        case time():
            return time((value.hour + 1) % 24, value.minute)
    return None


def value_at(value: Any, steps: list[str]) -> object:
    for step in steps:
        value = value[int(step)] if isinstance(value, tuple) else getattr(value, step)
    return value


def with_value(value: Any, steps: list[str], new: object) -> Any:
    if not steps:
        return new
    step, *rest = steps
    if isinstance(value, tuple):
        place = int(step)
        return (*value[:place], with_value(value[place], rest, new), *value[place + 1 :])
    return dataclasses.replace(value, **{step: with_value(getattr(value, step), rest, new)})


class TestPlaces:
    def test_what_runs_on_has_places_on_both_pages(self) -> None:
        kind = CATALOG.document_type("us-ca/fl-342-child-support-information-and-order")
        facts = facts_of(kind, "san-diego-family-dissolution")
        context = context_of(kind, facts)
        values = render(kind, context.names, prepared_on=DAY).trace(context.sources)
        factors = next(value for value in values if value.text.startswith("Assets:"))
        assert {place.page for place in factors.places} == {1, 4}
        assert "/obligor/income/earning_capacity/assets" in factors.facts

    def test_entries_beyond_the_rows_name_their_own_fact(self) -> None:
        kind = CATALOG.document_type("us-ca/fl-150-income-and-expense-declaration")
        facts = facts_of(kind, "san-diego-family-dissolution")
        context = context_of(kind, facts)
        values = render(kind, context.names, prepared_on=DAY).trace(context.sources)
        (mother,) = [value for value in values if "Nguyễn Thị Hạnh; Age: 68" in value.text]
        assert all(pointer.startswith("/income_declaration/household/6/") for pointer in mother.facts)
        assert {place.page for place in mother.places} == {5}

    @pytest.mark.parametrize(
        ("turn", "seen"),
        [
            (0, (100, 272, 300, 292)),
            (90, (500, 100, 520, 300)),
            (180, (312, 500, 512, 520)),
            (270, (272, 312, 292, 512)),
        ],
    )
    def test_are_given_as_the_page_is_seen(self, tmp_path, turn, seen) -> None:
        """A rectangle 100-300 by 500-520 on a page of 612 by 792, turned to the right."""
        raw = form_pdf(button((100, 500, 300, 520), "Yes", MK=Dictionary(R=turn)), Rotate=turn)
        made = Made(tmp_path, raw, {"a": "check: v"}, {"v": True})
        (value,) = trace_of(made, {"v": True})
        assert value.text == CHECKED
        assert value.places[0].box == seen

    def test_text_on_a_turned_page_stands_where_it_is_seen(self, tmp_path) -> None:
        raw = form_pdf(field((100, 500, 300, 520), MK=Dictionary(R=90)), Rotate=90)
        made = Made(tmp_path, raw, {"a": "text: v"}, {"v": "Up"})
        (value,) = trace_of(made, {"v": "Up"})
        left, top, right, bottom = value.places[0].box
        assert 500 <= left < right <= 520
        assert 100 <= top < bottom <= 300


def trace_of(made: Made, names: dict[str, object]) -> tuple[TracedValue, ...]:
    from assembly.render.forms.trace import trace

    return trace(made.form, names, {})
