"""The body of a request as it arrives at the sandbox court, of stated length or in chunks."""

from collections.abc import Iterator
from email.message import Message as Headers
from io import BufferedIOBase

from efiling.errors import EfilingError

PIECE_BYTES = 1 << 16
MAX_LINE = 1024


class BodyRefused(EfilingError):
    """A request's body is too large, or of no stated length."""


class Incoming:
    """One request's body. `drained` says whether all of it was taken, so that the line can go on."""

    def __init__(self, file: BufferedIOBase, headers: Headers, *, max_bytes: int) -> None:
        """Look at the headers and take nothing yet.

        Raises:
            BodyRefused: no length is stated, or one over `max_bytes`.
        """
        self._file, self._max = file, max_bytes
        self._is_chunked = headers.get("Transfer-Encoding", "").lower() == "chunked"
        length = headers.get("Content-Length", "")
        if not self._is_chunked and (not length.isdigit() or int(length) > max_bytes):
            raise BodyRefused("Too large, or of unknown length.")
        self._length = 0 if self._is_chunked else int(length)
        self.drained = False

    def pieces(self) -> Iterator[bytes]:
        """Yield the body; in all not more than `max_bytes`.

        Raises:
            BodyRefused: it is larger, or not chunked as it says.
        """
        if self._is_chunked:
            yield from self._chunked()
        else:
            yield from self._exactly(self._length)
        self.drained = True

    def _exactly(self, length: int) -> Iterator[bytes]:
        while length and (piece := self._file.read(min(PIECE_BYTES, length))):
            length -= len(piece)
            yield piece

    def _chunked(self) -> Iterator[bytes]:
        taken = 0
        while size := self._size():
            taken += size
            if taken > self._max:
                raise BodyRefused("Too large.")
            yield from self._exactly(size)
            self._file.readline(MAX_LINE)
        while self._file.readline(MAX_LINE).strip():  # what may follow the last chunk
            pass

    def _size(self) -> int:
        line = self._file.readline(MAX_LINE).partition(b";")[0].strip()
        try:
            size = int(line, 16)
        except ValueError:
            raise BodyRefused("Not chunked as it says.") from None
        if size < 0:
            raise BodyRefused("Not chunked as it says.")
        return size
