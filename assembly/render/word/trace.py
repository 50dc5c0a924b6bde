"""The trace map: for every merged value the facts it was read from and its rectangles on the page.

The proof that no word is lost says that the letters of the text and those of the pages are one
sequence; a value's place in the first is therefore its place in the second.
"""

import ctypes
import json
from collections.abc import Iterator, Mapping, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.render.paper import LaidOut, Rect
from assembly.render.traced import Place, Sources, TracedValue, listed
from assembly.render.word.conserve import apart, letters
from assembly.render.word.engine import conversion, filled
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.tracing import BEGIN, END, FIRST, RECORD, Record
from assembly.render.word.words import flow_words

NONE: Sources = {}
SAME_LINE = 2.0  # points


def trace(
    document: DocumentType, context: Mapping[str, object], pages: LaidOut, sources: Sources = NONE
) -> tuple[TracedValue, ...]:
    """Return every merged value of a Word document in reading order, with its places on `pages`.

    `pages` must be the layout of the same document and context; `sources` says from which facts
    the names that are worked out come.

    Raises:
        DocumentRefused: the pages are of another document.
    """
    record = Record(sources)
    token = RECORD.set(record)
    try:
        parts = open_package(filled(document, context, traced=True))
    finally:
        RECORD.reset(token)
    marked = flow_words(conversion(parts).body(parse_part(parts, MAIN)))
    text, spans = _spans(marked)
    drawn = list(_drawn(pages))
    if apart(text, "".join(letter for letter, _ in drawn)) is not None:
        raise DocumentRefused("The pages are not those of this document with these facts.")
    return tuple(
        TracedValue(*record.values[number], _joined([place for _, place in drawn[start:end]]))
        for number, start, end in spans
    )


def trace_json(values: Sequence[TracedValue]) -> bytes:
    """Return a trace map as JSON."""
    return (json.dumps(listed(values), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _spans(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the letters of a marked text, and for each value its number and its first and last letter."""
    found: list[str] = []
    spans: list[tuple[int, int, int]] = []
    open_now: list[tuple[int, int]] = []
    length, signs = 0, iter(marked)
    for sign in signs:
        if sign == BEGIN:
            open_now.append((ord(next(signs)) - FIRST, length))
        elif sign == END and open_now:
            number, start = open_now.pop()
            spans.append((number, start, length))
        else:
            kept = letters(sign)
            found.append(kept or ("\n" if sign == "\n" else ""))
            length += len(kept)
    return "".join(found), spans


def _drawn(pages: LaidOut) -> Iterator[tuple[str, Place]]:
    """Yield every letter of the pages' text with its rectangle, in the order in which it is drawn."""
    document = pdfium.PdfDocument(pages.pdf)
    try:
        for number, box in enumerate(pages.text_boxes):
            skipped = (*pages.repeated[number], pages.footnotes[number])
            page = document[number]
            for sign, rect in _characters(page):
                middle = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
                if _holds(box, *middle) and not any(_holds(part, *middle) for part in skipped):
                    for letter in letters(sign):
                        yield letter, Place(number + 1, rect)
    finally:
        document.close()


def _characters(page: pdfium.PdfPage) -> Iterator[tuple[str, Rect]]:
    text_page, high = page.get_textpage(), page.get_height()
    by_object: dict[int, list[int]] = {}
    for index in range(text_page.count_chars()):
        held = raw_api.FPDFText_GetTextObject(text_page, index)
        if held:
            by_object.setdefault(ctypes.addressof(held.contents), []).append(index)
    for item in page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=4):
        for index in by_object.get(ctypes.addressof(item.raw.contents), ()):
            left, bottom, right, top = text_page.get_charbox(index, loose=True)
            yield chr(raw_api.FPDFText_GetUnicode(text_page, index)), (left, high - top, right, high - bottom)


def _holds(box: Rect, across: float, down: float) -> bool:
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1


def _joined(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return one rectangle for each line that a value stands on."""
    joined: list[Place] = []
    for place in places:
        last = joined[-1] if joined else None
        if last is not None and last.page == place.page and abs(last.box[3] - place.box[3]) < SAME_LINE:
            box = (
                min(last.box[0], place.box[0]), min(last.box[1], place.box[1]),
                max(last.box[2], place.box[2]), max(last.box[3], place.box[3]),
            )  # fmt: skip
            joined[-1] = Place(place.page, box)
        else:
            joined.append(place)
    return tuple(joined)
