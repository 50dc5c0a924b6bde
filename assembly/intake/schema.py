"""The JSON Schema of facts (draft 2020-12), made from the model so that it cannot say otherwise.

What it cannot say (dates in order, places that exist) `read_facts` checks.
"""

import inspect
import re
from dataclasses import MISSING, fields
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assembly.intake.formats import Format, format_of
from assembly.intake.leaves import MAX_TEXT
from assembly.intake.shape import LEAVES, FieldShape, fields_of, is_choice, item_type
from assembly.model.facts import Facts

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AMOUNT_PATTERN = r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$"
PLAIN: dict[type, dict[str, object]] = {
    str: {"type": "string", "maxLength": MAX_TEXT},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"},
    Decimal: {
        "type": ["string", "integer"],
        "pattern": AMOUNT_PATTERN,
        "description": 'A decimal as text, such as "1234.50".',
    },
}


def facts_schema() -> dict[str, object]:
    """Return the schema of the facts of one case; every class of the model is a definition."""
    return schema_of(Facts, "urn:courtpacket:facts")


def schema_of(shape: type, name: str) -> dict[str, object]:
    """Return the schema of any value of the model under the name (a URN) that it is published by."""
    definitions: dict[str, object] = {}
    _define(shape, definitions)
    whole = definitions.pop(shape.__name__)
    if not isinstance(whole, dict):
        raise TypeError("the definition of a class is an object")
    return {"$schema": DIALECT, "$id": name, **whole, "$defs": definitions}


def _define(cls: type, definitions: dict[str, object]) -> None:
    if cls.__name__ in definitions:
        return
    definitions[cls.__name__] = {}  # holds the place while the fields are described
    shapes = fields_of(cls)
    defaults = {field.name: field.default for field in fields(cls)}
    definitions[cls.__name__] = {
        "type": "object",
        "title": _in_words(cls.__name__),
        "description": inspect.getdoc(cls) or "",
        "additionalProperties": False,
        "required": [field.name for field in shapes if not field.optional],
        "properties": {
            field.name: _property(cls, field, defaults[field.name], definitions) for field in shapes
        },
    }


def _property(
    cls: type, field: FieldShape, default: Any, definitions: dict[str, object]
) -> dict[str, object]:
    described: dict[str, object] = {"title": _in_words(field.name)}
    described |= _described(field.type, definitions)
    form = format_of(cls, field.name, field.type)
    if form:
        described |= _form(form, field.type)
    if field.type in LEAVES and default not in (MISSING, None, ""):
        described["default"] = str(default) if isinstance(default, Decimal) else default
    if field.nullable:
        described = _or_null(described)
    return described


def _described(shape: Any, definitions: dict[str, object]) -> dict[str, object]:
    items = item_type(shape)
    if items is not None:
        return {"type": "array", "items": _described(items, definitions)}
    if is_choice(shape):
        return _choice(shape)
    if shape in LEAVES:
        return dict(PLAIN[shape])
    _define(shape, definitions)
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _choice(shape: type[StrEnum]) -> dict[str, object]:
    words = [choice.value for choice in shape]
    return {"type": "string", "enum": words, "description": inspect.getdoc(shape) or ""}


def _form(form: Format, shape: Any) -> dict[str, object]:
    told: dict[str, object] = {"description": f"{form.expected[0].upper()}{form.expected[1:]}."}
    if form.pattern:
        told["pattern"] = f"^(?:{form.pattern})$"
    if form.lowest is not None and shape is Decimal:
        told["pattern"] = AMOUNT_PATTERN.replace("-?", "")
    bounds = {"minimum": form.lowest, "maximum": form.highest}
    return told | {name: bound for name, bound in bounds.items() if bound is not None}


def _or_null(described: dict[str, object]) -> dict[str, object]:
    if "$ref" in described:
        return {"title": described["title"], "anyOf": [{"$ref": described["$ref"]}, {"type": "null"}]}
    if "enum" in described:
        return described | {"type": ["string", "null"], "enum": [*_list(described["enum"]), None]}
    types = described["type"]
    return described | {"type": [*(types if isinstance(types, list) else [types]), "null"]}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _in_words(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()
    known = {"ivd": "IV-D", "ssn": "SSN", "fein": "FEIN", "zip": "ZIP"}
    words = " ".join(known.get(word, word) for word in spaced.split())
    return words[0].upper() + words[1:]
