"""Which way up a page stands: by the direction of its words, and for a scan by how its lines lie.

Lines of words make rows of ink with white between them; across the lines the ink is spread evenly. So the
rows of an upright page change far more from dot to dot than its columns do. That tells a page on its side
and needs no recognition of words; whether the page stands on its head it does not tell.
"""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from PIL import Image, ImageOps

from efiling.preflight.reading.page import Page

LEAST_LETTERS = 20
MOST_OF_THEM = 0.6
STRIPS = 8  # of a page: so narrow that lines askew by two degrees do not run into each other
APART = 3  # dots at 72 to the inch: from the middle of a line of words into the white
DENSE = 0.5  # ink: a row of words has less, a ruled line more
CLEARLY = 3.0  # times as much
READABLE_LETTERS = 60
READABLE_WORDS = 3
# fmt: off
COMMON = frozenset((
    "the", "of", "and", "to", "in", "for", "is", "that", "on", "by", "with", "at", "from", "this", "or",
    "de", "la", "el", "que", "los", "del", "por", "con", "para",
))
# fmt: on
WORD = re.compile(r"[^\W\d_]+")


class Lie(StrEnum):
    """How the lines of a picture lie."""

    LEVEL = "level"
    ON_SIDE = "on_side"
    UNCLEAR = "unclear"


def turn_of_words(page: Page) -> int:
    """Return by how many quarters most letters of a page stand turned clockwise; 0 where it has few."""
    turns: Counter[int | None] = Counter()
    for item in page.texts:
        turns[item.turn] += sum(letter.isalnum() for letter in item.text)
    letters = turns.total()
    if letters < LEAST_LETTERS:
        return 0
    turn, most = turns.most_common(1)[0]
    return turn if turn is not None and most > MOST_OF_THEM * letters else 0


def reads_as_words(text: str) -> bool:
    """Say whether a text has common words: what was recognised on a page upside down has none."""
    found = {word.lower() for word in WORD.findall(text)}
    return sum(map(str.isalpha, text)) >= READABLE_LETTERS and len(found & COMMON) >= READABLE_WORDS


def lie_of(picture: Image.Image) -> Lie:
    """Return how the lines of a page lie that is drawn in gray at about 72 dots to the inch."""
    clear = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    rows = sum(_changes(clear))
    columns = sum(_changes(clear.transpose(Image.Transpose.ROTATE_90)))
    if rows > CLEARLY * columns:
        return Lie.LEVEL
    return Lie.ON_SIDE if columns > CLEARLY * rows else Lie.UNCLEAR


def _changes(picture: Image.Image) -> Iterator[float]:
    """Yield how much the ink of the rows changes, for each strip of a picture from left to right."""
    width, height = picture.size
    for strip in range(STRIPS):
        box = (strip * width // STRIPS, 0, max((strip + 1) * width // STRIPS, strip + 1), height)
        row = picture.crop(box).resize((1, height), Image.Resampling.BOX).tobytes()
        ink = [min((255 - level) / 255, DENSE) for level in row]
        yield sum((here - there) ** 2 for here, there in zip(ink, ink[APART:], strict=False))
