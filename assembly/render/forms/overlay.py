"""Proves that stamping left the official form alone.

Two proofs over the finished file, one of words and one of ink:
- every character that the blank prints stands in the finished form at its own place, and every
  other character lies inside a field's rectangle;
- outside the field rectangles, the page looks exactly as the empty form does.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from assembly.model.pdfium_turn import in_turn
from assembly.render.forms.blank import Blank, PageBox, Rectangle
from assembly.render.forms.layers import printed_only

GRID = 0.5
SLACK = 1.5
SCALE = 1.5

Character = tuple[str, int, int]


@in_turn
def text_differences(blank: bytes, filled: bytes, fields: Blank) -> tuple[str, ...]:
    """Return what is wrong with the words of the form's own pages; empty where they are unchanged."""
    before, after = pypdfium2.PdfDocument(printed_only(blank)), pypdfium2.PdfDocument(filled)
    try:
        found = [f"page {number + 1} is gone" for number in range(len(after), len(before))]
        for number in range(min(len(before), len(after))):
            places = _rectangles(fields, number)
            found += _page_differences(before[number], after[number], places, number + 1)
        return tuple(found)
    finally:
        before.close()
        after.close()


@in_turn
def ink_differences(empty: bytes, filled: bytes, fields: Blank) -> tuple[str, ...]:
    """Return the pages on which anything outside the field rectangles looks otherwise than on the empty form."""
    before, after = pypdfium2.PdfDocument(empty), pypdfium2.PdfDocument(filled)
    try:
        changed = []
        for number, box in enumerate(fields.pages[: len(after)]):
            places = _rectangles(fields, number)
            if _masked(before[number], places, box) != _masked(after[number], places, box):
                changed.append(f"page {number + 1} looks different outside its fields")
        return tuple(changed)
    finally:
        before.close()
        after.close()


def _rectangles(fields: Blank, page: int) -> list[Rectangle]:
    return [
        widget.rectangle
        for field in fields.fields.values()
        for widget in field.widgets
        if widget.page == page
    ]


def _page_differences(before: Any, after: Any, places: list[Rectangle], number: int) -> Iterator[str]:
    official, finished = Counter(_characters(before)), Counter(_characters(after))
    lost = official - finished
    if lost:
        yield f"page {number}: official text is gone: {_some(lost)}"
    stray = [char for char in (finished - official) if not _inside(char, places)]
    if stray:
        yield f"page {number}: text outside every field: {_some(Counter(stray))}"


def _some(characters: Counter[Character]) -> str:
    return "".join(char for char, _, _ in sorted(characters, key=lambda c: (-c[2], c[1]))[:40])


def _inside(character: Character, places: list[Rectangle]) -> bool:
    _, x, y = character
    return any(
        left - SLACK <= x * GRID <= right + SLACK and bottom - SLACK <= y * GRID <= top + SLACK
        for left, bottom, right, top in places
    )


def _characters(page: Any) -> Iterator[Character]:
    """Yield the characters that the page draws, with the origin of each on a grid of half points."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text.raw)):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if char.isspace() or pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        yield char, round(x.value / GRID), round(y.value / GRID)
    text.close()


def _masked(page: Any, places: list[Rectangle], box: PageBox) -> bytes:
    """Return the page as grey pixels, not turned, its field rectangles blackened."""
    page.set_rotation(0)
    bitmap = page.render(scale=SCALE, grayscale=True, draw_annots=False)
    pixels, stride = bytearray(bitmap.buffer), bitmap.stride
    for left, bottom, right, top in places:
        first = max(int((left - box.left - SLACK) * SCALE), 0)
        width = max(min(int((right - box.left + SLACK) * SCALE) + 1, bitmap.width) - first, 0)
        for row in range(
            max(int((box.top - top - SLACK) * SCALE), 0),
            min(int((box.top - bottom + SLACK) * SCALE) + 1, bitmap.height),
        ):
            start = row * stride + first
            pixels[start : start + width] = bytes(width)
    bitmap.close()
    return bytes(pixels)
