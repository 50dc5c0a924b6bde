"""The case of an ECF 5 message, with its parties and attorneys.

The standard's vendor has no domestic case in version 5: it is the plain case with three augmentations.
"""

from assembly.model.people import PersonName
from efiling.ecf.v5 import parts
from efiling.ecf.v5.names import ATTORNEY_ROLE
from efiling.ecf.xml import Element, Writer
from efiling.model import Envelope, FilerAttorney, Organization, Party, PartyRef


def case(w: Writer, envelope: Envelope) -> Element:
    """Return the case with everyone in it."""
    found = envelope.case
    return w(
        "nc:Case",
        w.optional("nc:CaseTitleText", found.title),
        w(
            "j:CaseAugmentation",
            parts.case_court(w, envelope.court),
            _lineage(w, found.case_id or ""),
            *(_attorney(w, attorney, envelope) for attorney in envelope.attorneys),
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
        if found.subtype_code
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
    known = party.court_id
    return w(
        "nc:EntityOrganization",
        w("nc:OrganizationName", name.name),
        w(
            "ecf:OrganizationAugmentation",
            w("ecf:CaseParticipantRoleCode", party.type_code),
            parts.contact(w, email=party.email, phone=party.phone, address=party.address),
        ),
        w(
            "tyler:OrganizationAugmentation",
            parts.identification(w, "tyler:PartyIdentification", known, "CASEPARTYID"),
        )
        if known
        else None,
        id=party.ref,
    )


def _person(w: Writer, party: Party, name: PersonName) -> Element:
    known = party.court_id
    return w(
        "nc:EntityPerson",
        parts.on(w, "nc:PersonBirthDate", party.birth_date),
        parts.person_name(w, name),
        w(
            "ecf:PersonAugmentation",
            w("ecf:CaseParticipantRoleCode", party.type_code),
            parts.contact(w, email=party.email, phone=party.phone, address=party.address),
        ),
        w(
            "tyler:PersonAugmentation",
            parts.identification(w, "tyler:PartyIdentification", known, "CASEPARTYID"),
        )
        if known
        else None,
        id=party.ref,
    )


def _attorney(w: Writer, attorney: FilerAttorney, envelope: Envelope) -> Element:
    known, clients = attorney.court_id, attorney.represents
    person = w(
        "nc:RoleOfPerson",
        parts.person_name(w, attorney.name),
        w(
            "ecf:PersonAugmentation",
            w("ecf:CaseParticipantRoleCode", ATTORNEY_ROLE),
            parts.contact(w, email=attorney.email, phone=attorney.phone, address=attorney.address),
        ),
        w(
            "tyler:PersonAugmentation",
            parts.identification(w, "tyler:AttorneyIdentification", known, "ATTORNEYID"),
        )
        if known
        else None,
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
