"""Income and expense declaration (FL-150), item by item. Dollars a month unless said otherwise."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.case import PartyRole
from assembly.model.value import value


class PayPeriod(StrEnum):
    """What the pay in item 1h is for."""

    MONTH = "month"
    WEEK = "week"
    HOUR = "hour"


class TaxStatus(StrEnum):
    """How taxes were last filed (item 3b)."""

    SINGLE = "single"
    HEAD_OF_HOUSEHOLD = "head_of_household"
    MARRIED_SEPARATELY = "married_separately"
    MARRIED_JOINTLY = "married_jointly"


class ExpenseBasis(StrEnum):
    """What the monthly expenses are (item 13)."""

    ESTIMATED = "estimated"
    ACTUAL = "actual"
    PROPOSED = "proposed"


@value
class Employment:
    """The job held, or last held (item 1)."""

    employer: str = ""
    employer_address: str = ""
    employer_phone: str = ""
    occupation: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    hours_per_week: Decimal | None = None
    pay: Decimal | None = None
    pay_period: PayPeriod | None = None


@value
class Schooling:
    """Age and schooling (item 2)."""

    age: int | None = None
    high_school: bool | None = None
    highest_grade: str = ""
    college_years: Decimal | None = None
    college_degrees: str = ""
    graduate_years: Decimal | None = None
    graduate_degrees: str = ""
    licenses: str = ""
    vocational_training: str = ""


@value
class TaxFiling:
    """How taxes are filed (item 3)."""

    year: int | None = None
    status: TaxStatus | None = None
    joint_with: str = ""
    state: str = ""
    exemptions: int | None = None

    @property
    def in_california(self) -> bool | None:
        """Whether state taxes are filed in California; None where the state is not known."""
        return self.state == "California" if self.state else None

    @property
    def other_state(self) -> str:
        """The state, where it is another than California."""
        return self.state if self.state != "California" else ""


class ReceivedKind(StrEnum):
    """The boxes beside spousal support, partner support and disability (items 5e, 5f, 5i)."""

    THIS_MARRIAGE = "this_marriage"
    OTHER_MARRIAGE = "other_marriage"
    TAXABLE = "taxable"
    THIS_PARTNERSHIP = "this_partnership"
    OTHER_PARTNERSHIP = "other_partnership"
    SOCIAL_SECURITY = "social_security"
    STATE = "state"
    PRIVATE = "private"


@value
class Received:
    """An income, last month and on average over the last twelve."""

    last_month: Decimal | None = None
    average: Decimal | None = None
    text: str = ""
    kinds: tuple[ReceivedKind, ...] = ()


@value
class Incomes:
    """Income by source (items 5 and 6)."""

    wages: Received = Received()
    overtime: Received = Received()
    commissions: Received = Received()
    public_assistance: Received = Received()
    receives_assistance: bool = False
    spousal_support: Received = Received()
    partner_support: Received = Received()
    pension: Received = Received()
    social_security: Received = Received()
    disability: Received = Received()
    unemployment: Received = Received()
    workers_compensation: Received = Received()
    other: Received = Received()
    dividends: Received = Received()
    rental: Received = Received()
    trust: Received = Received()
    other_investment: Received = Received()
    self_employment: Received = Received()


class BusinessRole(StrEnum):
    """What the declarant is in the business (item 7)."""

    OWNER = "owner"
    PARTNER = "partner"
    OTHER = "other"


@value
class Business:
    """The business behind self-employment (item 7)."""

    role: BusinessRole | None = None
    other_role: str = ""
    years: str = ""
    name: str = ""
    type: str = ""


@value
class Deductions:
    """What was deducted last month (item 10)."""

    union_dues: Decimal | None = None
    retirement: Decimal | None = None
    health_premiums: Decimal | None = None
    child_support: Decimal | None = None
    spousal_support: Decimal | None = None
    spousal_support_deductible: bool = False
    partner_support: Decimal | None = None
    job_expenses: Decimal | None = None


@value
class Assets:
    """What is owned, in dollars (item 11)."""

    cash: Decimal | None = None
    securities: Decimal | None = None
    other_property: Decimal | None = None
    real_property: bool = False
    personal_property: bool = False


@value
class Housemate:
    """A person in the household (item 12)."""

    name: str
    age: str = ""
    relation: str = ""
    gross_monthly: Decimal | None = None
    pays_expenses: bool | None = None


@value
class Expenses:
    """Average monthly expenses (item 13)."""

    basis: ExpenseBasis | None = None
    rents: bool = False
    has_mortgage: bool = False
    home: Decimal | None = None
    mortgage_principal: Decimal | None = None
    mortgage_interest: Decimal | None = None
    property_taxes: Decimal | None = None
    home_insurance: Decimal | None = None
    maintenance: Decimal | None = None
    health_costs: Decimal | None = None
    childcare: Decimal | None = None
    groceries: Decimal | None = None
    eating_out: Decimal | None = None
    utilities: Decimal | None = None
    telephone: Decimal | None = None
    laundry: Decimal | None = None
    clothes: Decimal | None = None
    education: Decimal | None = None
    entertainment: Decimal | None = None
    transportation: Decimal | None = None
    insurance: Decimal | None = None
    savings: Decimal | None = None
    charity: Decimal | None = None
    installments: Decimal | None = None
    other_text: str = ""
    other: Decimal | None = None
    total: Decimal | None = None
    paid_by_others: Decimal | None = None


@value
class Debt:
    """A debt paid by installments (item 14). `balance` is dollars."""

    paid_to: str
    purpose: str = ""
    amount: Decimal | None = None
    balance: Decimal | None = None
    last_paid_on: date | None = None


@value
class AttorneyFees:
    """What is paid and owed to the declarant's attorney, in dollars (item 15)."""

    paid: Decimal | None = None
    source: str = ""
    owed: Decimal | None = None
    hourly_rate: str = ""
    attorney: str = ""
    confirmed_on: date | None = None


