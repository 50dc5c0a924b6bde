"""How strongly each letter of a page shows: the page drawn with its words and without them, held side by side.

That answers whatever hides a word, a box, a picture, a pattern, its own color, a mask or a layer, in one way.
"""

import ctypes
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api
from PIL import Image, ImageChops

from assembly.model.pdfium_turn import PDFIUM
from efiling.preflight.reading.drawn import Rect
from efiling.preflight.reading.seer import Seer

SCALE = 1.5  # 108 dots to the inch
MOST_LETTERS = 100_000
MOST_DOTS = 12_000_000
NEAR = 3.0  # points


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: the place of its piece of text in the order of drawing, its box from the top left, how it shows.

    `shows` is the greatest difference that it makes to a dot of the page, 0-255; 0 is no trace of it.
    """

    text: str
    order: int
    rect: Rect
    shows: int


def letters_on(source: bytes, number: int, orders: Collection[int]) -> tuple[Letter, ...]:
    """Return the letters and digits of some pieces of text on a page, from 1, in the order of its text.

    `orders` are the places of the pieces in the order of drawing. There are none where the page cannot be read.
    """
    with PDFIUM:
        try:
            file = pdfium.PdfDocument(source)
        except pdfium.PdfiumError:
            return ()
        try:
            page = file[number - 1]
            return tuple(_letters(page, page.get_textpage(), orders))
        except (pdfium.PdfiumError, ValueError):  # the second where a page has no width or height
            return ()
        finally:
            file.close()


def _letters(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, orders: Collection[int]
) -> Iterator[Letter]:
    seer = Seer(page, text_page)
    seer.walk_page()
    scale = min(SCALE, (MOST_DOTS / max(seer.width * seer.height, 1.0)) ** 0.5)
    whole = _picture(page, scale)
    for piece in seer.pieces.values():
        raw_api.FPDFPageObj_SetIsActive(piece, False)
    channels = ImageChops.difference(whole, _picture(page, scale)).split()
    trace = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    for order, letters in _boxes(seer, orders).items():
        home = seer.drawn[order].rect
        around = _around([rect for _, rect in letters])
        astray = not _holds(home, around)
        for text, rect in letters:
            place = _moved(rect, around, home) if astray else rect
            yield Letter(text, order, place, _strongest(trace, place, scale))


def _boxes(seer: Seer, orders: Collection[int]) -> dict[int, list[tuple[str, Rect]]]:
    """Return the letters and their boxes by piece of text, the pieces in the order of the page's text."""
    wanted = {_address(seer.pieces[order]): order for order in orders if order in seer.pieces}
    found: dict[int, list[tuple[str, Rect]]] = {}
    for place in range(min(raw_api.FPDFText_CountChars(seer.text_page), MOST_LETTERS)):
        order = wanted.get(_address(raw_api.FPDFText_GetTextObject(seer.text_page, place)))
        if order is None:
            continue
        text = chr(raw_api.FPDFText_GetUnicode(seer.text_page, place))
        edges = [ctypes.c_double() for _ in range(4)]
        if not text.isalnum() or not raw_api.FPDFText_GetCharBox(seer.text_page, place, *edges):
            continue
        left, right, bottom, top = (edge.value for edge in edges)
        known = right > left and top > bottom  # a font may not tell how large its letters are
        rect = seer.place_of(left, bottom, right, top) if known else seer.drawn[order].rect
        found.setdefault(order, []).append((text, rect))
    return found


def _around(rects: list[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _holds(home: Rect, around: Rect) -> bool:
    across, down = (around[0] + around[2]) / 2, (around[1] + around[3]) / 2
    return home[0] - NEAR <= across <= home[2] + NEAR and home[1] - NEAR <= down <= home[3] + NEAR


def _moved(rect: Rect, around: Rect, home: Rect) -> Rect:
    """Return where a letter lies in its piece of text; PDFium leaves out the matrix of some forms."""
    across = (home[2] - home[0]) / max(around[2] - around[0], 0.01)
    down = (home[3] - home[1]) / max(around[3] - around[1], 0.01)
    return (
        home[0] + (rect[0] - around[0]) * across,
        home[1] + (rect[1] - around[1]) * down,
        home[0] + (rect[2] - around[0]) * across,
        home[1] + (rect[3] - around[1]) * down,
    )


def _picture(page: pdfium.PdfPage, scale: float) -> Image.Image:
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture.convert("RGB")


def _strongest(trace: Image.Image, rect: Rect, scale: float) -> int:
    x0, y0, x1, y1 = (edge * scale for edge in rect)
    box = (max(int(x0), 0), max(int(y0), 0), min(int(x1) + 1, trace.width), min(int(y1) + 1, trace.height))
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0
    return int(trace.crop(box).getextrema()[1])  # type: ignore[arg-type]


def _address(item: object) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value  # type: ignore[arg-type]
