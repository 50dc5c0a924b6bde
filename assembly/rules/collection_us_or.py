"""What Oregon lets be taken from benefits and by garnishment, and when an order is due for change.

Source: ORS 18.385(6), 25.414(1)(c)-(d), (2); OAR 137-055-3430(1).
"""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from assembly.errors import Fault
from assembly.law import Law
from assembly.model.orders import Frequency
from assembly.model.value import value
from assembly.rules.steps import CENT, Step, cents, refuse
from assembly.rules.withholding_limit import federal_percent, maximum

STATE = "us-or"
ZERO = Decimal(0)


@value
class Taken:
    """What is taken, in dollars of the period given, with the working."""

    amount: Decimal
    steps: tuple[Step, ...]


@value
class Compliance:
    """Whether an order stands close enough to the guideline to be left. Dollars a month."""

    difference: Decimal
    limit: Decimal
    modify: bool


def disability_benefit(
    net_monthly: Decimal, *, last_order: Decimal, ceiling_percent: Decimal, on: date, law: Law
) -> Taken:
    """Return what is withheld each month from a disability benefit where only arrears are owed.

    The last ordered support is withheld, less where the hours at the federal minimum wage would
    not be left, and never more than `ceiling_percent` (0-100) of the benefit. Source: ORS 25.414(1)(c)-(d).

    Raises:
        FactsRejected: an amount is below zero.
        NoValueInForce: a figure is not encoded for the day.
    """
    _refuse_negative(net_monthly=net_monthly, last_order=last_order)
    floor = law.value("benefit_hours_kept", STATE, on) * law.value("minimum_wage_hourly_federal", "us", on)
    reachable = max(net_monthly - floor, ZERO)
    ceiling = maximum(net_monthly, ceiling_percent)
    amount = cents(min(last_order, reachable, ceiling))
    citation = "ORS 25.414(1)(c)-(d)"
    return Taken(
        amount=amount,
        steps=(
            _step("1", "Kept by the parent", "hours x federal minimum wage", floor, citation),
            _step("2", "Above what is kept", "benefit - line 1, at least zero", reachable, citation),
            _step("3", "Ceiling", f"{ceiling_percent}% of the benefit", ceiling, "ORS 25.414(6)"),
            _step("4", "Withheld", "least of the last order, line 2 and line 3", amount, citation),
        ),
    )


def unemployment_benefit(
    weekly: Decimal, *, monthly_support: Decimal, arrears_only: bool, on: date, law: Law
) -> Taken:
    """Return what is withheld from a week of unemployment compensation; no fee is taken from it.

    `monthly_support` is the current order, or the last one where only arrears are owed: no more
    than that is withheld in a month. Source: ORS 25.414(2).

    Raises:
        FactsRejected: an amount is below zero.
    """
    _refuse_negative(weekly=weekly, monthly_support=monthly_support)
    name = "unemployment_share_arrears" if arrears_only else "unemployment_share_current"
    share = law.value(name, STATE, on)
    part = (weekly * share).quantize(CENT, ROUND_DOWN)
    amount = min(part, monthly_support)
    return Taken(
        amount=amount,
        steps=(
            _step("1", "Share of the benefit", f"{weekly} x {share}", part, "ORS 25.414(2)"),
            _step("2", "Withheld", "least of line 1 and a month's support", amount, "ORS 25.414(2)"),
        ),
    )


def wage_garnishment(
    disposable: Decimal, frequency: Frequency, *, second_family: bool, old_arrears: bool, on: date, law: Law
) -> Taken:
    """Return what a garnishment for support reaches of one pay period's disposable earnings.

    The lesser of what is above the state's floor and the federal percentage. Source: ORS 18.385(6);
    15 U.S.C. § 1673(b)(2).

    Raises:
        FactsRejected: the earnings are below zero.
        NoValueInForce: the floors are not encoded for the day.
    """
    _refuse_negative(disposable=disposable)
    floor = Decimal(law.table("garnishment_wage_floor", STATE, on)[0][frequency.value])
    above = max(disposable - floor, ZERO)
    percent = federal_percent(second_family=second_family, old_arrears=old_arrears, on=on, law=law)
    ceiling = maximum(disposable, percent)
    amount = min(above, ceiling)
    return Taken(
        amount=amount,
        steps=(
            _step("1", f"Floor, {frequency.value}", "from the table", floor, "ORS 18.385(6)"),
            _step("2", "Above the floor", "earnings - line 1, at least zero", above, "ORS 18.385(6)"),
            _step("3", "Federal ceiling", f"{percent}% of earnings", ceiling, "15 U.S.C. § 1673(b)(2)"),
            _step("4", "Reached", "lesser of line 2 and line 3", amount, "ORS 18.385(6)"),
        ),
    )


def substantial_compliance(existing: Decimal, guideline: Decimal, *, on: date, law: Law) -> Compliance:
    """Return whether an order may be changed for its distance from the guideline alone.

    It may where the difference is greater than the lesser of the fixed amount and the share of
    the guideline amount. Source: OAR 137-055-3430(1).

    Raises:
        FactsRejected: an amount is below zero.
        NoValueInForce: the screen is not encoded for the day.
    """
    _refuse_negative(existing=existing, guideline=guideline)
    limit = min(
        law.value("substantial_compliance_dollars", STATE, on),
        law.value("substantial_compliance_share", STATE, on) * guideline,
    )
    difference = abs(guideline - existing)
    return Compliance(difference=difference, limit=limit, modify=difference > limit)


def pass_through(children: int, *, on: date, law: Law) -> Decimal:
    """Return how much current support a month goes to a family on cash assistance, dollars at most."""
    per_child = law.value("pass_through_per_child", STATE, on)
    return min(children * per_child, law.value("pass_through_family", STATE, on))


def _refuse_negative(**amounts: Decimal) -> None:
    refuse(
        [
            Fault(f"/{name}", f"{amount} is below zero", "zero or more dollars")
            for name, amount in amounts.items()
            if amount < 0
        ]
    )


def _step(line: str, label: str, formula: str, result: Decimal, citation: str) -> Step:
    return Step(line=line, label=label, formula=formula, result=str(result), citation=citation)
