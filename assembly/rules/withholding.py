"""The content of one Income Withholding for Support order, every derived field worked out.

Source: OMB 0970-0154, field instructions; 42 U.S.C. § 666(b); 45 CFR 303.100; 15 U.S.C. § 1673(b).
The numbers in comments are the form's instruction numbers.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from assembly.errors import FactsRejected, Fault
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.orders import Frequency, PeriodicAmount, SupportKind, SupportOrder
from assembly.model.people import Address, Employer, PersonName
from assembly.model.state import state_name
from assembly.model.value import value
from assembly.model.withholding import Contact, DocumentAction, Withholding
from assembly.rules.named import computation
from assembly.rules.pay_cycle import PayCycleAmounts, pay_cycle_amounts, pay_cycle_steps, total
from assembly.rules.steps import Step, cents
from assembly.rules.withholding_limit import federal_percent, has_old_arrears
from assembly.rules.withholding_terms import WithholdingTerms, withholding_terms

CHILD_LINES = 6
PERIOD_WORDS = {
    Frequency.WEEKLY: "week",
    Frequency.BIWEEKLY: "two weeks",
    Frequency.SEMIMONTHLY: "half month",
    Frequency.MONTHLY: "month",
}
PAST_DUE = (SupportKind.PAST_DUE_CHILD, SupportKind.PAST_DUE_MEDICAL, SupportKind.PAST_DUE_SPOUSAL)
YES, NO = "Y", "N"


@value
class Amount:
    """One line of the order information: dollars, and the period in a word."""

    amount: Decimal
    period: str
    description: str = ""


@value
class Amounts:
    """The lines of the order information (items 5-11); None where a kind is not owed."""

    current_child: Amount | None = None
    past_due_child: Amount | None = None
    current_medical: Amount | None = None
    past_due_medical: Amount | None = None
    current_spousal: Amount | None = None
    past_due_spousal: Amount | None = None
    other: Amount | None = None


@value
class ChildLine:
    """A child as the form lists it."""

    name: str
    birth_date: date | None


@value
class ContactLines:
    """Whom the employer or the employee may ask, as the form prints it."""

    name: str
    phone: str
    fax: str
    email_or_website: str
    address_lines: tuple[str, ...]


@value
class SignatureLines:
    """Who signed and when; empty where no signature is required or none was given yet."""

    mark: str = ""
    name: str = ""
    title: str = ""
    signed_on: date | None = None


@value
class RemittanceTerms:
    """Section V: what the work state asks of the employer."""

    state: str
    begin_days: int
    start_event: str
    remit_business_days: int
    percent: Decimal


@value
class WithholdingOrder:
    """One order to one employer, field by field as the form has them.

    `pay_cycle` is None for a lump sum or a termination, `terms` and `total` for a termination.
    Children beyond the six lines stand in `supplemental`.
    """

    action: str
    dated: date
    sender: str
    issuing_state: str
    issuing_jurisdiction: str
    private_entity_name: str
    remittance_id: str
    order_id: str
    case_id: str
    employer_name: str
    employer_address_lines: tuple[str, ...]
    employer_fein: str
    obligor_name: str
    obligor_ssn: str
    obligor_birth_date: date | None
    obligee_name: str
    children: tuple[ChildLine, ...]
    order_state: str
    amounts: Amounts
    arrears_over_twelve_weeks: str | None
    total: Amount | None
    pay_cycle: PayCycleAmounts | None
    lump_sum: Decimal | None
    tracking_id: str
    terms: RemittanceTerms | None
    payee_name: str
    payee_address: str
    payee_locator_code: str
    signature: SignatureLines
    send_employee_copy: bool
    liability: str
    anti_discrimination: str
    supplemental: str
    employer_contact: ContactLines
    employee_contact: ContactLines


@computation
def order(facts: Facts, law: Law) -> WithholdingOrder:
    """Return the withholding order that the facts make.

    Raises:
        FactsRejected: a fact that the order can't do without is missing; all are named.
        NoValueInForce: the work state's terms are not encoded for the day; there is no default.
    """
    withholding, support, employer = _required(facts)
    ends = withholding.action is DocumentAction.TERMINATION
    one_time = withholding.action is DocumentAction.LUMP_SUM
    terms = None if ends else withholding_terms(employer.work_state or "", on=facts.prepared_on, law=law)
    amounts = () if ends else ordered_amounts(facts, law)
    ongoing = bool(amounts) and not one_time
    old_arrears = _old_arrears(facts, law)
    return WithholdingOrder(
        action=withholding.action.value,  # 1a-1d
        dated=facts.prepared_on,  # 1e
        sender=withholding.sender.value,  # 1f
        issuing_state=state_name(facts.agency.address.state),  # 1g
        issuing_jurisdiction=withholding.issuing_jurisdiction,  # 1i
        private_entity_name=withholding.private_entity_name,  # 1k
        remittance_id=withholding.remittance_id,  # 1h
        order_id=withholding.order_id or support.number,  # 1j
        case_id=facts.ivd_case.id,  # 1l
        employer_name=employer.name,  # 2a
        employer_address_lines=employer.address.lines,  # 2b
        employer_fein=employer.fein or "",  # 2c
        obligor_name=form_name(facts.obligor.name),  # 3a
        obligor_ssn=facts.obligor.ssn or "",  # 3b
        obligor_birth_date=facts.obligor.birth_date,  # 3c
        obligee_name=form_name(facts.obligee.name),  # 3d
        children=_children(facts)[:CHILD_LINES],  # 3e-3f
        order_state=state_name(support.issuing_state or facts.court.state),  # 4
        amounts=_lines(amounts),  # 5-11
        arrears_over_twelve_weeks=None if ends else YES if old_arrears else NO,  # 6c
        total=_total(amounts) if amounts else None,  # 12
        pay_cycle=pay_cycle_amounts(amounts) if ongoing else None,  # 13
        lump_sum=withholding.lump_sum if one_time else None,  # 14
        tracking_id=withholding.tracking_id,  # 15
        terms=_remittance(terms, facts, old_arrears, law) if terms else None,  # 16-21
        payee_name=facts.agency.disbursement_unit.name,  # 22
        payee_address=", ".join(facts.agency.disbursement_unit.address.lines),  # 23
        payee_locator_code=facts.agency.disbursement_unit.locator_code,  # 24
        signature=_signature(withholding),  # 26-29
        send_employee_copy=_employee_copy(withholding, support, facts, employer),  # 30
        liability=terms.liability if terms else "",  # 31
        anti_discrimination=terms.anti_discrimination if terms else "",  # 32
        supplemental=_supplemental(facts, withholding, terms),  # 33
        employer_contact=contact_lines(withholding.employer_contact, facts),  # 42-46
        employee_contact=contact_lines(withholding.employee_contact, facts),  # 47-50
    )


@computation
def working(facts: Facts, law: Law) -> tuple[Step, ...]:
    """Return how the total, the pay-cycle amounts and the percentage were worked out; nothing for a termination.

    Raises:
        FactsRejected: a fact that the order can't do without is missing; all are named.
        NoValueInForce: the work state's terms are not encoded for the day.
    """
    withholding, _, employer = _required(facts)
    amounts = ordered_amounts(facts, law)
    if withholding.action is DocumentAction.TERMINATION or not amounts:
        return ()
    terms = withholding_terms(employer.work_state or "", on=facts.prepared_on, law=law)
    return _steps(amounts, facts, terms, _old_arrears(facts, law), law)


def ordered_amounts(facts: Facts, law: Law) -> tuple[PeriodicAmount, ...]:
    """Return what is to be withheld by kind, in the order of the form (items 5-11).

    Current amounts are the order's. A past-due amount is the order's or the agreement's; where
    neither names one and the issuing state's law adds a percentage of current support while
    arrears are owed, it is that; where only arrears are left and that law withholds the support
    last ordered, it is that. With no arrears nothing past-due is withheld.
    """
    support = facts.order
    if support is None:
        return ()
    owed = facts.arrears is not None and facts.arrears.total > 0
    parts = [part for part in support.amounts if part.amount > 0 and (owed or part.kind not in PAST_DUE)]
    if not support.amounts and support.total_monthly > 0 and not support.ended:
        parts.append(
            PeriodicAmount(
                kind=SupportKind.CURRENT_CHILD, amount=support.total_monthly, frequency=Frequency.MONTHLY
            )
        )
    if owed and not any(part.kind in PAST_DUE for part in parts):
        parts += _payback(facts, support, parts, law)
    places = {kind: place for place, kind in enumerate(SupportKind)}
    return tuple(sorted(parts, key=lambda part: places[part.kind]))


def form_name(name: PersonName) -> str:
    """Return a name as the form asks for it: last, first, middle."""
    return name.last_first


def contact_lines(contact: Contact, facts: Facts) -> ContactLines:
    """Return a contact as printed; the agency's address stands in where the contact has none."""
    address: Address = contact.address or facts.agency.address
    return ContactLines(
        name=contact.name,
        phone=contact.phone,
        fax=contact.fax,
        email_or_website=contact.email or contact.website,
        address_lines=_two_lines(address),
    )


