"""Headers and footers of a Word file: which Word prints, and what is lost where a layout prints its own instead."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.drawings import placed_pictures
from assembly.render.word.naming import is_read
from assembly.render.word.ooxml import RELATIONS, VML, W, switched_on, text_of, value
from assembly.render.word.package import parse_part
from assembly.render.word.picture import part_name
from assembly.render.word.properties import own_title

NUMBERING = re.compile(r"\b(page|of|line)\b|\d+", re.IGNORECASE)
WORD = re.compile(r"\w+")
REFERENCES = {W.headerReference: "header", W.footerReference: "footer"}
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A header or footer that Word prints: `kind` says which, `pages` on which pages ("default", "first", "even")."""

    kind: str
    pages: str
    part: str


def refuse_lost_headings(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str], title: str
) -> None:
    """Refuse headers and footers with words or pictures of their own: a court's layout prints its own in their place.

    The paper's title, words that the text has too, and page and line numbers may be there. A header
    that Word does not print, such as one for even pages where both are alike, does not matter.

    Raises:
        DocumentRefused: naming all that would be lost.
    """
    found = [what for _, lost in lost_headings(parts, root, relations, title) for what in lost]
    if found:
        raise DocumentRefused(
            f"The {'; the '.join(dict.fromkeys(found))}. "
            "The court's layout prints its own header and footer: move the words into the text, or delete them."
        )


def lost_headings(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str], title: str
) -> Iterator[tuple[Heading, list[str]]]:
    """Yield each header and footer that Word prints, with what of it would be lost if it were not printed."""
    titles, body = (_plain(title), _plain(own_title(parts))), ""
    for heading in _printed(parts, root, relations):
        part = parse_part(parts, heading.part)
        lost = [f"{heading.kind} has {what}" for what in _pictures(part)]
        for paragraph in part.iter(W.p):
            text = text_of(paragraph)
            left = _without(_plain(text), titles)
            if left and not body:
                body = _plain(text_of(root))
            if left and left not in body and _plain(text) not in body and is_read(paragraph):
                lost.append(f"{heading.kind} of the Word file says {text.strip()[:SHOWN]!r}")
        yield heading, lost


def has_even_pages(parts: Mapping[str, bytes]) -> bool:
    """Whether even pages have headers and footers of their own."""
    settings = parse_part(parts, "word/settings.xml") if "word/settings.xml" in parts else None
    return settings is not None and switched_on(settings.find(W.evenAndOddHeaders))


def has_first_page(root: etree._Element) -> bool:
    """Whether the first page has headers and footers of its own."""
    section = next(root.iter(W.sectPr), None)
    return section is not None and switched_on(section.find(W.titlePg))


def watermarks(part: etree._Element) -> list[str]:
    """Return the lettering that Word draws behind a page's text, each as it is named to a person."""
    return [what for what in _pictures(part) if what.startswith("a watermark")]


def _printed(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str]
) -> Iterator[Heading]:
    """Yield the headers and footers that Word prints on some page."""
    both_sides = has_even_pages(parts)
    for section in root.iter(W.sectPr):
        for reference in section.iterchildren(*REFERENCES):
            pages = value(reference, "type") or "default"
            if (pages == "first" and not switched_on(section.find(W.titlePg))) or (
                pages == "even" and not both_sides
            ):
                continue
            name = part_name(relations.get(reference.get(f"{{{RELATIONS}}}id") or "", ""))
            if name in parts:
                yield Heading(REFERENCES[reference.tag], pages, name)


def _pictures(part: etree._Element) -> Iterator[str]:
    for drawing in part.iter(W.drawing, W.pict):
        if not is_read(drawing):
            continue
        told = next(drawing.iter(f"{VML}textpath"), None)
        if told is not None:
            yield f"a watermark {(told.get('string') or '')[:SHOWN]!r}"
        elif placed_pictures(drawing):
            yield "a picture"


def _without(text: str, titles: Iterable[str]) -> str:
    """Return the words that are neither a title nor page and line numbers."""
    for title in filter(None, titles):
        text = f" {text} ".replace(f" {title} ", " ")
    return _plain(NUMBERING.sub(" ", text))


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
