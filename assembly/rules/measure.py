"""Measures the pages of a finished PDF for the rules on format.

Source of what is measured: Cal. Rules of Court, rules 2.103-2.111 and 2.256; UTCR 2.010.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from assembly.model.pdfium_turn import in_turn
from assembly.model.value import value
from assembly.rules.layout import Layout

POINTS = 72
HUNDREDTH = Decimal("0.01")

# Where a page's parts stand, in points: what lies below is the foot, and line numbers keep to the left.
FOOT = 72.0
NUMBER_COLUMN = 108.0
DARK = 128
COURT = re.compile(r"\b(superior|circuit) court\b", re.IGNORECASE)
BLANK = 1.0
EVERY = 7


@value
class Words:
    """Words on one line of a page, with their box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_line_number(self) -> bool:
        """Whether this is the number of a line of pleading paper."""
        return self.text.isdigit() and len(self.text) <= 2 and self.right < NUMBER_COLUMN

    @property
    def middle(self) -> float:
        """The height of the middle of the words."""
        return (self.bottom + self.top) / 2


@value
class Page:
    """The words of one page, and a sample of its type: (height, size, face, whether it is dark)."""

    width: float
    height: float
    words: tuple[Words, ...]
    type_sample: tuple[tuple[float, float, str, bool], ...]

    @property
    def numbers(self) -> list[Words]:
        """The line numbers."""
        return [words for words in self.words if words.is_line_number]

    @property
    def foot(self) -> list[Words]:
        """What stands at the foot of the page."""
        return [words for words in self.words if words.top < FOOT and not words.is_line_number]

    @property
    def body(self) -> list[Words]:
        """Everything else."""
        return [words for words in self.words if words.top >= FOOT and not words.is_line_number]


@in_turn
def measure(pdf: bytes) -> Layout:
    """Return the layout of a PDF that we made. Lengths are rounded half-even to a hundredth of an inch."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_page(page) for page in opened]
    finally:
        opened.close()
    first = pages[0]
    bodies = [words for page in pages for words in page.body]
    foot_sizes = [size for page in pages for height, size, _, _ in page.type_sample if height < FOOT]
    samples = [sample for page in pages for sample in page.type_sample]
    return Layout(
        page_width=_inches(first.width),
        page_height=_inches(first.height),
        left_margin=_inches(min((words.left for words in bodies), default=first.width)),
        right_margin=_inches(
            min((page.width - words.right for page in pages for words in page.body), default=first.width)
        ),
        smallest_text=_hundredth(min((size for height, size, _, _ in samples if height >= FOOT), default=0)),
        typefaces=tuple(sorted({face for _, _, face, _ in samples})),
        numbered_lines=min(len(page.numbers) for page in pages),
        footer_title=all(
            any(len(words.text) > 3 and not words.text.isdigit() for words in page.foot) for page in pages
        ),
        footer_size=_hundredth(min(foot_sizes, default=0)),
        footer_left=all(
            min((words.left for words in page.foot), default=page.width) < page.width / 4 for page in pages
        ),
        page_numbers=_numbered(pages),
        clerk_space=_clerk_space(first),
        court_title_line=_court_title_line(first),
        first_page_top=_inches(
            first.height - max((words.top for words in first.words), default=first.height)
        ),
        dark_text=all(dark for _, _, _, dark in samples),
        searchable=all(page.words for page in pages),
        fonts_embedded=_fonts_embedded(pdf),
        scripts=_has_script(pdf),
    )


def _page(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    width, height = page.get_size()
    found = Page(width=width, height=height, words=tuple(_words(text)), type_sample=tuple(_type_sample(text)))
    text.close()
    page.close()
    return found


def _words(text: pypdfium2.PdfTextPage) -> Iterator[Words]:
    for place in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(place)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        if said:
            yield Words(text=said, left=left, bottom=bottom, right=right, top=top)


def _type_sample(text: pypdfium2.PdfTextPage) -> Iterator[tuple[float, float, str, bool]]:
    """Yield the type of every seventh character that has a face; one face and size holds for a run."""
    for place in range(0, text.count_chars(), EVERY):
        face = _face(text, place)
        if face:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, place, matrix)
            size = pdfium.FPDFText_GetFontSize(text, place) * abs(matrix.d)
            yield text.get_charbox(place, loose=True)[1], size, face, _is_dark(text, place)


def _face(text: pypdfium2.PdfTextPage, place: int) -> str:
    """Return the name of the typeface without the mark of a subset, empty for what was not drawn."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, place, name, 128, flags)
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _is_dark(text: pypdfium2.PdfTextPage, place: int) -> bool:
    """Whether the ink is black or blue-black."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, place, red, green, blue, alpha)
    return red.value < DARK and green.value < DARK and blue.value < DARK


def _numbered(pages: Sequence[Page]) -> bool:
    """Whether page numbers rise by one from page to page; the first page may go without."""
    numbers = [
        [int(part) for words in page.foot for part in words.text.split() if part.isdigit()] for page in pages
    ]
    if len(pages) == 1:
        return True
    return any(all(start + place in found for place, found in enumerate(numbers[1:])) for start in numbers[1])


def _court_title(page: Page) -> Words | None:
    return next((words for words in page.body if COURT.search(words.text)), None)


def _court_title_line(page: Page) -> int | None:
    """Return the number of the line that the title of the court stands on."""
    title = _court_title(page)
    if title is None or not page.numbers:
        return None
    return int(min(page.numbers, key=lambda number: abs(number.middle - title.middle)).text)


def _clerk_space(page: Page) -> bool:
    """Whether nothing stands in the right half of the page above the title of the court."""
    title = _court_title(page)
    above = title.top if title else page.height
    return not any(words.right > page.width / 2 + BLANK and words.bottom >= above for words in page.body)


def _fonts_embedded(pdf: bytes) -> bool:
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        simple = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/Font"
            and item.get("/Subtype") not in ("/Type0", "/Type3")
            and "/FontDescriptor" not in item
        ]
        return not simple and all(
            any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts
        )


def _has_script(pdf: bytes) -> bool:
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = opened.Root.get("/Names", pikepdf.Dictionary())
        acts = [
            item
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/JavaScript"
        ]
        return bool(acts) or "/JavaScript" in names or "/AA" in opened.Root


def _inches(points: float) -> Decimal:
    return _hundredth(points / POINTS)


def _hundredth(number: float) -> Decimal:
    return Decimal(str(number)).quantize(HUNDREDTH, ROUND_HALF_EVEN)
