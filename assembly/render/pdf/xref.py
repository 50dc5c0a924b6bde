"""Cross-reference rows and object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from assembly.render.pdf.syntax import stream

ROW = struct.Struct(">BIH")
WIDTHS = b"[1 4 2]"
FREE = ROW.pack(0, 0, 65535)


class XrefRow(NamedTuple):
    """Where an object is: kind 1 at byte `place`; kind 2 in object stream `place` as its `nth` object."""

    kind: int
    place: int
    nth: int


class XrefHead(NamedTuple):
    """The beginning of a compressed cross-reference stream, which ends on a whole byte.

    What follows it is put in as it is, so that a case does not compress the fixed rows again.
    """

    data: bytes
    checksum: int

    @classmethod
    def of(cls, rows: bytes) -> "XrefHead":
        """Return the head that holds the free row and the rows of the fixed objects."""
        packer = zlib.compressobj(9)
        data = packer.compress(FREE + rows) + packer.flush(zlib.Z_FULL_FLUSH)
        return cls(data, zlib.adler32(FREE + rows))

    def with_rows(self, rows: bytes) -> bytes:
        """Return the whole stream with further rows, fewer than 65,536 bytes (RFC 1951, 3.2.4)."""
        block = b"\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
        return self.data + block + struct.pack(">I", zlib.adler32(rows, self.checksum))


def stored(rows: Iterable[XrefRow]) -> bytes:
    """Return rows as a cross-reference stream holds them."""
    return b"".join([ROW.pack(*row) for row in rows])


def packed(objects: list[tuple[int, bytes]], *, level: int = 9) -> bytes:
    """Return an object stream that holds objects, none of them a stream, by number."""
    places, offset = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(places) + b" "
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return stream(entries, head + b"\n".join(body for _, body in objects), level=level)
