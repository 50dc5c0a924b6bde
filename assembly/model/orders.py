"""Support orders: what is asked or stands, installment by installment, and what was paid."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value


class Frequency(StrEnum):
    """How often an amount falls due."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    SEMIMONTHLY = "semimonthly"
    MONTHLY = "monthly"

    @property
    def per_year(self) -> int:
        """How many such periods a year has for proration (OCSE AT-16-04)."""
        return {"weekly": 52, "biweekly": 26, "semimonthly": 24, "monthly": 12}[self.value]


class SupportKind(StrEnum):
    """What a support amount is for, in the order of the federal withholding form."""

    CURRENT_CHILD = "current_child"
    PAST_DUE_CHILD = "past_due_child"
    CURRENT_MEDICAL = "current_medical"
    PAST_DUE_MEDICAL = "past_due_medical"
    CURRENT_SPOUSAL = "current_spousal"
    PAST_DUE_SPOUSAL = "past_due_spousal"
    OTHER = "other"


@value
class PeriodicAmount:
    """Dollars per period."""

    kind: SupportKind
    amount: Decimal
    frequency: Frequency
    description: str = ""


@value
class CostShare:
    """How parents share childcare or uninsured health costs: a percentage or a fixed amount.

    `obligor_percent` is 0-100 of the cost; `monthly_amount` is dollars a month.
    """

    obligor_percent: Decimal | None = None
    monthly_amount: Decimal | None = None
    payee: str = ""
    reason_not_proportional: str = ""


class HealthInsurer(StrEnum):
    """Which parents must keep health insurance for the children."""

    OBLIGOR = "obligor"
    OBLIGEE = "obligee"
    BOTH = "both"


@value
class HealthCoverage:
    """Who insures the children, and through what. Costs are dollars a month."""

    ordered_of: HealthInsurer = HealthInsurer.OBLIGOR
    plan_name: str = ""
    policy_number: str = ""
    monthly_cost: Decimal | None = None
    available_at_reasonable_cost: bool | None = None
    cash_medical: Decimal | None = None


@value
class Installment:
    """One amount that fell due. Dollars."""

    due: date
    amount: Decimal
    kind: SupportKind = SupportKind.CURRENT_CHILD


@value
class Payment:
    """One payment received. Dollars."""

    received: date
    amount: Decimal
    method: str = ""
    kind: SupportKind = SupportKind.CURRENT_CHILD


@value
class SupportOrder:
    """A support order: one that is asked for, stipulated to, or already stands.

    Amounts are dollars a month unless a `PeriodicAmount` says otherwise. `total_monthly` is
    base support plus the fixed add-ons. `entered_on` is None while the order is proposed.
    """

    base_monthly: Decimal
    total_monthly: Decimal
    due_day: int = 1
    begins_on: date | None = None
    entered_on: date | None = None
    issuing_state: str = ""
    issuing_court: str = ""
    number: str = ""
    amounts: tuple[PeriodicAmount, ...] = ()
    childcare: CostShare | None = None
    health_costs: CostShare | None = None
    other_items: tuple[PeriodicAmount, ...] = ()
    health_coverage: HealthCoverage | None = None
    low_income_adjustment_applies: bool | None = None
    low_income_reason_not: str = ""
    past_support_total: Decimal | None = None
    past_support_payment: Decimal | None = None
    past_support_begins_on: date | None = None
    interest_on_whole_balance: bool = False
    additional_text: str = ""
    withholding_provision: bool = True
    ended: bool = False
    installments: tuple[Installment, ...] = ()
    payments: tuple[Payment, ...] = ()
