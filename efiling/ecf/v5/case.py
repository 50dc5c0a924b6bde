"""The case of an ECF 5 message, with its parties and attorneys.

The standard's vendor has no domestic case in version 5: it is the plain case with three augmentations.
"""

from assembly.model.people import PersonName
from efiling.ecf.v5 import parts
from efiling.ecf.v5.names import ATTORNEY_ROLE, FIRM
from efiling.ecf.xml import Element, Writer
from efiling.model import Envelope, FilerAttorney, Organization, Party, PartyRef, ServiceContact

ENTITY_ID = "service-entity-{}"
"""The id of the person or office that a service contact is, where the standard alone is spoken."""


def case(w: Writer, envelope: Envelope) -> Element:
    """Return the case with everyone in it."""
    found = envelope.case
    return w(
        "nc:Case",
        w.optional("nc:CaseTitleText", found.title),
        w(
            "j:CaseAugmentation",
            parts.case_court(w, envelope.court),
            _lineage(w, found.lineage_id or found.case_id or ""),
            *(_attorney(w, attorney, envelope) for attorney in envelope.attorneys),
            *_entities(w, envelope.service_contacts),
        ),
        w(
            "ecf:CaseAugmentation",
            w("ecf:CaseCategoryCode", found.category_code),
            w("ecf:CaseNewIndicator", "true" if found.is_new else "false"),
            *(_party(w, party) for party in envelope.parties),
            parts.identification(w, "ecf:CaseTrackingID", found.case_id) if found.case_id else None,
            w("ecf:CaseTypeCode", found.type_code),
            w.optional("j:CaseNumberText", found.docket_number),
        ),
        w("tyler:CaseAugmentation", w("tyler:CaseSubTypeCode", found.subtype_code))
        if found.subtype_code and w.knows("tyler")
        else None,
    )


def reference(w: Writer, tag: str, ref: str, envelope: Envelope) -> Element:
    """Return a pointer to a party or attorney that the case describes: an empty element of its kind."""
    organizations = {p.ref for p in envelope.parties if isinstance(p.name, Organization)}
    kind = "nc:EntityOrganization" if PartyRef(ref) in organizations else "nc:EntityPerson"
    return w(tag, w(kind, ref=ref))


def _lineage(w: Writer, case_id: str) -> Element | None:
    if not case_id:
        return None
    tracking = parts.identification(w, "ecf:CaseTrackingID", case_id)
    return w("j:CaseLineageCase", w("ecf:CaseAugmentation", tracking))


def _party(w: Writer, party: Party) -> Element:
    if isinstance(party.name, Organization):
        return w("ecf:CaseParty", _organization(w, party, party.name))
    return w("ecf:CaseParty", _person(w, party, party.name))


def _organization(w: Writer, party: Party, name: Organization) -> Element:
    return w(
        "nc:EntityOrganization",
        w("nc:OrganizationName", name.name),
        w(
            "ecf:OrganizationAugmentation",
            w("ecf:CaseParticipantRoleCode", party.type_code),
            _participant(w, party.court_id, "CASEPARTYID"),
            parts.contact(w, email=party.email, phone=party.phone, address=party.address),
        ),
        _known(
            w, "tyler:OrganizationAugmentation", "tyler:PartyIdentification", party.court_id, "CASEPARTYID"
        ),
        id=party.ref,
    )


def _person(w: Writer, party: Party, name: PersonName) -> Element:
    return w(
        "nc:EntityPerson",
        parts.on(w, "nc:PersonBirthDate", party.birth_date),
        parts.person_name(w, name),
        w(
            "ecf:PersonAugmentation",
            w("ecf:CaseParticipantRoleCode", party.type_code),
            _participant(w, party.court_id, "CASEPARTYID"),
            parts.contact(w, email=party.email, phone=party.phone, address=party.address),
        ),
        _known(w, "tyler:PersonAugmentation", "tyler:PartyIdentification", party.court_id, "CASEPARTYID"),
        id=party.ref,
    )


def _known(w: Writer, holder: str, tag: str, number: str, category: str) -> Element | None:
    """The court's id of somebody whom it knows, where the vendor has its place for it."""
    if not number or not w.knows("tyler"):
        return None
    return w(holder, parts.identification(w, tag, number, category))


def _participant(w: Writer, number: str, category: str) -> Element | None:
    """The same, where the standard has its place for it."""
    if not number or w.knows("tyler"):
        return None
    return parts.identification(w, "ecf:ParticipantID", number, category)


def _attorney(w: Writer, attorney: FilerAttorney, envelope: Envelope) -> Element:
    clients = attorney.represents
    person = w(
        "nc:RoleOfPerson",
        parts.person_name(w, attorney.name),
        w(
            "ecf:PersonAugmentation",
            w("ecf:CaseParticipantRoleCode", ATTORNEY_ROLE),
            _participant(w, attorney.court_id, "ATTORNEYID"),
            parts.contact(w, email=attorney.email, phone=attorney.phone, address=attorney.address),
        ),
        _known(
            w, "tyler:PersonAugmentation", "tyler:AttorneyIdentification", attorney.court_id, "ATTORNEYID"
        ),
        id=attorney.ref,
    )
    bar = parts.identification(w, "j:JudicialOfficialBarIdentification", attorney.bar_number)
    represented = [reference(w, "ecf:CaseRepresentedParty", client, envelope) for client in clients]
    return w(
        "j:CaseOfficial",
        person,
        w("j:JudicialOfficialBarMembership", bar) if attorney.bar_number else None,
        w("ecf:CaseOfficialAugmentation", *represented) if represented else None,
    )


def _entities(w: Writer, contacts: tuple[ServiceContact, ...]) -> list[Element]:
    """The contacts that the manager does not know yet; the vendor has its own place for them."""
    if w.knows("tyler"):
        return []
    return [
        w("j:CaseOtherEntity", service_entity(w, contact, ENTITY_ID.format(number), office=contact.firm))
        for number, contact in enumerate(contacts, 1)
        if contact.is_full
    ]


def service_entity(
    w: Writer, contact: ServiceContact, own_id: str = "", *inside: Element, office: str = ""
) -> Element:
    """Return a service contact as a person or office; `inside` goes beside how it is reached.

    `office` is the firm of a contact, where no other element tells it.
    """
    reached = parts.contact(w, email=contact.email, phone=contact.phone, address=contact.address)
    if isinstance(contact.name, Organization):
        return w(
            "nc:EntityOrganization",
            w("nc:OrganizationName", contact.name.name),
            w("nc:OrganizationUnitName", office) if office else None,
            # a role is wanted of an organisation, and an empty one is none
            w("ecf:OrganizationAugmentation", w("ecf:CaseParticipantRoleCode"), *inside, reached),
            id=own_id,
        )
    firm = parts.identification(w, "nc:PersonOtherIdentification", office, FIRM) if office else None
    return w(
        "nc:EntityPerson",
        parts.person_name(w, contact.name or PersonName()),
        firm,
        w("ecf:PersonAugmentation", *inside, reached),
        id=own_id,
    )
