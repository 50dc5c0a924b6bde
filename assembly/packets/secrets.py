"""The texts of one case that a document of a given class may not hold, in any form."""

from dataclasses import dataclass

from assembly.model.children import Child
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Person
from assembly.rules.protect import secrets as whereabouts


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that may not be seen, and the kind of it that a message may name."""

    kind: str
    text: str


def secrets_of(facts: Facts, security: SecurityClass) -> tuple[Secret, ...]:
    """Return what a document of that class may not show of these facts.

    A protected person's whereabouts are withheld from all that leaves the agency; a social
    security number from all but the class that is made for it; a driver's license from both
    the public and the other party.
    """
    if security is SecurityClass.AGENCY_ONLY:
        return ()
    found = [
        Secret("a protected person's whereabouts", text) for text in whereabouts(facts, security=security)
    ]
    if security is SecurityClass.CONFIDENTIAL_SSN:
        return tuple(found)
    people: tuple[Person | Child, ...] = (facts.obligor, facts.obligee, *facts.children)
    found += [Secret("a social security number", person.ssn) for person in people if person.ssn]
    if security is SecurityClass.PUBLIC:
        licenses = (facts.obligor.license_number, facts.obligee.license_number)
        found += [Secret("a driver's license number", text) for text in licenses if text]
    return tuple(found)
