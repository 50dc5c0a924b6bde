"""Reads a value by its dotted name and formats it: `iwo.date | short_date`.

A name is looked up part by part: a key of a mapping, a place in a list, or an attribute that
does not begin with an underscore. A key or place that is not there is empty, and so is what hangs
on it; an attribute that no value of that kind has is a fault. Values are data: nothing in a value
is ever evaluated.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from assembly.errors import TemplateFault

Reader = Callable[[Mapping[str, Any]], Any]
Getter = Callable[[Any], Any]


def money(value: Decimal) -> str:
    """Return dollars with cents, such as "1,234.00"."""
    return f"{value:,.2f}"


def short_date(value: date) -> str:
    """Return a date as forms write it, such as "11/21/2026"."""
    return f"{value.month:02}/{value.day:02}/{value.year:04}"


def whole(value: Decimal) -> str:
    """Return a number without a trailing fraction of zero, such as "50" or "7.5"."""
    return f"{value.normalize():f}"


def listed(value: Sequence[object]) -> str:
    """Return the entries of a list in one line, set off by commas."""
    return ", ".join(plain(entry) for entry in value)


def items(value: Sequence[object]) -> str:
    """Return the entries of a list as paragraphs."""
    return "\n".join(plain(entry) for entry in value)


def clock(value: Any) -> str:
    """Return a time of day, such as "9:00 a.m."."""
    return f"{(value.hour - 1) % 12 + 1}:{value.minute:02} {'a.m.' if value.hour < 12 else 'p.m.'}"


FORMATS: Mapping[str, Callable[[Any], Any]] = {
    "money": money,
    "short_date": short_date,
    "whole": whole,
    "listed": listed,
    "items": items,
    "clock": clock,
    "given": bool,
}


def plain(value: object) -> str:
    """Return a value as text without any format: empty for None, the word of an enumeration."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def compile_reader(text: str, place: str) -> Reader:
    """Return the function that reads and formats a value out of a document's names.

    Raises:
        TemplateFault: a part is not a name, or there is no such format.
    """
    dotted, *names = (part.strip() for part in text.split("|"))
    parts = dotted.split(".")
    wrong = [part for part in parts if not (part.isidentifier() or part.isdigit()) or part.startswith("_")]
    unknown = [name for name in names if name not in FORMATS]
    if wrong or unknown:
        known = ", ".join(FORMATS)
        raise TemplateFault(place, text, text, "names no value or no format.", f"Formats are: {known}.")
    first, *rest = parts
    get = _getter(rest, f"{place}: {dotted}")
    return _formatted(first, get, tuple(FORMATS[name] for name in names))


def _formatted(first: str, get: Getter, formats: tuple[Callable[[Any], Any], ...]) -> Reader:
    def read(names: Mapping[str, Any]) -> Any:
        value = names.get(first)
        if value is not None:
            value = get(value)
        if value is not None:
            for format_value in formats:
                value = format_value(value)
        return value

    return read


def _getter(steps: list[str], place: str) -> Getter:
    """Return the function that follows the steps from a value; attributes alone are followed at once."""
    if not steps:
        return lambda value: value

    def walk(value: Any) -> Any:
        for step in steps:
            if value is None:
                return None
            value = _step(value, step, place)
        return value

    quick = [int(step) if step.isdigit() else step for step in steps]

    def get(value: Any) -> Any:
        found = value
        try:
            for step in quick:
                if isinstance(step, int):
                    found = found[step] if step < len(found) else None
                else:
                    found = getattr(found, step)
                if found is None:
                    return None
        except (AttributeError, TypeError, KeyError):  # a mapping on the way, or a misspelt name
            return walk(value)
        return found

    return get


def _step(value: Any, step: str, place: str) -> Any:
    if step.isdigit():
        return value[int(step)] if int(step) < len(value) else None
    if isinstance(value, Mapping):
        return value.get(step)
    if not hasattr(value, step):
        raise TemplateFault(
            place, step, type(value).__name__, "has no such value.", "Mend the name in form.yaml."
        )
    return getattr(value, step)
