"""JPEG pictures by their segments: how large one is, and the same picture without what a camera wrote into it.

Source: ITU-T T.81, Annex B (segments and markers).
"""

import struct
from collections.abc import Iterator

START, SCAN = 0xD8, 0xDA
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the segments that give a size
JFIF, COLOURS, ADOBE = 0xE0, 0xE2, 0xEE
NOTES = {*range(0xE0, 0xF0), 0xFE} - {JFIF, COLOURS, ADOBE}
COMPONENTS_AT = 9
FOUR_INKS = 4


def size_of(raw: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None where no frame is found."""
    frame = _frame(raw)
    if frame is None:
        return None
    high, wide = struct.unpack(">HH", raw[frame + 5 : frame + 9])
    return wide, high


def is_for_press(raw: bytes) -> bool:
    """Whether a picture is in the four inks of a printing press, which PDF/A allows only with their profile."""
    frame = _frame(raw)
    return frame is not None and raw[frame + COMPONENTS_AT] == FOUR_INKS


def without_notes(raw: bytes) -> bytes:
    """Return the same picture without place, time, camera and comments; its colours and pixels are as they were."""
    kept, end = [raw[:2]], 2
    for kind, start, stop in _segments(raw):
        end = stop
        if kind not in NOTES:
            kept.append(raw[start:stop])
    return b"".join([*kept, raw[end:]])


def _frame(raw: bytes) -> int | None:
    return next(
        (start for kind, start, _ in _segments(raw) if kind in FRAMES and start + COMPONENTS_AT < len(raw)),
        None,
    )


def _segments(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the marker, the start and the end of each segment before the picture's own data."""
    place = 2
    while place + 4 <= len(raw) and raw[place] == 0xFF and raw[place + 1] != SCAN:
        stop = place + 2 + int(struct.unpack(">H", raw[place + 2 : place + 4])[0])
        yield raw[place + 1], place, stop
        place = stop
