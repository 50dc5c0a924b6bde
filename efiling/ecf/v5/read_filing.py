"""Reading a filing as a court receives it: ECF 5 ReviewFiling back into an envelope."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from efiling.ecf.reading import Parts, attribute, binary, child, children, decimal, first, text
from efiling.ecf.v5.case import ENTITY_ID
from efiling.ecf.v5.read_case import (
    attorneys_of,
    augmentation_of,
    case_itself,
    contact_of,
    party_of,
    target_of,
)
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    Attachment,
    AttorneyRef,
    ConnectedDocument,
    Content,
    CrossReference,
    Envelope,
    FiledDocument,
    Filing,
    LeadDocument,
    PartyRef,
    PartyRole,
    Payment,
    ServiceContact,
    SubmissionId,
)

D = TypeVar("D", bound=FiledDocument)

MAX_PAGES = 1_000_000
"""A page count beyond this is no page count."""


def read_review_filing(
    message: Element, *, roles: Mapping[str, PartyRole], parts: Parts | None = None
) -> Envelope:
    """Return the envelope that a ReviewFiling message holds, or the filing in a question about fees.

    `roles` says what the court's party type codes mean; a code that it lacks is a third party.

    Raises:
        MessageInvalid: there is no filing in it.
    """
    filing = first(message, "FilingMessage")
    if filing is None:
        raise MessageInvalid("ReviewFilingRequest", ["it has no FilingMessage"])
    case = child(filing, "Case")
    augmentation, more = augmentation_of(case), child(filing, "FilingMessageAugmentation")
    attorneys = tuple(attorneys_of(case))
    return Envelope(
        submission_id=SubmissionId(text(filing, "DocumentFileControlID")),
        court=text(filing, "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=case_itself(case, augmentation),
        parties=tuple(party_of(found, roles) for found in children(augmentation, "CaseParty")),
        filings=tuple(_filings(filing, {attorney.ref for attorney in attorneys}, parts or {})),
        attorneys=attorneys,
        service_contacts=tuple(_services(filing, case)),
        cross_references=tuple(
            CrossReference(code=text(found, "ReferenceTypeCode"), number=text(found, "ReferenceNumber"))
            for found in children(more, "CrossReference")
        ),
        payment=_payment(first(message, "PaymentMessage"), more),
        callback_url=text(filing, "SendingMDELocationID", "IdentificationID"),
    )


def _filings(filing: Element, attorneys: set[AttorneyRef], parts: Parts) -> list[Filing]:
    leads = list(children(filing, "FilingLeadDocument"))
    ids = [attribute(lead, "id") for lead in leads]
    supports: list[list[ConnectedDocument]] = [[] for _ in leads]
    for found in children(filing, "FilingConnectedDocument"):
        parent = attribute(first(child(_details(found), "DocumentAssociation"), "PrimaryDocument"), "ref")
        if leads:
            place = ids.index(parent) if parent in ids else 0
            supports[place].append(_document(ConnectedDocument, found, attorneys, parts))
    return [
        Filing(lead=_document(LeadDocument, lead, attorneys, parts), connected=tuple(connected))
        for lead, connected in zip(leads, supports, strict=True)
    ]


def _details(document: Element) -> Element | None:
    """The augmentation with the filing code, among the two of one local name."""
    for found in children(document, "DocumentAugmentation"):
        if child(found, "RegisterActionDescriptionCode") is not None:
            return found
    return None


def _document(kind: type[D], found: Element, attorneys: set[AttorneyRef], parts: Parts) -> D:
    details = _details(found)
    filers = [target for target in map(target_of, children(details, "DocumentFiler")) if target]
    copies = text(first(found, "CourtesyCopiesText"))
    return kind(
        reference=text(found, "DocumentFileControlID") or text(first(found, "FilerReferenceNumber")),
        title=text(found, "DocumentDescriptionText"),
        filing_code=text(details, "RegisterActionDescriptionCode"),
        attachments=tuple(
            _attachment(rendition, text(details, "DocumentTypeCode"), parts)
            for rendition in children(details, "DocumentRendition")
        ),
        filed_by=tuple(PartyRef(filer) for filer in filers if AttorneyRef(filer) not in attorneys),
        attorney=next((AttorneyRef(filer) for filer in filers if AttorneyRef(filer) in attorneys), None),
        comments=text(first(found, "FilingCommentsText", "SpecialHandlingInstructionsText")),
        courtesy_copies=tuple(copies.split(",")) if copies else (),
    )


def _attachment(rendition: Element, security: str, parts: Parts) -> Attachment:
    found = child(rendition, "Attachment")
    augmentation = child(found, "AttachmentAugmentation")
    content = binary(child(found, "Base64BinaryObject"), parts)
    pages = decimal(text(augmentation, "PageCount"))
    return Attachment(
        title=text(found, "BinaryDescriptionText"),
        file_name=text(found, "BinaryURI"),
        content=content if content is not None else Content.of(b""),
        component_code=text(augmentation, "FilingComponentCode"),
        security_code=text(augmentation, "DocumentTypeCode") or security,
        pages=int(pages) if pages is not None and 0 <= pages < MAX_PAGES else None,
    )


def _services(filing: Element, case: Element | None) -> Iterator[ServiceContact]:
    entities = _entities(case)
    for number, found in enumerate(children(filing, "ElectronicServiceInformation"), 1):
        recipient = child(found, "ElectronicServiceAugmentation", "ServiceRecipient")
        told = entities.get(ENTITY_ID.format(number), recipient)
        contact = (
            contact_of(told)
            if told is not None
            else ServiceContact(contact_id="", service_code="", party=PartyRef(""))
        )
        yield replace(
            contact,
            contact_id=text(found, "ServiceRecipientID", "IdentificationID"),
            service_code=text(found, "ServiceRecipientID", "IdentificationSourceText"),
            party=PartyRef(target_of(first(found, "CaseRepresentedParty"))),
        )


def _entities(case: Element | None) -> dict[str, Element]:
    """The entities beside the parties, by their id in the message."""
    return {
        attribute(entity, "id"): other
        for augmentation in children(case, "CaseAugmentation")
        for other in children(augmentation, "CaseOtherEntity")
        for entity in other
    }


def _payment(payment: Element | None, more: Element | None) -> Payment:
    charge = child(payment, "AllowanceCharge")
    return Payment(
        payer=text(first(child(payment, "Payer"), "OrganizationName", "PersonFullName")),
        account_id=text(charge, "PaymentMeans", "PaymentID"),
        exemption_code=text(payment, "FeeExceptionReasonCode"),
        exemption_text=text(payment, "FeeExceptionSupportingText"),
        max_fee=decimal(text(more, "MaxFeeAmount", "Amount")),
    )
