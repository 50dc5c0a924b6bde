"""A folder that nobody else of the machine may enter, with files that nobody else may read."""

import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_private(folder: Path) -> None:
    """Make a folder, or close one that is ours and open to others, and the files in it; deeper ones are behind it.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _close(folder, FOLDER)
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink():
            _close(path, FILE)


def make_private_file(path: Path) -> None:
    """See to it that a file is there, and that a new one is readable by its owner alone.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, FILE))


def _close(path: Path, mode: int) -> None:
    found = path.stat()
    if found.st_uid == os.geteuid() and found.st_mode & 0o077:
        path.chmod(mode)
