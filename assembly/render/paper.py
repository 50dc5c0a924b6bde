"""Lays out one HTML document on the court's paper and gives back the finished PDF.

On paper with numbered lines every line of text sits on a numbered line: blocks that are not double spaced
are given a height of whole steps of the grid. Plain papers, on numbered lines or not, are set line by line; WeasyPrint
lays out the others.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import Element

from assembly.errors import DocumentRefused, UnprintableText
from assembly.fonts.coverage import missing
from assembly.render.furniture import ANEW, ONCE, without
from assembly.render.laid_out import NOWHERE, LaidOut, Rect
from assembly.render.snap import SNAP, snap_blocks
from assembly.render.typeset import CSS_PIXEL, rendered, rendered_on_blanks, text_box, uncollected, written

GRID = re.compile(r"--grid:\s*([0-9.]+)pt")
MOST_TEXT = 3_000_000
LONGEST_PARAGRAPH = 200_000


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
    from assembly.render.lines import Elsewhere, set_in_lines  # not before: it reads fonts and PDFs

    _check_text(body)
    css, folder = _css(stylesheet)
    step = GRID.search(css)
    try:
        with uncollected():
            return set_in_lines(
                body,
                css=css,
                folder=folder,
                grid=float(step[1]) if step else 0.0,
                title=title,
                language=language,
                prepared_on=prepared_on,
            )
    except Elsewhere:  # which is what the general layout is for
        return lay_out_generally(
            body, title=title, language=language, stylesheet=stylesheet, prepared_on=prepared_on
        )


def lay_out_generally(
    body: etree._Element, *, title: str, language: str, stylesheet: Path | None, prepared_on: date
) -> LaidOut:
    """Return what `lay_out` does, but by WeasyPrint, whatever is in the text.

    Raises:
        TemplateFault: the stylesheet reaches outside its folder.
    """
    css, folder = _css(stylesheet)
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
            text_boxes=tuple(text_box(page) for page in document.pages),
            repeated=_repeated_headings(document),
            footnotes=tuple(_foot(page) for page in document.pages),
            names={name: n for n, page in enumerate(document.pages, start=1) for name in page.anchors},
        )


def _css(stylesheet: Path | None) -> tuple[str, Path | None]:
    return (stylesheet.read_text(encoding="utf-8"), stylesheet.parent) if stylesheet else ("", None)


def probe(body: etree._Element, *, stylesheet: Path | None) -> Any:
    """Return a first layout of a text, as WeasyPrint's own document, in which boxes are measured."""
    css, folder = _css(stylesheet)
    return rendered(_page(body, title="", language="en"), without(without(css, ONCE), ANEW), folder)


def _page(body: etree._Element, *, title: str, language: str) -> etree._Element:
    root: etree._Element = Element("html", {"lang": language})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "title").text = title
    holder = etree.SubElement(root, "body", {"data-title": title})
    holder.append(body)
    return root


def _foot(page: Any) -> Rect:
    for box in page._page_box.children:
        if type(box).__name__ == "FootnoteAreaBox" and box.children:
            left, top = box.position_x * CSS_PIXEL, box.position_y * CSS_PIXEL
            return left, top, left + box.margin_width() * CSS_PIXEL, top + box.margin_height() * CSS_PIXEL
    return NOWHERE


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
