"""When something falls due, and every rule that moved the day.

Source: each deadline's own, kept as data in `assembly/law/<jurisdiction>/deadlines.yaml`; the
counting follows Cal. Code Civ. Proc. §§ 12-12c, 1005(b), 1013; Or. R. Civ. P. 10 and OAR 137-055-2160.
"""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.errors import NoValueInForce, UnknownName
from assembly.law.choices import option_of
from assembly.model.case import LegalChoice
from assembly.model.value import value
from assembly.rules.calendars import Calendar, load_calendar
from assembly.rules.steps import Step

LAW = Path(__file__).parents[1] / "law"


class Unit(StrEnum):
    """What a period counts."""

    CALENDAR_DAYS = "calendar_days"
    COURT_DAYS = "court_days"
    MONTHS = "months"
    YEARS = "years"


class Roll(StrEnum):
    """What happens when the last day is one on which the court is closed."""

    OPEN_DAY = "open_day"
    NONE = "none"


@value
class Extension:
    """Days that a method of service adds to a period."""

    days: int
    unit: Unit = Unit.CALENDAR_DAYS


@value
class DeadlineRule:
    """One time limit as the law states it.

    `before` counts back from the day of the event, such as a hearing. `service` names the
    table of extra days that applies, or is empty where a method of service adds none.
    Periods shorter than `short_period_below` days leave closed days out of the count. `choice` names
    the agency's choice, and the option of it, by which `chosen_unit` is counted instead.
    """

    id: str
    title: str
    citation: str
    event: str
    count: int
    unit: Unit
    verified: bool
    since: date | None = None
    until: date | None = None
    before: bool = False
    service: str = ""
    roll: Roll = Roll.OPEN_DAY
    short_period_below: int = 0
    choice: tuple[str, str] | None = None
    chosen_unit: Unit | None = None


@value
class Deadline:
    """The day on which something is due, with the working that led to it."""

    rule: str
    title: str
    citation: str
    start: date
    due: date
    verified: bool
    steps: tuple[Step, ...]


@value
class DeadlineLaw:
    """Every time limit of one jurisdiction, its calendar, and what service adds."""

    jurisdiction: str
    calendar: Calendar
    rules: Mapping[str, DeadlineRule]
    services: Mapping[str, Mapping[str, Extension]]

    def rule(self, name: str, on: date) -> DeadlineRule:
        """Return a time limit as in force on a day.

        Raises:
            UnknownName: no such limit is encoded for the jurisdiction.
            NoValueInForce: it is not in force on that day.
        """
        if name not in self.rules:
            raise UnknownName(f"deadline of {self.jurisdiction}", name, sorted(self.rules))
        found = self.rules[name]
        if (found.since and on < found.since) or (found.until and on > found.until):
            since = f"from {found.since.isoformat()}" if found.since else ""
            until = f"through {found.until.isoformat()}" if found.until else "on"
            raise NoValueInForce(f"{self.jurisdiction} deadline {name}", on, f"{since} {until}".strip())
        return found


def deadline(
    name: str, start: date, *, law: DeadlineLaw, service: str = "", calendar: Calendar | None = None
) -> Deadline:
    """Return when the time limit `name` ends for an event on `start`.

    The day of the event is not counted and the last day is. A limit that runs back from a
    hearing counts the days before it, then the days that the method of service adds, and
    ends on an open day not later than that. `calendar` is the court's own where it closes on
    more days than the law says.

    Raises:
        UnknownName: the limit, or the method of service, is not in the jurisdiction's law.
        NoValueInForce: the limit is not in force on `start`.
    """
    rule = law.rule(name, start)
    days = calendar or law.calendar
    sign = -1 if rule.before else 1
    steps = [_step("1", f"Starts: {rule.event}", "the day itself is not counted", start, rule.citation)]

    reached = _count(start, sign * rule.count, rule, days)
    steps.append(
        _step(
            "2",
            f"{rule.count} {_words(rule.unit)} {'before' if rule.before else 'after'}",
            "",
            reached,
            rule.citation,
        )
    )
    extension = _extension(rule, service, law)
    if extension is not None:
        if rule.before and rule.unit is not Unit.COURT_DAYS:
            reached = days.on_or_before(reached)
        reached = (
            days.add_open_days(reached, sign * extension.days)
            if extension.unit is Unit.COURT_DAYS
            else reached + timedelta(days=sign * extension.days)
        )
        label = f"{extension.days} {_words(extension.unit)} more for service: {service.replace('_', ' ')}"
        steps.append(_step("3", label, "", reached, rule.citation))
    if rule.roll is Roll.OPEN_DAY:
        moved = days.on_or_before(reached) if rule.before else days.on_or_after(reached)
        if moved != reached:
            label = f"{reached:%a %b %d, %Y} is a closed day".replace(" 0", " ")
            steps.append(_step("4", label, "moved to the nearest open day", moved, days.citation))
            reached = moved
    return Deadline(
        rule=rule.id,
        title=rule.title,
        citation=rule.citation,
        start=start,
        due=reached,
        verified=rule.verified,
        steps=tuple(steps),
    )


