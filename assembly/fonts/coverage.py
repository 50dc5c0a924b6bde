"""Which characters our fonts can print."""

from functools import cache

from fontTools.ttLib import TTCollection, TTFont

from assembly.fonts import font_folders

SIGNS = "\ue0f0\ue0f1\ue0f2"  # of check boxes and blanks; see `assembly.render.marks`
NEVER_DRAWN = frozenset(
    "\n\r\t\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2003\u2011\u2066\u2067\u2068\u2069\ufeff"
)


@cache
def covered() -> frozenset[int]:
    """Return the code points for which at least one of our fonts has a glyph."""
    points: set[int] = set()
    for folder in font_folders():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".ttf", ".otf"):
                with TTFont(path, lazy=True) as font:
                    points.update(font.getBestCmap())
            elif path.suffix == ".ttc":
                with TTCollection(path, lazy=True) as collection:
                    points.update(collection.fonts[0].getBestCmap())
    return frozenset(points)


def missing(text: str) -> str:
    """Return the characters that no font has, each once, in the order in which they stand."""
    strange = set(text) - _printable()
    return "".join(dict.fromkeys(c for c in text if c in strange)) if strange else ""


@cache
def _printable() -> frozenset[str]:
    """Return the characters that are drawn, by a font or by us, and those that are not drawn at all."""
    return NEVER_DRAWN | {chr(point) for point in (*covered(), *map(ord, SIGNS))}
