"""The words of a Word file read straight from its XML: what the page is held against.

This reader shares nothing with the converter but the names of the XML and the tables of signs, so that what the
converter passes over is found, not passed over twice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.word.conserve import CELL_END, first_difference
from assembly.render.word.fields import KEEPING_FIELDS, form_field_text
from assembly.render.word.ooxml import CHOICES, W, all_text, child, chosen, value
from assembly.render.word.run_look import symbol_font
from assembly.render.word.styles import NO_STYLE, Style, Styles
from assembly.render.word.symbols import sign_of

SKIPPED = {
    W.pPr, W.rPr, W.tblPr, W.trPr, W.tcPr, W.sectPr, W.tblGrid, W.sdtPr, W.delText, W.delInstrText,
}  # fmt: skip
DRAWN = {CHECKED: "X", UNCHECKED: "", BLANK: "", "\u2610": "", "\u2611": "X", "\u2612": "X"}
MADE = "data-made"
NOTE = "footnote"
OWN_HEADINGS = "own-headings"
KEPT_UNSEEN = [[name] for name in KEEPING_FIELDS]
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
    reader.read_all(root)
    made: list[str] = []
    _read_without_numbers(body, made)
    difference = first_difference(_drawn("".join(reader.words)), _drawn("".join(made)))
    if difference is not None:
        raise DocumentRefused(
            f"The converter would lose or change words of the Word file at {difference[0]!r}; it has {difference[1]!r}. "
            "Rewrite the passage with plain paragraphs and tables."
        )


@dataclass
class _Reader:
    """Reads one file from top to bottom; `open_fields` tells of each open field whether its printed result has begun."""

    styles: Styles
    footnotes: Mapping[str, etree._Element]
    endnotes: Mapping[str, etree._Element]
    words: list[str] = field(default_factory=list)
    open_fields: list[bool] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def read_all(self, root: etree._Element) -> None:
        self.read(root, NO_STYLE)
        for note in self.called:
            self.read_note(self.endnotes.get(note), NO_STYLE)

    def read(self, node: etree._Element, style: Style) -> None:
        reading = _READINGS.get(node.tag, _Reader.read_within)
        if self.open_fields and reading not in _READ_IN_CODE and not all(self.open_fields):
            for mark in node.iter(
                W.fldChar, W.instrText
            ):  # a code is not printed; fields within it open and close
                _READINGS[mark.tag](self, mark, style)
        else:
            reading(self, node, style)

    def read_within(self, node: etree._Element, style: Style) -> None:
        for part in node:
            self.read(part, style)

    def read_nothing(self, node: etree._Element, style: Style) -> None:
        pass

    def read_chosen(self, node: etree._Element, style: Style) -> None:
        branch = chosen(node)
        if branch is not None:
            self.read_within(branch, style)

    def read_paragraph(self, node: etree._Element, _style: Style) -> None:
        style = self.styles.paragraph(child(node, W.pPr))
        if next(node.iter(W.txbxContent), None) is not None:
            for box in _boxes(node):
                self.read_within(box, style)
        self.read_within(node, style)

    def read_run(self, node: etree._Element, style: Style) -> None:
        font = symbol_font(child(node, W.rPr), style, self.styles)
        for part in node:
            if part.tag != W.t:
                self.read(part, style)
            elif font:
                self.words += (sign_of(ord(c), font) or c for c in part.text or "")
            else:
                self.words.append(part.text or "")

    def read_text(self, node: etree._Element, _style: Style) -> None:
        self.words.append(node.text or "")

    def read_sign(self, node: etree._Element, _style: Style) -> None:
        try:
            code = int(value(node, "char") or "", 16)
            self.words.append(sign_of(code, value(node, "font") or "") or chr(code))
        except (ValueError, OverflowError):
            self.words.append("\ufffd")

    def read_field(self, node: etree._Element, _style: Style) -> None:
        kind = value(node, "fldCharType")
        if kind == "begin":
            if all(self.open_fields):
                self.words.append(form_field_text(node))
            self.open_fields.append(False)
            self.codes.append("")
        elif self.open_fields and kind == "separate":
            self.open_fields[-1] = self.codes[-1].upper().split()[:1] not in KEPT_UNSEEN
        elif self.open_fields and kind == "end":
            self.open_fields.pop()
            self.codes.pop()

    def read_code(self, node: etree._Element, _style: Style) -> None:
        if self.codes:
            self.codes[-1] += node.text or ""

    def read_footnote(self, node: etree._Element, style: Style) -> None:
        self.read_note(self.footnotes.get(value(node, "id") or ""), style)

    def read_endnote(self, node: etree._Element, _style: Style) -> None:
        self.called.append(value(node, "id") or "")

    def read_note(self, note: etree._Element | None, style: Style) -> None:
        """Read a note, whose fields and notes are its own."""
        if note is not None:
            _Reader(self.styles, self.footnotes, self.endnotes, self.words).read(note, style)


Reading = Callable[[_Reader, etree._Element, Style], None]
_READINGS: dict[str, Reading] = {
    **dict.fromkeys(SKIPPED, _Reader.read_nothing),
    W.txbxContent: _Reader.read_nothing,  # read before the paragraph that holds it
    CHOICES: _Reader.read_chosen,
    W.p: _Reader.read_paragraph,
    W.fldChar: _Reader.read_field,
    W.instrText: _Reader.read_code,
    W.r: _Reader.read_run,
    W.t: _Reader.read_text,
    W.sym: _Reader.read_sign,
    W.footnoteReference: _Reader.read_footnote,
    W.endnoteReference: _Reader.read_endnote,
}
_READ_IN_CODE = (_Reader.read_nothing, _Reader.read_chosen, _Reader.read_paragraph, _Reader.read_field)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, of alternatives only those of the one that is read."""
    for part in paragraph:
        if part.tag == W.txbxContent:
            yield part
        elif part.tag == CHOICES:
            branch = chosen(part)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(part)


def _read_without_numbers(element: etree._Element, words: list[str]) -> None:
    """Add the text of an element, leaving out the list numbers that the converter has counted."""
    if element.get(MADE) is None:
        words.append(element.text or "")
        for part in element:
            _read_without_numbers(part, words)
            words.append(part.tail or "")


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
    if element.get("class") in (NOTE, OWN_HEADINGS):
        return
    block_end = "" if element.tag in INLINE else end
    inner_end = CELL_END if element.tag == "tr" else end
    yield block_end
    yield (element.text or "").replace("\n", " ")
    for part in element:
        yield from _without_notes(part, inner_end)
        yield (part.tail or "").replace("\n", " ")
    yield block_end
