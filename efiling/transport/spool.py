"""Files of a message while it arrives: small ones in memory, large ones in a file without a name.

The file is gone as soon as nobody holds one of its contents any more, and also when the process
is killed: nothing of a case is left behind on a disk.
"""

import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO

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
        taking = self.begin()
        for piece in pieces:
            taking.add(piece)
        return taking.content()

    def begin(self) -> "Taking":
        """Return where the pieces of one file go as they come; one file at a time is taken in."""
        return Taking(self._nameless)

    def _nameless(self) -> "_Nameless":
        self._file = self._file or _Nameless()
        return self._file


class Taking:
    """One file while it arrives. A small one never touches the disk."""

    def __init__(self, open_file: Callable[[], "_Nameless"]) -> None:
        self._open_file = open_file
        self._digest = sha256()
        self._held: list[bytes] = []
        self._file: _Nameless | None = None
        self._start = 0
        self.size_bytes = 0

    def add(self, piece: bytes) -> None:
        """Take in a piece.

        Raises:
            OSError: there is no room on the disk.
        """
        self._digest.update(piece)
        self.size_bytes += len(piece)
        if self._file is not None:
            self._file.append(piece)
            return
        self._held.append(piece)
        if self.size_bytes > SMALL_BYTES:
            self._file = self._open_file()
            self._start = self._file.length
            for early in self._held:
                self._file.append(early)
            self._held = []

    def content(self) -> Content:
        """Return all that came, which can be read from any thread."""
        if self._file is None:
            return Content.of(b"".join(self._held))
        return _content(self._file, self._start, self.size_bytes, self._digest.hexdigest())


def _content(file: "_Nameless", start: int, size: int, digest: str) -> Content:
    return Content(
        sha256=digest,
        size_bytes=size,
        read=lambda: file.whole(start, size),
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

    def whole(self, start: int, size: int) -> bytes:
        buffer = BytesIO()  # which gives what it holds without a copy, as a join of pieces does not
        buffer.writelines(self.pieces(start, size))
        return buffer.getvalue()

    def pieces(self, start: int, size: int) -> Iterator[bytes]:
        at, end = start, start + size
        while at < end:
            piece = os.pread(self._descriptor, min(PIECE_BYTES, end - at), at)
            if not piece:
                raise OSError("a file of a message is shorter than it was")
            at += len(piece)
            yield piece
