"""What shape a fact of the model has: the classes of the model are the only description of facts."""

from dataclasses import MISSING, fields
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

LEAVES = (str, bool, int, Decimal, date, time)


class FieldShape(NamedTuple):
    """One field of a model class.

    `type` is the type without None and `items` that of a list's items, or None where the field
    is no list; `optional` fields may be left out, `nullable` ones may be null.
    """

    name: str
    type: Any
    items: Any
    optional: bool
    nullable: bool


@cache
def fields_of(cls: type) -> tuple[FieldShape, ...]:
    """Return the fields of a model class in the order of the class."""
    hints = get_type_hints(cls)
    return tuple(
        FieldShape(
            name=field.name,
            type=_without_none(hints[field.name]),
            items=item_type(_without_none(hints[field.name])),
            optional=field.default is not MISSING or field.default_factory is not MISSING,
            nullable=_is_union(hints[field.name]),
        )
        for field in fields(cls)
    )


def item_type(shape: Any) -> Any:
    """Return the type of the items of `tuple[X, ...]`, or None where `shape` is not such a list."""
    return get_args(shape)[0] if get_origin(shape) is tuple else None


def is_leaf(shape: Any) -> bool:
    """Whether the type is a single fact: text, a number, an amount, a day, a time or a choice."""
    return shape in LEAVES or is_choice(shape)


def is_choice(shape: Any) -> bool:
    """Whether the type is one of a fixed set of words."""
    return isinstance(shape, type) and issubclass(shape, StrEnum)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _without_none(hint: Any) -> Any:
    if not _is_union(hint):
        return hint
    (shape,) = (part for part in get_args(hint) if part is not NoneType)
    return shape
