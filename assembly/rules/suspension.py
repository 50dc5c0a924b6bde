"""When support stops because the obligor is in custody, and when it begins again.

Source: Cal. Fam. Code § 4007.5; ORS 25.247. The two states share no rule: each has its own function.
"""

from datetime import date, timedelta
from decimal import Decimal

from assembly.errors import Fault
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.steps import cents, refuse


@value
class Suspension:
    """The first day without support, and the first day with it again (None while in custody)."""

    from_day: date
    resumes_on: date | None


@value
class Reinstatement:
    """What becomes of an Oregon order after release. `amount` is whole cents, dollars a month."""

    day_counted: date
    reinstated_on: date
    amount: Decimal
    notice_by: date
    review_by: date


def california_suspension(
    entered: date, released: date | None, *, as_of: date, law: Law
) -> Suspension | None:
    """Return when support is suspended by operation of law, or None where custody was not long enough.

    Support stops on the first day of the first full month of custody, once custody has lasted
    more than the statute's consecutive days. It resumes on the first day of the n-th month
    after release, the month after release being the first.

    Raises:
        FactsRejected: release comes before custody, or custody after `as_of`.
        NoValueInForce: the custody lies before the statute.
    """
    refuse(_faults(entered, released, as_of))
    days = ((released or as_of) - entered).days
    if days <= law.value("suspension_custody_days", "us-ca", entered):
        return None
    stops = entered if entered.day == 1 else _first_of_month(entered, 1)
    if released is None:
        return Suspension(from_day=stops, resumes_on=None)
    months = int(law.value("suspension_months_after_release", "us-ca", released))
    return Suspension(from_day=stops, resumes_on=_first_of_month(released, months))


def oregon_reinstatement(released: date, *, monthly_amount: Decimal, law: Law) -> Reinstatement:
    """Return when and at what amount an order suspended for custody is reinstated.

    Raises:
        FactsRejected: the order's amount is below zero.
        NoValueInForce: the rule is not encoded for the day of release.
    """
    if monthly_amount < 0:
        refuse([Fault("/monthly_amount", f"{monthly_amount} is below zero", "zero or more dollars a month")])

    def days(name: str) -> timedelta:
        return timedelta(days=int(law.value(name, "us-or", released)))

    counted = released + days("reinstatement_days_after_release")
    reinstated = _first_of_month(counted, 1)
    return Reinstatement(
        day_counted=counted,
        reinstated_on=reinstated,
        amount=cents(monthly_amount * law.value("reinstatement_share", "us-or", released)),
        notice_by=reinstated + days("reinstatement_notice_days"),
        review_by=reinstated + days("reinstatement_review_days"),
    )


def _first_of_month(day: date, months_on: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months_on, 12)
    return date(year, month + 1, 1)


def _faults(entered: date, released: date | None, as_of: date) -> list[Fault]:
    faults = []
    if released is not None and released < entered:
        faults.append(
            Fault("/released", f"{released} is before custody began", f"a day on or after {entered}")
        )
    if entered > as_of:
        faults.append(Fault("/entered", f"{entered} lies after {as_of}", "a day through the day of account"))
    return faults
