"""Lays out one HTML document on the court's paper and gives back the finished PDF.

On paper with numbered lines every line of text sits on a numbered line: what is not double spaced
is measured in a first layout and given a height of whole steps of the grid in a second.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.html import Element

from assembly.errors import DocumentRefused, TemplateFault, UnprintableText
from assembly.fonts import use_our_fonts
from assembly.fonts.coverage import missing
from assembly.render.archive import description
from assembly.render.fetcher import own_folder_fetcher
from assembly.render.structure import mend_tags

GRID = re.compile(r"--grid:\s*([0-9.]+)pt")
MOST_TEXT = 3_000_000
LONGEST_PARAGRAPH = 200_000
Rect = tuple[float, float, float, float]
CSS_PIXEL = 0.75  # points
ROUNDING = 0.5  # points


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
    step = GRID.search(css)
    snapped = list(body.iter()) if step else []
    units = [
        element
        for element in snapped
        if isinstance(element.tag, str) and element.get("data-snap") is not None
    ]
    if step and units:
        probe = _page(_units_alone(body), title=title, language=language)
        _snap(_rendered(probe, css, folder), units, float(step.group(1)))
    document = _rendered(page, css, folder)
    pdf = _written(document, title=title, language=language, prepared_on=prepared_on)
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
    return _rendered(_page(body, title="", language="en"), css, stylesheet.parent if stylesheet else None)


def _units_alone(body: etree._Element) -> etree._Element:
    """Return a copy of the text with only the blocks that hold what is measured: their widths are the same there."""
    alone = copy.copy(body)
    for block in list(alone):
        alone.remove(block)
    for block in body:
        if isinstance(block.tag, str) and (
            block.get("data-snap") is not None or block.find(".//*[@data-snap]") is not None
        ):
            alone.append(copy.deepcopy(block))
    return alone


def _page(body: etree._Element, *, title: str, language: str) -> etree._Element:
    root: etree._Element = Element("html", {"lang": language})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "title").text = title
    holder = etree.SubElement(root, "body", {"data-title": title})
    holder.append(body)
    for number, element in enumerate(body.iter()):
        if isinstance(element.tag, str) and element.get("data-snap") is not None and not element.get("id"):
            element.set("id", f"u{number}")
    return root


def _rendered(page: etree._Element, css: str, folder: Path | None) -> Any:
    use_our_fonts()
    from weasyprint import CSS, HTML
    from weasyprint.urls import FatalURLFetchingError

    base = folder.as_uri() + "/" if folder else None
    fetch = own_folder_fetcher(folder)
    source = html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    try:
        sheet = CSS(string=css, base_url=base, url_fetcher=fetch, font_config=_font_configuration())
        return HTML(string=source, base_url=base, url_fetcher=fetch).render(
            stylesheets=[sheet], font_config=_font_configuration()
        )
    except FatalURLFetchingError as error:
        if isinstance(error.__cause__, TemplateFault):
            raise error.__cause__ from None
        raise


@lru_cache(maxsize=1)
def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _snap(document: Any, units: list[etree._Element], step: float) -> None:
    """Give every unit a height of whole steps that holds its lines as the first layout set them."""
    heights: dict[str, float] = {}
    headings = {unit.get("id") for unit in units if next(unit.iterancestors("thead"), None) is not None}
    for page in document.pages:
        for box in page._page_box.descendants():
            element = getattr(box, "element", None)
            if element is None or element.get("data-snap") is None or type(box).__name__ != "BlockBox":
                continue
            lines = [inner for inner in box.descendants() if type(inner).__name__ == "LineBox"]
            if lines:
                top = min(line.position_y for line in lines)
                bottom = max(line.position_y + line.height for line in lines)
                name, height = element.get("id"), (bottom - top) * CSS_PIXEL
                before = heights.get(name, 0.0)
                # Seen twice, a block goes on over the page; a table heading is only repeated there.
                heights[name] = max(before, height) if name in headings else before + height
    for unit in units:
        lines_high = heights.get(unit.get("id") or "", 0.0)
        if {"notice-group", "cell"} & set((unit.get("class") or "").split()):
            lines_high += step / 4  # the first line is lowered by so much, and a frame must hold the last
        own = unit.get("style")
        steps = max(1, -(-round(lines_high - ROUNDING, 2) // step))
        unit.set("style", f"{own + ';' if own else ''}height:{steps * step:g}pt")


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


def _written(document: Any, *, title: str, language: str, prepared_on: date) -> bytes:
    """Return the bytes: PDF/A-2u and PDF/UA-1 at once, dated as the paper is."""
    stamp = prepared_on.isoformat()
    told = document.metadata
    told.title, told.lang = title, language
    told.created = told.modified = stamp
    told.authors, told.generator = [], None
    told.generate_rdf_metadata = lambda *_kind: description(title, language, stamp)
    raw: bytes = document.write_pdf(
        pdf_variant="pdf/a-2u",
        pdf_tags=True,
        pdf_identifier=b"courtpacket-page",
        output_intent="srgb",
        finisher=mend_tags,
    )
    return raw


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
