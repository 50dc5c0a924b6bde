"""Whether the printed words of an official form are those of its edition, whatever its font and paging.

A fingerprint holds, for each piece of printed text between two fields, how many letters it has and a
hash of them: no words. A paper has the edition's text when every piece is found in it, in order, and
pieces that follow one another in the edition do so in the paper.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml

from assembly.model.likeness import letters_of
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.lines import Line
from efiling.preflight.reading.page import Page

Field = tuple[int, Rect]
"""The page of a field, from 1, and its rectangle from the top left."""

FOLDER = Path(__file__).parent.parent / "editions"
LEAST = 12  # letters: a shorter piece may stand anywhere
PROSE = 24  # letters: such a line goes on in the next
GAP = 14.0  # points: a wider one is a field
FAR = 900  # letters from the last piece within which the next is looked for first
SAMPLE = 6  # of so many pieces one tells whether it is the form at all
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of printed text: its page, how many letters, their hash, and whether it follows the last at once."""

    page: int
    letters: int
    sha256: str
    follows: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """The printed words of one edition of a form."""

    form: str
    printed: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a paper leaves the edition: the page of the form, and the words that the paper has there."""

    page: int
    words: str


@cache
def editions(form: str) -> tuple[Edition, ...]:
    """Return the editions of a form that are known, newest first."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml"), reverse=True):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        if read["form"] == form:
            pieces = tuple(
                Piece(int(page), int(letters), str(digest), bool(follows))
                for page, letters, digest, follows in read["pieces"]
            )
            found.append(Edition(form, str(read["printed"]), pieces))
    return tuple(found)


def differences(edition: Edition, pages: Sequence[Page]) -> tuple[Difference, ...]:
    """Return where the words of a paper leave an edition; nothing where they are the same."""
    letters = [letters_of(page.text) for page in pages]
    text, ends = "".join(letters), list(accumulate(len(page) for page in letters))
    found, place, lost = [], 0, False
    for piece in edition.pieces:
        at = _find(piece, text, place)
        if at is None:
            found.append(Difference(piece.page, text[place : place + piece.letters]))
            lost = True
            continue
        over_a_page = any(place <= end <= at for end in ends)  # with its foot and the next one's head
        if piece.follows and not lost and at != place and not over_a_page:
            found.append(Difference(piece.page, text[place:at]))
        place, lost = at + piece.letters, False
    return tuple(found)


def share_found(edition: Edition, pages: Sequence[Page]) -> float:
    """Return the share of an edition's pieces that a paper has, 0-1: near 0 for somebody's own wording.

    Every sixth piece is looked for.
    """
    text = "".join(letters_of(page.text) for page in pages)
    asked = edition.pieces[::SAMPLE]
    found = sum(_find(piece, text, 0) is not None for piece in asked)
    return found / max(len(asked), 1)


def _find(piece: Piece, text: str, place: int) -> int | None:
    """Return where a piece stands: first looked for behind the last one, then anywhere."""
    last = len(text) - piece.letters + 1
    for first, end in ((place, min(place + FAR, last)), (0, last)):
        for at in range(first, end):
            if _digest(text[at : at + piece.letters]) == piece.sha256:
                return at
    return None


def pieces_of(pages: Sequence[Page], fields: Sequence[Field]) -> Iterator[Piece]:
    """Yield the pieces of a blank; a line is cut where a field stands in it."""
    text = "".join(letters_of(page.text) for page in pages)
    place = 0
    for page in pages:
        here = [rect for number, rect in fields if number == page.number]
        prose = -1  # where the last line of prose ended, if one did
        for words in page.text.splitlines():
            line = _visual(page, letters_of(words))
            beside = [rect for rect in here if line and rect[1] < _middle(line) < rect[3]]
            groups = _groups(line, beside) if line and beside else [letters_of(words)]
            for group in groups:
                at = text.find(group, place)
                if len(group) < LEAST or at < 0:
                    prose = -1
                    continue
                yield Piece(page.number, len(group), _digest(group), at == prose and not beside)
                place = at + len(group)
                prose = place if len(group) >= PROSE and not beside else -1


def _visual(page: Page, letters: str) -> Line | None:
    """Return the line as it is seen that has the words of a line as they are read."""
    if len(letters) < LEAST:
        return None
    return next((line for line in page.lines if letters in letters_of(line.text)), None)


def _groups(line: Line, fields: Sequence[Rect]) -> list[str]:
    """Return the letters of a line in groups, cut where a field or a wide space stands."""
    groups = [""]
    for number, part in enumerate(line.parts):
        left = line.parts[number - 1].rect[2] if number else part.rect[0]
        between = any(left - 3 <= (rect[0] + rect[2]) / 2 <= part.rect[0] + 3 for rect in fields)
        if number and (between or part.rect[0] - left > GAP):
            groups.append("")
        groups[-1] += letters_of(part.text)
    return groups


def _middle(line: Line) -> float:
    return (line.rect[1] + line.rect[3]) / 2


def _digest(letters: str) -> str:
    return hashlib.blake2b(letters.encode(), digest_size=DIGITS // 2).hexdigest()
