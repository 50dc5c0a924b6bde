"""The calculations on the command line, through the published examples and schemas."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.commands.calc import ArrearsCall, DeadlineCall, GuidelineCall
from api.cli.main import build
from assembly.errors import FactsRejected
from assembly.intake import schema_of
from assembly.rules.withholding_limit import WithholdingInputs

DOCS = Path(__file__).parents[3] / "docs" / "calc"
SCHEMAS = {
    "guideline": GuidelineCall,
    "arrears": ArrearsCall,
    "withholding": WithholdingInputs,
    "deadline": DeadlineCall,
}


def run(*words: str) -> str:
    result = CliRunner().invoke(build(), ["calc", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


@pytest.mark.parametrize(
    ("words", "field", "figure"),
    [
        pytest.param(("guideline", "guideline-california.json"), "amount", "1728.00", id="G2"),
        pytest.param(("arrears", "arrears.json"), "total", "1257.32", id="A3"),
        pytest.param(("deadline", "deadline.json"), "due", "2026-11-13", id="D1 by mail"),
    ],
)
def test_the_published_examples_give_the_worked_figures(
    words: tuple[str, str], field: str, figure: str
) -> None:
    command, example = words
    found = json.loads(run(command, str(DOCS / example), "--json"))
    assert found[field] == figure
    assert found["steps"]


def test_oregons_example_is_worked_example_w2() -> None:
    found = json.loads(run("guideline", str(DOCS / "guideline-oregon.json"), "--json"))
    assert found["owed"] == [{"payer": "Parent A", "cash_child_support": "506", "cash_medical": "0"}]
    assert [step["line"] for step in found["steps"]] == sorted(step["line"] for step in found["steps"])


def test_the_withholding_example_is_p5_and_c2() -> None:
    found = json.loads(run("withholding", str(DOCS / "withholding.json"), "--json"))
    assert list(found["pay_cycle"].values()) == ["173.08", "346.15", "375.00", "750.00"]
    assert (found["taken"]["maximum"], found["taken"]["short"]) == ("550.00", "50.00")


def test_words_are_for_people() -> None:
    assert "Father pays $1,728.00 a month." in run("guideline", str(DOCS / "guideline-california.json"))


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    source.write_text('{"jurisdiction": "us-ca", "start": "2026-02-30", "dealine": "x"}')
    with pytest.raises(FactsRejected) as refused:
        run("deadline", str(source))
    assert {fault.pointer for fault in refused.value.faults} == {"/dealine", "/deadline", "/start"}


def test_two_states_at_once_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    source.write_text("{}")
    with pytest.raises(FactsRejected, match="exactly one"):
        run("guideline", str(source))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_current(name: str, expected) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(SCHEMAS[name], f"urn:courtpacket:calc:{name}")
    expected(DOCS / f"{name}.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
