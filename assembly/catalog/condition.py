"""A small test on one fact, written as data: whether a document goes in, whether a fact is needed.

when: {fact: existing_orders, is: empty}
when: {fact: stipulation.how, is: hearing}
when: {fact: case.number, is: given}
"""

from dataclasses import dataclass
from enum import Enum

from assembly.catalog.fact_name import fault_of, is_given, values_of
from assembly.catalog.strict import Fields

GIVEN, EMPTY = "given", "empty"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on the fact `fact`: that it is `given`, that it is `empty`, or that it has a value."""

    fact: str
    expected: str | bool

    def holds(self, facts: object) -> bool:
        """Say whether the test holds of any fact that the name stands for."""
        found = [value for _, value in values_of(facts, self.fact)]
        if self.expected == EMPTY:
            return not any(is_given(value) for value in found)
        if self.expected == GIVEN:
            return any(is_given(value) for value in found)
        return any(_plain(value) == self.expected for value in found)

    def __str__(self) -> str:
        return f"{self.fact} is {str(self.expected).lower()}"


def read_conditions(parent: Fields) -> tuple[Condition, ...]:
    """Return the tests under `when`: one mapping, or a list of which all must hold."""
    if not parent.has("when"):
        return ()
    raw = parent.raw["when"]
    entries = raw if isinstance(raw, list) else [raw]
    return tuple(_read(parent, entry) for entry in entries)


def _read(parent: Fields, raw: object) -> Condition:
    if not isinstance(raw, dict):
        parent.fault("when", f"must be a test such as {{fact: case.number, is: given}}, not {raw!r}")
        return Condition("", GIVEN)
    keys = Fields(f"{parent.place}.when", raw, parent.faults)
    fact = keys.text("fact")
    expected = raw.get("is")
    keys.has("is")
    if not isinstance(expected, str | bool):
        keys.fault("is", f"must be given, empty, true, false or a word, not {expected!r}")
        expected = GIVEN
    if fact and (problem := fault_of(fact)):
        keys.fault("fact", problem)
    keys.finish()
    return Condition(fact, expected)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
