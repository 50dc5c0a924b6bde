"""The words of a Word file read straight from its XML: what the page is held against.

This reader shares nothing with the converter but the names of the XML, so that what the converter
passes over is found, not passed over twice.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.word.conserve import first_difference
from assembly.render.word.ooxml import W, all_text, value

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = {
    W.pPr,
    W.rPr,
    W.tblPr,
    W.trPr,
    W.tcPr,
    W.sectPr,
    W.instrText,
    W.delText,
    W.sdtPr,
    f"{COMPATIBILITY}Fallback",
}
DRAWN = {CHECKED: "X", UNCHECKED: "", BLANK: "", "\u2610": "", "\u2611": "X", "\u2612": "X"}
SYMBOLS = {"F0FE": "X", "F0FD": "X", "F0A8": "", "F06F": "", "F0FC": "\u2713"}
MADE = "data-made"
NOTE = "footnote"


def check_conversion(root: etree._Element, notes: Mapping[str, etree._Element], body: etree._Element) -> None:
    """Refuse an HTML text that does not have every word of the file's own XML, in the same order.

    List numbers, which Word counts and does not write down, are marked in the HTML and left out.

    Raises:
        DocumentRefused: naming the first place where the two part.
    """
    made = "".join(_without_numbers(body))
    difference = first_difference("".join(_words(root, notes)), _drawn(made))
    if difference is not None:
        raise DocumentRefused(
            f"The converter would lose or change words of the Word file at {difference[0]!r}; it has {difference[1]!r}. "
            "Rewrite the passage with plain paragraphs and tables."
        )


def _words(node: etree._Element, notes: Mapping[str, etree._Element]) -> Iterator[str]:
    if node.tag in SKIPPED:
        return
    if node.tag == W.t:
        yield _drawn(node.text or "")
    elif node.tag == W.sym:
        yield SYMBOLS.get((value(node, "char") or "").upper(), "\ufffd")
    elif node.tag == W.footnoteReference:
        note = notes.get(value(node, "id") or "")
        if note is not None:
            yield from _words(note, notes)
    else:
        for child in node:
            yield from _words(child, notes)


def _without_numbers(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element, leaving out the list numbers that the converter has counted."""
    if element.get(MADE) is None:
        yield element.text or ""
        for child in element:
            yield from _without_numbers(child)
            yield child.tail or ""


def _drawn(text: str) -> str:
    for sign, shown in DRAWN.items():
        text = text.replace(sign, shown)
    return text


def flow_words(body: etree._Element) -> str:
    """Return the words that the pages must have in their text: all of the HTML, list numbers too."""
    return _drawn("".join(_without_notes(body)))


def note_words(body: etree._Element) -> str:
    """Return the words that the pages must have at their feet."""
    return _drawn("".join(all_text(note) for note in body.iter("span") if note.get("class") == NOTE))


def _without_notes(element: etree._Element) -> Iterator[str]:
    if element.get("class") != NOTE:
        yield element.text or ""
        for child in element:
            yield from _without_notes(child)
            yield child.tail or ""
