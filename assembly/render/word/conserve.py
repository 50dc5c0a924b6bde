"""Proof that no word was lost between the Word file and the page."""

import unicodedata
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.errors import DocumentRefused
from assembly.model.pdfium_turn import in_turn

IGNORED = {"\u00ad", "\u200b", "\ufeff", "\ufffe", "\u2011", "\u2010"}
SHOWN = 60
RIGHT_TO_LEFT = ("R", "AL")
CELL_END = "\x1f"
"""Stands between the blocks of a row of a table, which are all one block."""
TURNED = {ord(a): ord(b) for a, b in zip(")]}>»", "([{<«", strict=True)}
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
    kept = (
        c
        for c in unicodedata.normalize("NFKC", text)
        if c > " " and not c.isspace() and c not in IGNORED and c != "-"
    )
    return "".join(kept).casefold()


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
    import ctypes

    texts = []
    document = pdfium.PdfDocument(raw)
    try:
        for number, box in enumerate(boxes):
            pieces = []
            skipped = without[number] if number < len(without) else ()
            page = document[number]
            text_page = page.get_textpage()
            high = page.get_height()
            for item in page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=4):
                x0, y0, x1, y1 = item.get_bounds()
                middle = (x0 + x1) / 2, high - (y0 + y1) / 2
                if not _within(box, *middle) or any(_within(part, *middle) for part in skipped):
                    continue
                length = raw_api.FPDFTextObj_GetText(item, text_page, None, 0)
                buffer = ctypes.create_string_buffer(length)
                raw_api.FPDFTextObj_GetText(
                    item, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
                )
                pieces.append(buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\x00"))
            texts.append("".join(pieces))
    finally:
        document.close()
    return tuple(texts)


def _within(box: Rect, across: float, down: float) -> bool:
    left, top, right, bottom = box
    return left - 1 <= across <= right + 1 and top - 1 <= down <= bottom + 1
