"""What is drawn on a page, in the order it is drawn: text, filled shapes and pictures, read with PDFium."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api
from PIL import Image

from assembly.model.pdfium_turn import PDFIUM

if TYPE_CHECKING:
    from efiling.preflight.reading.lines import Line

Rect = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MOST_OBJECTS = 60_000
MOST_DEPTH = 12
MOST_POINTS = 64  # of a clipping path: its bounds are enough
MOST_DRAWN_AT_ONCE = 500  # pages whose pictures are kept: some 120 kB each
INK_SCALE = 0.5  # 36 dots to the inch: enough to see whether a rectangle is empty
SEEN_SCALE = 1.0
UPRIGHT_WITHIN = 10.0  # degrees: a scan that lies a little askew, and no watermark
INVISIBLE_MODES = (raw_api.FPDF_TEXTRENDERMODE_INVISIBLE, raw_api.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing drawn. `order` is its place in the order of drawing; `rect` runs from the top left.

    `kind` is "text", "shape" or "picture". `color` is red, green, blue, opacity, 0-255. For
    text, `size` is its height in points as printed, `invisible` says that no ink is laid,
    `clipped` that a clipping path lies upon it, so that it may not show, and `turn` by how many
    quarters it stands turned clockwise, as a reader sees it; None where it is slanted.
    For a picture, `dpi` is its resolution as printed and `gray` whether it has no color.
    """

    kind: str
    order: int
    rect: Rect
    color: tuple[int, int, int, int] = (0, 0, 0, 255)
    text: str = ""
    size: float = 0.0
    invisible: bool = False
    dpi: float = 0.0
    clipped: bool = False
    turn: int | None = 0


@dataclass
class Page:
    """One page as it is seen: size in points after rotation, its text, and all that is drawn."""

    number: int
    width: float
    height: float
    text: str
    drawn: tuple[Drawn, ...]
    truncated: bool
    _source: bytes
    _drawn_once: Image.Image | None = None

    @property
    def texts(self) -> Iterator[Drawn]:
        """The pieces of text in the order they are drawn."""
        return (item for item in self.drawn if item.kind == "text")

    @property
    def pictures(self) -> Iterator[Drawn]:
        """The pictures on the page."""
        return (item for item in self.drawn if item.kind == "picture")

    @cached_property
    def lines(self) -> "tuple[Line, ...]":
        """The lines of words from top to bottom, as a reader sees them."""
        from efiling.preflight.reading.lines import lines_of

        return lines_of(self.texts)

    @cached_property
    def image(self) -> Image.Image:
        """The page in gray at 36 dots to the inch."""
        return self._drawn_once or self.render(INK_SCALE).convert("L")

    @cached_property
    def close_up(self) -> Image.Image:
        """The page in gray at 72 dots to the inch, fine enough to see whether words show."""
        return self.render(SEEN_SCALE).convert("L")

    def render(self, scale: float) -> Image.Image:
        """Return the page as a picture at `scale` times 72 dots to the inch."""
        with PDFIUM:
            file = pdfium.PdfDocument(self._source)
            try:
                picture: Image.Image = (
                    file[self.number - 1].render(scale=scale, may_draw_forms=False).to_pil()
                )
                return picture
            except pdfium.PdfiumError:  # such a page is reported as one that can't be read
                return Image.new("L", (1, 1), 255)
            finally:
                file.close()

    def ink(self, rect: Rect | None = None) -> float:
        """Return the share of a rectangle (the page where none is given) that is not white, 0-1."""
        picture = self.image
        if rect is not None:
            x0, y0, x1, y1 = (part * INK_SCALE for part in rect)
            picture = picture.crop((int(x0), int(y0), max(int(x1), int(x0) + 1), max(int(y1), int(y0) + 1)))
        counts = picture.histogram()
        return sum(counts[:250]) / max(1, sum(counts))


def can_draw(source: bytes) -> bool:
    """Say whether PDFium can open the file at all."""
    with PDFIUM:
        try:
            pdfium.PdfDocument(source).close()
        except pdfium.PdfiumError:
            return False
        return True


def read_pages(source: bytes) -> tuple[Page, ...]:
    """Read every page; a page that PDFium cannot open comes out empty and marked as truncated."""
    with PDFIUM:
        file = pdfium.PdfDocument(source)
        try:
            draw = len(file) <= MOST_DRAWN_AT_ONCE
            return tuple(_page(file, number, source, draw=draw) for number in range(1, len(file) + 1))
        finally:
            file.close()


def _page(file: pdfium.PdfDocument, number: int, source: bytes, *, draw: bool) -> Page:
    try:
        page = file[number - 1]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return Page(number, 0.0, 0.0, "", (), True, source)
    width, height = page.get_size()
    seer = _Seer(page, text_page, width, height)
    seer.walk_page()
    text, drawn = text_page.get_text_range(), tuple(seer.drawn)
    # Drawn while it is open: to open a page again costs as much as to draw it.
    image = page.render(scale=INK_SCALE, may_draw_forms=False).to_pil().convert("L") if draw else None
    return Page(number, width, height, text, drawn, seer.truncated, source, image)


