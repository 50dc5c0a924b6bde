"""What a motion, an order to show cause, a stipulation or a summons adds to the case."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.court import Hearing
from assembly.model.language import language_name
from assembly.model.people import Address
from assembly.model.value import value


class Relief(StrEnum):
    """An order that may be asked for under an order to show cause (FL-683, FL-684)."""

    PARENTAGE = "parentage"
    CHILD_SUPPORT = "child_support"
    MODIFY_SUPPORT = "modify_support"
    HEALTH_INSURANCE = "health_insurance"
    FEES_AND_COSTS = "fees_and_costs"
    PROPERTY_RESTRAINT = "property_restraint"
    OTHER = "other"


@value
class Declarant:
    """Who declares under penalty of perjury, and why they know."""

    name: str
    title: str = ""
    relation: str = ""
    signed_on: date | None = None
    place: str = ""


@value
class ShowCause:
    """An order to show cause and the request behind it."""

    addressed_to: str
    hearing: Hearing
    relief: tuple[Relief, ...]
    facts: tuple[str, ...]
    declarant: Declarant
    existing_order_entered_on: date | None = None
    existing_order_summary: str = ""
    start_on_request_date: bool = True
    effective_on: date | None = None
    support_other_text: str = ""
    interim_orders: str = ""
    other_prayers: tuple[str, ...] = ()
    fees_amount: Decimal | None = None
    costs_amount: Decimal | None = None
    restrained_party: str = ""
    restrained_property: str = ""
    serve_by: date | None = None
    respond_by: date | None = None
    shortened_time_reason: str = ""
    financial_information_attached: bool = True
    points_and_authorities: bool = False
    genetic_testing_order: bool = False
    other_attachments: tuple[str, ...] = ()


@value
class Appearances:
    """Who was at a hearing. An attorney is named where the party had one there."""

    petitioner: bool = False
    petitioner_attorney: str = ""
    respondent: bool = False
    respondent_attorney: str = ""
    other_parent: bool = False
    other_parent_attorney: str = ""
    agency_attorney: str = ""
    others: tuple[str, ...] = ()


class JudgmentStage(StrEnum):
    """The three lives of a judgment on parental obligations (FL-630 items 1a and 1b)."""

    PROPOSED = "proposed"
    AMENDED_PROPOSED = "amended_proposed"
    FINAL = "final"


@value
class Judgment:
    """A judgment on parental obligations: proposed, amended, or entered.

    `hearing` is None where judgment goes by default (Cal. Fam. Code § 17430).
    `entered_on` is None until the clerk has entered it. `pages_attached` is None while the
    pages are to be counted by hand.
    """

    stage: JudgmentStage = JudgmentStage.PROPOSED
    supplemental: bool = False
    hearing: Hearing | None = None
    appearances: Appearances = Appearances()
    documents_relied_on: tuple[str, ...] = ()
    entered_on: date | None = None
    pages_attached: int | None = None


class Appearance(StrEnum):
    """How a stipulation comes before the court."""

    WRITTEN = "written"
    HEARING = "hearing"


@value
class Stipulation:
    """What the parties agree to (Cal. Fam. Code § 4065). Amounts are dollars a month."""

    how: Appearance = Appearance.WRITTEN
    hearing: Hearing | None = None
    present: tuple[str, ...] = ()
    appearances: Appearances = Appearances()
    supplemental: bool = False
    agreed_amount: Decimal
    agrees_to_guideline: bool = True
    rebuttal_reason: str = ""
    fully_informed: bool = False
    no_coercion: bool = False
    best_interest: bool = False
    needs_adequately_met: bool = False
    right_not_assigned: bool = False
    agency_joins: bool = True
    documents_relied_on: tuple[str, ...] = ()
    earlier_orders: tuple[str, ...] = ()
    other_orders: str = ""
    no_action_on_file: bool = False
    advisement_language: str = "en"
    interpreter_name: str = ""
    obligee_interpreter_name: str = ""
    pages_attached: int | None = None
    signed_on: date | None = None

    @property
    def advisement_language_name(self) -> str:
        """What the language of the advisement is called in English."""
        return language_name(self.advisement_language)


@value
class Proceeding:
    """Another case or order about the same children (UTCR 2.010, ORS 25.020)."""

    tribunal: str
    number: str
    state: str
    entered_on: date | None = None
    monthly_amount: Decimal | None = None
    pending: bool = False


@value
class Petition:
    """What an Oregon petition for support and parentage adds (ORS 109.100-109.155)."""

    standing: str
    jurisdiction_basis: str = ""
    venue_basis: str = ""
    custody_facts: tuple[str, ...] = ()
    parentage_facts: tuple[str, ...] = ()
    health_coverage_facts: tuple[str, ...] = ()
    birth_expenses: Decimal | None = None
    past_support_from: date | None = None
    disestablish: str = ""
    withholding_exception: str = ""
    verified_by: Declarant | None = None
    proceedings: tuple[Proceeding, ...] = ()
    costs_sought: bool = False


@value
class Summons:
    """Whom a summons calls, and where they may be found."""

    person: str
    role: str = "Respondent"
    service_address: Address | None = None
    issued_on: date | None = None
    publication_first_date: date | None = None
