"""A page of a PDF as a picture."""

import io

import pypdfium2 as pdfium

from api.errors import NotFound, RequestRefused
from assembly.model.pdfium_turn import in_turn

MAX_WIDTH = 2400


@in_turn
def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        RequestRefused: it cannot be read.
    """
    document = _open(pdf)
    try:
        return len(document)
    finally:
        document.close()


@in_turn
def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Return how wide and high page `page` (from 1) is, in points, as it is seen.

    Raises:
        NotFound: there is no such page.
        RequestRefused: the PDF cannot be read.
    """
    document = _open(pdf)
    try:
        sheet = _page(document, page)
        return float(sheet.get_width()), float(sheet.get_height())
    finally:
        document.close()


@in_turn
def page_picture(pdf: bytes, page: int, *, width: int) -> bytes:
    """Return page `page` (from 1) as a PNG, `width` pixels wide, at most 2,400.

    Raises:
        NotFound: there is no such page.
        RequestRefused: the PDF cannot be read.
    """
    document = _open(pdf)
    try:
        sheet = _page(document, page)
        scale = min(width, MAX_WIDTH) / sheet.get_width()
        out = io.BytesIO()
        sheet.render(scale=scale).to_pil().save(out, format="PNG")
        return out.getvalue()
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, page: int) -> pdfium.PdfPage:
    if not 1 <= page <= len(document):
        raise NotFound("page", str(page))
    return document[page - 1]


def _open(pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        raise RequestRefused("This file is not a PDF that can be shown.") from None
