"""The single facts: text, numbers, money, dates and choices, each read from its one JSON form."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from assembly.intake.strict_json import JsonFraction

MAX_TEXT = 20_000
AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

# Characters that XML cannot carry, and those that turn the reading direction of what follows.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class NotThisKind(Exception):
    """A JSON value is not what the field takes: `problem` and `expected` say how."""

    def __init__(self, problem: str, expected: str) -> None:
        super().__init__(problem)
        self.problem, self.expected = problem, expected


def read_leaf(shape: Any, raw: object) -> object:
    """Return `raw` as the type of a field; text comes in Unicode normal form C.

    Raises:
        NotThisKind: the JSON value is of another kind, out of range, or not one of the choices.
    """
    read = READERS.get(shape)
    return read(raw) if read else _choice(shape, raw)


def kind_of(raw: object) -> str:
    """Return what a JSON value is, in plain words."""
    if isinstance(raw, JsonFraction):
        return "a number with a fraction"
    if raw is None:
        return "null"
    kinds = {bool: "true or false", int: "a number", str: "text", list: "a list"}
    return kinds.get(type(raw), "an object")


def _text(raw: object) -> str:
    text = _written(raw, "text")
    if len(text) > MAX_TEXT:
        raise NotThisKind(f"is {len(text):,} characters long", f"at most {MAX_TEXT:,} characters")
    found = UNREADABLE.search(text)
    if found:
        raise NotThisKind(
            f"has the control character U+{ord(found[0]):04X} at position {found.start() + 1}",
            "text without control characters",
        )
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise NotThisKind(f"is {kind_of(raw)}", "true or false")
    return raw


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise NotThisKind(f"is {kind_of(raw)}", "a whole number")
    return raw


def _amount(raw: object) -> Decimal:
    expected = 'a decimal as text with at most two places, such as "1234.50"'
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    text = _written(raw, expected)
    if not AMOUNT.fullmatch(text):
        raise NotThisKind(f"{_quoted(text)} is not an amount", expected)
    return Decimal(text)


def _day(raw: object) -> date:
    expected = 'a date as "YYYY-MM-DD"'
    text = _written(raw, expected)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise NotThisKind(f"{_quoted(text)} is not a day of the calendar", expected) from error
    raise NotThisKind(f"{_quoted(text)} is not a date", expected)


def _time(raw: object) -> time:
    expected = 'a time of day as "HH:MM", 00:00 to 23:59'
    text = _written(raw, expected)
    try:
        if TIME.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError as error:
        raise NotThisKind(f"{_quoted(text)} is not a time of day", expected) from error
    raise NotThisKind(f"{_quoted(text)} is not a time of day", expected)


def _choice(shape: type[StrEnum], raw: object) -> StrEnum:
    words = [choice.value for choice in shape]
    expected = f"one of {', '.join(words)}"
    text = _written(raw, expected)
    if text in words:
        return shape(text)
    near = get_close_matches(text, words, n=1)
    raise NotThisKind(
        f"{_quoted(text)} is not a choice here", f"{near[0]} ({expected})" if near else expected
    )


def _written(raw: object, expected: str) -> str:
    if isinstance(raw, JsonFraction) or not isinstance(raw, str):
        raise NotThisKind(f"is {kind_of(raw)}", expected)
    return raw


def _quoted(text: str) -> str:
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


READERS: dict[type, Callable[[object], object]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    Decimal: _amount,
    date: _day,
    time: _time,
}
