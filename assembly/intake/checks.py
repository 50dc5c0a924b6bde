"""What the facts of one object must be to each other: dates in a possible order, places that exist.

Nothing here is law; what a statute demands is in `assembly.rules`. Pointers are relative to the object.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from assembly.errors import Fault
from assembly.intake.states import STATES
from assembly.model.children import Child, Parentage, PastSupport
from assembly.model.facts import Facts
from assembly.model.guideline import Arrears, Guideline
from assembly.model.people import Address, PersonName
from assembly.model.procedure import ShowCause, Stipulation

ZIP_CODE = re.compile(r"[0-9]{5}(-[0-9]{4})?")


def faults_of(value: object) -> Iterator[Fault]:
    """Yield the faults of one object of the model whose own fields are all readable."""
    check = CHECKS.get(type(value))
    if check:
        yield from check(value)


def _address(address: Address) -> Iterator[Fault]:
    if address.country != "US":
        return
    if address.state not in STATES:
        yield Fault("/state", "is not a state or territory", "two capital letters, such as CA")
    if not ZIP_CODE.fullmatch(address.zip_code):
        yield Fault("/zip_code", "is not a ZIP code", "five digits, or five, a hyphen and four")


def _name(name: PersonName) -> Iterator[Fault]:
    if not (name.first.strip() or name.last.strip()):
        yield Fault("/last", "is empty, and so is the first name", "a first or a last name")


def _past_support(past: PastSupport) -> Iterator[Fault]:
    yield from _in_order(("/start", past.start), ("/through", past.through))


def _parentage(parentage: Parentage) -> Iterator[Fault]:
    yield from _in_order(
        ("/conception_from", parentage.conception_from), ("/conception_to", parentage.conception_to)
    )


def _child(child: Child) -> Iterator[Fault]:
    yield from _in_order(
        ("/parentage/conception_to", child.parentage.conception_to), ("/birth_date", child.birth_date)
    )
    yield from _in_order(("/birth_date", child.birth_date), ("/support_begins_on", child.support_begins_on))


def _arrears(arrears: Arrears) -> Iterator[Fault]:
    yield from _in_order(("/oldest_unpaid_due", arrears.oldest_unpaid_due), ("/as_of", arrears.as_of))


def _guideline(guideline: Guideline) -> Iterator[Fault]:
    low, high = guideline.low_income_low, guideline.low_income_high
    if low is not None and high is not None and low > high:
        yield Fault("/low_income_low", "is more than low_income_high", "the lower end of the range")


def _show_cause(motion: ShowCause) -> Iterator[Fault]:
    yield from _in_order(("/serve_by", motion.serve_by), ("/hearing/day", motion.hearing.day))
    yield from _in_order(("/respond_by", motion.respond_by), ("/hearing/day", motion.hearing.day))


def _stipulation(stipulation: Stipulation) -> Iterator[Fault]:
    if stipulation.how == "hearing" and stipulation.hearing is None:
        yield Fault("/hearing", "is missing", "the hearing at which the parties agreed")


def _facts(facts: Facts) -> Iterator[Fault]:
    yield from _not_after_prepared(facts)
    yield from _twice(facts.children)
    yield from _parents_before_children(facts)
    if facts.case.obligor_role == facts.case.obligee_role:
        yield Fault("/case/obligee_role", "is the obligor's place too", "another place in the caption")
    if facts.obligor.ssn is not None and facts.obligor.ssn == facts.obligee.ssn:
        yield Fault("/obligee/ssn", "is the obligor's number too", "the obligee's own number, or none")
    if facts.withholding and facts.withholding.employer >= len(facts.obligor.employers):
        known = len(facts.obligor.employers)
        yield Fault(
            "/withholding/employer",
            f"names employer {facts.withholding.employer}, and /obligor/employers has {known}",
            "the place of an employer in the list, counted from 0",
        )
    for place, provenance in enumerate(facts.provenance):
        if not _leads_somewhere(facts, provenance.pointer):
            yield Fault(
                f"/provenance/{place}/pointer", "points to no fact", "a JSON pointer into these facts"
            )


def _not_after_prepared(facts: Facts) -> Iterator[Fault]:
    """Nothing that has happened can be later than the day on which the papers are prepared."""
    happened: list[tuple[str, date | None]] = [
        ("/case/filed_on", facts.case.filed_on),
        ("/ivd_case/received_on", facts.ivd_case.received_on),
        ("/ivd_case/services_since", facts.ivd_case.services_since),
        ("/ivd_case/aid_first_paid_on", facts.ivd_case.aid_first_paid_on),
        ("/obligor/birth_date", facts.obligor.birth_date),
        ("/obligee/birth_date", facts.obligee.birth_date),
    ]
    happened += [(f"/children/{n}/birth_date", child.birth_date) for n, child in enumerate(facts.children)]
    for n, order in enumerate(facts.existing_orders):
        happened.append((f"/existing_orders/{n}/entered_on", order.entered_on))
        happened += [
            (f"/existing_orders/{n}/payments/{m}/received", payment.received)
            for m, payment in enumerate(order.payments)
        ]
    happened += [(f"/provenance/{n}/as_of", known.as_of) for n, known in enumerate(facts.provenance)]
    for pointer, day in happened:
        yield from _in_order((pointer, day), ("/prepared_on", facts.prepared_on))
    if facts.show_cause:
        hearing = ("/show_cause/hearing/day", facts.show_cause.hearing.day)
        yield from _in_order(("/prepared_on", facts.prepared_on), hearing)


def _twice(children: Sequence[Child]) -> Iterator[Fault]:
    seen: list[Child] = []
    for place, child in enumerate(children):
        for earlier, other in enumerate(seen):
            if child.ssn is not None and child.ssn == other.ssn:
                yield Fault(
                    f"/children/{place}/ssn", f"is that of child {earlier} too", "the child's own number"
                )
            elif (child.name, child.birth_date) == (other.name, other.birth_date):
                yield Fault(f"/children/{place}", f"is the same child as child {earlier}", "each child once")
        seen.append(child)


def _parents_before_children(facts: Facts) -> Iterator[Fault]:
    for pointer, parent in (("/obligor/birth_date", facts.obligor), ("/obligee/birth_date", facts.obligee)):
        born = [child.birth_date for child in facts.children if child.birth_date]
        if parent.birth_date and born and min(born) <= parent.birth_date:
            yield Fault(pointer, "is not before the oldest child's birth", "an earlier date")


def _leads_somewhere(facts: Facts, pointer: str) -> bool:
    """Whether a JSON pointer names a fact that these facts have."""
    if not pointer.startswith("/"):
        return pointer == ""
    value: Any = facts
    for part in pointer[1:].split("/"):
        if isinstance(value, tuple):
            value = value[int(part)] if re.fullmatch("[0-9]{1,5}", part) and int(part) < len(value) else None
        else:
            value = getattr(value, part, None) if part in getattr(value, "__slots__", ()) else None
        if value is None:
            return False
    return True


def _in_order(first: tuple[str, date | None], second: tuple[str, date | None]) -> Iterator[Fault]:
    """Yield a fault where the first day is after the second; the same day is in order."""
    (pointer, day), (other, limit) = first, second
    if day is not None and limit is not None and day > limit:
        problem = f"is {day.isoformat()}, after {other[1:]} ({limit.isoformat()})"
        yield Fault(pointer, problem, f"a date no later than {limit.isoformat()}")


CHECKS: dict[type, Callable[[Any], Iterator[Fault]]] = {
    Address: _address,
    Arrears: _arrears,
    Child: _child,
    Facts: _facts,
    Guideline: _guideline,
    Parentage: _parentage,
    PastSupport: _past_support,
    PersonName: _name,
    ShowCause: _show_cause,
    Stipulation: _stipulation,
}
