"""What a rejection started: for each paper every clock, from the law of the court's state or its own rule.

Days are the court's own, in its time zone. A rule that says "the date of rejection" may mean the
clerk's status or the notice of it; the earlier is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from api.facts.service import read_stored
from api.filings.record import StoredFiling
from api.services import Services
from assembly.errors import UnknownName
from assembly.model.case import LegalChoice
from assembly.rules.calendars import Calendar, load_calendar
from assembly.rules.deadlines import Unit
from assembly.rules.rejection import (
    Happening,
    RejectionClock,
    RejectionRule,
    Request,
    Trigger,
    as_chosen,
    clocks,
    load_rejections,
)
from efiling.courts import CourtProfile
from efiling.lifecycle import State
from efiling.model import Outcome

REJECTED = frozenset({State.REJECTED, State.PARTLY_ACCEPTED})
MENDABLE = REJECTED | {State.FAILED}
DEFAULT_CUTOFF = time(23, 59, 59)
NO_REQUEST = Request()


@dataclass(frozen=True, slots=True)
class PaperClocks:
    """The clocks of one rejected paper. `reference` is ours, empty where the court named no paper."""

    reference: str
    title: str
    rejected_on: date
    clocks: tuple[RejectionClock, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock that counts: until when a rejected paper may go again and keep its first date.

    `due` is None where no rule that we hold gives a window; `target` is then the day that is
    recommended. `ends_at` is the moment in the court's zone. `rule` is the source, `comment` the
    words that the rule wants in the filing. `verified` says whether the text was read.
    """

    rejected_on: date
    due: date | None
    rule: str
    comment: str
    target: date | None = None
    ends_at: datetime | None = None
    other_due: date | None = None
    other_rule: str = ""
    note: str = ""
    late: str = ""
    verified: bool = True
    request: Request = NO_REQUEST
    steps: tuple[Mapping[str, str], ...] = ()


def clock_of(services: Services, filing: StoredFiling) -> Clock | None:
    """Return the clock that governs a rejection, the soonest of its papers; None where nothing was rejected."""
    papers = paper_clocks(services, filing)
    if not papers:
        return None
    profile = services.courts.profile(filing.court)
    every = [clock for paper in papers for clock in paper.clocks]
    dated = [clock for clock in every if clock.due is not None and clock.verified]
    chosen = min(dated, key=lambda clock: clock.due or date.max) if dated else next(iter(every), None)
    if chosen is None:
        return Clock(rejected_on=papers[0].rejected_on, due=None, rule="", comment="")
    due = chosen.due if chosen.verified else None
    return Clock(
        rejected_on=papers[0].rejected_on,
        due=due,
        rule=chosen.citation,
        comment=chosen.request.comment,
        target=chosen.target,
        ends_at=ends_at(due, profile) if due else None,
        other_due=chosen.other_due,
        other_rule=chosen.other_citation,
        note=chosen.note,
        late=chosen.late,
        verified=chosen.verified,
        request=chosen.request,
        steps=tuple({"label": step.label, "result": step.result} for step in chosen.steps),
    )


def paper_clocks(services: Services, filing: StoredFiling) -> tuple[PaperClocks, ...]:
    """Return the clocks of each rejected paper; of the envelope as one where the court named no paper."""
    if filing.state not in MENDABLE:
        return ()
    profile = services.courts.profile(filing.court)
    calendar, rules = calendar_of(profile), as_chosen(rules_of(profile), _choices(services, filing))
    trigger = Trigger.UNSUCCESSFUL if filing.state is State.FAILED else Trigger.REJECTED
    found = []
    for paper in rejected_papers(filing):
        happened = _happened(filing, paper, profile.zone)
        kinds = filing.kinds.get(str(paper.get("reference", "")), ())
        started = clocks(rules, trigger=trigger, kinds=kinds, happened=happened, calendar=calendar)
        found.append(
            PaperClocks(
                str(paper.get("reference", "")), str(paper.get("title", "")), happened.rejected_on, started
            )
        )
    return tuple(found)


