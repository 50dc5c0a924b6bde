"""Watches which facts a document reads, so that the manifest can say what stands in it.

A watched value is of a subclass of its own class: `isinstance`, properties and methods work
as they do on the value itself, and each fact that is read leaves its JSON pointer behind.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import TypeVar, cast

T = TypeVar("T")


def watched(value: T, pointer: str, seen: set[str]) -> T:
    """Return `value` so that every fact read from it adds its JSON pointer to `seen`.

    Lists are watched entry by entry; anything else that is not a model value comes back as
    it is and counts as read. One value is always watched by one and the same copy. A value
    made from a watched one with `dataclasses.replace` is watched no more.
    """
    if isinstance(value, tuple):
        if not value:
            seen.add(pointer)
        entries = tuple(watched(entry, f"{pointer}/{place}", seen) for place, entry in enumerate(value))
        return cast(T, entries)
    if not is_dataclass(value) or isinstance(value, type):
        seen.add(pointer)
        return value
    if hasattr(type(value), "_watched_fields"):
        return value
    copy: object = object.__new__(_watched_class(type(value)))
    for field in fields(value):
        object.__setattr__(copy, field.name, getattr(value, field.name))
    for name, kept in (("_pointer", pointer), ("_seen", seen), ("_copies", {})):
        object.__setattr__(copy, name, kept)
    return cast(T, copy)


@cache
def _watched_class(kind: type) -> type:
    """Return the subclass of a model class that records the reading of its fields."""
    names = frozenset(field.name for field in fields(kind))

    def read(self: object, name: str) -> object:
        found = object.__getattribute__(self, name)
        if name not in names:
            return found
        try:
            copies: dict[str, object] = object.__getattribute__(self, "_copies")
        except AttributeError:  # made by dataclasses.replace
            return found
        if name not in copies:
            pointer = object.__getattribute__(self, "_pointer")
            seen = object.__getattribute__(self, "_seen")
            copies[name] = watched(found, f"{pointer}/{name}", seen)
        return copies[name]

    body = {
        "__slots__": ("_copies", "_pointer", "_seen"),
        "__getattribute__": read,
        "_watched_fields": names,
    }
    return type(kind.__name__, (kind,), body)
