"""A template sees the facts by their names, and what it reads is known afterwards."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assembly.catalog import DocumentType, Engine
from assembly.errors import TemplateFault
from assembly.model.document import Role, SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Person
from assembly.packets.context import build_context

Case = Callable[[str], Facts]


@pytest.fixture
def document() -> DocumentType:
    return DocumentType(
        id="zz/example",
        folder=Path("/nowhere"),
        title="Summons for {{ obligor.name }}",
        engine=Engine.HTML,
        layout="form",
        stylesheet=None,
        security=SecurityClass.PUBLIC,
        role=Role.LEAD,
        code="example",
    )


class TestBuildContext:
    def test_the_facts_stand_under_their_own_names(self, document: DocumentType, case: Case) -> None:
        facts = case("santa-clara-establish")
        names = build_context(document, facts, {"total": lambda facts: len(facts.children)}).names
        assert names["obligor"].name.full == facts.obligor.name.full
        assert isinstance(names["obligor"], Person)
        assert names["total"] == len(facts.children)
        assert "provenance" not in names

    def test_the_title_is_filled_as_plain_text(self, document: DocumentType, case: Case) -> None:
        facts = case("santa-clara-establish")
        hostile = replace(facts.obligor.name, first="{{ 7*7 }}", middle="", last="<b>")
        facts = replace(facts, obligor=replace(facts.obligor, name=hostile))
        names = build_context(document, facts).names
        assert names["document"].title.startswith("Summons for {{ 7*7 }} <b>")

    def test_a_title_with_an_unknown_name_is_a_template_fault(
        self, document: DocumentType, case: Case
    ) -> None:
        with pytest.raises(TemplateFault, match=r"zz/example/document\.yaml, title: 'obliger' is undefined"):
            build_context(replace(document, title="{{ obliger }}"), case("santa-clara-establish"))

    def test_a_title_reaches_nothing_but_facts(self, document: DocumentType, case: Case) -> None:
        escape = replace(document, title="{{ obligor.__class__.__mro__ }}")
        with pytest.raises(TemplateFault):
            build_context(escape, case("santa-clara-establish"))


class TestFactsRead:
    def test_what_was_read_is_known_by_its_pointer(self, document: DocumentType, case: Case) -> None:
        context = build_context(replace(document, title="Plain"), case("santa-clara-establish"))
        assert context.seen == set()
        [str(child.name) for child in context.names["children"]]
        assert "/children/0/name/first" in context.seen
        assert not any(pointer.startswith("/obligor") for pointer in context.seen)

    def test_a_property_counts_as_reading_what_it_rests_on(self, document: DocumentType, case: Case) -> None:
        context = build_context(replace(document, title="Plain"), case("santa-clara-establish"))
        assert context.names["obligor"].birth_year
        assert context.seen == {"/obligor/birth_date"}

    def test_what_a_calculation_reads_counts(self, document: DocumentType, case: Case) -> None:
        plain = replace(document, title="Plain")
        total = {"total": lambda facts: facts.order.total_monthly}
        assert build_context(plain, case("santa-clara-establish"), total).used == {"/order/total_monthly"}

    def test_one_value_is_one_and_the_same(self, document: DocumentType, case: Case) -> None:
        same = {"same": lambda facts: facts.obligor is facts.obligor and facts.obligor == facts.obligor}
        assert build_context(document, case("santa-clara-establish"), same).names["same"]

    def test_a_changed_copy_works_as_any_value(self, document: DocumentType, case: Case) -> None:
        renamed = {"who": lambda facts: replace(facts.obligor, phone="1").name.last}
        facts = case("santa-clara-establish")
        assert build_context(document, facts, renamed).names["who"] == facts.obligor.name.last
