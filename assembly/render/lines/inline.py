"""The running text of a paragraph: pieces of text, each with its look, and boxes and gaps that stand in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from assembly.render.lines.attributes import OF_TEXT, refuse_attributes
from assembly.render.lines.cascade import Cascade, Place
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.look import Look

BLANKS = re.compile(r"[ \t\n\r\f]+")
CONTROLS = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


class Run(NamedTuple):
    """A piece of text in one look."""

    look: Look
    text: str


class Boxed(NamedTuple):
    """An element that stands in the text like a letter."""

    element: etree._Element
    place: Place


class LineEnd(NamedTuple):
    """A line ends here whatever comes."""


Piece = Run | Boxed | LineEnd


def pieces(element: etree._Element, place: Place, cascade: Cascade) -> list[Piece]:
    """Return the text in an element; blanks are put together as a browser does, but for those of a gap.

    Raises:
        Elsewhere: it has what is not set in lines.
    """
    look = (
        replace(place.look, raised=0.0) if place.look.raised else place.look
    )  # the box is raised, not what is in it
    if look.keeps_blanks:
        if "".join(map(str, element.itertext())).strip(" "):
            raise Elsewhere("text that keeps its blanks")
        return list(_pieces(element, place, look, cascade))
    found: list[Piece] = []
    after_blank = True
    for piece in _pieces(element, place, look, cascade):
        if isinstance(piece, Run):
            text = BLANKS.sub(" ", piece.text)
            if after_blank:
                text = text.removeprefix(" ")
            if not text:
                continue
            after_blank = text[-1] == " "
            found.append(Run(piece.look, text))
        else:
            if isinstance(piece, LineEnd):
                _strip_end(found)
            after_blank = isinstance(piece, LineEnd)
            found.append(piece)
    _strip_end(found)
    return found


def _strip_end(found: list[Piece]) -> None:
    if found and isinstance(found[-1], Run) and found[-1].text[-1] == " ":
        text = found[-1].text[:-1]
        found[-1:] = [Run(found[-1].look, text)] if text else []


def _pieces(element: etree._Element, place: Place, look: Look, cascade: Cascade) -> Iterator[Piece]:
    if element.text:
        yield _run(look, element.text)
    for child in element:
        if not isinstance(child.tag, str):
            pass  # a remark
        elif child.tag == "br":
            yield LineEnd()
        else:
            yield from _child(child, cascade.child(place, child), look, cascade)
        if child.tail:
            yield _run(look, child.tail)


def _child(child: etree._Element, place: Place, around: Look, cascade: Cascade) -> Iterator[Piece]:
    refuse_attributes(child, *OF_TEXT)
    look = place.look
    if look.display == "inline-block":
        if around.raised:
            raise Elsewhere("a box in raised text")
        yield Boxed(child, place)
    elif (
        look.display == "inline"
        and not any((*look.margin, *look.padding, look.outline.width))
        and not any(edge.width for edge in look.borders)
    ):
        its = replace(look, raised=look.raised + around.raised) if around.raised else look
        yield from _pieces(child, place, its, cascade)
    else:
        raise Elsewhere(f"a {child.tag} in running text")


def _run(look: Look, text: str) -> Run:
    if CONTROLS.search(text):
        raise Elsewhere("a control character")
    return Run(look, text)
