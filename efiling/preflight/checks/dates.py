"""Dates: none signed in the future, no hearing on a closed day, no figure gone stale (7, 35, 36)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from assembly.model.likeness import letters_of
from efiling.preflight.matter import Matter, NotApplicable
from efiling.preflight.reading.signature import Mark, places
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

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
    """No paper is dated after today by the court's calendar, a signed one is dated, an oath has the rule's words."""
    jurat, _ = matter.hint("signature.jurat")
    latest = max(matter.as_of.values(), default=None)
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
                elif day is not None and latest is not None and day < latest:
                    yield Evidence(
                        document=paper.name,
                        problem="It is dated before the figures that it rests on.",
                        page=page.number,
                        text=found[0],
                        warns=True,
                    )
        yield from _undated(paper)
        if any(signer.perjury for signer in paper.signers or ()) and isinstance(jurat, list | tuple):
            words = letters_of(" ".join(page.text for page in paper.own_pages))
            if not any(letters_of(str(wanted)) in words for wanted in jurat):
                yield Evidence(document=paper.name, problem="The oath lacks the words that the law wants.")


def _undated(paper: Paper) -> Iterator[Evidence]:
    """Yield each place that is signed and has an empty date beside it.

    On a page that shows a signed original the date was looked for when that was brought.
    """
    for original in paper.originals:
        if not original.dated:
            yield Evidence(
                document=paper.name,
                problem="It is signed by hand and not dated.",
                page=original.page,
                warns=True,
            )
    shown = {original.page for original in paper.originals}
    for signer in paper.signers or ():
        for page in paper.own_pages:
            for place in places(page, signer.names):
                if place.page not in shown and place.mark is not Mark.NOTHING and place.date == "":
                    yield Evidence(
                        document=paper.name,
                        problem="It is signed and not dated.",
                        page=page.number,
                        rect=place.rect,
                        warns=place.mark is Mark.IMAGE,  # the date may be in the same hand
                    )


@check(
    35,
    "hearing-date",
    Grade.BLOCK,
    "Ask the court for a later day, on which it sits, or for an order that shortens the time.",
)
def hearing_date(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """The hearing is to come, on a day when the court is open, and its papers are filed and served in time."""
    if matter.hearing is None:
        raise NotApplicable
    day = matter.hearing
    named = [found for key in ("hours.holidays", "hours.special_closures") for found in _days(matter, key)]
    closed = {str(found) for found in named} | {found.isoformat() for found in matter.closed_days}
    if day <= matter.today:
        yield Evidence(document="", problem="The hearing is not after today.")
    if day.weekday() >= SATURDAY:
        yield Evidence(document="", problem="The hearing is on a weekend.")
    elif day.isoformat() in closed:
        yield Evidence(document="", problem="The court is closed on the day of the hearing.")
    if not closed:
        yield Unchecked(reason="the days on which the court is closed are not known")
    yield from _late(matter)


def _late(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Yield each act that comes too late for the hearing."""
    for notice in matter.notices:
        if (notice.done or matter.today) > notice.last:
            yield Evidence(
                document="",
                problem=f"It is too late to {notice.act}: the last day was {notice.last.isoformat()} "
                f"({notice.citation}).",
                warns=not notice.firm,
            )
    if matter.notice_unknown:
        yield Unchecked(reason=matter.notice_unknown)


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
