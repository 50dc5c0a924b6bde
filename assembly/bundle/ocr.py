"""Text recognition: an invisible layer of words over pages that are only pictures, by tesseract.

Tesseract reads one page at a time in a process of its own and answers with a PDF that holds the
words alone (`textonly_pdf`), each where it stands. That page is laid over ours, which stays as it is.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Page, Pdf

from assembly.bundle.placement import visible_box
from assembly.errors import DocumentRefused

MISSING = (
    "Text recognition needs the program tesseract, which is not installed. Install it "
    "(Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract), then try again."
)
_DOTS = 300
_MOST_PIXELS = 25_000_000
_PAGE_SECONDS = 120
_LANGUAGE = re.compile(r"[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20})*")


def find_program() -> str | None:
    """Return the path of tesseract, or None where it is not installed."""
    return shutil.which("tesseract")


def pages_without_text(pdf: bytes) -> tuple[int, ...]:
    """Return the pages, from 1, that show a picture and hold no word.

    Raises:
        DocumentRefused: the PDF can't be read.
    """
    document = _opened("The PDF", pdf)
    try:
        return tuple(place + 1 for place in range(len(document)) if _is_picture(document[place]))
    finally:
        document.close()


def add_text_layer(
    name: str,
    pdf: bytes,
    *,
    program: str,
    language: str = "eng",
    after: int = 0,
    most: int | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> bytes:
    """Return a PDF whose pages that are only pictures have the words on them as invisible text.

    A file without such pages comes back as it is. Pages keep their look, order and size. Only pages
    `after` one are read, and at most so many where `most` says so. `told` hears how many of how many
    pages are done.

    Raises:
        DocumentRefused: the PDF can't be read, or tesseract fails or takes too long on a page.
        ValueError: `language` is no name of a language of tesseract.
    """
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"{language!r} is not a language of tesseract")
    wanted = [page for page in pages_without_text(pdf) if page > after][:most]
    if not wanted:
        return pdf
    out = pikepdf.open(BytesIO(pdf))
    drawn = _opened(name, pdf)
    try:
        for done, number in enumerate(wanted):
            told(done, len(wanted))
            layer = _words_of(name, drawn[number - 1], number, program=program, language=language)
            _lay_over(out, out.pages[number - 1], layer)
    finally:
        drawn.close()
    told(len(wanted), len(wanted))
    stream = BytesIO()
    out.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


def _opened(name: str, pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise DocumentRefused(f"{name} can't be read. Print it to a new PDF.") from error


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Say whether a page has no letter and something to see on it."""
    if page.get_textpage().get_text_bounded().strip():
        return False
    drawn = page.render(scale=0.5, grayscale=True).to_pil()
    return bool(drawn.getextrema()[0] < 200)


def _words_of(name: str, page: pdfium.PdfPage, number: int, *, program: str, language: str) -> bytes:
    """Return a PDF of one page with the words of a page alone."""
    wide, high = page.get_width(), page.get_height()
    scale = min(_DOTS / 72, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
    with tempfile.TemporaryDirectory(prefix="courtpacket-words-") as folder:
        picture, words = Path(folder) / "page.png", Path(folder) / "words"
        page.render(scale=scale, grayscale=True).to_pil().save(picture, dpi=(scale * 72, scale * 72))
        command = [program, str(picture), str(words), "-l", language, "--dpi", str(round(scale * 72))]
        try:
            subprocess.run(  # noqa: S603 - the program that was found, and files of our own naming
                [*command, "-c", "textonly_pdf=1", "pdf"],
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PAGE_SECONDS,
                check=True,
            )
            return words.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired:
            raise DocumentRefused(
                f"{name}, page {number}: text recognition took more than {_PAGE_SECONDS} seconds. "
                "Scan the page again at 300 dots to the inch."
            ) from None
        except (subprocess.CalledProcessError, OSError) as error:
            raise DocumentRefused(
                f"{name}, page {number}: text recognition failed. Run `tesseract --list-langs`; "
                f"the language {language!r} must be in the list."
            ) from error


def _lay_over(out: Pdf, page: Page, layer: bytes) -> None:
    """Put the words where they stand on the page as it is seen, turned and cropped as it is."""
    words = pikepdf.open(BytesIO(layer))
    (sheet,) = words.pages
    box = pikepdf.Rectangle(*visible_box(page))
    page.add_overlay(sheet, box, expand=True)
