"""Sets a value into its place: smaller, then narrower, then on the addendum; never cut in silence.

Widths are the font's own. What does not fit is continued: the place shows the beginning and
names the addendum's item, and the addendum holds the rest, or the whole of a one-line value.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from unicodedata import combining

from assembly.render.forms.typeface import UNITS

LEAST_SIZE = 7.0
LEAST_STRETCH = 70
STEP = 0.5
MARGIN = 2.0
LINE_HEIGHT = 1.16
OPEN_SIZE = 10.0

Measure = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A value as it stands in its place. `stretch` is the width of the letters in percent.

    `lines` are what is shown, the last of them with `mark` at its end where something was left over:
    `rest`, which the addendum holds.
    """

    lines: tuple[str, ...]
    size: float
    stretch: int = 100
    rest: str = ""
    mark: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines of the value itself, without the words that point to the addendum."""
        if not self.mark:
            return self.lines
        *lines, last = self.lines
        return (*lines, last.removesuffix(self.mark))


def fit_line(text: str, measure: Measure, *, width: float, size: float) -> Fitted | None:
    """Return a text fitted on one line `width` points wide, or None where it can't be.

    The size goes down to LEAST_SIZE, then the letters to LEAST_STRETCH percent of their width.
    """
    room = (width - 2 * MARGIN) * UNITS
    units = measure(text)
    if units * size <= room:
        return Fitted((text,), size)
    smaller = floor(room / units * 10) / 10
    if smaller >= LEAST_SIZE:
        return Fitted((text,), smaller)
    stretch = floor(room / (units * LEAST_SIZE) * 100)
    return Fitted((text,), LEAST_SIZE, stretch) if stretch >= LEAST_STRETCH else None


def begin_line(text: str, measure: Measure, *, width: float, mark: str, short: str = "") -> Fitted:
    """Return as much of a text as one line holds in the smallest letters, followed by `mark`.

    The text is broken between words, or inside the first word where that alone is too long.
    `rest` is the whole text, which the addendum repeats so that it reads as one. A place too narrow
    for any letter and the mark shows `short` alone, and one too narrow for that shows it cut small.
    """
    whole = (width - 2 * MARGIN) * UNITS / LEAST_SIZE * 100 / LEAST_STRETCH
    room = whole - measure(mark)
    if measure(text[:1]) > room and short:
        size = LEAST_SIZE * min(1.0, max(whole, 1.0) / measure(short))
        return Fitted((short,), floor(size * 10) / 10, LEAST_STRETCH, rest=text, mark=short)
    shown = _head(text, measure, room)
    return Fitted((f"{shown}{mark}",), LEAST_SIZE, LEAST_STRETCH, rest=text, mark=mark)


def fit_block(
    text: str, measure: Measure, *, width: float, size: float, count: Callable[[float], int]
) -> Fitted:
    """Return a text of several paragraphs fitted into a block; what is over is in `rest`.

    `count` tells how many lines the block holds at a size. Where not all fits, whole items
    (paragraphs) stay together; the first item alone is broken, between words.
    """
    current = size
    while current > LEAST_SIZE:
        lines = wrap(text, measure, width=width, size=current)
        if len(lines) <= count(current):
            return Fitted(tuple(lines), current)
        current -= STEP
    lines = wrap(text, measure, width=width, size=LEAST_SIZE)
    if len(lines) <= count(LEAST_SIZE):
        return Fitted(tuple(lines), LEAST_SIZE)
    return _begin_block(text, measure, width=width, held=count(LEAST_SIZE) - 1)


def wrap(text: str, measure: Measure, *, width: float, size: float) -> list[str]:
    """Return the lines of a text, broken between words at `width` points; newlines are kept."""
    room = (width - 2 * MARGIN) * UNITS / size
    return [line for item in text.split("\n") for line in _wrap_item(item, measure, room)]


def conserved(source: str, shown: Sequence[str], rest: str) -> bool:
    """Say whether what is shown and what is left over are together the whole source.

    True where the rest follows the shown part, or where the rest is the whole source and the
    shown part its beginning. Spaces and line breaks don't count: a long word may be broken.
    """
    begun, left, whole = _close("".join(shown)), _close(rest), _close(source)
    return begun + left == whole or (left == whole and whole.startswith(begun))


def _begin_block(text: str, measure: Measure, *, width: float, held: int) -> Fitted:
    items = text.split("\n")
    lines: list[str] = []
    whole = 0
    for item in items:
        more = wrap(item, measure, width=width, size=LEAST_SIZE)
        if len(lines) + len(more) > held:
            break
        lines += more
        whole += 1
    rest = "\n".join(items[whole:])
    if not lines:
        broken = wrap(items[0], measure, width=width, size=LEAST_SIZE)
        lines = broken[: max(held, 0)]
        rest = "\n".join([_after(items[0], lines), *items[1:]])
    return Fitted(tuple(lines), LEAST_SIZE, rest=rest)


def _wrap_item(item: str, measure: Measure, room: float) -> list[str]:
    if measure(item) <= room:
        return [item]
    space = measure(" ")
    lines: list[str] = []
    line, used = "", 0.0
    for word in item.split():
        needed = measure(word)
        if line and used + space + needed <= room:
            line, used = f"{line} {word}", used + space + needed
            continue
        if line:
            lines.append(line)
        while needed > room:
            head = _head(word, measure, room)
            lines.append(head)
            word = word[len(head) :]
            needed = measure(word)
        line, used = word, needed
    return [*lines, line] if line else lines


def _head(text: str, measure: Measure, room: float) -> str:
    """Return the beginning of a text that fits, at least one character, ending before a space if it can."""
    end = 1
    while end < len(text) and measure(text[: end + 1]) <= room:
        end += 1
    while end > 1 and end < len(text) and combining(text[end]):  # a mark stays with its letter
        end -= 1
    if end < len(text) and " " in text[:end] and text[end] != " ":
        end = text.rindex(" ", 0, end)
    return text[:end].rstrip() or text[:1]


def _after(item: str, shown: Sequence[str]) -> str:
    """Return what follows the shown lines in an item; the lines lack only spaces of it."""
    left = len(_close("".join(shown)))
    for place, character in enumerate(item):
        if not left:
            return item[place:].lstrip()
        left -= not character.isspace()
    return ""


def _close(text: str) -> str:
    return re.sub(r"\s+", "", text)
