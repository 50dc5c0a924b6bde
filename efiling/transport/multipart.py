"""Taking a multipart body apart while it arrives, with never more than a piece of it in memory.

Source: RFC 2046, section 5.1. Lenient where senders differ: line feeds alone, a preamble, blanks
after a boundary. Not lenient about the end: a body without its closing boundary broke off.
"""

import re
from collections.abc import Iterable, Iterator
from email.message import Message as Headers
from email.parser import BytesHeaderParser
from email.policy import HTTP

from efiling.errors import MessageInvalid

MAX_PARTS = 200
MAX_HEADER_BYTES = 16_384
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"[ \t]*\r?\n")


def split(chunks: Iterable[bytes], boundary: bytes) -> Iterator[tuple[Headers, Iterator[bytes]]]:
    """Yield the parts of a body: the headers of each, and its content, to be taken before the next part.

    Raises:
        MessageInvalid: it has no part or too many, a part has no end to its headers, or it breaks off.
    """
    body = _Body(chunks, b"\n--" + boundary)
    body.skip_preamble()
    count = 0
    while not body.ended:
        count += 1
        if count > MAX_PARTS:
            raise MessageInvalid("The body", [f"it has more than {MAX_PARTS} parts"])
        headers = body.headers()
        content = body.content()
        yield headers, content
        for _ in content:  # what nobody wanted
            pass
    body.skip_rest()
    if not count:
        raise MessageInvalid("The body", ["it is multipart and has no part"])


class _Body:
    """A body of which a window is in memory. The first boundary may stand at the very start."""

    def __init__(self, chunks: Iterable[bytes], mark: bytes) -> None:
        self._chunks, self._mark = iter(chunks), mark
        self._window = b"\n"
        self.ended = False

    def skip_preamble(self) -> None:
        """Go to the first boundary."""
        try:
            for _ in self.content():
                pass
        except MessageInvalid:
            raise MessageInvalid("The body", ["it is multipart and has no part"]) from None

    def skip_rest(self) -> None:
        """Take what may follow the last boundary, so that the line is free for what comes next."""
        for _ in self._chunks:
            pass

    def content(self) -> Iterator[bytes]:
        """Yield what stands before the next boundary."""
        searched = 0
        while True:
            at = self._window.find(self._mark, searched)
            if at < 0:
                # the mark may have begun at the end of the window, with a carriage return before it
                keep = len(self._mark) + 1
                if len(self._window) > keep:
                    yield self._window[:-keep]
                    self._window = self._window[-keep:]
                searched = 0
                self._need()
                continue
            after = at + len(self._mark)
            if not self._is_boundary(after):
                searched = at + 1
                continue
            end = at - 1 if self._window[at - 1 : at] == b"\r" else at
            if end > 0:
                yield self._window[:end]
            self._window = self._window[after:]
            return

    def headers(self) -> Headers:
        """Return the headers of a part; the window begins with the end of the boundary's line."""
        while (found := _HEADER_END.search(self._window)) is None:
            if len(self._window) > MAX_HEADER_BYTES:
                raise MessageInvalid("The body", ["a part has no end to its headers"])
            self._need()
        if found.start() > MAX_HEADER_BYTES:
            raise MessageInvalid("The body", ["a part has no end to its headers"])
        raw = self._window[: found.start()]
        self._window = self._window[found.end() :]
        return BytesHeaderParser(policy=HTTP).parsebytes(raw.lstrip())

    def _is_boundary(self, after: int) -> bool:
        """Whether a mark is the whole boundary and not the beginning of a longer line."""
        while len(self._window) < after + 2 and self._more():
            pass
        if self._window[after : after + 2] == b"--":
            self.ended = True
            return True
        while True:
            rest = self._window[after : after + 1000]
            if _LINE_END.match(rest):
                return True
            if rest.strip(b" \t\r") or len(rest) == 1000 or not self._more():
                return False

    def _more(self) -> bool:
        chunk = next(self._chunks, None)
        self._window += chunk or b""
        return chunk is not None

    def _need(self) -> None:
        if not self._more():
            raise MessageInvalid("The body", ["it breaks off before its end"])
