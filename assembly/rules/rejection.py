"""What a rejection starts: until when a paper may go again, what that keeps, and what must be asked for.

Source: each rule's own, kept as data in `assembly/law/<jurisdiction>/rejections.yaml`, or in `assembly/law/_rejections` for
states of which no other law is held: UTCR 21.080(4)-(6);
Cal. Rules of Court, rule 2.259; Code Civ. Proc. § 1010.6.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.law.choices import option_of
from assembly.model.case import LegalChoice
from assembly.model.value import value
from assembly.rules.calendars import Calendar
from assembly.rules.deadlines import Roll, Unit
from assembly.rules.steps import Step

LAW = Path(__file__).parents[1] / "law"
ELSEWHERE = "_rejections"


class Trigger(StrEnum):
    """What happened to the filing."""

    REJECTED = "rejected"
    UNSUCCESSFUL = "submission_unsuccessful"


class Start(StrEnum):
    """From which day a window is counted."""

    REJECTION = "rejection"
    LATER_NOTICE = "later_notice"
    LEARNED = "learned"


class Change(StrEnum):
    """What may differ in the paper that goes again."""

    CORRECTION = "correction"
    ERRORS_ONLY = "errors_that_caused_rejection_only"
    NONE = "none"


@value
class Request:
    """What has to be asked for, and in which words. `paper` is the document type that asks."""

    paper: str = ""
    subject: str = ""
    comment: str = ""
    must: tuple[str, ...] = ()


@value
class RejectionRule:
    """One rule on what a rejection starts.

    `only` and `not_for` are kinds of papers in our words. `days` is None where the rule has no
    window; `target` then says that the next open day is recommended. `other_unit` is another
    reading of how the window is counted; `choice` names the agency's choice, and the option of it,
    by which that reading is its own.
    """

    id: str
    title: str
    citation: str
    trigger: Trigger
    verified: bool
    since: date | None = None
    only: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    days: int | None = None
    unit: Unit = Unit.CALENDAR_DAYS
    start: Start = Start.REJECTION
    roll: Roll = Roll.OPEN_DAY
    target: bool = False
    other_unit: Unit | None = None
    other_citation: str = ""
    choice: tuple[str, str] | None = None
    effect: str = "none"
    request: Request = Request()
    change: Change = Change.CORRECTION
    late: str = ""
    note: str = ""

    def covers(self, kinds: Collection[str]) -> bool:
        """Whether the rule speaks of a paper that is called any of `kinds`."""
        if self.only and not set(self.only) & set(kinds):
            return False
        return not set(self.not_for) & set(kinds)


@value
class Happening:
    """The days that windows are counted from, each in the court's own zone.

    `rejected_on` is the earlier of the status and the notice, since a rule does not say which of the
    two is "the date of rejection"; `told_on` the later. For a failed submission `rejected_on` is the
    day of the attempt and `told_on` the day on which the filer learned of it.
    """

    rejected_on: date
    told_on: date


@value
class RejectionClock:
    """What one rule gives for one rejection.

    `due` is the last day of a window, None where the rule has none; `target` the day that is
    recommended then. `other_due` is the last day by another reading of the rule. An unverified
    clock proposes and never says that a day is safe.
    """

    rule: str
    title: str
    citation: str
    verified: bool
    start: date
    due: date | None
    target: date | None
    other_due: date | None
    other_citation: str
    effect: str
    request: Request
    change: Change
    late: str
    note: str
    steps: tuple[Step, ...]


def clocks(
    rules: Sequence[RejectionRule],
    *,
    trigger: Trigger,
    kinds: Collection[str],
    happened: Happening,
    calendar: Calendar,
) -> tuple[RejectionClock, ...]:
    """Return every clock that the event starts for a paper, the verified and the soonest first.

    `kinds` are the names under which rules may mean the paper, `calendar` the court's own.
    """
    found = [
        _clock(rule, happened, calendar)
        for rule in rules
        if rule.trigger is trigger
        and rule.covers(kinds)
        and (rule.since is None or happened.rejected_on >= rule.since)
    ]
    return tuple(sorted(found, key=lambda clock: (not clock.verified, clock.due is None, clock.due)))


def as_chosen(rules: Sequence[RejectionRule], choices: Sequence[LegalChoice]) -> tuple[RejectionRule, ...]:
    """Return the rules as an agency reads them; what it did not choose stays as the other reading.

    Raises:
        UnknownName: it names an option that a choice does not have.
    """

    def read(rule: RejectionRule) -> RejectionRule:
        if rule.choice is None or rule.other_unit is None:
            return rule
        if option_of(choices, rule.choice[0]) != rule.choice[1]:
            return rule
        citation = f"{rule.citation}; {rule.other_citation}"
        return replace(
            rule, unit=rule.other_unit, other_unit=rule.unit, citation=citation, other_citation=rule.citation
        )

    return tuple(map(read, rules))


def _clock(rule: RejectionRule, happened: Happening, calendar: Calendar) -> RejectionClock:
    start = happened.rejected_on if rule.start is Start.REJECTION else happened.told_on
    steps = [_step("1", _STARTS[rule.start], "the day itself is not counted", start, rule.citation)]
    due = other = None
    if rule.days is not None:
        counted = _count(start, rule.days, rule.unit, calendar)
        words = rule.unit.value.replace("_", " ")
        steps.append(_step("2", f"{rule.days} {words} after", "", counted, rule.citation))
        due = calendar.on_or_after(counted) if rule.roll is Roll.OPEN_DAY else counted
        if due != counted:
            steps.append(
                _step(
                    "3", "The court is closed on that day", "moved to the next open day", due, rule.citation
                )
            )
        if rule.other_unit is not None:
            found = calendar.on_or_after(_count(start, rule.days, rule.other_unit, calendar))
            other = found if found != due else None
    return RejectionClock(
        rule=rule.id,
        title=rule.title,
        citation=rule.citation,
        verified=rule.verified,
        start=start,
        due=due,
        target=calendar.add_open_days(happened.told_on, 1) if rule.target else None,
        other_due=other,
        other_citation=rule.other_citation if other else "",
        effect=rule.effect,
        request=rule.request,
        change=rule.change,
        late=rule.late,
        note=rule.note,
        steps=tuple(steps),
    )


_STARTS = {
    Start.REJECTION: "Starts: rejection",
    Start.LATER_NOTICE: "Starts: the later notice of the rejection",
    Start.LEARNED: "Starts: the filer learned of the failure",
}


def _count(start: date, days: int, unit: Unit, calendar: Calendar) -> date:
    return calendar.add_open_days(start, days) if unit is Unit.COURT_DAYS else start + timedelta(days=days)


def _step(line: str, label: str, formula: str, result: date, citation: str) -> Step:
    shown = f"{result:%A, %B} {result.day}, {result.year}"
    return Step(line=line, label=label, formula=formula, result=shown, citation=citation)


@lru_cache(maxsize=8)
def load_rejections(jurisdiction: str) -> tuple[RejectionRule, ...]:
    """Return the rules of a jurisdiction on rejected filings; none where none is encoded.

    Of some states these rules are all the law that is held; they stand together in a folder of their own,
    which makes them no jurisdiction of the product.
    """
    places = (LAW / jurisdiction / "rejections.yaml", LAW / ELSEWHERE / f"{jurisdiction}.yaml")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return ()
    entry = cast(dict[str, object], yaml.safe_load(path.read_text(encoding="utf-8")))
    return tuple(_rule(rule) for rule in cast(list[dict[str, object]], entry["rejections"]))


def _rule(entry: Mapping[str, object]) -> RejectionRule:
    window = cast(dict[str, object], entry.get("window") or {})
    other = cast(dict[str, object], entry.get("other_reading") or {})
    return RejectionRule(
        id=str(entry["id"]),
        title=str(entry["title"]),
        citation=str(entry["citation"]),
        trigger=Trigger(str(entry["trigger"])),
        verified=bool(entry["verified"]),
        since=cast("date | None", entry.get("since")),
        only=_words(entry.get("only")),
        not_for=_words(entry.get("not_for")),
        days=int(str(window["days"])) if window else None,
        unit=Unit(str(window.get("unit", "calendar_days"))),
        start=Start(str(window.get("start", "rejection"))),
        roll=Roll(str(window.get("roll", "open_day"))),
        target=entry.get("target") == "next_open_day",
        other_unit=Unit(str(other["unit"])) if other else None,
        other_citation=str(other.get("citation", "")),
        choice=_choice(other),
        effect=str(entry.get("effect", "none")),
        request=_request(cast(dict[str, object], entry.get("request") or {})),
        change=Change(str(entry.get("change_allowed", "correction"))),
        late=str(entry.get("late", "")),
        note=str(entry.get("note", "")),
    )


def _choice(other: Mapping[str, object]) -> tuple[str, str] | None:
    found = cast(dict[str, str], other.get("choice") or {})
    return (found["id"], found["option"]) if found else None


def _request(entry: Mapping[str, object]) -> Request:
    return Request(
        paper=str(entry.get("paper", "")),
        subject=str(entry.get("subject", "")),
        comment=str(entry.get("comment", "")),
        must=_words(entry.get("must")),
    )


def _words(found: object) -> tuple[str, ...]:
    return tuple(str(word) for word in found) if isinstance(found, list) else ()
