"""What a layout gives back: the finished PDF, and where on its pages the text stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the page."""
NOWHERE: Rect = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A finished PDF, and for each page the rectangle that holds its text (points from the top left).

    `repeated` are, page by page, the rectangles of table headings that an earlier page has already;
    `footnotes` the rectangle at the foot of each page, empty where it has no footnote. `names` are the
    pages, from 1, on which the text's named places stand.
    """

    pdf: bytes
    pages: int
    text_boxes: tuple[Rect, ...]
    repeated: tuple[tuple[Rect, ...], ...] = ()
    footnotes: tuple[Rect, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)
