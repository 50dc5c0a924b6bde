"""One change between two drafts."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What was done to a piece of text."""

    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text that is not the same in both drafts.

    `place` names the paragraph or row: of the new draft, but of the old one for a deletion.
    `before` and `after` are the words that went and came; one of them is empty unless replaced.
    """

    kind: ChangeKind
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that someone left in a draft, and the words it is on."""

    number: int
    author: str
    text: str
    about: str
