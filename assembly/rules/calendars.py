"""Which days a court, an agency or an office is closed, computed for any year.

Source: the holiday law of each jurisdiction, kept as data in `assembly/law/<jurisdiction>/holidays.yaml`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.errors import UnknownName
from assembly.model.value import value

LAW = Path(__file__).parents[1] / "law"
SATURDAY, SUNDAY = 5, 6


@value
class HolidayRule:
    """One holiday: a fixed day of a month, or the n-th weekday of a month (negative from its end).

    `offset` moves the day found, such as 1 for the day after Thanksgiving.
    """

    name: str
    month: int
    day: int | None = None
    weekday: int | None = None
    nth: int = 1
    offset: int = 0
    since: int = 1

    def in_year(self, year: int) -> date:
        """Return the day on which the holiday falls, before any shift from a weekend."""
        if self.day is not None:
            found = date(year, self.month, self.day)
        elif self.nth > 0:
            first = date(year, self.month, 1)
            found = first + timedelta(days=((self.weekday or 0) - first.weekday()) % 7 + 7 * (self.nth - 1))
        else:
            following = date(year + self.month // 12, self.month % 12 + 1, 1)
            last = following - timedelta(days=1)
            found = last - timedelta(days=(last.weekday() - (self.weekday or 0)) % 7 + 7 * (-self.nth - 1))
        return found + timedelta(days=self.offset)


@value
class Calendar:
    """The closed days of one jurisdiction, and single days that a court closes by order."""

    jurisdiction: str
    citation: str
    rules: tuple[HolidayRule, ...]
    saturday_keeps_its_day: bool = False
    closures: frozenset[date] = frozenset()

    def holidays(self, year: int) -> frozenset[date]:
        """Return every holiday that is kept in a year, as it is observed.

        A Saturday holiday is kept on Friday and a Sunday holiday on Monday; New Year's Day
        of the next year can therefore fall in this one.
        """
        return _observed(self, year)

    def is_open(self, day: date) -> bool:
        """Whether the court sits on a day: no weekend, no holiday, no closure."""
        return day.weekday() < SATURDAY and day not in self.closures and day not in self.holidays(day.year)

    def on_or_after(self, day: date) -> date:
        """Return the first open day not before `day`."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        """Return the last open day not after `day`."""
        while not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def add_open_days(self, day: date, count: int) -> date:
        """Return the day `count` open days after `day` (before it when negative); `day` is not counted."""
        step = timedelta(days=1 if count >= 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def with_closures(self, *days: date) -> "Calendar":
        """Return this calendar with days added that one court closes by its own order."""
        return Calendar(
            jurisdiction=self.jurisdiction,
            citation=self.citation,
            rules=self.rules,
            saturday_keeps_its_day=self.saturday_keeps_its_day,
            closures=self.closures | set(days),
        )


@lru_cache(maxsize=256)
def _observed(calendar: Calendar, year: int) -> frozenset[date]:
    days = set[date]()
    for rule in calendar.rules:
        for of_year in (year, year + 1):
            if of_year < rule.since:
                continue
            day = rule.in_year(of_year)
            days |= _kept_on(day, saturday_keeps_its_day=calendar.saturday_keeps_its_day)
    return frozenset(day for day in days if day.year == year)


def _kept_on(day: date, *, saturday_keeps_its_day: bool) -> set[date]:
    if day.weekday() == SATURDAY:
        friday = day - timedelta(days=1)
        return {friday, day} if saturday_keeps_its_day else {friday}
    if day.weekday() == SUNDAY:
        return {day, day + timedelta(days=1)} if saturday_keeps_its_day else {day + timedelta(days=1)}
    return {day}


@lru_cache(maxsize=8)
def load_calendar(jurisdiction: str) -> Calendar:
    """Return the calendar of a jurisdiction: "us", "us-ca" or "us-or".

    Raises:
        UnknownName: no holiday law is encoded for the jurisdiction.
    """
    path = LAW / jurisdiction / "holidays.yaml"
    if not path.is_file():
        known = sorted(found.parent.name for found in LAW.glob("*/holidays.yaml"))
        raise UnknownName("holiday calendar", jurisdiction, known)
    entry = cast(Mapping[str, object], yaml.safe_load(path.read_text(encoding="utf-8")))
    rules = cast(list[dict[str, object]], entry["holidays"])
    return Calendar(
        jurisdiction=jurisdiction,
        citation=str(entry["citation"]),
        saturday_keeps_its_day=bool(entry.get("saturday_keeps_its_day", False)),
        rules=tuple(HolidayRule(**rule) for rule in rules),  # type: ignore[arg-type]
    )
