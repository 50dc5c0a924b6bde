"""Where a person signs on a page, and what stands there: a typed signature, an image, or nothing.

A place to sign is above a printed name, and near a label such as "Dated:". A rule to sign on is
no signature.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assembly.model.likeness import letters_of
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.lines import Line
from efiling.preflight.reading.page import SEEN_SCALE, Page

DATE_LABEL = re.compile(
    r"^(?:\d{1,2}\s+)?(?:dated?|signed on|executed on|date signed|fecha)\b\s*:?", re.IGNORECASE
)
TYPED = re.compile(r"/?\bs/{1,2}\s*(\S.*)", re.IGNORECASE)
REACH = 110.0  # points from the label of the date down to the printed name
ABOVE, WIDE = 42.0, 235.0  # the space above a printed name in which a signature stands
CAPTION = 0.4  # of the first page: names there are not those of signers
RULE = 0.35  # of the width: a row with more ink is a line to sign on
INK = 160  # gray levels below this are ink
FEW = 6  # dots of ink in a row
STROKES = 5  # rows with ink that make a signature
NUMBER = re.compile(r"^\d{1,2}\s+")
PAGE_PICTURE = 0.7


class Mark(StrEnum):
    """What stands where a person signs."""

    TYPED = "typed"
    IMAGE = "image"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A place to sign: the printed name, the space above it, what stands there, and the date beside it.

    `typed` is the name after "/s/". `date` is what follows the label of the date; None where no
    label is near.
    """

    page: int
    name: str
    rect: Rect
    mark: Mark
    typed: str = ""
    date: str | None = None


def places(page: Page, names: tuple[str, ...]) -> Iterator[Place]:
    """Yield each place on a page where one of the names is printed as a signer's."""
    wanted = {letters_of(name): name for name in names if name}
    for line in page.lines:
        for start in _starts(line):
            letters = letters_of(line.text[start:])
            name = next((name for key, name in wanted.items() if letters.startswith(key)), None)
            if name is None:
                continue
            label = _label(page, line)
            if label is None and not _rule_above(page, line, start):
                continue
            yield _place(page, line, start, name, label)
            break


def typed_signatures(page: Page) -> Iterator[tuple[Line, str]]:
    """Yield each line that is a typed signature, with the name in it."""
    for line in page.lines:
        text = NUMBER.sub("", line.text)
        found = TYPED.search(text)
        if found and (text.lstrip().lower().startswith(("/s/", "s/")) or "/s/" in text.lower()):
            yield line, found[1].strip()


def _starts(line: Line) -> Iterator[int]:
    """Yield where a piece of a line begins, a number of the line left out."""
    place = 0
    for part in line.parts:
        text = part.text.strip("\r\n")
        place = line.text.find(text, place)
        if text.strip() and not text.strip().isdigit():
            yield place
        place += len(text)


def _label(page: Page, line: Line) -> Line | None:
    """Return the label of the date nearest above a printed name, or on its own line."""
    near = [
        other
        for other in page.lines
        if DATE_LABEL.match(other.text.strip()) and -6 <= line.rect[1] - other.rect[1] <= REACH
    ]
    return near[-1] if near else None


def _rule_above(page: Page, line: Line, start: int) -> bool:
    """Whether a line to sign on is drawn close above a name."""
    left, top = line.part_at(start).rect[0], line.part_at(start).rect[1]
    if page.number == 1 and top < CAPTION * page.height:
        return False
    return any(
        item.kind == "shape"
        and item.rect[2] - item.rect[0] > 100
        and item.rect[3] - item.rect[1] < 14
        and abs(item.rect[0] - left) < 40
        and -4 <= top - item.rect[3] <= 20
        for item in page.drawn
    )


def _place(page: Page, line: Line, start: int, name: str, label: Line | None) -> Place:
    part = line.part_at(start)
    left, top = part.rect[0] - 4, part.rect[1] - 1
    upper = top - ABOVE
    if label is not None and label is not line:
        upper = max(upper, label.rect[1] - 14)
    space = (left, max(upper, 0.0), min(left + WIDE, page.width), top)
    typed, date = _typed(page, space, line), _date(page, label)
    if typed:
        return Place(page.number, name, space, Mark.TYPED, typed, date)
    mark = Mark.IMAGE if _drawn(page, space, line) else Mark.NOTHING
    return Place(page.number, name, space, mark, "", date)


def _typed(page: Page, space: Rect, own: Line) -> str:
    for line, name in typed_signatures(page):
        middle = (line.rect[1] + line.rect[3]) / 2
        if line is own or (space[1] - 4 <= middle <= space[3] + 4 and line.rect[2] > space[0]):
            return name
    return ""


def _date(page: Page, label: Line | None) -> str | None:
    if label is None:
        return None
    return DATE_LABEL.sub("", label.text.strip(), count=1).strip(" :_")


def _drawn(page: Page, space: Rect, own: Line) -> bool:
    """Whether ink stands in a space besides words and rules."""
    if any(_share(picture.rect, page) > PAGE_PICTURE for picture in page.pictures):
        return True  # the page is a scan: what is on it is the paper as it was signed
    if any(_overlaps(picture.rect, space) for picture in page.pictures):
        return True
    box = tuple(round(edge * SEEN_SCALE) for edge in space)
    picture = page.close_up.crop(box)  # type: ignore[arg-type]
    for item in page.texts:  # words are no ink of a hand
        if _overlaps(item.rect, space):
            x0, y0, x1, y1 = item.rect
            picture.paste(
                255,
                (
                    round((x0 - space[0]) * SEEN_SCALE) - 1,
                    round((y0 - space[1]) * SEEN_SCALE) - 2,
                    round((x1 - space[0]) * SEEN_SCALE) + 1,
                    round((y1 - space[1]) * SEEN_SCALE) + 2,
                ),
            )
    levels, wide = picture.tobytes(), picture.width
    dark = [
        sum(level < INK for level in levels[row * wide : (row + 1) * wide]) for row in range(picture.height)
    ]
    return sum(count >= FEW for count in _without_rules(dark, wide)) >= STROKES


def _without_rules(rows: list[int], width: int) -> list[int]:
    """Return the count of dark dots by row, with rows that a rule fills taken out."""
    return [0 if count > RULE * width else count for count in rows]


def _share(rect: Rect, page: Page) -> float:
    return max(rect[2] - rect[0], 0) * max(rect[3] - rect[1], 0) / max(page.width * page.height, 1.0)


def _overlaps(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
