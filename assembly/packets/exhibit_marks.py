"""How a state has exhibits named and marked: letters or numbers, and the lines at the foot of each page."""

import string
from dataclasses import dataclass
from datetime import date

from assembly.bundle.exhibit import PLAIN_STYLE, MarkStyle
from assembly.errors import NoValueInForce, UnknownName
from assembly.law import Law

TABLE = "exhibit_marks"
NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class ExhibitMarks:
    """The marks of one packet. Without a rule of the state: letters, and one line on each page."""

    numbered: bool = False
    style: MarkStyle = PLAIN_STYLE

    def mark(self, place: int) -> str:
        """Return the mark of the exhibit at a place, from 0: A to Z, then AA, AB and so on; or 1, 2, 3."""
        return str(place + 1) if self.numbered else letter_mark(place)


PLAIN = ExhibitMarks()


def exhibit_marks(law: Law, jurisdiction: str, on: date) -> ExhibitMarks:
    """Return how exhibits are marked in a jurisdiction on a day."""
    try:
        rows = law.table(TABLE, jurisdiction, on)
    except (UnknownName, NoValueInForce):
        return PLAIN
    return ExhibitMarks(
        numbered=any(row["names"] == NUMBERS for row in rows),
        style=MarkStyle(tuple(row["line"] for row in rows)),
    )


def letter_mark(place: int) -> str:
    """Return the letters of a place, from 0: A to Z, then AA, AB and so on."""
    letters = string.ascii_uppercase
    mark = letters[place % len(letters)]
    while place >= len(letters):
        place = place // len(letters) - 1
        mark = letters[place % len(letters)] + mark
    return mark
