"""Writes text and what stands in it into an element of HTML, in the look of the run that it is of."""

import re

from lxml import etree

from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.word.classes import LABELLED
from assembly.render.word.ooxml import all_text, new
from assembly.render.word.run_look import RunLook

DRAWN: dict[str, tuple[str, str]] = {
    CHECKED: ("box", "X"),
    UNCHECKED: ("box empty", ""),
    BLANK: ("blank", ""),
}
WORD_BOXES = {"\u2610": UNCHECKED, "\u2611": CHECKED, "\u2612": CHECKED}
LONGEST_LABEL = 12
OWN_LOOK = "color:inherit;text-decoration:none"  # of a link: the run in it says how it looks
SPACES = re.compile(r" {2,}")
SIGNS = re.compile(f"[{''.join((*DRAWN, *WORD_BOXES))}]")


class Pen:
    """Writes at one place of an element, `at`; `language` is the paper's own."""

    def __init__(self, holder: etree._Element, language: str) -> None:
        self.holder = self.at = holder
        self.language = language
        self.direction = ""

    def open(self, element: etree._Element) -> etree._Element:
        """Write what follows into a new element; return it."""
        self.at.append(element)
        self.at = element
        return element

    def close(self, element: etree._Element) -> None:
        """Write what follows after an element that was opened."""
        above = element.getparent()
        self.at = above if above is not None else self.holder

    def open_link(self, to: str) -> etree._Element | None:
        """Write what follows into a link; None for no address, and within another link."""
        return self.open(new("a", {"href": to, "style": OWN_LOOK})) if to and not self._in_link() else None

    def mark(self, tag: str, **attributes: str) -> etree._Element:
        """Put an element of its own here."""
        named = {name.rstrip("_").replace("_", "-"): text for name, text in attributes.items()}
        return etree.SubElement(self.at, tag, named)

    def text(self, text: str, look: RunLook) -> None:
        """Write text; check boxes and blanks in it are drawn, and blanks stay as many as they are."""
        if "  " in text:
            text = SPACES.sub(_kept_apart, text)
        start = 0
        for sign in SIGNS.finditer(text):
            kind, shown = DRAWN[WORD_BOXES.get(sign[0], sign[0])]
            self._append(text[start : sign.start()], look)
            self.mark("span", class_=kind).text = shown or None
            start = sign.end()
        self._append(text[start:], look)

    def gap(self, look: RunLook) -> None:
        """Write a tab: the first of an item ends its label; any other leads to the next tab stop."""
        kind = (self.holder.get("class") or "").split(" ")[0]
        is_item = kind in LABELLED and all(span.get("class") != "label" for span in self.holder.iter("span"))
        if is_item and self.at is self.holder and len(all_text(self.holder)) <= LONGEST_LABEL:
            label = new("span", {"class": "label"})
            label.text, self.holder.text = self.holder.text, None
            for child in list(self.holder):
                label.append(child)
            self.holder.append(label)
            return
        gap = self.mark("span", class_="tab")
        gap.text = " "
        if "underline" in look.css:  # how many draw a line to sign on
            gap.set("data-line", "")

    def _append(self, text: str, look: RunLook) -> None:
        if not text:
            return
        attributes = self._attributes(look)
        last = self.at[-1] if len(self.at) else None
        if attributes:
            if last is not None and _continues(last, attributes):
                last.text = (last.text or "") + text
                return
            tag = "a" if "lang" in attributes and not self._in_link() else "span"
            etree.SubElement(self.at, tag, attributes).text = text
        elif last is not None:
            last.tail = (last.tail or "") + text
        else:
            self.at.text = (self.at.text or "") + text

    def _attributes(self, look: RunLook) -> dict[str, str]:
        direction = look.direction or self.direction
        css = ";".join(part for part in (look.css, f"direction:{direction}" if direction else "") if part)
        foreign = look.language if _is_foreign(look.language, self.language) else ""
        return {**({"lang": foreign} if foreign else {}), **({"style": css} if css else {})}

    def _in_link(self) -> bool:
        """Whether the text is inside a link; a language's own element is a link to nowhere, and links do not nest."""
        return self.at.tag == "a" or next(self.at.iterancestors("a"), None) is not None


def _continues(last: etree._Element, attributes: dict[str, str]) -> bool:
    return not last.tail and not len(last) and sorted(last.items()) == sorted(attributes.items())


def _is_foreign(language: str, own: str) -> bool:
    """Whether a language is another than the paper's; regions of one language are read aloud alike."""
    return (
        bool(language)
        and language != "x-none"
        and language.split("-")[0].lower() != own.split("-")[0].lower()
    )


def _kept_apart(spaces: re.Match[str]) -> str:
    """Return blanks that HTML would draw together as so many that stay."""
    return "\u00a0" * (len(spaces.group()) - 1) + " "
