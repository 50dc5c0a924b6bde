"""The counts of a contempt for unpaid support: one for each month that was not paid in full.

Source: Cal. Code Civ. Proc. §§ 1209.5, 1218.5; ORS 33.135(5).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from assembly.law import Law
from assembly.model.orders import Installment
from assembly.model.value import value


@value
class Count:
    """One month of support that stands unpaid. Dollars."""

    number: int
    due: date
    ordered: Decimal
    paid: Decimal
    unpaid: Decimal


@value
class Counts:
    """The months that may be charged, and those that are too old to be."""

    counts: tuple[Count, ...]
    too_old: tuple[date, ...]

    @property
    def unpaid(self) -> Decimal:
        """What the counts together leave unpaid, dollars."""
        return sum((count.unpaid for count in self.counts), Decimal(0))


def contempt_counts(
    ordered: Sequence[Installment], unpaid: Sequence[Installment], *, charged_on: date, state: str, law: Law
) -> Counts:
    """Return a count for each month in which an installment stands unpaid, oldest first.

    `unpaid` is what a ledger left open (`Ledger.unpaid`). A month whose due date lies further
    back than the time limit, counted to the day on which the contempt is charged, is left out
    and named.

    Raises:
        NoValueInForce: no time limit is encoded for the state on that day.
    """
    years = int(law.value("contempt_years", state, charged_on))
    by_month = {
        month: sum((installment.amount for installment in group), Decimal(0))
        for month, group in groupby(sorted(ordered, key=_month), key=_month)
    }
    counts: list[Count] = []
    too_old: list[date] = []
    for month, group in groupby(sorted(unpaid, key=lambda owed: owed.due), key=_month):
        owed = list(group)
        if _years_after(owed[0].due, years) < charged_on:
            too_old.append(owed[0].due)
            continue
        left = sum((installment.amount for installment in owed), Decimal(0))
        total = by_month.get(month, left)
        counts.append(
            Count(number=len(counts) + 1, due=owed[0].due, ordered=total, paid=total - left, unpaid=left)
        )
    return Counts(counts=tuple(counts), too_old=tuple(too_old))


def _month(installment: Installment) -> tuple[int, int]:
    return installment.due.year, installment.due.month


def _years_after(day: date, years: int) -> date:
    """Return the same day some years on; February 29 becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
