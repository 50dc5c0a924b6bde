"""The result of a guideline calculation that a paper prints or departs from."""

from datetime import date
from decimal import Decimal

from assembly.model.value import value


@value
class Guideline:
    """A guideline result and what stands behind it. Amounts are dollars a month.

    `timeshare_percent` is the obligor's share of time with the children, 0-100.
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
