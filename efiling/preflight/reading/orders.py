"""Where an order or a judgment begins inside another paper: its title, and further down the place for a judge to sign."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from efiling.preflight.reading.drawn import Drawn, Rect
from efiling.preflight.reading.page import Page

COLUMNS_APART = 12.0  # points: the gap between the parties and the title in a caption
NEXT_LINE = 2.2  # of the letters' size: lines of one title stand closer than that, double spaced or not
LONGEST_TITLE, LONGEST_OFFICE = 90, 60  # letters
SAME_LINE = 3.0  # points
SMALL_WORDS = 4  # letters: shorter words of a title may begin small
KINDS = r"(?:general|limited|supplemental|stipulated|default|final|temporary|amended|interim|ex\s+parte)"
ORDER = re.compile(
    rf"^[\[(]?(?:proposed[\])]?\s+)?(?:{KINDS}\s+)*(?:order|judgment)s?\b(?!\s+(?:requested|sought))",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:motion|request|petition|application|complaint|notice|declaration|affidavit|memorandum|response|objection|support\s+of)\b",
    re.IGNORECASE,
)
MOTION = re.compile(r"\b(?:motion|request|petition|application)\b", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:judge|judicial\s+officer|court\s+commissioner|family\s+law\s+commissioner|referee|magistrate)\b", re.IGNORECASE
)  # fmt: skip
LABELED = re.compile(r"\b(?:judge|officer|commissioner|referee|magistrate)\s*:\s*\S", re.IGNORECASE)
EXHIBIT = re.compile(r"^\s*(?:\d{1,2}\s+)?exhibit\s+(?:[A-Z]{1,2}|\d{1,3})\b", re.IGNORECASE)
LINE_NUMBER = re.compile(r"^\d{1,2}\s+")


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words of a line that stand together, such as those right of the parties in a caption."""

    text: str
    rect: Rect
    size: float


def is_order(title: str) -> bool:
    """Say whether a title is that of an order or a judgment."""
    return ORDER.match(title.strip()) is not None


def asks(text: str) -> bool:
    """Say whether a text names a paper by which a court is asked for something."""
    return MOTION.search(text) is not None


def begins_order(page: Page) -> Rect | None:
    """Return where the title of an order stands on a page, or None; what is marked as an exhibit has none."""
    cells = [cell for line in page.lines for cell in _cells(line.parts)]
    if any(EXHIBIT.match(cell.text) for cell in cells):
        return None
    for cell in cells:
        if is_order(cell.text) and _reads_as_title(cell.text) and not ASKS.search(_block(cell, cells)):
            return cell.rect
    return None


def signed_by_judge(pages: Sequence[Page], below: Rect) -> bool:
    """Say whether a judge signs on one of the pages; on the first of them, below a place."""
    for place, page in enumerate(pages):
        for line in page.lines:
            if place == 0 and line.rect[1] <= below[3]:
                continue
            for cell in _cells(line.parts):
                short = sum(map(str.isalpha, cell.text)) <= LONGEST_OFFICE
                named = OFFICE.search(cell.text) and not LABELED.search(cell.text)
                if short and named and not cell.text.rstrip().endswith("."):
                    return True
    return False


def _reads_as_title(text: str) -> bool:
    """Whether a line is no sentence: short, without a stop, its words in capitals or beginning with one."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= SMALL_WORDS]
    return (
        sum(map(str.isalpha, text)) <= LONGEST_TITLE
        and not text.rstrip().endswith((".", ";", ","))
        and all(word[0].isupper() for word in words)
    )


def _block(cell: _Cell, cells: Sequence[_Cell]) -> str:
    """Return a cell with the lines of its own column right above and below it: all of one title."""
    found = [cell]
    for direction in (-1, 1):
        edge = cell
        while True:
            near = [other for other in cells if _adjoins(edge, other, direction)]
            if not near:
                break
            edge = near[0]
            found.append(edge)
    return " ".join(one.text for one in found)


def _adjoins(cell: _Cell, other: _Cell, direction: int) -> bool:
    """Whether another line of a title stands in the same column right above (-1) or below (1)."""
    down = (other.rect[3] - cell.rect[3]) * direction
    beside = min(cell.rect[2], other.rect[2]) > max(cell.rect[0], other.rect[0])
    return beside and SAME_LINE < down < NEXT_LINE * cell.size and _reads_as_title(other.text)


def _cells(parts: Sequence[Drawn]) -> Iterator[_Cell]:
    """Yield the pieces of one line that stand apart, without the number of the line."""
    row: list[Drawn] = []
    for part in parts:
        if row and part.rect[0] - row[-1].rect[2] > COLUMNS_APART:
            yield _cell(row)
            row = []
        row.append(part)
    if row:
        yield _cell(row)


def _cell(row: Sequence[Drawn]) -> _Cell:
    text = " ".join(part.text.strip() for part in row)
    left, top, right, bottom = zip(*(part.rect for part in row), strict=True)
    rect = (min(left), min(top), max(right), max(bottom))
    return _Cell(LINE_NUMBER.sub("", " ".join(text.split())), rect, max(part.size for part in row))
