"""Facts that differ from others only in what is corrected, and the words of the request that goes with them."""

import json
from collections.abc import Mapping
from typing import Any

from api.errors import RequestRefused
from assembly.intake import facts_json, read_facts
from assembly.model.facts import Facts

ALWAYS_ALLOWED = ("/resubmission", "/case/number", "/case/filed_on", "/attestations", "/signatures")
"""What differs in every paper that goes again: the request itself, and the number the court gave meanwhile."""


def corrected(facts: Facts, changes: Mapping[str, str]) -> Facts:
    """Return facts with other values at some JSON pointers; an empty value takes a fact out.

    Raises:
        RequestRefused: a pointer leads nowhere.
        FactsRejected: the corrected facts cannot be read.
    """
    found = json.loads(facts_json(facts))
    for pointer, content in changes.items():
        _put(found, pointer, content)
    return read_facts(json.dumps(found).encode())


def changed_facts(before: Facts, after: Facts) -> tuple[str, ...]:
    """Return the pointers of all facts in which two sets differ, in the order of the second."""
    old, new = _flat(json.loads(facts_json(before))), _flat(json.loads(facts_json(after)))
    names = [*new, *(name for name in old if name not in new)]
    return tuple(name for name in names if old.get(name) != new.get(name))


def beyond(changed: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the changed facts that neither the clerk's reasons nor the resubmission itself call for."""
    known = (*ALWAYS_ALLOWED, *filter(None, allowed))
    return tuple(
        name for name in changed if not any(name == one or name.startswith(f"{one}/") for one in known)
    )


def _put(found: Any, pointer: str, content: str) -> None:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    if not pointer.startswith("/") or not parts:
        raise RequestRefused(f"{pointer!r} is no place in the facts; a place is written as /case/number.")
    place = found
    for part in parts[:-1]:
        place = _child(place, part, pointer)
    last = parts[-1]
    if isinstance(place, dict):
        if content:
            place[last] = content
        else:
            place.pop(last, None)
    elif isinstance(place, list) and last.isdigit() and int(last) < len(place):
        place[int(last)] = content
    else:
        raise RequestRefused(f"The facts have no place {pointer}.")


def _child(place: Any, part: str, pointer: str) -> Any:
    if isinstance(place, dict) and part in place:
        return place[part]
    if isinstance(place, list) and part.isdigit() and int(part) < len(place):
        return place[int(part)]
    raise RequestRefused(f"The facts have no place {pointer}.")


def _flat(found: Any, pointer: str = "") -> dict[str, Any]:
    if isinstance(found, dict):
        return {
            name: content
            for key, part in found.items()
            for name, content in _flat(part, f"{pointer}/{key}").items()
        }
    if isinstance(found, list):
        return {
            name: content
            for place, part in enumerate(found)
            for name, content in _flat(part, f"{pointer}/{place}").items()
        }
    return {pointer: found}
