"""Reading what an ECF 4 court says of service: the receipt, whom it serves, what became of it."""

from datetime import UTC, tzinfo

from efiling.ecf.reading import (
    all_filing_ids,
    category_of,
    child,
    children,
    envelope_id,
    every,
    filing_id,
    first,
    moment,
    text,
)
from efiling.ecf.v4.names import FIRM
from efiling.ecf.v4.read_answers import case_id_of, refuse, root_of
from efiling.ecf.v4.read_case import address_of, person_name
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    CaseId,
    Organization,
    PartyRef,
    ServedRecipient,
    ServiceContact,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)


def read_service_receipt(message: Element, *, zone: tzinfo = UTC) -> ServiceReceipt:
    """Return the answer to a request to serve.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer, or says nothing at all.
    """
    answer = root_of(message, "ServiceReceiptMessage", "MessageReceiptMessage")
    refuse(answer)
    found = ServiceReceipt(
        filing_ids=tuple(all_filing_ids(answer)),
        envelope_id=envelope_id(answer),
        received_at=moment(child(answer, "DocumentReceivedDate"), zone),
        recipients=tuple(
            recipient
            for status in children(answer, "ServiceRecipientStatus")
            if (recipient := _recipient(status, zone)) != ServedRecipient()
        ),
    )
    if not found.filing_ids and found.envelope_id is None and not found.recipients:
        raise MessageInvalid("ServiceReceiptMessage", ["it has neither an error, an id nor a recipient"])
    return found


def _recipient(status: Element, zone: tzinfo) -> ServedRecipient:
    return ServedRecipient(
        contact_id=text(status, "ServiceRecipientID", "IdentificationID"),
        name=text(status, "StatusDescriptionText"),
        status=text(status, "ServiceStatusCode") or text(status, "StatusText"),
        served_at=moment(child(status, "StatusDate"), zone),
    )


def read_service_information(message: Element) -> ServiceList:
    """Return whom a court serves in a case; the parties they stand for are not told.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "ServiceInformationResponseMessage")
    refuse(answer)
    case = text(answer, "CaseTrackingID")
    return ServiceList(
        case_id=CaseId(case) if case else None,
        contacts=tuple(contact_of(found) for found in children(answer, "ServiceRecipient")),
    )


def contact_of(holder: Element) -> ServiceContact:
    """Return the contact that an entity is, with all that is told of it."""
    person, organization = child(holder, "EntityPerson"), child(holder, "EntityOrganization")
    entity = person if person is not None else organization
    number = first(entity, "ServiceRecipientID")
    contact = first(entity, "ContactInformation")
    address = child(contact, "ContactMailingAddress", "StructuredAddress")
    phone = child(contact, "ContactTelephoneNumber", "FullTelephoneNumber", "TelephoneNumberFullID")
    return ServiceContact(
        contact_id=text(number, "IdentificationID"),
        service_code=text(number, "IdentificationSourceText"),
        party=PartyRef(""),
        name=Organization(name=text(organization, "OrganizationName"))
        if person is None
        else person_name(person),
        firm=_firm(person) or text(organization, "OrganizationUnitName"),
        email=text(contact, "ContactEmailID"),
        phone=text(phone),
        address=None if address is None else address_of(address),
    )


def _firm(person: Element | None) -> str:
    numbers = children(person, "PersonOtherIdentification")
    return next((text(n, "IdentificationID") for n in numbers if category_of(n).upper() == FIRM), "")


def read_service_news(message: Element, *, zone: tzinfo = UTC) -> ServiceNews:
    """Return what a ServiceCallbackMessage reports; any part may be missing.

    Raises:
        MessageInvalid: it is no such message.
    """
    callback = root_of(message, "ServiceCallbackMessage")
    who = child(callback, "RecipientInformation")
    lead = next(every(callback, "ReviewedLeadDocument"), None)
    return ServiceNews(
        filing_id=filing_id(callback),
        envelope_id=envelope_id(callback),
        case_id=case_id_of(callback),
        reference=text(lead, "DocumentFileControlID"),
        recipient=ServedRecipient(
            contact_id=text(
                callback, "ElectronicServiceInformation", "ServiceRecipientID", "IdentificationID"
            ),
            name=text(who, "RecipientName"),
            firm=text(who, "RecipientFirmName"),
            status=text(callback, "DocumentStatus", "StatusText"),
            served_at=moment(child(callback, "ServiceDate"), zone),
        ),
    )
