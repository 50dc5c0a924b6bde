"""Dates: none signed in the future, no hearing on a closed day, no figure gone stale (7, 35, 36)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SIGNED = re.compile(
    rf"\b(?:dated?|signed on|executed on)\s*:?\s*(?:({MONTHS})\s+(\d{{1,2}}),\s+(\d{{4}})|(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))"
    r"(?!\s*time\b)",  # the date of a hearing stands before its time
    re.IGNORECASE,
)
STALE_AFTER = timedelta(days=60)  # our own choice: no rule gives a number for arrears and incomes
SATURDAY = 5


@check(7, "signature-date", Grade.BLOCK, "Date the signature on the day it is made.")
def signature_date(matter: Matter) -> Iterator[Evidence]:
    """No paper is dated after today, by the court's own calendar."""
    for paper in matter.readable():
        for page in paper.own_pages:
            for found in SIGNED.finditer(page.text):
                day = _day(found)
                if day is not None and day > matter.today:
                    yield Evidence(
                        document=paper.name,
                        problem="It is dated in the future.",
                        page=page.number,
                        text=found[0],
                    )


@check(35, "hearing-date", Grade.BLOCK, "Ask the court for a day on which it sits.")
def hearing_date(matter: Matter) -> Iterator[Evidence]:
    """The hearing is to come, and on a day when the court is open."""
    if matter.hearing is None:
        raise NotApplicable
    day = matter.hearing
    closed = {
        str(found) for key in ("hours.holidays", "hours.special_closures") for found in _days(matter, key)
    }
    if day <= matter.today:
        yield Evidence(document="", problem="The hearing is not after today.")
    if day.weekday() >= SATURDAY:
        yield Evidence(document="", problem="The hearing is on a weekend.")
    elif day.isoformat() in closed:
        yield Evidence(document="", problem="The court is closed on the day of the hearing.")


@check(36, "stale", Grade.WARN, "Bring the figures up to date, or be ready to say why they still hold.")
def stale(matter: Matter) -> Iterator[Evidence]:
    """No figure that the papers rest on is older than sixty days."""
    if not matter.as_of:
        raise NotApplicable
    for name, day in matter.as_of.items():
        if matter.today - day > STALE_AFTER:
            yield Evidence(document="", problem=f"{name} is of {day.isoformat()}, more than 60 days ago.")


def _days(matter: Matter, key: str) -> list[object]:
    found = matter.limit(key)
    return list(found) if isinstance(found, list | tuple) else []


def _day(found: re.Match[str]) -> date | None:
    """Return the date that was printed, or None where there is no such day."""
    word, day, year, month_number, day_number, year_number = found.groups()
    try:
        if word:
            return datetime.strptime(f"{word.capitalize()} {day} {year}", "%B %d %Y").date()  # noqa: DTZ007
        return date(int(year_number), int(month_number), int(day_number))
    except ValueError:
        return None
