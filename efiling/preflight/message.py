"""The words of the message that carries a filing: every text that the court, and who reads its file, would see."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from html import unescape

from efiling.model import Content, Envelope

NAME = "the message"
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r"=\"([^\"]*)\"")
OURS = ("callback_url", "contact_id", "account_id", "submission_id", "sha256")
"""Parts that are addresses and numbers of systems, not of people."""


def words_of_message(envelope: Envelope | None, message: str) -> str:
    """Return what a message says: each value of the envelope, and the text as it leaves, a line each."""
    lines = list(_texts(envelope)) if envelope is not None else []
    if message:
        lines += [unescape(found) for found in ATTRIBUTE.findall(message)]
        lines.append(unescape(TAG.sub("\n", message)))
    return "\n".join(lines)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif is_dataclass(value) and not isinstance(value, type | Content):
        for field in fields(value):
            if field.name not in OURS:
                yield from _texts(getattr(value, field.name))
