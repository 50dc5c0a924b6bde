"""Prints a letter's own headers and footers, such as a letterhead, at the head and foot of its pages.

Only under a layout that says how much room it leaves above and below the text (`--own-headings` in its
stylesheet): on a court's paper the rule says what stands there. Source: ECMA-376 Part 1, 17.10.
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.laid_out import LaidOut, Rect
from assembly.render.typeset import CSS_PIXEL
from assembly.render.word.blocks import Conversion
from assembly.render.word.conserve import conserve_on_pages
from assembly.render.word.headings import (
    REFERENCES,
    Heading,
    has_even_pages,
    has_first_page,
    lost_headings,
    watermarks,
)
from assembly.render.word.ooxml import W, new
from assembly.render.word.package import parse_part, relations_of
from assembly.render.word.page_numbers import ALL, HERE, PAGE_OF
from assembly.render.word.tab_layout import set_tabs
from assembly.render.word.words import OWN_HEADINGS, check_conversion, flow_words

ROOM = re.compile(r"--own-headings:\s*([0-9.]+)pt\s+([0-9.]+)pt")
FROM_EDGE, TO_TEXT = 36.0, 12.0  # points; Word's own distance from the edge of the page, and a line
TALLEST = 260.0  # points: a third of the page
SIDES = {"header": "top", "footer": "bottom"}
SELECTORS = {"default": "", "even": ":left", "first": ":first"}
NUMBERS = {HERE: "page", ALL: "pages"}
COUNTED = "counted-"
ANYWHERE = 10_000.0  # points, wider and higher than any page
CLEAR = 2.0  # points between what is read at the head of a page and its text
Probe = Callable[[etree._Element], Any]


@dataclass(frozen=True, slots=True)
class Room:
    """The least room above and below the text, in points."""

    top: float
    bottom: float


def room_of(stylesheet: Path | None) -> Room | None:
    """Return the room that a layout leaves for a file's own headers and footers; None where it prints its own."""
    found = ROOM.search(stylesheet.read_text(encoding="utf-8")) if stylesheet else None
    return Room(float(found[1]), float(found[2])) if found else None


def own_headings(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str], title: str
) -> tuple[Heading, ...]:
    """Return the headers and footers that are printed: all of a kind, if one of it has words or pictures of its own.

    Raises:
        DocumentRefused: they change within the text, or are drawn behind it.
    """
    found = list(lost_headings(parts, root, relations, title))
    kinds = {heading.kind for heading, lost in found if lost}
    chosen = tuple(dict.fromkeys(heading for heading, _ in found if heading.kind in kinds))
    if not chosen:
        return ()
    faults = [f"{h.kind} has {what}" for h in chosen for what in watermarks(parse_part(parts, h.part))]
    _first, *later = root.iter(W.sectPr)
    if any(next(s.iterchildren(*REFERENCES), None) is not None for s in later):
        faults.append("headers and footers change from section to section")
    if faults:
        raise DocumentRefused(
            f"The Word file's {'; its '.join(dict.fromkeys(faults))}. "
            "Take it out, and keep one header and one footer for the whole letter."
        )
    return chosen


@dataclass(frozen=True, slots=True)
class PrintedHeadings:
    """Headers and footers as HTML by kind and pages, where some are for first or for even pages only."""

    made: Mapping[tuple[str, str], etree._Element]
    has_first: bool
    has_even: bool

    def on(self, kind: str, page: int) -> etree._Element | None:
        """Return what stands on a page, from 1."""
        if page == 1 and self.has_first:
            return self.made.get((kind, "first"))
        return self.made.get((kind, "even" if page % 2 == 0 and self.has_even else "default"))

    def conserve(self, pages: LaidOut) -> None:
        """Prove that every page has the words of its header and footer, with its own number.

        Raises:
            DocumentRefused: naming the first place where they differ.
        """
        for kind in {kind for kind, _ in self.made}:
            words, boxes = [], []
            for number, box in enumerate(pages.text_boxes, start=1):
                html = self.on(kind, number)
                words.append("" if html is None else _words(html, number, pages.pages))
                boxes.append(_beyond(box, kind))
            conserve_on_pages("\n".join(words), pages.pdf, boxes)


