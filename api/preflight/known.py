"""What the facts of a case tell pre-flight: its people, who is served and how, what is withheld, what must add up."""

from collections.abc import Iterator
from decimal import Decimal

from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.people import Person
from assembly.model.service import ServiceMethod
from assembly.model.withholding import DocumentAction
from assembly.rules.withholding import ordered_amounts
from efiling.preflight.known import Individual, Served, Sum, Withholding

ENDS = (DocumentAction.TERMINATION, DocumentAction.LUMP_SUM)
OF_PROCESS = (
    ServiceMethod.PERSONAL,
    ServiceMethod.SUBSTITUTED,
    ServiceMethod.ACKNOWLEDGED,
    ServiceMethod.OUT_OF_STATE_MAIL,
    ServiceMethod.PUBLICATION,
    ServiceMethod.OFFICE,
    ServiceMethod.ACCEPTED,
)
"""Ways to serve one person at a time: the proof is of that person alone."""


def people_of(facts: Facts) -> tuple[Individual, ...]:
    """Return the parents and the children."""
    parents = (_parent(facts.obligor), _parent(facts.obligee))
    children = tuple(
        Individual(
            name=child.name.full,
            birth_date=child.birth_date,
            ssn_last4=(child.ssn or "")[-4:],
            child=True,
        )
        for child in facts.children
    )
    return (*parents, *children)


def streets_of(facts: Facts) -> tuple[str, ...]:
    """Return the streets that papers may print: those of the agency and of parents who are not protected."""
    addresses = [facts.agency.address]
    for person in (facts.obligor, facts.obligee):
        if not person.safety.address_protected and person.contact_address is not None:
            addresses.append(person.contact_address)
    return tuple(dict.fromkeys(address.line1 for address in addresses if address.line1))


def service_of(facts: Facts) -> tuple[Served, ...] | None:
    """Return how each party is served, or None where nothing is recorded.

    A party whom the caption names and nobody serves has no method, unless the service is one
    that reaches one person at a time.
    """
    service = facts.service
    if service is None:
        return None
    served = []
    for recipient in service.recipients:
        person = _person(facts, recipient.name)
        method = (recipient.method or service.method).value
        email = recipient.reached_at if "@" in recipient.reached_at else ""
        represented = person is None or person.attorney is not None
        served.append(
            Served(
                name=recipient.name,
                method=method,
                email=email,
                represented=represented,
                party=person is not None,
            )
        )
    if service.method not in OF_PROCESS:
        served += [Served(name=name) for name in _left_out(facts, {entry.name for entry in served})]
    return tuple(served)


def withholding_of(facts: Facts, law: Law) -> Withholding | None:
    """Return what a withholding order of the case must say, or None where there is none."""
    if facts.withholding is None:
        return None
    unit = facts.agency.disbursement_unit
    ends = facts.withholding.action in ENDS
    amounts: dict[str, Decimal] = {}
    for part in () if ends else ordered_amounts(facts, law):
        amounts[part.kind.value] = amounts.get(part.kind.value, Decimal(0)) + part.amount
    order_number = facts.order.number if facts.order is not None else ""
    return Withholding(
        payee=unit.name,
        remittance_id=facts.withholding.remittance_id,
        order_id=facts.withholding.order_id or order_number,
        case_id=facts.ivd_case.id,
        ssn=facts.obligor.ssn or "",
        amounts=amounts,
        ends=ends,
    )


def sums_of(facts: Facts) -> tuple[Sum, ...]:
    """Return what must add up among the facts themselves."""
    return tuple(_sums(facts))


def _sums(facts: Facts) -> Iterator[Sum]:
    order = facts.order
    shares = [child.monthly_amount for child in facts.children]
    if order is not None and shares and all(share is not None for share in shares):
        parts = tuple(share for share in shares if share is not None)
        yield Sum(words="The children's shares and the base support", parts=parts, total=order.base_monthly)
    past = [entry.amount for child in facts.children for entry in child.past_support]
    if order is not None and past and order.past_support_total is not None:
        yield Sum(words="Past support by child", parts=tuple(past), total=order.past_support_total)


def _parent(person: Person) -> Individual:
    return Individual(
        name=person.name.full,
        aliases=person.aliases,
        birth_date=person.birth_date,
        ssn_last4=person.ssn_last4 or "",
    )


def _person(facts: Facts, name: str) -> Person | None:
    people = (facts.obligor, facts.obligee)
    return next((person for person in people if name in (person.name.full, *person.aliases)), None)


def _left_out(facts: Facts, served: set[str]) -> Iterator[str]:
    """Yield the parents whom the caption names and nobody serves; an attorney is served for a parent."""
    for person, caption in (
        (facts.obligor, facts.case.obligor),
        (facts.obligee, facts.case.obligee),
    ):
        lawyer = person.attorney.name if person.attorney is not None else None
        if caption and not served & {person.name.full, caption, lawyer, *person.aliases}:
            yield person.name.full
