"""The trace map of a Word paper: for every merged value the facts it was read from and its rectangles on the page."""

import json
from collections.abc import Mapping, Sequence

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.render.paper import LaidOut
from assembly.render.traced import Sources, TracedValue, listed
from assembly.render.word.engine import conversion, filled
from assembly.render.word.found import found_by_letters
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.tracing import RECORD, Record
from assembly.render.word.words import flow_words

NONE: Sources = {}


def trace(
    document: DocumentType, context: Mapping[str, object], pages: LaidOut, sources: Sources = NONE
) -> tuple[TracedValue, ...]:
    """Return every merged value of a Word document in reading order, with its places on `pages`.

    `pages` must be the layout of the same document and context; `sources` says from which facts
    the names that are worked out come.

    Raises:
        DocumentRefused: the pages are of another document.
    """
    record = Record(sources)
    token = RECORD.set(record)
    try:
        parts = open_package(filled(document, context, traced=True))
    finally:
        RECORD.reset(token)
    found = found_by_letters(
        flow_words(conversion(parts).body(parse_part(parts, MAIN))), record.values, pages
    )
    if found is None:
        raise DocumentRefused("The pages are not those of this document with these facts.")
    return found


def trace_json(values: Sequence[TracedValue]) -> bytes:
    """Return a trace map as JSON."""
    return (json.dumps(listed(values), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
