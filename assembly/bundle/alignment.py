"""Finds how a page of ours lies on a scan: turned, skewed, larger or smaller, moved.

First the whole page is sought as one, at low resolution, in each of four turns; then its words are
found one by one, and a plane (affine) map is laid through them. Where no such map fits, the scan is
of another page, or was taken at an angle.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assembly.bundle.ink import Ink, ink_of, resized, softened
from assembly.bundle.page_words import POINTS_PER_INCH, PrintedPage, Word

_COARSE = 600.0  # dots down a page: enough to see how its lines lean
_LIKE_AT_ALL = 0.15
_FIRST, _SECOND = 25.0, 100.0  # dots to the inch of the page
_STEEPEST, _STEP = 4.0, 0.25  # degrees
_DARK = 0.15  # of full black: what is fainter tells nothing of lines
_NEXT_SCALE = 1.012
_ROUND = 96  # dots: sides that are whole multiples of it are transformed fast
_SCALES = np.arange(0.94, 1.061, 0.02)
_FEW_POINTS = 6
_SURE = 0.55  # likeness of a word in its place
_TRIMMED = 2.5  # dots at the second resolution: a word farther off lies elsewhere
_SHARE = 0.6  # of the words that must be found in their places
_CLOSE = 0.5  # dots at the second resolution
_MOST_WORDS = 160

Map = NDArray[np.float64]
"""Two rows of three: from points on our page to dots on the scan, both from the top left."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where our page lies on a scan, and how well its words were found there.

    `dots_per_inch` is that of the scan measured on our page; `found` is the share of words that lie
    in their places, `off` how far they are off, in points.
    """

    onto: Map
    dots_per_inch: float
    found: float
    off: float

    @property
    def holds(self) -> bool:
        """Whether the page lies flat on the scan."""
        return self.found >= _SHARE and self.off <= _CLOSE * POINTS_PER_INCH / _SECOND


def align(page: PrintedPage, scan: Image.Image) -> Alignment | None:
    """Return how a page lies on a scan, or None where it is not there at all."""
    grey = scan.convert("L")
    longest = max(page.size) / POINTS_PER_INCH
    times = max(1, int(max(grey.size) / (longest * _SECOND)))
    seen = ink_of(grey.reduce(times) if times > 1 else grey)
    first = _whole(page, seen)
    if first is None:
        return None
    onto, found, off = _by_words(page, seen, first)
    onto = onto * times
    per_point = float(np.sqrt(abs(np.linalg.det(onto[:, :2]))))
    return Alignment(onto, per_point * POINTS_PER_INCH, found, off)


def straightened(
    scan: Image.Image, alignment: Alignment, page: PrintedPage, dots_per_inch: float
) -> Image.Image:
    """Return the scan as it would be if it lay exactly as our page does, in levels of grey."""
    grey = scan.convert("L")
    onto = alignment.onto
    finer = alignment.dots_per_inch / dots_per_inch
    if finer >= 2:  # a map that leaves out dots would take only some of them
        times = int(finer)
        grey, onto = grey.reduce(times), onto / times
    size = tuple(round(side * dots_per_inch / POINTS_PER_INCH) for side in page.size)
    step = POINTS_PER_INCH / dots_per_inch
    a, b, c = onto[0, 0] * step, onto[0, 1] * step, onto[0, 2]
    d, e, f = onto[1, 0] * step, onto[1, 1] * step, onto[1, 2]
    paper = int(np.percentile(np.asarray(grey)[::8, ::8], 80))
    return grey.transform(
        (size[0], size[1]),
        Image.Transform.AFFINE,
        (a, b, c, d, e, f),
        Image.Resampling.BICUBIC,
        fillcolor=paper,
    )


def _whole(page: PrintedPage, seen: Ink) -> Map | None:
    """Return the map by which the whole page is most like the scan, each turn and size tried."""
    printed = softened(ink_of(page.draw(_FIRST)), 0.7)
    best, found = 0.0, None
    coarser = max(1.0, max(seen.shape) / _COARSE)
    small = resized(seen, (round(seen.shape[1] / coarser), round(seen.shape[0] / coarser)))
    angles = [_skew(small), _skew(np.rot90(small))]
    for quarter in range(4):
        turned, angle = np.rot90(small, quarter), angles[quarter % 2]
        level = Image.fromarray((turned * 255).astype(np.uint8)).rotate(angle, Image.Resampling.BILINEAR)
        for guess in _guesses(page, level.width, level.height):
            likeness, at = _sought(printed, _at_first(level, guess))
            if likeness > best:
                best, found = likeness, _first_map(at, angle, guess, quarter, small.shape)
    return found * coarser if found is not None and best > _LIKE_AT_ALL else None


def _guesses(page: PrintedPage, wide: int, high: int) -> list[float]:
    """Return the dots of the scan to a point of the page, if the page fills it more or less."""
    guesses: list[float] = []
    for guess in sorted(
        fit * float(scale) for fit in (wide / page.size[0], high / page.size[1]) for scale in _SCALES
    ):
        if not guesses or guess > guesses[-1] * _NEXT_SCALE:
            guesses.append(guess)
    return guesses


def _skew(ink: Ink) -> float:
    """Return the angle in degrees by which lines of words lean on a scan."""
    down, across = np.nonzero(ink > _DARK)
    black = ink[down, across]
    angles = np.arange(-_STEEPEST, _STEEPEST + _STEP, _STEP)

    def sharp(angle: float) -> float:
        lean = np.deg2rad(angle)
        rows = down * np.cos(lean) - across * np.sin(lean)
        whole, part = np.divmod(rows - rows.min(initial=0.0), 1.0)
        first = whole.astype(np.intp)
        most = int(first.max(initial=0)) + 2
        sums = np.bincount(first, black * (1 - part), most) + np.bincount(first + 1, black * part, most)
        return float(np.square(np.diff(sums)).sum())

    coarse = max(angles, key=sharp)
    fine = np.arange(coarse - _STEP, coarse + _STEP, _STEP / 5)
    return float(max(fine, key=sharp))


def _at_first(level: Image.Image, dots_per_point: float) -> Ink:
    """Return a scan at the first resolution, if a point of the page has so many of its dots."""
    scale = _FIRST / POINTS_PER_INCH / dots_per_point
    size = max(8, round(level.width * scale)), max(8, round(level.height * scale))
    return np.asarray(level.resize(size, Image.Resampling.BOX), dtype=np.float32) / 255.0


def _sought(printed: Ink, flat: Ink) -> tuple[float, tuple[float, float]]:
    """Return how like the page the scan is where it is most so, and how far down and across that is."""
    high = _ROUND * -(-(printed.shape[0] + flat.shape[0]) // _ROUND)
    wide = _ROUND * -(-(printed.shape[1] + flat.shape[1]) // _ROUND)
    one, other = printed - printed.mean(), flat - flat.mean()
    product = np.fft.irfft2(
        np.fft.rfft2(other, (high, wide)) * np.conj(np.fft.rfft2(one, (high, wide))), (high, wide)
    )
    norm = float(np.sqrt(np.square(one).sum() * np.square(other).sum())) or 1.0
    down, across = np.unravel_index(int(np.argmax(product)), product.shape)
    moved = (int(down) - (high if down > high / 2 else 0), int(across) - (wide if across > wide / 2 else 0))
    return float(product[down, across]) / norm, (float(moved[0]), float(moved[1]))


def _first_map(
    at: tuple[float, float], angle: float, dots_per_point: float, quarter: int, shape: tuple[int, ...]
) -> Map:
    """Return the map onto the scan as it is, from where the page lay on the turned and levelled one."""
    high, wide = shape[::-1] if quarter % 2 else shape
    shift = np.array([at[1], at[0]]) * POINTS_PER_INCH / _FIRST * dots_per_point
    lean = np.deg2rad(angle)
    back = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    middle = np.array([wide / 2, high / 2])
    onto = np.empty((2, 3))
    onto[:, :2] = back * dots_per_point
    onto[:, 2] = back @ (shift - middle) + middle
    for _ in range(quarter):  # numpy turns against the clock: undo one quarter at a time
        # A dot (x, y) of the turned picture was (wide_before - 1 - y, x).
        wide, high = high, wide
        onto = np.array([-onto[1], onto[0]])
        onto[0, 2] += wide
    return onto


def _by_words(page: PrintedPage, seen: Ink, first: Map) -> tuple[Map, float, float]:
    """Return the map laid through the words, the share found in place, and how far off they are in points."""
    printed = ink_of(page.draw(_SECOND))
    chosen = _chosen(page.words)
    onto = first
    found = off = 0.0
    for reach in (14, 6, 4):
        flat = _flattened(seen, onto, page)
        pairs = [pair for word in chosen if (pair := _moved(word, printed, flat, reach)) is not None]
        if len(pairs) < _FEW_POINTS:
            return onto, 0.0, float("inf")
        step, found, off = _fitted(pairs, len(chosen))
        linear = onto[:, :2] @ step[:, :2]
        shift = onto[:, :2] @ step[:, 2] + onto[:, 2]
        onto = np.column_stack([linear, shift])
    return onto, found, off


def _chosen(words: Sequence[Word]) -> list[Word]:
    """Return words long enough to be told from each other, from all over the page."""
    long = [word for word in words if len(word.letters) >= 3] or list(words)
    step = max(1, len(long) // _MOST_WORDS)
    return long[::step]


def _flattened(seen: Ink, onto: Map, page: PrintedPage) -> Ink:
    size = tuple(round(side * _SECOND / POINTS_PER_INCH) for side in page.size)
    step = POINTS_PER_INCH / _SECOND
    matrix = (*(onto[0, :2] * step), onto[0, 2], *(onto[1, :2] * step), onto[1, 2])
    made = Image.fromarray(seen).transform(
        (size[0], size[1]),
        Image.Transform.AFFINE,
        tuple(map(float, matrix)),
        Image.Resampling.BILINEAR,
        fillcolor=0,
    )
    return np.asarray(made, dtype=np.float32)


def _moved(word: Word, printed: Ink, flat: Ink, reach: int) -> tuple[float, float, float, float] | None:
    """Return where a word stands and where it was found, in points; None where it is not there."""
    unit = _SECOND / POINTS_PER_INCH
    left, top, right, bottom = (round(edge * unit) for edge in word.box)
    left, top, right, bottom = left - 3, top - 3, right + 3, bottom + 3
    high, wide = printed.shape
    if left < reach or top < reach or right + reach >= wide or bottom + reach >= high:
        return None
    one = printed[top:bottom, left:right]
    area = flat[top - reach : bottom + reach, left - reach : right + reach]
    likeness = matched(one, area)
    down, across = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
    if likeness[down, across] < _SURE:
        return None
    dx, dy = between_dots(likeness, int(down), int(across))
    x, y = (left + right) / 2 / unit, (top + bottom) / 2 / unit
    return x, y, x + (dx - reach) / unit, y + (dy - reach) / unit


def matched(one: Ink, area: Ink) -> Ink:
    """Return how like a small picture each place of a larger one is: 1 the same, 0 not at all."""
    windows = np.lib.stride_tricks.sliding_window_view(area, one.shape)
    flat = (one - one.mean()).ravel()
    top = windows.reshape(windows.shape[0], windows.shape[1], -1) @ flat
    sums, squares = _sums(area, one.shape), _sums(np.square(area), one.shape)
    spread = np.sqrt(np.maximum(squares - np.square(sums) / flat.size, 1e-6))
    answer: Ink = top / (spread * max(float(np.linalg.norm(flat)), 1e-3))
    return answer


def _sums(area: Ink, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the sum of each patch of that shape, by differences of running sums."""
    high, wide = shape
    running = np.pad(np.cumsum(np.cumsum(area, axis=0, dtype=np.float64), axis=1), ((1, 0), (1, 0)))
    return running[high:, wide:] - running[:-high, wide:] - running[high:, :-wide] + running[:-high, :-wide]


