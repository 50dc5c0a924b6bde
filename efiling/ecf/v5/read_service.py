"""Reading what an ECF 5 court says of service: the receipt, whom it serves, what became of it."""

from datetime import UTC, tzinfo

from efiling.ecf.reading import (
    all_filing_ids,
    child,
    children,
    envelope_id,
    filing_id,
    first,
    local,
    moment,
    text,
)
from efiling.ecf.v5.read_answers import case_id_of, ids_of, refuse, root_of
from efiling.ecf.v5.read_case import contact_of
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    CaseId,
    ServedRecipient,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)


def read_service_receipt(message: Element, *, zone: tzinfo = UTC) -> ServiceReceipt:
    """Return the answer to a request to serve.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer, or has no id.
    """
    status = refuse(message)
    if status is None:
        raise MessageInvalid("MessageStatus", [f"{local(message)} was sent instead"])
    ids = ids_of(status)
    contact, word = text(ids, "ServiceRecipientID", "IdentificationID"), text(ids, "ServiceStatusCode")
    found = ServiceReceipt(
        filing_ids=tuple(all_filing_ids(ids)),
        envelope_id=envelope_id(ids),
        received_at=moment(child(status, "SystemEventDateTime"), zone),
        recipients=(ServedRecipient(contact_id=contact, status=word),) if contact or word else (),
    )
    if not found.filing_ids and found.envelope_id is None and not found.recipients:
        raise MessageInvalid("MessageStatus", ["it has neither an error, an id nor a recipient"])
    return found


def read_service_information(message: Element) -> ServiceList:
    """Return whom a court serves in a case; the parties they stand for are not told.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "GetServiceInformationResponseMessage")
    case = text(first(answer, "CaseTrackingID"), "IdentificationID")
    return ServiceList(
        case_id=CaseId(case) if case else None,
        contacts=tuple(contact_of(found) for found in children(answer, "ServiceRecipient")),
    )


def read_service_news(message: Element, *, zone: tzinfo = UTC) -> ServiceNews:
    """Return what a NotifyServiceComplete message reports; any part may be missing.

    Raises:
        MessageInvalid: it is no such message.
    """
    callback = first(message, "NotifyServiceCompleteMessage")
    if callback is None:
        raise MessageInvalid("NotifyServiceCompleteMessage", [f"{local(message)} was sent instead"])
    who, reached = child(callback, "RecipientInformation"), child(callback, "ElectronicServiceInformation")
    opened = first(reached, "OpenedDate")
    status = child(callback, "FilingStatus")
    return ServiceNews(
        filing_id=filing_id(callback),
        envelope_id=envelope_id(callback),
        case_id=case_id_of(callback),
        reference=text(callback, "LeadDocumentReview", "ReviewedDocument", "DocumentFileControlID"),
        recipient=ServedRecipient(
            contact_id=text(reached, "ServiceRecipientID", "IdentificationID"),
            name=text(who, "RecipientName"),
            firm=text(who, "RecipientFirmName"),
            email=text(who, "RecipientEmail"),
            status=text(status, "FilingReviewStatusCode"),
            served_at=moment(child(callback, "ServiceDate"), zone),
            opened_at=moment(opened, zone),
        ),
    )
