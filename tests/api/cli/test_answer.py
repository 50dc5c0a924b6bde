"""`courtpacket answer` writes a person's answer into the facts, and `validate` no longer asks."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import build
from assembly.errors import UnknownName
from assembly.intake import read_facts

CASE = Path(__file__).parents[3] / "templates" / "_cases" / "multnomah-establish.facts.json"


def run(*words: str) -> str:
    result = CliRunner().invoke(build(), list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_an_answer_takes_the_question_away(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    shutil.copy(CASE, facts)
    assert "OR-ORD-023" in run("validate", str(facts), "--packet", "us-or/establish")
    run("answer", str(facts), "OR-ORD-023", "--yes", "--by", "I. Halvorsen", "--on", "2026-11-20")
    assert "OR-ORD-023" not in run("validate", str(facts), "--packet", "us-or/establish")
    (kept,) = read_facts(facts.read_bytes()).attestations
    assert (kept.who, kept.when.isoformat(), kept.answer) == ("I. Halvorsen", "2026-11-20", True)


def test_an_unknown_rule_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    shutil.copy(CASE, facts)
    before = facts.read_bytes()
    with pytest.raises(UnknownName):
        run("answer", str(facts), "no.such.rule", "--yes", "--by", "x")
    assert facts.read_bytes() == before
