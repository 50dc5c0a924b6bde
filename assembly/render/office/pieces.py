"""The words of a Word file as stretches that any layout must print whole, read straight from its XML.

A stretch is a paragraph, or its part before or after something that the layout itself words anew: a page
number, a date field, a sign of a symbol font, the mark of a footnote, the dots that lead to a tab stop.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembly.render.word.conserve import letters
from assembly.render.word.ooxml import RELATIONS, W, switched_on, value
from assembly.render.word.package import MAIN, parse_part

ANEW = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "NOTEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE",
    "CREATEDATE", "EDITTIME", "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "REVNUM", "STYLEREF", "SEQ", "LISTNUM",
    "AUTONUM", "AUTONUMLGL", "AUTHOR", "LASTSAVEDBY", "TITLE", "SUBJECT", "KEYWORDS", "DOCPROPERTY", "TEMPLATE", "=",
}  # fmt: skip
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAK = "\0"
BROKEN_BY = (W.footnoteReference, W.endnoteReference, W.sym, W.tab, W.ptab)
PLACED = (W.headerReference, W.footerReference)


def body_pieces(parts: Mapping[str, bytes]) -> list[str]:
    """Return the letters of the text's stretches, in order; text boxes stand where they are anchored."""
    return _pieces(parse_part(parts, MAIN))


def note_pieces(parts: Mapping[str, bytes]) -> list[str]:
    """Return the letters of the stretches of every footnote and endnote that the text calls for."""
    root = parse_part(parts, MAIN)
    found: list[str] = []
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        called = {value(call, "id") for call in root.iter(getattr(W, f"{kind}Reference"))}
        if called and name in parts:
            for note in parse_part(parts, name):
                if value(note, "id") in called:
                    found += _pieces(note)
    return found


def margin_pieces(parts: Mapping[str, bytes]) -> list[str]:
    """Return the letters of the stretches of headers and footers that every section prints on some page."""
    root, relations = parse_part(parts, MAIN), "word/_rels/document.xml.rels"
    if relations not in parts:
        return []
    targets = {r.get("Id", ""): r.get("Target", "") for r in parse_part(parts, relations)}
    found: list[str] = []
    for section in root.iter(W.sectPr):
        if switched_on(section.find(W.titlePg)):
            continue  # a paper of one page prints the first page's alone
        for reference in section.iter(*PLACED):
            name = f"word/{targets.get(reference.get(f'{{{RELATIONS}}}id', ''), '').removeprefix('/word/')}"
            if value(reference, "type") == "default" and name in parts:
                found += _pieces(parse_part(parts, name))
    return found


def _pieces(root: etree._Element) -> list[str]:
    walk = _Walk()
    found: list[str] = []
    for paragraph in root.iter(W.p):
        if next(paragraph.iterancestors(FALLBACK), None) is not None:
            continue
        text = "".join(walk.words(paragraph))
        found += filter(None, map(letters, text.split(BREAK)))
    return found


@dataclass
class _Field:
    """A field whose code is being read, or whose result is."""

    code: str = ""
    in_result: bool = False

    def is_anew(self) -> bool:
        words = re.split(r"[\s\\]+", self.code.strip().upper().replace("=", "= "), maxsplit=1)
        return words[0] in ANEW


@dataclass
class _Walk:
    """Reads paragraph after paragraph; a field may begin in one and end in another."""

    fields: list[_Field] = field(default_factory=list)

    def words(self, node: etree._Element) -> Iterator[str]:
        """Yield the words of a paragraph's own runs, and a break where the layout words something anew."""
        for child in node:
            if child.tag == W.t:
                yield self._shown(child.text or "")
            elif child.tag == W.instrText and self.fields:
                self.fields[-1].code += child.text or ""
            elif child.tag == W.fldChar:
                self._field_mark(value(child, "fldCharType") or "")
                yield BREAK
            elif child.tag == W.fldSimple:
                self.fields.append(_Field(value(child, "instr") or "", in_result=True))
                yield BREAK
                yield from self.words(child)
                yield BREAK
                self.fields.pop()
            elif child.tag in BROKEN_BY:
                yield BREAK
            elif child.tag not in (W.p, W.txbxContent, W.pPr, W.rPr, FALLBACK):
                yield from self.words(child)

    def _shown(self, text: str) -> str:
        hidden = any(not f.in_result or f.is_anew() for f in self.fields)
        return "" if hidden else text

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()
