"""Whether stated guideline amounts are those of Fam. Code § 4055; figures worked out by hand in the comments."""

from collections.abc import Callable

import pytest

from assembly.law import Law
from assembly.model.facts import Facts
from assembly.rules import guideline_check_us_ca
from assembly.rules.matter import Matter, matter_of

PAPER = "us-ca/proposed-judgment"


def matter(facts: Facts, law: Law) -> Matter:
    return matter_of(facts, [PAPER], law=law, recipe="us-ca/establish", on=facts.prepared_on)


def nets(obligor: str, obligee: str, percent: str, amount: str) -> dict[str, object]:
    return {
        "/obligor/income/net_disposable_monthly": obligor,
        "/obligee/income": {"basis": "actual", "net_disposable_monthly": obligee},
        "/guideline/timeshare_percent": percent,
        "/guideline/amount": amount,
    }


@pytest.mark.parametrize(
    ("obligor", "obligee", "percent", "amount", "agrees"),
    [
        # Worked example G1: 5,000 and 2,000, 20 percent, one child: 1,080.00; rule 5.275 allows one percent, 10.80.
        ("5000.00", "2000.00", "20", "1080.00", True),
        ("5000.00", "2000.00", "20", "1090.80", True),
        ("5000.00", "2000.00", "20", "1090.81", False),
        ("5000.00", "2000.00", "20", "1069.19", False),
        # L1: 2,200 and 0, no time: any amount from 316.49 to 421.41, a percent beyond either end.
        ("2200.00", "0.00", "0", "316.49", True),
        ("2200.00", "0.00", "0", "400.00", True),
        ("2200.00", "0.00", "0", "310.00", False),
        # G8: 3,500 with 20 percent against 4,000 with 80: the parent with 3,500 pays 600.00, and is the obligor here.
        ("3500.00", "4000.00", "20", "600.00", True),
        # The same turned about: the formula makes the other parent pay.
        ("4000.00", "3500.00", "80", "600.00", False),
    ],
)
def test_an_amount_must_be_the_formulas(
    case: Callable[..., Facts], law: Law, obligor: str, obligee: str, percent: str, amount: str, agrees: bool
) -> None:
    facts = case(nets(obligor, obligee, percent, amount))
    found = guideline_check_us_ca.amount(matter(facts, law))
    assert found == (() if agrees else ("/guideline/amount",))


def test_nothing_is_said_where_an_income_is_not_known(case: Callable[..., Facts], law: Law) -> None:
    assert guideline_check_us_ca.amount(matter(case({"/guideline/amount": "9.99"}), law)) == ()


def test_children_have_their_steps_from_the_youngest_up(case: Callable[..., Facts], law: Law) -> None:
    """4,800 and 2,600, 20 percent: one child .30 x (4,800 - 1,480) = 996.00; the older one .6 of it, 597.60."""
    name = "santa-clara-establish"
    right = {"/children/0/monthly_amount": "597.60", "/children/1/monthly_amount": "996.00"}
    turned = {"/children/0/monthly_amount": "996.00", "/children/1/monthly_amount": "597.60"}
    assert guideline_check_us_ca.children(matter(case(right, name=name), law)) == ()
    assert guideline_check_us_ca.children(matter(case(turned, name=name), law)) == (
        "/children/1/monthly_amount",
        "/children/0/monthly_amount",
    )
