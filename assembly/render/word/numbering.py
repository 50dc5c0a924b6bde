"""List labels: what Word prints in front of a numbered paragraph, counted as the text is read from top to bottom.

Source: ECMA-376 Part 1, 17.9 (numbering); where it is silent, what Word prints (Microsoft Knowledge Base Q110380:
a level that is used before the levels above it has begun them, so that the next paragraph above it counts on).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assembly.render.word.formats import counted
from assembly.render.word.numbering_part import Level, Lists
from assembly.render.word.symbols import bullet

MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed, the level it is of, and whether it is a bullet."""

    text: str
    level: Level


@dataclass
class Numbering:
    """The lists of a file and the counters as the text is read from top to bottom."""

    lists: Lists = field(default_factory=Lists)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number_id: str, level: int) -> Label | None:
        """Count one paragraph of a list and return its label; None for what has none.

        Lists that share one definition count on, unless they override a start.

        Raises:
            DocumentRefused: the list counts in a format that we do not write.
        """
        levels = self.lists.levels.get(number_id)
        if levels is None or not 0 <= level < MOST_LEVELS:
            return None
        here = levels.get(level, Level())
        counters = self.counters.setdefault(self.lists.definition[number_id], [None] * MOST_LEVELS)
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels.get(above, Level()).start
        override = self.lists.restarts.get((number_id, level))
        before = counters[level]
        if override is not None and (number_id, level) not in self.begun:
            counters[level] = override
        else:
            counters[level] = here.start if before is None else before + 1
        self.begun.add((number_id, level))
        for deeper in range(level + 1, MOST_LEVELS):
            after = levels.get(deeper, Level()).restarts_after
            if after is None or level < after:
                counters[deeper] = None
        return Label(_text(here, levels, counters), here)


def _text(here: Level, levels: Mapping[int, Level], counters: list[int | None]) -> str:
    if here.form == "bullet":
        return bullet(here.text, here.font)
    if here.form == "none":
        return "" if "%" in here.text else here.text
    pieces = here.text.split("%")
    made = [pieces[0]]
    for piece in pieces[1:]:
        place = int(piece[0]) - 1 if piece[:1] in tuple("123456789") else None
        if place is None:
            made.append(f"%{piece}")
            continue
        of = levels.get(place, Level())
        number = counters[place]
        legal = here.legal and of.form != "none"
        form = "decimal" if legal else of.form
        made.append(counted(of.start if number is None else number, form, of.custom) + piece[1:])
    return "".join(made)
