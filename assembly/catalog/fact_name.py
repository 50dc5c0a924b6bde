"""Dotted names of facts, such as `order.total_monthly` or `children[].birth_date`.

A name is checked against the model when a folder is read, so that a misspelt one is a fault
of the folder, not an empty place on a paper.
"""

import difflib
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from assembly.model.facts import Facts


def fault_of(name: str) -> str:
    """Return what is wrong with a dotted name, or an empty text where nothing is."""
    kind: object = Facts
    path = ""
    for part in name.split("."):
        bare = part.removesuffix("[]")
        known = _members(kind) if isinstance(kind, type) else {}
        if bare not in known:
            near = difflib.get_close_matches(bare, known, n=1)
            hint = f"; did you mean {path}{near[0]}?" if near else ""
            return f"there is no fact {path}{bare}{hint}"
        kind, many = known[bare]
        if part.endswith("[]") and not many:
            return f"{path}{bare} is not a list"
        path = f"{path}{part}."
    return ""


def values_of(facts: object, name: str) -> Iterator[tuple[str, object]]:
    """Yield the JSON pointer and the value of every fact that a dotted name stands for.

    A part that ends in `[]` stands for every entry of a list. Where a part of the way is not
    given, the pointer of the whole name and None are yielded.
    """
    yield from _walk(facts, name.split("."), "")


def _walk(value: object, parts: list[str], pointer: str) -> Iterator[tuple[str, object]]:
    if not parts:
        yield pointer, value
        return
    bare = parts[0].removesuffix("[]")
    if value is None:
        yield pointer + "".join(f"/{part.removesuffix('[]')}" for part in parts), None
        return
    found = getattr(value, bare)
    here = f"{pointer}/{bare}"
    if not parts[0].endswith("[]"):
        yield from _walk(found, parts[1:], here)
        return
    for index, entry in enumerate(found):
        yield from _walk(entry, parts[1:], f"{here}/{index}")


def is_given(value: object) -> bool:
    """Say whether a fact is known: not None, not an empty text, not an empty list."""
    return value is not None and value != "" and value != ()


@cache
def _members(kind: type) -> dict[str, tuple[object, bool]]:
    """Return each field and property of a model class with its kind and whether it is a list."""
    if not is_dataclass(kind):
        return {}
    hints = typing.get_type_hints(kind)
    members = {field.name: _unwrapped(hints[field.name]) for field in fields(kind)}
    for name, member in vars(kind).items():
        if isinstance(member, property) and member.fget is not None:
            members[name] = _unwrapped(typing.get_type_hints(member.fget)["return"])
    return members


def _unwrapped(hint: object) -> tuple[object, bool]:
    """Return the class inside `X | None` or `tuple[X, ...]`, and whether it was a tuple."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [argument for argument in arguments if argument is not type(None)]
        return _unwrapped(inner[0]) if len(inner) == 1 else (object, False)
    if origin is tuple:
        return _unwrapped(arguments[0])[0], True
    return hint, False
