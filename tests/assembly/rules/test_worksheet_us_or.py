"""The worksheet of a case: the same lines as W2 of the Oregon law reference (an output of the official workbook)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.errors import FactsRejected
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.facts import Facts
from assembly.model.guideline import WorksheetFacts, WorksheetParentFacts
from assembly.rules import compute
from assembly.rules.matter import matter_of
from assembly.rules.worksheet_us_or import amounts_stated

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@pytest.fixture
def facts() -> Facts:
    return read_facts((CASES / "multnomah-establish.facts.json").read_bytes())


def with_w2(facts: Facts) -> Facts:
    """Return the facts with incomes, nights and premium of W2; the case has two children."""
    assert facts.guideline
    assert facts.obligor.income
    assert facts.obligee.income
    given = WorksheetFacts(
        obligor=WorksheetParentFacts(overnights=Decimal(91), premium=Decimal(250)),
        obligee=WorksheetParentFacts(overnights=Decimal(274)),
    )
    return replace(
        facts,
        guideline=replace(facts.guideline, worksheet=given),
        obligor=replace(facts.obligor, income=replace(facts.obligor.income, gross_monthly=Decimal(4500))),
        obligee=replace(facts.obligee, income=replace(facts.obligee.income, gross_monthly=Decimal(3200))),
    )


def test_w2_from_the_facts_of_a_case(facts: Facts) -> None:
    sheet = compute("worksheet_us_or.on_case", with_w2(facts), load_law())
    first, second = sheet.columns  # type: ignore[attr-defined]
    assert sheet.scale_amount == Decimal("1340")  # type: ignore[attr-defined]
    assert (first.obligation, second.obligation) == (Decimal("783.10"), Decimal("556.90"))
    (owed,) = sheet.owed  # type: ignore[attr-defined]
    assert (owed.payer, owed.total) == (facts.obligor.name.full, Decimal("506"))


@pytest.mark.parametrize("slug", ["multnomah-establish", "washington-establish", "lane-notice"])
def test_the_oregon_cases_ask_for_what_the_worksheet_gives(slug: str) -> None:
    case = read_facts((CASES / f"{slug}.facts.json").read_bytes())
    (owed,) = compute("worksheet_us_or.on_case", case, load_law()).owed  # type: ignore[attr-defined]
    assert case.guideline
    assert case.order
    assert (owed.cash_child_support, owed.total) == (case.guideline.amount, case.order.total_monthly)


def test_every_missing_income_is_named(facts: Facts) -> None:
    poor = replace(
        facts, obligor=replace(facts.obligor, income=None), obligee=replace(facts.obligee, income=None)
    )
    with pytest.raises(FactsRejected) as refused:
        compute("worksheet_us_or.on_case", poor, load_law())
    assert [fault.pointer for fault in refused.value.faults] == [
        "/obligor/income/gross_monthly",
        "/obligee/income/gross_monthly",
    ]


def test_missing_nights_are_named(facts: Facts) -> None:
    assert facts.guideline
    without = replace(facts, guideline=replace(facts.guideline, worksheet=None))
    with pytest.raises(FactsRejected, match="/guideline/worksheet"):
        compute("worksheet_us_or.on_case", without, load_law())


@pytest.mark.parametrize(
    ("amount", "medical", "faults"),
    [
        # W2, an output of the official workbook: $506 cash child support, no cash medical support.
        ("506.00", "0.00", ()),
        ("505.00", "0.00", ("/guideline/amount",)),
        ("506.00", "180.00", ("/order/health_coverage/cash_medical",)),
    ],
)
def test_a_stated_amount_must_be_the_worksheets(
    facts: Facts, amount: str, medical: str, faults: tuple[str, ...]
) -> None:
    given = with_w2(facts)
    assert given.guideline
    assert given.order
    assert given.order.health_coverage
    coverage = replace(given.order.health_coverage, cash_medical=Decimal(medical))
    stated = replace(
        given,
        guideline=replace(given.guideline, amount=Decimal(amount)),
        order=replace(given.order, health_coverage=coverage),
    )
    law = load_law()
    matter = matter_of(
        stated, ["us-or/guideline-worksheet"], law=law, recipe="us-or/establish", on=given.prepared_on
    )
    assert amounts_stated(matter) == faults


def test_the_reasonable_cost_is_line_9g_of_both_parents(facts: Facts) -> None:
    """W2: 180 and 128, together 308."""
    assert compute("worksheet_us_or.reasonable_cost", with_w2(facts), load_law()) == Decimal(308)
    assert compute("worksheet_us_or.reasonable_cost", replace(facts, guideline=None), load_law()) is None
