"""Files by their content: the name of a blob is the SHA-256 of its bytes, and on disk it is encrypted.

A blob is written to a temporary file beside its place, flushed to disk and renamed, so that a
name that exists always holds all of its bytes, whatever was killed when. With keys, what is written
is a mark, the id of the key, a nonce, and the bytes under AES-256-GCM, bound to the blob's name.
What was stored before there was a key stays readable.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.errors import BlobDamaged, BlobLocked, NotFound, SettingsRefused
from api.storage.keys import Key

MARK = b"courtpacket-1\n"
ID_BYTES, NONCE_BYTES = 8, 12
USED = ".keys"
"""The folder that has an empty file for each key that something is encrypted with."""


class BlobStore:
    """A content-addressed folder. Safe to use from any number of processes. The first key writes.

    Raises:
        SettingsRefused: something here is encrypted with a key that was not given.
    """

    def __init__(self, root: Path, keys: Sequence[Key] = ()) -> None:
        self._root, self._keys = root, {key.id: key for key in keys}
        self._newest = keys[0] if keys else None
        missing = sorted(self.keys_in_use() - self._keys.keys())
        if missing:
            raise SettingsRefused(
                f"Stored files in {root} are encrypted with key {', '.join(missing)}, which is not among the "
                "keys given. Put it back into the key file (COURTPACKET_KEY_FILE) from your copy; without it "
                "these files cannot be read by anybody."
            )

    def put(self, content: bytes) -> str:
        """Store `content` and return its SHA-256 in hex. Storing it twice is one blob."""
        name = hashlib.sha256(content).hexdigest()
        if not self._path(name).exists():
            self._write(name, content)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of a blob.

        Raises:
            NotFound: there is no such blob.
            BlobDamaged: the bytes on disk are not those that were stored.
            BlobLocked: they are encrypted with a key that is not here.
        """
        try:
            stored = self._path(name).read_bytes()
        except FileNotFoundError:
            raise NotFound("stored file", name[:12]) from None
        content = stored if hashlib.sha256(stored).hexdigest() == name else self._opened(name, stored)
        if hashlib.sha256(content).hexdigest() != name:
            raise BlobDamaged(name)
        return content

    def has(self, name: str) -> bool:
        """Whether a blob of that name is stored."""
        return self._path(name).exists()

    def names(self) -> Iterator[str]:
        """Yield the name of every blob."""
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))

    def keys_in_use(self) -> frozenset[str]:
        """Return the ids of the keys that something here is encrypted with."""
        return self.keys_used_in(self._root)

    @staticmethod
    def keys_used_in(root: Path) -> frozenset[str]:
        """Return the ids of the keys that something in a folder of blobs is encrypted with."""
        return frozenset(path.name for path in (root / USED).glob("*"))

    def encrypt_anew(self) -> int:
        """Encrypt with the newest key whatever is not yet; return how many blobs that were.

        Afterwards no older key is in use. Killed half way, it is simply run again.

        Raises:
            SettingsRefused: there is no key.
            BlobDamaged: a blob is damaged; those before it are done.
        """
        if self._newest is None:
            raise SettingsRefused("There is no key to encrypt with. Make one: courtpacket keys new")
        wanted = MARK + bytes.fromhex(self._newest.id)
        changed = 0
        for name in self.names():
            with self._path(name).open("rb") as file:
                if file.read(len(wanted)) == wanted:
                    continue
            self._write(name, self.get(name))
            changed += 1
        for old in self.keys_in_use() - {self._newest.id}:
            (self._root / USED / old).unlink(missing_ok=True)
        return changed

    def _write(self, name: str, content: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for piece in self._sealed(name, content):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _sealed(self, name: str, content: bytes) -> Sequence[bytes]:
        if self._newest is None:
            return (content,)
        used = self._root / USED / self._newest.id
        if not used.exists():
            used.parent.mkdir(parents=True, exist_ok=True)
            used.touch()
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self._newest.secret).encrypt(nonce, content, name.encode())
        return (MARK, bytes.fromhex(self._newest.id), nonce, sealed)

    def _opened(self, name: str, stored: bytes) -> bytes:
        if not stored.startswith(MARK):
            raise BlobDamaged(name)
        rest = memoryview(stored)[len(MARK) :]
        key_id = bytes(rest[:ID_BYTES]).hex()
        key = self._keys.get(key_id)
        if key is None:
            raise BlobLocked(name, key_id)
        nonce, sealed = rest[ID_BYTES : ID_BYTES + NONCE_BYTES], rest[ID_BYTES + NONCE_BYTES :]
        try:
            return AESGCM(key.secret).decrypt(nonce, sealed, name.encode())
        except (InvalidTag, ValueError):
            raise BlobDamaged(name) from None

    def _path(self, name: str) -> Path:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise NotFound("stored file", "of that name")
        return self._root / name[:2] / name
