"""Reading a filing as a court receives it: ECF 4 ReviewFiling back into an envelope."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from efiling.ecf.reading import (
    Parts,
    attribute,
    binary,
    category_of,
    child,
    children,
    decimal,
    every,
    first,
    local,
    text,
)
from efiling.ecf.v4.case import ENTITY_ID
from efiling.ecf.v4.filing import CROSS_REFERENCE
from efiling.ecf.v4.read_case import attorneys, case_itself, parties, people_of
from efiling.ecf.v4.read_service import contact_of
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
    Party,
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
    """Return the envelope that a ReviewFiling message holds.

    `roles` says what the court's party type codes mean; a code that it lacks is a third party.

    Raises:
        MessageInvalid: there is no filing in it.
    """
    core = first(message, "CoreFilingMessage")
    if core is None:
        raise MessageInvalid("ReviewFilingRequestMessage", ["it has no CoreFilingMessage"])
    return read_core_filing(core, roles=roles, parts=parts or {}, payment=first(message, "PaymentMessage"))


def read_core_filing(
    core: Element, *, roles: Mapping[str, PartyRole], parts: Parts, payment: Element | None = None
) -> Envelope:
    """Return the envelope that a CoreFilingMessage holds; see `read_review_filing`."""
    case = next((found for found in core if local(found).endswith("Case")), None)
    augmentation = people_of(case)
    everyone = tuple(parties(augmentation, roles))
    return Envelope(
        submission_id=SubmissionId(text(core, "DocumentFileControlID")),
        court=text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=case_itself(case, augmentation),
        parties=everyone,
        filings=tuple(_filings(core, everyone, parts)),
        attorneys=tuple(attorneys(augmentation)),
        service_contacts=tuple(_service_contacts(core, case, augmentation)),
        cross_references=tuple(_cross_references(core)),
        payment=_payment(payment, augmentation),
        callback_url=text(core, "SendingMDELocationID", "IdentificationID"),
    )


def _filings(core: Element, everyone: tuple[Party, ...], parts: Parts) -> list[Filing]:
    leads = list(children(core, "FilingLeadDocument"))
    ids = [attribute(lead, "id") for lead in leads]
    supports: list[list[ConnectedDocument]] = [[] for _ in leads]
    for found in children(core, "FilingConnectedDocument"):
        parent = attribute(child(found, "DocumentMetadata", "ParentDocumentReference"), "ref")
        if leads:
            place = ids.index(parent) if parent in ids else 0
            supports[place].append(_document(ConnectedDocument, found, everyone, parts))
    return [
        Filing(lead=_document(LeadDocument, lead, everyone, parts), connected=tuple(connected))
        for lead, connected in zip(leads, supports, strict=True)
    ]


def _document(kind: type[D], found: Element, everyone: tuple[Party, ...], parts: Parts) -> D:
    metadata = child(found, "DocumentMetadata")
    attorney = text(metadata, "FilingAttorneyID", "IdentificationID")
    copies = text(found, "CourtesyCopiesText")
    return kind(
        reference=text(found, "DocumentFileControlID"),
        title=text(found, "DocumentDescriptionText"),
        filing_code=text(metadata, "RegisterActionDescriptionText"),
        attachments=tuple(_attachment(a, parts) for a in every(found, "DocumentAttachment")),
        filed_by=tuple(_filers(metadata, everyone)),
        attorney=AttorneyRef(attorney) if attorney else None,
        comments=text(found, "FilingCommentsText") or text(metadata, "SpecialHandlingInstructions"),
        courtesy_copies=tuple(copies.split(",")) if copies else (),
    )


def _filers(metadata: Element | None, everyone: tuple[Party, ...]) -> list[PartyRef]:
    by_court_id = {party.court_id: party.ref for party in everyone if party.court_id}
    filers = []
    for found in children(metadata, "FilingPartyID"):
        number = text(found, "IdentificationID")
        if number:
            filers.append(by_court_id.get(number, PartyRef(number)))
    return filers


def _attachment(found: Element, parts: Parts) -> Attachment:
    content = binary(child(found, "BinaryBase64Object"), parts)
    pages = decimal(text(found, "PageCount"))
    return Attachment(
        title=text(found, "BinaryDescriptionText"),
        file_name=text(found, "BinaryLocationURI"),
        content=content if content is not None else Content.of(b""),
        component_code=text(found, "BinaryCategoryText"),
        security_code=text(found, "BinaryFormatStandardName"),
        pages=int(pages) if pages is not None and 0 <= pages < MAX_PAGES else None,
    )


def _service_contacts(
    core: Element, case: Element | None, augmentation: Element | None
) -> Iterator[ServiceContact]:
    party_of = {
        attribute(child(link, "ServiceReference"), "ref"): attribute(child(link, "PartyReference"), "ref")
        for link in children(augmentation, "ServicePartyReference")
    }
    entities = _entities(case)
    for number, found in enumerate(children(core, "ElectronicServiceInformation"), 1):
        contact = ServiceContact(
            contact_id=text(found, "ServiceRecipientID", "IdentificationID"),
            service_code=text(found, "ServiceRecipientID", "IdentificationSourceText"),
            party=PartyRef(party_of.get(attribute(found, "id"), "")),
        )
        told = entities.get(ENTITY_ID.format(number))
        if told is not None:
            contact = replace(
                contact_of(told),
                contact_id=contact.contact_id,
                service_code=contact.service_code,
                party=contact.party,
            )
        yield contact


def _entities(case: Element | None) -> dict[str, Element]:
    """The entities beside the parties, by their id in the message."""
    found = {}
    for augmentation in children(case, "CaseAugmentation"):
        for other in children(augmentation, "CaseOtherEntity"):
            for entity in other:
                found[attribute(entity, "id")] = other
    return found


def _cross_references(core: Element) -> list[CrossReference]:
    return [
        CrossReference(code=text(found, "IdentificationSourceText"), number=text(found, "IdentificationID"))
        for found in children(core, "DocumentIdentification")
        if category_of(found).casefold() == CROSS_REFERENCE.casefold()
    ]


def _payment(payment: Element | None, augmentation: Element | None) -> Payment:
    charge = first(payment, "AllowanceCharge")
    if charge is None:
        charge = child(augmentation, "ProviderCharge", "AllowanceCharge")
    return Payment(
        payer=text(payment, "PayerName"),
        account_id=text(charge, "PaymentMeans", "PaymentID"),
        exemption_code=text(payment, "FeeExceptionReasonCode"),
        exemption_text=text(payment, "FeeExceptionSupportingText"),
        max_fee=decimal(text(augmentation, "MaxFeeAmount")),
    )
