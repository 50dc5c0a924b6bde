"""What every page of a layout has alike (line numbers, ruled lines), laid out once in a process and drawn once in a file.

A stylesheet names the parts in `:root`: `--drawn-once: background left-middle` and, of the other margin boxes,
`--drawn-anew: bottom-left`. The first two pages without text are laid out with the former alone, the pages of a
document with the latter alone; each page of the document then shows the picture of its like.
"""

import re
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

ONCE = re.compile(r"--drawn-once:\s*([a-z -]+)")
ANEW = re.compile(r"--drawn-anew:\s*([a-z -]+)")
BLANK_PAGES = 2  # a first page may differ from the others
_DRAWING = threading.Lock()  # a laid-out line is opened for drawing, and shared here


def without(css: str, parts: re.Pattern[str]) -> str:
    """Return a stylesheet in which pages do not have the named parts."""
    found = parts.search(css)
    hidden = "".join(
        " background: none !important;"
        if part == "background"
        else f" @{part} {{ content: none !important }}"
        for part in (found[1].split() if found else ())
    )
    return f"{css}\n@page {{{hidden} }}" if hidden else css


def furnish(document: Any, blank: Sequence[Any]) -> None:
    """Have every page of a document drawn with the blank page of its like."""
    drawn: dict[int, str] = {}
    for number, page in enumerate(document.pages):
        like = min(number, len(blank) - 1)
        page.paint = partial(_paint, page.paint, blank[like], drawn, like)


def _paint(
    paint: Callable[..., None], blank: Any, drawn: dict[int, str], like: int, stream: Any, scale: float = 1
) -> None:
    paint(stream, scale)
    if like not in drawn:
        drawn[like] = _picture(blank, stream, scale)
    # Last, so that the text comes first where a page is read as it is drawn.
    with stream.artifact(), stream.stacked():
        stream.transform(d=-1, f=blank.height * scale)  # back to the page's own axes, from WeasyPrint's
        stream.draw_x_object(drawn[like])


def _picture(blank: Any, stream: Any, scale: float) -> str:
    """Draw a blank page as an object of the file; its numbers are points from the page's own bottom left."""
    wide, high = blank.width * scale, blank.height * scale
    picture = stream.add_group(0, 0, wide, high)
    del picture.extra["Group"]
    picture._tags = None  # all of it is an artifact
    picture.transform(d=-1, f=high)
    with _DRAWING:
        blank.paint(picture, scale)
    name: str = picture.id
    return name
