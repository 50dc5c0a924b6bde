"""Service in ECF 5, as a court speaks of it: the receipt, whom it serves, and what became of it."""

from collections.abc import Iterable

from efiling.ecf.message import Message, finish
from efiling.ecf.v5 import parts
from efiling.ecf.v5.answers import NO_ERRORS, Answering, message_status
from efiling.ecf.v5.case import service_entity
from efiling.ecf.v5.names import PROFILE
from efiling.ecf.xml import Element, Writer
from efiling.model import (
    CourtError,
    DocumentReview,
    Receipt,
    ReviewResult,
    ServedRecipient,
    ServiceContact,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)

CONTACT = "SERVICECONTACTID"
"""The category of the id of a service contact."""


def service_receipt(
    speaking: Answering, receipt: ServiceReceipt, found: Iterable[CourtError] = NO_ERRORS
) -> Message:
    """Return the answer to a request to serve, or the refusal with its codes.

    It has room for one recipient; what becomes of the others is told when they are served.
    """
    w = parts.writer("ServeFilingResponse", speaking.namespaces)
    numbers = Receipt(filing_ids=receipt.filing_ids, envelope_id=receipt.envelope_id)
    more = [part for recipient in receipt.recipients[:1] for part in _recipient(w, recipient)]
    at = receipt.received_at or speaking.at
    status = message_status(w, at, tuple(found), numbers, *more)
    return finish(w, w("wrappers:ServeFilingResponse", status))


def _recipient(w: Writer, recipient: ServedRecipient) -> list[Element]:
    return [
        parts.identification(w, "ecf:ServiceRecipientID", recipient.contact_id, CONTACT),
        w("ecf:ServiceStatusCode", recipient.status),
    ]


def service_information(
    speaking: Answering, known: ServiceList, found: Iterable[CourtError] = NO_ERRORS
) -> Message:
    """Return whom the court serves in a case."""
    w = parts.writer("GetServiceInformationResponse", speaking.namespaces)
    message = w(
        "servicer:GetServiceInformationResponseMessage",
        *speaking.head(w),
        message_status(w, speaking.at, tuple(found)),
        *(w("servicer:ServiceRecipient", _known(w, contact)) for contact in known.contacts),
    )
    return finish(w, w("wrappers:GetServiceInformationResponse", message))


def _known(w: Writer, contact: ServiceContact) -> Element:
    inside = w(
        "ecf:ElectronicServiceInformation",
        parts.identification(w, "ecf:ReceivingMDELocationID", ""),
        w("ecf:ReceivingMDEProfileCode", PROFILE),
        parts.identification(w, "ecf:ServiceRecipientID", contact.contact_id, CONTACT, contact.service_code),
    )
    return service_entity(w, contact, "", inside, office=contact.firm)


def service_complete(speaking: Answering, news: ServiceNews) -> Message:
    """Return the callback by which the vendor's court reports the service on one recipient.

    When the recipient was served must be known: the vendor's schema wants it.
    """
    w = parts.writer("NotifyServiceCompleteRequest", speaking.namespaces)
    who = news.recipient
    result = ReviewResult(
        filing_id=news.filing_id,
        envelope_id=news.envelope_id,
        case_id=news.case_id,
        status=who.status,
        documents=(DocumentReview(reference=news.reference),),
    )
    message = w(
        "servicecallback:NotifyServiceCompleteMessage",
        *speaking.told(w, result),
        w(
            "ecf:ElectronicServiceInformation",
            parts.identification(w, "ecf:ReceivingMDELocationID", ""),
            w("ecf:ReceivingMDEProfileCode", PROFILE),
            parts.identification(w, "ecf:ServiceRecipientID", who.contact_id, CONTACT),
        ),
        parts.at(w, "tyler:ServiceDate", who.served_at),
        w("tyler:SubmitterInformation"),
        w(
            "tyler:RecipientInformation",
            w.optional("tyler:RecipientName", who.name),
            w.optional("tyler:RecipientFirmName", who.firm),
            w.optional("tyler:RecipientEmail", who.email),
        ),
    )
    return finish(w, w("tylerwrap:NotifyServiceCompleteRequest", message))
