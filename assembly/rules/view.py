"""Facts as conditions see them: plain names, money in cents, dates as ISO text.

A condition reads `order.total_monthly >= order.base_monthly` or `'2026-01-01' <= prepared_on`.
Every decimal is a whole number of hundredths: dollars are cents, a percentage of 12.5 is 1250.
Dates compare as text because ISO dates sort as days do. What a class works out of its fields
(`arrears.total`, `obligor.safety.address_protected`) can be named like a field.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

HUNDREDTHS = Decimal(100)

AS_THEY_ARE = frozenset({type(None), bool, int, str})

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def plain(thing: object) -> Plain:
    """Return a value of the model as plain names and values.

    Raises:
        TypeError: the value is of a kind that the model does not have.
    """
    reader = READERS.get(type(thing))
    if reader is None:
        reader = READERS[type(thing)] = _reader(thing)
    return reader(thing)


def plain_part(thing: object, names: frozenset[str]) -> Plain:
    """Return a value of the model with only some of its names; what is not a class of the model, whole."""
    if not is_dataclass(thing):
        return plain(thing)
    cls: Any = type(thing)
    return {name: plain(getattr(thing, name)) for name in _names(cls) if name in names}


def _reader(thing: object) -> Callable[[Any], Plain]:
    if isinstance(thing, Enum):
        return _enum
    if is_dataclass(thing):
        return _fields
    if isinstance(thing, Mapping):
        return _mapping
    raise TypeError(f"no plain form of {type(thing).__name__}")


def _same(thing: Any) -> Plain:
    found: Plain = thing
    return found


def _decimal(thing: Decimal) -> Plain:
    return int(thing * HUNDREDTHS)


def _iso(thing: date | time) -> Plain:
    return thing.isoformat()


def _items(thing: tuple[object, ...] | list[object]) -> Plain:
    return [plain(item) for item in thing]


def _enum(thing: Enum) -> Plain:
    return str(thing.value)


def _mapping(thing: Mapping[str, object]) -> Plain:
    return {name: plain(item) for name, item in thing.items()}


def _fields(thing: object) -> Plain:
    cls: Any = type(thing)
    found: dict[str, Plain] = {}
    for name in _names(cls):
        item = getattr(thing, name)
        # Most fields are plain already; to ask them costs more than to take them.
        found[name] = item if type(item) in AS_THEY_ARE else plain(item)
    return found


@cache
def _names(cls: Any) -> tuple[str, ...]:
    worked_out = [name for name, member in vars(cls).items() if isinstance(member, property)]
    return (*(field.name for field in fields(cls)), *worked_out)


READERS: dict[type, Callable[[Any], Plain]] = {
    type(None): _same,
    bool: _same,
    int: _same,
    str: _same,
    Decimal: _decimal,
    date: _iso,
    time: _iso,
    tuple: _items,
    list: _items,
}