class _Seer:
    """Walks a page's objects and those of the forms within it, and turns each into a `Drawn`."""

    def __init__(
        self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, width: float, height: float
    ) -> None:
        self.page, self.text_page = page, text_page
        self.width, self.height = width, height
        self.drawn: list[Drawn] = []
        self.truncated = False
        left, bottom, _, _ = page.get_cropbox(fallback_ok=True)
        self.origin = (left, bottom)
        self.turned = page.get_rotation()

    def walk_page(self) -> None:
        count = raw_api.FPDFPage_CountObjects(self.page)
        for place in range(count):
            self._see(raw_api.FPDFPage_GetObject(self.page, place), IDENTITY, 0)

    def _see(self, item: object, matrix: Matrix, depth: int) -> None:
        if len(self.drawn) >= MOST_OBJECTS or depth > MOST_DEPTH:
            self.truncated = True
            return
        kind = raw_api.FPDFPageObj_GetType(item)
        if kind == raw_api.FPDF_PAGEOBJ_FORM:
            inner = _times(_matrix(item), matrix)
            for place in range(raw_api.FPDFFormObj_CountObjects(item)):
                self._see(raw_api.FPDFFormObj_GetObject(item, place), inner, depth + 1)
        elif kind == raw_api.FPDF_PAGEOBJ_TEXT:
            self._text(item, matrix)
        elif kind == raw_api.FPDF_PAGEOBJ_PATH:
            self._shape(item, matrix)
        elif kind == raw_api.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, matrix)
        elif kind == raw_api.FPDF_PAGEOBJ_SHADING:
            self._add("shape", self._rect(item, matrix), color=(127, 127, 127, 255))

    def _text(self, item: object, matrix: Matrix) -> None:
        length = raw_api.FPDFTextObj_GetText(item, self.text_page, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw_api.FPDFTextObj_GetText(
            item, self.text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
        )
        text = buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\x00")
        size = ctypes.c_float()
        raw_api.FPDFTextObj_GetFontSize(item, size)
        own = _times(_matrix(item), matrix)
        scale = (own[2] ** 2 + own[3] ** 2) ** 0.5
        mode = raw_api.FPDFTextObj_GetTextRenderMode(item)
        self._add(
            "text",
            self._rect(item, matrix),
            color=_fill(item),
            text=text,
            size=size.value * scale,
            invisible=mode in INVISIBLE_MODES,
            clipped=self._is_cut_off(item, matrix),
            turn=_quarters(own, self.turned),
        )

    def _is_cut_off(self, item: object, matrix: Matrix) -> bool:
        """Whether the middle of a thing lies outside of a path that its drawing is clipped to."""
        clip = raw_api.FPDFPageObj_GetClipPath(item)
        x0, y0, x1, y1 = self._rect(item, matrix)
        across, down = (x0 + x1) / 2, (y0 + y1) / 2
        for place in range(raw_api.FPDFClipPath_CountPaths(clip) if clip else 0):
            count = min(raw_api.FPDFClipPath_CountPathSegments(clip, place), MOST_POINTS)
            points = [
                _point(*_segment(raw_api.FPDFClipPath_GetPathSegment(clip, place, number)), matrix)
                for number in range(count)
            ]
            if points:
                xs = [x - self.origin[0] for x, _ in points]
                ys = [y - self.origin[1] for _, y in points]
                left, top, right, bottom = self._from_top_left(min(xs), min(ys), max(xs), max(ys))
                if not (left - 1 <= across <= right + 1 and top - 1 <= down <= bottom + 1):
                    return True
        return False

    def _shape(self, item: object, matrix: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw_api.FPDFPath_GetDrawMode(item, mode, stroke)
        if mode.value != raw_api.FPDF_FILLMODE_NONE:
            self._add("shape", self._rect(item, matrix), color=_fill(item))

    def _picture(self, item: object, matrix: Matrix) -> None:
        rect = self._rect(item, matrix)
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw_api.FPDFImageObj_GetImagePixelSize(item, wide, high)
        inches = max((rect[2] - rect[0]) / 72, 0.001)
        self._add("picture", rect, dpi=max(wide.value, 1) / inches)

    def _add(
        self,
        kind: str,
        rect: Rect,
        *,
        color: tuple[int, int, int, int] = (0, 0, 0, 255),
        text: str = "",
        size: float = 0.0,
        invisible: bool = False,
        dpi: float = 0.0,
        clipped: bool = False,
        turn: int | None = 0,
    ) -> None:
        self.drawn.append(
            Drawn(kind, len(self.drawn), rect, color, text, size, invisible, dpi, clipped, turn)
        )

    def _rect(self, item: object, matrix: Matrix) -> Rect:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw_api.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        corners = [_point(x, y, matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs = [x - self.origin[0] for x, _ in corners]
        ys = [y - self.origin[1] for _, y in corners]
        return self._from_top_left(min(xs), min(ys), max(xs), max(ys))

    def _from_top_left(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Turn page coordinates (from the bottom left, before rotation) into what a reader sees."""
        if self.turned == 90:
            return (y0, x0, y1, x1)
        if self.turned == 180:
            return (self.width - x1, y0, self.width - x0, y1)
        if self.turned == 270:
            return (self.width - y1, self.height - x1, self.width - y0, self.height - x0)
        return (x0, self.height - y1, x1, self.height - y0)


def _fill(item: object) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    if not raw_api.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return (0, 0, 0, 255)
    return (red.value, green.value, blue.value, alpha.value)


def _quarters(matrix: Matrix, page_turned: int) -> int | None:
    """Return by how many quarters words with a matrix stand turned clockwise on a page that is turned itself."""
    degrees = page_turned - math.degrees(math.atan2(matrix[1], matrix[0]))
    quarters = round(degrees / 90)
    return quarters % 4 if abs(degrees - quarters * 90) <= UPRIGHT_WITHIN else None


def _segment(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw_api.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _matrix(item: object) -> Matrix:
    found = raw_api.FS_MATRIX()
    if not raw_api.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
