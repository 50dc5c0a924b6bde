"""What the family law forms of California's Judicial Council ask for beyond the case itself.

Each class is one form, in the order of its items. Everything may be left open; an open item stays
blank on the form. Amounts are dollars, and dollars a month where the form asks by the month.
"""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value


class JudgmentKind(StrEnum):
    """The judgment that was entered (FL-190 items 1-8)."""

    DISSOLUTION = "dissolution"
    LEGAL_SEPARATION = "legal_separation"
    NULLITY = "nullity"
    STATUS_ONLY = "status_only"
    PARENTAGE = "parentage"
    RESERVED_ISSUES = "reserved_issues"
    RESERVING_STATUS = "reserving_status"
    OTHER = "other"


@value
class EntryNotice:
    """Notice of entry of judgment (FL-190). `addressees` are the petitioners', then the respondents'."""

    entered_on: date | None = None
    judgments: tuple[JudgmentKind, ...] = ()
    other_text: str = ""
    given_on: date | None = None
    clerk: str = ""
    marriage_ends_on: date | None = None
    partnership_ends_on: date | None = None
    mailed_at: str = ""
    mailed_on: date | None = None
    certified_on: date | None = None
    certifying_clerk: str = ""
    petitioner_addressees: tuple[str, ...] = ()
    respondent_addressees: tuple[str, ...] = ()


class NoPropertyReason(StrEnum):
    """Why no property declaration goes with a request to enter default (FL-165 item 3)."""

    NO_CHANGES = "no_changes"
    WRITTEN_AGREEMENT = "written_agreement"
    NO_SUPPORT_ISSUES = "no_support_issues"
    NO_MONEY_ASKED = "no_money_asked"
    NO_COMMUNITY_PROPERTY = "no_community_property"
    PARENTAGE_ACTION = "parentage_action"


class NonmilitaryReason(StrEnum):
    """How it is known that the respondent is not in service (FL-165 item 6)."""

    ONLINE_SEARCH = "online_search"
    REGULAR_COMMUNICATION = "regular_communication"
    RECENT_CONTACT = "recent_contact"
    DISCHARGED = "discharged"
    INCARCERATED = "incarcerated"
    OTHER = "other"


@value
class Signing:
    """Who signs and when; the signature itself is the signer's."""

    name: str = ""
    signed_on: date | None = None


@value
class CostItem:
    """One cost and what it was for."""

    text: str = ""
    amount: Decimal | None = None


@value
class DefaultEntry:
    """Request to enter default in a family case (FL-165)."""

    income_declaration_attached: bool | None = None
    property_declaration_attached: bool | None = None
    no_property_reasons: tuple[NoPropertyReason, ...] = ()
    request: Signing = Signing()
    no_mailing_required: bool = False
    envelope_address: str = ""
    mailing: Signing = Signing()
    costs_waived: bool = False
    clerk_fee: CostItem = CostItem()
    server_fee: CostItem = CostItem()
    other_costs: tuple[CostItem, ...] = ()
    costs_total: CostItem = CostItem()
    costs: Signing = Signing()
    nonmilitary_reasons: tuple[NonmilitaryReason, ...] = ()
    discharged_on: date | None = None
    nonmilitary_text: str = ""
    nonmilitary: Signing = Signing()


class ServedPaper(StrEnum):
    """What was served with a family law summons (FL-115 item 1)."""

    DISSOLUTION = "dissolution"
    PARENTAGE = "parentage"
    CUSTODY_AND_SUPPORT = "custody_and_support"
    CUSTODY_JURISDICTION = "custody_jurisdiction"
    DISCLOSURE = "disclosure"
    ASSETS_AND_DEBTS = "assets_and_debts"
    INCOME_AND_EXPENSE = "income_and_expense"
    FINANCIAL_STATEMENT = "financial_statement"
    PROPERTY = "property"
    REQUEST_FOR_ORDER = "request_for_order"
    OTHER = "other"


class SummonsMeans(StrEnum):
    """How the respondent was served (FL-115 item 3)."""

    PERSONAL = "personal"
    SUBSTITUTED_BUSINESS = "substituted_business"
    SUBSTITUTED_HOME = "substituted_home"
    ACKNOWLEDGED = "acknowledged"
    OUT_OF_STATE = "out_of_state"
    OTHER = "other"


class ServerStanding(StrEnum):
    """Whether the person who served is a registered process server (FL-115 item 4)."""

    EXEMPT = "exempt"
    NOT_REGISTERED = "not_registered"
    REGISTERED_EMPLOYEE = "registered_employee"
    REGISTERED_CONTRACTOR = "registered_contractor"


@value
class SummonsProof:
    """Proof of service of summons (FL-115)."""

    papers: tuple[ServedPaper, ...] = ()
    other_paper: str = ""
    address: str = ""
    means: SummonsMeans | None = None
    served_on: date | None = None
    served_at: time | None = None
    left_with: str = ""
    relation: str = ""
    copies_mailed_on: date | None = None
    mailed_from: str = ""
    code_section: str = ""
    continued: bool = False
    server_name: str = ""
    server_address: str = ""
    server_phone: str = ""
    standing: ServerStanding | None = None
    registration_number: str = ""
    registration_county: str = ""
    fee: Decimal | None = None
    peace_officer: bool = False
    signed_on: date | None = None

    @property
    def others_served(self) -> bool:
        """Whether any paper of item 1d was served."""
        first = (ServedPaper.DISSOLUTION, ServedPaper.PARENTAGE, ServedPaper.CUSTODY_AND_SUPPORT)
        return any(paper not in first for paper in self.papers)

    @property
    def substituted(self) -> bool:
        """Whether the papers were left with another person."""
        return self.means in (SummonsMeans.SUBSTITUTED_BUSINESS, SummonsMeans.SUBSTITUTED_HOME)

    @property
    def by_mail(self) -> bool:
        """Whether the papers were mailed to the respondent."""
        return self.means in (SummonsMeans.ACKNOWLEDGED, SummonsMeans.OUT_OF_STATE)

    @property
    def personal_on(self) -> date | None:
        """The day of personal delivery."""
        return self.served_on if self.means is SummonsMeans.PERSONAL else None

    @property
    def personal_at(self) -> time | None:
        """The time of personal delivery."""
        return self.served_at if self.means is SummonsMeans.PERSONAL else None

    @property
    def substituted_on(self) -> date | None:
        """The day on which the papers were left."""
        return self.served_on if self.substituted else None

    @property
    def substituted_at(self) -> time | None:
        """The time at which the papers were left."""
        return self.served_at if self.substituted else None

    @property
    def mailed_on(self) -> date | None:
        """The day of mailing, where service is by mail."""
        return self.served_on if self.by_mail else None

    @property
    def registered(self) -> bool:
        """Whether a registered process server served."""
        return self.standing in (ServerStanding.REGISTERED_EMPLOYEE, ServerStanding.REGISTERED_CONTRACTOR)
