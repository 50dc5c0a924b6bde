"""The audit trail: append-only, each entry bound to the one before by its hash.

An entry's hash is the SHA-256 of the canonical JSON of its fields, `previous_hash` among them.
An exported trail is one JSON object a line and can be verified with nothing but this module.
A trail cut off at its end is only seen by comparing the last hash with one kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, text

from api.errors import AuditBroken
from api.storage.tables import AuditRow

BEGINNING = "0" * 64
PAGE = 500
"""Entries that are read at a time when a trail is exported."""
# Any fixed number: it names the lock under which PostgreSQL lets one writer at a time extend the chain.
LOCK = 0x436F7572


@dataclass(frozen=True, slots=True)
class AuditAct:
    """Something done: who, what, to what, and the hash of the thing before and after."""

    actor: str
    act: str
    subject: str
    before: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the chain. `at` is ISO 8601 in UTC; `number` counts from 1."""

    number: int
    at: str
    actor: str
    act: str
    subject: str
    before: str
    after: str
    note: str
    previous_hash: str
    hash: str


def append(connection: Connection, acts: Iterable[AuditAct], *, at: datetime) -> None:
    """Add the acts to the end of the chain, inside the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = connection.execute(
        select(AuditRow.number, AuditRow.hash).order_by(AuditRow.number.desc()).limit(1)
    ).first()
    number, previous = (last.number, last.hash) if last else (0, BEGINNING)
    for act in acts:
        number += 1
        entry = _entry(number, act, previous, at)
        connection.execute(insert(AuditRow).values(**asdict(entry)))
        previous = entry.hash


def export(connection: Connection) -> Iterator[str]:
    """Yield the whole trail, oldest first, one line of JSON (with its line end) an entry."""
    after = 0
    while lines := export_page(connection, after=after):
        yield from lines
        after += len(lines)


def export_page(connection: Connection, *, after: int, limit: int = PAGE) -> list[str]:
    """Return up to `limit` entries that follow entry number `after`, as lines of JSON; none at the end.

    Numbers count from 1 without a gap, so an export may read page by page, each in a transaction of
    its own: what was read before cannot change any more.
    """
    wanted = select(*AuditRow.__table__.columns).where(AuditRow.number > after)
    rows = connection.execute(wanted.order_by(AuditRow.number).limit(limit)).mappings()
    return [json.dumps(dict(row), sort_keys=True, ensure_ascii=False) + "\n" for row in rows]


def verify(lines: Iterable[str]) -> tuple[int, str]:
    """Check an exported trail and return the count of entries and the last hash.

    Raises:
        AuditBroken: an entry was changed, taken out, added, reordered, or cannot be read.
    """
    count, previous = 0, BEGINNING
    for line in lines:
        if not line.strip():
            continue
        count += 1
        entry = _read(line, count)
        if entry.number != count:
            raise AuditBroken(count, f"entry {entry.number} stands in its place; one was taken out or moved.")
        if entry.previous_hash != previous:
            raise AuditBroken(count, "it does not follow from the entry before it.")
        if entry.hash != _hash(entry):
            raise AuditBroken(count, "its words were changed after it was written.")
        previous = entry.hash
    return count, previous


def _entry(number: int, act: AuditAct, previous: str, at: datetime) -> AuditEntry:
    unsealed = AuditEntry(
        number=number,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        previous_hash=previous,
        hash="",
        **asdict(act),
    )
    return AuditEntry(**{**asdict(unsealed), "hash": _hash(unsealed)})


def _hash(entry: AuditEntry) -> str:
    fields = {name: content for name, content in asdict(entry).items() if name != "hash"}
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read(line: str, number: int) -> AuditEntry:
    try:
        return AuditEntry(**json.loads(line))
    except (ValueError, TypeError):
        raise AuditBroken(number, "it is not an entry of an audit trail.") from None