def between_dots(likeness: Ink, down: int, across: int) -> tuple[float, float]:
    """Return the place of a peak between the dots, across and down."""

    def peak(before: float, here: float, after: float) -> float:
        bend = before - 2 * here + after
        return 0.5 * (before - after) / bend if bend < 0 else 0.0

    high, wide = likeness.shape
    dx = peak(*likeness[down, across - 1 : across + 2]) if 0 < across < wide - 1 else 0.0
    dy = peak(*likeness[down - 1 : down + 2, across]) if 0 < down < high - 1 else 0.0
    return across + float(dx), down + float(dy)


def _fitted(pairs: Sequence[tuple[float, float, float, float]], sought: int) -> tuple[Map, float, float]:
    """Lay a map through the pairs, those too far off left out step by step."""
    given = np.array(pairs)
    kept = np.ones(len(given), dtype=bool)
    step = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    away = np.zeros(len(given))
    limit = _TRIMMED * POINTS_PER_INCH / _SECOND
    for _ in range(5):
        ground = np.column_stack([given[kept, :2], np.ones(int(kept.sum()))])
        step = np.linalg.lstsq(ground, given[kept, 2:], rcond=None)[0].T
        whole = np.column_stack([given[:, :2], np.ones(len(given))])
        away = np.linalg.norm(whole @ step.T - given[:, 2:], axis=1)
        kept = away <= max(limit, float(np.median(away)) * 1.5)
        if kept.sum() < _FEW_POINTS:
            return step, 0.0, float("inf")
    close = away <= limit
    return step, float(close.sum()) / sought, float(np.median(away)) if close.any() else float("inf")
