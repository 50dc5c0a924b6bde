"""Whether papers for a hearing are in time: their last days, counted by the rules on service and deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.service.parties import hearing_of
from assembly.errors import NoValueInForce, UnknownName
from assembly.model.document import Document
from assembly.model.facts import Facts
from assembly.model.likeness import letters_of
from assembly.model.service import Service
from assembly.rules.deadlines import Deadline, DeadlineLaw, deadline, load_deadlines
from assembly.rules.proof_of_service import last_day_to_serve
from assembly.rules.service_rules import ServiceRule, rules_for
from efiling.courts import CourtProfile
from efiling.preflight.known import Notice

CLOSURES = ("hours.holidays", "hours.special_closures")
SHORTENED = "the time for notice is shortened by an order, whose days nobody has entered (serve_by)"
NO_LAW = "the law of that day on the time for notice is not encoded"


@dataclass(frozen=True, slots=True)
class Noticed:
    """The hearing that papers give notice of, the last days before it, and why one of them is not known."""

    hearing: date | None = None
    days: tuple[Notice, ...] = ()
    unknown: str = ""


def notice_of(documents: Sequence[Document], facts: Facts, *, court: CourtProfile) -> Noticed:
    """Return the last days to file and serve the papers for a hearing; nothing where none of them is for one."""
    jurisdiction = f"us-{facts.court.state.lower()}"
    types = {document.type_id for document in documents}
    rules = [rule for rule in rules_for(jurisdiction, types) if rule.hearing]
    hearing = hearing_of(facts)
    if not rules or hearing is None:
        return Noticed()
    shortened, serve_by = _shortened(facts)
    served = _service_of(rules, documents, facts)
    if shortened:
        if serve_by is None:
            return Noticed(hearing, unknown=SHORTENED)
        done = served.served_on if served is not None else None
        order = Notice(act="serve the papers", last=serve_by, citation="by the court's order", done=done)
        return Noticed(hearing, (order,))
    law = load_deadlines(jurisdiction)
    try:
        noticed = _counted(rules, hearing, served, law=law, court=court)
    except (UnknownName, NoValueInForce):
        return Noticed(hearing, unknown=NO_LAW)
    if serve_by is None:
        return noticed
    latest = min(noticed.days, key=lambda day: day.last)
    named = replace(latest, act="have the papers served by the day that they name", done=serve_by)
    return replace(noticed, days=(*noticed.days, named))


def _counted(
    rules: Sequence[ServiceRule],
    hearing: date,
    served: Service | None,
    *,
    law: DeadlineLaw,
    court: CourtProfile,
) -> Noticed:
    named = [str(day) for key in CLOSURES for day in court.items(key)]
    calendar = law.calendar.with_closures(*map(date.fromisoformat, named))
    days: list[Notice] = []
    unknown = ""
    for rule in rules:
        days.append(_notice("file the papers", deadline(rule.hearing, hearing, law=law, calendar=calendar)))
        if served is None:
            unknown = "how the papers are served is not recorded, so the days that a manner of service adds are not counted"
            continue
        last = last_day_to_serve(served, rule, hearing, law=law, calendar=calendar)
        manner = served.method.value.replace("_", " ")
        if last is None:
            unknown = f"no rule that we hold counts the days of notice for service by {manner}"
        else:
            days.append(_notice(f"serve the papers by {manner}", last, done=served.served_on))
    return Noticed(hearing, tuple(dict.fromkeys(days)), unknown)


def _notice(act: str, day: Deadline, *, done: date | None = None) -> Notice:
    return Notice(act=act, last=day.due, citation=day.citation, done=done, firm=day.verified)


def _shortened(facts: Facts) -> tuple[bool, date | None]:
    """Return whether the time for notice is shortened, and the day to serve by where one is given."""
    if facts.show_cause is not None:
        return bool(facts.show_cause.shortened_time_reason), facts.show_cause.serve_by
    motion = facts.motion
    return (motion.shortened_time, motion.serve_by) if motion is not None else (False, None)


def _service_of(rules: Sequence[ServiceRule], documents: Sequence[Document], facts: Facts) -> Service | None:
    """Return the recorded service where it is that of these papers, and not of others before them."""
    if facts.service is None:
        return None
    papers = {paper for rule in rules for paper in rule.papers}
    titles = {letters_of(document.title) for document in documents if document.type_id in papers}
    return facts.service if titles & {letters_of(title) for title in facts.service.documents} else None
