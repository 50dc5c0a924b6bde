"""Files of a message while it arrives: small ones in memory, large ones in a file without a name.

The file is gone as soon as nobody holds one of its contents any more, and also when the process
is killed: nothing of a case is left behind on a disk.
"""

import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from hashlib import sha256

from efiling.model import Content
from efiling.model.document import PIECE_BYTES

SMALL_BYTES = 256 * 1024
"""A file up to this size is kept in memory."""


class Spool:
    """Where the files of one message are kept; one file on disk for all that are large."""

    def __init__(self) -> None:
        self._file: _Nameless | None = None

    def keep(self, pieces: Iterable[bytes]) -> Content:
        """Take in the pieces of one file and return its content, which can be read from any thread.

        Raises:
            OSError: there is no room on the disk.
        """
        digest, size = sha256(), 0
        held: list[bytes] = []
        file: _Nameless | None = None
        start = 0
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            if file is not None:
                file.append(piece)
                continue
            held.append(piece)
            if size > SMALL_BYTES:
                file = self._file = self._file or _Nameless()
                start = file.length
                for early in held:
                    file.append(early)
                held = []
        if file is None:
            return Content.of(b"".join(held))
        return _content(file, start, size, digest.hexdigest())


def _content(file: "_Nameless", start: int, size: int, digest: str) -> Content:
    return Content(
        sha256=digest,
        size_bytes=size,
        read=lambda: b"".join(file.pieces(start, size)),
        stream=lambda: file.pieces(start, size),
    )


class _Nameless:
    """A file that has no name, so that it ends with its last holder."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            self._descriptor = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._descriptor)
        self.length = 0

    def append(self, piece: bytes) -> None:
        rest = memoryview(piece)
        while rest:
            written = os.pwrite(self._descriptor, rest, self.length)
            self.length += written
            rest = rest[written:]

    def pieces(self, start: int, size: int) -> Iterator[bytes]:
        at, end = start, start + size
        while at < end:
            piece = os.pread(self._descriptor, min(PIECE_BYTES, end - at), at)
            if not piece:
                raise OSError("a file of a message is shorter than it was")
            at += len(piece)
            yield piece
