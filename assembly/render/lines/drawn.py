"""What a layout comes to: words, stripes and frames at their places.

Places are points, right and down from the top left of what holds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assembly.render.lines.typeface import Typeface


class Words(NamedTuple):
    """Text of one look on one line; `base` is its base line, `shown` the inside of its string operand."""

    left: float
    base: float
    face: Typeface
    size: float
    colour: str
    shown: str


class Stripe(NamedTuple):
    """A filled rectangle."""

    left: float
    top: float
    wide: float
    high: float
    colour: str


class Frame(NamedTuple):
    """A rectangle's edge, `line` points wide on its inside."""

    left: float
    top: float
    wide: float
    high: float
    line: float
    colour: str


Shape = Stripe | Frame


class Line(NamedTuple):
    """A line of text: where it begins in its paragraph, how high it is, where its base line is and its text ends.

    What is drawn on it has its place from the paragraph's left edge and the line's base line.
    """

    top: float
    high: float
    base: float
    reach: float
    words: Sequence[Words]
    shapes: Sequence[Shape]


@dataclass(slots=True)
class Tag:
    """An element of the tag tree: what it is called, and its parts in reading order, other tags or (page, mark).

    `said` is further entries of its dictionary. `text` is what a heading says.
    """

    name: str
    parts: "list[Tag | tuple[int, int]]" = field(default_factory=list)
    said: bytes = b""
    text: str = ""


@dataclass(slots=True)
class Block:
    """A piece that no page end may part: its height, and what is drawn in it.

    `texts` are words under the tags that they belong to. `lines` are the top and the bottom of its first and last
    line of text, None where it has no text.
    """

    high: float
    texts: list[tuple[Tag, Sequence[Words]]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    lines: tuple[float, float] | None = None

    def put(self, other: "Block", left: float, top: float) -> None:
        """Draw another block in this one, at a place."""
        self.texts += ((tag, moved(words, left, top)) for tag, words in other.texts)
        self.shapes += shifted(other.shapes, left, top)
        if other.lines is not None:
            first, last = other.lines[0] + top, other.lines[1] + top
            held = self.lines
            self.lines = (first, last) if held is None else (min(held[0], first), max(held[1], last))


def moved(words: Sequence[Words], left: float, top: float) -> list[Words]:
    """Return words moved to the right and down."""
    return [w._replace(left=w.left + left, base=w.base + top) for w in words]


def shifted(shapes: Sequence[Shape], left: float, top: float) -> Iterator[Shape]:
    """Return shapes moved to the right and down."""
    return (shape._replace(left=shape.left + left, top=shape.top + top) for shape in shapes)
