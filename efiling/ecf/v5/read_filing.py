"""Reading a filing as a court receives it: ECF 5 ReviewFiling back into an envelope."""

from collections.abc import Mapping
from typing import TypeVar

from assembly.model.people import Address, PersonName
from efiling.ecf.reading import (
    Parts,
    attribute,
    binary,
    child,
    children,
    day,
    decimal,
    first,
    text,
)
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import (
    Attachment,
    AttorneyRef,
    CaseId,
    CaseOnFile,
    ConnectedDocument,
    Content,
    CrossReference,
    Envelope,
    EnvelopeCase,
    FiledDocument,
    FilerAttorney,
    Filing,
    LeadDocument,
    Organization,
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
    """Return the envelope that a ReviewFiling message holds, or the filing in a question about fees.

    `roles` says what the court's party type codes mean; a code that it lacks is a third party.

    Raises:
        MessageInvalid: there is no filing in it.
    """
    filing = first(message, "FilingMessage")
    if filing is None:
        raise MessageInvalid("ReviewFilingRequest", ["it has no FilingMessage"])
    case = child(filing, "Case")
    augmentation, more = _ecf(case), child(filing, "FilingMessageAugmentation")
    attorneys = tuple(_attorneys(case))
    return Envelope(
        submission_id=SubmissionId(text(filing, "DocumentFileControlID")),
        court=text(filing, "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=_case(case, augmentation),
        parties=tuple(_party(found, roles) for found in children(augmentation, "CaseParty")),
        filings=tuple(_filings(filing, {attorney.ref for attorney in attorneys}, parts or {})),
        attorneys=attorneys,
        service_contacts=tuple(_service(f) for f in children(filing, "ElectronicServiceInformation")),
        cross_references=tuple(
            CrossReference(code=text(found, "ReferenceTypeCode"), number=text(found, "ReferenceNumber"))
            for found in children(more, "CrossReference")
        ),
        payment=_payment(first(message, "PaymentMessage"), more),
        callback_url=text(filing, "SendingMDELocationID", "IdentificationID"),
    )


def read_case(case: Element, *, roles: Mapping[str, PartyRole], court: str = "") -> CaseOnFile:
    """Return a case as a court answers with it; `court` is who answers, where the case does not say."""
    augmentation = _ecf(case)
    own = text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID")
    return CaseOnFile(
        court=own or court,
        case=_case(case, augmentation),
        parties=tuple(_party(found, roles) for found in children(augmentation, "CaseParty")),
    )


def _ecf(case: Element | None) -> Element | None:
    """The augmentation with the parties, among the three of one local name."""
    for found in children(case, "CaseAugmentation"):
        if any(child(found, name) is not None for name in ("CaseParty", "CaseCategoryCode", "CaseTypeCode")):
            return found
    return None


def _case(case: Element | None, augmentation: Element | None) -> EnvelopeCase:
    case_id = text(augmentation, "CaseTrackingID", "IdentificationID")
    return EnvelopeCase(
        category_code=text(augmentation, "CaseCategoryCode"),
        type_code=text(augmentation, "CaseTypeCode"),
        subtype_code=text(case, "CaseAugmentation", "CaseSubTypeCode"),
        title=text(case, "CaseTitleText"),
        docket_number=text(augmentation, "CaseNumberText"),
        case_id=CaseId(case_id) if case_id else None,
    )


def _party(found: Element, roles: Mapping[str, PartyRole]) -> Party:
    person, organization = child(found, "EntityPerson"), child(found, "EntityOrganization")
    entity = person if person is not None else organization
    code = text(_roled(entity), "CaseParticipantRoleCode")
    email, phone, address = _contact(_roled(entity))
    return Party(
        ref=PartyRef(attribute(entity, "id")),
        role=roles.get(code, PartyRole.THIRD_PARTY),
        type_code=code,
        name=_name(person)
        if person is not None
        else Organization(name=text(organization, "OrganizationName")),
        court_id=text(first(entity, "PartyIdentification"), "IdentificationID"),
        address=address,
        phone=phone,
        email=email,
        birth_date=day(child(person, "PersonBirthDate")),
    )


def _roled(entity: Element | None) -> Element | None:
    """The augmentation that says the role."""
    for name in ("PersonAugmentation", "OrganizationAugmentation"):
        for found in children(entity, name):
            if child(found, "CaseParticipantRoleCode") is not None:
                return found
    return None


def _name(person: Element | None) -> PersonName:
    name = child(person, "PersonName")
    read = PersonName(
        first=text(name, "PersonGivenName"),
        middle=text(name, "PersonMiddleName"),
        last=text(name, "PersonSurName"),
        suffix=text(name, "PersonNameSuffixText"),
    )
    return read if read.full else PersonName(last=text(name, "PersonFullName"))


def _contact(augmentation: Element | None) -> tuple[str, str, Address | None]:
    contact = child(augmentation, "ContactInformation")
    phone = child(contact, "ContactTelephoneNumber", "FullTelephoneNumber")
    address = child(contact, "ContactMailingAddress")
    return (
        text(contact, "ContactEmailID"),
        text(phone, "TelephoneNumberFullID"),
        None if address is None else _address(address),
    )


def _address(found: Element) -> Address:
    state, street = child(found, "LocationState"), child(found, "LocationStreet")
    return Address(
        line1=text(street, "StreetFullText"),
        line2=text(street, "StreetExtensionText"),
        city=text(found, "LocationCityName"),
        state=text(state, "LocationStateUSPostalServiceCode") or text(state, "LocationStateName"),
        zip_code=text(found, "LocationPostalCode"),
        country=text(found, "LocationCountry", "LocationCountryName") or "US",
    )


def _attorneys(case: Element | None) -> list[FilerAttorney]:
    found = []
    for augmentation in children(case, "CaseAugmentation"):
        for official in children(augmentation, "CaseOfficial"):
            person = child(official, "RoleOfPerson")
            email, phone, address = _contact(_roled(person))
            clients = children(child(official, "CaseOfficialAugmentation"), "CaseRepresentedParty")
            bar = child(official, "JudicialOfficialBarMembership", "JudicialOfficialBarIdentification")
            found.append(
                FilerAttorney(
                    ref=AttorneyRef(attribute(person, "id")),
                    name=_name(person),
                    court_id=text(first(person, "AttorneyIdentification"), "IdentificationID"),
                    bar_number=text(bar, "IdentificationID"),
                    address=address,
                    phone=phone,
                    email=email,
                    represents=tuple(PartyRef(_target(client)) for client in clients),
                )
            )
    return found


def _target(holder: Element | None) -> str:
    """The id that an entity inside an element points at."""
    return next((attribute(entity, "ref") for entity in holder), "") if holder is not None else ""


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
    filers = [target for target in map(_target, children(details, "DocumentFiler")) if target]
    copies = text(first(found, "CourtesyCopiesText"))
    return kind(
        reference=text(found, "DocumentFileControlID") or text(first(found, "FilerReferenceNumber")),
        title=text(found, "DocumentDescriptionText"),
        filing_code=text(details, "RegisterActionDescriptionCode"),
        attachments=tuple(
            _attachment(rendition, parts) for rendition in children(details, "DocumentRendition")
        ),
        filed_by=tuple(PartyRef(filer) for filer in filers if AttorneyRef(filer) not in attorneys),
        attorney=next((AttorneyRef(filer) for filer in filers if AttorneyRef(filer) in attorneys), None),
        comments=text(first(found, "FilingCommentsText")),
        courtesy_copies=tuple(copies.split(",")) if copies else (),
    )


def _attachment(rendition: Element, parts: Parts) -> Attachment:
    found = child(rendition, "Attachment")
    augmentation = child(found, "AttachmentAugmentation")
    content = binary(child(found, "Base64BinaryObject"), parts)
    pages = decimal(text(augmentation, "PageCount"))
    return Attachment(
        title=text(found, "BinaryDescriptionText"),
        file_name=text(found, "BinaryURI"),
        content=content if content is not None else Content.of(b""),
        component_code=text(augmentation, "FilingComponentCode"),
        security_code=text(augmentation, "DocumentTypeCode"),
        pages=int(pages) if pages is not None and 0 <= pages < MAX_PAGES else None,
    )


def _service(found: Element) -> ServiceContact:
    return ServiceContact(
        contact_id=text(found, "ServiceRecipientID", "IdentificationID"),
        service_code=text(found, "ServiceRecipientID", "IdentificationSourceText"),
        party=PartyRef(_target(first(found, "CaseRepresentedParty"))),
    )


def _payment(payment: Element | None, more: Element | None) -> Payment:
    charge = child(payment, "AllowanceCharge")
    return Payment(
        payer=text(first(child(payment, "Payer"), "OrganizationName", "PersonFullName")),
        account_id=text(charge, "PaymentMeans", "PaymentID"),
        exemption_code=text(payment, "FeeExceptionReasonCode"),
        exemption_text=text(payment, "FeeExceptionSupportingText"),
        max_fee=decimal(text(more, "MaxFeeAmount", "Amount")),
    )
