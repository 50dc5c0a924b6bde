"""What an income withholding order needs beyond the order itself (OMB 0970-0154)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.people import Address
from assembly.model.value import value


class DocumentAction(StrEnum):
    """The one box checked at the head of the form, by its code."""

    ORIGINAL = "ORG"
    AMENDED = "AMD"
    LUMP_SUM = "LUM"
    TERMINATION = "TRM"


class SenderType(StrEnum):
    """Who sends the form."""

    AGENCY = "agency"
    COURT = "court"
    ATTORNEY = "attorney"
    PRIVATE = "private"


@value
class Contact:
    """A person or desk that an employer or an employee may call."""

    name: str
    phone: str
    fax: str = ""
    email: str = ""
    website: str = ""
    address: Address | None = None


@value
class Signature:
    """Who signs a paper and when; `signed_on` is None until it is signed."""

    name: str
    title: str = ""
    signed_on: date | None = None


@value
class Withholding:
    """One income withholding order to one employer.

    `lump_sum` is dollars. `employer` is the place of the employer in `obligor.employers`.
    `contest_runs_from` is the day from which the obligor's time to contest runs, once it is known.
    """

    action: DocumentAction = DocumentAction.ORIGINAL
    sender: SenderType = SenderType.AGENCY
    employer: int = 0
    remittance_id: str
    order_id: str = ""
    tracking_id: str = ""
    previous_tracking_id: str = ""
    private_entity_name: str = ""
    issuing_jurisdiction: str = ""
    lump_sum: Decimal | None = None
    send_employee_copy: bool = True
    employer_contact: Contact
    employee_contact: Contact
    signature: Signature | None = None
    supplemental_text: str = ""
    contest_runs_from: date | None = None