def put_headings(
    body: etree._Element,
    root: etree._Element,
    headings: tuple[Heading, ...],
    way: Conversion,
    probe: Probe,
    *,
    room: Room,
) -> PrintedHeadings:
    """Put headers and footers into a text that has been converted, so that the layout prints them on its pages.

    Raises:
        DocumentRefused: a word of them would be lost, or they take more than a third of a page.
    """
    made: dict[tuple[str, str], etree._Element] = {}
    holder = new("main")
    for heading in headings:
        part = parse_part(way.parts, heading.part)
        html = etree.SubElement(holder, "div", {"style": "display:flow-root"})
        html.extend(list(way.heading(part, relations_of(way.parts, heading.part))))
        check_conversion(part, html, styles=way.styles)
        made[heading.kind, heading.pages] = html
    set_tabs(holder, probe)
    heights = _heights(holder, probe)
    wrapper = new("div", {"class": OWN_HEADINGS})
    printed = PrintedHeadings(made, has_first=has_first_page(root), has_even=has_even_pages(way.parts))
    etree.SubElement(wrapper, "style").text = "\n".join(_page_rules(printed, heights, room))
    for (kind, pages), html in made.items():
        html.set("style", f"position:running({kind}-{pages})")
        _count_pages(html)
        wrapper.append(html)
    body.insert(0, wrapper)
    return printed


def _heights(holder: etree._Element, probe: Probe) -> list[float]:
    """Return how high each header and footer is, in points.

    Raises:
        DocumentRefused: one takes more than a third of a page.
    """
    heights = [0.0] * len(holder)
    measured = copy.deepcopy(holder)
    for number, html in enumerate(measured):
        html.set("data-heading", str(number))
    for page in probe(measured).pages:
        for box in page._page_box.descendants():
            element = getattr(box, "element", None)
            if type(box).__name__ == "BlockBox" and element is not None and element.get("data-heading"):
                heights[int(element.get("data-heading"))] += box.margin_height() * CSS_PIXEL
    if max(heights) > TALLEST:
        raise DocumentRefused(
            "A header or footer of the Word file takes more than a third of the page. Make it shorter, or move it into the text."
        )
    return heights


def _page_rules(printed: PrintedHeadings, heights: list[float], room: Room) -> Iterator[str]:
    """Yield the rules by which each kind of page has its header and footer, and room for them."""
    high = dict(zip(printed.made, heights, strict=True))
    kinds = {kind for kind, _ in printed.made}
    for pages, selector in SELECTORS.items():
        if (pages == "first" and not printed.has_first) or (pages == "even" and not printed.has_even):
            continue
        rules = ""
        for kind in sorted(kinds):
            side = SIDES[kind]
            least: float = getattr(room, side)
            own = high.get((kind, pages))
            margin = least if own is None else max(least, FROM_EDGE + own + TO_TEXT)
            content = (
                "content:none"
                if own is None
                else f"content:element({kind}-{pages});width:100%;text-align:left;vertical-align:{side};"
                f"padding-{side}:{FROM_EDGE:g}pt"
            )
            rules += f"margin-{side}:{margin:g}pt;@{side}-center{{{content}}}"
        yield f"@page {selector}{{{rules}}}"
    for counter in NUMBERS.values():
        yield f".{COUNTED}{counter}::before{{content:counter({counter})}}"


def _count_pages(html: etree._Element) -> None:
    """Have the numbers of pages written on each page anew, in the look of what Word wrote last."""
    for span in [span for span in html.iter("span") if span.get(PAGE_OF) in NUMBERS]:
        counter = NUMBERS[str(span.attrib.pop(PAGE_OF))]
        shown = next((part for part in span.iter() if (part.text or "").strip()), span)
        for part in span.iter():
            part.text = None
            part.tail = part.tail if part is span else None
        shown.set("class", f"{COUNTED}{counter}")


def _words(html: etree._Element, page: int, pages: int) -> str:
    """Return the words of a header or footer on a page."""
    filled = copy.deepcopy(html)
    for span in filled.iter("span"):
        if span.get("class") in (f"{COUNTED}page", f"{COUNTED}pages"):
            span.text = str(page if span.get("class") == f"{COUNTED}page" else pages)
    return flow_words(filled)


def _beyond(text: Rect, kind: str) -> Rect:
    """Return what is above or below the text of a page."""
    if kind == "header":
        return (0.0, 0.0, ANYWHERE, text[1] - CLEAR)
    return (0.0, text[3] + CLEAR, ANYWHERE, ANYWHERE)
