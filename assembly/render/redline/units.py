"""A draft as a list of units: paragraphs, and rows of tables, each cut into words."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from lxml import etree

BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
WORD = re.compile(r"\s+|\$?\d[\d.,:/-]*\d%?|[^\W_]+(?:['’‑-][^\W_]+)*|.", re.DOTALL)
SENTENCE = re.compile(r"\s+|[^.;]+[.;]?|.", re.DOTALL)
MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a sign or a stretch of white space; `style` is its inline style, `drawn` what is no text."""

    text: str
    style: str = ""
    drawn: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph (one cell) or a row of a table, with its words cell by cell."""

    place: str
    tag: str
    attributes: Mapping[str, str]
    cells: tuple[tuple[Word, ...], ...]
    table: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each cell."""
        return tuple("".join(word.text for word in cell) for cell in self.cells)

    @property
    def key(self) -> str:
        """The words alone: what must be the same for the unit to be unchanged."""
        return "\t".join(" ".join(text.split()) for text in self.texts)


def units(main: etree._Element) -> list[Unit]:
    """Return the units of a draft's text in reading order; empty paragraphs are left out."""
    return [unit for unit in _units(main) if unit.key.strip()]


def _units(main: etree._Element) -> Iterator[Unit]:
    paragraphs = tables = 0
    for element in main.iter(*BLOCKS, "table"):
        if next(element.iterancestors("table"), None) is not None:
            continue
        if element.tag == "table":
            tables += 1
            yield from _rows(element, tables)
        else:
            paragraphs += 1
            yield Unit(
                f"paragraph {paragraphs}",
                str(element.tag),
                {"class": element.get("class") or ""},
                (_words(element),),
            )


def _rows(table: etree._Element, number: int) -> Iterator[Unit]:
    for place, row in enumerate(table.iter("tr"), start=1):
        if next(row.iterancestors("table")) is not table:
            continue
        cells = tuple(_words(cell) for cell in row if isinstance(cell.tag, str))
        yield Unit(
            f"table {number}, row {place}", "tr", {"class": table.get("class") or ""}, cells, table=number
        )


def _words(element: etree._Element) -> tuple[Word, ...]:
    pieces = list(_pieces(element, ""))
    pattern = WORD if sum(len(text) for text, _, _ in pieces) < MOST_WORDS * 6 else SENTENCE
    words: list[Word] = []
    for text, style, drawn in pieces:
        if drawn is not None:
            words.append(Word(text, style, drawn))
        else:
            words += [Word(found.group(), style) for found in pattern.finditer(text)]
    return tuple(words)


def _pieces(element: etree._Element, style: str) -> Iterator[tuple[str, str, etree._Element | None]]:
    """Yield text with the inline style it has, and what is drawn under a name by which it is compared."""
    if element.text and element.text.strip("\u00a0"):
        yield element.text, style, None
    for child in element:
        kinds = (child.get("class") or "").split()
        if child.tag == "br" or "page-break" in kinds or "tab" in kinds:
            yield " ", style, None
        elif "box" in kinds:
            yield ("[ ]" if "empty" in kinds else "[X]"), style, _alone(child)
        elif "blank" in kinds:
            yield "____", style, _alone(child)
        elif child.get("data-made") is not None:
            yield "", style, _numbered(child)  # Word's own number, which changes with what stands before it
        elif child.tag == "img":
            yield f"[picture {_name_of(child)}]", style, _alone(child)
        elif child.tag in BLOCKS or child.tag in ("table", "tr", "td", "div"):
            yield from _pieces(child, style)
            if child.getnext() is not None:
                yield "\n", style, None
        else:
            inner = ";".join(part for part in (style, child.get("style") or "") if part)
            note = "footnote" in kinds
            if note:
                yield " [Footnote: ", inner, None
            yield from _pieces(child, inner)
            yield ("] " if note else " " if "label" in kinds else ""), inner, None
        if child.tail:
            yield child.tail, style, None


def _name_of(image: etree._Element) -> str:
    """Return a short name of a picture's bytes."""
    return hashlib.sha256((image.get("src") or "").encode()).hexdigest()[:8]


def _numbered(element: etree._Element) -> etree._Element:
    made = _alone(element)
    made.text = (made.text or "") + ("" if "note-call" in (made.get("class") or "") else " ")
    return made


def _alone(element: etree._Element) -> etree._Element:
    made = copy(element)
    made.tail = None
    return made


def text(words: Sequence[Word]) -> str:
    """Return the text of words, trimmed."""
    return " ".join("".join(word.text for word in words).split())
