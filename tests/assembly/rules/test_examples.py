"""Every enforced rule, run on the two examples that stand beside it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from pydantic import TypeAdapter

from assembly.law import Examples, Fate, Law, Rule, Step, load_law
from assembly.model.document import FormEdition, Role, SecurityClass
from assembly.rules import DocumentFacts, check
from assembly.rules.layout import Layout
from tests.assembly.rules.conftest import changed_case

ENFORCED = [rule for rule in load_law().rules if rule.fate is Fate.ENFORCED]
LAYOUT = TypeAdapter(Layout)


@pytest.mark.parametrize("rule", ENFORCED, ids=lambda rule: rule.id)
class TestEnforcedRule:
    def test_has_examples(self, rule: Rule) -> None:
        assert rule.examples is not None, f"{rule.id} is enforced and has no example"

    def test_is_silent_on_the_passing_example(self, rule: Rule, law: Law) -> None:
        assert rule.examples is not None
        assert fired(rule, rule.examples, law, rule.examples.passing, failing=False) == []

    def test_speaks_on_the_failing_example(self, rule: Rule, law: Law) -> None:
        assert rule.examples is not None
        found = fired(rule, rule.examples, law, rule.examples.failing, failing=True)
        assert found, f"{rule.id} does not speak on its failing example"


def fired(
    rule: Rule, examples: Examples, law: Law, changes: Mapping[str, object], *, failing: bool
) -> list[str]:
    """Return the messages of one rule on one example."""
    day = examples.on or max(filter(None, [rule.start, min(rule.through or date.max, date(2026, 11, 20))]))
    papers = examples.failing_documents if failing and examples.failing_documents is not None else None
    papers = papers or examples.documents or tuple({"type_id": name} for name in rule.documents)
    name = examples.case
    if name == "plain" and rule.jurisdiction == "us-or":
        name = "plain-or"
    findings = check(
        changed_case(name, changes, sound=not failing),
        [paper(entry) for entry in papers],
        law=replace(law, rules=(rule,)),
        recipe=examples.recipe,
        on=day,
        step=Step.AFTER,
    )
    return [finding.message for finding in findings]


def paper(entry: Mapping[str, object]) -> DocumentFacts:
    """Return a paper of an example."""
    form = entry.get("form")
    return DocumentFacts(
        type_id=str(entry["type_id"]),
        role=Role(str(entry.get("role", "lead_document"))),
        parent=str(entry.get("parent", "")),
        security=SecurityClass(str(entry.get("security", "public"))),
        size_bytes=cast("int | None", entry.get("size_bytes")),
        official=bool(entry.get("official", True)),
        layout=layout(entry.get("layout")),
        text=None if entry.get("text") is None else str(entry["text"]),
        form=FormEdition(**form) if isinstance(form, dict) else None,
    )


def layout(measures: object) -> Layout | None:
    """Return the layout of an example; measures are written as text."""
    return LAYOUT.validate_python(measures) if measures else None
