"""Reading a case with its parties, attorneys and service contacts, in ECF 5."""

from collections.abc import Mapping

from assembly.model.people import Address, PersonName
from efiling.ecf.reading import attribute, category_of, child, children, day, first, text
from efiling.ecf.v5.names import FIRM
from efiling.ecf.xml import Element
from efiling.model import (
    AttorneyRef,
    CaseId,
    CaseOnFile,
    EnvelopeCase,
    FilerAttorney,
    Organization,
    Party,
    PartyRef,
    PartyRole,
    ServiceContact,
)


def read_case(case: Element, *, roles: Mapping[str, PartyRole], court: str = "") -> CaseOnFile:
    """Return a case as a court answers with it; `court` is who answers, where the case does not say."""
    augmentation = augmentation_of(case)
    own = text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID")
    return CaseOnFile(
        court=own or court,
        case=case_itself(case, augmentation),
        parties=tuple(party_of(found, roles) for found in children(augmentation, "CaseParty")),
    )


def augmentation_of(case: Element | None) -> Element | None:
    """Return the augmentation with the parties, among the three of one local name."""
    for found in children(case, "CaseAugmentation"):
        if any(child(found, name) is not None for name in ("CaseParty", "CaseCategoryCode", "CaseTypeCode")):
            return found
    return None


def case_itself(case: Element | None, augmentation: Element | None) -> EnvelopeCase:
    """Return the case without its people."""
    case_id = text(augmentation, "CaseTrackingID", "IdentificationID")
    inside = ("CaseAugmentation", "CaseLineageCase", "CaseAugmentation", "CaseTrackingID")
    lineage = text(case, *inside, "IdentificationID")
    return EnvelopeCase(
        category_code=text(augmentation, "CaseCategoryCode"),
        type_code=text(augmentation, "CaseTypeCode"),
        subtype_code=text(case, "CaseAugmentation", "CaseSubTypeCode"),
        title=text(case, "CaseTitleText"),
        docket_number=text(augmentation, "CaseNumberText"),
        case_id=CaseId(case_id) if case_id else None,
        lineage_id=lineage if lineage != case_id else "",
    )


def party_of(found: Element, roles: Mapping[str, PartyRole]) -> Party:
    """Return one party; `roles` says what the court\'s codes mean."""
    person, organization = child(found, "EntityPerson"), child(found, "EntityOrganization")
    entity = person if person is not None else organization
    code = text(_roled(entity), "CaseParticipantRoleCode")
    email, phone, address = contact_means(_roled(entity))
    return Party(
        ref=PartyRef(attribute(entity, "id")),
        role=roles.get(code, PartyRole.THIRD_PARTY),
        type_code=code,
        name=person_name(person)
        if person is not None
        else Organization(name=text(organization, "OrganizationName")),
        court_id=text(first(entity, "PartyIdentification", "ParticipantID"), "IdentificationID"),
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


def name_of(holder: Element | None) -> PersonName | Organization | None:
    """Return the name of the person or organisation that an element holds, or None."""
    person, organization = child(holder, "EntityPerson"), child(holder, "EntityOrganization")
    if person is not None:
        return person_name(person)
    return Organization(name=text(organization, "OrganizationName")) if organization is not None else None


def person_name(person: Element | None) -> PersonName:
    """Return a person's name; one that is told as a whole only is a last name."""
    name = child(person, "PersonName")
    read = PersonName(
        first=text(name, "PersonGivenName"),
        middle=text(name, "PersonMiddleName"),
        last=text(name, "PersonSurName"),
        suffix=text(name, "PersonNameSuffixText"),
    )
    return read if read.full else PersonName(last=text(name, "PersonFullName"))


def contact_means(augmentation: Element | None) -> tuple[str, str, Address | None]:
    """Return e-mail address, telephone number and mailing address, where an augmentation has them."""
    contact = child(augmentation, "ContactInformation")
    phone = child(contact, "ContactTelephoneNumber", "FullTelephoneNumber")
    address = child(contact, "ContactMailingAddress")
    return (
        text(contact, "ContactEmailID"),
        text(phone, "TelephoneNumberFullID"),
        None if address is None else _told(_address(address)),
    )


def _told(address: Address) -> Address | None:
    """An address of which a court tells the country alone is none."""
    return address if address.line1 or address.city or address.zip_code else None


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


def attorneys_of(case: Element | None) -> list[FilerAttorney]:
    """Return the lawyers, each with whom he or she stands for."""
    found = []
    for augmentation in children(case, "CaseAugmentation"):
        for official in children(augmentation, "CaseOfficial"):
            person = child(official, "RoleOfPerson")
            email, phone, address = contact_means(_roled(person))
            clients = children(child(official, "CaseOfficialAugmentation"), "CaseRepresentedParty")
            bar = child(official, "JudicialOfficialBarMembership", "JudicialOfficialBarIdentification")
            found.append(
                FilerAttorney(
                    ref=AttorneyRef(attribute(person, "id")),
                    name=person_name(person),
                    court_id=text(
                        first(person, "AttorneyIdentification", "ParticipantID"), "IdentificationID"
                    ),
                    bar_number=text(bar, "IdentificationID"),
                    address=address,
                    phone=phone,
                    email=email,
                    represents=tuple(PartyRef(target_of(client)) for client in clients),
                )
            )
    return found


def target_of(holder: Element | None) -> str:
    """Return the id that an entity inside an element points at."""
    pointed = (attribute(entity, "ref") for entity in holder) if holder is not None else ()
    return next(filter(None, pointed), "")


def contact_of(holder: Element) -> ServiceContact:
    """Return the contact that an entity is, with all that is told of it."""
    person, organization = child(holder, "EntityPerson"), child(holder, "EntityOrganization")
    entity = person if person is not None else organization
    number = first(entity, "ServiceRecipientID")
    augmentations = ("PersonAugmentation", "OrganizationAugmentation")
    augmentation = next((f for name in augmentations for f in children(entity, name)), None)
    email, phone, address = contact_means(augmentation)
    name = (
        person_name(person)
        if person is not None
        else Organization(name=text(organization, "OrganizationName"))
    )
    return ServiceContact(
        contact_id=text(number, "IdentificationID"),
        service_code=text(number, "IdentificationSourceText"),
        party=PartyRef(""),
        name=None if entity is None else name,
        firm=text(holder, "FirmName") or _firm(entity) or text(organization, "OrganizationUnitName"),
        email=email,
        phone=phone,
        address=address,
    )


def _firm(person: Element | None) -> str:
    numbers = children(person, "PersonOtherIdentification")
    return next((text(n, "IdentificationID") for n in numbers if category_of(n).upper() == FIRM), "")
