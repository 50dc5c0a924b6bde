"""Scans made from code: pages of text turned into pictures as a copier would leave them."""

import io

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from assembly.model.pdfium_turn import PDFIUM
from tests.efiling.preflight.papers import BODY, clean

WORDS = f"<h1>Declaration of Payment History</h1>{f'<p>{BODY}</p>' * 4}"


def picture_of(raw: bytes, *, dots: int = 200) -> Image.Image:
    """Return the first page of a PDF in gray."""
    with PDFIUM:
        file = pdfium.PdfDocument(raw)
        try:
            picture: Image.Image = file[0].render(scale=dots / 72).to_pil().convert("L")
            return picture
        finally:
            file.close()


def copied(picture: Image.Image, *, paper: int = 255, ink: int = 0, grain: float = 0) -> Image.Image:
    """Return a picture in the levels of gray that a copier gives to paper and ink, 0 for black."""
    toned = picture.point([round(ink + (paper - ink) * level / 255) for level in range(256)])
    return ImageChops.add(toned, Image.effect_noise(toned.size, grain), 1, -128) if grain else toned


def scan(*pictures: Image.Image, dots: int = 200) -> bytes:
    """Return a PDF with a picture to a page, filling it."""
    out = io.BytesIO()
    first, *others = pictures
    first.save(out, "PDF", resolution=dots, save_all=True, append_images=others)
    return out.getvalue()


def page_of_words(text: str = WORDS) -> Image.Image:
    """Return a page of words in black on white, at 200 dots to the inch."""
    return picture_of(clean(text))
