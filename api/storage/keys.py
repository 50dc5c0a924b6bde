"""The keys that stored files are encrypted with: the newest writes, the older ones can still read.

They stand in a file, one to a line in base64, the newest first: `keys` in the office's folder, or
where `COURTPACKET_KEY_FILE` says. Keep a copy apart from the backups of what they encrypt.
"""

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from api.errors import SettingsRefused
from api.secret_file import SecretFileFault, read_secret_file

BYTES = 32
"""Of one key, for AES-256."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `id` is the beginning of its SHA-256 in hex and may be shown."""

    id: str
    secret: bytes = field(repr=False)


def key_of(secret: bytes) -> Key:
    """Return the key of 32 secret bytes."""
    return Key(hashlib.sha256(secret).hexdigest()[:16], secret)


def open_keys(path: Path, *, make: bool) -> tuple[Key, ...]:
    """Return the keys of a file, newest first; where there is no file and `make` says so, a first one is made.

    Raises:
        SettingsRefused: the file is open to others, or holds something that is no key.
    """
    if not path.exists():
        if not make:
            return ()
        _make_first(path)
    try:
        lines = read_secret_file(path).decode("ascii", errors="replace").splitlines()
    except SecretFileFault as fault:
        raise SettingsRefused(f"The keys of the stored files cannot be used: {fault}.") from None
    return tuple(
        _read(line.strip(), path, number)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )


def add_key(path: Path) -> Key:
    """Put a fresh key on top of a file, which is made where it is missing; from now on it writes.

    Raises:
        SettingsRefused: the file cannot be used.
    """
    old = path.read_text(encoding="ascii") if open_keys(path, make=False) else ""
    secret = secrets.token_bytes(BYTES)
    _write(path, f"{base64.b64encode(secret).decode()}\n{old}")
    return key_of(secret)


def keep_keys(path: Path, kept: Sequence[Key]) -> None:
    """Leave these keys in a file, in their order, and no other."""
    _write(path, "".join(f"{base64.b64encode(key.secret).decode()}\n" for key in kept))


def _make_first(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = base64.b64encode(secrets.token_bytes(BYTES)).decode() + "\n"
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _create(staged, text)
    try:
        os.link(staged, path)  # of several processes that start at once, one makes the key
    except FileExistsError:
        pass
    finally:
        staged.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    _create(staged, text)
    os.replace(staged, path)


def _create(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read(line: str, path: Path, number: int) -> Key:
    try:
        secret = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != BYTES:
        raise SettingsRefused(f"Line {number} of {path} is no key: {BYTES} bytes in base64 are expected.")
    return key_of(secret)
