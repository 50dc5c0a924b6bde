"""Finds the facts behind a dotted name of a mapping, as JSON pointers."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from assembly.render.traced import Sources

Narrower = tuple[tuple[str, tuple[str, ...]], ...]
"""For names that are worked out, or the beginning of several, the facts behind them; `*` is any place of a list."""


def facts_behind(
    path: str, names: Mapping[str, Any], sources: Sources, narrower: Narrower = ()
) -> tuple[str, ...]:
    """Return the JSON pointers of the facts that a name stands for.

    A name that is worked out comes from the facts that were read for it (`sources`). `narrower` names
    for some, or for the beginning of several, which facts those are, and then only these count; where
    the facts have a place of that very name, such as an item that may be given or left to be worked
    out, it counts as well. A `*` stands for the place in a list. Of what a model value makes of its
    own fields, such as a whole name, the pointer is that of the value.
    """
    first = path.partition(".")[0]
    if first in sources:
        return _worked_out(path, tuple(sources[first]), narrower)
    if first not in names or first == "document":
        return ()
    return (_pointer(path, names),)


@lru_cache(maxsize=8192)  # the cases of a batch read the same facts for the same names
def _worked_out(path: str, read: tuple[str, ...], narrower: Narrower) -> tuple[str, ...]:
    fitting = [(name, facts) for name, facts in narrower if _begins(path, name)]
    own = _own(path, read)
    if not fitting:
        return own or read
    _, facts = max(fitting, key=lambda entry: entry[0].count("."))
    places = [step for step in path.split(".") if step.isdigit()]
    wanted = [_filled_in(fact, places) for fact in facts]
    behind = [pointer for pointer in read if any(_begins(_dotted(pointer), fact) for fact in wanted)]
    return tuple(dict.fromkeys((*own, *behind)))


def _begins(path: str, name: str) -> bool:
    """Say whether a path is a name or something in it; a star is any place of a list."""
    steps, parts = path.split("."), name.split(".")
    same = (
        part == step or (part == "*" and step.isdigit()) for part, step in zip(parts, steps, strict=False)
    )
    return len(parts) <= len(steps) and all(same)


def _filled_in(fact: str, places: Sequence[str]) -> str:
    """Return a fact's name with the places of a list put in for its stars; a star without any stands for all."""
    left = iter(places)
    return ".".join(next(left, step) if step == "*" else step for step in fact.split("."))


def _dotted(pointer: str) -> str:
    return pointer.strip("/").replace("/", ".")


def _own(path: str, read: Sequence[str]) -> tuple[str, ...]:
    """Return what was read at the path itself, or at the nearest value above it that is no whole group."""
    pointer = "/" + path.replace(".", "/")
    while pointer.count("/") > 1:
        found = tuple(one for one in read if f"{one}/".startswith(f"{pointer}/"))
        if found:
            return found
        pointer = pointer.rpartition("/")[0]
    return ()


def _pointer(path: str, names: Mapping[str, Any]) -> str:
    first, *steps = path.split(".")
    pointer, value = f"/{first}", names[first]
    for step in steps:
        if step.isdigit() and isinstance(value, Sequence) and not isinstance(value, str):
            pointer = f"{pointer}/{step}"
            value = value[int(step)] if int(step) < len(value) else None
        elif is_dataclass(value) and step in {field.name for field in fields(value)}:
            pointer, value = f"{pointer}/{step}", getattr(value, step)
        elif isinstance(value, Mapping):
            pointer, value = f"{pointer}/{step}", value.get(step)
        else:
            break
    return pointer
