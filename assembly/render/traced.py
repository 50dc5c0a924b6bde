"""The trace map's values: what a paper prints, the facts behind it, and where on the page it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assembly.render.marks import BLANK, CHECKED, UNCHECKED

Rect = tuple[float, float, float, float]
SHOWN = {ord(CHECKED): "[X]", ord(UNCHECKED): "[ ]", ord(BLANK): "____"}

Sources = Mapping[str, Sequence[str]]
"""For each name of a template that is worked out, the JSON pointers of the facts it was worked out from."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page: pages count from 1; left, top, right, bottom in points from the top left."""

    page: int
    box: Rect


@dataclass(frozen=True, slots=True)
class TracedValue:
    """A value as printed, the JSON pointers of the facts it was read from, and where it stands.

    `places` is empty where the value prints no letter, such as an unchecked box, and where it was
    `edited` away by hand.
    """

    facts: tuple[str, ...]
    text: str
    places: tuple[Place, ...]
    edited: bool = False


Trace = Callable[[Sources], tuple[TracedValue, ...]]
"""Works out the trace map of one rendered document, when it is asked for."""


def listed(values: Sequence[TracedValue]) -> list[dict[str, object]]:
    """Return a trace map as it is written beside a PDF; measures to a tenth of a point."""
    return [
        {
            "facts": list(value.facts),
            "text": value.text.translate(SHOWN),
            "places": [{"page": p.page, "box": [round(side, 1) for side in p.box]} for p in value.places],
            **({"edited": True} if value.edited else {}),
        }
        for value in values
    ]
