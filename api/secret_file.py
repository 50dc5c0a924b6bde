"""Reading a secret from a file that nobody else may read."""

import stat
from pathlib import Path

MAX_BYTES = 100_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SecretFileFault(Exception):
    """A secret's file cannot be used. The message names the file, never what stands in it."""


def read_secret_file(path: Path) -> bytes:
    """Return what stands in a secret's file.

    Raises:
        SecretFileFault: it is missing, no file, too large, or open to other people of this machine.
    """
    try:
        found = path.stat()
    except OSError:
        raise SecretFileFault(f"{path} cannot be read") from None
    if not stat.S_ISREG(found.st_mode):
        raise SecretFileFault(f"{path} is not a file")
    if found.st_mode & OTHERS:
        mode = stat.S_IMODE(found.st_mode)
        raise SecretFileFault(f"{path} is open to others (mode {mode:o}); run: chmod 600 {path}")
    if found.st_size > MAX_BYTES:
        raise SecretFileFault(f"{path} is larger than {MAX_BYTES:,} bytes")
    try:
        return path.read_bytes()
    except OSError:
        raise SecretFileFault(f"{path} cannot be read") from None
