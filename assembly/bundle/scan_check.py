"""Says whether a scan is the paper of ours that was printed, signed by hand and otherwise unchanged.

Nothing is taken on trust: every word must stand in its place, every figure must be itself rather than
any other, ink beside the print may stand only where a hand signs or in the margin, and there must be
ink where somebody signs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from assembly.bundle.alignment import Alignment, align, straightened
from assembly.bundle.ink import Ink, softened
from assembly.bundle.page_words import Box, PrintedPage, Word
from assembly.bundle.scan_likeness import DOTS, UNIT, Held, Weighed, hold

LEAST_DOTS = 140.0  # to the inch: 150, but for what printers and scanners take off
FIGURE_SURE, _FIGURE_OTHER = 0.08, -0.1  # how far a figure must be itself; beneath the second it is another
_LETTER_OTHER = -0.28  # a letter so far from itself is another
_LETTER_ODD, _WORD_ODD = -0.08, 0.86  # and so it is where its word is less like itself, too
_OVER = 0.05  # of a word's own ink: more than that lies on it
_LOST = 0.3  # of the words: more than that, and it is another page
_MARGIN = 54.0  # points: where a clerk, a fax machine or a punch may leave something
_HAND_ABOVE, _HAND_BELOW = 20.0, 26.0  # points about a line to sign or date on
_DATE_LABELS = ("date:", "dated:", "fecha:", "dated")
_PRINT = 0.12  # of black: what is darker on our page is print
_BESIDE, _NEAR = 5, 2  # dots: ink as near as that to print is the print's own; nearer, where a hand signs
_CALM = 0.9  # dots: so that noise is no ink
_BLACK = 0.35  # of the print's black: what is fainter is no ink of a pen
_BLOT, _CELL = 30, 20  # dots of ink in a patch of so many dots a side that make a mark
_STROKES, _LONG, _TALL = 110, 9.0, 3.5  # dots of ink, and points across and up, that make a signature
_DATE_STROKES, _DATE_REACH, _DATE_WIDE = 60, 110.0, 165.0  # dots of ink; points down to the name, and across
_MOST_NAMED = 8
_NOT_FLAT = (
    "The page does not lie flat on it, or it is another page. Scan the sheet on a glass plate; "
    "a photograph taken at an angle is not enough."
)


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place where somebody signs: who, in words, and the space above the name, in points from the top left."""

    who: str
    box: Box


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it. Without `faults` the scan is our page; `signed` says for each place whether ink stands there.

    `dated` says whether each that is signed has a date beside it, where the page has a line for one.
    """

    faults: tuple[str, ...]
    signed: tuple[bool, ...] = ()
    dated: bool = True
    dots_per_inch: float = 0.0
    alignment: Alignment | None = None


def check_scan(
    page: PrintedPage, scan: Image.Image, places: Sequence[SignPlace], *, must_sign: bool = True
) -> Checked:
    """Hold a scan against a page of ours.

    `places` are those of the page where somebody may sign in ink; with `must_sign` one of them is signed.
    """
    found = align(page, scan)
    if found is None or found.found < 0.25:
        return Checked(
            ("It does not show this page. Choose the scan of this page: the whole sheet, laid flat.",)
        )
    dots = found.dots_per_inch
    if dots < LEAST_DOTS:
        return Checked(
            (f"It was scanned at about {dots:.0f} dots to the inch. Scan it again at 300.",),
            dots_per_inch=dots,
        )
    if not found.holds:
        return Checked((_NOT_FLAT,), dots_per_inch=dots)
    held = hold(page, straightened(scan, found, page, DOTS))
    hands = _hands(page, places)
    faults = list(_of_words(held, dots, hands))
    signed = tuple(_is_signed(held, place) for place in places)
    if not faults:
        faults += _of_marks(page, held, hands)
        if must_sign and not any(signed):
            faults.append(
                "Nobody has signed it: there is no ink where it is signed. Have it signed, and scan it again."
            )
    dated = all(_is_dated(page, held, place) for place, there in zip(places, signed, strict=True) if there)
    return Checked(tuple(faults), signed, dated, dots, found)


def _of_words(held: Held, dots: float, hands: Sequence[Box]) -> Iterator[str]:
    """Yield what is wrong with the words of the page.

    A signature may run over words beside it, but not so that a figure can't be read.
    """
    gone = [one for one in held.words if not one.is_there]
    if len(gone) > _LOST * len(held.words):
        yield "It does not show this page: most of its words stand elsewhere or are others."
        return
    apart = [one for one in held.words if one.is_there and not _within(one.word, hands)]
    other = [one for one in apart if _is_other(one)]
    figures = [one for one in held.words if one.is_there and one.figure_lead < _FIGURE_OTHER]
    unclear = [one for one in held.words if one.is_there and _FIGURE_OTHER <= one.figure_lead < FIGURE_SURE]
    over = [one for one in apart if one.over > _OVER]
    if gone:
        yield f"Words of the paper are missing on it or are others: {_named(gone)}."
    if other:
        yield f"Words on it differ from the paper: {_named(other)}."
    if figures:
        yield f"Figures on it differ from the paper: {_named(figures)}."
    if over:
        yield f"Something is written over or through: {_named(over)}."
    if gone or other or figures or over:
        yield (
            "Nothing may be changed by hand on a signed paper: if it is to say something else, make it anew and have "
            "that signed. Where nothing was changed, the sheet did not lie flat: scan it on a glass plate."
        )
    elif unclear:
        yield (
            f"These figures cannot be read surely at {dots:.0f} dots to the inch: {_named(unclear)}. "
            "Scan the page again at 300 dots to the inch or more, in grey."
        )


def _within(word: Word, bands: Sequence[Box]) -> bool:
    """Whether a word stands in a band across the page, wholly or in part."""
    _, top, _, bottom = word.box
    return any(top < band[3] and bottom > band[1] for band in bands)


def _is_other(one: Weighed) -> bool:
    """Whether a letter of a word is another one."""
    return one.lead < _LETTER_OTHER or (one.lead < _LETTER_ODD and one.like < _WORD_ODD)


def _named(words: Sequence[Weighed]) -> str:
    """Return the words as the paper prints them, some of them where there are many."""
    named = ", ".join(f"“{one.word.text}”" for one in words[:_MOST_NAMED])
    return f"{named} and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else named


def _hands(page: PrintedPage, places: Sequence[SignPlace]) -> list[Box]:
    """Return the bands across the page in which a hand may write."""
    bands = [place.box for place in places]
    bands += [word.box for word in page.words if word.text.lower() in _DATE_LABELS]
    return [(0.0, top - _HAND_ABOVE, page.size[0], bottom + _HAND_BELOW) for _, top, _, bottom in bands]


def _of_marks(page: PrintedPage, held: Held, hands: Sequence[Box]) -> Iterator[str]:
    """Yield what stands on the page where neither print nor hand nor margin is."""
    marks = _beside(held)
    wide, high = page.size
    for box in (
        *hands,
        (0, 0, wide, _MARGIN),
        (0, high - _MARGIN, wide, high),
        (0, 0, _MARGIN, high),
        (wide - _MARGIN, 0, wide, high),
    ):
        left, top, right, bottom = (max(0, round(edge * UNIT)) for edge in box)
        marks[top:bottom, left:right] = 0
    for x, y in _blots(marks):
        yield (
            f"There is ink beside the print, {_where(page, x / UNIT, y / UNIT)}. A hand may write only where it is "
            "signed and dated, and in the margin."
        )
        return


def _beside(held: Held) -> Ink:
    """Return the ink of the scan that is not near the print, one where there is some."""
    ink = softened(held.seen, _CALM) > _BLACK
    marks: Ink = (ink & ~_grown(held.printed > _PRINT, _BESIDE)).astype(np.float32)
    return marks


def _grown(ink: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return ink and all that lies within so many dots of it."""
    spread = Image.fromarray(ink.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(by))
    return np.asarray(np.asarray(spread) > 0)


