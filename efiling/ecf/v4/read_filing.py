"""Reading a filing as a court receives it: ECF 4 ReviewFiling back into an envelope."""

from collections.abc import Mapping
from typing import TypeVar

from assembly.model.people import Address, PersonName
from efiling.ecf.reading import (
    Parts,
    attribute,
    binary,
    category_of,
    child,
    children,
    day,
    decimal,
    every,
    first,
    local,
    text,
)
from efiling.ecf.v4.filing import CROSS_REFERENCE
from efiling.ecf.v4.names import ATTORNEY_ROLE
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
    augmentation = _augmentation(case)
    parties = tuple(_parties(augmentation, roles))
    return Envelope(
        submission_id=SubmissionId(text(core, "DocumentFileControlID")),
        court=text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=_case(case, augmentation),
        parties=parties,
        filings=tuple(_filings(core, parties, parts)),
        attorneys=tuple(_attorneys(augmentation)),
        service_contacts=tuple(_service_contacts(core, augmentation)),
        cross_references=tuple(_cross_references(core)),
        payment=_payment(payment, augmentation),
        callback_url=text(core, "SendingMDELocationID", "IdentificationID"),
    )


def read_case(case: Element, *, roles: Mapping[str, PartyRole]) -> CaseOnFile:
    """Return a case as a court answers with it, whatever kind of case element holds it."""
    augmentation = _augmentation(case)
    return CaseOnFile(
        court=text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=_case(case, augmentation),
        parties=tuple(_parties(augmentation, roles)),
    )


def _augmentation(case: Element | None) -> Element | None:
    """The augmentation of ECF or its vendor, not the one of the justice domain: it has the people."""
    return next((a for a in children(case, "CaseAugmentation") if child(a, "CaseCourt") is None), None)


def _case(case: Element | None, augmentation: Element | None) -> EnvelopeCase:
    case_id = text(case, "CaseTrackingID")
    return EnvelopeCase(
        category_code=text(case, "CaseCategoryText"),
        type_code=text(augmentation, "CaseTypeText"),
        subtype_code=text(augmentation, "CaseSubTypeText"),
        title=text(case, "CaseTitleText"),
        docket_number=text(case, "CaseDocketID"),
        case_id=CaseId(case_id) if case_id else None,
    )


def _participants(augmentation: Element | None, *, attorneys: bool) -> list[Element]:
    return [
        found
        for found in children(augmentation, "CaseParticipant")
        if (text(found, "CaseParticipantRoleCode") == ATTORNEY_ROLE) == attorneys
    ]


def _parties(augmentation: Element | None, roles: Mapping[str, PartyRole]) -> list[Party]:
    return [_party(found, roles) for found in _participants(augmentation, attorneys=False)]


def _party(participant: Element, roles: Mapping[str, PartyRole]) -> Party:
    code = text(participant, "CaseParticipantRoleCode")
    person, organization = child(participant, "EntityPerson"), child(participant, "EntityOrganization")
    email, phone, address = _contact(participant)
    return Party(
        ref=PartyRef(attribute(person if person is not None else organization, "id")),
        role=roles.get(code, PartyRole.THIRD_PARTY),
        type_code=code,
        name=_person_name(person)
        if person is not None
        else Organization(name=text(organization, "OrganizationName")),
        court_id=_other_id(person, "CASEPARTYID") or _other_id(organization, "CASEPARTYID"),
        address=address,
        phone=phone,
        email=email,
        birth_date=day(child(person, "PersonBirthDate")),
    )


def _person_name(person: Element) -> PersonName:
    name = child(person, "PersonName")
    read = PersonName(
        first=text(name, "PersonGivenName"),
        middle=text(name, "PersonMiddleName"),
        last=text(name, "PersonSurName"),
        suffix=text(name, "PersonNameSuffixText"),
    )
    return read if read.full else PersonName(last=text(name, "PersonFullName"))


def _other_id(entity: Element | None, category: str) -> str:
    organization = child(entity, "OrganizationOtherIdentification")
    for found in (*children(entity, "PersonOtherIdentification"), *children(organization, "Identification")):
        if category_of(found).upper() == category:
            return text(found, "IdentificationID")
    return ""