def _required(facts: Facts) -> tuple[Withholding, SupportOrder, Employer]:
    employers = facts.obligor.employers
    withholding, support = facts.withholding, facts.order
    number = withholding.employer if withholding else 0
    employer = employers[number] if 0 <= number < len(employers) else None
    tests: Sequence[tuple[bool, str, str]] = (
        (withholding is None, "/withholding", "what the withholding order adds to the case"),
        (support is None, "/order", "the support order that income is withheld for"),
        (employer is None, "/withholding/employer", "the place of an employer in /obligor/employers"),
        (
            employer is not None and not employer.work_state,
            f"/obligor/employers/{number}/work_state",
            "the state where the obligor works",
        ),
    )
    faults = [Fault(pointer, "is missing", expected) for missing, pointer, expected in tests if missing]
    if faults or withholding is None or support is None or employer is None:
        raise FactsRejected(faults)
    return withholding, support, employer


def _payback(
    facts: Facts, support: SupportOrder, current: Sequence[PeriodicAmount], law: Law
) -> list[PeriodicAmount]:
    agreed = facts.arrears.monthly_payment if facts.arrears else None
    if agreed:
        return [_past_due(agreed, Frequency.MONTHLY)]
    terms = withholding_terms(support.issuing_state or facts.court.state, on=facts.prepared_on, law=law)
    child = [part for part in current if part.kind is SupportKind.CURRENT_CHILD]
    if terms.last_order_pays_arrears and not current and support.total_monthly > 0:
        return [_past_due(support.total_monthly, Frequency.MONTHLY)]
    if terms.arrears_percent is None or not child:
        return []
    return [_past_due(cents(part.amount * terms.arrears_percent / 100), part.frequency) for part in child]


