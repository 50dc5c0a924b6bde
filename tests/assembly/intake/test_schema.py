"""The published schema is the one that the model gives, and the example cases are as it says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assembly.intake import facts_schema

ROOT = Path(__file__).parents[3]
SCHEMA: dict[str, Any] = json.loads(json.dumps(facts_schema()))


def test_the_published_schema_is_current(expected: Callable[[Path, str], None]) -> None:
    text = json.dumps(facts_schema(), indent=2, ensure_ascii=False) + "\n"
    expected(ROOT / "docs" / "facts.schema.json", text)


def test_every_class_and_field_has_a_title_and_every_class_a_description() -> None:
    for definition in (SCHEMA, *SCHEMA["$defs"].values()):
        assert definition["title"]
        assert definition["description"]
        assert all(part["title"] for part in definition["properties"].values())


def test_every_reference_leads_to_a_definition() -> None:
    references = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert references == set(SCHEMA["$defs"])


def test_the_cases_are_as_the_schema_says() -> None:
    cases = sorted((ROOT / "templates" / "_cases").glob("*.facts.json"))
    assert cases
    for path in cases:
        assert list(breaches(SCHEMA, json.loads(path.read_bytes()), path.name)) == []


def test_the_schema_refuses_a_strange_name_a_wrong_type_and_a_bad_pattern() -> None:
    case = json.loads((ROOT / "templates/_cases/multnomah-establish.facts.json").read_bytes())
    case["obligor"]["ssn"] = "123"
    case["obligee"]["shoe_size"] = 9
    case["order"]["due_day"] = "1"
    del case["court"]["id"]
    assert sorted(breaches(SCHEMA, case, "")) == [
        "/court/id",
        "/obligee/shoe_size",
        "/obligor/ssn",
        "/order/due_day",
    ]


TYPES = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list, "object": dict}


def breaches(schema: dict[str, Any], value: Any, where: str) -> list[str]:
    """Return the places that break the few keywords of JSON Schema which the schema of facts uses."""
    if "anyOf" in schema:
        choices = schema["anyOf"]
        assert choices[1] == {"type": "null"}
        return [] if value is None else breaches(choices[0], value, where)
    if "$ref" in schema:
        return breaches(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], value, where)
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(
        isinstance(value, TYPES[name]) and (name == "boolean") == isinstance(value, bool) for name in types
    ):
        return [where]
    found = []
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(where)
    if "enum" in schema and value not in schema["enum"]:
        found.append(where)
    if isinstance(value, list):
        for place, item in enumerate(value):
            found += breaches(schema["items"], item, f"{where}/{place}")
    if isinstance(value, dict):
        found += [f"{where}/{name}" for name in schema["required"] if name not in value]
        found += [f"{where}/{name}" for name in value if name not in schema["properties"]]
        for name in schema["properties"].keys() & value.keys():
            found += breaches(schema["properties"][name], value[name], f"{where}/{name}")
    return found
