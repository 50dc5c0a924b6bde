"""The calculations on the command line, through the published examples and schemas."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.commands.calc import ArrearsCall, DeadlineCall, GuidelineCall, WithholdingCall
from api.cli.main import build
from assembly.errors import FactsRejected
from assembly.intake import schema_of

DOCS = Path(__file__).parents[3] / "docs" / "calc"
SCHEMAS = {
    "guideline": GuidelineCall,
    "arrears": ArrearsCall,
    "withholding": WithholdingCall,
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


def test_the_low_income_amount_is_what_is_presumed(tmp_path: Path) -> None:
    """L1: net income 2,200 and 0, one child: 316.49 through 421.41; the presumption is the least amount."""
    call = {
        "on": "2026-11-20",
        "obligor": {"name": "Father", "net_disposable": "2200.00"},
        "obligee": {"name": "Mother", "net_disposable": "0.00"},
        "obligor_timeshares": ["0"],
        "add_ons": [{"name": "Childcare", "cost": "100.00"}],
    }
    source = tmp_path / "call.json"
    source.write_text(json.dumps({"us_ca": call}), encoding="utf-8")
    said = run("guideline", str(source))
    assert "Father pays $316.49 a month." in said
    assert "the most is $421.41" in said
    assert "Childcare: Father pays $100.00 of $100.00." in said


def test_federal_business_days_are_those_of_the_states_offices(tmp_path: Path) -> None:
    """42 U.S.C. § 653a(g)(3): a business day is one on which State offices are open.

    Pay date Friday, October 2, 2026: seven days on is Tuesday, October 13. Columbus Day, October 12, is a
    federal holiday only; where federal holidays are counted it is October 14.
    """
    source = tmp_path / "call.json"
    call = {"jurisdiction": "us", "deadline": "employer_remits", "start": "2026-10-02"}
    due = {}
    for offices in ("", "us-or"):
        source.write_text(json.dumps({**call, "offices": offices}), encoding="utf-8")
        due[offices] = json.loads(run("deadline", str(source), "--json"))["due"]
    assert due == {"": "2026-10-14", "us-or": "2026-10-13"}


def test_a_date_without_a_way_of_service_says_what_it_is_counted_for(tmp_path: Path) -> None:
    """D1: December 16, 2026 in person is November 20; by mail it would be November 13."""
    source = tmp_path / "call.json"
    call = {"jurisdiction": "us-ca", "deadline": "motion_papers", "start": "2026-12-16"}
    source.write_text(json.dumps(call), encoding="utf-8")
    said = run("deadline", str(source))
    assert "2026-11-20" in said
    assert "Counted as served in person." in said
    assert "mail_in_state" in said
    source.write_text(json.dumps({**call, "service": "mail_in_state"}), encoding="utf-8")
    assert "Counted as served in person." not in run("deadline", str(source))


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
