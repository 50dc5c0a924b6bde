"""The trace map of a Word paper: for every merged value the facts it was read from and its rectangles on the page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.render.laid_out import LaidOut
from assembly.render.traced import Sources, TracedValue, listed
from assembly.render.word.edited import marked_anew, numbers_in
from assembly.render.word.engine import conversion, filled
from assembly.render.word.found import found_by_letters
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.page_numbers import name_places, write_page_numbers
from assembly.render.word.tracing import RECORD, Record
from assembly.render.word.words import flow_words, note_words

NONE: Sources = {}
NOWHERE = (-9.0, -9.0, -9.0, -9.0)


def trace(
    document: DocumentType,
    context: Mapping[str, object],
    pages: LaidOut,
    sources: Sources = NONE,
    *,
    edited: bytes | None = None,
) -> tuple[TracedValue, ...]:
    """Return every merged value of a Word document in reading order, with its places on `pages`; footnotes come last.

    `pages` must be the layout of the same document and context, or of the `edited` Word file of it:
    then the values that were edited away come after the others, without a place. `sources` says from
    which facts the names that are worked out come.

    Raises:
        DocumentRefused: the pages are of another document.
    """
    record = Record(sources)
    token = RECORD.set(record)
    try:
        parts = open_package(filled(document, context, traced=True))
    finally:
        RECORD.reset(token)
    text, notes = _words(parts, document, pages)
    gone: tuple[TracedValue, ...] = ()
    if edited is not None:
        own_text, own_notes = _words(open_package(edited), document, pages)
        text, notes = marked_anew(text, own_text), marked_anew(notes, own_notes)
        gone = _gone(record.values, numbers_in(text) | numbers_in(notes))
    found = found_by_letters(text, record.values, pages)
    in_notes = found_by_letters(notes, record.values, _feet(pages))
    if found is None or in_notes is None:
        raise DocumentRefused("The pages are not those of this document with these facts.")
    return (*found, *in_notes, *gone)


def _words(parts: Mapping[str, bytes], document: DocumentType, pages: LaidOut) -> tuple[str, str]:
    """Return the words of the text and of the footnotes, with the numbers of pages that the layout gives."""
    body = conversion(parts, language=document.language).body(parse_part(parts, MAIN))
    name_places(body)
    write_page_numbers(body, pages)
    return flow_words(body), note_words(body)


def _gone(values: Sequence[tuple[tuple[str, ...], str]], standing: frozenset[int]) -> tuple[TracedValue, ...]:
    return tuple(
        TracedValue(facts, text, (), edited=True)
        for number, (facts, text) in enumerate(values)
        if number not in standing and text.strip()
    )


def _feet(pages: LaidOut) -> LaidOut:
    """Return the same pages, of which only the footnotes are looked at."""
    nothing = ((),) * pages.pages
    return replace(pages, text_boxes=pages.footnotes, repeated=nothing, footnotes=(NOWHERE,) * pages.pages)


def trace_json(values: Sequence[TracedValue]) -> bytes:
    """Return a trace map as JSON."""
    return (json.dumps(listed(values), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
