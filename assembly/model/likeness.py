"""Whether a text holds another, however it is spaced, cased, punctuated or written.

What may not be seen may not be seen in another spelling either; assembly and e-filing look
for it in the same way.
"""

import re
import unicodedata

_LONG = 8
_BETWEEN = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text alone, in one case and one form (NFKC)."""
    return _BETWEEN.sub("", folded(text))


def folded(text: str) -> str:
    """Return a text in one case and one form (NFKC)."""
    return unicodedata.normalize("NFKC", text).casefold()


class Haystack:
    """A text in which many others are looked for."""

    def __init__(self, text: str) -> None:
        self.folded = folded(text)
        self.letters = _BETWEEN.sub("", self.folded)

    def holds(self, secret: str) -> bool:
        """Say whether the text holds another.

        One of fewer than 8 letters and digits must stand as words of its own, or any sentence
        might hold it by chance; an empty one is never held.
        """
        wanted = letters_of(secret)
        if not wanted or wanted not in self.letters:
            return False
        if len(wanted) >= _LONG:
            return True
        spaced = r"[\W_]*".join(map(re.escape, wanted))
        return re.search(rf"(?<![^\W_]){spaced}(?![^\W_])", self.folded) is not None
