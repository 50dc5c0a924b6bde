"""The message that files in ECF 5, and the same filing as a question about its fees."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from efiling.ecf.message import Message, finish
from efiling.ecf.references import check_references
from efiling.ecf.v5 import parts
from efiling.ecf.v5.case import case, reference, service_entity
from efiling.ecf.v5.documents import filed_documents
from efiling.ecf.v5.names import NAMESPACES, PROFILE
from efiling.ecf.xml import Element, Writer
from efiling.model import Envelope, Fee, Payment, ServiceContact


def review_filing(
    envelope: Envelope, *, posted_at: datetime, namespaces: Mapping[str, str] = NAMESPACES
) -> Message:
    """Return the message that files an envelope.

    Raises:
        MessageInvalid: a reference points at nobody, or a text cannot be carried by XML.
    """
    return _with_payment("ReviewFilingRequest", envelope, posted_at, namespaces)


def serve_filing(
    envelope: Envelope, *, posted_at: datetime, namespaces: Mapping[str, str] = NAMESPACES
) -> Message:
    """Return the message that serves documents without filing them.

    Raises:
        MessageInvalid: as for `review_filing`.
    """
    return _with_payment("ServeFilingRequest", envelope, posted_at, namespaces)


def _with_payment(
    wrapper: str, envelope: Envelope, posted_at: datetime, namespaces: Mapping[str, str]
) -> Message:
    w = parts.writer(wrapper, namespaces)
    root = w(f"wrappers:{wrapper}", filing_message(w, envelope, posted_at), _payment(w, envelope.payment))
    check_references(root)
    return finish(w, root)


def fees_query(
    envelope: Envelope, *, posted_at: datetime, namespaces: Mapping[str, str] = NAMESPACES
) -> Message:
    """Return the question what an envelope would cost.

    Raises:
        MessageInvalid: as for `review_filing`.
    """
    w = parts.writer("GetFeesCalculationRequest", namespaces)
    query = w(
        "feesq:GetFeesCalculationRequestMessage",
        parts.identification(w, "nc:DocumentIdentification", envelope.submission_id),
        *parts.head(w, location=envelope.callback_url, court=envelope.court, posted_at=posted_at),
        filing_message(w, envelope, posted_at),
    )
    root = w("wrappers:GetFeesCalculationRequest", query, _payment(w, envelope.payment))
    check_references(root)
    return finish(w, root)


def filing_message(w: Writer, envelope: Envelope, posted_at: datetime) -> Element:
    """Return the filing itself: documents, case and people."""
    return w(
        "filing:FilingMessage",
        w("nc:DocumentFileControlID", envelope.submission_id),
        parts.identification(w, "nc:DocumentIdentification", envelope.submission_id, "MESSAGEID"),
        *parts.head(w, location=envelope.callback_url, court=envelope.court, posted_at=posted_at),
        *(_service_contact(w, contact, envelope) for contact in envelope.service_contacts),
        *filed_documents(w, envelope),
        _for_the_vendor(w, envelope) if w.knows("tyler") else None,
        case(w, envelope),
    )


def _for_the_vendor(w: Writer, envelope: Envelope) -> Element:
    max_fee = envelope.payment.max_fee
    return w(
        "tyler:FilingMessageAugmentation",
        w("tyler:AttachServiceContactIndicator", "true") if envelope.service_contacts else None,
        *(
            w(
                "tyler:CrossReference",
                w("tyler:ReferenceNumber", cross.number),
                w("tyler:ReferenceTypeCode", cross.code),
            )
            for cross in envelope.cross_references
        ),
        parts.amount(w, "tyler:MaxFeeAmount", max_fee) if max_fee is not None else None,
    )


def _service_contact(w: Writer, contact: ServiceContact, envelope: Envelope) -> Element:
    return w(
        "ecf:ElectronicServiceInformation",
        _recipient(w, contact, envelope) if w.knows("tyler") else None,
        parts.identification(w, "ecf:ReceivingMDELocationID", ""),
        w("ecf:ReceivingMDEProfileCode", PROFILE),
        parts.identification(
            w, "ecf:ServiceRecipientID", contact.contact_id, "SERVICECONTACTID", contact.service_code
        ),
    )


def _recipient(w: Writer, contact: ServiceContact, envelope: Envelope) -> Element:
    return w(
        "tyler:ElectronicServiceAugmentation",
        w(
            "tyler:ServiceRecipient",
            service_entity(w, contact) if contact.is_full else None,
            parts.identification(w, "tyler:ServiceContactID", contact.contact_id),
            reference(w, "ecf:CaseRepresentedParty", contact.party, envelope),
            w.optional("tyler:FirmName", contact.firm),
        ),
    )


def _payment(w: Writer, payment: Payment) -> Element:
    zero = Fee(reason="", amount=Decimal(0))
    charges = [parts.charge(w, zero, payment.account_id)] if payment.account_id else []
    return parts.payment(
        w, charges, payer=payment.payer, code=payment.exemption_code, text=payment.exemption_text
    )