def _past_due(amount: Decimal, frequency: Frequency) -> PeriodicAmount:
    return PeriodicAmount(kind=SupportKind.PAST_DUE_CHILD, amount=amount, frequency=frequency)


def _old_arrears(facts: Facts, law: Law) -> bool:
    if facts.arrears is None or facts.arrears.total <= 0:
        return False
    return has_old_arrears(facts.arrears.oldest_unpaid_due, facts.prepared_on, law)


def _children(facts: Facts) -> tuple[ChildLine, ...]:
    return tuple(
        ChildLine(name=form_name(child.name), birth_date=child.birth_date) for child in facts.children
    )


def _lines(amounts: Sequence[PeriodicAmount]) -> Amounts:
    """Items 5-11: one line for a kind; several amounts of a kind are added, by the month where periods differ."""
    lines = {}
    for kind, group in groupby(amounts, key=lambda part: part.kind):
        parts = tuple(group)
        amount, frequency = total(parts)
        lines[kind.value] = Amount(
            amount=amount,
            period=PERIOD_WORDS[frequency],
            description="; ".join(part.description for part in parts if part.description),
        )
    return Amounts(**lines)


def _total(amounts: Sequence[PeriodicAmount]) -> Amount:
    amount, frequency = total(amounts)
    return Amount(amount=amount, period=PERIOD_WORDS[frequency])


