"""Finds values on finished pages by their letters.

The proof that no word is lost says that the letters of the text and those of the pages are one
sequence; a value's place in the first is therefore its place in the second.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.model.pdfium_turn import in_turn
from assembly.render.laid_out import LaidOut, Rect
from assembly.render.traced import Place, TracedValue
from assembly.render.word.conserve import CELL_END, apart, letters
from assembly.render.word.tracing import BEGIN, END, FIRST

SAME_LINE = 2.0  # points


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter as it is drawn: which of the characters of which page, both from 0, it belongs to."""

    sign: str
    page: int
    index: int


@in_turn
def found_by_letters(
    marked: str, values: Sequence[tuple[tuple[str, ...], str]], pages: LaidOut
) -> tuple[TracedValue, ...] | None:
    """Return every value of a marked text in reading order, with its places on `pages`.

    `values` are the facts and the text of each value by the number in its mark. None where the
    letters of the text and those of the pages are not one sequence.
    """
    text, spans = _spans(marked)
    document = pdfium.PdfDocument(pages.pdf)
    try:
        texts = [page.get_textpage() for page in document]
        drawn = [
            letter
            for number in range(len(pages.text_boxes))
            for letter in _drawn(texts[number], pages, number)
        ]
        if apart(text, "".join(letter.sign for letter in drawn)) is not None:
            return None
        return tuple(
            TracedValue(*values[number], _joined(_places(texts, drawn[start:end])))
            for number, start, end in spans
        )
    finally:
        document.close()


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
            kept = _letters(sign)
            found.append(kept or (sign if sign in ("\n", CELL_END) else ""))
            length += len(kept)
    return "".join(found), spans


def _drawn(text: pdfium.PdfTextPage, pages: LaidOut, number: int) -> Iterator[_Letter]:
    """Yield every letter of the text of a page in the order in which it is drawn."""
    by_object: dict[int, list[int]] = {}
    for index in range(text.count_chars()):
        held = raw_api.FPDFText_GetTextObject(text, index)
        if held:
            by_object.setdefault(ctypes.addressof(held.contents), []).append(index)
    box, skipped = pages.text_boxes[number], (*pages.repeated[number], pages.footnotes[number])
    high = text.page.get_height()
    for item in text.page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        middle = (left + right) / 2, high - (bottom + top) / 2
        if _holds(box, *middle) and not any(_holds(part, *middle) for part in skipped):
            for index in by_object.get(ctypes.addressof(item.raw.contents), ()):
                for sign in _letters(chr(raw_api.FPDFText_GetUnicode(text, index))):
                    yield _Letter(sign, number, index)


_letters = lru_cache(maxsize=4096)(letters)


def _places(texts: Sequence[pdfium.PdfTextPage], drawn: Sequence[_Letter]) -> Iterator[Place]:
    for letter in drawn:
        text = texts[letter.page]
        left, bottom, right, top = text.get_charbox(letter.index, loose=True)
        high = text.page.get_height()
        yield Place(letter.page + 1, (left, high - top, right, high - bottom))


def _holds(box: Rect, across: float, down: float) -> bool:
    return box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1


def _joined(places: Iterable[Place]) -> tuple[Place, ...]:
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
