"""Lays out one HTML document on the court's paper and gives back the finished PDF.

On paper with numbered lines every line of text sits on a numbered line: blocks that are not double spaced
are given a height of whole steps of the grid.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import Element

from assembly.errors import DocumentRefused, UnprintableText
from assembly.fonts.coverage import missing
from assembly.render.furniture import ANEW, ONCE, without
from assembly.render.snap import SNAP, snap_blocks
from assembly.render.typeset import rendered, rendered_on_blanks, uncollected, written

GRID = re.compile(r"--grid:\s*([0-9.]+)pt")
MOST_TEXT = 3_000_000
LONGEST_PARAGRAPH = 200_000
Rect = tuple[float, float, float, float]
CSS_PIXEL = 0.75  # points


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A finished PDF, and for each page the rectangle that holds its text (points from the top left).

    `repeated` are, page by page, the rectangles of table headings that an earlier page has already;
    `footnotes` the rectangle at the foot of each page, empty where it has no footnote. `names` are the
    pages, from 1, on which the text's named places stand.
    """

    pdf: bytes
    pages: int
    text_boxes: tuple[Rect, ...]
    repeated: tuple[tuple[Rect, ...], ...] = ()
    footnotes: tuple[Rect, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)


def lay_out(
    body: etree._Element, *, title: str, language: str, stylesheet: Path | None, prepared_on: date
) -> LaidOut:
    """Return the pages of a `main` element under a layout's stylesheet.

    The same input gives the same bytes: no clock, no random identifier, our own fonts only.

    Raises:
        UnprintableText: a character that none of our fonts has.
        DocumentRefused: a text beyond what one paper can hold.
        TemplateFault: the stylesheet reaches outside its folder.
    """
    _check_text(body)
    css = stylesheet.read_text(encoding="utf-8") if stylesheet else ""
    folder = stylesheet.parent if stylesheet else None
    page = _page(body, title=title, language=language)
    if step := GRID.search(css):
        snap_blocks()
        for unit in body.iterfind(f".//*[@{SNAP}]"):
            unit.set(SNAP, step.group(1))
    with uncollected():
        document = rendered_on_blanks(page, css, folder)
        pdf = written(document, title=title, language=language, prepared_on=prepared_on)
        return LaidOut(
            pdf=pdf,
            pages=len(document.pages),
            text_boxes=tuple(_text_box(page) for page in document.pages),
            repeated=_repeated_headings(document),
            footnotes=tuple(_foot(page) for page in document.pages),
            names={name: n for n, page in enumerate(document.pages, start=1) for name in page.anchors},
        )


def probe(body: etree._Element, *, stylesheet: Path | None) -> Any:
    """Return a first layout of a text, as WeasyPrint's own document, in which boxes are measured."""
    css = stylesheet.read_text(encoding="utf-8") if stylesheet else ""
    folder = stylesheet.parent if stylesheet else None
    return rendered(_page(body, title="", language="en"), without(without(css, ONCE), ANEW), folder)


def _page(body: etree._Element, *, title: str, language: str) -> etree._Element:
    root: etree._Element = Element("html", {"lang": language})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "title").text = title
    holder = etree.SubElement(root, "body", {"data-title": title})
    holder.append(body)
    return root


def _text_box(page: Any) -> Rect:
    box = page._page_box
    left, top = box.content_box_x() * CSS_PIXEL, box.content_box_y() * CSS_PIXEL
    return (left, top, left + box.width * CSS_PIXEL, top + box.height * CSS_PIXEL)


def _foot(page: Any) -> Rect:
    for box in page._page_box.children:
        if type(box).__name__ == "FootnoteAreaBox" and box.children:
            left, top = box.position_x * CSS_PIXEL, box.position_y * CSS_PIXEL
            return left, top, left + box.margin_width() * CSS_PIXEL, top + box.margin_height() * CSS_PIXEL
    return (0.0, 0.0, 0.0, 0.0)


def _repeated_headings(document: Any) -> tuple[tuple[Rect, ...], ...]:
    seen: set[int] = set()
    pages = []
    for page in document.pages:
        here = []
        for box in page._page_box.descendants():
            element = getattr(box, "element", None)
            if type(box).__name__ != "TableRowGroupBox" or element is None or element.tag != "thead":
                continue
            if id(element) in seen:
                x, y = box.position_x * CSS_PIXEL, box.position_y * CSS_PIXEL
                here.append((x, y, x + box.width * CSS_PIXEL, y + box.height * CSS_PIXEL))
            seen.add(id(element))
        pages.append(tuple(here))
    return tuple(pages)


def _check_text(body: etree._Element) -> None:
    total = 0
    for number, element in enumerate(body.iter("p", "h1", "h2", "h3", "h4", "h5", "h6"), start=1):
        text = "".join(str(piece) for piece in element.itertext())
        total += len(text)
        if len(text) > LONGEST_PARAGRAPH:
            raise DocumentRefused(
                f"Paragraph {number} has {len(text):,} characters; at most {LONGEST_PARAGRAPH:,} are laid out."
            )
        strange = missing(text)
        if strange:
            raise UnprintableText(f"paragraph {number}", strange)
    if total > MOST_TEXT:
        raise DocumentRefused(f"The text has {total:,} characters; at most {MOST_TEXT:,} are laid out.")
