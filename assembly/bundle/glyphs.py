"""Draws single letters of our own typefaces, to hold a letter on a scan against what else it could be."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from assembly.bundle.ink import Ink
from assembly.bundle.page_words import Letter
from assembly.fonts import SANS, SERIF, font_folders

_FINER = 4  # times as many dots while drawing, so that a letter stands between the dots where it must
_MOST_TRIED = 12
Cell = tuple[int, int, int, int]


def faces() -> tuple[str, ...]:
    """Return the names of our own faces, such as "Tinos-Bold"."""
    styles = ("Regular", "Bold", "Italic", "BoldItalic")
    return tuple(f"{family}-{style}" for family in (SERIF, SANS) for style in styles)


def face_of(letters: Sequence[Letter], sharp: Ink, dots_per_point: float) -> str:
    """Return the face of ours in which letters of one typeface are most nearly drawn on a page."""
    tried = [letter for letter in letters if letter.text.isalnum() and letter.text.isascii()]
    tried = tried[:: max(1, len(tried) // _MOST_TRIED)]
    return max(faces(), key=lambda face: sum(_likeness(face, one, sharp, dots_per_point) for one in tried))


def _likeness(face: str, letter: Letter, sharp: Ink, dots_per_point: float) -> float:
    (x, px), (y, py) = (quarters(part * dots_per_point) for part in letter.origin)
    left, top, right, bottom = (round(edge * dots_per_point) for edge in letter.box)
    cell = (x - left + 1, y - top + 1, right - x + 1, bottom - y + 1)
    area = sharp[top - 1 : bottom + 1, left - 1 : right + 1]
    drawn = glyph(face, letter.size * dots_per_point, letter.text, (px, py), cell)
    if area.shape != drawn.shape:
        return 0.0
    one, other = area - area.mean(), drawn - drawn.mean()
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / norm if norm else 0.0


@lru_cache(maxsize=5_000)
def glyph(face: str, size: float, letter: str, phase: tuple[int, int], cell: Cell) -> Ink:
    """Return the ink of a letter of one of our faces on a patch of dots.

    `size` is in dots; `phase` is where the letter begins past a whole dot, in quarters; `cell` is how
    many dots the patch has left of, above, right of and below that dot.
    """
    left, above, right, below = cell
    wide, high = (left + right) * _FINER, (above + below) * _FINER
    sheet = Image.new("L", (wide, high), 0)
    place = left * _FINER + phase[0], above * _FINER + phase[1]
    ImageDraw.Draw(sheet).text(place, letter, fill=255, font=_loaded(face, size * _FINER), anchor="ls")
    small = sheet.resize((left + right, above + below), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32) / 255.0


def quarters(dots: float) -> tuple[int, int]:
    """Return a place in dots as whole dots and quarters past them."""
    whole, part = divmod(round(dots * _FINER), _FINER)
    return whole, part


@lru_cache(maxsize=200)
def _loaded(face: str, size: float) -> ImageFont.FreeTypeFont:
    found = next(folder / f"{face}.ttf" for folder in font_folders() if (folder / f"{face}.ttf").is_file())
    return ImageFont.truetype(str(found), size, layout_engine=ImageFont.Layout.BASIC)
