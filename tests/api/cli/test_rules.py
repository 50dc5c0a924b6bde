"""The rules on the command line: to be listed, shown, and looked at ahead of time."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import build
from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.packets import assemble

CASES = Path(__file__).parents[3] / "templates" / "_cases"


def run(*words: str) -> str:
    """Run `courtpacket rules` and return what it prints."""
    result = CliRunner().invoke(build(), ["rules", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_list_of_a_state_has_its_own_and_the_federal_rules() -> None:
    places = {rule["jurisdiction"] for rule in json.loads(run("list", "--jurisdiction", "us-ca", "--json"))}
    assert places == {"us", "us-ca"}


@pytest.mark.parametrize(("day", "listed"), [("2025-12-31", True), ("2026-01-01", False)])
def test_the_list_of_a_day_has_what_is_in_force(day: str, listed: bool) -> None:
    ids = {rule["id"] for rule in json.loads(run("list", "--on", day, "--json"))}
    assert ("ca.sc.presumed_income_old" in ids) is listed


def test_the_list_can_be_read() -> None:
    assert "ca.sc.children" in run(
        "list", "--jurisdiction", "us-ca", "--document", "us-ca/summons-and-complaint"
    )


def test_one_rule_shows_its_source_and_its_condition() -> None:
    shown = run("show", "ca.default.30_elapsed")
    assert "Fam. Code 17430(a)" in shown
    assert "days_between(default_request.service_completed_on, filed_on) > 30" in shown


def test_a_rule_that_is_not_there_is_refused_with_those_near_it() -> None:
    with pytest.raises(UnknownName, match=r"ca\.default\.30_elapsed"):
        run("show", "ca.default")


def test_impact_lists_the_changes() -> None:
    found = json.loads(run("impact", "--on", "2026-11-22", "--days", "60", "--json"))
    assert "ca.license.low_income_2027" in {change["name"] for change in found["changes"]}


def test_impact_of_a_folder_without_packets_names_no_draft(tmp_path: Path) -> None:
    found = json.loads(run("impact", str(tmp_path), "--on", "2026-11-22", "--json"))
    assert found["drafts"] == []


def test_the_book_is_written_by_jurisdiction(tmp_path: Path) -> None:
    run("book", "--out", str(tmp_path))
    assert sorted(page.name for page in tmp_path.iterdir()) == ["us-ca.md", "us-or.md", "us.md"]


def test_choices_state_their_default() -> None:
    choices = json.loads(run("choices", "--json"))
    assert all(choice["default"] in choice["options"] for choice in choices)
    assert "(default)" in run("choices")


@pytest.mark.slow
def test_impact_names_the_drafts_that_a_change_touches(tmp_path: Path) -> None:
    """Fam. Code § 4055: the state minimum wage of 2027 is not announced here, and amounts rest on it."""
    facts = read_facts((CASES / "alameda-withholding.facts.json").read_bytes())
    assemble(facts, "us/withhold-income", tmp_path / "draft", catalog=load_catalog(), law=load_law())
    found = json.loads(run("impact", str(tmp_path), "--on", "2026-11-22", "--days", "60", "--json"))
    (draft,) = found["drafts"]
    assert draft["packet"] == "us/withhold-income"
    assert "minimum_wage_hourly" in draft["changes"]
