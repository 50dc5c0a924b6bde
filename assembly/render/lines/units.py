"""Cuts running text into units: words, boxes, and pieces of words between which a line may end."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assembly.render.lines import breaks
from assembly.render.lines.drawn import Shape, Words
from assembly.render.lines.inline import Boxed, LineEnd, Piece
from assembly.render.lines.text import Setting, Text


class Box(NamedTuple):
    """A box in the text: its width and reach in points, and what is drawn, from its left edge and the base line."""

    wide: float
    above: float
    below: float
    words: Sequence[Words]
    shapes: Sequence[Shape]


class Letters(NamedTuple):
    """Letters of one look."""

    text: Text
    letters: str


class Unit(NamedTuple):
    """What is not broken: letters and boxes side by side; the look of the blank before it; whether a line may begin."""

    parts: tuple[Letters | Box, ...]
    blank: Text | None
    may_begin: bool


def hard_lines(setting: Setting, found: Sequence[Piece], set_box: Callable[[Boxed], Box]) -> list[list[Unit]]:
    """Return the units of a text; each line end that is asked for begins a new list."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        if isinstance(piece, LineEnd):
            lines.append([])
        else:
            lines[-1].append(piece)
    if not lines[-1]:  # a line end at the end begins no line
        lines.pop()
    return [_units(setting, line, set_box) for line in lines]


def _units(setting: Setting, found: Sequence[Piece], set_box: Callable[[Boxed], Box]) -> list[Unit]:
    units: list[Unit] = []
    word: list[Letters | Box] = []
    blank: Text | None = None
    for piece in found:
        if isinstance(piece, Boxed):
            word.append(set_box(piece))
        elif not isinstance(piece, LineEnd):
            text = setting.text(piece.look)
            first, *others = piece.text.split(" ")
            if first:
                word.append(Letters(text, first))
            for other in others:
                if word:
                    _add(units, word, blank, setting.language)
                    word = []
                blank = text
                if other:
                    word.append(Letters(text, other))
    if word:
        _add(units, word, blank, setting.language)
    return units


def _add(units: list[Unit], word: list[Letters | Box], blank: Text | None, language: str) -> None:
    plain = _plain(word[0]) if len(word) == 1 else "".join(map(_plain, word))
    may_begin = (
        blank is None
        or not units
        or breaks.may_end_at_blank(_plain(units[-1].parts[-1])[-1], plain[0], language)
    )
    held = breaks.parts(plain, language)
    if len(held) == 1:
        units.append(Unit(tuple(word), blank, may_begin))
        return
    rest = word[::-1]
    for number, part in enumerate(held):
        taken = _taken(rest, len(part))
        units.append(Unit(taken, None, True) if number else Unit(taken, blank, may_begin))


def _plain(part: Letters | Box) -> str:
    return part.letters if isinstance(part, Letters) else breaks.INLINE_OBJECT


def _taken(rest: list[Letters | Box], length: int) -> tuple[Letters | Box, ...]:
    """Take the first letters off a word that is kept backwards."""
    taken: list[Letters | Box] = []
    while length:
        part = rest.pop()
        if isinstance(part, Letters) and len(part.letters) > length:
            rest.append(Letters(part.text, part.letters[length:]))
            part = Letters(part.text, part.letters[:length])
        taken.append(part)
        length -= len(_plain(part))
    return tuple(taken)
