"""Fields: what Word works out, such as a page number. Between code and end stands the result that it printed last."""

import re
from dataclasses import dataclass, field

from lxml import etree

from assembly.render.marks import CHECKED, UNCHECKED
from assembly.render.word.ooxml import W, switched_on, value, whole

WORD = re.compile(r'"([^"]*)"|(\S+)')
PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}
"""Fields whose result depends on the pages, which are the court's and not Word's: worked out anew."""
SILENT_FIELDS = {"TC", "XE", "TA", "RD", "ASK", "SET", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "FORMCHECKBOX", "FORMDROPDOWN",
                 "ADVANCE", "ADDIN", ""}  # fmt: skip
"""Fields that print nothing where they stand, or whose result is kept beside their code."""
KEEPING_FIELDS = {"SET", "ASK"}
"""Fields whose result Word keeps for others to print, and does not print itself."""


@dataclass(eq=False)
class Field:
    """A field under way: its code so far, and whether the code has ended and a result that is printed begun."""

    code: str = ""
    has_result: bool = False
    shown_in: etree._Element | None = None

    @property
    def kind(self) -> str:
        """The field's name in capitals, such as PAGEREF."""
        found = WORD.search(self.code)
        return (found[1] or found[2] or "").upper() if found else ""

    @property
    def arguments(self) -> list[str]:
        """What follows the name, switches too, without quotation marks."""
        return [a if a is not None and not b else b for a, b in WORD.findall(self.code)][1:]

    @property
    def is_silent(self) -> bool:
        """Whether the field prints nothing of its own, as a counter does that counts unseen (`SEQ CHAPTER \\h`)."""
        return self.kind in SILENT_FIELDS or (self.kind == "SEQ" and "\\h" in self.arguments)

    @property
    def target(self) -> str:
        """The first argument: the bookmark or address that the field is about."""
        first = next(iter(self.arguments), "")
        if self.kind == "HYPERLINK" and first.lower() == "\\l":
            return f"#{next(iter(self.arguments[1:]), '')}"
        return first


@dataclass
class Fields:
    """The fields that are open at a place of the text, outermost first."""

    open_now: list[Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether the place is inside what some field does not print, such as its code."""
        return any(not one.has_result for one in self.open_now)

    def begin(self) -> Field:
        """Open a field."""
        self.open_now.append(Field())
        return self.open_now[-1]

    def code(self, text: str) -> None:
        """Add to the code of the innermost field."""
        if self.open_now and not self.open_now[-1].has_result:
            self.open_now[-1].code += text

    def separate(self) -> Field | None:
        """End the code of the innermost field: its result follows."""
        if not self.open_now:
            return None
        self.open_now[-1].has_result = self.open_now[-1].kind not in KEEPING_FIELDS
        return self.open_now[-1]

    def end(self) -> Field | None:
        """Close the innermost field and return it."""
        return self.open_now.pop() if self.open_now else None


def form_field_text(begin: etree._Element) -> str:
    """Return what an old-style form field prints that is not in its result: a check box, or the entry chosen."""
    box, entries = begin.find(f"{W.ffData}/{W.checkBox}"), begin.find(f"{W.ffData}/{W.ddList}")
    if box is not None:
        state = box.find(W.checked)
        if state is None:
            state = box.find(W.default)
        return CHECKED if switched_on(state) else UNCHECKED
    if entries is not None:
        texts = [value(entry) or "" for entry in entries.findall(W.listEntry)]
        place = whole(entries.find(W.result))
        place = whole(entries.find(W.default)) if place is None else place
        return texts[place or 0] if 0 <= (place or 0) < len(texts) else ""
    return ""
