"""The finished pages of every document type, measured and held against the rules on format."""

from dataclasses import replace
from pathlib import Path

import pytest

from assembly.catalog import DocumentType, load_catalog
from assembly.intake import read_facts
from assembly.law import Sight, Step, load_law
from assembly.packets.context import build_context
from assembly.render import render
from assembly.rules import DocumentFacts, check, compute, protect
from assembly.rules.measure import measure

ROOT = Path(__file__).parents[2] / "templates"
LAW = load_law()
ON_LAYOUT = replace(LAW, rules=tuple(rule for rule in LAW.rules if rule.sees is Sight.LAYOUT))
RULED = {paper for rule in ON_LAYOUT.rules for paper in rule.documents} - {"*"}
TYPES = [kind for kind in load_catalog(ROOT).document_types() if kind.id in RULED]


@pytest.mark.parametrize("kind", TYPES, ids=[kind.id for kind in TYPES])
def test_keep_the_rules_on_format(kind: DocumentType) -> None:
    example = sorted((kind.folder / "examples").glob("*.expected.txt"))[0]
    slug = example.name.removesuffix(".expected.txt")
    facts = protect(read_facts((ROOT / "_cases" / f"{slug}.facts.json").read_bytes()), security=kind.security)
    computed = {
        name: (lambda known, source=source: compute(source, known, LAW))
        for name, source in kind.computes.items()
    }
    pdf = render(kind, build_context(kind, facts, computed).names, prepared_on=facts.prepared_on).pdf
    paper = DocumentFacts(type_id=kind.id, security=kind.security, layout=measure(pdf))
    findings = check(facts, [paper], law=ON_LAYOUT, recipe="x", on=facts.prepared_on, step=Step.AFTER)
    assert [f"{finding.rule}: {finding.message}" for finding in findings] == []
