"""A paper made in both ways: set in lines, and laid out by WeasyPrint, against which the first is held."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api
from lxml import etree, html

from assembly.render.laid_out import LaidOut
from assembly.render.lines import set_in_lines
from assembly.render.paper import lay_out_generally
from tests.assembly.render.word.draft import PLEADING, UTCR

DAY = date(2026, 11, 22)
CALIFORNIA, OREGON = PLEADING.with_suffix(".css"), UTCR.with_suffix(".css")
LETTER = CALIFORNIA.parents[2] / "_shared" / "letter.css"
GRID = {CALIFORNIA: 24.0, OREGON: 24.0}
NEAR = 0.3  # points: a figure of our own PDF is rounded to hundredths, one of a CSS pixel to others


class Word(NamedTuple):
    """A word on a page, counted from 1: points from the bottom left."""

    page: int
    text: str
    left: float
    right: float
    base: float


def body_of(inner: str) -> etree._Element:
    """Return the `main` element that holds the text of a paper."""
    made: etree._Element = html.fragment_fromstring(inner, create_parent="main")
    return made


def in_lines(inner: str, sheet: Path = CALIFORNIA, title: str = "A Paper") -> LaidOut:
    """Return a paper set in lines."""
    return set_in_lines(
        body_of(inner),
        css=sheet.read_text(encoding="utf-8"),
        folder=sheet.parent,
        grid=GRID.get(sheet, 0.0),
        title=title,
        language="en-US",
        prepared_on=DAY,
    )


def generally(inner: str, sheet: Path = CALIFORNIA, title: str = "A Paper") -> bytes:
    """Return the same paper laid out by WeasyPrint."""
    return lay_out_generally(
        body_of(inner), title=title, language="en-US", stylesheet=sheet, prepared_on=DAY
    ).pdf


def words(raw: bytes) -> list[Word]:
    """Return the words of all pages, line by line from the top, each line from the left."""
    document = pdfium.PdfDocument(raw)
    try:
        found = [word for number, page in enumerate(document, start=1) for word in _words(page, number)]
    finally:
        document.close()
    return sorted(found, key=lambda word: (word.page, -round(word.base), word.left))


def _words(page: pdfium.PdfPage, number: int) -> list[Word]:
    text = page.get_textpage()
    found: list[Word] = []
    open_word: list[tuple[str, float, float, float]] = []

    def close() -> None:
        if open_word:
            letters = "".join(letter for letter, *_ in open_word)
            found.append(Word(number, letters, open_word[0][1], open_word[-1][2], open_word[0][3]))
            open_word.clear()

    for index in range(text.count_chars()):
        letter = chr(raw_api.FPDFText_GetUnicode(text, index))
        if letter.isspace() or raw_api.FPDFText_IsGenerated(text, index) == 1:
            close()
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        matrix = raw_api.FS_MATRIX()
        raw_api.FPDFText_GetMatrix(text, index, matrix)
        if open_word and (abs(open_word[-1][3] - matrix.f) > 1 or not -1 < left - open_word[-1][2] < 1):
            close()
        open_word.append((letter, left, right, matrix.f))
    close()
    return found


def apart(mine: list[Word], others: list[Word]) -> str:
    """Return what is the first difference between two papers, empty where there is none."""
    for one, other in zip(mine, others, strict=False):
        if one[:2] != other[:2] or any(abs(a - b) > NEAR for a, b in zip(one[2:], other[2:], strict=True)):
            return f"{one} instead of {other}"
    return "" if len(mine) == len(others) else f"{len(mine)} words instead of {len(others)}"
