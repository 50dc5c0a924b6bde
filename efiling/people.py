"""Who stands in the case, from the facts, with the court's codes and within its limits."""

from collections.abc import Callable

from assembly.model.case import PartyRole as CaptionRole
from assembly.model.facts import Facts
from assembly.model.people import Address, Person, PersonName
from efiling.courts import CourtProfile
from efiling.model import AttorneyRef, FilerAttorney, Organization, Party, PartyRef, PartyRole
from efiling.text import shorten

AGENCY, OBLIGOR, OBLIGEE = PartyRef("party-agency"), PartyRef("party-obligor"), PartyRef("party-obligee")
AGENCY_ATTORNEY = AttorneyRef("attorney-agency")


def parties(facts: Facts, profile: CourtProfile, code: Callable[[str], str]) -> tuple[Party, ...]:
    """Return the parties in the order of the caption; `code` gives the court's code of a role.

    The agency is the petitioner unless a parent is; then it joins as a third party.
    """
    people = {
        facts.case.obligor_role: (OBLIGOR, facts.obligor),
        facts.case.obligee_role: (OBLIGEE, facts.obligee),
    }
    found = [_agency(facts, profile, code, petitions=CaptionRole.PETITIONER not in people)]
    for role in CaptionRole:
        if role in people:
            ref, person = people[role]
            found.append(_person(ref, person, PartyRole(role.value), profile, code))
    return tuple(found)


def agency_attorney(facts: Facts, court_id: str) -> FilerAttorney:
    """Return the agency's attorney of record, who represents the agency alone."""
    attorney = facts.agency.attorney
    first, _, last = attorney.name.strip().rpartition(" ")
    return FilerAttorney(
        ref=AGENCY_ATTORNEY,
        name=PersonName(first=first, last=last),
        court_id=court_id,
        bar_number=attorney.bar_number,
        address=facts.agency.address,
        phone=attorney.phone or facts.agency.phone,
        email=attorney.email or facts.agency.email,
        represents=(AGENCY,),
    )


def _agency(facts: Facts, profile: CourtProfile, code: Callable[[str], str], *, petitions: bool) -> Party:
    role = PartyRole.PETITIONER if petitions else PartyRole.THIRD_PARTY
    name = facts.case.petitioner if petitions and facts.case.petitioner else facts.agency.name
    return Party(
        ref=AGENCY,
        role=role,
        type_code=code(role.value),
        name=Organization(name=_styled(shorten(name, _limit(profile, "organization")), profile)),
        address=facts.agency.address,
        phone=facts.agency.phone,
        email=facts.agency.email,
    )


def _person(
    ref: PartyRef, person: Person, role: PartyRole, profile: CourtProfile, code: Callable[[str], str]
) -> Party:
    return Party(
        ref=ref,
        role=role,
        type_code=code(role.value),
        name=PersonName(
            first=_styled(shorten(person.name.first, _limit(profile, "first")), profile),
            middle=_styled(shorten(person.name.middle, _limit(profile, "middle")), profile),
            last=_styled(shorten(person.name.last, _limit(profile, "last")), profile),
            suffix=_styled(person.name.suffix, profile),
        ),
        address=_shown_address(person),
    )


def _shown_address(person: Person) -> Address | None:
    """The address that a message may show: never the own one of a protected person."""
    return person.safety.substitute_address if person.safety.address_protected else person.contact_address


def _limit(profile: CourtProfile, part: str) -> int | None:
    found = profile.mapping("limits.name_chars").get(part)
    return found if isinstance(found, int) else None


def _styled(name: str, profile: CourtProfile) -> str:
    """A name as the court wants it in its fields; what is printed in the papers stays as it is."""
    return name.upper() if profile.text("packet.party_name_style") == "upper" else name
