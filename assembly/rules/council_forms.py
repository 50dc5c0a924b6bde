"""What the case already says of the Judicial Council's family law forms, so that nobody types it twice.

Each calculation takes the form's own facts and puts what the case knows into the items that were
left open. What was given is never changed. Names of items are those of the forms.

Source: FL-150 (Rev. 9/1/2024) items 1, 13r, 16a; FL-165 (Rev. 7/1/2025) items 4b, 5b; FL-190
(Rev. 7/1/2026); FL-342 (Rev. 9/1/2024) items 1-8.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import TypeVar

from assembly.law import Law
from assembly.model.case import PartyRole
from assembly.model.council_forms import CostItem, DefaultEntry, EntryNotice, Signing
from assembly.model.facts import Facts
from assembly.model.income_declaration import (
    ChildSupportPage,
    Employment,
    Expenses,
    IncomeDeclaration,
    Schooling,
)
from assembly.model.people import Address, EmploymentStatus, Person
from assembly.model.value import value
from assembly.rules.named import computation

T = TypeVar("T")

NOT_IN_TOTAL = ("mortgage_principal", "mortgage_interest", "total", "paid_by_others")
SELF = "Self-represented"


@value
class Filer:
    """Who files a paper, as the first lines of a form name them."""

    name: str
    bar_number: str = ""
    firm: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    attorney_for: str = ""


def completed(given: T, known: T) -> T:
    """Return `given` with every item that was left open taken from `known`, part by part.

    A box that `known` marks is marked: an unmarked one can't be told from one that was left open.
    """
    items = {}
    for item in fields(given):  # type: ignore[arg-type]
        stated, found = getattr(given, item.name), getattr(known, item.name)
        if is_dataclass(found) and isinstance(stated, type(found)):
            stated = completed(stated, found)
        is_open = stated is None or stated is False or stated in ("", ())
        items[item.name] = found if is_open and found is not None else stated
    return type(known)(**items)


@computation
def entry_notice(facts: Facts, law: Law) -> EntryNotice:
    """Return the notice of entry of judgment (FL-190): the day from the register, the addressees from the case."""
    del law
    known = EntryNotice(
        entered_on=facts.judgment.entered_on if facts.judgment else None,
        petitioner_addressees=_addressee(facts, PartyRole.PETITIONER),
        respondent_addressees=_addressee(facts, PartyRole.RESPONDENT),
    )
    return completed(facts.entry_notice or EntryNotice(), known)


@computation
def default_entry(facts: Facts, law: Law) -> DefaultEntry:
    """Return the request to enter default (FL-165): who asks, the envelope's address, the total of the costs."""
    del law
    given = facts.default_entry or DefaultEntry()
    respondent = _person(facts, PartyRole.RESPONDENT)
    envelope = () if given.no_mailing_required or respondent is None else _name_and_address(respondent)
    costs = [item.amount for item in (given.clerk_fee, given.server_fee, *given.other_costs)]
    known = DefaultEntry(
        request=Signing(name=facts.agency.attorney.name),
        envelope_address=", ".join(envelope),
        costs_total=CostItem(amount=_sum(costs)),
    )
    return completed(given, known)


@computation
def income_declaration(facts: Facts, law: Law) -> IncomeDeclaration:
    """Return the income and expense declaration (FL-150) of a party.

    Item 13p is the sum of the payments of item 14, item 13r that of 13a to 13q, of which the parts of
    a mortgage payment are none. The rest comes from the party's own facts, where the declaration
    says whose it is.
    """
    del law
    given = facts.income_declaration or IncomeDeclaration()
    person = _person(facts, given.party) if given.party else None
    installments = _sum([debt.amount for debt in given.debts])
    if given.expenses.installments is None:
        given = replace(given, expenses=replace(given.expenses, installments=installments))
    spent = [getattr(given.expenses, item.name) for item in fields(Expenses) if item.name not in NOT_IN_TOTAL]
    known = IncomeDeclaration(
        declarant=person.name.full if person else "",
        employment=_employment(person) if person else Employment(),
        schooling=Schooling(age=_age(person, facts) if person else None),
        expenses=Expenses(total=_sum([one for one in spent if isinstance(one, Decimal)])),
        child_support=ChildSupportPage(children_count=len(facts.children) or None),
    )
    return completed(given, known)


@computation
def filer(facts: Facts, law: Law) -> Filer:
    """Return who files the income declaration: the party, through counsel or alone, or else the agency."""
    del law
    given = facts.income_declaration
    person = _person(facts, given.party) if given is not None and given.party else None
    if person is None:
        return _agency(facts)
    if person.attorney:
        counsel = person.attorney
        named = Filer(
            name=counsel.name,
            bar_number=counsel.bar_number,
            firm=counsel.firm,
            phone=counsel.phone,
            email=counsel.email,
            attorney_for=person.name.full,
        )
        return completed(named, Filer(name=counsel.name, **_place(counsel.address)))
    named = Filer(name=person.name.full, phone=person.phone, email=person.email, attorney_for=SELF)
    return completed(named, Filer(name=person.name.full, **_place(person.contact_address)))


def _agency(facts: Facts) -> Filer:
    agency = facts.agency
    return Filer(
        name=agency.attorney.name,
        bar_number=agency.attorney.bar_number,
        firm=agency.name,
        phone=agency.phone,
        fax=agency.fax,
        email=agency.attorney.email,
        attorney_for=agency.attorney_for,
        **_place(agency.address),
    )


def _place(address: Address | None) -> dict[str, str]:
    if address is None:
        return {}
    return {
        "street": address.street,
        "city": address.city,
        "state": address.state,
        "zip_code": address.zip_code,
    }


def _person(facts: Facts, role: PartyRole) -> Person | None:
    """Return the parent who stands at a place of the caption; None where it is the agency."""
    if facts.case.obligor_role is role:
        return facts.obligor
    return facts.obligee if facts.case.obligee_role is role else None


def _addressee(facts: Facts, role: PartyRole) -> tuple[str, ...]:
    """Return the one party of a side, or its attorney, with the address, each on its line."""
    person = _person(facts, role)
    if person is not None:
        lines = _name_and_address(person)
    elif role is PartyRole.PETITIONER:
        agency = facts.agency
        lines = (agency.attorney.name, agency.name, agency.address.street, agency.address.city_line)
    else:
        return ()
    return ("\n".join(lines),)


def _name_and_address(person: Person) -> tuple[str, ...]:
    counsel = person.attorney
    if counsel is not None and counsel.address is not None:
        address = counsel.address
        return tuple(line for line in (counsel.name, counsel.firm, address.street, address.city_line) if line)
    home = person.contact_address
    return (person.name.full, *((home.street, home.city_line) if home else ()))


def _employment(person: Person) -> Employment:
    job = next((job for job in person.employers if job.status is EmploymentStatus.CURRENT), None)
    if job is None:
        return Employment()
    return Employment(
        employer=job.name, employer_address=", ".join(job.address.lines), employer_phone=job.phone
    )


def _age(person: Person, facts: Facts) -> int | None:
    """Return the age in whole years on the day the papers bear."""
    if person.birth_date is None:
        return None
    day, born = facts.prepared_on, person.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum of the amounts that are given; None where none is."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, Decimal(0)) if stated else None
