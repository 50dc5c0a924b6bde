"""The message that files: ReviewFiling, and the same filing as a question about its fees."""

from collections.abc import Mapping
from decimal import Decimal

from efiling.ecf.message import Message, finish
from efiling.ecf.references import check_references
from efiling.ecf.v4 import parts
from efiling.ecf.v4.case import SERVICE_ID, domestic_case
from efiling.ecf.v4.documents import filed_documents
from efiling.ecf.v4.names import NAMESPACES, PROFILE
from efiling.ecf.xml import Element, Writer
from efiling.model import Envelope, Fee, Payment

CROSS_REFERENCE = "CaseCrossReferenceNumber"
"""The category of a number by which somebody else knows the case."""


def review_filing(envelope: Envelope, *, namespaces: Mapping[str, str] = NAMESPACES) -> Message:
    """Return the message that files an envelope.

    Raises:
        MessageInvalid: a reference points at nobody, or a text cannot be carried by XML.
    """
    w = parts.writer("ReviewFilingRequestMessage", namespaces)
    root = w(
        "w:ReviewFilingRequestMessage",
        *parts.sender(w, envelope.callback_url),
        core_filing(w, envelope),
        _payment(w, envelope.payment),
    )
    check_references(root)
    return finish(w, root)


def fees_query(envelope: Envelope, submitter: str, *, namespaces: Mapping[str, str] = NAMESPACES) -> Message:
    """Return the question what an envelope would cost; `submitter` is our log-in's id.

    Raises:
        MessageInvalid: as for `review_filing`.
    """
    w = parts.writer("FeesCalculationQueryMessage", namespaces)
    root = w(
        "feesq:FeesCalculationQueryMessage",
        *parts.sender(w, envelope.callback_url),
        query_submitter(w, submitter),
        parts.court(w, envelope.court),
        core_filing(w, envelope, provider_charge=Fee(reason="", amount=Decimal(0))),
    )
    check_references(root)
    return finish(w, root)


def serve_filing(envelope: Envelope, *, namespaces: Mapping[str, str] = NAMESPACES) -> Message:
    """Return the message that serves documents without filing them.

    Raises:
        MessageInvalid: as for `review_filing`.
    """
    w = parts.writer("CoreFilingMessage", namespaces)
    root = core_filing(w, envelope, provider_charge=Fee(reason="", amount=Decimal(0)))
    check_references(root)
    return finish(w, root)


def query_submitter(w: Writer, submitter: str) -> Element:
    """Return who asks."""
    number = parts.identification(w, "nc:PersonOtherIdentification", submitter)
    return w("ecf:QuerySubmitter", w("ecf:EntityPerson", number))


def core_filing(w: Writer, envelope: Envelope, *, provider_charge: Fee | None = None) -> Element:
    """Return the filing itself: case, people and documents."""
    return w(
        "core:CoreFilingMessage",
        w("nc:DocumentFileControlID", envelope.submission_id),
        *(
            parts.identification(w, "nc:DocumentIdentification", cross.number, CROSS_REFERENCE, cross.code)
            for cross in envelope.cross_references
        ),
        *parts.sender(w, envelope.callback_url),
        *_service_contacts(w, envelope),
        domestic_case(w, envelope, provider_charge=provider_charge),
        *filed_documents(w, envelope),
    )


def _service_contacts(w: Writer, envelope: Envelope) -> list[Element]:
    return [
        w(
            "ecf:ElectronicServiceInformation",
            parts.identification(
                w, "ecf:ServiceRecipientID", contact.contact_id, "SERVICECONTACTID", contact.service_code
            ),
            parts.identification(w, "ecf:ReceivingMDELocationID", ""),
            w("ecf:ReceivingMDEProfileCode", PROFILE),
            id=SERVICE_ID.format(number),
        )
        for number, contact in enumerate(envelope.service_contacts, 1)
    ]


def _payment(w: Writer, payment: Payment) -> Element:
    zero = Fee(reason="", amount=Decimal(0))
    return w(
        "pay:PaymentMessage",
        w.optional("pay:FeeExceptionReasonCode", payment.exemption_code),
        w.optional("pay:FeeExceptionSupportingText", payment.exemption_text),
        w("pay:PayerName", payment.payer),
        parts.charge(w, zero, payment.account_id) if payment.account_id else None,
        w("cac:Address"),
        w("cac:Payment"),
    )
