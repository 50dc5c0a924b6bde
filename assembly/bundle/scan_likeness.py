"""Holds a straightened scan against our page, word by word and letter by letter.

Each word is found in its place. Then each of its letters is weighed against every other letter that
could stand there: what is asked is not whether it looks right, but whether anything else fits better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from assembly.bundle.alignment import between_dots, matched
from assembly.bundle.glyphs import Cell, face_of, glyph, quarters
from assembly.bundle.ink import Ink, ink_of, softened
from assembly.bundle.page_words import POINTS_PER_INCH, Letter, PrintedPage, Word

DOTS = 200.0  # to the inch: where the two are held against each other
UNIT = DOTS / POINTS_PER_INCH
FIGURES, SMALL, CAPITALS, STOPS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ".,:;",
)

_REACH, _NEAR = 5, 2  # dots by which a word may lie beside its place, and beside its neighbours' shift
_LENSES = (0.0, 0.6, 0.9, 1.2, 1.5, 1.9, 2.4, 3.0)
_SURELY = 0.8  # likeness of a word by which its neighbours are sought
_NEIGHBOURS = 9
_PAD = 2
_LIKE = 0.62  # a word less like itself than that is another one, or is not there
_FAINT = 0.45  # of the page's own blackness: a fainter word is not there
_SLIGHT = 0.25  # of full black: less is noise
_SAME = 1.5  # of ink: two letters that differ in less look the same in this type


@dataclass(frozen=True, slots=True)
class Weighed:
    """One word as it stands on the scan.

    `like` is how like the printed one it is, `lead` by how much its worst letter is itself rather than
    another: half where it is wholly itself, minus half where it is wholly the other. `figure_lead` is
    the same of its figures alone. `over` is the ink that lies on it beside its own, as a part of its own.
    """

    word: Word
    like: float
    black: float
    lead: float = 0.5
    figure_lead: float = 0.5
    over: float = 0.0

    @property
    def is_there(self) -> bool:
        """Whether the word stands on the scan at all."""
        return self.like >= _LIKE and self.black >= _FAINT


@dataclass(frozen=True, slots=True)
class Held:
    """A scan held against our page: every word weighed, and the ink of both, dot by dot."""

    words: tuple[Weighed, ...]
    printed: Ink
    seen: Ink
    lens: float


def hold(page: PrintedPage, straight: Image.Image) -> Held:
    """Weigh every word of a page on its straightened scan, which has 200 dots to the inch."""
    sharp, seen = ink_of(page.draw(DOTS)), ink_of(straight)
    long = [word for word in page.words if len(word.letters) >= 3] or list(page.words)
    sample = long[:: max(1, len(long) // 40)]
    printed, lens = _as_scanned(sharp, seen, sample)
    shifts = _shifts(long, printed, seen)
    black = float(np.median([shift.black for shift in shifts])) if shifts else 1.0
    sheet = _Sheet(printed, seen, lens, _faces(page, sharp))
    weighed = tuple(_weighed(word, sheet, shifts, black) for word in page.words)
    return Held(weighed, printed, seen / max(black, 0.2), lens)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The ink of the page and of the scan, how soft the scan is, and the face of each typeface on the page."""

    printed: Ink
    seen: Ink
    lens: float
    faces: Mapping[str, str]


def _faces(page: PrintedPage, sharp: Ink) -> dict[str, str]:
    """Return for each typeface of a page the face of ours that it is, or is most like."""
    letters: dict[str, list[Letter]] = {}
    for word in page.words:
        for letter in word.letters:
            letters.setdefault(letter.font, []).append(letter)
    return {font: face_of(found, sharp, UNIT) for font, found in letters.items()}


def _as_scanned(sharp: Ink, seen: Ink, sample: Sequence[Word]) -> tuple[Ink, float]:
    """Return our page as soft as the scan is, and how soft that is."""

    def likeness(lens: float) -> float:
        soft = softened(sharp, lens)
        found = [_found(word, soft, seen, (0.0, 0.0), _REACH) for word in sample]
        return float(np.mean([one[0] for one in found if one is not None] or [0.0]))

    lens = max(_LENSES, key=likeness)
    return softened(sharp, lens), lens


@dataclass(frozen=True, slots=True)
class _Shift:
    """A word that is surely there: its middle in points, by how many dots it lies aside, and how black it is."""

    x: float
    y: float
    across: float
    down: float
    black: float


def _shifts(words: Sequence[Word], printed: Ink, seen: Ink) -> list[_Shift]:
    """Return the shifts of the words that are surely there."""
    found = []
    for word in words:
        one = _found(word, printed, seen, (0.0, 0.0), _REACH)
        if one is not None and one[0] > _SURELY:
            found.append(_Shift(*_middle(word), *one[1:]))
    return found


def _middle(word: Word) -> tuple[float, float]:
    left, top, right, bottom = word.box
    return (left + right) / 2, (top + bottom) / 2


def _found(
    word: Word, printed: Ink, seen: Ink, shift: tuple[float, float], reach: int
) -> tuple[float, float, float, float] | None:
    """Return how like a word is where it is most so, that place aside of its own, and its blackness."""
    left, top, right, bottom = _window(word)
    dx, dy = round(shift[0]), round(shift[1])
    high, wide = seen.shape
    if min(left + dx, top + dy) < reach or right + dx + reach > wide or bottom + dy + reach > high:
        return None
    one = printed[top:bottom, left:right]
    area = seen[top + dy - reach : bottom + dy + reach, left + dx - reach : right + dx + reach]
    likeness = matched(one, area)
    down, across = (int(place) for place in np.unravel_index(int(np.argmax(likeness)), likeness.shape))
    x, y = between_dots(likeness, down, across)
    there = area[down : down + one.shape[0], across : across + one.shape[1]]
    centred = one - one.mean()
    black = float((centred * there).sum() / max(float(np.square(centred).sum()), 1e-3))
    return float(likeness[down, across]), dx + x - reach, dy + y - reach, black


