"""Cross-reference rows and object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

import struct
from collections.abc import Iterable
from typing import NamedTuple

from assembly.render.forms.pdf_syntax import stream

ROW = struct.Struct(">BIH")
WIDTHS = b"[1 4 2]"
FREE = ROW.pack(0, 0, 65535)


class XrefRow(NamedTuple):
    """Where an object is: kind 1 at byte `place`; kind 2 in object stream `place` as its `nth` object."""

    kind: int
    place: int
    nth: int


def stored(rows: Iterable[XrefRow]) -> bytes:
    """Return rows as a cross-reference stream holds them."""
    return b"".join([ROW.pack(*row) for row in rows])


def packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Return an object stream that holds objects, none of them a stream, by number."""
    places, offset = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(places) + b" "
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return stream(entries, head + b"\n".join(body for _, body in objects))
