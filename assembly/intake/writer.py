"""Canonical JSON of facts: one text for one set of facts, fit to be hashed and read again."""

import json
from datetime import date, time
from decimal import Decimal

from assembly.intake.shape import fields_of
from assembly.model.facts import Facts


def facts_json(facts: Facts) -> bytes:
    """Return the facts as JSON that `read_facts` reads back to the same value.

    Names are sorted, dates are ISO, money is text, what is not known (None) is left out, the
    text is UTF-8 without needless space and ends with a line feed.
    """
    text = json.dumps(plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def plain(value: object) -> object:
    """Return a value of the model as what JSON can hold: money as text, dates as ISO, None left out."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    cls: type = type(value)
    pairs = ((field.name, getattr(value, field.name)) for field in fields_of(cls))
    return {name: plain(part) for name, part in pairs if part is not None}
