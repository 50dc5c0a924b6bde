"""The looks of a stylesheet's elements: WeasyPrint's cascade, asked once for each kind of element in each kind of place.

An element's look follows from its name, class and style, those of what it is in, and whether it comes first or last
there. A stylesheet that looks further (at neighbours, counts, attributes that are set in lines) is not for setting in lines.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from assembly.render.lines.attributes import KNOWN
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.look import Look, read_look
from assembly.render.typeset import font_configuration, parsed_sheet, source_of

FURTHER = re.compile(r"\[|[+~]|(?<!:):(?!:|first-child|last-child|root)[a-z-]+")
BORNE = re.compile(r"\[([a-z-]+)\]")
IN_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/', re.DOTALL)
BLOCKS_OF_RULES = re.compile(r"\{[^{}]*\}")
OWN_WIDTH = re.compile(r"(?<![a-z-])width:\s*([0-9.]+)pt")
MOST_KINDS = 5_000
Kind = tuple[str, str | None, str | None, bool, bool]
"""An element's name, class and style, and whether it is the first and the last in what it is in."""


@dataclass(slots=True)
class Place:
    """A kind of element in its place: its look, and the kinds that were met inside it."""

    look: Look
    path: tuple[Kind, ...]
    inside: dict[Kind, "Place"] = field(default_factory=dict)


class Cascade:
    """A stylesheet, and the looks that were asked of it."""

    def __init__(self, css: str, folder: Path | None) -> None:
        """Raise `Elsewhere` where a stylesheet's selectors look further than an element's own place."""
        selectors = BORNE.sub(lambda name: name[0] if name[1] in KNOWN else "", _selectors(css))
        if found := FURTHER.search(selectors):
            raise Elsewhere(f"the selector {found[0]}")
        self._sheet = parsed_sheet(css, folder)
        self._folder = folder
        self._met = 0
        path = (
            ("html", None, None, True, True),
            ("body", None, None, False, True),
            ("main", None, None, True, True),
        )
        self._main = self._place(path)

    def main(self) -> Place:
        """Return the place of the text as a whole."""
        if self._met > MOST_KINDS:  # styles written for one paper only
            self._met, self._main = 0, self._place(self._main.path)
        return self._main

    def child(self, holder: Place, element: etree._Element) -> Place:
        """Return the place of an element inside `holder`.

        Raises:
            Elsewhere: its look is not known to setting in lines.
        """
        style, width = element.get("style"), None
        if style and (found := OWN_WIDTH.search(style)):
            width = float(found[1])  # gaps are as wide as it takes, each time
            style = style[: found.start(1)] + "1" + style[found.end(1) :]
        kind = (
            str(element.tag), element.get("class"), style,
            element.getprevious() is None, element.getnext() is None,
        )  # fmt: skip
        place = holder.inside.get(kind)
        if place is None:
            place = holder.inside[kind] = self._place((*holder.path, kind))
            self._met += 1
        return place if width is None else Place(replace(place.look, width=width), place.path, place.inside)

    def _place(self, path: tuple[Kind, ...]) -> Place:
        from weasyprint.css import get_all_computed_styles

        root = last = _element(path[0])
        for kind in path[1:]:
            if not kind[3]:
                etree.SubElement(last, "head" if kind[0] == "body" else "x-other")
            inner = _element(kind)
            last.append(inner)
            if not kind[4]:
                etree.SubElement(last, "x-other")
            last = inner
        last.set("data-looked-at", "")
        source = source_of(root, self._folder)
        style_for = get_all_computed_styles(source, [self._sheet], font_config=font_configuration())
        asked = source.etree_element.find(".//*[@data-looked-at]")
        if any(
            style_for(asked, name) is not None for name in ("before", "after", "first-letter", "first-line")
        ):
            raise Elsewhere("an element with content from the stylesheet")
        style: Any = style_for(asked)
        return Place(read_look(style, style.cascaded), path)


@lru_cache(maxsize=16)
def cascade(css: str, folder: Path | None) -> Cascade:
    """Return a stylesheet's looks, kept in this process.

    Raises:
        Elsewhere: the stylesheet's selectors look further than an element's own place.
    """
    return Cascade(css, folder)


def _selectors(css: str) -> str:
    """Return a stylesheet's selectors alone, those of its pages left out."""
    text = IN_QUOTES.sub("", css)
    while BLOCKS_OF_RULES.search(text):
        text = BLOCKS_OF_RULES.sub("\n", text)
    return re.sub(r"@page[^\n]*", "", text)


def _element(kind: Kind) -> etree._Element:
    made = etree.Element(kind[0])
    if kind[1] is not None:
        made.set("class", kind[1])
    if kind[2] is not None:
        made.set("style", kind[2])
    return made
