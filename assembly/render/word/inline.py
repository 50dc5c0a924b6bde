"""Reads the runs of a paragraph and what stands in them, and has them written as HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.drawings import is_rule, placed_pictures
from assembly.render.word.fields import PAGE_FIELDS, Field, Fields, form_field_text
from assembly.render.word.links import address, anchor, bookmark_name
from assembly.render.word.notes import Notes
from assembly.render.word.numbering import Label
from assembly.render.word.ooxml import CHOICES, RELATIONS, W, chosen, new, value
from assembly.render.word.pen import Pen
from assembly.render.word.picture import picture
from assembly.render.word.run_look import PLAIN, RunLook, is_hidden
from assembly.render.word.styles import Style, Styles
from assembly.render.word.symbols import PRIVATE, is_symbol_font, sign_of

WRAPPERS = {W.smartTag, W.customXml, W.ins, W.moveTo, W.dir, W.bdo, W.sdtContent}
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"
ENDLESS = re.compile("[!-,0-^`-~]{30}(?=[!-,0-^`-~]{30})")
"""Where a word is longer than a line of court paper may hold, such as the key in a web address: it may break after these letters."""
MAY_BREAK = "\u200b"
RULE = "display:block;border-top:0.75pt solid black;margin-bottom:-0.75pt"


@dataclass
class Story:
    """A text on its own, the body or a note: its relations and its open fields."""

    relations: Mapping[str, str]
    fields: Fields = field(default_factory=Fields)


class Surroundings(Protocol):
    """What a paragraph needs of its file."""

    styles: Styles
    parts: Mapping[str, bytes]
    footnotes_read: Notes
    endnotes_read: Notes
    names_linked_to: frozenset[str]
    names_placed: set[str]
    language: str

    def footnote(self, note: str, number: str) -> etree._Element:
        """Return a footnote's own text."""
        ...

    def run_look(self, properties: etree._Element | None, style: Style, *, known: bool) -> RunLook:
        """Return the look of a run in a paragraph of a style."""
        ...


