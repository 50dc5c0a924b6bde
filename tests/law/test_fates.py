"""Every researched rule has a fate in the law, under its id, with its dates and verification."""

from collections import Counter
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembly.law import Fate, Law, Rule, Verification, load_law
from assembly.law.yaml_file import LOADER, read_yaml
from assembly.rules.conditions import compiled
from assembly.rules.named import questions

FILES = {"us": "federal.yaml", "us-ca": "california.yaml", "us-or": "oregon.yaml"}
RULES_ROOT = Path(__file__).parents[2] / "assembly" / "rules"
TEMPLATES = Path(__file__).parents[2] / "templates"
LAW_ROOT = Path(__file__).parents[2] / "assembly" / "law"


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.fixture(scope="module")
def researched(shared: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the researched rule facts by id, with their jurisdiction."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for jurisdiction, name in FILES.items():
        content = yaml.load((shared / "law" / name).read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
        for fact in content if isinstance(content, list) else content["rules"]:
            found[fact["id"]] = (jurisdiction, fact)
    return found


def test_no_researched_rule_is_dropped(law: Law, researched: dict[str, Any]) -> None:
    assert len(researched) == 567
    assert researched.keys() - {rule.id for rule in law.rules} == set()


def test_ids_jurisdictions_and_dates_agree(law: Law, researched: dict[str, Any]) -> None:
    def as_day(raw: object) -> date | None:
        return date.fromisoformat(str(raw)) if raw else None

    for rule in law.rules:
        if rule.id not in researched:
            continue
        jurisdiction, fact = researched[rule.id]
        assert rule.jurisdiction == jurisdiction, rule.id
        assert rule.start == as_day(fact["effective_from"]), rule.id
        assert rule.through == as_day(fact.get("effective_to")), rule.id
        assert rule.citation == " ".join(fact["citation"].split()), rule.id
        assert rule.severity.value == fact["severity"], rule.id


def test_only_what_was_read_is_verified(law: Law, researched: dict[str, Any]) -> None:
    for rule in law.rules:
        if rule.id in researched:
            assert rule.verified == researched[rule.id][1]["verified"], rule.id
    assert Counter(rule.verified for rule in law.rules if rule.id in researched)[False] == 70


def test_every_condition_can_be_compiled(law: Law) -> None:
    for rule in law.rules:
        for expression in filter(None, (rule.when, rule.require)):
            compiled(expression)


def test_every_named_question_exists(law: Law) -> None:
    assert {rule.python for rule in law.rules if rule.python} <= questions().keys()


def test_every_calculation_that_a_rule_names_exists(law: Law) -> None:
    unknown = {rule.computed_by for rule in law.rules if rule.fate is Fate.COMPUTED and not calculates(rule)}
    assert unknown == set()


def test_every_paper_that_a_rule_names_is_known(law: Law) -> None:
    made = {f"{path.parts[-3]}/{path.parts[-2]}" for path in TEMPLATES.glob("*/*/document.yaml")}
    known = {"*", *made, *yaml.safe_load((LAW_ROOT / "papers.yaml").read_text(encoding="utf-8"))["papers"]}
    assert {paper for rule in law.rules for paper in rule.documents} - known == set()


def test_unread_rules_are_marked_by_how_they_are_known(law: Law) -> None:
    assert {rule.verification for rule in law.rules if not rule.verified} == {
        Verification.SECONDARY,
        Verification.MEMORY,
    }


def calculates(rule: Rule) -> bool:
    """Whether the calculation, the deadline, or the part of the product that a rule names is there."""
    if rule.computed_by.startswith(("assembly.", "efiling.")):
        return find_spec(rule.computed_by) is not None
    module, _, name = rule.computed_by.partition(".")
    if not (RULES_ROOT / f"{module}.py").is_file():
        return False
    return not name or name in deadline_ids(rule.jurisdiction) | deadline_ids("us")


@cache
def deadline_ids(jurisdiction: str) -> frozenset[str]:
    """Return the deadlines of a jurisdiction."""
    content = read_yaml(LAW_ROOT / jurisdiction / "deadlines.yaml").content
    return frozenset(entry["id"] for entry in content["deadlines"])
