"""The trace map of an HTML paper: its values found on the finished pages by their letters.

Where the letters of a page do not stand in the order of the text (a list's own numbers, a column beside
another), each value is given an element of its own and found again in a layout made for that alone; the
paper itself is never laid out this way.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.render.laid_out import LaidOut, Rect
from assembly.render.paper import probe
from assembly.render.traced import Place, Sources, TracedValue
from assembly.render.typeset import CSS_PIXEL
from assembly.render.word.found import found_by_letters
from assembly.render.word.tracing import BEGIN, END, FIRST, RECORD, Record, tracing_environment
from assembly.render.word.words import flow_words

_ELEMENT = "x-value"  # a name of no HTML element, so that no stylesheet of ours means it
_SAME_LINE = 2.0  # points
_TAG = re.compile(r"<[^>]*>")
_NUMBERED = re.compile(rf'<{_ELEMENT} data-value="(\d+)"')
_MARK = re.compile(f"{BEGIN}(.)|{END}", re.DOTALL)


def trace(
    document: DocumentType, context: Mapping[str, object], pages: LaidOut, sources: Sources
) -> tuple[TracedValue, ...]:
    """Return every merged value of an HTML document in reading order, with its places on its pages.

    `pages` is the document's own layout; `sources` says from which facts the names that are worked
    out come.

    Raises:
        DocumentRefused: the layout is not that of the document.
    """
    from assembly.render.html import as_body

    record = Record(sources)
    token = RECORD.set(record)
    try:
        source = document.source
        marked = _compiled(source, source.stat().st_mtime_ns).render(context)
    finally:
        RECORD.reset(token)
    outside_tags = _TAG.sub(lambda tag: _MARK.sub("", tag[0]), marked)
    found = found_by_letters(flow_words(as_body(outside_tags)), record.values, pages)
    return found if found is not None else _probed(document, marked, record, pages)


def _probed(document: DocumentType, marked: str, record: Record, pages: LaidOut) -> tuple[TracedValue, ...]:
    from assembly.render.html import as_body

    text = _with_elements(marked)
    laid_out = probe(as_body(text), stylesheet=document.stylesheet)
    if len(laid_out.pages) != pages.pages:
        raise DocumentRefused("The pages are not those of this document with these facts.")
    places = _places(laid_out)
    seen = dict.fromkeys(int(found[1]) for found in _NUMBERED.finditer(text))
    return tuple(
        TracedValue(*record.values[number], tuple(_joined(places.get(number, [])))) for number in seen
    )


@lru_cache(maxsize=256)
def _compiled(path: Path, _changed: int) -> Template:
    return tracing_environment().from_string(path.read_text(encoding="utf-8"))


def _with_elements(marked: str) -> str:
    """Turn the marks around values into elements, and take them out of tags, where no element can be."""
    pieces, at = [], 0
    for tag in _TAG.finditer(marked):
        pieces += [_MARK.sub(_element, marked[at : tag.start()]), _MARK.sub("", tag[0])]
        at = tag.end()
    return "".join([*pieces, _MARK.sub(_element, marked[at:])])


def _element(mark: "re.Match[str]") -> str:
    return f'<{_ELEMENT} data-value="{ord(mark[1]) - FIRST}">' if mark[1] else f"</{_ELEMENT}>"


def _places(laid_out: Any) -> dict[int, list[Place]]:
    """Return the rectangles of the letters of each value, line by line."""
    found: dict[int, list[Place]] = {}
    for number, page in enumerate(laid_out.pages, 1):
        for value, box in _texts(page._page_box, None):
            left, top = box.position_x * CSS_PIXEL, box.position_y * CSS_PIXEL
            rect: Rect = (left, top, left + box.width * CSS_PIXEL, top + box.height * CSS_PIXEL)
            found.setdefault(value, []).append(Place(number, rect))
    return found


def _texts(box: Any, value: int | None) -> Iterator[tuple[int, Any]]:
    """Yield each run of letters that stands in the element of a value, with that value's number."""
    element = getattr(box, "element", None)
    if element is not None and element.tag == _ELEMENT:
        value = int(element.get("data-value"))
    if type(box).__name__ == "TextBox":
        if value is not None:
            yield value, box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child, value)


def _joined(places: list[Place]) -> Iterator[Place]:
    """Yield one rectangle for each line that a value stands on."""
    last: Place | None = None
    for place in places:
        if last is not None and last.page == place.page and abs(last.box[3] - place.box[3]) < _SAME_LINE:
            one, two = last.box, place.box
            last = Place(
                place.page,
                (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])),
            )
            continue
        if last is not None:
            yield last
        last = place
    if last is not None:
        yield last
