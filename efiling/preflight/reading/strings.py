"""Every text of a PDF that is not drawn on a page: alternative texts, names, notes, form data, attached files."""

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

SHORTEST = 4
DEEPEST = 8
MOST_TEXTS = 50_000
MOST_TEXT_BYTES = 2_000_000
MOST_STREAM_BYTES = 4_000_000  # as stored
UNREADABLE = (pikepdf.PdfError, pikepdf.DataDecodingError, KeyError, ValueError, AttributeError, TypeError)

# What a stream says of itself that is a picture, a drawing, a font, a color profile or the file's own index.
DRAWN = {"/Image", "/Type1C", "/CIDFontType0C", "/OpenType"}
INDEX = {"/XRef", "/ObjStm", "/CMap"}
KEYS = (
    "/Length1",
    "/Length2",
    "/FunctionType",
    "/ShadingType",
    "/PatternType",
    "/Alternate",
    "/BitsPerComponent",
)
LETTERS_OF_FONT = b"begincmap"
DRAWING = re.compile(rb"[\d.]\s+(?:cm|re|Tf|Tm|Td|l|w|d0|d1)\s")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
MARKED = re.compile(rb"<<((?:[^<>]|<[0-9A-Fa-f\s]*>)*)>>\s*BDC\b")
SPOKEN = ("/Alt", "/ActualText", "/E")


def strings_of(raw: bytes) -> tuple[str, ...]:
    """Return the texts of every object outside the pages' drawing, of streams of text, and of attached files.

    Damaged parts are left out; at most fifty thousand texts are read.
    """
    found: list[str] = []
    with pikepdf.open(io.BytesIO(raw)) as file:
        for item in (*file.objects, file.trailer):
            for text in _texts(item, 0):
                if len(text) >= SHORTEST:
                    found.append(unquote(text) if "%" in text else text)
                if len(found) >= MOST_TEXTS:
                    return tuple(found)
    return tuple(found)


def as_text(content: bytes) -> str:
    """Return bytes as text: UTF-16 where they begin so, UTF-8 otherwise."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if content[:2] in (b"<\x00", b"\x00<"):
        return content.decode("utf-16-le" if content[:1] == b"<" else "utf-16-be", "replace")
    return content.decode("utf-8", "replace")


def _texts(item: Object, depth: int) -> Iterator[str]:
    if isinstance(item, String):
        yield str(item)
    elif isinstance(item, Array) and depth < DEEPEST:
        for entry in item:
            if isinstance(entry, Object) and not entry.is_indirect:
                yield from _texts(entry, depth + 1)
    elif isinstance(item, Dictionary | Stream) and depth < DEEPEST:
        for key in item.keys():  # noqa: SIM118 (a PDF dictionary iterates over nothing)
            entry = item.get(key)
            if isinstance(entry, Object) and not entry.is_indirect:
                yield from _texts(entry, depth + 1)
        if isinstance(item, Stream):
            yield from _in_stream(item)


def _in_stream(stream: Stream) -> Iterator[str]:
    """Yield the text in a stream that holds some: metadata, form data, scripts, rich text; and what a drawing speaks."""
    subtype, kind = stream.get("/Subtype"), stream.get("/Type")
    if str(subtype) in DRAWN or str(kind) in INDEX or any(key in stream for key in KEYS):
        return
    try:
        if len(stream.read_raw_bytes()) > MOST_STREAM_BYTES:
            return
        content = stream.read_bytes()
    except UNREADABLE:
        return
    yield from _spoken(content)
    if subtype == Name.Form or LETTERS_OF_FONT in content or DRAWING.search(content):
        return
    text = as_text(content[:MOST_TEXT_BYTES])
    if len(CONTROLS.findall(text[:1000])) * 20 < min(len(text), 1000):
        yield text


def _spoken(content: bytes) -> Iterator[str]:
    """Yield the texts that marks within a drawing say instead of what is drawn (ISO 32000-1, 14.9)."""
    for mark in MARKED.finditer(content):
        try:
            entry = Object.parse(b"<<" + mark[1] + b">>")
        except UNREADABLE:
            continue
        yield from (str(entry.get(key)) for key in SPOKEN if isinstance(entry.get(key), String))
