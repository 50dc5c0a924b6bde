"""What goes over the wire: its type, its length, and its bytes piece by piece.

Files are read piece by piece while they are sent, so that memory holds a piece and not a file.
"""

import binascii
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from efiling.ecf.message import Message
from efiling.ecf.xml import Element, to_bytes


@dataclass(frozen=True, slots=True)
class Body:
    """A request body. `chunks` can be taken once."""

    content_type: str
    length: int
    chunks: Iterator[bytes]


def inline(root: Element, message: Message) -> Body:
    """Return an envelope as XML alone, its files as base64 in their places.

    The places are marked with a token that nobody can guess, and the XML is cut there: the files
    never go through the XML library, which would copy them three times.
    """
    token = secrets.token_hex(16)
    for number, (element, _) in enumerate(message.binaries):
        element.text = f"{token}-{number}-"
    # XML, number, XML, number, XML: files stand in the order of the schema, not in which they were made
    pieces = re.split(f"{token}-([0-9]+)-".encode(), to_bytes(root))
    for element, _ in message.binaries:
        element.text = None
    files = [message.binaries[int(number)][1] for number in pieces[1::2]]
    length = sum(map(len, pieces[::2])) + sum((content.size_bytes + 2) // 3 * 4 for content in files)

    def chunks() -> Iterator[bytes]:
        yield pieces[0]
        for content, piece in zip(files, pieces[2::2], strict=True):
            yield from _base64(content.pieces())
            yield piece

    return Body(content_type='text/xml; charset="utf-8"', length=length, chunks=chunks())


def _base64(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield base64 of pieces of any length; only the last one may be padded."""
    rest = b""
    for piece in pieces:
        raw = rest + piece if rest else piece
        whole = len(raw) - len(raw) % 3
        rest = raw[whole:]
        yield binascii.b2a_base64(raw if not rest else raw[:whole], newline=False)
    yield binascii.b2a_base64(rest, newline=False)
