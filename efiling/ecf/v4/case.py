"""The case of an ECF 4 message: a domestic relations case with its parties and attorneys."""

from assembly.model.people import PersonName
from efiling.ecf.v4 import parts
from efiling.ecf.v4.names import ATTORNEY_ROLE, FIRM
from efiling.ecf.xml import Element, Writer
from efiling.model import Envelope, Fee, FilerAttorney, Organization, Party, ServiceContact

SERVICE_ID = "service-{}"
"""The id of a service contact inside the message, by its number."""

ENTITY_ID = "service-entity-{}"
"""The id of the person or office that a service contact is, where it is told in full."""


def domestic_case(w: Writer, envelope: Envelope, *, provider_charge: Fee | None = None) -> Element:
    """Return the case with everyone in it.

    `provider_charge` names the payment account inside the case, where a message has no payment.
    """
    case = envelope.case
    return w(
        "dom:DomesticCase",
        w.optional("nc:CaseTitleText", case.title),
        w("nc:CaseCategoryText", case.category_code),
        w.optional("nc:CaseTrackingID", case.case_id or ""),
        w.optional("nc:CaseDocketID", case.docket_number),
        w(
            "j:CaseAugmentation",
            parts.court(w, envelope.court),
            _lineage(w, case.lineage_id or case.case_id or ""),
            *_entities(w, envelope.service_contacts),
        ),
        _augmentation(w, envelope, provider_charge),
        # The standard has no case type; what a case is about comes nearest to it.
        w("ecf:CauseOfActionCode", "" if w.knows("tyler") else case.type_code),
        w("dom:CaseContestedIndicator", "false"),
        w("dom:DomesticCasePerson"),
    )


def _lineage(w: Writer, case_id: str) -> Element | None:
    return w("j:CaseLineageCase", w("nc:CaseTrackingID", case_id)) if case_id else None


def _augmentation(w: Writer, envelope: Envelope, provider_charge: Fee | None) -> Element:
    case, contacts = envelope.case, envelope.service_contacts
    max_fee = envelope.payment.max_fee
    people = [
        *(_representation(w, attorney) for attorney in envelope.attorneys if attorney.represents),
        *(_party(w, party) for party in envelope.parties),
        *(_attorney(w, attorney) for attorney in envelope.attorneys),
    ]
    if not w.knows("tyler"):
        return w("ecf:CaseAugmentation", *people)
    return w(
        "tyler:CaseAugmentation",
        *people,
        w("tyler:CaseTypeText", case.type_code),
        w("tyler:AttachServiceContactIndicator", "true") if contacts else None,
        _provider_charge(w, provider_charge, envelope.payment.account_id),
        *(_service_party(w, contact, number) for number, contact in enumerate(contacts, 1)),
        w("tyler:MaxFeeAmount", parts.money(max_fee)) if max_fee is not None else None,
        w.optional("tyler:CaseSubTypeText", case.subtype_code),
    )


def _provider_charge(w: Writer, fee: Fee | None, account: str) -> Element | None:
    return w("tyler:ProviderCharge", parts.charge(w, fee, account)) if fee and account else None


def _party(w: Writer, party: Party) -> Element:
    return w(
        "ecf:CaseParticipant",
        _organization(w, party, party.name)
        if isinstance(party.name, Organization)
        else _person(w, party, party.name),
        w("ecf:CaseParticipantRoleCode", party.type_code),
        parts.contact(w, email=party.email, phone=party.phone, address=party.address),
    )


def _organization(w: Writer, party: Party, name: Organization) -> Element:
    known = _organization_id(w, party.court_id) if party.court_id else None
    return w("ecf:EntityOrganization", known, w("nc:OrganizationName", name.name), id=party.ref)


def _organization_id(w: Writer, number: str) -> Element:
    if not w.knows("tyler"):
        return parts.identification(w, "nc:OrganizationIdentification", number, "CASEPARTYID")
    inner = parts.identification(w, "tyler:Identification", number, "CASEPARTYID")
    return w("tyler:OrganizationOtherIdentification", inner)


def _person(w: Writer, party: Party, name: PersonName) -> Element:
    known = party.court_id
    return w(
        "ecf:EntityPerson",
        parts.on(w, "nc:PersonBirthDate", party.birth_date),
        parts.person_name(w, name),
        parts.identification(w, "nc:PersonOtherIdentification", known, "CASEPARTYID") if known else None,
        id=party.ref,
    )


def _attorney(w: Writer, attorney: FilerAttorney) -> Element:
    known = attorney.court_id
    person = w(
        "ecf:EntityPerson",
        parts.person_name(w, attorney.name),
        parts.identification(w, "nc:PersonOtherIdentification", known, "ATTORNEYID") if known else None,
        parts.identification(w, "nc:PersonOtherIdentification", attorney.bar_number, "BARNUMBER")
        if attorney.bar_number
        else None,
        id=attorney.ref,
    )
    return w(
        "ecf:CaseParticipant",
        person,
        w("ecf:CaseParticipantRoleCode", ATTORNEY_ROLE),
        parts.contact(w, email=attorney.email, phone=attorney.phone, address=attorney.address),
    )


def _representation(w: Writer, attorney: FilerAttorney) -> Element:
    bar = parts.identification(w, "j:JudicialOfficialBarIdentification", attorney.bar_number)
    return w(
        "ecf:CaseOtherEntityAttorney",
        w("nc:RoleOfPersonReference", ref=attorney.ref),
        w("j:JudicialOfficialBarMembership", bar) if attorney.bar_number else None,
        *(w("ecf:CaseRepresentedPartyReference", ref=party) for party in attorney.represents),
    )


def _service_party(w: Writer, contact: ServiceContact, number: int) -> Element:
    return w(
        "tyler:ServicePartyReference",
        w("tyler:PartyReference", ref=contact.party),
        w("tyler:ServiceReference", ref=SERVICE_ID.format(number)),
    )


def _entities(w: Writer, contacts: tuple[ServiceContact, ...]) -> list[Element]:
    """The contacts that the manager does not know yet, each as an entity of the case."""
    return [
        w("j:CaseOtherEntity", service_entity(w, contact, ENTITY_ID.format(number)))
        for number, contact in enumerate(contacts, 1)
        if contact.is_full
    ]


def service_entity(w: Writer, contact: ServiceContact, own_id: str = "", *inside: Element) -> Element:
    """Return a service contact as a person or office; `inside` goes beside how it is reached."""
    reached = parts.contact(w, email=contact.email, phone=contact.phone, address=contact.address)
    if isinstance(contact.name, Organization):
        return w(
            "ecf:EntityOrganization",
            w("nc:OrganizationName", contact.name.name),
            w("nc:OrganizationUnitName", contact.firm) if contact.firm else None,
            w("ecf:OrganizationAugmentation", *inside, reached),
            id=own_id,
        )
    firm = (
        parts.identification(w, "nc:PersonOtherIdentification", contact.firm, FIRM) if contact.firm else None
    )
    return w(
        "ecf:EntityPerson",
        parts.person_name(w, contact.name or PersonName()),
        firm,
        w("ecf:PersonAugmentation", *inside, reached),
        id=own_id,
    )
