"""Pictures of a Word file: their kind and size are read from their first bytes before they are unpacked."""

import base64
import io
import posixpath
import struct
import warnings
from collections.abc import Mapping

from lxml import etree
from PIL import Image, UnidentifiedImageError

from assembly.errors import DocumentRefused
from assembly.render.word.drawings import Placed
from assembly.render.word.jpeg import is_for_press, size_of, without_notes
from assembly.render.word.ooxml import new

KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
LONGEST_SIDE = 12_000  # pixels; a letter page at 1,000 dots to the inch
MOST_PIXELS = 60_000_000
ENDS = {b"\x89PNG": b"IEND", b"\xff\xd8\xff": b"\xff\xd9", b"GIF8": b";"}
TAIL = 1_000  # bytes; once WeasyPrint is loaded, what breaks off unpacks without complaint
DAMAGED = "The Word file has a picture that is damaged. Insert it again as PNG."


def picture(placed: Placed, parts: Mapping[str, bytes], relations: Mapping[str, str]) -> etree._Element:
    """Return a picture of the file as an image element with its bytes inside, and none of what was cut off.

    Raises:
        DocumentRefused: it is no PNG, JPEG or GIF, is damaged, or has more pixels than a page can need.
    """
    raw = parts.get(part_name(relations.get(placed.part, "")), b"")
    source = data_url(raw)
    if any(placed.cut) or (is_jpeg(raw) and is_for_press(raw)):
        source = data_url(_without_margins(raw, placed.cut))
    css = [f"width:{placed.wide:.1f}pt", f"height:{placed.high:.1f}pt", "max-width:100%"]
    if placed.turned:
        css.append(f"transform:rotate({placed.turned:g}deg)")
    described = placed.description or ("Ornament" if placed.is_ornament else "Picture")
    return new("img", {"src": source, "alt": described, "style": ";".join(css)})


def is_jpeg(raw: bytes) -> bool:
    """Whether a picture is a JPEG, by its first bytes."""
    return raw.startswith(b"\xff\xd8\xff")


def part_name(target: str) -> str:
    """Return the name of the part that a relation of the main text goes to."""
    return posixpath.normpath(posixpath.join("/word", target)).lstrip("/") if target else ""


def _without_margins(raw: bytes, cut: tuple[float, float, float, float]) -> bytes:
    """Return a picture without what Word was told to hide: a cut margin must not come with the PDF."""
    with Image.open(io.BytesIO(raw)) as image:
        wide, high = image.size
        left, top, right, bottom = cut
        box = (round(left * wide), round(top * high), max(round((1 - right) * wide), round(left * wide) + 1),
               max(round((1 - bottom) * high), round(top * high) + 1))  # fmt: skip
        kept = image.convert("RGBA" if "A" in image.getbands() else "RGB").crop(box)
        out = io.BytesIO()
        kept.save(out, format="PNG")
    return out.getvalue()


def _check_whole(raw: bytes) -> None:
    """Refuse a picture that breaks off or does not unpack: the layout would leave it out without a word."""
    end = next(end for start, end in ENDS.items() if raw.startswith(start))
    if end not in raw[-TAIL:]:
        raise DocumentRefused(DAMAGED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "GIF")) as image:
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DocumentRefused(DAMAGED) from error


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
    _check_whole(raw)
    raw = without_notes(raw) if kind == "image/jpeg" else raw
    return f"data:{kind};base64,{base64.b64encode(raw).decode('ascii')}"


def _size(raw: bytes, kind: str | None) -> tuple[int, int] | None:
    try:
        if kind == "image/png":
            wide, high = struct.unpack(">II", raw[16:24])
        elif kind == "image/gif":
            wide, high = struct.unpack("<HH", raw[6:10])
        else:
            return size_of(raw)
    except struct.error:
        return None
    return wide, high
