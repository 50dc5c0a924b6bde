"""The words of a Word file read straight from its XML: what the page is held against.

This reader shares nothing with the converter but the names of the XML and the tables of signs, so that what the
converter passes over is found, not passed over twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.word.conserve import CELL_END, first_difference
from assembly.render.word.fields import form_field_text
from assembly.render.word.ooxml import CHOICES, W, all_text, chosen, value
from assembly.render.word.run_look import symbol_font
from assembly.render.word.styles import NO_STYLE, Style, Styles
from assembly.render.word.symbols import sign_of

SKIPPED = {
    W.pPr, W.rPr, W.tblPr, W.trPr, W.tcPr, W.sectPr, W.tblGrid, W.sdtPr, W.instrText, W.delText, W.delInstrText,
}  # fmt: skip
DRAWN = {CHECKED: "X", UNCHECKED: "", BLANK: "", "\u2610": "", "\u2611": "X", "\u2612": "X"}
MADE = "data-made"
NOTE = "footnote"
INLINE = ("span", "a", "br", "img")
NOTHING: Mapping[str, etree._Element] = {}


def check_conversion(
    root: etree._Element,
    body: etree._Element,
    *,
    styles: Styles,
    footnotes: Mapping[str, etree._Element] = NOTHING,
    endnotes: Mapping[str, etree._Element] = NOTHING,
) -> None:
    """Refuse an HTML text that does not have every word of the file's own XML, in the same order.

    A text box is read before the paragraph it is anchored in, a footnote where it is called, endnotes
    last. List and note numbers, which Word counts and does not write down, are marked in the HTML and
    left out.

    Raises:
        DocumentRefused: naming the first place where the two part.
    """
    reader = _Reader(styles, footnotes, endnotes)
    made = "".join(_without_numbers(body))
    difference = first_difference("".join(reader.all(root)), _drawn(made))
    if difference is not None:
        raise DocumentRefused(
            f"The converter would lose or change words of the Word file at {difference[0]!r}; it has {difference[1]!r}. "
            "Rewrite the passage with plain paragraphs and tables."
        )


@dataclass
class _Reader:
    """Reads one file from top to bottom; `open_fields` tells of each open field whether its code has ended."""

    styles: Styles
    footnotes: Mapping[str, etree._Element]
    endnotes: Mapping[str, etree._Element]
    open_fields: list[bool] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def all(self, root: etree._Element) -> Iterator[str]:
        yield from self.words(root, NO_STYLE)
        for note in self.called:
            held = self.endnotes.get(note)
            if held is not None:
                yield from _Reader(self.styles, self.footnotes, self.endnotes).words(held, NO_STYLE)

    def words(self, node: etree._Element, style: Style) -> Iterator[str]:
        if node.tag in SKIPPED or not isinstance(node.tag, str):
            return
        if node.tag == CHOICES:
            branch = chosen(node)
            yield from self.within(branch if branch is not None else (), style)
        elif node.tag == W.p:
            style = self.styles.paragraph(node.find(W.pPr))
            for box in _boxes(node):
                yield from self.within(box, style)
            yield from self.within(node, style)
        elif node.tag == W.fldChar:
            yield from self.field(node)
        elif node.tag == W.txbxContent or (self.open_fields and not all(self.open_fields)):
            if node.tag != W.txbxContent:
                yield from self.marks(node)
        elif node.tag == W.r:
            font = symbol_font(node.find(W.rPr), style, self.styles)
            for child in node:
                yield from self.words(child, style) if child.tag != W.t else self.text(child, font)
        elif node.tag == W.t:
            yield _drawn(node.text or "")
        elif node.tag == W.sym:
            yield _drawn(self.sign(node))
        elif node.tag == W.footnoteReference:
            note = self.footnotes.get(value(node, "id") or "")
            if note is not None:
                yield from _Reader(self.styles, self.footnotes, self.endnotes).words(note, style)
        elif node.tag == W.endnoteReference:
            self.called.append(value(node, "id") or "")
        else:
            yield from self.within(node, style)

    def within(self, node: etree._Element | tuple[()], style: Style) -> Iterator[str]:
        for child in node:
            yield from self.words(child, style)

    def marks(self, node: etree._Element) -> Iterator[str]:
        """Go through a field's code for the marks of fields only: it is not printed."""
        for mark in node.iter(W.fldChar):
            yield from self.field(mark)

    def field(self, node: etree._Element) -> Iterator[str]:
        kind = value(node, "fldCharType")
        if kind == "begin":
            if all(self.open_fields):
                yield _drawn(form_field_text(node))
            self.open_fields.append(False)
        elif self.open_fields and kind == "separate":
            self.open_fields[-1] = True
        elif self.open_fields and kind == "end":
            self.open_fields.pop()

    def text(self, node: etree._Element, font: str) -> Iterator[str]:
        text = node.text or ""
        yield _drawn("".join(sign_of(ord(c), font) or c for c in text) if font else text)

    def sign(self, node: etree._Element) -> str:
        try:
            code = int(value(node, "char") or "", 16)
            return sign_of(code, value(node, "font") or "") or chr(code)
        except (ValueError, OverflowError):
            return "\ufffd"


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, of alternatives only those of the one that is read."""
    for child in paragraph:
        if child.tag == W.txbxContent:
            yield child
        elif child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(child)


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
    """Return the words that the pages must have in their text: all of the HTML, list numbers too, a line to a block."""
    return _drawn("".join(_without_notes(body)))


def note_words(body: etree._Element) -> str:
    """Return the words that the pages must have at their feet."""
    return _drawn("\n".join(all_text(note) for note in body.iter("span") if note.get("class") == NOTE))


def _without_notes(element: etree._Element, end: str = "\n") -> Iterator[str]:
    """Yield the text of an element; `end` stands around each block within it."""
    if element.get("class") == NOTE:
        return
    block_end = "" if element.tag in INLINE else end
    inner_end = CELL_END if element.tag == "tr" else end
    yield block_end
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _without_notes(child, inner_end)
        yield (child.tail or "").replace("\n", " ")
    yield block_end
