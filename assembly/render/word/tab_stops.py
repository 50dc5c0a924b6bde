"""Tab stops of a paragraph: where each stands, how text is set at it, and what fills the gap before it."""

from collections.abc import Sequence
from typing import NamedTuple

from assembly.render.word.ooxml import W, points, value
from assembly.render.word.property_set import PropertySet

KINDS = {"left": "left", "start": "left", "num": "left", "center": "center", "right": "right", "end": "right",
         "decimal": "decimal"}  # fmt: skip
LEADERS = {"dot": "dot", "middleDot": "dot", "hyphen": "hyphen", "underscore": "line", "heavy": "line"}
DEFAULT_STEP = 36.0  # points; ECMA-376 Part 1, 17.15.1.25: 720 twentieths


class TabStop(NamedTuple):
    """A stop: points from the edge of the text, "left", "center", "right" or "decimal", and its leader."""

    place: float
    kind: str = "left"
    leader: str = ""

    def __str__(self) -> str:
        return f"{self.place:g}:{self.kind}:{self.leader}"


def tab_stops(holders: Sequence[PropertySet]) -> list[TabStop]:
    """Return the stops that properties set, nearest first: a nearer one takes the place of, or clears, a farther one."""
    stops: dict[float, TabStop | None] = {}
    for holder in holders:
        if holder.find(W.tabs) is None:
            continue
        for tab in holder.element.iterfind(f"{W.tabs}/{W.tab}"):
            place, kind = points(tab, "pos"), value(tab) or "left"
            if place is None or place in stops:
                continue
            if kind == "clear":
                stops[place] = None
            elif kind in KINDS:
                stops[place] = TabStop(place, KINDS[kind], LEADERS.get(value(tab, "leader") or "", ""))
    return sorted(stop for stop in stops.values() if stop is not None)


def written(stops: Sequence[TabStop], hanging_at: float | None, step: float) -> str:
    """Return stops as an attribute; a hanging indent is a stop too, and beyond the last there is one at every step."""
    all_stops = [*stops, *([TabStop(hanging_at)] if hanging_at else [])]
    return ";".join([f"{step:g}", *(str(stop) for stop in sorted(set(all_stops)))])


def read(attribute: str) -> tuple[float, list[TabStop]]:
    """Return the step and the stops that `written` wrote."""
    step, *stops = attribute.split(";")
    found = []
    for stop in stops:
        place, kind, leader = stop.split(":")
        found.append(TabStop(float(place), kind, leader))
    return float(step), found
