"""The code lists that an office has fetched, by court and version, and what it said of them.

A refresh is written whole into a folder of its own, and that folder is then given its name; the last
step points `current` at it. So a half-loaded set is never seen, and what a filing was checked with
stays readable. `confirmed.json` holds the codes that a person of the office has confirmed.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from efiling.courts.codes import Code, CodeSet, Confirmed
from efiling.courts.drift import confirm, with_codes
from efiling.courts.profile import CourtProfile
from efiling.errors import ProfileFault

CURRENT = "current"
FETCHED = "fetched"
CONFIRMED = "confirmed.json"


def folder(home: Path, court: str) -> Path:
    """Return where a court's code lists are in an office's data folder."""
    return home / "codes" / court


def save(
    home: Path, court: str, version: str, lists: Mapping[str, CodeSet], *, at: datetime | None = None
) -> Path:
    """Keep the lists of a court as one version and make it the current one.

    A version is never written over: lists that differ under a version's old name get a name of their
    own beside it. `at` is when they were fetched.

    Raises:
        ProfileFault: the version is no name for a folder.
        OSError: it cannot be written; the current version stays what it was.
    """
    if not version or not all(c.isalnum() or c in "-._" for c in version) or version.startswith("."):
        raise ProfileFault(court, [f"{version!r} cannot name a version of its code lists"])
    root = folder(home, court)
    root.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=root, prefix=".fetching-"))
    try:
        for name, codes in lists.items():
            (staged / f"{name}.json").write_text(json.dumps(_plain(codes), ensure_ascii=False), "utf-8")
        target = _place(staged, root, version)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    _replace(root / CURRENT, target.name)
    if at is not None:
        _replace(root / FETCHED, at.isoformat(timespec="seconds"))
    return target


def load(home: Path, court: str, version: str = "") -> Mapping[str, CodeSet]:
    """Return the lists of a court, of a version or the current one; empty where none were fetched."""
    root = folder(home, court)
    version = version or current_version(home, court)
    if not version:
        return {}
    return {
        path.stem: _codes(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((root / version).glob("*.json"))
    }


def current_version(home: Path, court: str) -> str:
    """Return the version of a court's lists that holds, empty where none were fetched."""
    return _text(folder(home, court) / CURRENT)


def fetched_at(home: Path, court: str) -> datetime | None:
    """Return when a court's lists were last fetched, or None where they never were."""
    text = _text(folder(home, court) / FETCHED)
    return datetime.fromisoformat(text) if text else None


def current(home: Path, profile: CourtProfile) -> CourtProfile:
    """Return a profile with the lists that were fetched last and the codes that the office confirmed."""
    return confirm(with_codes(profile, load(home, profile.id)), confirmed(home, profile.id))


def confirmed(home: Path, court: str) -> Mapping[tuple[str, str], Confirmed]:
    """Return the codes that a person of the office has confirmed, by list and word of ours."""
    text = _text(folder(home, court) / CONFIRMED)
    rows = json.loads(text) if text else []
    return {(row["list"], row["word"]): Confirmed(**row["code"]) for row in rows}


def add_confirmed(home: Path, court: str, list_name: str, word: str, code: Confirmed) -> None:
    """Write down that a person has confirmed which code stands for a word of ours."""
    rows = {**confirmed(home, court), (list_name, word): code}
    plain = [
        {"list": name, "word": each, "code": {"code": c.code, "name": c.name, "by": c.by, "on": c.on}}
        for (name, each), c in sorted(rows.items())
    ]
    folder(home, court).mkdir(parents=True, exist_ok=True)
    _replace(folder(home, court) / CONFIRMED, json.dumps(plain, ensure_ascii=False, indent=2))


def _place(staged: Path, root: Path, version: str) -> Path:
    """Give a written set its name, or find the set of that name that says the same."""
    for number in range(1, 1000):
        target = root / (version if number == 1 else f"{version}.{number}")
        if target.is_dir():
            if _content(target) == _content(staged):
                return target
            continue
        staged.chmod(0o755)
        staged.rename(target)
        return target
    raise ProfileFault(root.name, [f"its code lists differ for the thousandth time under version {version}"])


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


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
