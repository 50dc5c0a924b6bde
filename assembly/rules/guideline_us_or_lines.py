"""What goes into Oregon's guideline worksheet and what comes out of it, line by line.

Source: worksheet CSF 02 0910; OAR 137-050-0700 to 137-050-0765.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value
from assembly.rules.steps import Step

ZERO = Decimal(0)


class CashMedical(StrEnum):
    """Whether cash medical support is ordered (worksheet line 5a)."""

    NO = "no"
    YES = "yes"
    CONTINGENT = "contingent"


@value
class WorksheetParent:
    """One parent's column. Amounts are dollars a month; `overnights` a year, averaged over two.

    `premium` is what health cover for the joint children costs this parent, None where there
    is none to be had. `child_benefit` is the Social Security or veterans benefit that the
    children receive because of this parent.
    """

    name: str
    income: Decimal
    overnights: Decimal
    spousal_received: Decimal = ZERO
    spousal_owed: Decimal = ZERO
    union_dues: Decimal = ZERO
    own_health_premium: Decimal = ZERO
    nonjoint_children: int = 0
    child_care: Decimal = ZERO
    premium: Decimal | None = None
    child_benefit: Decimal = ZERO


@value
class WorksheetInputs:
    """The whole worksheet. `prepared_on` is the day whose guideline applies (OAR 137-050-0700(2)).

    `caretaker_overnights` is not zero where the children live with neither parent; then each
    parent may owe. `minimum_order_exception` names the exception of OAR 137-050-0755(2)(b)-(d)
    that applies, or is empty; equal nights (2)(a) are seen from the nights themselves.
    `compelling_premium` lets a premium above the reasonable cost be ordered.
    """

    prepared_on: date
    first: WorksheetParent
    second: WorksheetParent
    minor_children: int
    caretaker_overnights: Decimal = ZERO
    cash_medical: CashMedical = CashMedical.NO
    minimum_order_exception: str = ""
    compelling_premium: bool = False


@value
class Column:
    """One parent's worksheet lines. Dollars a month, shares 0-1; unrounded where the worksheet is."""

    name: str
    modified_income: Decimal
    nonjoint_deduction: Decimal
    adjusted_income: Decimal
    share: Decimal
    above_reserve: Decimal
    obligation: Decimal
    child_care_share: Decimal
    reasonable_medical: Decimal
    premium_share: Decimal
    credit_percent: Decimal
    credit: Decimal
    net: Decimal
    provides_cover: bool


@value
class SupportOwed:
    """What one parent pays. Whole dollars a month, cash child support and cash medical apart."""

    payer: str
    cash_child_support: Decimal
    cash_medical: Decimal

    @property
    def total(self) -> Decimal:
        """Both kinds together, dollars a month."""
        return self.cash_child_support + self.cash_medical


@value
class Totals:
    """Lines 8a to 8h of one payer. Dollars a month, not yet rounded to whole ones.

    `total` is 8a, `raised_by` 8c (what the least order adds), `cash` 8d, `benefit` 8e, and
    `cash_after_benefit` and `medical_after_benefit` 8f and 8h.
    """

    payer: str
    total: Decimal
    raised_by: Decimal
    cash: Decimal
    benefit: Decimal
    cash_after_benefit: Decimal
    medical_after_benefit: Decimal


@value
class Worksheet:
    """The finished worksheet: what is owed and how it came about, both columns, and each line with its working."""

    owed: tuple[SupportOwed, ...]
    totals: tuple[Totals, ...]
    scale_amount: Decimal
    reasonable_medical_total: Decimal
    columns: tuple[Column, Column]
    steps: tuple[Step, ...]
