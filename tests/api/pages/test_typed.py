"""Days and times as people type them."""

from datetime import date, time

import pytest

from api.errors import RequestRefused
from api.pages.typed import typed_clock, typed_day


@pytest.mark.parametrize(
    "text",
    ["11/23/2026", "2026-11-23", "Nov 23, 2026", " November  23, 2026 ", "Mon Nov 23, 2026", "11-23-2026"],
)
def test_a_day_is_read_in_any_common_form(text: str) -> None:
    assert typed_day(text, "Day") == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["23/11/2026", "11/23/26", "tomorrow", "2026-02-30"])
def test_what_is_no_day_is_refused_with_its_field_and_an_example(text: str) -> None:
    with pytest.raises(RequestRefused, match="Day of service: enter month, day and year, such as 11/23/2026"):
        typed_day(text, "Day of service")


@pytest.mark.parametrize("text", ["15:42", "3:42 p.m.", "3:42 PM", "03:42 pm"])
def test_a_time_is_read_with_either_clock(text: str) -> None:
    assert typed_clock(text, "Time") == time(15, 42)


def test_nothing_typed_is_nothing() -> None:
    assert typed_day("  ", "Day") is None
    assert typed_clock("", "Time") is None


@pytest.mark.parametrize("text", ["25:00", "noon", "3:42 o'clock"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(RequestRefused, match="Time: enter a time"):
        typed_clock(text, "Time")
