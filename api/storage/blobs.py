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
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from api.errors import BlobDamaged, BlobLocked, NotFound, SettingsRefused
from api.storage.keys import Key
from efiling.model import Content
from efiling.model.document import PIECE_BYTES

MARK = b"courtpacket-1\n"
ID_BYTES, NONCE_BYTES, TAG_BYTES = 8, 12, 16
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
        """Store `content` and return its SHA-256 in hex. Storing it twice is one blob, and mends a damaged one."""
        name = hashlib.sha256(content).hexdigest()
        if not self._intact(name):
            self._write(name, (content,))
        return name

    def put_content(self, content: Content) -> str:
        """Store what need not be in memory as a whole, and return its name.

        Raises:
            BlobDamaged: its pieces are not those that its hash was taken of.
        """
        if not self._intact(content.sha256):
            self._write(content.sha256, _proved(content))
        return content.sha256

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a blob piece by piece; all of it was proved before the first one comes.

        Raises:
            NotFound: there is no such blob.
            BlobDamaged: the bytes on disk are not those that were stored.
            BlobLocked: they are encrypted with a key that is not here.
        """
        try:
            file = self._path(name).open("rb")
        except FileNotFoundError:
            raise NotFound("stored file", name[:12]) from None
        with file:
            if _hash_of(_read(file)) == name:
                file.seek(0)
                yield from _read(file)
                return
            opened = partial(self._opened_pieces, name, file)
            if _hash_of(opened()) != name:
                raise BlobDamaged(name)
            yield from opened()

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
            self._write(name, (self.get(name),))
            changed += 1
        for old in self.keys_in_use() - {self._newest.id}:
            (self._root / USED / old).unlink(missing_ok=True)
        return changed

    def _intact(self, name: str) -> bool:
        """Whether a blob is there whole; one that is locked is left as it is."""
        try:
            next(self.pieces(name), b"")
        except (NotFound, BlobDamaged):
            return False
        except BlobLocked:
            return True
        return True

    def _write(self, name: str, content: Iterable[bytes]) -> None:
        path = self._path(name)
        fresh = not path.parent.exists()
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
        _keep_entries(path.parent)
        if fresh:
            _keep_entries(self._root)

    def _sealed(self, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
        if self._newest is None:
            yield from content
            return
        used = self._root / USED / self._newest.id
        if not used.exists():
            used.parent.mkdir(parents=True, exist_ok=True)
            used.touch()
        nonce = secrets.token_bytes(NONCE_BYTES)
        seal = Cipher(AES(self._newest.secret), GCM(nonce)).encryptor()
        seal.authenticate_additional_data(name.encode())
        yield MARK + bytes.fromhex(self._newest.id) + nonce
        for piece in content:
            yield seal.update(piece)
        yield seal.finalize() + seal.tag

    def _opened_pieces(self, name: str, file: BinaryIO) -> Iterator[bytes]:
        """Yield the plain bytes of an encrypted file; that they are genuine is known only at the end."""
        file.seek(0, os.SEEK_END)
        end = file.tell() - TAG_BYTES
        file.seek(max(end, 0))
        tag = file.read(TAG_BYTES)
        file.seek(0)
        if file.read(len(MARK)) != MARK or end < len(MARK) + ID_BYTES + NONCE_BYTES:
            raise BlobDamaged(name)
        key_id = file.read(ID_BYTES).hex()
        key = self._keys.get(key_id)
        if key is None:
            raise BlobLocked(name, key_id)
        opener = Cipher(AES(key.secret), GCM(file.read(NONCE_BYTES), tag)).decryptor()
        opener.authenticate_additional_data(name.encode())
        for piece in _read(file, until=end):
            yield opener.update(piece)
        try:
            yield opener.finalize()
        except InvalidTag:
            raise BlobDamaged(name) from None

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


def _read(file: BinaryIO, *, until: int | None = None) -> Iterator[bytes]:
    """Yield what a file holds from where it stands, up to a place or its end."""
    while piece := file.read(PIECE_BYTES if until is None else min(PIECE_BYTES, until - file.tell())):
        yield piece


def _keep_entries(folder: Path) -> None:
    """Have a folder's names on disk before anything refers to them: a power cut forgets what was only renamed."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hash_of(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _proved(content: Content) -> Iterator[bytes]:
    """Yield the pieces of a content, and raise at the end where they are not what its hash says."""
    digest = hashlib.sha256()
    for piece in content.pieces():
        digest.update(piece)
        yield piece
    if digest.hexdigest() != content.sha256:
        raise BlobDamaged(content.sha256)