def _contact(participant: Element) -> tuple[str, str, Address | None]:
    contact = child(participant, "ContactInformation")
    phone = child(contact, "ContactTelephoneNumber", "FullTelephoneNumber")
    address = child(contact, "ContactMailingAddress", "StructuredAddress")
    return (
        text(contact, "ContactEmailID"),
        text(phone, "TelephoneNumberFullID"),
        None if address is None else _address(address),
    )


def _address(found: Element) -> Address:
    return Address(
        line1=text(found, "LocationStreet", "StreetFullText"),
        line2=text(found, "AddressSecondaryUnitText"),
        city=text(found, "LocationCityName"),
        state=text(found, "LocationStateUSPostalServiceCode") or text(found, "LocationStateName"),
        zip_code=text(found, "LocationPostalCode"),
        country=text(found, "LocationCountryFIPS10-4Code") or text(found, "LocationCountryName") or "US",
    )


def _attorneys(augmentation: Element | None) -> list[FilerAttorney]:
    represents: dict[str, list[PartyRef]] = {}
    for link in children(augmentation, "CaseOtherEntityAttorney"):
        who = attribute(child(link, "RoleOfPersonReference"), "ref")
        clients = represents.setdefault(who, [])
        clients += [PartyRef(attribute(p, "ref")) for p in children(link, "CaseRepresentedPartyReference")]
    found = []
    for participant in _participants(augmentation, attorneys=True):
        person = child(participant, "EntityPerson")
        email, phone, address = _contact(participant)
        ref = AttorneyRef(attribute(person, "id"))
        found.append(
            FilerAttorney(
                ref=ref,
                name=_person_name(person) if person is not None else PersonName(),
                court_id=_other_id(person, "ATTORNEYID"),
                bar_number=_other_id(person, "BARNUMBER"),
                address=address,
                phone=phone,
                email=email,
                represents=tuple(represents.get(ref, ())),
            )
        )
    return found


def _filings(core: Element, parties: tuple[Party, ...], parts: Parts) -> list[Filing]:
    leads = list(children(core, "FilingLeadDocument"))
    ids = [attribute(lead, "id") for lead in leads]
    supports: list[list[ConnectedDocument]] = [[] for _ in leads]
    for found in children(core, "FilingConnectedDocument"):
        parent = attribute(child(found, "DocumentMetadata", "ParentDocumentReference"), "ref")
        if leads:
            place = ids.index(parent) if parent in ids else 0
            supports[place].append(_document(ConnectedDocument, found, parties, parts))
    return [
        Filing(lead=_document(LeadDocument, lead, parties, parts), connected=tuple(connected))
        for lead, connected in zip(leads, supports, strict=True)
    ]


def _document(kind: type[D], found: Element, parties: tuple[Party, ...], parts: Parts) -> D:
    metadata = child(found, "DocumentMetadata")
    attorney = text(metadata, "FilingAttorneyID", "IdentificationID")
    copies = text(found, "CourtesyCopiesText")
    return kind(
        reference=text(found, "DocumentFileControlID"),
        title=text(found, "DocumentDescriptionText"),
        filing_code=text(metadata, "RegisterActionDescriptionText"),
        attachments=tuple(_attachment(a, parts) for a in every(found, "DocumentAttachment")),
        filed_by=tuple(_filers(metadata, parties)),
        attorney=AttorneyRef(attorney) if attorney else None,
        comments=text(found, "FilingCommentsText"),
        courtesy_copies=tuple(copies.split(",")) if copies else (),
    )


def _filers(metadata: Element | None, parties: tuple[Party, ...]) -> list[PartyRef]:
    by_court_id = {party.court_id: party.ref for party in parties if party.court_id}
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


def _service_contacts(core: Element, augmentation: Element | None) -> list[ServiceContact]:
    party_of = {
        attribute(child(link, "ServiceReference"), "ref"): attribute(child(link, "PartyReference"), "ref")
        for link in children(augmentation, "ServicePartyReference")
    }
    return [
        ServiceContact(
            contact_id=text(found, "ServiceRecipientID", "IdentificationID"),
            service_code=text(found, "ServiceRecipientID", "IdentificationSourceText"),
            party=PartyRef(party_of.get(attribute(found, "id"), "")),
        )
        for found in children(core, "ElectronicServiceInformation")
    ]


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
