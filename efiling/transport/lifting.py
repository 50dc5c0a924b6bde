"""Taking large files out of an XML message while it arrives, before the XML is parsed.

A file of 60 MB inside a message is 80 MB of base64 text, which the parser would hold twice. Here the
text goes straight to the spool, and a reference (xop:Include) stays in its place, as if the file
had come beside the message.
"""

import binascii
import re
import secrets
from collections.abc import Iterable, Iterator
from itertools import chain

from efiling.model import Content
from efiling.transport.spool import Spool

XOP = "http://www.w3.org/2004/08/xop/include"
_START = re.compile(rb"<(?:[\w.-]+:)?(?:BinaryBase64Object|Base64BinaryObject)(?:\s[^<>]*)?(?<!/)>")
_LONGEST_TAG = 4096
SMALL_TEXT = 64 * 1024
"""Text up to this length stays where it is."""

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NO_BASE64 = bytes(byte for byte in range(256) if byte not in _ALPHABET)
_ENTITY = re.compile(rb"&#x?[0-9A-Fa-f]{1,6};")
_LONGEST_ENTITY = 10


class Lifter:
    """Lifts the files out of one message. `parts` has them by content id once the message is through."""

    def __init__(self, spool: Spool) -> None:
        self.parts: dict[str, Content] = {}
        self._spool, self._token = spool, secrets.token_hex(8)

    def lift(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the message without its large files."""
        source, window = iter(chunks), b""
        while True:
            found = _START.search(window)
            if found is None:
                done = _before_a_tag(window)
                yield window[:done]
                chunk = next(source, None)
                if chunk is None:
                    yield window[done:]
                    return
                window = window[done:] + chunk
                continue
            yield window[: found.end()]
            text = _Text(window[found.end() :], source)
            if (short := text.short()) is not None:
                yield short
            else:
                yield self._reference(text)
            window = text.rest

    def _reference(self, text: "_Text") -> bytes:
        try:
            content = self._spool.keep(decoded(text.pieces()))
        except binascii.Error:
            for _ in text.pieces():  # what is no base64 reads as an element without a file
                pass
            return b""
        name = f"lifted-{len(self.parts) + 1}@{self._token}"
        self.parts[name] = content
        return f'<xop:Include xmlns:xop="{XOP}" href="cid:{name}"/>'.encode()


class _Text:
    """The text of an element, up to its next tag; `rest` is what follows once the text is through."""

    def __init__(self, window: bytes, source: Iterator[bytes]) -> None:
        self._window, self._source = window, source
        self._ended = False
        self.rest = b""

    def short(self) -> bytes | None:
        """Return the whole text where it is short, else None and take nothing."""
        while (end := self._window.find(b"<")) < 0 and len(self._window) <= SMALL_TEXT:
            chunk = next(self._source, None)
            if chunk is None:
                end = len(self._window)
                break
            self._window += chunk
        if end < 0 or end > SMALL_TEXT:
            return None
        self.rest, self._ended = self._window[end:], True
        return self._window[:end]

    def pieces(self) -> Iterator[bytes]:
        """Yield the text piece by piece."""
        first = (self._window,) if self._window else ()
        self._window = b""
        for chunk in chain(first, self._source if not self._ended else ()):
            end = chunk.find(b"<")
            if end >= 0:
                self.rest, self._ended = chunk[end:], True
                yield chunk[:end]
                return
            yield chunk
        self._ended = True


def decoded(text: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what base64 text stands for; line breaks, also as character references, mean nothing."""
    entity = digits = b""
    for piece in text:
        piece = entity + piece
        at = piece.rfind(b"&", max(0, len(piece) - _LONGEST_ENTITY))
        cut = at if at >= 0 and b";" not in piece[at:] else len(piece)
        entity, piece = piece[cut:], piece[:cut]
        if b"&" in piece:
            piece = _ENTITY.sub(b"", piece)
        digits += piece.translate(None, _NO_BASE64)
        whole = len(digits) - len(digits) % 4
        yield binascii.a2b_base64(digits[:whole])
        digits = digits[whole:]
    if digits:  # raises where it is no whole group
        yield binascii.a2b_base64(digits)


def _before_a_tag(window: bytes) -> int:
    """Return up to where a window is through: not the beginning of a tag at its end."""
    at = window.rfind(b"<", max(0, len(window) - _LONGEST_TAG))
    return at if at >= 0 and b">" not in window[at:] else len(window)