class Inline:
    """Fills one element with the runs of a paragraph of a style."""

    def __init__(
        self, file: Surroundings, holder: etree._Element, style: Style, story: Story, *, known: bool
    ) -> None:
        self.file, self.style, self.story, self.known = file, style, story, known
        self.pen = Pen(holder, file.language)

    def fill(self, paragraph: etree._Element) -> None:
        """Add the content of a paragraph."""
        for child in paragraph:
            self._inline(child)

    def label(self, label: Label, *, column: str, css: str) -> None:
        """Begin with a list number; `column` is the width that Word keeps for it, as inline style."""
        if not label.text:
            return
        style = ";".join(part for part in (column, css) if part)
        made = self.pen.open(
            new("span", {"class": "label", "data-made": "", **({"style": style} if style else {})})
        )
        self.pen.text(label.text, PLAIN)
        self.pen.close(made)

    def _inline(self, node: etree._Element) -> None:
        if node.tag == W.r:
            self._run(node)
        elif node.tag == W.hyperlink:
            self._link(node)
        elif node.tag == W.fldSimple:
            self._simple_field(node)
        elif node.tag == W.sdt:
            for child in node.iterfind(f"{W.sdtContent}/*"):
                self._inline(child)
        elif node.tag == W.bookmarkStart:
            self._bookmark(value(node, "name") or "")
        elif node.tag == CHOICES:
            for child in _children(chosen(node)):
                self._inline(child)
        elif node.tag in WRAPPERS:
            before = self.pen.direction
            if node.tag in (W.dir, W.bdo):
                self.pen.direction = RIGHT_TO_LEFT if value(node) == RIGHT_TO_LEFT else LEFT_TO_RIGHT
            for child in node:
                self._inline(child)
            self.pen.direction = before

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W.rPr)
        if (
            is_hidden(properties, self.style, self.file.styles)
            and not self.story.fields.in_code
            and prints(run)
        ):
            raise DocumentRefused("The Word file has hidden text. Show it and delete it, or make it visible.")
        look = self.file.run_look(properties, self.style, known=self.known)
        for node in run:
            self._piece(node, look)

    def _piece(self, node: etree._Element, look: RunLook) -> None:
        if node.tag == W.fldChar:
            self._field(node, look)
        elif node.tag == W.instrText:
            self.story.fields.code(node.text or "")
        elif self.story.fields.in_code:
            return
        elif node.tag in _PIECES:
            _PIECES[node.tag](self, node, look)
        elif node.tag == CHOICES:
            for piece in _children(chosen(node)):
                self._piece(piece, look)

    def _field(self, node: etree._Element, look: RunLook) -> None:
        kind, fields = value(node, "fldCharType"), self.story.fields
        if kind == "begin":
            hidden = fields.in_code
            fields.begin()
            if not hidden:
                self.pen.text(form_field_text(node), look)
        elif kind == "separate":
            one = fields.separate()
            if one is not None and not fields.in_code:
                self._open_result(one)
        elif kind == "end":
            one = fields.end()
            if one is None or fields.in_code:
                return
            if not one.has_result and one.kind in PAGE_FIELDS:
                self._open_result(one)
            if one.shown_in is not None and one.shown_in is self.pen.at:
                self.pen.close(one.shown_in)

    def _open_result(self, one: Field) -> None:
        """Put what follows into an element of its own, where the field's result is a page number or a link."""
        if one.kind in PAGE_FIELDS:
            one.shown_in = self.pen.open(new("span", {"data-page-of": _page_of(one)}))
        elif one.kind == "HYPERLINK":
            one.shown_in = self.pen.open_link(address(one.target, self.file.names_linked_to))

    def _simple_field(self, node: etree._Element) -> None:
        one = Field(value(node, "instr") or "")
        if not self.story.fields.in_code:
            self._open_result(one)
        for child in node:
            self._inline(child)
        if one.shown_in is not None:
            self.pen.close(one.shown_in)

    def _link(self, node: etree._Element) -> None:
        outside = self.story.relations.get(node.get(f"{{{RELATIONS}}}id") or "", "")
        to = address(outside or f"#{value(node, 'anchor') or ''}", self.file.names_linked_to)
        link = None if self.story.fields.in_code else self.pen.open_link(to)
        for child in node:
            self._inline(child)
        if link is not None:
            self.pen.close(link)

    def _bookmark(self, name: str) -> None:
        if name in self.file.names_linked_to and name not in self.file.names_placed:
            self.file.names_placed.add(name)
            self.pen.mark("span", id=anchor(name))

    def _written(self, node: etree._Element, look: RunLook) -> None:
        text = node.text or ""
        if look.symbols:
            text = "".join(sign_of(ord(c), look.symbols) or c for c in text)
        self.pen.text(ENDLESS.sub(lambda part: part[0] + MAY_BREAK, text), look)

    def _tab(self, _node: etree._Element, look: RunLook) -> None:
        self.pen.gap(look)

    def _absolute_tab(self, node: etree._Element, _look: RunLook) -> None:
        to = f"{value(node, 'alignment') or 'left'} {value(node, 'leader') or 'none'}"
        self.pen.mark("span", class_="tab", data_to=to).text = " "

    def _break(self, node: etree._Element, _look: RunLook) -> None:
        if value(node, "type") == "page":
            self.pen.mark("span", class_="page-break")
        else:
            self.pen.mark("br")

    def _symbol(self, node: etree._Element, look: RunLook) -> None:
        code, font = (value(node, "char") or "").upper(), value(node, "font") or ""
        sign = symbol(code, font)
        if sign is None:
            raise DocumentRefused(
                f"The Word file has a sign of the font {font} (code {code}) that has no letter of its own. Type it as text."
            )
        self.pen.text(sign, look)

    def _drawing(self, node: etree._Element, _look: RunLook) -> None:
        if is_rule(node):
            self.pen.mark("span", style=RULE)
        for placed in placed_pictures(node):
            self.pen.at.append(picture(placed, self.file.parts, self.story.relations))

    def _footnote(self, node: etree._Element, _look: RunLook) -> None:
        note = value(node, "id") or ""
        number = self.file.footnotes_read.number(note, own_mark=_has_own_mark(node))
        self._call(number)
        self.pen.at.append(self.file.footnote(note, number))

    def _endnote(self, node: etree._Element, _look: RunLook) -> None:
        self._call(self.file.endnotes_read.number(value(node, "id") or "", own_mark=_has_own_mark(node)))

    def _page_number(self, _node: etree._Element, _look: RunLook) -> None:
        self.pen.mark("span", data_page_of="@here")

    def _call(self, number: str) -> None:
        if number:
            self.pen.mark("span", class_="note-call", data_made="").text = number


Piece = Callable[[Inline, etree._Element, RunLook], None]
_PIECES: dict[str, Piece] = {
    W.t: Inline._written,
    W.tab: Inline._tab,
    W.ptab: Inline._absolute_tab,
    W.br: Inline._break,
    W.cr: Inline._break,
    W.noBreakHyphen: lambda inline, _node, look: inline.pen.text("\u2011", look),
    W.softHyphen: lambda inline, _node, look: inline.pen.text("\u00ad", look),
    W.sym: Inline._symbol,
    W.drawing: Inline._drawing,
    W.pict: Inline._drawing,
    W.footnoteReference: Inline._footnote,
    W.endnoteReference: Inline._endnote,
    W.pgNum: Inline._page_number,
}
PRINTED = set(_PIECES) - {W.tab, W.ptab, W.br, W.cr, W.softHyphen}


def prints(run: etree._Element) -> bool:
    """Whether a run has anything that would be printed if it were not hidden."""
    return any(node.tag in PRINTED and (node.tag != W.t or node.text) for node in run)


def symbol(code: str, font: str) -> str | None:
    """Return the letter or mark of a `w:sym`; None where no letter is known for it."""
    number = int(code, 16) if re.fullmatch(r"[0-9A-F]{1,5}", code) else 0
    own_letter = number > ord(" ") and not PRIVATE <= number <= PRIVATE + 0xFF and not is_symbol_font(font)
    return sign_of(number, font) or (chr(number) if own_letter else None)


def _page_of(one: Field) -> str:
    """Return what a page number is of: a name that a link goes to, "@here", or "@all" for their number."""
    if one.kind == "PAGEREF":
        return anchor(bookmark_name(one.target))
    return "@here" if one.kind == "PAGE" else "@all"


def _has_own_mark(node: etree._Element) -> bool:
    return value(node, "customMarkFollows") in ("1", "true", "on")


def _children(holder: etree._Element | None) -> list[etree._Element]:
    return list(holder) if holder is not None else []
