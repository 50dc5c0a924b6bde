"""The trace map beside each PDF of a packet: for every value the facts behind it and where it stands."""

import json
from dataclasses import replace

from assembly.packets.binding import BoundFile
from assembly.packets.manifest import sha256
from assembly.render.traced import Place, TracedValue, listed

SCHEMA = "courtpacket-trace/1"
SUFFIX = ".trace.json"


def trace_name(pdf_path: str) -> str:
    """Return the name of the trace map beside a PDF, such as "01-complaint.trace.json"."""
    return f"{pdf_path.removesuffix('.pdf')}{SUFFIX}"


def trace_of(file: BoundFile) -> bytes:
    """Return the trace map of a file as canonical JSON, bound to the file's bytes by their hash.

    Pages count from 1 in the file; rectangles are left, top, right, bottom in points from the top
    left. It holds nothing that the file's own pages do not show, but for the names of facts.
    """
    documents = []
    for one, first in zip(file.made, file.first_pages, strict=False):
        values = [_moved(value, first - 1) for value in one.rendered.trace(one.sources)]
        told = {"document": one.chosen.document.id, "first_page": first, "values": listed(values)}
        documents.append(told | ({"edited": True} if one.is_edited else {}))
    record = {"schema": SCHEMA, "pdf": file.name, "pdf_sha256": sha256(file.pdf), "documents": documents}
    # On one line: with an indent the standard library writes it some twenty times slower.
    return (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")


def _moved(value: TracedValue, pages: int) -> TracedValue:
    places = tuple(Place(place.page + pages, place.box) for place in value.places)
    return replace(value, places=places)
