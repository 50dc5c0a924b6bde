"""One thing that is drawn on a page: a piece of text, a filled shape, a broad stroke, a picture or a note."""

from dataclasses import dataclass

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing drawn. `order` is its place in the order of drawing; `rect` runs from the top left.

    `kind` is "text", "shape" (filled), "stroke" (a line so broad that it can cover words), "picture", or
    "note" (an annotation with a look of its own). `color` is red, green, blue, opacity, 0-255. For
    text, `size` is its height in points as printed, `invisible` says that no ink is laid,
    `clipped` that a clipping path lies upon it, so that it may not show, `blended` that it may shine
    through, and `turn` by how many quarters it stands turned clockwise, as a reader sees it; None
    where it is slanted. For a picture, `dpi` is its resolution as printed.
    """

    kind: str
    order: int
    rect: Rect
    color: tuple[int, int, int, int] = (0, 0, 0, 255)
    text: str = ""
    size: float = 0.0
    invisible: bool = False
    dpi: float = 0.0
    clipped: bool = False
    turn: int | None = 0
    blended: bool = False
