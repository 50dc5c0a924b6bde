"""Headers and footers of a Word file: the court's layout prints its own, so their words must not be lost."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.drawings import placed_pictures
from assembly.render.word.naming import is_read
from assembly.render.word.ooxml import RELATIONS, VML, W, switched_on, text_of, value
from assembly.render.word.package import parse_part
from assembly.render.word.picture import part_name
from assembly.render.word.properties import own_title

NUMBERING = re.compile(r"\b(page|of|line)\b|\d+", re.IGNORECASE)
REFERENCES = {W.headerReference: "header", W.footerReference: "footer"}
SHOWN = 40


def refuse_lost_headings(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str], title: str
) -> None:
    """Refuse headers and footers with words or pictures of their own: a court's layout prints its own in their place.

    The paper's title, words that the text has too, and page and line numbers may be there. A header
    that Word does not print, such as one for even pages where both are alike, does not matter.

    Raises:
        DocumentRefused: naming all that would be lost.
    """
    titles, body = (_plain(title), _plain(own_title(parts))), _plain(text_of(root))
    found = []
    for kind, name in _printed(parts, root, relations):
        part = parse_part(parts, name)
        found += [f"{kind} has {what}" for what in _pictures(part)]
        for paragraph in part.iter(W.p):
            text = text_of(paragraph)
            left = _without(_plain(text), titles)
            if left and left not in body and _plain(text) not in body and is_read(paragraph):
                found.append(f"{kind} of the Word file says {text.strip()[:SHOWN]!r}")
    if found:
        raise DocumentRefused(
            f"The {'; the '.join(dict.fromkeys(found))}. "
            "The court's layout prints its own header and footer: move the words into the text, or delete them."
        )


def _printed(
    parts: Mapping[str, bytes], root: etree._Element, relations: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the headers and footers that Word prints on some page, each once, with what it is."""
    settings = parse_part(parts, "word/settings.xml") if "word/settings.xml" in parts else None
    both_sides = settings is not None and switched_on(settings.find(W.evenAndOddHeaders))
    seen: set[str] = set()
    for section in root.iter(W.sectPr):
        for reference in section.iterchildren(*REFERENCES):
            kind = value(reference, "type")
            if (kind == "first" and not switched_on(section.find(W.titlePg))) or (
                kind == "even" and not both_sides
            ):
                continue
            name = part_name(relations.get(reference.get(f"{{{RELATIONS}}}id") or "", ""))
            if name in parts and name not in seen:
                seen.add(name)
                yield REFERENCES[reference.tag], name


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
    return " ".join(re.sub(r"[^\w]", " ", text.lower()).split())
