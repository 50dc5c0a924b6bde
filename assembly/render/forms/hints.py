"""Takes the instructions for coarse screens, and the glyphs that it does not draw, out of a blank's TrueType fonts.

They are most of such a font, and every case carries the fonts. Table layouts are those
of the OpenType specification (`glyf`, `loca`, `head`).
"""

import struct
from itertools import pairwise
from typing import Any

import pikepdf

from assembly.render.forms.glyphs import used_glyphs

UNWANTED = (
    *(b"fpgm", b"prep", b"cvt ", b"hdmx", b"VDMX", b"LTSH", b"gasp", b"kern", b"PCLT"),
    *(b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"meta", b"JSTF", b"name"),
)
TRUE_TYPE = (b"\x00\x01\x00\x00", b"true")
HAS_INSTRUCTIONS, MORE_COMPONENTS = 0x0100, 0x0020
WORDS, SCALE, X_AND_Y_SCALE, TWO_BY_TWO = 0x0001, 0x0008, 0x0040, 0x0080
MAXP_INSTRUCTIONS = 26


def lighten_fonts(pdf: Any) -> None:
    """Make every embedded TrueType font of a file lighter; a font that is not understood stays as it is."""
    used = used_glyphs(pdf)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj:
            lighter = without_instructions(obj.FontFile2.read_bytes(), used.get(obj.FontFile2.objgen))
            if lighter:
                obj.FontFile2.write(lighter)
                obj.FontFile2.Length1 = len(lighter)


def without_instructions(program: bytes, used: set[int] | None = None) -> bytes:
    """Return a TrueType font program without instructions, or nothing where it is not one that we read.

    Of glyphs that are not among the `used`, nor parts of one, the outline is left out; their numbers stay.
    """
    if program[:4] not in TRUE_TYPE:
        return b""
    try:
        tables = _tables(program)
        long_offsets = struct.unpack_from(">h", tables[b"head"], 50)[0] == 1
        glyphs = [_lighter(glyph) for glyph in _glyphs(tables[b"loca"], tables[b"glyf"], long_offsets)]
        if used is not None:
            kept = _with_parts(glyphs, used)
            glyphs = [glyph if number in kept else b"" for number, glyph in enumerate(glyphs)]
            tables[b"hmtx"] = _metrics(tables[b"hhea"], tables[b"hmtx"], kept)
        tables[b"loca"], tables[b"glyf"] = _packed(glyphs, long_offsets)
        maxp = bytearray(tables[b"maxp"])
        struct.pack_into(">H", maxp, MAXP_INSTRUCTIONS, 0)
        tables[b"maxp"] = bytes(maxp)
    except (KeyError, struct.error, IndexError):
        return b""
    return _program(program[:4], {tag: data for tag, data in tables.items() if tag not in UNWANTED})


def _tables(program: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", program, 4)[0]
    tables = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * number)
        tables[tag] = program[offset : offset + length]
    return tables


def _glyphs(loca: bytes, glyf: bytes, long_offsets: bool) -> list[bytes]:
    size = 4 if long_offsets else 2
    found = struct.unpack(f">{len(loca) // size}{'I' if long_offsets else 'H'}", loca)
    offsets = found if long_offsets else tuple(offset * 2 for offset in found)
    return [glyf[start:end] for start, end in pairwise(offsets)]


def _lighter(glyph: bytes) -> bytes:
    if not glyph:
        return glyph
    contours = struct.unpack_from(">h", glyph)[0]
    return _simple(glyph, contours) if contours >= 0 else _composite(glyph)


def _simple(glyph: bytes, contours: int) -> bytes:
    place = 10 + 2 * contours
    length = struct.unpack_from(">H", glyph, place)[0]
    return glyph[:place] + b"\x00\x00" + glyph[place + 2 + length :]


def _composite(glyph: bytes) -> bytes:
    whole, place, flags = bytearray(glyph), 10, MORE_COMPONENTS
    while flags & MORE_COMPONENTS:
        flags = struct.unpack_from(">H", whole, place)[0]
        struct.pack_into(">H", whole, place, flags & ~HAS_INSTRUCTIONS)
        place += _length(flags)
    return bytes(whole[:place])


def _with_parts(glyphs: list[bytes], used: set[int]) -> set[int]:
    """Return the used glyphs and those that they are put together from."""
    kept, waiting = set[int](), [number for number in used if number < len(glyphs)]
    while waiting:
        number = waiting.pop()
        if number not in kept:
            kept.add(number)
            waiting += [part for part in _parts(glyphs[number]) if part < len(glyphs)]
    return kept


def _metrics(hhea: bytes, hmtx: bytes, kept: set[int]) -> bytes:
    """Return the widths with nothing for the glyphs that are left out, which packs to next to nothing."""
    whole, count = bytearray(hmtx), struct.unpack_from(">H", hhea, 34)[0]
    for number in range(count):
        if number not in kept:
            whole[4 * number : 4 * number + 4] = bytes(4)
    for number in range(count, count + (len(hmtx) - 4 * count) // 2):
        if number not in kept:
            place = 4 * count + 2 * (number - count)
            whole[place : place + 2] = bytes(2)
    return bytes(whole)


def _parts(glyph: bytes) -> list[int]:
    if not glyph or struct.unpack_from(">h", glyph)[0] >= 0:
        return []
    parts, place, flags = [], 10, MORE_COMPONENTS
    while flags & MORE_COMPONENTS:
        flags, part = struct.unpack_from(">HH", glyph, place)
        parts.append(part)
        place += _length(flags)
    return parts


def _length(flags: int) -> int:
    """Return how many bytes a part of a composite glyph takes."""
    place = 8 if flags & WORDS else 6
    return place + 2 * bool(flags & SCALE) + 4 * bool(flags & X_AND_Y_SCALE) + 8 * bool(flags & TWO_BY_TWO)


def _packed(glyphs: list[bytes], long_offsets: bool) -> tuple[bytes, bytes]:
    offsets, parts, place = [0], [], 0
    for glyph in glyphs:
        padded = glyph + bytes(-len(glyph) % 4)
        parts.append(padded)
        place += len(padded)
        offsets.append(place)
    kind = "I" if long_offsets else "H"
    stored = offsets if long_offsets else [offset // 2 for offset in offsets]
    return struct.pack(f">{len(stored)}{kind}", *stored), b"".join(parts)


def _program(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return a font program with its tables in order of tag."""
    count = len(tables)
    power = count.bit_length() - 1
    head = version + struct.pack(">HHHH", count, 16 << power, power, 16 * count - (16 << power))
    offset, entries, body = 12 + 16 * count, b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag, checksum, offset + len(body), len(data))
        body += padded
    return head + entries + body
