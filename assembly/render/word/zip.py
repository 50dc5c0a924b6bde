"""Writes a zip archive from parts that may have been packed before, with no clock in it.

The parts of a template that no case changes are packed once; the standard library's writer would
pack them again for every case.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
VERSION, MADE_ON_UNIX = 20, 3 << 8
NAMES_ARE_UTF_8 = 0x800
DEFLATED = 8
MIDNIGHT, FIRST_OF_1980 = 0, 0x21
OWNER_ONLY = 0o100600 << 16
LEVEL = 6


class Packed(NamedTuple):
    """A part as it lies in the archive: checksum and size of the original, and the packed bytes."""

    checksum: int
    size: int
    data: bytes


def pack(raw: bytes) -> Packed:
    """Return a part packed."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(zlib.crc32(raw), len(raw), deflate.compress(raw) + deflate.flush())


def write_zip(parts: Mapping[str, Packed]) -> bytes:
    """Return an archive of the parts in the order given; names must be short and parts below 4 GB."""
    out = bytearray()
    directory = bytearray()
    for name, part in parts.items():
        coded = name.encode("utf-8")
        common = struct.pack(
            "<HHHHHIIIHH",
            VERSION, NAMES_ARE_UTF_8, DEFLATED, MIDNIGHT, FIRST_OF_1980, part.checksum, len(part.data), part.size,
            len(coded), 0,
        )  # fmt: skip
        directory += CENTRAL + struct.pack("<H", VERSION | MADE_ON_UNIX) + common
        directory += struct.pack("<HHHII", 0, 0, 0, OWNER_ONLY, len(out)) + coded
        out += LOCAL + common + coded + part.data
    start, count = len(out), len(parts)
    out += directory
    out += END + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0)
    return bytes(out)
