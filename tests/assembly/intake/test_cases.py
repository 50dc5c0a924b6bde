"""The example cases: each reads, comes back the same, and adds up."""

from decimal import Decimal
from pathlib import Path

import pytest

from assembly.intake import facts_json, read_facts
from assembly.model.facts import Facts

CASES = sorted((Path(__file__).parents[3] / "templates" / "_cases").glob("*.facts.json"))


@pytest.fixture(params=CASES, ids=lambda path: path.name.removesuffix(".facts.json"))
def facts(request: pytest.FixtureRequest) -> Facts:
    return read_facts(request.param.read_bytes())


def test_there_are_example_cases() -> None:
    assert len(CASES) >= 12


def test_reads_back_what_it_wrote(facts: Facts) -> None:
    assert read_facts(facts_json(facts)) == facts


def test_the_children_share_the_base_amount(facts: Facts) -> None:
    shares = [child.monthly_amount for child in facts.children if child.monthly_amount is not None]
    if facts.order and shares:
        assert sum(shares, Decimal(0)) == facts.order.base_monthly


def test_base_and_fixed_additions_make_the_total(facts: Facts) -> None:
    for order in filter(None, (facts.order, *facts.existing_orders)):
        shares = (order.childcare, order.health_costs)
        fixed = [share.monthly_amount or Decimal(0) for share in shares if share]
        extras = [item.amount for item in order.other_items]
        assert order.base_monthly + sum(fixed, Decimal(0)) + sum(extras, Decimal(0)) == order.total_monthly
