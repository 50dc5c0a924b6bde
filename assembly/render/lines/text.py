"""What all paragraphs of a paper share, and how text of a look is set."""

from dataclasses import dataclass
from functools import lru_cache

from assembly.render.lines.cascade import Cascade
from assembly.render.lines.look import Look
from assembly.render.lines.typeface import UNITS, Typeface, typeface


@dataclass(frozen=True, slots=True)
class Text:
    """How text is set: typeface and size in points, and how far its line reaches above and below its base line.

    `scale` is points for each font unit. `colour` is operands of `rg`.
    """

    face: Typeface
    size: float
    scale: float
    above: float
    below: float
    colour: str
    raised: float
    underline: bool
    struck: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What all paragraphs of a paper share: the stylesheet's looks, the language, the set of letters."""

    cascade: Cascade
    language: str
    level: int

    def text(self, look: Look) -> Text:
        """Return how text of a look is set; the same object for the same look."""
        return _text(look, self.level)


@lru_cache(maxsize=4_000)
def _text(look: Look, level: int) -> Text:
    face = typeface(look.family, look.is_bold, look.is_italic, level)
    scale = look.size / UNITS
    ascent, descent = face.ascent * scale, -face.descent * scale
    half = (look.leading - ascent - descent) / 2
    return Text(
        face=face,
        size=look.size,
        scale=scale,
        above=ascent + half + look.raised,
        below=descent + half - look.raised,
        colour=look.colour,
        raised=look.raised,
        underline=look.underline,
        struck=look.struck,
    )
