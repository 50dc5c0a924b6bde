"""How a paper reached the people it is for: who served it, on whom, when and in what manner."""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from assembly.model.people import Address
from assembly.model.value import value


class ServiceMethod(StrEnum):
    """How a paper was served (Cal. Code Civ. Proc. §§ 415.10-415.50, 1011-1013; ORCP 7 D, 9).

    The words after `ELECTRONIC` are Oregon's (UTCR 2.020, 21.100; ORS 25.511(1)).
    """

    PERSONAL = "personal"
    SUBSTITUTED = "substituted"
    ACKNOWLEDGED = "acknowledged"
    OUT_OF_STATE_MAIL = "out_of_state_mail"
    PUBLICATION = "publication"
    MAIL = "mail"
    ELECTRONIC = "electronic"
    OFFICE = "office"
    CERTIFIED_MAIL = "certified_mail"
    DELIVERY_CONFIRMATION = "delivery_confirmation"
    ACCEPTED = "accepted"
    EFILING_SYSTEM = "efiling_system"
    EMAIL = "email"
    FAX = "fax"
    HAND = "hand"
    FILED_WITH_COURT = "filed_with_court"


class MailingManner(StrEnum):
    """What the server did with the envelopes (Cal. Code Civ. Proc. § 1013a)."""

    DEPOSITED = "deposited"
    COLLECTED = "collected"


class AddressSource(StrEnum):
    """How a current address was verified for a request after judgment (Cal. Fam. Code § 215)."""

    STATE_SYSTEM = "state_system"
    OTHER = "other"


@value
class Server:
    """The adult who served, and is not a party.

    `adult` is whether the server is 18 or older, None where nobody has said so. Oregon also asks
    that the server of a summons neither works for a party nor is a party's attorney (ORCP 7 E).
    """

    name: str
    business_address: Address | None = None
    county: str = ""
    title: str = ""
    phone: str = ""
    party_to_case: bool = False
    adult: bool | None = None
    works_for_party: bool = False
    attorney_for_party: bool = False


@value
class Recipient:
    """A person to whom a paper was sent.

    `address` is None where it is kept on file with the agency and not printed
    (Cal. Rules of Court, rule 5.415(e); Fam. Code § 17212). `method` is given where people were
    served in different ways, `reached_at` is then the e-mail address, number or place used, and
    `detail` what the rule wants said of it, such as how receipt was confirmed.
    """

    name: str
    address: Address | None = None
    verified_by: AddressSource | None = None
    verified_on: date | None = None
    verified_how: str = ""
    role: str = ""
    method: ServiceMethod | None = None
    reached_at: str = ""
    served_at: time | None = None
    detail: str = ""


@value
class Service:
    """One service of one set of papers.

    `documents` are their exact titles. `served_on` is the day of mailing or delivery;
    `completed_on` the day on which the law counts it as done. `received_by` is who took the papers
    in place of the person, with `receiver_described`; `follow_up_mailed_on` the mailing that
    substituted and office service need; `tracking` the number of a mailed article; `acknowledged_on`
    the day on which the person signed the acknowledgment of receipt. A `sheriff` certifies; any
    other server states what ORCP 7 E asks. `fee` is dollars.
    """

    method: ServiceMethod
    documents: tuple[str, ...]
    server: Server
    recipients: tuple[Recipient, ...]
    served_on: date | None = None
    completed_on: date | None = None
    served_at: time | None = None
    manner: MailingManner = MailingManner.COLLECTED
    place: str = ""
    after_judgment: bool = False
    signed_on: date | None = None
    received_by: str = ""
    receiver_described: str = ""
    follow_up_mailed_on: date | None = None
    follow_up_address: Address | None = None
    tracking: str = ""
    mailed_on: date | None = None
    acknowledged_on: date | None = None
    address_verified_on: date | None = None
    court_order_text: str = ""
    sheriff: bool = False
    military_facts: str = ""
    fee: Decimal | None = None
