"""The code lists that an office has fetched, by court and version.

A refresh is written whole into a folder of its own; the last step points `current` at it. So a
half-loaded set is never seen, and what a filing was checked with stays readable.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from efiling.courts.codes import Code, CodeSet
from efiling.courts.drift import with_codes
from efiling.courts.profile import CourtProfile
from efiling.errors import ProfileFault

CURRENT = "current"


def folder(home: Path, court: str) -> Path:
    """Return where a court's code lists are in an office's data folder."""
    return home / "codes" / court


def save(home: Path, court: str, version: str, lists: Mapping[str, CodeSet]) -> Path:
    """Keep the lists of a court as one version and make it the current one.

    Raises:
        ProfileFault: the version is no name for a folder.
        OSError: it cannot be written; the current version stays what it was.
    """
    if not version or not all(c.isalnum() or c in "-._" for c in version) or version.startswith("."):
        raise ProfileFault(court, [f"{version!r} cannot name a version of its code lists"])
    root = folder(home, court)
    target = root / version
    target.mkdir(parents=True, exist_ok=True)
    for name, codes in lists.items():
        _replace(target / f"{name}.json", json.dumps(_plain(codes), ensure_ascii=False))
    _replace(root / CURRENT, version)
    return target


def load(home: Path, court: str, version: str = "") -> Mapping[str, CodeSet]:
    """Return the lists of a court, of a version or the current one; empty where none were fetched."""
    root = folder(home, court)
    if not version:
        try:
            version = (root / CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return {}
    return {
        path.stem: _codes(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((root / version).glob("*.json"))
    }


def current(home: Path, profile: CourtProfile) -> CourtProfile:
    """Return a profile with the code lists that were fetched last, or as it is where none were."""
    return with_codes(profile, load(home, profile.id))


def _replace(path: Path, text: str) -> None:
    staged = path.with_name(f".{path.name}.new")
    staged.write_text(text, encoding="utf-8")
    os.replace(staged, path)


def _plain(codes: CodeSet) -> dict[str, object]:
    rows = [{"code": row.code, "name": row.name, "columns": dict(row.columns)} for row in codes.rows]
    return {"version": codes.version, "rows": rows}


def _codes(name: str, found: Mapping[str, object]) -> CodeSet:
    rows = found["rows"]
    return CodeSet(
        name=name,
        version=str(found["version"]),
        rows=tuple(Code(**row) for row in rows) if isinstance(rows, list) else (),
    )
