"""Finds an address in a text however it is written: abbreviated, in capitals, with or without its unit.

Source: United States Postal Service, Publication 28, appendix C (street suffixes, secondary units).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from assembly.model.likeness import letters_of

SAME = {
    "street": "st", "str": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "drv": "dr",
    "court": "ct", "crt": "ct", "lane": "ln", "boulevard": "blvd", "boul": "blvd", "place": "pl",
    "terrace": "ter", "terr": "ter", "circle": "cir", "circ": "cir", "highway": "hwy", "parkway": "pkwy",
    "pky": "pkwy", "square": "sq", "trail": "trl", "loop": "lp", "alley": "aly", "plaza": "plz",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw",
    "southeast": "se", "southwest": "sw", "saint": "st", "mount": "mt", "fort": "ft",
    "apartment": "unit", "apt": "unit", "suite": "unit", "ste": "unit", "room": "unit", "rm": "unit",
    "floor": "unit", "fl": "unit", "space": "unit", "spc": "unit", "lot": "unit", "trailer": "unit",
    "number": "unit", "no": "unit",
}  # fmt: skip
SUFFIXES = frozenset(
    [
        "st",
        "ave",
        "rd",
        "dr",
        "ct",
        "ln",
        "blvd",
        "pl",
        "ter",
        "cir",
        "hwy",
        "pkwy",
        "sq",
        "trl",
        "lp",
        "aly",
        "plz",
        "way",
        "row",
        "run",
        "pass",
        "path",
    ]
)
UNIT = "unit"
LEAST_LETTERS = 8
WORD = re.compile(r"#|[^\W_]+")
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# The format characters of Unicode (general category Cf) that stand in running text.
NO_WIDTH = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


class Place:
    """One text that tells where somebody is, ready to be looked for."""

    def __init__(self, text: str) -> None:
        self.letters = letters_of(text)
        self.words = _without_unit(words_of_place(text))
        if len(self.words) > 2 and self.words[-1] in SUFFIXES:
            self.bare: tuple[str, ...] = tuple(self.words[:-1])
        else:
            self.bare = ()

    @property
    def is_street(self) -> bool:
        """Whether it begins with a house number and goes on with a name."""
        return len(self.words) > 1 and self.words[0][0].isdigit()


class PlaceText:
    """A text in which places are looked for."""

    def __init__(self, text: str) -> None:
        text = plain(text)
        self.letters = letters_of(text)
        self.words = f" {' '.join(words_of_place(text))} "

    def shows(self, place: Place) -> bool:
        """Say whether the text has a place, in whatever way it is written."""
        if len(place.letters) >= LEAST_LETTERS and place.letters in self.letters:
            return True
        ways = [place.words] if place.words else []
        if place.is_street and len("".join(place.bare)) >= LEAST_LETTERS:
            ways.append(place.bare)
        return any(f" {' '.join(way)} " in self.words for way in ways)


def plain(text: str) -> str:
    """Return a text with ordinary letters and digits (NFKC), and without signs that take no room, such as joiners."""
    if text.isascii():
        return text
    shown = NO_WIDTH.sub("", unicodedata.normalize("NFKC", text))
    return OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), shown)


def words_of_place(text: str) -> list[str]:
    """Return the words of a text in one case and each in its shortest form."""
    return [UNIT if word == "#" else SAME.get(word, word) for word in WORD.findall(plain(text).casefold())]


def _without_unit(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(words[: words.index(UNIT)]) if UNIT in words else tuple(words)


def shown_in(text: str, places: Iterable[Place]) -> bool:
    """Say whether a text shows any of the places."""
    looked = PlaceText(text)
    return any(looked.shows(place) for place in places)
