"""Walks the objects of one page with PDFium, and those of the forms within it, and says what each draws."""

import ctypes
import math

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from efiling.preflight.reading.drawn import Drawn, Rect

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MOST_OBJECTS = 60_000
MOST_DEPTH = 12
MOST_POINTS = 64  # of a clipping path: its bounds are enough
MOST_NOTES = 5_000
BROAD = 2.0  # points: a narrower stroke covers no word
UPRIGHT_WITHIN = 10.0  # degrees: a scan that lies a little askew, and no watermark
NO_LOOK = 2  # bytes: an empty string of UTF-16
INVISIBLE_MODES = (raw_api.FPDF_TEXTRENDERMODE_INVISIBLE, raw_api.FPDF_TEXTRENDERMODE_CLIP)


class Seer:
    """Walks a page's objects and turns each into a `Drawn`; `pieces` are PDFium's own objects of its text by their order."""

    def __init__(self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> None:
        self.page, self.text_page = page, text_page
        self.width, self.height = page.get_size()
        self.drawn: list[Drawn] = []
        self.pieces: dict[int, object] = {}
        self.truncated = False
        left, bottom, _, _ = page.get_bbox()  # the crop box as far as it lies within the media box
        self.origin = (left, bottom)
        self.turned = page.get_rotation()

    def walk_page(self) -> None:
        """Walk all that the page draws, in the order of drawing, its notes last."""
        count = raw_api.FPDFPage_CountObjects(self.page)
        for place in range(count):
            self._see(raw_api.FPDFPage_GetObject(self.page, place), IDENTITY, 0, blended=False)
        for place in range(min(raw_api.FPDFPage_GetAnnotCount(self.page), MOST_NOTES)):
            note = raw_api.FPDFPage_GetAnnot(self.page, place)
            if note:
                self._note(note)
                raw_api.FPDFPage_CloseAnnot(note)

    def place_of(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """Return where a box in the page's own space lies, as a reader sees it, from the top left."""
        across, up = self.origin
        return self._from_top_left(left - across, bottom - up, right - across, top - up)

    def _see(self, item: object, matrix: Matrix, depth: int, *, blended: bool) -> None:
        if len(self.drawn) >= MOST_OBJECTS or depth > MOST_DEPTH:
            self.truncated = True
            return
        kind = raw_api.FPDFPageObj_GetType(item)
        if kind == raw_api.FPDF_PAGEOBJ_FORM:
            inner = _times(_matrix(item), matrix)
            within = blended or bool(raw_api.FPDFPageObj_HasTransparency(item))
            for place in range(raw_api.FPDFFormObj_CountObjects(item)):
                self._see(raw_api.FPDFFormObj_GetObject(item, place), inner, depth + 1, blended=within)
        elif kind == raw_api.FPDF_PAGEOBJ_TEXT:
            self._text(item, matrix, blended=blended)
        elif kind == raw_api.FPDF_PAGEOBJ_PATH:
            self._shape(item, matrix)
        elif kind == raw_api.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, matrix)
        elif kind == raw_api.FPDF_PAGEOBJ_SHADING:
            self._add("shape", self._rect(item, matrix), color=(127, 127, 127, 255))

    def _text(self, item: object, matrix: Matrix, *, blended: bool) -> None:
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
        rect = self._rect(item, matrix)
        self.pieces[len(self.drawn)] = item
        self._add(
            "text",
            rect,
            color=_fill(item),
            text=text,
            size=size.value * scale,
            invisible=mode in INVISIBLE_MODES,
            clipped=self._is_cut_off(item, rect, matrix),
            turn=_quarters(own, self.turned),
            blended=blended or bool(raw_api.FPDFPageObj_HasTransparency(item)),
        )

    def _is_cut_off(self, item: object, rect: Rect, matrix: Matrix) -> bool:
        """Whether the middle of a thing lies outside of a path that its drawing is clipped to."""
        clip = raw_api.FPDFPageObj_GetClipPath(item)
        across, down = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
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
        elif stroke.value and _breadth(item, matrix) >= BROAD:
            self._add("stroke", self._rect(item, matrix))

    def _note(self, note: object) -> None:
        """Add an annotation that has a look of its own: it is drawn over all that the page draws."""
        look = raw_api.FPDFAnnot_GetAP(note, raw_api.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
        box = raw_api.FS_RECTF()
        if look > NO_LOOK and raw_api.FPDFAnnot_GetRect(note, box):
            self._add("note", self.place_of(box.left, box.bottom, box.right, box.top))

    def _picture(self, item: object, matrix: Matrix) -> None:
        rect = self._rect(item, matrix)
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw_api.FPDFImageObj_GetImagePixelSize(item, wide, high)
        square_inches = max((rect[2] - rect[0]) * (rect[3] - rect[1]) / 72**2, 0.001)
        dots = max(wide.value, 1) * max(high.value, 1)  # by area, for the picture may lie on its side
        self._add("picture", rect, dpi=math.sqrt(dots / square_inches))

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
        blended: bool = False,
    ) -> None:
        self.drawn.append(
            Drawn(kind, len(self.drawn), rect, color, text, size, invisible, dpi, clipped, turn, blended)
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


def _breadth(item: object, matrix: Matrix) -> float:
    """Return how broad a stroke is, in points as printed."""
    width = ctypes.c_float()
    raw_api.FPDFPageObj_GetStrokeWidth(item, width)
    own = _times(_matrix(item), matrix)
    return width.value * max(math.hypot(own[0], own[1]), math.hypot(own[2], own[3]))


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
