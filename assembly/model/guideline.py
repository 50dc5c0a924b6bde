"""The result of a guideline calculation that a paper prints or departs from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value


class CashMedicalChoice(StrEnum):
    """Whether cash medical support is ordered (Oregon's worksheet, line 5a)."""

    NO = "no"
    YES = "yes"
    CONTINGENT = "contingent"


@value
class WorksheetParentFacts:
    """What Oregon's worksheet takes of one parent besides income. Dollars a month.

    `overnights` are a year's, averaged over two. `premium` is what health cover for the children
    costs this parent, None where there is none to be had; `child_benefit` what the children get
    because of this parent from Social Security or veterans benefits.
    """

    overnights: Decimal
    spousal_received: Decimal = Decimal("0.00")
    spousal_owed: Decimal = Decimal("0.00")
    union_dues: Decimal = Decimal("0.00")
    own_health_premium: Decimal = Decimal("0.00")
    nonjoint_children: int = 0
    child_care: Decimal = Decimal("0.00")
    premium: Decimal | None = None
    child_benefit: Decimal = Decimal("0.00")


@value
class WorksheetFacts:
    """What Oregon's guideline worksheet takes besides the incomes (OAR 137-050-0700 to -0765)."""

    obligor: WorksheetParentFacts
    obligee: WorksheetParentFacts
    cash_medical: CashMedicalChoice = CashMedicalChoice.NO
    minimum_order_exception: str = ""
    compelling_premium: bool = False
    preparer: str = ""


@value
class Guideline:
    """A guideline result and what stands behind it. Amounts are dollars a month.

    `amount` is the base support that the guideline presumes, in Oregon the cash child support.
    `timeshare_percent` is the obligor's share of time with the children, 0-100. `worksheet` is
    for Oregon, whose paper prints the calculation line by line.
    """

    amount: Decimal
    calculated_on: date | None = None
    software: str = ""
    timeshare_percent: Decimal | None = None
    low_income_low: Decimal | None = None
    low_income_high: Decimal | None = None
    printout_attached: bool = True
    rule_effective_on: date | None = None
    rebuttal_reason: str = ""
    worksheet: WorksheetFacts | None = None


@value
class Arrears:
    """What is owed on a stated day. Dollars."""

    as_of: date
    child_principal: Decimal = Decimal("0.00")
    child_interest: Decimal = Decimal("0.00")
    spousal_principal: Decimal = Decimal("0.00")
    spousal_interest: Decimal = Decimal("0.00")
    family_principal: Decimal = Decimal("0.00")
    family_interest: Decimal = Decimal("0.00")
    medical_principal: Decimal = Decimal("0.00")
    medical_interest: Decimal = Decimal("0.00")
    monthly_payment: Decimal | None = None
    payment_begins_on: date | None = None
    oldest_unpaid_due: date | None = None
    interest_included: bool = True
    assigned: Decimal | None = None

    @property
    def principal(self) -> Decimal:
        """Every kind of unpaid support without interest."""
        return self.child_principal + self.spousal_principal + self.family_principal + self.medical_principal

    @property
    def total(self) -> Decimal:
        """Unpaid support of every kind with the interest stated."""
        interest = self.child_interest + self.spousal_interest + self.family_interest + self.medical_interest
        return self.principal + interest
