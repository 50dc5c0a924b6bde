"""What a filled official form says, read back from its pages: the values and crossed boxes, field by field.

The printed words of the form are the court's and stand in no reviewed text; what is compared is what
was put into it. A character is ours where the blank has none like it at the same place; a box is
crossed where its middle is darker than on the blank.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw_api

from assembly.render.forms.blank import Blank, FieldKind, Rectangle
from assembly.render.forms.layers import printed_only

SCALE = 3
BOXES = (FieldKind.CHECK, FieldKind.RADIO)
SAME_LINE = 3.0  # points


class Sign(NamedTuple):
    """A character and its origin, in points from the page's lower left corner."""

    text: str
    x: float
    y: float


def values_on(filled: bytes, blank: Blank) -> str:
    """Return the values of each page of a filled form, one field a line, then the addendum's text."""
    lines: list[str] = []
    before, after = pypdfium2.PdfDocument(printed_only(blank.raw)), pypdfium2.PdfDocument(filled)
    try:
        for number, page in enumerate(after):
            lines.append(f"--- page {number + 1} ---")
            if number < len(before):
                lines += _page_values(before[number], page, blank, number)
            else:
                found = page.get_textpage().get_text_range()
                lines += [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    finally:
        before.close()
        after.close()
    return "\n".join(lines) + "\n"


def _page_values(before: Any, after: Any, blank: Blank, number: int) -> Iterator[str]:
    signs, empty, full = list(ours(before, after)), picture(before), picture(after)
    places = [
        (widget.rectangle, name, field.kind)
        for name, field in blank.fields.items()
        for widget in field.widgets
        if widget.page == number and field.kind is not FieldKind.BUTTON
    ]
    for rectangle, name, kind in sorted(places, key=lambda place: (-place[0][3], place[0][0], place[1])):
        short = name.replace("[0]", "").split(".", 1)[-1]
        if kind in BOXES:
            if crossed(empty, full, rectangle):
                yield f"[x] {short}"
        elif text := "".join(line_texts(signs, rectangle)):
            yield f"{short}: {text}"


def ours(before: Any, after: Any) -> Iterator[Sign]:
    """Yield the characters of a page that its blank does not have at the same place."""
    official = Counter(_rounded(sign) for sign in signs_of(before))
    for sign in signs_of(after):
        if official[_rounded(sign)]:
            official[_rounded(sign)] -= 1
        else:
            yield sign


def signs_of(page: Any) -> Iterator[Sign]:
    """Yield every character that a page draws, spaces included where they are drawn."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(raw_api.FPDFText_CountChars(text.raw)):
        if raw_api.FPDFText_IsGenerated(text.raw, index) != 1:
            raw_api.FPDFText_GetCharOrigin(text.raw, index, x, y)
            yield Sign(chr(raw_api.FPDFText_GetUnicode(text.raw, index)), x.value, y.value)


def line_texts(signs: list[Sign], rectangle: Rectangle) -> Iterator[str]:
    """Yield the text of each line inside a rectangle, " / " between lines."""
    left, bottom, right, top = rectangle
    inside = [sign for sign in signs if left - 1 <= sign.x <= right + 1 and bottom - 1 <= sign.y <= top + 1]
    last: Sign | None = None
    for sign in sorted(inside, key=lambda sign: (-round(sign.y / SAME_LINE), sign.x)):
        if last is not None and round(last.y / SAME_LINE) != round(sign.y / SAME_LINE):
            yield " / "
        yield sign.text
        last = sign


def picture(page: Any) -> Any:
    """Return a page as a bitmap of grey pixels, fields not drawn."""
    return page.render(scale=SCALE, grayscale=True, draw_annots=False)


def crossed(empty: Any, full: Any, rectangle: Rectangle) -> bool:
    """Say whether a box is crossed: its inside holds much more ink than on the blank."""
    return _ink(full, rectangle) > _ink(empty, rectangle) + 255


def _ink(bitmap: Any, rectangle: Rectangle) -> int:
    left, bottom, right, top = rectangle
    across, down = (right - left) / 4, (top - bottom) / 4
    pixels, high = bitmap.buffer, bitmap.height
    return sum(
        255 - pixels[row * bitmap.stride + column]
        for row in range(int(high - (top - down) * SCALE), int(high - (bottom + down) * SCALE))
        for column in range(int((left + across) * SCALE), int((right - across) * SCALE))
    )


def _rounded(sign: Sign) -> tuple[str, int, int]:
    return sign.text, round(sign.x * 2), round(sign.y * 2)
