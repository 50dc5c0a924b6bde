"""What changed between two versions of a court's code lists, and which of our papers it breaks."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from assembly.model.value import value
from efiling.courts.codes import CodeSet, Confirmed, normal
from efiling.courts.profile import CourtProfile

Word = tuple[str, str]
"""A code list's name, and a word of ours that it has a code for."""


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


def affected(
    before: CourtProfile, after: CourtProfile, needs: Mapping[str, frozenset[Word]]
) -> Mapping[str, tuple[Word, ...]]:
    """Return the document types that a change of codes breaks, with the words that lost their code.

    `needs` gives what each document type needs a code for. Nothing breaks that had no code before.
    """

    def lost(word: Word) -> bool:
        return code_of(before, word) is not None and code_of(after, word) is None

    found = {type_id: tuple(sorted(filter(lost, words))) for type_id, words in sorted(needs.items())}
    return {type_id: words for type_id, words in found.items() if words}


def code_of(profile: CourtProfile, word: Word) -> str | None:
    """Return a court's code for a list and a word of ours, or None where there is none."""
    codes = profile.codes.get(word[0])
    return codes.code_for(word[1]) if codes else None


def with_codes(profile: CourtProfile, new: Mapping[str, CodeSet]) -> CourtProfile:
    """Return a profile with the rows that a court publishes now.

    What the profile confirms stays confirmed only where the code is still there, and under its name
    as far as the profile knows one.
    """
    broken = {(change.list_name, change.code) for change in drift(profile, new) if change.breaks}
    codes = dict(profile.codes)
    for name, fetched in new.items():
        old, listed = codes.get(name, CodeSet(name=name)), {row.code for row in fetched.rows}
        lost = {word for word, code in old.ours.items() if code not in listed or (name, code) in broken}
        ours = {word: "" if word in lost else code for word, code in old.ours.items()}
        otherwise = old.otherwise if old.otherwise in listed else ""
        codes[name] = replace(old, rows=fetched.rows, ours=ours, otherwise=otherwise, version=fetched.version)
    return replace(profile, codes=MappingProxyType(codes))


def confirm(profile: CourtProfile, said: Mapping[tuple[str, str], Confirmed]) -> CourtProfile:
    """Return a profile with the codes that the office confirmed, which win over the profile's own.

    A code that is gone or has another name now counts no more, and nothing takes its place unasked.
    """
    codes = dict(profile.codes)
    for (name, word), given in said.items():
        old = codes.get(name, CodeSet(name=name))
        row = old.row(given.code)
        holds = row is not None and normal(row.name) == normal(given.name)
        codes[name] = replace(old, ours={**old.ours, word: given.code if holds else ""})
    return replace(profile, codes=MappingProxyType(codes))
