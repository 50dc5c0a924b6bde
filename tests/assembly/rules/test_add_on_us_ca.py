"""Whether the stated share of add-ons is the statute's (Fam. Code § 4061): payer's net less base support, payee's as it is."""

from collections.abc import Callable
from datetime import date

import pytest

from assembly.law import Law
from assembly.model.facts import Facts
from assembly.rules import add_on_us_ca
from assembly.rules.matter import matter_of

PAPER = "us-ca/proposed-judgment"
ACTUAL = {"basis": "actual", "net_disposable_monthly": "2600.00"}


def at_fault(facts: Facts, law: Law, on: date = date(2026, 11, 20)) -> tuple[str, ...]:
    return add_on_us_ca.shares_stated(matter_of(facts, [PAPER], law=law, recipe="us-ca/establish", on=on))


@pytest.mark.parametrize(
    ("percent", "right"),
    [
        # Nets 4,800.00 and 2,600.00, base support 1,593.60: 3,206.40 / 5,806.40 = 55.2218 percent.
        ("55.22", True),
        ("55", True),
        ("55.21", False),
        # The payee's income raised by the support: 3,206.40 / 7,400.00 = 43.33, which § 4061(d) forbids.
        ("43.33", False),
        ("50", False),
    ],
)
def test_a_share_counts_to_the_decimals_in_which_it_is_stated(
    case: Callable[..., Facts], law: Law, percent: str, right: bool
) -> None:
    facts = case(
        {
            "/order/base_monthly": "1593.60",
            "/order/health_costs": {"obligor_percent": percent},
            "/obligor/income/net_disposable_monthly": "4800.00",
            "/obligee/income": ACTUAL,
        }
    )
    assert at_fault(facts, law) == (() if right else ("/order/health_costs/obligor_percent",))


def test_a_reason_or_an_unknown_income_leaves_the_share_alone(case: Callable[..., Facts], law: Law) -> None:
    half = {"obligor_percent": "50"}
    with_reason = {**half, "reason_not_proportional": "The parties agree to halves."}
    assert at_fault(case({"/order/health_costs": with_reason, "/obligee/income": ACTUAL}), law) == ()
    assert at_fault(case({"/order/health_costs": half}), law) == ()


def test_before_september_2024_the_share_was_one_half(case: Callable[..., Facts], law: Law) -> None:
    facts = case({"/order/childcare": {"obligor_percent": "50"}, "/obligee/income": ACTUAL})
    assert at_fault(facts, law, date(2024, 8, 31)) == ()
    assert at_fault(facts, law, date(2024, 9, 1)) == ("/order/childcare/obligor_percent",)
