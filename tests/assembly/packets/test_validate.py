"""What stands against a packet is said all at once, with the place that mends it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.packets import validate

Case = Callable[[str], Facts]

DOCUMENT = """\
title: Example
engine: html
layout: letter
needs:
  - case.petitioner
  - "children[].birth_date"
  - order.total_monthly
  - {fact: guideline, when: {fact: stipulation, is: given}}
security: public
filing: {role: lead_document, code: example}
"""

RECIPE = """\
title: Example
state: CA
audience: court
documents:
  - {document: us-ca/example, role: lead_document}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "us-ca" / "example"
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "template.html").write_text("<p>Example</p>", encoding="utf-8")
    (folder / "README.md").write_text("Made up.", encoding="utf-8")
    (tmp_path / "_shared").mkdir()
    (tmp_path / "_shared" / "letter.css").write_text("", encoding="utf-8")
    (tmp_path / "us-ca" / "_packets").mkdir()
    (tmp_path / "us-ca" / "_packets" / "do.yaml").write_text(RECIPE, encoding="utf-8")
    return tmp_path


def _needs(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(found.rule, found.pointer) for found in findings if found.rule.startswith("needs.")]


class TestNeeds:
    def test_what_is_there_is_not_asked_for(self, root: Path, case: Case, law: Law) -> None:
        facts = case("santa-clara-establish")
        assert _needs(validate(facts, "us-ca/do", catalog=load_catalog(root), law=law)) == []

    def test_every_missing_fact_is_named_with_its_pointer(self, root: Path, case: Case, law: Law) -> None:
        facts = case("santa-clara-establish")
        nameless = replace(facts.children[0], birth_date=None)
        facts = replace(
            facts,
            order=None,
            case=replace(facts.case, petitioner=""),
            children=(facts.children[0], nameless),
        )
        findings = validate(facts, "us-ca/do", catalog=load_catalog(root), law=law)
        assert _needs(findings) == [
            ("needs.case.petitioner", "/case/petitioner"),
            ("needs.children[].birth_date", "/children/1/birth_date"),
            ("needs.order.total_monthly", "/order/total_monthly"),
        ]
        assert findings[0].severity is Severity.BLOCK

    def test_a_need_under_a_condition(self, root: Path, case: Case, law: Law) -> None:
        facts = replace(case("santa-clara-stipulate"), guideline=None)
        found = validate(facts, "us-ca/do", catalog=load_catalog(root), law=law)
        assert ("needs.guideline", "/guideline") in _needs(found)
        without = replace(facts, stipulation=None)
        assert _needs(validate(without, "us-ca/do", catalog=load_catalog(root), law=law)) == []


class TestWrongCourt:
    def test_a_court_of_another_state(self, root: Path, case: Case, law: Law) -> None:
        (finding,) = validate(case("multnomah-establish"), "us-ca/do", catalog=load_catalog(root), law=law)
        assert finding.blocks
        assert finding.message == "us-ca/do is for courts of CA; the case is before a court of OR."

    def test_a_court_that_is_not_of_its_state(self, root: Path, case: Case, law: Law) -> None:
        facts = case("santa-clara-establish")
        facts = replace(facts, court=replace(facts.court, id="us-or-multnomah"))
        (finding,) = validate(facts, "us-ca/do", catalog=load_catalog(root), law=law)
        assert finding.pointer == "/court/id"

    def test_an_unknown_packet(self, root: Path, case: Case, law: Law) -> None:
        with pytest.raises(UnknownName, match="no packet named 'us-ca/dont'"):
            validate(case("santa-clara-establish"), "us-ca/dont", catalog=load_catalog(root), law=law)
