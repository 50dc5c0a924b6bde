"""What stands on every page besides its text: line numbers, ruled lines, the foot with page number and title.

WeasyPrint lays out pages without text under the same stylesheet, once for a title, and writes them as a PDF of their
own; each becomes a picture that a page of the paper shows. What a page shows follows from its number alone, or from
that and how many pages there are.
"""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from assembly.render.laid_out import Rect
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.pdf.syntax import dump_direct, dump_stream, entries_of, stream
from assembly.render.typeset import CSS_PIXEL, rendered_on_blanks, text_box, uncollected, written_bare

COUNTS_PAGES = re.compile(r"counter\(\s*pages")
STEPS = (4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page without text: its size in points, and where its text goes (left, top, right, bottom from the top left)."""

    wide: float
    high: float
    text: Rect


@dataclass(frozen=True, slots=True)
class Furniture:
    """Objects of a PDF, numbered from `first` on: what the pictures share, then one picture for each page."""

    first: int
    shared: tuple[bytes, ...]
    pictures: tuple[bytes, ...]

    def objects(self, pages: int) -> tuple[bytes, ...]:
        """Return the objects that the first pages need."""
        return self.shared + self.pictures[:pages]

    def picture(self, page: int) -> int:
        """Return the number of the picture of a page, which is counted from 0."""
        return self.first + len(self.shared) + page


@lru_cache(maxsize=32)
def sheets(css: str, folder: Path | None) -> tuple[Sheet, ...]:
    """Return the first two pages of a layout; all further ones are like the second."""
    pages = rendered_on_blanks(_blank(2, "", "en"), css, folder).pages
    return tuple(Sheet(page.width * CSS_PIXEL, page.height * CSS_PIXEL, text_box(page)) for page in pages)


def furniture(
    css: str, folder: Path | None, *, title: str, language: str, pages: int, first: int
) -> Furniture:
    """Return the furniture of at least as many pages, kept in this process; of as many where it says how many there are.

    Raises:
        Elsewhere: the paper has more pages than are kept ready.
    """
    enough = next((step for step in STEPS if step >= pages), None)
    if enough is None:
        raise Elsewhere(f"{pages} pages")
    if COUNTS_PAGES.search(css):
        enough = pages
    return _furniture(css, folder, title, language, enough, first)


@lru_cache(maxsize=64)
def _furniture(css: str, folder: Path | None, title: str, language: str, pages: int, first: int) -> Furniture:
    with uncollected():
        raw = written_bare(rendered_on_blanks(_blank(pages, title, language), css, folder))
    with pikepdf.open(io.BytesIO(raw)) as source:
        return _taken_apart(source, first)


def _blank(pages: int, title: str, language: str) -> etree._Element:
    root = etree.Element("html", {"lang": language})
    body = etree.SubElement(root, "body", {"data-title": title})
    for _ in range(pages - 1):
        etree.SubElement(body, "div", {"style": "break-after: page"})
    etree.SubElement(body, "div")
    return root


def _taken_apart(source: pikepdf.Pdf, first: int) -> Furniture:
    shared: list[bytes] = []
    numbers: dict[tuple[int, int], int] = {}

    def refer(value: Any) -> bytes:
        number = numbers.get(value.objgen)
        if number is None:
            number = numbers[value.objgen] = first + len(shared)
            shared.append(b"")
            is_stream = isinstance(value, pikepdf.Stream)
            shared[number - first] = dump_stream(value, refer) if is_stream else dump_direct(value, refer)
        return b"%d 0 R" % number

    heads = [
        b"/Type/XObject/Subtype/Form/BBox[%b]/Resources<<%b>>"
        % (b" ".join(b"%g" % float(edge) for edge in page.mediabox), entries_of(page.Resources, refer))
        for page in source.pages
    ]
    pictures = [
        stream(head, page.Contents.read_bytes()) for head, page in zip(heads, source.pages, strict=True)
    ]
    return Furniture(first, tuple(shared), tuple(pictures))
