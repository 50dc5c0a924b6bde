"""The documents of a filing. Bytes are held by hash; whoever made the value says how to read them."""

from collections.abc import Callable, Iterator
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from assembly.model.value import value
from efiling.model.ids import AttorneyRef, PartyRef

PIECE_BYTES = 3 << 18
"""Bytes that are handled at a time, three quarters of a mebibyte: a multiple of three, as base64 wants."""


@value
class Content:
    """The bytes of one file, named by their SHA-256 in hex.

    `read` gives them all when they are needed. `stream`, where there is one, gives them piece by
    piece, so that a large file is never in memory as a whole.
    """

    sha256: str
    size_bytes: int
    read: Callable[[], bytes] = field(compare=False, repr=False)
    stream: Callable[[], Iterator[bytes]] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, raw: bytes) -> "Content":
        """Return the content of bytes that are at hand."""
        return cls(sha256=sha256(raw).hexdigest(), size_bytes=len(raw), read=lambda: raw)

    @classmethod
    def at(cls, path: Path) -> "Content":
        """Return the content of a file; it is hashed now and read again when it is sent.

        Raises:
            OSError: the file cannot be read.
        """
        digest, size = sha256(), 0
        for piece in _pieces_of(path):
            digest.update(piece)
            size += len(piece)
        return cls(
            sha256=digest.hexdigest(),
            size_bytes=size,
            read=path.read_bytes,
            stream=lambda: _pieces_of(path),
        )

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes, `PIECE_BYTES` at a time and the rest at the end."""
        if self.stream is not None:
            yield from self.stream()
            return
        raw = self.read()
        for start in range(0, len(raw), PIECE_BYTES):
            yield raw[start : start + PIECE_BYTES]


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


@value
class Attachment:
    """One file of a document: the document itself, or an exhibit that goes with it.

    `component_code` and `security_code` are the court's codes (filing component, document type).
    """

    title: str
    file_name: str
    content: Content
    component_code: str = ""
    security_code: str = ""
    pages: int | None = None


@value
class FiledDocument:
    """What a lead and a connected document have in common.

    `reference` is ours and comes back with the court's answer. The first attachment is the
    document itself. `filed_by` names the parties that file it, `attorney` who signs it.
    """

    reference: str
    title: str
    filing_code: str
    attachments: tuple[Attachment, ...]
    filed_by: tuple[PartyRef, ...] = ()
    attorney: AttorneyRef | None = None
    comments: str = ""
    courtesy_copies: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        """The bytes of every file of the document, before any encoding."""
        return sum(attachment.content.size_bytes for attachment in self.attachments)


@value
class LeadDocument(FiledDocument):
    """The pleading, motion or order that the clerk dockets."""


@value
class ConnectedDocument(FiledDocument):
    """A document that supports a lead document and is not docketed by itself."""
