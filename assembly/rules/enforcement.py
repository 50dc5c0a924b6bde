"""Whether arrears have reached what an enforcement tool asks for.

Source: 42 U.S.C. §§ 652(k), 664(b); 45 CFR 303.72(a); ORS 25.750, OAR 137-055-4420.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assembly.errors import Fault
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.steps import Step, refuse

ZERO = Decimal(0)


@value
class ObligorArrears:
    """What an obligor owes in one case, assigned to the state and not. Dollars."""

    case_id: str
    assigned: Decimal = ZERO
    not_assigned: Decimal = ZERO


@value
class Threshold:
    """Whether a threshold is reached, with the comparison that says so."""

    reached: bool
    step: Step


def tax_offset(cases: Sequence[ObligorArrears], *, on: date, law: Law) -> tuple[Threshold, Threshold]:
    """Return whether assigned arrears, and arrears not assigned, qualify for federal tax offset.

    Cases of one obligor are added within a kind; the two kinds are never added to each other.

    Raises:
        FactsRejected: an amount is below zero.
    """
    _refuse_negative(cases)
    assigned = sum((case.assigned for case in cases), ZERO)
    other = sum((case.not_assigned for case in cases), ZERO)
    citation = "42 U.S.C. § 664(b); 45 CFR 303.72(a)"
    return (
        _at_least(assigned, law.value("tax_offset_assigned", "us", on), "Assigned arrears", citation),
        _at_least(other, law.value("tax_offset_not_assigned", "us", on), "Arrears not assigned", citation),
    )


def passport_denial(cases: Sequence[ObligorArrears], *, on: date, law: Law) -> Threshold:
    """Return whether arrears are above the amount for passport denial; the amount itself is not enough.

    Raises:
        FactsRejected: an amount is below zero.
    """
    _refuse_negative(cases)
    owed = sum((case.assigned + case.not_assigned for case in cases), ZERO)
    return _above(owed, law.value("passport_denial", "us", on), "Arrears", "42 U.S.C. §§ 652(k), 654(31)")


def oregon_license(arrears: Decimal, *, monthly_support: Decimal, on: date, law: Law) -> Threshold:
    """Return whether arrears are above the greater of the fixed amount and the months of support.

    Arrears that only equal the threshold do not trigger: the rule is read in the obligor's favor.

    Raises:
        FactsRejected: an amount is below zero.
        NoValueInForce: the rule is not encoded for the day.
    """
    given = {"/arrears": arrears, "/monthly_support": monthly_support}
    refuse(
        [
            Fault(pointer, f"{amount} is below zero", "zero or more dollars")
            for pointer, amount in given.items()
            if amount < 0
        ]
    )
    threshold = max(
        law.value("license_arrears", "us-or", on), law.value("license_months", "us-or", on) * monthly_support
    )
    return _above(arrears, threshold, "Arrears", "ORS 25.750; OAR 137-055-4420")


def _at_least(amount: Decimal, threshold: Decimal, label: str, citation: str) -> Threshold:
    reached = amount >= threshold
    return Threshold(reached=reached, step=_step(label, amount, "at least", threshold, reached, citation))


def _above(amount: Decimal, threshold: Decimal, label: str, citation: str) -> Threshold:
    reached = amount > threshold
    return Threshold(reached=reached, step=_step(label, amount, "more than", threshold, reached, citation))


def _step(label: str, amount: Decimal, words: str, threshold: Decimal, reached: bool, citation: str) -> Step:
    return Step(
        line="1",
        label=label,
        formula=f"{amount} is {words} {threshold}",
        result="yes" if reached else "no",
        citation=citation,
    )


def _refuse_negative(cases: Sequence[ObligorArrears]) -> None:
    refuse(
        [
            Fault(f"/cases/{number}/{name}", f"{amount} is below zero", "zero or more dollars")
            for number, case in enumerate(cases)
            for name, amount in (("assigned", case.assigned), ("not_assigned", case.not_assigned))
            if amount < 0
        ]
    )
