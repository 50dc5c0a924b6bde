"""Where the cases of a batch come from: a CSV table, a file of JSON lines, or a folder of JSON files.

A case that cannot be read does not stop the others: it becomes an exception with its faults.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import BatchRefused
from assembly.errors import FactsRejected
from assembly.intake import facts_json, read_csv, read_facts

MAX_CASES = 20_000
MAX_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class CaseSource:
    """One case: its label in the source, and its facts as canonical JSON or why they cannot be read."""

    label: str
    facts: bytes = b""
    reason: str = ""


def read_source(path: Path, shared: bytes = b"{}") -> tuple[list[CaseSource], str]:
    """Return the cases of a file or folder in order, and the SHA-256 of the whole source.

    Raises:
        BatchRefused: it holds no case, is of no known kind, or is too large.
        FactsRejected: the headings of a table cannot be used.
        OSError: it cannot be read.
    """
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        raws = [(file.name, _limited(file)) for file in files]
        digest = hashlib.sha256(b"".join(hashlib.sha256(raw).digest() for _, raw in raws)).hexdigest()
        return _some([_from_json(name, raw) for name, raw in raws], path), digest
    raw = _limited(path)
    if path.suffix == ".csv":
        cases = list(_from_table(raw, shared))
    elif path.suffix == ".jsonl":
        cases = list(read_lines(raw))
    else:
        raise BatchRefused(f"{path} is neither a .csv or .jsonl file nor a folder of .json files.")
    return _some(cases, path), hashlib.sha256(raw + shared).hexdigest()


def read_lines(raw: bytes) -> Iterator[CaseSource]:
    """Yield the case of every line that holds something."""
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            yield _from_json(f"line-{number}", line)


def _from_json(label: str, raw: bytes) -> CaseSource:
    try:
        return CaseSource(label, facts=facts_json(read_facts(raw)))
    except FactsRejected as rejected:
        return CaseSource(label, reason=str(rejected))


def _from_table(raw: bytes, shared: bytes) -> Iterator[CaseSource]:
    """Yield the case of every row, each read as a table of its own so that one cannot spoil another."""
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    read_csv(raw if not rows else _table(rows[:1]), shared)  # what is wrong with the whole is told here
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        label = f"row-{number}"
        try:
            (facts,) = read_csv(_table([rows[0], row]), shared)
        except FactsRejected as rejected:
            yield CaseSource(label, reason=str(rejected).replace("row 2, ", ""))
        else:
            yield CaseSource(label, facts=facts_json(facts))


def _table(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _limited(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise BatchRefused(f"{path} is larger than {MAX_BYTES:,} bytes. Run it in several batches.")
    return path.read_bytes()


def _some(cases: list[CaseSource], path: Path) -> list[CaseSource]:
    if not cases:
        raise BatchRefused(f"{path} holds no case.")
    if len(cases) > MAX_CASES:
        raise BatchRefused(f"{path} holds more than {MAX_CASES:,} cases. Run it in several batches.")
    return cases
