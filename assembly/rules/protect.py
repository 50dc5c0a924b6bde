"""The safety interlock: facts with every trace of a protected person's whereabouts taken out.

What a document prints, it prints from these facts. A protected person's address becomes the
substitute address; phone, e-mail, employers and license are blanked; and the same words are taken
out of every other text of the case, because an address typed into a declaration is an address.

Source: 42 U.S.C. § 654(26)(B)-(C); 42 U.S.C. § 666(a)(13)(B); UIFSA § 312; Cal. Rules of Court,
rule 1.201(a); UTCR 2.130(2).
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from assembly.model.children import Child
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Address, Employer, Person, PersonName

WITHHELD = "[withheld]"
SHORTEST_SECRET = 4

T = TypeVar("T")


def protect(facts: Facts, *, security: SecurityClass = SecurityClass.PUBLIC) -> Facts:
    """Return the facts as a paper of a security class may know them.

    A paper that never leaves the agency knows everything. In every other paper protected persons
    have the substitute address and nothing else by which they can be found. Social security
    numbers keep their last four digits only, except in papers of the class that holds them.
    """
    if security is SecurityClass.AGENCY_ONLY:
        return facts
    guarded = _guarded(facts, security)
    if security is SecurityClass.CONFIDENTIAL_SSN:
        return guarded
    return _without_ssn(guarded)


def protected_people(facts: Facts) -> tuple[Person, ...]:
    """Return the parents whose whereabouts may not be shown."""
    return tuple(person for person in (facts.obligor, facts.obligee) if person.safety.address_protected)


def secrets(facts: Facts, *, security: SecurityClass = SecurityClass.PUBLIC) -> tuple[str, ...]:
    """Return every text that a paper of a class may not show because it gives a protected person away.

    A text that the agency, the court or the caption also bears is no secret: it may be the
    substitute address itself, or a county that employs one parent and sues the other.
    """
    people = protected_people(facts)
    if not people:
        return ()
    found = {text for person in people for text in _tells(person)}
    if _goes_to_the_employer(facts, security):
        found -= {text for job in facts.obligor.employers for text in _employer_tells(job)}
    open_texts = {_bare(text) for place in (facts.agency, facts.court, facts.case) for text in _texts(place)}
    open_texts |= {
        _bare(line)
        for person in people
        if person.safety.substitute_address
        for line in person.safety.substitute_address.lines
    }
    return tuple(
        sorted(
            text for text in found if len(_bare(text)) >= SHORTEST_SECRET and _bare(text) not in open_texts
        )
    )


def secret_pattern(facts: Facts) -> re.Pattern[str] | None:
    """Return what finds a protected person's whereabouts in a text, or None where no one is protected."""
    found = secrets(facts)
    return _pattern(found) if found else None


def _guarded(facts: Facts, security: SecurityClass) -> Facts:
    people = protected_people(facts)
    if not people:
        return facts
    pattern = _pattern(secrets(facts, security=security))
    hidden = {_bare(address.line1) for person in people for address in _addresses(person)}
    substitute = _substitute(facts, people[0])
    obligor, obligee = (_guarded_person(facts, person) for person in (facts.obligor, facts.obligee))
    if _goes_to_the_employer(facts, security):
        obligor = replace(obligor, employers=facts.obligor.employers)
    rest: dict[str, Any] = {
        field.name: _scrubbed(getattr(facts, field.name), pattern, hidden, substitute)
        for field in fields(facts)
        if field.name not in ("court", "agency", "obligor", "obligee", "prepared_on")
    }
    # Who pays an unprotected parent is that parent's own fact, even where both work in one place.
    children: tuple[Child, ...] = rest.pop("children")
    return replace(
        facts,
        **rest,
        obligor=replace(
            _scrubbed(obligor, pattern, hidden, _substitute(facts, facts.obligor)),
            employers=obligor.employers,
        ),
        obligee=replace(
            _scrubbed(obligee, pattern, hidden, _substitute(facts, facts.obligee)),
            employers=obligee.employers,
        ),
        children=tuple(
            replace(child, residence_county=_county(facts, child.residence_county)) for child in children
        ),
    )


