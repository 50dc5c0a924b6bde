"""Facts for the tests of rules: one plain case, and example cases with changes by JSON pointer."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.facts import Facts

HERE = Path(__file__).parent
FACTS = TypeAdapter(Facts)
CASES = HERE.parents[2] / "templates" / "_cases"


@pytest.fixture(scope="session")
def law() -> Law:
    """The product's own law."""
    return load_law()


@pytest.fixture(scope="session")
def case() -> Callable[..., Facts]:
    """Return the facts of an example case, changed by JSON pointer: `case({"/order": None})`."""

    def changed(changes: Mapping[str, object] | None = None, *, name: str = "plain") -> Facts:
        return changed_case(name, changes or {})

    return changed


def changed_case(name: str, changes: Mapping[str, object], *, sound: bool = True) -> Facts:
    """Return the facts of a named case with changes; those that intake would refuse only when not `sound`."""
    folder = HERE if (HERE / f"{name}.facts.json").is_file() else CASES
    raw = json.loads((folder / f"{name}.facts.json").read_text(encoding="utf-8"))
    for pointer, value in changes.items():
        apply(raw, pointer, value)
    written = json.dumps(raw, default=str).encode()
    return read_facts(written) if sound else FACTS.validate_json(written)


def apply(raw: object, pointer: str, value: object) -> None:
    """Set what stands at a JSON pointer; objects on the way are made, lists grow by one place."""
    *way, last = pointer.removeprefix("/").split("/")
    here = raw
    for part in way:
        here = _step(here, part)
    if isinstance(here, list):
        place = len(here) if last == "-" else int(last)
        here[place : place + 1] = [value]
    elif isinstance(here, dict):
        here[last] = value


def _step(here: object, part: str) -> object:
    if isinstance(here, list):
        return here[int(part)]
    assert isinstance(here, dict), f"no way on at {part!r}"
    if here.get(part) is None:
        here[part] = {}
    return here[part]
