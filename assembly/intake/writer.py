"""Canonical JSON of facts: one text for one set of facts, fit to be hashed and read again."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal

from assembly.model.facts import Facts


def facts_json(facts: Facts) -> bytes:
    """Return the facts as JSON that `read_facts` reads back to the same value.

    Names are sorted, dates are ISO, money is text, what equals nothing (None) is left out, the
    text is UTF-8 without needless space and ends with a line feed.
    """
    text = json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def _plain(value: object) -> object:
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(part) for name, part in pairs if part is not None}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    return value