def _goes_to_the_employer(facts: Facts, security: SecurityClass) -> bool:
    """Whether a paper is addressed to the obligor's employer, as a withholding order is, and not to the obligee."""
    return security is SecurityClass.CONFIDENTIAL_SSN and facts.withholding is not None


def _guarded_person(facts: Facts, person: Person) -> Person:
    if not person.safety.address_protected:
        return person
    substitute = _substitute(facts, person)
    return replace(
        person,
        residence_address=substitute if person.residence_address else None,
        mailing_address=substitute,
        phone="",
        email="",
        license_number=None,
        license_state=None,
        employers=(),
        safety=replace(person.safety, safe_contact=""),
    )


def _substitute(facts: Facts, person: Person) -> Address:
    return person.safety.substitute_address or facts.agency.substitute_address or facts.agency.address


def _county(facts: Facts, county: str) -> str:
    """Return the child's county only where it tells no more than the court that hears the case."""
    return county if county.casefold() == facts.court.county.casefold() else ""


def _tells(person: Person) -> list[str]:
    lines = [line for address in _addresses(person) for line in (address.line1, address.line2)]
    employers = [text for job in person.employers for text in _employer_tells(job)]
    contact = [person.phone, person.email, person.safety.safe_contact, person.license_number or ""]
    return [text for text in (*lines, *employers, *contact) if text]


def _employer_tells(job: Employer) -> tuple[str, ...]:
    return (job.name, job.phone, job.address.line1)


def _addresses(person: Person) -> list[Address]:
    return [address for address in (person.residence_address, person.mailing_address) if address is not None]


def _texts(thing: object) -> list[str]:
    """Return every text in a value of the model."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [text for item in thing for text in _texts(item)]
    if is_dataclass(thing):
        return [text for field in fields(thing) for text in _texts(getattr(thing, field.name))]
    return []


def _bare(text: str) -> str:
    """Return letters and digits only, so that spacing and punctuation hide nothing."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the texts however it is spaced, cased or punctuated; longest first."""
    ways = [r"[\W_]*".join(re.escape(character) for character in _bare(text)) for text in texts]
    return re.compile("|".join(sorted(ways, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)


def _scrubbed(thing: T, pattern: re.Pattern[str], hidden: set[str], substitute: Address) -> T:
    """Return a value of the model with the secrets taken out of it; names of people stay whole."""
    found: Any = thing
    if type(found) is str:
        found = pattern.sub(WITHHELD, found)
    elif isinstance(thing, Address) and _bare(thing.line1) in hidden:
        found = substitute
    elif isinstance(thing, tuple):
        found = tuple(_scrubbed(item, pattern, hidden, substitute) for item in thing)
    elif is_dataclass(thing) and not isinstance(thing, (type, PersonName)):
        changed = {
            field.name: _scrubbed(getattr(thing, field.name), pattern, hidden, substitute)
            for field in fields(thing)
        }
        found = replace(thing, **changed)
    return cast(T, found)


def _without_ssn(facts: Facts) -> Facts:
    people: tuple[Person | Child, ...] = (facts.obligor, facts.obligee, *facts.children)
    numbers = [person.ssn for person in people if person.ssn]
    if not numbers:
        return facts
    pattern = re.compile("|".join(r"\D?".join(filter(str.isdigit, number)) for number in numbers))
    masked: Facts = _masked(facts, pattern)
    return masked


def _masked(thing: Any, pattern: re.Pattern[str]) -> Any:
    if type(thing) is str:
        return pattern.sub(lambda found: f"XXX-XX-{found[0][-4:]}", thing)
    if isinstance(thing, tuple):
        return tuple(_masked(item, pattern) for item in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{field.name: _masked(getattr(thing, field.name), pattern) for field in fields(thing)}
        )
    return thing
