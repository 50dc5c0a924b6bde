"""Files by their content: the name of a blob is the SHA-256 of its bytes.

A blob is written to a temporary file beside its place, flushed to disk and renamed, so that a
name that exists always holds all of its bytes, whatever was killed when.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from api.errors import BlobDamaged, NotFound


class BlobStore:
    """A content-addressed folder. Safe to use from any number of processes."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> str:
        """Store `content` and return its SHA-256 in hex. Storing it twice is one blob."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of a blob.

        Raises:
            NotFound: there is no such blob.
            BlobDamaged: the bytes on disk are not those that were stored.
        """
        try:
            content = self._path(name).read_bytes()
        except FileNotFoundError:
            raise NotFound("stored file", name[:12]) from None
        if hashlib.sha256(content).hexdigest() != name:
            raise BlobDamaged(name)
        return content

    def has(self, name: str) -> bool:
        """Whether a blob of that name is stored."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise NotFound("stored file", "of that name")
        return self._root / name[:2] / name
