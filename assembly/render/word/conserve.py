"""Proof that no word was lost between the Word file and the page."""

import ctypes
import re
import unicodedata
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.errors import DocumentRefused
from assembly.model.pdfium_turn import in_turn

HYPHENS_AND_NOTHING = (
    "-\u00ad\u200b\ufeff\ufffe\u2011\u2010\u2060"
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # marks of direction, which nobody sees
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b]")
LEFT_OUT_OF_ASCII = dict.fromkeys((*range(0x21), ord("-")))
SHOWN = 60
RIGHT_TO_LEFT = ("R", "AL")
CELL_END = "\x1f"
"""Stands between the blocks of a row of a table, which are all one block."""
TURNED = {ord(a): ord(b) for a, b in zip(")]}>»", "([{<«", strict=True)}
NEAR = 1.0  # points
ROOM = 1_000  # bytes; most pieces of text are a line or less
Rect = tuple[float, float, float, float]


def conserve(expected: str, printed: str) -> None:
    """Compare the letters of the source with those of the pages, in order; blanks and hyphens do not count.

    In `expected` every block of text is a line of its own.

    Raises:
        DocumentRefused: naming the first place where they differ.
    """
    difference = apart(expected, printed)
    if difference is not None:
        raise DocumentRefused(
            "The page does not have the same words as the Word file. They part at "
            f"{difference[0]!r}; the page has {difference[1]!r}."
        )


def apart(expected: str, printed: str) -> tuple[str, str] | None:
    """Return where two texts part, of which each line of the first is one block.

    A block with right-to-left letters is drawn in the order of the eye, and read back with its
    brackets turned; a row of a table may go on over the page cell by cell. Such a block must have
    the same letters, as many of each, in the same place.
    """
    page, place = letters(printed), 0
    for block in expected.split("\n"):
        here = letters(block)
        there = page[place : place + len(here)]
        same = here == there
        if not same and (
            CELL_END in block or any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in here)
        ):
            same = sorted(here.translate(TURNED)) == sorted(there.translate(TURNED))
        if not same:
            shift = next(
                (n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b),
                min(len(here), len(there)),
            )
            shown = slice(max(0, shift - 20), shift + SHOWN)
            return here[shown], there[shown]
        place += len(here)
    return None if place == len(page) else ("", page[place : place + SHOWN])


def first_difference(expected: str, found: str) -> tuple[str, str] | None:
    """Return both texts, as letters alone, from shortly before the place where they part; None where they do not."""
    source, other = letters(expected), letters(found)
    if source == other:
        return None
    place = next(
        (n for n, (a, b) in enumerate(zip(source, other, strict=False)) if a != b),
        min(len(source), len(other)),
    )
    shown = slice(max(0, place - 20), place + SHOWN)
    return source[shown], other[shown]


def letters(text: str) -> str:
    """Return what is compared of a text: no blanks, no hyphens, no difference of case or form."""
    if text.isascii():
        return text.translate(LEFT_OUT_OF_ASCII).casefold()
    kept = "".join(unicodedata.normalize("NFKC", text).split())
    for sign in HYPHENS_AND_NOTHING:
        kept = kept.replace(sign, "")
    return CONTROLS.sub("", kept).casefold()


def conserve_on_pages(
    expected: str, raw: bytes, boxes: Sequence[Rect], without: Sequence[Sequence[Rect]] = ()
) -> None:
    """Compare the letters of the source with those in one rectangle of each page, as `texts_in_boxes` has them.

    Pages are read as a reader's program reads them, which takes one question to a page. Where that is not
    the order of the text (columns, letters from right to left), each piece is read as it is drawn.

    Raises:
        DocumentRefused: naming the first place where they differ.
    """
    if apart(expected, _read_whole(raw, boxes, without)) is not None:
        conserve(expected, text_in_boxes(raw, boxes, without))


def text_in_boxes(raw: bytes, boxes: Sequence[Rect], without: Sequence[Sequence[Rect]] = ()) -> str:
    """Return the text of all pages that lies in `texts_in_boxes`."""
    return "".join(texts_in_boxes(raw, boxes, without))


@in_turn
def texts_in_boxes(
    raw: bytes, boxes: Sequence[Rect], without: Sequence[Sequence[Rect]] = ()
) -> tuple[str, ...]:
    """Return for each page the text that lies in one rectangle of it, in the order in which it is drawn.

    Rectangles are left, top, right, bottom in points from the top left; what lies outside
    (line numbers, footers) is not part of the text, nor is what lies in one of the page's
    rectangles `without` (table headings repeated from an earlier page).
    """
    document = pdfium.PdfDocument(raw)
    try:
        return tuple(_as_drawn(document[n], box, _beside(without, n)) for n, box in enumerate(boxes))
    finally:
        document.close()


@in_turn
def _read_whole(raw: bytes, boxes: Sequence[Rect], without: Sequence[Sequence[Rect]]) -> str:
    """Return the text of the pages; a page of which a part is left out is read piece by piece."""
    document = pdfium.PdfDocument(raw)
    texts = []
    try:
        for number, box in enumerate(boxes):
            if _is_empty(box):
                continue
            skipped = _beside(without, number)
            page = document[number]
            texts.append(_as_drawn(page, box, skipped) if skipped else _as_read(page, box))
    finally:
        document.close()
    return "".join(texts)


def _beside(without: Sequence[Sequence[Rect]], number: int) -> Sequence[Rect]:
    """Return the rectangles of a page that are left out."""
    return [rect for rect in without[number] if not _is_empty(rect)] if number < len(without) else []


def _is_empty(box: Rect) -> bool:
    return box[0] >= box[2]


def _as_read(page: pdfium.PdfPage, box: Rect) -> str:
    left, top, right, bottom = box
    high = page.get_height()
    text: str = page.get_textpage().get_text_bounded(
        left - NEAR, high - bottom - NEAR, right + NEAR, high - top + NEAR, errors="replace"
    )
    return text


def _as_drawn(page: pdfium.PdfPage, box: Rect, skipped: Sequence[Rect]) -> str:
    text_page, high = page.get_textpage(), page.get_height()
    pieces = []
    for item in page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=4):
        x0, y0, x1, y1 = item.get_bounds()
        middle = (x0 + x1) / 2, high - (y0 + y1) / 2
        if _within(box, *middle) and not any(_within(part, *middle) for part in skipped):
            pieces.append(_text_of(item, text_page))
    return "".join(pieces)


def _text_of(item: pdfium.PdfObject, text_page: pdfium.PdfTextPage, room: int = ROOM) -> str:
    buffer = ctypes.create_string_buffer(room)
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    length = raw_api.FPDFTextObj_GetText(item, text_page, target, room)
    if length > room:
        return _text_of(item, text_page, length)
    return ctypes.string_at(buffer, length).decode("utf-16-le", "replace").rstrip("\x00")


def _within(box: Rect, across: float, down: float) -> bool:
    left, top, right, bottom = box
    return left - NEAR <= across <= right + NEAR and top - NEAR <= down <= bottom + NEAR
