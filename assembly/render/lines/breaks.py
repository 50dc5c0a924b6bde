"""Where a line may end: after a blank, and inside a word where Unicode's rules for line breaking (UAX 14) let it.

Most words may not be broken and most blanks may, which a look at their letters tells. The rest is asked of Pango,
which WeasyPrint breaks lines with as well.
"""

import re
from functools import lru_cache

from assembly.fonts import use_our_fonts

INLINE_OBJECT = "\u2e80"
"""Stands in a text for a box or a gap; it is broken around like an ideograph, as WeasyPrint does."""

WHOLE = re.compile(r"[($“‘\"'§]*[A-Za-z0-9À-ɏ]*(?:[.,:;'’][A-Za-z0-9À-ɏ]+)*[.,:;'’”\")%?!]*")
OPENING = frozenset("([{“‘«‹\"'")
CLOSING = frozenset(")]}!?.,:;/”’»›\"'")


def parts(word: str, language: str) -> tuple[str, ...]:
    """Return the pieces of a word between which a line may end; a word has no blank in it."""
    if WHOLE.fullmatch(word):
        return (word,)
    return _asked(word, language)


@lru_cache(maxsize=20_000)
def _asked(word: str, language: str) -> tuple[str, ...]:
    places = [place for place in range(1, len(word)) if _may_end(word, language)[place]]
    return tuple(word[a:b] for a, b in zip([0, *places], [*places, len(word)], strict=True))


def may_end_at_blank(before: str, after: str, language: str) -> bool:
    """Return whether a line may end at the blank between two words."""
    if before[-1] not in OPENING and after[0] not in CLOSING:
        return True
    return _asked_at_blank(before[-1], after[0], language)


@lru_cache(maxsize=2_000)
def _asked_at_blank(before: str, after: str, language: str) -> bool:
    return _may_end(f"{before} {after}", language)[2]


@lru_cache(maxsize=2_000)
def _may_end(text: str, language: str) -> tuple[bool, ...]:
    use_our_fonts()
    from weasyprint.text.line_break import get_log_attrs

    found = get_log_attrs(text, language)
    return tuple(bool(found[place].is_line_break) for place in range(len(text) + 1))
