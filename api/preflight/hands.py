"""What a repair may use that e-filing does not bring: text recognition, splitting by size, and typefaces."""

from collections.abc import Callable
from functools import partial

from assembly.bundle import split_volumes
from assembly.bundle.ocr import find_program
from assembly.errors import DocumentRefused
from assembly.fonts import SANS, SERIF, font_folders
from assembly.packets.taking import recognize

_NO_LIMIT = 1 << 40
_FAMILIES = {"serif": SERIF, "sans": SANS}


def split_hand(raw: bytes, *, title: str, max_bytes: int | None, max_pages: int | None) -> tuple[bytes, ...]:
    """Return a PDF in parts within the limits; one of which a page alone is too large comes back whole."""
    try:
        volumes = split_volumes(raw, title=title, max_bytes=max_bytes or _NO_LIMIT, max_pages=max_pages)
    except DocumentRefused:
        return (raw,)
    return tuple(volume.pdf for volume in volumes)


def ocr_hand() -> Callable[[str, bytes], bytes] | None:
    """Return what lays recognised words under the pictures of a PDF, or None where no program is installed."""
    program = find_program()
    if program is None:
        return None
    return partial(_recognised, program)


def face(family: str, *, bold: bool, italic: bool) -> bytes | None:
    """Return a typeface of ours with the widths of a well-known one, or None where there is none.

    `family` is "serif" or "sans".
    """
    style = "".join(word for word, wanted in (("Bold", bold), ("Italic", italic)) if wanted) or "Regular"
    name = f"{_FAMILIES.get(family)}-{style}.ttf"
    found = [folder / name for folder in font_folders() if (folder / name).is_file()]
    return found[0].read_bytes() if found else None


def _recognised(program: str, name: str, raw: bytes) -> bytes:
    """Return the file with its words recognised; one that the program cannot read stays as it is."""
    try:
        return recognize(name, raw, program=program)
    except DocumentRefused:
        return raw
