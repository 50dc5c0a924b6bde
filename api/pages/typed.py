"""Reads the days and times that people type: as in this country, as a page shows them, or as 2026-11-23."""

from datetime import date, datetime, time

from api.errors import RequestRefused

DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%b %d, %Y", "%B %d, %Y", "%a %b %d, %Y")
CLOCKS = ("%H:%M", "%I:%M %p", "%I %p")


def typed_day(text: str, what: str) -> date | None:
    """Return a day that was typed, None where nothing was. `what` names the field in the message.

    Raises:
        RequestRefused: it is no day, or one without a year of four figures.
    """
    found = _read(text, DAYS)
    if found is None and text.strip():
        raise RequestRefused(
            f"{what}: enter month, day and year, such as 11/23/2026. {text.strip()!r} is no day."
        )
    return found.date() if found else None


def typed_clock(text: str, what: str) -> time | None:
    """Return a time of day that was typed, None where nothing was. `what` names the field in the message.

    Raises:
        RequestRefused: it is no time of day, or one of twelve hours without a.m. or p.m.
    """
    found = _read(text.replace(".", ""), CLOCKS)
    if found is None and text.strip():
        raise RequestRefused(f"{what}: enter a time such as 3:42 p.m. or 15:42. {text.strip()!r} is no time.")
    return found.time() if found else None


def _read(text: str, forms: tuple[str, ...]) -> datetime | None:
    plain = " ".join(text.split())
    for form in forms:
        try:
            return datetime.strptime(plain, form)  # noqa: DTZ007 - a day or a time of day of its own has no zone
        except ValueError:
            continue
    return None