def _window(word: Word) -> tuple[int, int, int, int]:
    left, top, right, bottom = word.box
    return (
        int(left * UNIT) - _PAD,
        int(top * UNIT) - _PAD,
        int(right * UNIT) + _PAD + 1,
        int(bottom * UNIT) + _PAD + 1,
    )


def _weighed(word: Word, sheet: _Sheet, shifts: Sequence[_Shift], black: float) -> Weighed:
    expected = _expected(word, shifts)
    found = _found(word, sheet.printed, sheet.seen, expected, _NEAR if shifts else _REACH)
    if found is None:
        return Weighed(word, 0.0, 0.0)
    like, dx, dy, own = found
    weighed = Weighed(word, like, own / max(black, 0.05))
    if not weighed.is_there:
        return weighed
    leads = [
        (letter.text, _lead(letter, sheet, (dx, dy), own)) for letter in word.letters if _others(letter.text)
    ]
    figures = [lead for text, lead in leads if text in FIGURES]
    rest = [lead for text, lead in leads if text not in FIGURES]
    over = _over(word, sheet, (dx, dy), own)
    return Weighed(word, like, weighed.black, min(rest, default=0.5), min(figures, default=0.5), over)


def _over(word: Word, sheet: _Sheet, shift: tuple[float, float], black: float) -> float:
    """Return the ink that lies on a word beside its own, as a part of its own: a stroke through it, or a blot."""
    left, top, right, bottom = _window(word)
    area = sheet.printed[top:bottom, left:right]
    there = _patch(sheet.seen, left + shift[0], top + shift[1], area.shape) / max(black, 0.1)
    wider = np.asarray(Image.fromarray(area).filter(ImageFilter.MaxFilter(3)), dtype=np.float32)
    return float(np.clip(there - wider - _SLIGHT, 0, None).sum()) / max(float(area.sum()), 1.0)


def _expected(word: Word, shifts: Sequence[_Shift]) -> tuple[float, float]:
    """Return by how much the words around one lie aside."""
    if not shifts:
        return 0.0, 0.0
    x, y = _middle(word)
    near = sorted(shifts, key=lambda shift: abs(shift.x - x) * 0.3 + abs(shift.y - y))[:_NEIGHBOURS]
    return float(np.median([one.across for one in near])), float(np.median([one.down for one in near]))


def _others(letter: str) -> str:
    """Return what could stand in the place of a letter."""
    return next((kind for kind in (FIGURES, SMALL, CAPITALS, STOPS) if letter in kind), "")


def _lead(letter: Letter, sheet: _Sheet, shift: tuple[float, float], black: float) -> float:
    """Return by how much a letter is itself rather than the other that it is most like."""
    size = letter.size * UNIT
    (x, px), (y, py) = quarters(letter.origin[0] * UNIT), quarters(letter.origin[1] * UNIT)
    cell = (4, round(size * 0.95) + 3, round(size * 1.0) + 4, round(size * 0.3) + 3)
    area = sheet.printed[y - cell[1] : y + cell[3], x - cell[0] : x + cell[2]]
    if area.shape != (cell[1] + cell[3], cell[0] + cell[2]):
        return 0.5
    there = _patch(sheet.seen, x - cell[0] + shift[0], y - cell[1] + shift[1], area.shape)
    rest = there / max(black, 0.1) - area
    face, size = sheet.faces[letter.font], round(size, 2)
    apart, weights = _apart(face, size, letter.text, (px, py), cell, sheet.lens)
    return float(np.min(apart @ rest.ravel() / weights + 0.5, initial=0.5))


@lru_cache(maxsize=500)
def _apart(
    face: str, size: float, letter: str, phase: tuple[int, int], cell: Cell, lens: float
) -> tuple[Ink, Ink]:
    """Return how a letter differs from each other that looks otherwise, dot by dot, and by how much in all."""
    own, *others = (
        _soft_glyph(face, size, one, phase, cell, lens).ravel()
        for one in letter + _others(letter).replace(letter, "")
    )
    apart = own - np.array(others)
    weights = np.square(apart).sum(axis=1)
    differs = weights >= _SAME
    return apart[differs], weights[differs]


@lru_cache(maxsize=5_000)
def _soft_glyph(face: str, size: float, letter: str, phase: tuple[int, int], cell: Cell, lens: float) -> Ink:
    return softened(glyph(face, size, letter, phase, cell), lens)


def _patch(seen: Ink, x: float, y: float, shape: tuple[int, ...]) -> Ink:
    """Return a patch of the scan that begins between the dots."""
    left, top = int(np.floor(x)), int(np.floor(y))
    right, low = x - left, y - top
    high, wide = seen.shape
    if left < 0 or top < 0 or left + shape[1] + 1 > wide or top + shape[0] + 1 > high:
        return np.zeros(shape, dtype=np.float32)
    one = seen[top : top + shape[0] + 1, left : left + shape[1] + 1]
    rows = one[:-1] * (1 - low) + one[1:] * low
    return np.asarray(rows[:, :-1] * (1 - right) + rows[:, 1:] * right, dtype=np.float32)
