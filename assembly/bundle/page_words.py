"""The words of a page of ours, letter by letter: what each is, where it stands, and in which type."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from assembly.errors import DocumentRefused
from assembly.model.pdfium_turn import in_turn

POINTS_PER_INCH = 72.0
_NAME_BYTES = 200
_GAP = 0.25  # of the type size: a wider gap between two letters parts two words

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its ink's box and the place where it is set, in points from the top left of the page."""

    text: str
    box: Box
    origin: tuple[float, float]
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together on one line."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The word as it is read."""
        return "".join(letter.text for letter in self.letters)

    @property
    def box(self) -> Box:
        """The box around its ink, in points from the top left of the page."""
        lefts, tops, rights, bottoms = zip(*(letter.box for letter in self.letters), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as it is printed: its size in points, its words, and how to draw it."""

    pdf: bytes
    number: int
    size: tuple[float, float]
    words: tuple[Word, ...]

    def draw(self, dots_per_inch: float) -> Image.Image:
        """Return the page in levels of grey."""
        return draw_page(self.pdf, self.number, dots_per_inch)


@in_turn
def read_page(pdf: bytes, number: int) -> PrintedPage:
    """Return a page of a PDF of ours, counted from 1.

    Raises:
        DocumentRefused: the PDF has no such page.
    """
    document = pdfium.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(document):
            raise DocumentRefused(f"The paper has {len(document)} page(s); there is no page {number}.")
        page = document[number - 1]
        size = page.get_width(), page.get_height()
        text = page.get_textpage()
        return PrintedPage(pdf, number, size, _words(text, size[1]))
    finally:
        document.close()


@in_turn
def draw_page(pdf: bytes, number: int, dots_per_inch: float) -> Image.Image:
    """Return a page of a PDF, counted from 1, in levels of grey."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[number - 1]
        drawn: Image.Image = page.render(scale=dots_per_inch / POINTS_PER_INCH, grayscale=True).to_pil()
        return drawn
    finally:
        document.close()


def _words(text: pdfium.PdfTextPage, height: float) -> tuple[Word, ...]:
    words: list[Word] = []
    run: list[Letter] = []
    for place in range(raw.FPDFText_CountChars(text)):
        letter = _letter(text, place, height)
        if letter is None or (run and _apart(run[-1], letter)):
            if run:
                words.append(Word(tuple(run)))
            run = []
        if letter is not None:
            run.append(letter)
    if run:
        words.append(Word(tuple(run)))
    return tuple(words)


def _letter(text: pdfium.PdfTextPage, place: int, height: float) -> Letter | None:
    """Return a letter that leaves ink on the page, None for a space or a break of a line."""
    sign = chr(raw.FPDFText_GetUnicode(text, place))
    if sign.isspace() or not sign.isprintable() or raw.FPDFText_IsGenerated(text, place) == 1:
        return None
    edges = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, place, *(ctypes.byref(edge) for edge in edges))
    left, right, bottom, top = (edge.value for edge in edges)
    if right - left <= 0 or top - bottom <= 0:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, place, ctypes.byref(x), ctypes.byref(y))
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
    stretch = abs(matrix.d) if matrix.d else 1.0
    size = raw.FPDFText_GetFontSize(text, place) * stretch
    return Letter(
        sign,
        (left, height - top, right, height - bottom),
        (x.value, height - y.value),
        size,
        _font(text, place),
    )


def _font(text: pdfium.PdfTextPage, place: int) -> str:
    buffer, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, buffer, _NAME_BYTES, ctypes.byref(flags))
    return buffer.value.decode("latin-1").rpartition("+")[2]


def _apart(one: Letter, other: Letter) -> bool:
    gap = other.box[0] - one.box[2]
    return gap > _GAP * max(one.size, 1.0) or gap < -one.size or abs(other.origin[1] - one.origin[1]) > 1.0