@value
class ChildSupportPage:
    """The last page, where the case involves child support (items 16-20)."""

    children_count: int | None = None
    own_time_percent: Decimal | None = None
    other_time_percent: Decimal | None = None
    schedule: str = ""
    has_insurance: bool | None = None
    insurer: str = ""
    insurer_address: str = ""
    insurance_cost: Decimal | None = None
    childcare: Decimal | None = None
    uninsured_health: Decimal | None = None
    travel: Decimal | None = None
    special_needs_text: str = ""
    special_needs: Decimal | None = None
    health_hardship: Decimal | None = None
    health_hardship_months: str = ""
    loss_hardship: Decimal | None = None
    loss_hardship_months: str = ""
    other_children: Decimal | None = None
    other_children_months: str = ""
    other_children_names: str = ""
    other_children_support: Decimal | None = None
    hardship_reason: str = ""
    other_information: str = ""


@value
class IncomeDeclaration:
    """A party's income and expense declaration.

    `party` says whose it is; None where the agency files it without naming one.
    """

    party: PartyRole | None = None
    employment: Employment = Employment()
    schooling: Schooling = Schooling()
    taxes: TaxFiling = TaxFiling()
    other_party_income: Decimal | None = None
    other_party_basis: str = ""
    pages_attached: int | None = None
    signed_on: date | None = None
    declarant: str = ""
    incomes: Incomes = Incomes()
    business: Business = Business()
    one_time_money: str = ""
    change: str = ""
    deductions: Deductions = Deductions()
    assets: Assets = Assets()
    household: tuple[Housemate, ...] = ()
    expenses: Expenses = Expenses()
    debts: tuple[Debt, ...] = ()
    fees: AttorneyFees = AttorneyFees()
    child_support: ChildSupportPage = ChildSupportPage()
