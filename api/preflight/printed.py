"""What a paper must print: its template filled once more from the facts, with every figure worked out anew.

Word documents and forms can be asked. A paper whose template has changed since it was made cannot.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from assembly.catalog import DocumentType
from assembly.catalog.document_type import Engine
from assembly.errors import BlankRefused
from assembly.law import Law
from assembly.model.document import Document
from assembly.model.facts import Facts
from assembly.packets.context import build_context
from assembly.render.forms.engine import prepared_form
from assembly.render.forms.mapping import BindingKind
from assembly.render.word.engine import conversion
from assembly.render.word.merge import merge
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.tracing import BEGIN, END, RECORD, Record
from assembly.render.word.words import flow_words
from assembly.rules import compute, protect
from efiling.preflight.checks.arithmetic import figures
from efiling.preflight.known import Box, Printed

SHORTEST = 3
"""Letters: a shorter value may stand anywhere."""


def printed_of(
    document: Document,
    kind: DocumentType,
    facts: Facts,
    *,
    law: Law,
    packet: str,
    attachments: tuple[str, ...],
) -> tuple[tuple[Printed, ...], tuple[Box, ...]] | None:
    """Return the facts and figures that a paper must print and the boxes they stand in, or None where nobody can say.

    `facts` are those as recorded; what the paper's class may know of them is worked out here.
    """
    if kind.engine is Engine.HTML or document.template_sha256 != kind.source_sha256:
        return None
    known = protect(facts, security=kind.security)
    computed = {name: partial(_computed, name=rule, law=law) for name, rule in kind.computes.items()}
    names = build_context(kind, known, computed, packet=packet, attachments=attachments).names
    if kind.engine is Engine.PDF_FORM:
        return _of_form(document, kind, names)
    record, words = _filled(kind, names)
    plain = [
        Printed(text=text, words=_words(pointers[0]))
        for pointers, text in record.values
        if _long_enough(text)
    ]
    return (*plain, *_derived(words, plain)), ()


def _of_form(
    document: Document, kind: DocumentType, names: Mapping[str, object]
) -> tuple[tuple[Printed, ...], tuple[Box, ...]] | None:
    """Return what a form's fields hold; a form that is filled on another blank than now cannot be asked."""
    try:
        form = prepared_form(kind.source)
    except BlankRefused:  # it was filled where the blank is installed, or on another edition
        return None
    if form.official is not document.official:
        return None
    printed, boxes = [], []
    for slot in form.slots:
        value = (
            slot.binding.read(names) if slot.binding.kind is BindingKind.TEXT and slot.binding.read else None
        )
        text = "" if value is None else str(value)
        if not text.strip():
            continue
        if _long_enough(text):
            printed.append(Printed(text=text, words=f"“{slot.label}”"))
        for widget in slot.field.widgets:
            left, bottom, right, top = widget.rectangle
            high = form.blank.page_sizes[widget.page][1]
            rect = (left, high - top, right, high - bottom)
            boxes.append(Box(label=slot.label, page=document.first_page + widget.page, rect=rect))
    return tuple(printed), tuple(boxes)


def _filled(kind: DocumentType, names: Mapping[str, object]) -> tuple[Record, str]:
    record = Record()
    token = RECORD.set(record)
    try:
        parts = open_package(merge(kind.source, names, traced=True))
    finally:
        RECORD.reset(token)
    return record, _unmarked(flow_words(conversion(parts).body(parse_part(parts, MAIN))))


def _long_enough(text: str) -> bool:
    return sum(letter.isalnum() for letter in text) >= SHORTEST


def _computed(facts: Facts, *, name: str, law: Law) -> object:
    return compute(name, facts, law)


def _unmarked(text: str) -> str:
    """Return a text without the marks around its values; each beginning is followed by a number."""
    kept, signs = [], iter(text)
    for sign in signs:
        if sign == BEGIN:
            next(signs, "")
        elif sign != END:
            kept.append(sign)
    return "".join(kept)


def _derived(words: str, plain: list[Printed]) -> Iterator[Printed]:
    """Yield the figures that no fact is: what the rules work out."""
    told: Counter[str] = Counter()
    for entry in plain:
        told += figures(entry.text)
    for figure, count in (figures(words) - told).items():
        yield from [Printed(text=f"${figure}", words="A figure of this paper", derived=True)] * count


def _words(pointer: str) -> str:
    """Return a pointer to a fact in words, such as "the fact children 1 birth date"."""
    parts = [str(int(part) + 1) if part.isdigit() else part.replace("_", " ") for part in pointer.split("/")]
    return f"the fact “{' '.join(part for part in parts if part)}”"
