"""How values are written in a PDF file: numbers, names, strings, streams, and objects of another file."""

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf

NUL_TO_SPACE = b"\x00\t\n\x0c\r "
DELIMITERS = b"()<>[]{}/%#"


def number(value: float) -> bytes:
    """Return a number with at most three decimals, which is finer than any printer."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").encode()


def name(text: str) -> bytes:
    """Return a name such as `/Font`; `text` begins with its slash."""
    raw = text[1:].encode()
    return b"/" + b"".join(
        bytes((byte,)) if 33 <= byte <= 126 and byte not in DELIMITERS else b"#%02X" % byte for byte in raw
    )


def text_string(text: str) -> bytes:
    """Return a text string of any script."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def byte_string(raw: bytes) -> bytes:
    """Return a string of bytes."""
    return b"<" + raw.hex().encode() + b">"


def stream(entries: bytes, data: bytes, *, level: int | None = 9) -> bytes:
    """Return a stream object; `entries` are its dictionary's without length and filter.

    `level` is the compression, 0-9; None writes the data as they are.
    """
    if level is not None:
        data = zlib.compress(data, level)
        entries += b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def dump(value: Any, refer: Callable[[Any], bytes]) -> bytes:
    """Return a pikepdf object as bytes; `refer` gives the reference for one that stands by itself."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return refer(value)
    return dump_direct(value, refer)


def dump_direct(value: Any, refer: Callable[[Any], bytes]) -> bytes:
    """Return the object itself, its parts by reference where they stand by themselves."""
    if isinstance(value, pikepdf.Dictionary):
        return b"<<%b>>" % entries_of(value, refer)
    if isinstance(value, pikepdf.Array):
        return b"[%b]" % b" ".join(dump(value[i], refer) for i in range(len(value)))
    if isinstance(value, pikepdf.Name):
        return name(str(value))
    if isinstance(value, pikepdf.String):
        return byte_string(bytes(value))
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    return number(float(value))


def entries_of(value: Any, refer: Callable[[Any], bytes], *, without: frozenset[str] = frozenset()) -> bytes:
    """Return the entries of a dictionary or of a stream's dictionary, in the order of their names."""
    parts = []
    for key in sorted(value.keys()):
        if key not in without:
            parts.append(name(key) + b" " + dump(value[key], refer))
    return b"".join(parts)


def dump_stream(value: Any, refer: Callable[[Any], bytes]) -> bytes:
    """Return a stream with its filters as they are; one without any is compressed."""
    data = value.read_raw_bytes()
    if "/Filter" not in value:
        return stream(entries_of(value, refer, without=frozenset({"/Length"})), data)
    entries = entries_of(value, refer, without=frozenset({"/Length"}))
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)
