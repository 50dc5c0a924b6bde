"""What a request to enter default, and the declaration behind it, add to the case."""

from datetime import date
from enum import StrEnum

from assembly.model.procedure import Declarant
from assembly.model.service import ServiceMethod
from assembly.model.value import value


class MilitaryReason(StrEnum):
    """How it is known that a person is not in military service (50 U.S.C. § 3931(b))."""

    ONLINE_RECORD = "online_record"
    STATE_SYSTEM = "state_system"
    OTHER = "other"


class AidStatus(StrEnum):
    """How the children stand with public assistance (FL-697 item 6)."""

    RECEIVING = "receiving"
    APPLYING = "applying"
    FORMERLY = "formerly"
    NEITHER = "neither"


@value
class DefaultRequest:
    """A request that default and judgment be entered (Cal. Fam. Code § 17430).

    `service_completed_on` is the day on which service counts as done, not the day of delivery.
    `answer_filed_on` must be None for a default.
    """

    declarant: Declarant
    service_completed_on: date
    service_method: ServiceMethod | None = None
    served_on: date | None = None
    answer_filed_on: date | None = None
    military_reasons: tuple[MilitaryReason, ...] = ()
    military_checked_on: date | None = None
    military_reason_text: str = ""
    default_entered_on: date | None = None
    aid_status: AidStatus = AidStatus.NEITHER
    support_information: tuple[str, ...] = ()
    other_facts: tuple[str, ...] = ()
