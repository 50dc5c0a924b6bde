"""On paper with numbered lines: gives each block of single-spaced text a height of whole steps of the grid.

The height is set where WeasyPrint lays the block out, from the lines as they have just been set. So every line
below stands on a numbered line again, in the same layout.
"""

from functools import cache
from typing import Any

SNAP = "data-snap"  # holds the step in points while a page is laid out
CSS_PIXEL = 0.75  # points
ROUNDING = 0.5  # points
LOWERED = frozenset({"notice-group", "cell", "above-lines"})


@cache
def snap_blocks() -> None:
    """Have WeasyPrint, in this process, set the height of every block that bears a step."""
    from weasyprint.layout import block

    lay_out = block.block_container_layout

    def snapped(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        found = lay_out(context, box, *rest, **named)
        if box.element is not None and (step := box.element.get(SNAP)) and _is_whole(box, *found[:2]):
            _raise(found[0], float(step))
        return found

    block.block_container_layout = snapped


def _is_whole(box: Any, made: Any, resume_at: Any) -> bool:
    """Whether the block of an element, not one that WeasyPrint put inside it, has been laid out to its end."""
    is_anonymous = box.style.specified is box.style
    return made is not None and resume_at is None and type(box).__name__ == "BlockBox" and not is_anonymous


def _raise(made: Any, step: float) -> None:
    lines = [inner for inner in made.descendants() if type(inner).__name__ == "LineBox"]
    if not lines:
        return
    high = max(line.position_y + line.height for line in lines) - min(line.position_y for line in lines)
    classes = frozenset((made.element.get("class") or "").split())
    made.height = max(whole_steps(high * CSS_PIXEL, step, classes) / CSS_PIXEL, made.min_height)


def whole_steps(high: float, step: float, classes: frozenset[str]) -> float:
    """Return the height of a block whose lines of text reach over `high`; all are points."""
    if LOWERED & classes:
        high += step / 4  # the first line is lowered by so much, and a frame must hold the last
    return max(1.0, -(-round(high - ROUNDING, 2) // step)) * step
