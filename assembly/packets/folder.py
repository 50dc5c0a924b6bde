"""Puts a packet into its folder whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assembly.errors import DocumentRefused
from assembly.packets.manifest import NAME as MANIFEST
from assembly.packets.reading import recipe_in

_PRIVATE = 0o600
# Where the journal of a packet's filing is kept; a packet with one is with a court, or was.
FILING_JOURNAL = "filing"


def refuse_foreign(out: Path, recipe_id: str) -> None:
    """Refuse a folder that holds something other than an earlier packet of the same recipe.

    Raises:
        DocumentRefused: the folder is not empty, holds a packet that was filed, or is a file.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise DocumentRefused(f"{out} is a file. Name a folder.")
    if (out / FILING_JOURNAL).exists():
        raise DocumentRefused(f"{out} holds a packet that was filed, with its journal. Name another folder.")
    if any(out.iterdir()) and recipe_in(out) != recipe_id:
        raise DocumentRefused(
            f"{out} is not empty and holds no earlier {recipe_id} packet. Name another folder, or empty it."
        )


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside `out` and then put them in its place, taking an earlier packet away.

    A failure on the way leaves `out` as it was.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, content in files.items():
            with open(os.open(made / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb") as file:
                file.write(content)
        _replace(out, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _replace(out: Path, made: Path) -> None:
    if not out.exists():
        made.rename(out)
        return
    earlier = made.with_name(f"{made.name}.earlier")
    out.rename(earlier)
    try:
        made.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier)


def replace_files(out: Path, files: Mapping[str, bytes]) -> None:
    """Put files of a packet in the place of those in its folder; what else is in the folder stays.

    Each is written whole; the manifest, by which the others are proved, comes last.
    """
    for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
        path = out / name
        if path.is_file() and path.read_bytes() == files[name]:
            continue
        fresh = path.with_name(f".{name}.writing")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "wb") as file:
            file.write(files[name])
        fresh.replace(path)
