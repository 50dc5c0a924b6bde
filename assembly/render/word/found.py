"""Finds values on finished pages by their letters.

The proof that no word is lost says that the letters of the text and those of the pages are one
sequence; a value's place in the first is therefore its place in the second. Pages are read as a reader's program
reads them; where that is not the order of the text, piece by piece as they are drawn.
"""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.model.pdfium_turn import in_turn
from assembly.render.laid_out import LaidOut, Rect
from assembly.render.traced import Place, TracedValue
from assembly.render.word.conserve import CELL_END, apart, letters
from assembly.render.word.tracing import BEGIN, END, FIRST

SAME_LINE, NEAR = 2.0, 1.0  # points


_MARK = re.compile(f"({BEGIN}.|{END})", re.DOTALL)
_Spot = tuple[int, int]
"""Which of the characters of which page, both from 0."""


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
        for way in (_as_read, _as_drawn):
            signs, spots = _all(way, texts, pages)
            if apart(text, signs) is None:
                return tuple(
                    TracedValue(*values[number], _joined(_places(texts, spots[start:end])))
                    for number, start, end in spans
                )
        return None
    finally:
        document.close()


def _spans(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the letters of a marked text, and for each value its number and its first and last letter."""
    found: list[str] = []
    spans: list[tuple[int, int, int]] = []
    open_now: list[tuple[int, int]] = []
    length = 0
    for piece in _MARK.split(marked):
        if piece[:1] == BEGIN:
            open_now.append((ord(piece[1]) - FIRST, length))
        elif piece == END and open_now:
            number, start = open_now.pop()
            spans.append((number, start, length))
        else:
            kept = "".join(map(_kept, piece))
            found.append(kept)
            length += len(kept) - kept.count("\n") - kept.count(CELL_END)
    return "".join(found), spans


def _all(
    way: Callable[[pdfium.PdfTextPage, LaidOut, int], tuple[str, list[int]]],
    texts: Sequence[pdfium.PdfTextPage],
    pages: LaidOut,
) -> tuple[str, list[_Spot]]:
    """Return the letters of all pages, and where each is."""
    signs, spots = [], []
    for number in range(len(pages.text_boxes)):
        here, characters = way(texts[number], pages, number)
        signs.append(here)
        spots += [(number, character) for character in characters]
    return "".join(signs), spots


def _as_read(text: pdfium.PdfTextPage, pages: LaidOut, number: int) -> tuple[str, list[int]]:
    """Return the letters of the text of a page in the order in which it is read, and each one's character."""
    signs, characters = _letters_of(text, range(text.count_chars()))
    left, top, right, bottom = pages.text_boxes[number]
    high = text.page.get_height()
    inside = text.get_text_bounded(
        left - NEAR, high - bottom - NEAR, right + NEAR, high - top + NEAR, errors="replace"
    )
    held = "".join(map(_letters, inside))
    at = signs.find(held)
    if _skipped(pages, number) or at < 0 or (held and signs.find(held, at + 1) >= 0):
        return _as_drawn(text, pages, number)
    return held, characters[at : at + len(held)]


def _as_drawn(text: pdfium.PdfTextPage, pages: LaidOut, number: int) -> tuple[str, list[int]]:
    """Return the letters of the text of a page in the order in which it is drawn, and each one's character."""
    by_object: dict[int, list[int]] = {}
    for index in range(text.count_chars()):
        held = raw_api.FPDFText_GetTextObject(text, index)
        if held:
            by_object.setdefault(ctypes.addressof(held.contents), []).append(index)
    box, skipped = pages.text_boxes[number], _skipped(pages, number)
    high = text.page.get_height()
    inside: list[int] = []
    for item in text.page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        middle = (left + right) / 2, high - (bottom + top) / 2
        if _holds(box, *middle) and not any(_holds(part, *middle) for part in skipped):
            inside += by_object.get(ctypes.addressof(item.raw.contents), ())
    return _letters_of(text, inside)


def _letters_of(text: pdfium.PdfTextPage, characters: Iterable[int]) -> tuple[str, list[int]]:
    """Return the letters of characters of a page, and of each the character that it belongs to."""
    signs, owners = [], []
    for index in characters:
        for sign in _letters(chr(raw_api.FPDFText_GetUnicode(text, index))):
            signs.append(sign)
            owners.append(index)
    return "".join(signs), owners


def _skipped(pages: LaidOut, number: int) -> list[Rect]:
    """Return the parts of a page that are not its text: headings that come again, footnotes."""
    return [rect for rect in (*pages.repeated[number], pages.footnotes[number]) if rect[0] < rect[2]]


_letters = lru_cache(maxsize=4096)(letters)


@lru_cache(maxsize=4096)
def _kept(sign: str) -> str:
    """Return the letters of a sign of the text, or the sign itself where it ends a block or a cell."""
    return _letters(sign) or (sign if sign in ("\n", CELL_END) else "")


def _places(texts: Sequence[pdfium.PdfTextPage], spots: Sequence[_Spot]) -> Iterator[Place]:
    for number, character in spots:
        text = texts[number]
        left, bottom, right, top = text.get_charbox(character, loose=True)
        high = text.page.get_height()
        yield Place(number + 1, (left, high - top, right, high - bottom))


def _holds(box: Rect, across: float, down: float) -> bool:
    return box[0] - NEAR <= across <= box[2] + NEAR and box[1] - NEAR <= down <= box[3] + NEAR


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
