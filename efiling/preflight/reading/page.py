"""What is drawn on a page, in the order it is drawn: text, filled shapes and pictures, read with PDFium."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image

from assembly.model.pdfium_turn import PDFIUM
from efiling.preflight.reading.drawn import Drawn, Rect
from efiling.preflight.reading.letters import Letter, letters_on
from efiling.preflight.reading.seer import Seer

if TYPE_CHECKING:
    from efiling.preflight.reading.lines import Line

MOST_DRAWN_AT_ONCE = 500  # pages whose pictures are kept: some 120 kB each
INK_SCALE = 0.5  # 36 dots to the inch: enough to see whether a rectangle is empty
SEEN_SCALE = 1.0
UNDRAWN = (pdfium.PdfiumError, ValueError)  # the second where a page has no width or height


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

    def letters(self, orders: Collection[int]) -> tuple[Letter, ...]:
        """Return the letters of some pieces of text with how strongly each shows; the page is drawn twice for it."""
        return letters_on(self._source, self.number, orders)

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
            except UNDRAWN:  # such a page is reported as one that can't be read
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
    seer = Seer(page, text_page)
    seer.walk_page()
    text, drawn = text_page.get_text_range(), tuple(seer.drawn)
    try:  # while it is open: to open a page again costs as much as to draw it
        image = page.render(scale=INK_SCALE, may_draw_forms=False).to_pil().convert("L") if draw else None
    except UNDRAWN:
        return Page(number, seer.width, seer.height, text, drawn, True, source)
    return Page(number, seer.width, seer.height, text, drawn, seer.truncated, source, image)
