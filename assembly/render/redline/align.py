"""Which unit of one draft is which of the other, and which words within it are the same."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from assembly.render.redline.units import Unit, Word

ALIKE = 0.45
MOST_PAIRS = 3_600
SHORTEST_ISLAND = 2


class Fate(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Stretch(NamedTuple):
    """Words that share a fate."""

    fate: Fate
    words: tuple[Word, ...]


class Pair(NamedTuple):
    """A unit of the old draft and what it is in the new one; None where there is no counterpart."""

    old: Unit | None
    new: Unit | None


def pairs(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """Yield the units of both drafts in order, matched where they are the same or alike."""
    matcher = SequenceMatcher(None, [u.key for u in old], [u.key for u in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (Pair(*both) for both in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from _alike(old[a:b], new[c:d])


def stretches(old: Sequence[Word], new: Sequence[Word]) -> list[Stretch]:
    """Return the words of both texts in one order, old before new where they differ.

    A lone sign or a blank between two changes counts as changed: islands of one comma make a
    redline harder to read, not truer.
    """
    a, b = _keys(old), _keys(new)
    made: list[Stretch] = []
    for tag, i, j, k, n in _joined(SequenceMatcher(None, a, b, autojunk=False).get_opcodes(), a):
        if tag == "equal":
            made.append(Stretch(Fate.KEPT, tuple(new[k:n])))
            continue
        if i < j:
            made.append(Stretch(Fate.GONE, tuple(old[i:j])))
        if k < n:
            made.append(Stretch(Fate.NEW, tuple(new[k:n])))
    return made


Opcode = tuple[str, int, int, int, int]


def _joined(opcodes: Sequence[Opcode], keys: Sequence[str]) -> list[Opcode]:
    joined: list[Opcode] = []
    for place, (tag, i, j, k, n) in enumerate(opcodes):
        inner = 0 < place < len(opcodes) - 1
        island = tag == "equal" and inner and not any(c.isalnum() for key in keys[i:j] for c in key)
        kind = "replace" if island and j - i <= SHORTEST_ISLAND else tag
        if joined and kind != "equal" and joined[-1][0] != "equal":
            before = joined[-1]
            joined[-1] = ("replace", before[1], j, before[3], n)
        else:
            joined.append((kind, i, j, k, n))
    return joined


def _keys(words: Sequence[Word]) -> list[str]:
    return [" " if word.text.isspace() else word.text for word in words]


def _alike(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """Match, in order, the units of a changed passage so that the likeness is greatest."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from (Pair(unit, None) for unit in old)
        yield from (Pair(None, unit) for unit in new)
        return
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = _best_sums(likeness, len(old), len(new))
    i = k = 0
    while i < len(old) or k < len(new):
        if i < len(old) and k < len(new) and _is_best(likeness, best, i, k):
            yield Pair(old[i], new[k])
            i, k = i + 1, k + 1
        elif i < len(old) and (k == len(new) or best[i + 1][k] >= best[i][k + 1]):
            yield Pair(old[i], None)
            i += 1
        else:
            yield Pair(None, new[k])
            k += 1


def _is_best(likeness: Sequence[Sequence[float]], best: Sequence[Sequence[float]], i: int, k: int) -> bool:
    return likeness[i][k] >= ALIKE and best[i][k] == likeness[i][k] + best[i + 1][k + 1]


def _best_sums(likeness: Sequence[Sequence[float]], rows: int, columns: int) -> list[list[float]]:
    """Return for each pair of places the greatest likeness that can still be had from there on."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for k in range(columns - 1, -1, -1):
            together = likeness[i][k] + best[i + 1][k + 1] if likeness[i][k] >= ALIKE else 0.0
            best[i][k] = max(best[i + 1][k], best[i][k + 1], together)
    return best


def _likeness(old: Unit, new: Unit) -> float:
    """Return 0 for nothing in common to 1 for the same words; rows are like rows of as many cells only."""
    if (old.tag == "tr") != (new.tag == "tr") or len(old.cells) != len(new.cells):
        return 0.0
    matcher = SequenceMatcher(None, old.key.split(), new.key.split(), autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
