"""Whatever the text is, reading it gives facts or FactsRejected, and nothing else."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.errors import FactsRejected
from assembly.intake import facts_json, read_csv, read_facts
from assembly.model.facts import Facts

CASES = Path(__file__).parents[3] / "templates" / "_cases"
WHOLE: dict[str, Any] = json.loads((CASES / "santa-clara-order-to-show-cause.facts.json").read_bytes())

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every part of a JSON value below its root."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for name, part in parts:
        found += [(*path, name), *places(part, (*path, name))]
    return found


PLACES = places(WHOLE)


def reads_or_refuses(raw: bytes) -> None:
    try:
        facts = read_facts(raw)
    except FactsRejected as refused:
        faults = refused.faults
    else:
        assert read_facts(facts_json(facts)) == facts
        return
    assert faults
    assert all(fault.problem and fault.expected for fault in faults)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_a_part_replaced_by_anything(place: tuple[Any, ...], part: object) -> None:
    spoiled = copy.deepcopy(WHOLE)
    here: Any = spoiled
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = part
    reads_or_refuses(json.dumps(spoiled).encode())


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 20_000), st.binary(max_size=6))
def test_bytes_put_into_the_text(at: int, inserted: bytes) -> None:
    raw = json.dumps(WHOLE).encode()
    reads_or_refuses(raw[:at] + inserted + raw[at + len(inserted) :])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    reads_or_refuses(raw)


HEADINGS = st.sampled_from(
    [
        "obligor.name.last",
        "obligor.ssn",
        "children.0.name.first",
        "children.1.birth_date",
        "order.due_day",
        "x",
        "children",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(HEADINGS, max_size=4), st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=3), JSON)
def test_any_table(headings: list[str], rows: list[list[str]], shared: object) -> None:
    table = "\n".join(",".join(cells) for cells in [headings, *rows]).encode("utf-8", "surrogatepass")
    for common in (json.dumps(shared).encode(), json.dumps(WHOLE).encode()):
        with suppress(FactsRejected):
            assert all(isinstance(facts, Facts) for facts in read_csv(table, common))
