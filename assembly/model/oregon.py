"""What the papers of an Oregon case add (ORS 18.042, 25.020, 25.511; UTCR chapters 2, 5 and 8; ORCP 69)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.court import Hearing
from assembly.model.procedure import Declarant
from assembly.model.value import value


@value
class ConfidentialForm:
    """The confidential information forms that go with one filed paper (UTCR 2.130).

    `for_document` is the title of the paper that needs what the forms hold.
    """

    for_document: str
    filed_on: date | None = None
    amended: bool = False
    protective_order_number: str = ""


@value
class SupportStatement:
    """What the agency states in place of a support declaration (UTCR 8.010(5)).

    Amounts are dollars a month; None is not known. An empty `custodian` is the obligee.
    """

    as_of: date
    declarant: Declarant
    source: str
    custodian: str = ""
    assistance_monthly: Decimal | None = None
    assistance_since: date | None = None
    food_benefits_monthly: Decimal | None = None
    medicaid: bool | None = None
    custodian_income: tuple[str, ...] = ()
    special_circumstances: tuple[str, ...] = ()


class JudgmentRoad(StrEnum):
    """How a case came to its judgment."""

    DEFAULT = "default"
    HEARING = "hearing"
    STIPULATION = "stipulation"


class ReadyReason(StrEnum):
    """Why a proposed order may be signed (UTCR 5.100(2)(b), without punitive damages)."""

    STIPULATED = "stipulated"
    APPROVED = "approved"
    NO_OBJECTION = "no_objection"
    OBJECTIONS_UNRESOLVED = "objections_unresolved"
    OWN_OBJECTION = "own_objection"
    SERVICE_NOT_REQUIRED = "service_not_required"
    WAIVED = "waived"
    OTHER = "other"


@value
class Readiness:
    """The certificate under a proposed order (UTCR 5.100(2)).

    `served_on` is the day on which lawyers were served, `self_represented_served_on` the day for
    people without one; `manner` says how.
    """

    reason: ReadyReason
    served_on: date | None = None
    self_represented_served_on: date | None = None
    manner: str = ""
    explanation: str = ""


@value
class OtherPayee:
    """A person or state with a share in an award (ORS 18.042(2)(c))."""

    name: str
    share: str = ""


@value
class FeeAward:
    """An attorney fee and the claim that it belongs to (ORS 18.042(2)(h)). Dollars."""

    claim: str
    amount: Decimal


@value
class MoneyAward:
    """What a money award says beyond the parties and the order (ORS 18.042(2)). Dollars.

    `lump_sum` is what is awarded besides periodic support, such as past support.
    """

    lump_sum: Decimal | None = None
    lump_sum_kind: str = ""
    interest_at_entry: Decimal | None = None
    interest_after_entry: bool = True
    accrued_arrears: Decimal | None = None
    other_payees: tuple[OtherPayee, ...] = ()
    costs: Decimal | None = None
    attorney_fees: tuple[FeeAward, ...] = ()


@value
class GeneralJudgment:
    """A general judgment of parentage and support that is proposed to the court.

    `rebuttal_reason` is given where the amount ordered is not the presumed one; `agreed` where it
    rests on the written consent of the parties. `ends_on_text` says when support ends.
    """

    road: JudgmentRoad
    money_award: MoneyAward
    default_ordered_on: date | None = None
    hearing: Hearing | None = None
    service_finding: str = ""
    parentage_findings: tuple[str, ...] = ()
    new_child_names: tuple[str, ...] = ()
    rebuttal_reason: str = ""
    agreed: bool = False
    no_cash_medical_reason: str = ""
    withholding_exception: str = ""
    other_terms: tuple[str, ...] = ()
    readiness: Readiness | None = None


class DefaultMilitary(StrEnum):
    """What a default declaration says of military service (ORCP 69 C; 50 U.S.C. § 3931)."""

    NOT_IN_SERVICE = "not_in_service"
    IN_SERVICE = "in_service"
    CANNOT_TELL = "cannot_tell"


@value
class DefaultMotion:
    """A motion for an order of default (ORCP 69) and the declaration behind it.

    `response_due` is the last day on which the respondent could appear. A notice of intent to
    appear, once received, calls for `intent_notice_served_on` at least ten days before the motion.
    """

    respondent: str
    papers: tuple[str, ...]
    served_on: date
    method: str
    place: str
    response_due: date
    declarant: Declarant
    return_on_file: bool = True
    intent_to_appear: bool = False
    intent_notice_served_on: date | None = None
    incapacitated: bool = False
    minor: bool = False
    capacity_source: str = ""
    military: DefaultMilitary = DefaultMilitary.CANNOT_TELL
    military_searched_on: date | None = None
    parentage_evidence: tuple[str, ...] = ()
    ordered_on: date | None = None
    readiness: Readiness | None = None


class SupportBasis(StrEnum):
    """What a proposed amount rests on (ORS 25.511(4))."""

    GUIDELINE = "guideline"
    ABILITY = "ability"
    ZERO = "zero"


@value
class AdministrativeNotice:
    """A notice and proposed order of the administrator (ORS 25.511)."""

    representative: str
    representative_title: str
    addressed_to: str
    issued_on: date
    basis: SupportBasis = SupportBasis.GUIDELINE
    ability_text: str = ""
    zero_reason: str = ""
    past_support_credit: Decimal | None = None
    return_channels: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


@value
class AdministrativeOrder:
    """A final order of the administrator after nobody objected in time (ORS 25.511(7)).

    `response_due` is the last day on which an objection could reach the office; `notice_issued_on`
    the date of the notice and proposed order that went before.
    """

    representative: str
    representative_title: str
    issued_on: date
    notice_issued_on: date
    response_due: date
    money_award: MoneyAward
    mailed_on: date | None = None
    new_child_names: tuple[str, ...] = ()
    no_cash_medical_reason: str = ""
