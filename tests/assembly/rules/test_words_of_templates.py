"""The words that the law demands stand in the reviewed text of every document type."""

from dataclasses import replace
from pathlib import Path

from assembly.catalog import load_catalog
from assembly.intake import read_facts
from assembly.law import Law, Sight, Step
from assembly.model.finding import Finding
from assembly.rules import DocumentFacts, check
from tests.assembly.rules.conftest import CASES

CATALOG = load_catalog()
TEXTS = sorted(CASES.parent.glob("*/*/examples/*.expected.txt"))


def test_keep_the_rules_on_words(law: Law) -> None:
    on_words = tuple(rule for rule in law.rules if rule.sees is Sight.WORDS)
    words_only = replace(law, rules=on_words)
    wrong = [
        f"{path.parts[-4]}/{path.parts[-3]}, {path.name}: {found.rule} {found.message}"
        for path in TEXTS
        for found in findings_on(path, words_only)
        if found.blocks
    ]
    assert wrong == []


def findings_on(path: Path, law: Law) -> tuple[Finding, ...]:
    """Return the findings on one reviewed text, by the facts that it was made from."""
    facts = read_facts((CASES / path.name.replace(".expected.txt", ".facts.json")).read_bytes())
    kind = CATALOG.document_type(f"{path.parts[-4]}/{path.parts[-3]}")
    paper = DocumentFacts(type_id=kind.id, security=kind.security, text=path.read_text(encoding="utf-8"))
    return check(facts, [paper], law=law, recipe="x", on=facts.prepared_on, step=Step.AFTER)
