"""Who is to be served, from a place in the facts to a name, an address that may be shown, and a role."""

from dataclasses import dataclass
from datetime import date

from assembly.model.facts import Facts
from assembly.model.people import Address, Person
from assembly.model.service import Recipient
from assembly.rules import protect
from assembly.rules.service_rules import ServiceRule

EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class ToServe:
    """One person to be served. `names` are all by which a proof may name the person.

    `address` is None for a protected person: it stays in the agency's file.
    """

    who: str
    role: str
    names: tuple[str, ...]
    address: Address | None
    protected: bool = False

    @property
    def recipient(self) -> Recipient:
        """The person as a proof names the one served."""
        return Recipient(name=self.names[0], role=self.role, address=self.address)


def persons_of(rule: ServiceRule, facts: Facts) -> tuple[str, ...]:
    """Return the places in the facts of everybody whom a rule wants served."""
    found: list[str] = []
    for person in rule.persons:
        if person == "employers":
            found += [f"{EMPLOYER}.{number}" for number in range(len(facts.obligor.employers))]
        else:
            found.append(person)
    return tuple(found)


def to_serve(who: str, facts: Facts) -> ToServe:
    """Return the person at a place in the facts."""
    if who.startswith(EMPLOYER):
        job = facts.obligor.employers[int(who.partition(".")[2])]
        return ToServe(who, "Employer", (job.name,), job.address)
    person: Person = facts.obligor if who == "obligor" else facts.obligee
    captioned = facts.case.obligor if who == "obligor" else facts.case.obligee
    place = facts.case.obligor_role if who == "obligor" else facts.case.obligee_role
    names = (captioned, person.name.full, *person.aliases)
    hidden = person.safety.address_protected
    shown = protect(facts)
    known = shown.obligor if who == "obligor" else shown.obligee
    address = None if hidden else known.contact_address
    return ToServe(
        who, place.value.replace("_", " ").capitalize(), tuple(filter(None, names)), address, hidden
    )


def party_names(facts: Facts) -> tuple[str, ...]:
    """Return every name of every party to the case."""
    named = (
        facts.case.petitioner,
        facts.case.respondent,
        facts.case.other_parent,
        facts.obligor.name.full,
        facts.obligee.name.full,
        *facts.obligor.aliases,
        *facts.obligee.aliases,
    )
    return tuple(dict.fromkeys(filter(None, named)))


def hearing_of(facts: Facts) -> date | None:
    """Return the day of the hearing that the papers notice, where there is one."""
    if facts.show_cause and facts.show_cause.hearing:
        return facts.show_cause.hearing.day
    return facts.motion.hearing.day if facts.motion and facts.motion.hearing else None
