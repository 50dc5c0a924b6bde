"""What a name in a template stands for, as far as the model's classes say it."""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache

from assembly.model.facts import Facts

HIDDEN = {"provenance", "attestations"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the model, one or many of it; `of` is None where nothing is known."""

    of: type | None = None
    many: bool = False

    @property
    def one(self) -> "Kind":
        """The kind of an entry of a list; of anything else nothing is known."""
        return Kind(self.of) if self.many else ANYTHING

    def member(self, name: str) -> "Kind | None":
        """Return the kind of `value.name`, or None where no such value has it."""
        if self.of is None:
            return ANYTHING
        if self.many:
            return ANYTHING if hasattr(tuple, name) else None
        if (found := _members(self.of).get(name)) is not None:
            return found
        if issubclass(self.of, Enum) and name in ("name", "value"):
            return ANYTHING
        return ANYTHING if hasattr(self.of, name) else None

    def member_names(self) -> list[str]:
        """Return the names of the facts under this one."""
        return list(_members(self.of)) if self.of is not None and not self.many else []


ANYTHING = Kind()


@cache
def fact_kinds() -> Mapping[str, Kind]:
    """Return the names that every template has, with what they stand for."""
    hints = typing.get_type_hints(Facts)
    names = {field.name: _kind(hints[field.name]) for field in fields(Facts) if field.name not in HIDDEN}
    return {**names, "document": ANYTHING}


@cache
def _members(of: type) -> Mapping[str, Kind]:
    if not is_dataclass(of):
        return {}
    hints = typing.get_type_hints(of)
    members = {field.name: _kind(hints[field.name]) for field in fields(of)}
    for name, member in vars(of).items():
        if isinstance(member, property) and member.fget is not None:
            members[name] = _kind(typing.get_type_hints(member.fget).get("return"))
    return members


def _kind(hint: object) -> Kind:
    """Return the class inside `X | None` or `tuple[X, ...]`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [_kind(argument) for argument in arguments if argument is not type(None)]
        return inner[0] if len(set(inner)) == 1 else ANYTHING
    if origin is tuple:
        inner = [_kind(argument) for argument in arguments if argument is not Ellipsis]
        alike = len(set(inner)) == 1 and not inner[0].many
        return Kind(inner[0].of, many=True) if alike else ANYTHING
    return Kind(hint) if isinstance(hint, type) else ANYTHING
