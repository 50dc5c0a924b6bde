"""Prints a paper from the Word file that an attorney edited, and says where the facts still stand in it."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import partial

from assembly.catalog import DocumentType
from assembly.model.edited import EditedDraft
from assembly.render.laid_out import LaidOut
from assembly.render.rendered import Rendered
from assembly.render.traced import Sources, TracedValue
from assembly.render.word.engine import render_file, signed
from assembly.render.word.merge import merge
from assembly.render.word.tracing import BEGIN, END, FIRST

PIECE = re.compile(r"\s+|\w+|[^\w\s]")


def render_edited(
    document: DocumentType, context: Mapping[str, object], draft: EditedDraft, *, prepared_on: date
) -> Rendered | None:
    """Return a document made from an edited Word file; None where that was edited from another than is made now.

    A typed signature goes into the edited file as it would into ours.

    Raises:
        TemplateFault: the template can't be filled.
        DocumentRefused, UnprintableText: the edited file can't be printed.
    """
    if hashlib.sha256(merge(document.source, context)).hexdigest() != draft.base_sha256:
        return None
    raw = signed(document, draft.word, context)
    title = str(getattr(context.get("document"), "title", document.title))
    pages = render_file(
        raw, title=title, language=document.language, stylesheet=document.stylesheet, prepared_on=prepared_on
    )
    return Rendered(
        pdf=pages.pdf,
        pages=pages.pages,
        docx=raw,
        official=document.form is None or not document.form.mandatory,
        trace=partial(_trace, document, context, raw, pages),
        edited=True,
    )


def marked_anew(marked: str, edited: str) -> str:
    """Return an edited text with the marks of every value that stands in it as it stood in the marked one."""
    plain, spans = _read(marked)
    where = _same_places(plain, edited)
    begins: dict[int, list[tuple[int, int]]] = {}
    ends: dict[int, int] = {}
    for number, start, end in spans:
        first = where.get(start)
        if first is None or any(where.get(at) != first + at - start for at in range(start, end)):
            continue
        begins.setdefault(first, []).append((number, first + end - start))
        ends[first + end - start] = ends.get(first + end - start, 0) + 1
    return "".join(_with_marks(edited, begins, ends))


def numbers_in(marked: str) -> frozenset[int]:
    """Return the numbers of the values that are marked in a text."""
    return frozenset(ord(marked[at + 1]) - FIRST for at, sign in enumerate(marked[:-1]) if sign == BEGIN)


def _trace(
    document: DocumentType, context: Mapping[str, object], raw: bytes, pages: LaidOut, sources: Sources
) -> tuple[TracedValue, ...]:
    from assembly.render.word.trace import trace  # which itself needs this module

    return trace(document, context, pages, sources, edited=raw)


def _read(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return a text without its marks, and for each value that has letters its number, start and end."""
    plain: list[str] = []
    spans: list[tuple[int, int, int]] = []
    open_now: list[tuple[int, int]] = []
    signs = iter(marked)
    for sign in signs:
        if sign == BEGIN:
            open_now.append((ord(next(signs)) - FIRST, len(plain)))
        elif sign == END and open_now:
            number, start = open_now.pop()
            if start < len(plain):
                spans.append((number, start, len(plain)))
        else:
            plain.append(sign)
    return "".join(plain), spans


def _same_places(before: str, after: str) -> dict[int, int]:
    """Return for each character of a text that another has kept its place there: block by block, then word by word."""
    same: dict[int, int] = {}
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, old_from, old_to, new_from, new_to in _opcodes(old, new):
        at, there = _length(old[:old_from]), _length(new[:new_from])
        if kind == "equal":
            same |= {at + n: there + n for n in range(_length(old[old_from:old_to]))}
        elif kind == "replace":
            ours = PIECE.findall("".join(old[old_from:old_to]))
            theirs = PIECE.findall("".join(new[new_from:new_to]))
            for inner, a, b, c, _d in _opcodes(ours, theirs):
                if inner == "equal":
                    start, beside = at + _length(ours[:a]), there + _length(theirs[:c])
                    same |= {start + n: beside + n for n in range(_length(ours[a:b]))}
    return same


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _length(pieces: Sequence[str]) -> int:
    return sum(map(len, pieces))


def _with_marks(
    text: str, begins: Mapping[int, Sequence[tuple[int, int]]], ends: Mapping[int, int]
) -> Iterator[str]:
    """Yield a text with marks put in; of values that begin together the longest is the outermost."""
    for at in range(len(text) + 1):
        yield END * ends.get(at, 0)
        for number, _ in sorted(begins.get(at, ()), key=lambda one: -one[1]):
            yield f"{BEGIN}{chr(FIRST + number)}"
        yield text[at : at + 1]
