"""How Word writes a number in a list, a note or a page number.

Source: ECMA-376 Part 1, 17.18.59 (ST_NumberFormat).
"""

import re
from collections.abc import Callable

from assembly.errors import DocumentRefused
from assembly.render.filters import in_words, ordinal

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
CHICAGO = "*†‡§"
ENCLOSED = {"decimalEnclosedCircle": "①", "decimalEnclosedFullstop": "⒈", "decimalEnclosedParen": "⑴"}
LAST_ENCLOSED = 20
ZEROS = re.compile(r"0*[1-9]")  # of a custom format such as "001, 002, 003, ..."
MOST = 1_000_000


def counted(number: int, form: str, custom: str = "") -> str:
    """Return a number as Word's format `form` writes it; `custom` is the pattern of the form "custom".

    Raises:
        DocumentRefused: the format is one that we do not write.
    """
    number = max(0, min(number, MOST))
    if form == "custom":
        pattern = ZEROS.match(custom.split(",")[0].strip())
        if pattern is not None:
            return f"{number:0{len(pattern.group())}d}"
    elif form in _FORMS:
        return _FORMS[form](number)
    elif form in ENCLOSED:
        return chr(ord(ENCLOSED[form]) + number - 1) if 1 <= number <= LAST_ENCLOSED else str(number)
    raise DocumentRefused(
        f"The Word file numbers a list in the format {(custom or form)[:40]!r}, which cannot be printed here. "
        "Choose figures, letters or Roman numerals in Word."
    )


def _letters(number: int) -> str:
    """a … z, then aa … zz: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _roman(number: int) -> str:
    text, left = "", number
    for worth, sign in ROMAN:
        text += sign * (left // worth)
        left %= worth
    return text


def _ordinal_words(number: int) -> str:
    before, hyphen, last = in_words(number).rpartition("-")
    if not hyphen:
        before, hyphen, last = in_words(number).rpartition(" ")
    ending = ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else f"{last}th")
    return f"{before}{hyphen}{ending}"


def _chicago(number: int) -> str:
    """*, †, ‡, §, then each twice, and so on (ST_NumberFormat "chicago")."""
    return CHICAGO[(number - 1) % len(CHICAGO)] * ((number - 1) // len(CHICAGO) + 1) if number else ""


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _number: "",
    "lowerLetter": lambda number: _letters(min(number, 780)),
    "upperLetter": lambda number: _letters(min(number, 780)).upper(),
    "lowerRoman": lambda number: _roman(min(number, 32767)),
    "upperRoman": lambda number: _roman(min(number, 32767)).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": ordinal,
    "cardinalText": lambda number: in_words(number).capitalize(),
    "ordinalText": lambda number: _ordinal_words(number).capitalize(),
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: _chicago(min(number, 200)),
    "numberInDash": lambda number: f"- {number} -",
    "bullet": lambda _number: "•",
}
