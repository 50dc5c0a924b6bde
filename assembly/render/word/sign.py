"""Puts a typed signature and its date into the place that a Word file keeps for them.

A place to sign is a paragraph of the style "Signature Name" that begins with the printed name, with
a blank in a "Signature Line" above it. Only blanks are filled: every other word stays as it was.
"""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from assembly.model.likeness import letters_of
from assembly.render.filters import long_date
from assembly.render.marks import BLANK
from assembly.render.word.ooxml import W, text_of, value
from assembly.render.word.package import MAIN, open_package, parse_part, write_package

LINE, NAME = "signature line", "signature name"
DATED = ("date", "signed on")
ABOVE = 3
"""Paragraphs above a printed name in which the signature and its date may stand."""
EMPTY = re.compile(f"{BLANK}|_{{3,}}")
"""A blank to be filled in by hand: our own sign, or the underscores of somebody who edited the file."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to sign that is still empty, and the paragraph of the printed name.

    `dated` is where the date goes: the same paragraph, one above, or None where there is no such blank.
    """

    signature: etree._Element
    dated: etree._Element | None
    printed: etree._Element


def count_places(raw: bytes, name: str) -> int:
    """Return how many empty places a Word file has for the signature of the person of that printed name.

    Raises:
        DocumentRefused: it is no Word file, or is hostile.
    """
    parts = open_package(raw)
    return len(list(_places(parse_part(parts, MAIN), _style_names(parts), name)))


def sign(raw: bytes, *, name: str, on: date) -> bytes:
    """Return a Word file with "/s/ NAME" and the date in the first empty place of that name.

    The first alone: a second one on the same paper certifies something that is done later. A file
    without a place comes back as it was. The same file, name and date give the same bytes.

    Raises:
        DocumentRefused: it is no Word file, or is hostile.
    """
    parts = open_package(raw)
    root = parse_part(parts, MAIN)
    place = next(_places(root, _style_names(parts), name), None)
    if place is None:
        return raw
    if place.dated is not None:
        _fill(place.dated, long_date(on), first=True)
    if place.dated is place.signature:
        _add_line(place, f"/s/ {name}")
    else:
        _fill(place.signature, f"/s/ {name}", first=False)
    parts[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_package(parts)


def _places(root: etree._Element, styles: dict[str, str], name: str) -> Iterator[Place]:
    wanted, paragraphs = letters_of(name), list(root.iter(W.p))
    for number, paragraph in enumerate(paragraphs):
        is_name = _style(paragraph, styles) == NAME and letters_of(text_of(paragraph)).startswith(wanted)
        if wanted and is_name:
            above = paragraphs[max(0, number - ABOVE) : number][::-1]
            if (place := _place(above, paragraph, styles)) is not None:
                yield place


def _place(above: Sequence[etree._Element], printed: etree._Element, styles: dict[str, str]) -> Place | None:
    """Return the place in the paragraphs above a printed name, nearest first, or None where it is filled."""
    if not above or _style(above[0], styles) != LINE:
        return None
    own = _blanks(above[0])
    if not own:
        return None
    if len(own) > 1:  # "Date: ______   ______"
        return Place(above[0], above[0], printed)
    for paragraph in above[1:]:
        if letters_of(text_of(paragraph)).startswith(DATED):
            return Place(above[0], paragraph if _blanks(paragraph) else None, printed)
        if _style(paragraph, styles) == NAME:
            break
    return Place(above[0], None, printed)


def _blanks(paragraph: etree._Element) -> list[etree._Element]:
    """Return for each blank of a paragraph that is to be filled in by hand the text that holds it."""
    return [text for text in paragraph.iter(W.t) for _ in EMPTY.finditer(text.text or "")]


def _fill(paragraph: etree._Element, words: str, *, first: bool) -> None:
    """Put words in the place of the first or the last blank of a paragraph."""
    text = _blanks(paragraph)[0 if first else -1]
    old = text.text or ""
    found = list(EMPTY.finditer(old))[0 if first else -1]
    text.text = f"{old[: found.start()]}{words}{old[found.end() :]}"
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add_line(place: Place, words: str) -> None:
    """Put the signature on a line of its own right above the printed name, not beside the date."""
    blank = _blanks(place.signature)[-1]
    blank.text = EMPTY.sub("", blank.text or "")
    for run in (*blank.iterancestors(W.r), *_runs_before(blank)):
        tab = run.find(W.tab)
        if tab is not None:
            run.remove(tab)
            break
    line = etree.Element(W.p)
    look = place.printed.find(W.pPr)
    look = copy.deepcopy(look) if look is not None else etree.Element(W.pPr)
    after_style = 1 if look.find(W.pStyle) is not None else 0
    if look.find(W.keepNext) is None:
        look.insert(after_style, etree.Element(W.keepNext))
    line.append(look)
    text = etree.SubElement(etree.SubElement(line, W.r), W.t)
    text.text = words
    place.printed.addprevious(line)


def _runs_before(blank: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs before the one that a text stands in, nearest first."""
    for run in blank.iterancestors(W.r):
        yield from run.itersiblings(W.r, preceding=True)


def _style(paragraph: etree._Element, styles: dict[str, str]) -> str:
    found = value(paragraph.find(f"{W.pPr}/{W.pStyle}")) or ""
    return styles.get(found, found).lower()


def _style_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the name of each style by its id: Word and LibreOffice give ids of their own."""
    if "word/styles.xml" not in parts:
        return {}
    root = parse_part(parts, "word/styles.xml")
    return {value(style, "styleId") or "": value(style.find(W.name)) or "" for style in root.iter(W.style)}
