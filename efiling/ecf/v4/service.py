"""Service in ECF 4, as a court speaks of it: the receipt, whom it serves, and what became of it."""

from collections.abc import Iterable

from efiling.ecf.message import Message, finish
from efiling.ecf.v4 import parts
from efiling.ecf.v4.answers import NO_ERROR, Answering, case_of_result, ids, reviewed
from efiling.ecf.v4.case import service_entity
from efiling.ecf.v4.names import PROFILE
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
    speaking: Answering, receipt: ServiceReceipt, found: Iterable[CourtError] = (NO_ERROR,)
) -> Message:
    """Return the answer to a request to serve, or the refusal with its codes."""
    w = parts.writer("ServiceReceiptMessage", speaking.namespaces)
    numbers = Receipt(filing_ids=receipt.filing_ids, envelope_id=receipt.envelope_id)
    root = w(
        "served:ServiceReceiptMessage",
        *ids(w, numbers),
        parts.at(w, "nc:DocumentReceivedDate", receipt.received_at),
        *parts.sender(w, speaking.location),
        parts.court(w, speaking.court),
        *parts.errors(w, found),
        # one at least is wanted, in a refusal, too
        *(_recipient(w, recipient) for recipient in receipt.recipients or (ServedRecipient(),)),
    )
    return finish(w, root)


def _recipient(w: Writer, recipient: ServedRecipient) -> Element:
    return w(
        "served:ServiceRecipientStatus",
        w.optional("nc:StatusText", recipient.status),
        parts.at(w, "nc:StatusDate", recipient.served_at),
        w.optional("nc:StatusDescriptionText", recipient.name),
        parts.identification(w, "ecf:ServiceRecipientID", recipient.contact_id, CONTACT),
        w("served:ServiceStatusCode", recipient.status),
    )


def service_information(
    speaking: Answering, known: ServiceList, found: Iterable[CourtError] = (NO_ERROR,)
) -> Message:
    """Return whom the court serves in a case."""
    w = parts.writer("ServiceInformationResponseMessage", speaking.namespaces)
    root = w(
        "servicer:ServiceInformationResponseMessage",
        *parts.sender(w, speaking.location),
        parts.court(w, speaking.court),
        *parts.errors(w, found),
        w("nc:CaseTrackingID", known.case_id or ""),
        *(w("servicer:ServiceRecipient", _known(w, contact)) for contact in known.contacts),
    )
    return finish(w, root)


def _known(w: Writer, contact: ServiceContact) -> Element:
    inside = w(
        "ecf:ElectronicServiceInformation",
        parts.identification(w, "ecf:ServiceRecipientID", contact.contact_id, CONTACT, contact.service_code),
        parts.identification(w, "ecf:ReceivingMDELocationID", ""),
        w("ecf:ReceivingMDEProfileCode", PROFILE),
    )
    return service_entity(w, contact, "", inside)


def service_complete(speaking: Answering, news: ServiceNews) -> Message:
    """Return the callback by which the vendor's court reports the service on one recipient.

    When the recipient was served must be known: the vendor's schema wants it.
    """
    w = parts.writer("ServiceCallbackMessage", speaking.namespaces)
    who = news.recipient
    numbers = Receipt(
        filing_ids=(news.filing_id,) if news.filing_id else (),
        envelope_id=news.envelope_id,
        case_id=news.case_id,
    )
    root = w(
        "servicecallback:ServiceCallbackMessage",
        *ids(w, numbers),
        _status(w, who.status),
        *parts.sender(w, speaking.location),
        case_of_result(w, ReviewResult(case_id=news.case_id), "", speaking.court),
        parts.at(w, "tyler:ServiceDate", who.served_at),
        w(
            "ecf:ElectronicServiceInformation",
            parts.identification(w, "ecf:ServiceRecipientID", who.contact_id, CONTACT),
            parts.identification(w, "ecf:ReceivingMDELocationID", ""),
            w("ecf:ReceivingMDEProfileCode", PROFILE),
        ),
        w("tyler:FilerInformation"),
        w(
            "tyler:RecipientInformation",
            w.optional("tyler:RecipientName", who.name),
            w.optional("tyler:RecipientFirmName", who.firm),
        ),
        w("tyler:SubmitterInformation"),
        reviewed(w, DocumentReview(reference=news.reference)),
    )
    return finish(w, root)


def _status(w: Writer, word: str) -> Element | None:
    return w("nc:DocumentStatus", w("nc:StatusText", word)) if word else None
