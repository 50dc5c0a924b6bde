"""All rules at once, on every example case and every paper there is."""

import json
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.law import Law, Step
from assembly.model.finding import Severity
from assembly.rules import DocumentFacts, check
from tests.assembly.rules.conftest import CASES

PATHS = sorted(CASES.glob("*.facts.json"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".facts.json"))
def test_every_condition_can_be_worked_out(path: Path, law: Law) -> None:
    """A rule that fails on a case is a fault of the rule: it must say when it does not reach."""
    facts = read_facts(path.read_bytes())
    papers = sorted({paper for rule in law.rules for paper in rule.documents} - {"*"})
    documents = [DocumentFacts(type_id=paper, text="") for paper in papers]
    findings = check(facts, documents, law=law, recipe="every/paper", on=facts.prepared_on, step=Step.AFTER)
    assert any(finding.severity is Severity.ATTEST for finding in findings)


def test_bare_facts_break_no_condition(law: Law) -> None:
    """The least that facts can be: every optional part left out."""
    raw = json.loads((Path(__file__).parent / "plain.facts.json").read_text(encoding="utf-8"))
    for name in ("pleading", "order", "guideline"):
        del raw[name]
    for person in ("obligor", "obligee"):
        raw[person] = {"name": {"last": "Reyes"}}
    raw["children"] = []
    facts = read_facts(json.dumps(raw).encode())
    papers = sorted({paper for rule in law.rules for paper in rule.documents} - {"*"})
    assert check(facts, papers, law=law, recipe="every/paper", on=facts.prepared_on, step=Step.AFTER)
