"""How well a picture of a page reads: by the contrast between its ink and its paper, however gray both are.

The page is looked at in small squares, each by its own paper, so that a shadow over one half of it does
no harm. Contrast is the ratio of luminances of the Web Content Accessibility Guidelines 2.2 (definitions
"contrast ratio" and "relative luminance"; success criterion 1.4.3 wants 3:1 at least for large print).
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from PIL import Image

SQUARE = 24  # dots: about two lines of text at 72 to the inch
FEW = 4  # dots of a square: fewer are dust
MARKED = 1.6  # less contrast is the grain of the paper
READABLE = 3.0
LEAST_READABLE = 0.15  # of the marked squares
DARK = 100  # levels of gray: paper below is no light paper


class Reads(StrEnum):
    """How a picture of a page reads."""

    WELL = "well"
    FAINT = "faint"
    NEGATIVE = "negative"
    BLACK = "black"


def reads(picture: Image.Image) -> Reads:
    """Return how a page in gray, at about 72 dots to the inch, reads. A page without a mark on it reads well."""
    squares = list(_squares(picture.convert("L")))
    if not squares:
        return Reads.WELL
    paper = sorted(middle for _, middle, _ in squares)[len(squares) // 2]
    ratios = [(contrast(middle, low), contrast(high, middle)) for low, middle, high in squares]
    marked = sum(max(both) >= MARKED for both in ratios)
    dark_on_light = sum(dark >= READABLE for dark, _ in ratios)
    light_on_dark = sum(light >= READABLE for _, light in ratios)
    if paper < DARK and light_on_dark > dark_on_light:
        return Reads.NEGATIVE
    if paper < DARK and not marked:
        return Reads.BLACK
    return Reads.FAINT if dark_on_light < LEAST_READABLE * marked else Reads.WELL


def contrast(light: int, dark: int) -> float:
    """Return the contrast between two levels of gray, 1 where they are the same and 21 for black on white."""
    return (_LUMINANCE[light] + 0.05) / (_LUMINANCE[dark] + 0.05)


def _squares(picture: Image.Image) -> Iterator[tuple[int, int, int]]:
    """Yield the darkest, the middle and the lightest level of each square, dust left out."""
    width, height = picture.size
    for top in range(0, height - SQUARE + 1, SQUARE):
        for left in range(0, width - SQUARE + 1, SQUARE):
            counts = picture.crop((left, top, left + SQUARE, top + SQUARE)).histogram()
            dots = SQUARE * SQUARE
            yield _level(counts, FEW), _level(counts, dots // 2), _level(counts, dots - FEW)


def _level(counts: Sequence[int], place: int) -> int:
    """Return the level of the dot at a place, from the darkest."""
    seen = 0
    for level, count in enumerate(counts):
        seen += count
        if seen >= place:
            return level
    return len(counts) - 1


def _luminance(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


_LUMINANCE = tuple(_luminance(level) for level in range(256))