def as_chosen(law: DeadlineLaw, choices: Sequence[LegalChoice]) -> DeadlineLaw:
    """Return the time limits as an agency reads them where the law leaves it a choice.

    Raises:
        UnknownName: it names an option that a choice does not have.
    """

    def read(rule: DeadlineRule) -> DeadlineRule:
        if (
            rule.choice is None
            or rule.chosen_unit is None
            or option_of(choices, rule.choice[0]) != rule.choice[1]
        ):
            return rule
        return replace(rule, unit=rule.chosen_unit)

    return replace(law, rules={name: read(rule) for name, rule in law.rules.items()})


def _count(start: date, count: int, rule: DeadlineRule, calendar: Calendar) -> date:
    if rule.unit is Unit.COURT_DAYS or abs(count) < rule.short_period_below:
        return calendar.add_open_days(start, count)
    if rule.unit is Unit.CALENDAR_DAYS:
        return start + timedelta(days=count)
    return _add_months(start, count * (12 if rule.unit is Unit.YEARS else 1))


def _add_months(day: date, count: int) -> date:
    """Return the same day `count` months on, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _extension(rule: DeadlineRule, service: str, law: DeadlineLaw) -> Extension | None:
    if not service:
        return None
    table = law.services.get(rule.service, {})
    if rule.service and service not in table:
        raise UnknownName("method of service", service, sorted(table))
    found = table.get(service)
    return found if found is not None and found.days else None


def _step(line: str, label: str, formula: str, result: date, citation: str) -> Step:
    shown = f"{result:%A, %B} {result.day}, {result.year}"
    return Step(line=line, label=label, formula=formula, result=shown, citation=citation)


def _words(unit: Unit) -> str:
    return unit.value.replace("_", " ")


@lru_cache(maxsize=8)
def load_deadlines(jurisdiction: str) -> DeadlineLaw:
    """Return the time limits of a jurisdiction: "us", "us-ca" or "us-or".

    Raises:
        UnknownName: no time limits are encoded for the jurisdiction.
    """
    path = LAW / jurisdiction / "deadlines.yaml"
    if not path.is_file():
        known = sorted(found.parent.name for found in LAW.glob("*/deadlines.yaml"))
        raise UnknownName("set of deadlines", jurisdiction, known)
    entry = cast(dict[str, object], yaml.safe_load(path.read_text(encoding="utf-8")))
    services = cast(dict[str, dict[str, dict[str, object]]], entry.get("services") or {})
    rules = cast(list[dict[str, object]], entry["deadlines"])
    short = int(str(entry.get("short_period_below", 0)))
    return DeadlineLaw(
        jurisdiction=jurisdiction,
        calendar=load_calendar(jurisdiction),
        rules={str(rule["id"]): _rule(rule, short) for rule in rules},
        services={
            name: {method: _extended(entry) for method, entry in table.items()}
            for name, table in services.items()
        },
    )


def _extended(entry: Mapping[str, object]) -> Extension:
    return Extension(days=int(str(entry["days"])), unit=Unit(str(entry.get("unit", "calendar_days"))))


def _rule(entry: Mapping[str, object], short: int) -> DeadlineRule:
    choice = cast(dict[str, str], entry.get("choice") or {})
    return DeadlineRule(
        id=str(entry["id"]),
        title=str(entry["title"]),
        citation=str(entry["citation"]),
        event=str(entry["event"]),
        count=int(str(entry["count"])),
        unit=Unit(str(entry["unit"])),
        verified=bool(entry["verified"]),
        since=cast("date | None", entry.get("since")),
        until=cast("date | None", entry.get("until")),
        before=bool(entry.get("before", False)),
        service=str(entry.get("service", "")),
        roll=Roll(str(entry.get("roll", "open_day"))),
        short_period_below=short if entry.get("short_period", True) else 0,
        choice=(choice["id"], choice["option"]) if choice else None,
        chosen_unit=Unit(choice["unit"]) if choice else None,
    )
