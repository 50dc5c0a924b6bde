"""Slips of the pen: a name or a street that is one of the case's but for a letter."""

import re
import unicodedata
from collections.abc import Sequence

from assembly.model.likeness import letters_of

WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*\.?")
SHORT = 5  # letters: a shorter word may be another word altogether

Names = Sequence[Sequence[str]]
"""For each person the name and the recorded other names."""


def name_slip(people: Names, text: str) -> str:
    """Return a name in a text that is a person's but for one letter of one word, or nothing.

    The other words must be the person's own, and the odd one nobody's, so that a relative is no slip.
    """
    words = [found[0] for found in WORD.finditer(text)]
    letters = [letters_of(word) for word in words]
    tokens = {letters_of(token) for names in people for name in names for token in WORD.findall(name)}
    for names in people:
        wanted = [letters_of(word) for word in WORD.findall(names[0])]
        if len(wanted) < 2:
            continue  # one word alone may be anybody's
        for start in range(len(words) - len(wanted) + 1):
            here = letters[start : start + len(wanted)]
            unlike = [place for place in range(len(wanted)) if wanted[place] != here[place]]
            if len(unlike) == 1 and _is_slip(wanted[unlike[0]], here[unlike[0]], tokens):
                return " ".join(words[start : start + len(wanted)])
    return ""


def only_accents(text: str, people: Names) -> bool:
    """Say whether a text is somebody's name without its accents."""
    return any(_plain(text) == _plain(name) for names in people for name in names)


def street_slip(name: str, printed: str) -> bool:
    """Say whether a printed street is another one's name but for one letter of one word."""
    wanted = [letters_of(word) for word in name.split()]
    there = [letters_of(word) for word in printed.split()][: len(wanted)]
    unlike = [pair for pair in zip(wanted, there, strict=False) if pair[0] != pair[1]]
    return bool(there) and len(unlike) == 1 and _is_slip(*unlike[0], set())


def _is_slip(wanted: str, here: str, known: set[str]) -> bool:
    return here not in known and len(wanted) >= SHORT and near(wanted, here)


def near(one: str, other: str) -> bool:
    """Say whether two words differ in one letter, or in two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        unlike = [place for place in range(len(one)) if one[place] != other[place]]
        if len(unlike) == 1:
            return True
        first = unlike[0]
        return unlike == [first, first + 1] and one[first : first + 2] == other[first : first + 2][::-1]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letters_of(text)) if not unicodedata.combining(c))