def _remittance(terms: WithholdingTerms, facts: Facts, old_arrears: bool, law: Law) -> RemittanceTerms:
    return RemittanceTerms(
        state=state_name(terms.state),
        begin_days=terms.begin_days,
        start_event=terms.start_event.value,
        remit_business_days=terms.remit_business_days,
        percent=printed_percent(facts, terms, old_arrears, law),
    )


def printed_percent(facts: Facts, terms: WithholdingTerms, old_arrears: bool, law: Law) -> Decimal:
    """Return the one percentage of item 20: the lesser of the federal tier and the work state's maximum.

    Where it is not known whether the obligor supports a second family, the lower tier is taken;
    a finding asks for the fact where that tier is below the work state's maximum.
    """
    second = facts.obligor.supports_second_family is not False
    tier = federal_percent(second_family=second, old_arrears=old_arrears, on=facts.prepared_on, law=law)
    return min(tier, terms.percent)


def _signature(withholding: Withholding) -> SignatureLines:
    signed = withholding.signature
    if signed is None:
        return SignatureLines()
    mark = f"/s/ {signed.name}" if signed.signed_on else ""
    return SignatureLines(mark=mark, name=signed.name, title=signed.title, signed_on=signed.signed_on)


def _employee_copy(withholding: Withholding, support: SupportOrder, facts: Facts, employer: Employer) -> bool:
    """Always checked where the work state is not the state of the order (item 30)."""
    issued = support.issuing_state or facts.court.state
    return withholding.send_employee_copy or (employer.work_state or issued) != issued


def _supplemental(facts: Facts, withholding: Withholding, terms: WithholdingTerms | None) -> str:
    """Item 33: children beyond the six lines, one to a line; then the state's terms; then the agency's words."""
    more = _children(facts)[CHILD_LINES:]
    lines = [
        f"Child: {child.name}" + (f", born {child.birth_date:%m/%d/%Y}" if child.birth_date else "")
        for child in more
    ]
    return "\n".join(
        line for line in (*lines, terms.supplemental if terms else "", withholding.supplemental_text) if line
    )


def _two_lines(address: Address) -> tuple[str, ...]:
    *street, last = address.lines
    return (", ".join(street), last) if street else (last,)


def _steps(
    amounts: Sequence[PeriodicAmount], facts: Facts, terms: WithholdingTerms, old_arrears: bool, law: Law
) -> tuple[Step, ...]:
    second = facts.obligor.supports_second_family is not False
    tier = federal_percent(second_family=second, old_arrears=old_arrears, on=facts.prepared_on, law=law)
    due, frequency = total(amounts)
    return (
        *pay_cycle_steps(amounts),
        Step(
            line="12",
            label="Total amount to withhold",
            formula=f"yearly amount / {frequency.per_year}, rounded once half-up",
            inputs=tuple((part.kind.value, f"{part.amount:.2f} {part.frequency.value}") for part in amounts),
            result=f"{due:.2f} per {PERIOD_WORDS[frequency]}",
            citation="IWO instructions, items 12a-b",
        ),
        Step(
            line="20",
            label="Percentage of disposable income",
            formula="the lesser of the federal tier and the work state's maximum",
            inputs=(
                ("federal tier", f"{tier}%"),
                (f"{terms.state} maximum", f"{terms.percent}%"),
                ("arrears over 12 weeks", "yes" if old_arrears else "no"),
            ),
            result=f"{printed_percent(facts, terms, old_arrears, law)}%",
            citation=f"15 U.S.C. § 1673(b)(2); {terms.source}",
        ),
    )