def _blots(marks: Ink) -> Iterator[tuple[float, float]]:
    """Yield the middle, in dots, of each patch with so much ink that it is no speck."""
    down, across = marks.shape[0] // _CELL, marks.shape[1] // _CELL
    cells = marks[: down * _CELL, : across * _CELL].reshape(down, _CELL, across, _CELL).sum(axis=(1, 3))
    for row, column in np.argwhere(cells >= _BLOT):
        yield (column + 0.5) * _CELL, (row + 0.5) * _CELL


def _where(page: PrintedPage, x: float, y: float) -> str:
    """Return a place on the page in words: near which word."""

    def away(word: Word) -> float:
        left, top, right, bottom = word.box
        return max(left - x, 0, x - right) + 2 * max(top - y, 0, y - bottom)

    near = min(page.words, key=away, default=None)
    inches = f"{x / 72:.1f} inches from the left and {y / 72:.1f} from the top"
    return f"near “{near.text}”, {inches}" if near is not None else inches


def _is_signed(held: Held, place: SignPlace) -> bool:
    """Whether a pen has left strokes in a place, and not merely specks."""
    return _has_strokes(held, place.box, least=_STROKES)


def _is_dated(page: PrintedPage, held: Held, place: SignPlace) -> bool:
    """Whether the date that belongs to a place is printed or written; so too where there is no line for one."""
    foot = place.box[3]
    labels = [
        w for w in page.words if w.text.lower() in _DATE_LABELS and -6 <= foot - w.box[1] <= _DATE_REACH
    ]
    if not labels:
        return True
    _, top, right, bottom = min(labels, key=lambda word: foot - word.box[1]).box
    beside = sorted(
        (w for w in page.words if abs(w.box[3] - bottom) < 3 and 0 < w.box[0] - right < _DATE_WIDE),
        key=lambda word: word.box[0],
    )
    end = right + _DATE_WIDE
    for word in beside:
        if any(sign.isdigit() for sign in word.text):
            return True
        if word.text.endswith(":"):  # another line begins here, such as that for the place
            end = word.box[0]
            break
    return _has_strokes(held, (right, top - 14, end, bottom + 4), least=_DATE_STROKES)


def _has_strokes(held: Held, box: Box, *, least: int) -> bool:
    left, top, right, bottom = (max(0, round(edge * UNIT)) for edge in box)
    own = _grown(held.printed[top:bottom, left:right] > _PRINT, _NEAR)
    ink = (softened(held.seen[top:bottom, left:right], _CALM) > _BLACK) & ~own
    if ink.sum() < least:
        return False
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return bool((columns[-1] - columns[0]) / UNIT >= _LONG and (rows[-1] - rows[0]) / UNIT >= _TALL)
