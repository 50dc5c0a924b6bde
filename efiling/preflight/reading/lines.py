"""Lines of words as a reader sees them: pieces of text at one height, from left to right."""

from collections.abc import Iterable
from dataclasses import dataclass

from efiling.preflight.reading.drawn import Drawn, Rect

SAME_HEIGHT = 0.5  # of the lower piece's height
NEIGHBORS = 4  # pieces of a row that the next one is compared with
WORD_GAP = 0.12  # of a letter's height


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of text at one height. `rect` is around all of them."""

    rect: Rect
    text: str
    parts: tuple[Drawn, ...]

    def part_at(self, place: int) -> Drawn:
        """Return the piece of text in which the letter at `place` of `text` stands."""
        length = 0
        for number, part in enumerate(self.parts):
            if number and _apart(self.parts[number - 1], part):
                length += 1
            length += len(part.text.strip("\r\n"))
            if place < length:
                return part
        return self.parts[-1]


def lines_of(texts: Iterable[Drawn]) -> tuple[Line, ...]:
    """Return the lines from top to bottom; what is drawn without ink counts like any other words."""
    rows: list[list[Drawn]] = []
    for item in sorted((t for t in texts if t.text.strip()), key=lambda t: (t.rect[1] + t.rect[3]) / 2):
        middle = (item.rect[1] + item.rect[3]) / 2
        last = rows[-1] if rows else None
        if last is not None and any(_level(before, item, middle) for before in last[-NEIGHBORS:]):
            last.append(item)
        else:
            rows.append([item])
    return tuple(_line(sorted(row, key=lambda t: t.rect[0])) for row in rows)


def _level(before: Drawn, item: Drawn, middle: float) -> bool:
    """Whether a piece stands at the height of another: a full stop within the letters' height, for one."""
    height = min(before.rect[3] - before.rect[1], item.rect[3] - item.rect[1])
    apart = abs((before.rect[1] + before.rect[3]) / 2 - middle)
    small = item.rect[3] - item.rect[1] < SAME_HEIGHT * (before.rect[3] - before.rect[1])
    return apart <= max(SAME_HEIGHT * height, 1.0) or (small and before.rect[1] <= middle <= before.rect[3])


def _line(row: list[Drawn]) -> Line:
    text = ""
    for number, part in enumerate(row):
        if number and _apart(row[number - 1], part):
            text += " "
        text += part.text.strip("\r\n")
    rects = [part.rect for part in row]
    around = (
        min(r[0] for r in rects),
        min(r[1] for r in rects),
        max(r[2] for r in rects),
        max(r[3] for r in rects),
    )
    return Line(around, text, tuple(row))


def _apart(before: Drawn, after: Drawn) -> bool:
    height = max(before.size, before.rect[3] - before.rect[1], 1.0)
    return after.rect[0] - before.rect[2] > WORD_GAP * height
