"""Pictures of a Word file: their kind and size are read from their first bytes, never by unpacking them."""

import base64
import struct

from assembly.errors import DocumentRefused

KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
LONGEST_SIDE = 12_000  # pixels; a letter page at 1,000 dots to the inch
MOST_PIXELS = 60_000_000
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the JPEG segments that give a size


def data_url(raw: bytes) -> str:
    """Return a picture as a data URL.

    Raises:
        DocumentRefused: it is no PNG, JPEG or GIF, or has more pixels than a page can need.
    """
    kind = next((kind for start, kind in KINDS.items() if raw.startswith(start)), None)
    size = _size(raw, kind) if kind else None
    if size is None:
        raise DocumentRefused(
            "The Word file has a picture that is not PNG, JPEG or GIF. Insert it again as PNG."
        )
    wide, high = size
    if max(wide, high) > LONGEST_SIDE or wide * high > MOST_PIXELS:
        raise DocumentRefused(
            f"The Word file has a picture of {wide:,} by {high:,} pixels; at most {LONGEST_SIDE:,} a side are read. "
            "Make it smaller."
        )
    return f"data:{kind};base64,{base64.b64encode(raw).decode('ascii')}"


def _size(raw: bytes, kind: str | None) -> tuple[int, int] | None:
    try:
        if kind == "image/png":
            wide, high = struct.unpack(">II", raw[16:24])
        elif kind == "image/gif":
            wide, high = struct.unpack("<HH", raw[6:10])
        else:
            return _jpeg_size(raw)
    except struct.error:
        return None
    return wide, high


def _jpeg_size(raw: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(raw) and raw[place] == 0xFF:
        if raw[place + 1] in FRAMES:
            high, wide = struct.unpack(">HH", raw[place + 5 : place + 9])
            return wide, high
        place += 2 + int(struct.unpack(">H", raw[place + 2 : place + 4])[0])
    return None
