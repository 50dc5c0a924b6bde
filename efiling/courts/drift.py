"""What changed between two versions of a court's code lists, and which of our papers it breaks."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from assembly.model.value import value
from efiling.courts.codes import CodeSet, normal
from efiling.courts.profile import CourtProfile


class ChangeKind(StrEnum):
    """How a code changed."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    ALTERED = "altered"


@value
class Change:
    """One code that is not what it was. `words` are ours that stand for it."""

    list_name: str
    code: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    words: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether a filing that uses the code would be refused or misfiled until a person has looked."""
        return bool(self.words) and self.kind in (ChangeKind.REMOVED, ChangeKind.RENAMED)


def drift(profile: CourtProfile, new: Mapping[str, CodeSet]) -> tuple[Change, ...]:
    """Return what the new lists change, in the order of lists and codes.

    A list that is not among the new ones is not compared: courts publish more lists than we use.
    """
    changes: list[Change] = []
    for name, old in sorted(profile.codes.items()):
        if name in new:
            changes += _changes(old, new[name])
    return tuple(changes)


def _changes(old: CodeSet, new: CodeSet) -> list[Change]:
    before, after = {row.code: row for row in old.rows}, {row.code: row for row in new.rows}
    found = []
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code), after.get(code)
        words = tuple(sorted(word for word, confirmed in old.ours.items() if confirmed == code))
        if was is None and now is not None:
            found.append(Change(list_name=old.name, code=code, kind=ChangeKind.ADDED, after=now.name))
        elif was is not None and now is None:
            found.append(
                Change(list_name=old.name, code=code, kind=ChangeKind.REMOVED, before=was.name, words=words)
            )
        elif was is not None and now is not None and was != now:
            renamed = normal(was.name) != normal(now.name)
            found.append(
                Change(
                    list_name=old.name,
                    code=code,
                    kind=ChangeKind.RENAMED if renamed else ChangeKind.ALTERED,
                    before=was.name,
                    after=now.name,
                    words=words,
                )
            )
    return found


def affected(changes: tuple[Change, ...], words_of: Mapping[str, str]) -> Mapping[str, tuple[Change, ...]]:
    """Return the document types that the changes break, with the changes.

    `words_of` maps a document type's id to the filing code word that it uses.
    """
    return {
        type_id: broken
        for type_id, word in sorted(words_of.items())
        if (broken := tuple(change for change in changes if change.breaks and word in change.words))
    }


def with_codes(profile: CourtProfile, new: Mapping[str, CodeSet]) -> CourtProfile:
    """Return a profile with the rows that a court publishes now.

    What a person confirmed stays confirmed only where the code is still there under its name.
    """
    broken = {(change.list_name, change.code) for change in drift(profile, new) if change.breaks}
    codes = dict(profile.codes)
    for name, fetched in new.items():
        old = codes.get(name, CodeSet(name=name))
        ours = {word: code for word, code in old.ours.items() if (name, code) not in broken}
        otherwise = old.otherwise if any(row.code == old.otherwise for row in fetched.rows) else ""
        codes[name] = replace(old, rows=fetched.rows, ours=ours, otherwise=otherwise, version=fetched.version)
    return replace(profile, codes=MappingProxyType(codes))
