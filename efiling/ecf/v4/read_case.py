"""Reading a case with its parties and attorneys, in ECF 4."""

from collections.abc import Mapping

from assembly.model.people import Address, PersonName
from efiling.ecf.reading import attribute, category_of, child, children, day, local, text
from efiling.ecf.v4.names import ATTORNEY_ROLE
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
)


def read_case(case: Element, *, roles: Mapping[str, PartyRole]) -> CaseOnFile:
    """Return a case as a court answers with it, whatever kind of case element holds it."""
    augmentation = people_of(case)
    return CaseOnFile(
        court=text(case, "CaseAugmentation", "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        case=case_itself(case, augmentation),
        parties=tuple(parties(augmentation, roles)),
    )


PARTICIPANTS = ("CaseParticipant", "CaseParticipantExt")
"""What holds one participant: the standard's element, and a second manager's own."""

_OF_PEOPLE = frozenset({*PARTICIPANTS, "CaseOtherEntityAttorney"})


def is_case(element: Element) -> bool:
    """Whether an element is a case, of whatever kind; a second manager writes kinds of its own."""
    return local(element).removesuffix("Ext").removesuffix("Type").endswith("Case")


def people_of(case: Element | None) -> Element | None:
    """Return what has the people: an augmentation, not that of the justice domain; for some courts the case."""
    found = list(children(case, "CaseAugmentation"))
    holders = [*found, case] if case is not None else found
    with_people = (one for one in holders if any(local(part) in _OF_PEOPLE for part in one))
    return next(with_people, next((one for one in found if child(one, "CaseCourt") is None), None))


def case_itself(case: Element | None, augmentation: Element | None) -> EnvelopeCase:
    """Return the case without its people."""
    case_id = text(case, "CaseTrackingID")
    lineage = text(case, "CaseAugmentation", "CaseLineageCase", "CaseTrackingID")
    return EnvelopeCase(
        category_code=text(case, "CaseCategoryText"),
        type_code=text(augmentation, "CaseTypeText")
        or text(case, "CaseTypeText")
        or text(case, "CauseOfActionCode"),
        subtype_code=text(augmentation, "CaseSubTypeText"),
        title=text(case, "CaseTitleText"),
        docket_number=text(case, "CaseDocketID"),
        case_id=CaseId(case_id) if case_id else None,
        lineage_id=lineage if lineage != case_id else "",
    )


def _participants(augmentation: Element | None, *, lawyers: bool) -> list[Element]:
    return [
        found
        for name in PARTICIPANTS
        for found in children(augmentation, name)
        if (text(found, "CaseParticipantRoleCode") == ATTORNEY_ROLE) == lawyers
    ]


def parties(augmentation: Element | None, roles: Mapping[str, PartyRole]) -> list[Party]:
    """Return everyone in the case who is not a lawyer."""
    return [_party(found, roles) for found in _participants(augmentation, lawyers=False)]


def _party(participant: Element, roles: Mapping[str, PartyRole]) -> Party:
    code = text(participant, "CaseParticipantRoleCode")
    person, organization = child(participant, "EntityPerson"), child(participant, "EntityOrganization")
    entity = person if person is not None else organization
    email, phone, address = _contact(participant, entity)
    return Party(
        ref=PartyRef(attribute(entity, "id") or text(participant, "referenceId")),
        role=roles.get(code, PartyRole.THIRD_PARTY),
        type_code=code,
        name=person_name(person)
        if person is not None
        else Organization(name=text(organization, "OrganizationName")),
        court_id=_other_id(entity, "CASEPARTYID", "PARTYID") or text(participant, "primaryId"),
        address=address,
        phone=phone,
        email=email,
        birth_date=day(child(person, "PersonBirthDate")),
    )


def name_of(holder: Element | None) -> PersonName | Organization | None:
    """Return the name of the person or organisation that an element holds, or None."""
    person, organization = child(holder, "EntityPerson"), child(holder, "EntityOrganization")
    if person is not None:
        return person_name(person)
    return Organization(name=text(organization, "OrganizationName")) if organization is not None else None


def person_name(person: Element) -> PersonName:
    """Return a person's name; one that is told as a whole only is a last name."""
    name = child(person, "PersonName")
    read = PersonName(
        first=text(name, "PersonGivenName"),
        middle=text(name, "PersonMiddleName"),
        last=text(name, "PersonSurName"),
        suffix=text(name, "PersonNameSuffixText"),
    )
    return read if read.full else PersonName(last=text(name, "PersonFullName"))


def _other_id(entity: Element | None, *categories: str) -> str:
    """The number of the first of some categories that an entity has."""
    organization = child(entity, "OrganizationOtherIdentification")
    plain = ("PersonOtherIdentification", "OrganizationIdentification")
    numbers = [found for name in plain for found in children(entity, name)]
    numbers += children(organization, "Identification")
    known = {category_of(found).upper(): text(found, "IdentificationID") for found in reversed(numbers)}
    return next((known[category] for category in categories if category in known), "")


def _contact(participant: Element, entity: Element | None) -> tuple[str, str, Address | None]:
    """How somebody is reached: courts tell it of the participant, or in the entity's augmentation."""
    holders = [participant]
    holders += (f for f in entity if local(f).endswith("Augmentation")) if entity is not None else ()
    found = [contact for holder in holders for contact in children(holder, "ContactInformation")]
    phones = (child(c, "ContactTelephoneNumber", "FullTelephoneNumber") for c in found)
    addresses = (child(c, "ContactMailingAddress", "StructuredAddress") for c in found)
    read = (address_of(address) for address in addresses if address is not None)
    return (
        next(filter(None, (text(c, "ContactEmailID") for c in found)), ""),
        next(filter(None, (text(phone, "TelephoneNumberFullID") for phone in phones)), ""),
        next((address for address in read if address.line1 or address.city or address.zip_code), None),
    )


def address_of(found: Element) -> Address:
    """Return a structured address; a missing country is the United States."""
    return Address(
        line1=text(found, "LocationStreet", "StreetFullText"),
        line2=text(found, "AddressSecondaryUnitText"),
        city=text(found, "LocationCityName"),
        state=text(found, "LocationStateUSPostalServiceCode") or text(found, "LocationStateName"),
        zip_code=text(found, "LocationPostalCode"),
        country=text(found, "LocationCountryFIPS10-4Code") or text(found, "LocationCountryName") or "US",
    )


def attorneys(augmentation: Element | None) -> list[FilerAttorney]:
    """Return the lawyers, each with whom he or she stands for."""
    represents: dict[str, list[PartyRef]] = {}
    for link in children(augmentation, "CaseOtherEntityAttorney"):
        who = attribute(child(link, "RoleOfPersonReference"), "ref")
        clients = represents.setdefault(who, [])
        clients += [PartyRef(attribute(p, "ref")) for p in children(link, "CaseRepresentedPartyReference")]
    found = []
    for participant in _participants(augmentation, lawyers=True):
        person = child(participant, "EntityPerson")
        email, phone, address = _contact(participant, person)
        ref = AttorneyRef(attribute(person, "id"))
        found.append(
            FilerAttorney(
                ref=ref,
                name=person_name(person) if person is not None else PersonName(),
                court_id=_other_id(person, "ATTORNEYID", "CASEPARTYATTORNEYID"),
                bar_number=_other_id(person, "BARNUMBER"),
                address=address,
                phone=phone,
                email=email,
                represents=tuple(represents.get(ref, ())),
            )
        )
    return found