def _choices(services: Services, filing: StoredFiling) -> Sequence[LegalChoice]:
    """Return the agency's choices as they stand in the facts of a filing's packet."""
    with services.database.unit_of_work() as work:
        facts_id = work.packets.get(filing.packet_id).facts_id
    return read_stored(services, facts_id).agency.choices


def rejected_papers(filing: StoredFiling) -> tuple[Mapping[str, Any], ...]:
    """Return the review of each paper that was not filed; one nameless paper where the court told of none."""
    named = tuple(paper for paper in filing.documents if paper.get("outcome") == Outcome.REJECTED.value)
    if named:
        return named
    papers = tuple(
        {"reference": reference, "title": name, "reviewed_at": ""}
        for reference, name in filing.papers.items()
    )
    return papers or ({"reference": "", "title": "", "reviewed_at": ""},)


def is_over(clock: Clock, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the window has ended: the last day of the court, in its zone, has passed."""
    return clock.due is not None and now.astimezone(zone).date() > clock.due


def submitted_on(filing: StoredFiling, zone: ZoneInfo) -> date:
    """Return the court's day of a submission: of the court's receipt, else of our sending."""
    moment = filing.filed_at or filing.sent_at
    found = datetime.fromisoformat(moment) if moment else filing.created_at
    return found.astimezone(zone).date()


def ends_at(due: date, profile: CourtProfile) -> datetime:
    """Return the last moment of a day in which the court takes filings, in its zone."""
    told = profile.text("hours.filing_cutoff")
    return datetime.combine(due, time.fromisoformat(told) if told else DEFAULT_CUTOFF, profile.zone)


def calendar_of(profile: CourtProfile) -> Calendar:
    """Return the calendar of the court's state, with the court's own closures; its own days alone elsewhere."""
    named = [str(day) for key in ("hours.holidays", "hours.special_closures") for day in profile.items(key)]
    try:
        calendar = load_calendar(state_of(profile) or "us")
    except UnknownName:  # a state of which we hold the rules on rejections alone
        calendar = load_calendar("us")
    return calendar.with_closures(*map(date.fromisoformat, named))


def state_of(profile: CourtProfile) -> str:
    """Return the jurisdiction of a court whose law we hold, such as "us-or"; empty for any other."""
    return next((layer for layer in profile.layers if load_rejections(layer)), "")


def rules_of(profile: CourtProfile) -> Sequence[RejectionRule]:
    """Return the rules on rejections that bind a court: its state's, else what its own profile says."""
    if state := state_of(profile):
        return load_rejections(state)
    fact = profile.fact("reject.relation_back")
    window = profile.mapping("reject.relation_back")
    source = "; ".join(found.name for found in fact.sources) or f"rule of {profile.name}"
    if not isinstance(window.get("days"), int):
        return (
            RejectionRule(
                id=profile.id,
                title="No rule that keeps the first date is known",
                citation=source,
                trigger=Trigger.REJECTED,
                verified=True,
            ),
        )
    words = str(window.get("comment", "")) or str(
        profile.mapping("packet.filer_comments").get("relation_back", "")
    )
    return tuple(
        RejectionRule(
            id=profile.id,
            title="Resubmit in time and ask that the first date stay the date of filing",
            citation=source,
            trigger=trigger,
            verified=True,
            days=int(str(window["days"])),
            unit=Unit.CALENDAR_DAYS if window.get("unit") == Unit.CALENDAR_DAYS else Unit.COURT_DAYS,
            effect="relates_back_on_request",
            request=Request(subject=words, comment=words),
        )
        for trigger in Trigger
    )


def _happened(filing: StoredFiling, paper: Mapping[str, Any], zone: ZoneInfo) -> Happening:
    if filing.state is State.FAILED:
        learned = filing.changed_at.astimezone(zone).date()
        return Happening(rejected_on=submitted_on(filing, zone), told_on=learned)
    status = str(paper.get("reviewed_at") or "") or filing.reviewed_at
    moments = [datetime.fromisoformat(moment) for moment in (status, filing.told_at) if moment]
    days = [moment.astimezone(zone).date() for moment in moments or [filing.changed_at]]
    if filing.notice_on:
        days.append(date.fromisoformat(filing.notice_on))
    return Happening(rejected_on=min(days), told_on=max(days))
