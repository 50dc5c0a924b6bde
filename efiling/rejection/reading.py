"""Reads a clerk's reason to the check that would have caught it; what is not understood is never guessed.

The words are data (`phrases.yaml`), each cause with where it was found. A text that equals an entry of
a published list is exact; one that only contains a known phrase is likely, and a person says whether
it is so. A text may mean several things.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.model.value import value

PHRASES = Path(__file__).parent / "phrases.yaml"


class Sure(StrEnum):
    """How sure a reading is."""

    EXACT = "exact"
    LIKELY = "likely"


@value
class Cause:
    """One cause of rejection: the pre-flight check by number, the fact that mends it, and how.

    `fact` is a JSON pointer, empty where no single fact mends it.
    """

    check: int
    title: str
    fact: str
    fix: str
    source: str
    exact: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@value
class Match:
    """What a reason means, how sure that is, and the words that say so."""

    cause: Cause
    sure: Sure
    words: str


@lru_cache(maxsize=1)
def causes() -> tuple[Cause, ...]:
    """Return every cause, in the order of the checks."""
    found = cast(Mapping[str, object], yaml.safe_load(PHRASES.read_text(encoding="utf-8")))
    sources = cast(Mapping[str, str], found["sources"])
    return tuple(_cause(entry, sources) for entry in cast(list[dict[str, object]], found["causes"]))


def read_reason(text: str, listed: Sequence[Mapping[str, object]] = ()) -> tuple[Match, ...]:
    """Return what a clerk's reason may mean, the surest first; nothing where no known word stands in it.

    `listed` is the court's own list of reasons, each with a `code` and a `text`, and a `check` where the
    court's profile maps it.
    """
    bare = _bare(text)
    row = _listed(bare, listed)
    if row is not None and isinstance(row.get("check"), int):
        return tuple(
            Match(cause=cause, sure=Sure.EXACT, words=text.strip())
            for cause in causes()
            if cause.check == row["check"]
        )
    whole = {bare, _bare(str(row.get("text", ""))) if row else bare, _without_code(bare, row)}
    exact = [
        Match(cause=cause, sure=Sure.EXACT, words=text.strip())
        for cause in causes()
        if whole & {_bare(known) for known in cause.exact}
    ]
    if exact:
        return tuple(exact)
    likely = [
        (len(phrase), Match(cause=cause, sure=Sure.LIKELY, words=phrase))
        for cause in causes()
        for phrase in [_longest(bare, cause.phrases)]
        if phrase
    ]
    return tuple(match for _, match in sorted(likely, key=lambda found: -found[0]))


def _longest(bare: str, phrases: Sequence[str]) -> str:
    """Return the longest phrase that stands in a text as whole words, or nothing."""
    held = [phrase for phrase in phrases if f" {_bare(phrase)} " in f" {bare} "]
    return max(held, key=len, default="")


def _listed(bare: str, listed: Sequence[Mapping[str, object]]) -> Mapping[str, object] | None:
    """Return the entry of a court's list that a reason begins with, by code or whole text."""
    for row in listed:
        code, said = _bare(str(row.get("code", ""))), _bare(str(row.get("text", "")))
        if (code and (bare == code or bare.startswith(f"{code} "))) or (said and bare == said):
            return row
    return None


def _without_code(bare: str, row: Mapping[str, object] | None) -> str:
    code = _bare(str(row.get("code", ""))) if row else ""
    return bare.removeprefix(f"{code} ").strip() if code else bare


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _cause(entry: Mapping[str, object], sources: Mapping[str, str]) -> Cause:
    return Cause(
        check=int(str(entry["check"])),
        title=str(entry["title"]),
        fact=str(entry["fact"]),
        fix=str(entry["fix"]),
        source=sources[str(entry["source"])],
        exact=_words(entry.get("exact")),
        phrases=_words(entry.get("phrases")),
    )


def _words(found: object) -> tuple[str, ...]:
    return tuple(str(word) for word in found) if isinstance(found, list) else ()
