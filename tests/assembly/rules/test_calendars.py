"""Court holidays. Expected lists: law references, California section 6 and Oregon section 8."""

from datetime import date, timedelta

import pytest

from assembly.errors import UnknownName
from assembly.rules.calendars import load_calendar

CALIFORNIA = {
    2026: "01-01 01-19 02-12 02-16 03-31 05-25 06-19 07-03 09-07 09-25 11-11 11-26 11-27 12-25",
    2027: "01-01 01-18 02-12 02-15 03-31 05-31 06-18 07-05 09-06 09-24 11-11 11-25 11-26 12-24 12-31",
}
OREGON = {
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 11-11 11-25 12-24 12-25 12-31",
}


@pytest.mark.parametrize(
    ("jurisdiction", "year", "days"),
    [("us-ca", year, days) for year, days in CALIFORNIA.items()]
    + [("us-or", year, days) for year, days in OREGON.items()],
)
def test_the_holidays_of_a_year_are_the_published_ones(jurisdiction: str, year: int, days: str) -> None:
    published = {date.fromisoformat(f"{year}-{day}") for day in days.split()}
    assert load_calendar(jurisdiction).holidays(year) == published


def test_the_federal_calendar_keeps_columbus_day_and_californias_does_not() -> None:
    columbus = date(2026, 10, 12)
    assert not load_calendar("us").is_open(columbus)
    assert load_calendar("us-ca").is_open(columbus)


def test_a_closure_by_order_is_a_closed_day() -> None:
    day = date(2026, 11, 27)
    calendar = load_calendar("us-or")
    assert calendar.is_open(day)
    assert not calendar.with_closures(day).is_open(day)


@pytest.mark.parametrize("jurisdiction", ["us", "us-ca", "us-or"])
def test_counting_open_days_back_and_forth_returns_to_the_start(jurisdiction: str) -> None:
    calendar = load_calendar(jurisdiction)
    day = calendar.on_or_after(date(2026, 1, 1))
    for _ in range(250):
        assert calendar.add_open_days(calendar.add_open_days(day, 16), -16) == day
        day = calendar.on_or_after(day + timedelta(days=1))


def test_a_state_without_holiday_law_is_named() -> None:
    with pytest.raises(UnknownName, match="us-zz"):
        load_calendar("us-zz")
