"""Which characters our fonts can print."""

from collections.abc import Iterable
from functools import cache

from fontTools.ttLib import TTCollection, TTFont

from assembly.fonts import font_folders

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


def missing(text: Iterable[str]) -> str:
    """Return the characters that no font has, each once, in the order in which they stand."""
    known = covered()
    strange = (
        c for c in text if ord(c) not in known and c not in NEVER_DRAWN and not 0xE0F0 <= ord(c) <= 0xE0F2
    )
    return "".join(dict.fromkeys(strange))
