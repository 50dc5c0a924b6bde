"""Messages from courts in the database: stored raw first, read afterwards, read again if need be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.storage.tables import CallbackRow, NewsRow


class CallbackState(StrEnum):
    """What became of a message: ORPHAN waits for its filing, UNREADABLE for a person."""

    RECEIVED = "received"
    APPLIED = "applied"
    REPEATED = "repeated"
    ORPHAN = "orphan"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class StoredCallback:
    """One message; `raw_sha256` names the blob with its bytes."""

    id: int
    raw_sha256: str
    content_type: str
    court_filing_id: str
    envelope_id: str
    filing_id: str
    state: CallbackState


class CallbackStore:
    """The messages, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(self, raw_sha256: str, content_type: str) -> int:
        """Write down that a message came; returns its number."""
        row = CallbackRow(
            received_at=self._now,
            raw_sha256=raw_sha256,
            content_type=content_type[:300],
            court_filing_id="",
            envelope_id="",
            filing_id="",
            state=CallbackState.RECEIVED,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def get(self, number: int) -> StoredCallback:
        """Return a message.

        Raises:
            NotFound: there is none of that number.
        """
        return _callback(self._row(number))

    def change(self, number: int, **fields: object) -> None:
        """Set fields of a message."""
        row = self._row(number)
        for name, content in fields.items():
            setattr(row, name, content)
        self._session.flush()

    def told_before(self, filing_id: str, news_key: str) -> bool:
        """Whether the same news of this filing was put into it already."""
        return self._session.get(NewsRow, (filing_id, news_key)) is not None

    def remember(self, filing_id: str, news_key: str) -> None:
        """Write down that this news is in the filing."""
        self._session.add(NewsRow(filing_id=filing_id, news_key=news_key, at=self._now))
        self._session.flush()

    def orphans(self, *, court_filing_ids: Sequence[str], envelope_id: str) -> Sequence[StoredCallback]:
        """Return the messages without a filing that these court ids belong to, oldest first."""
        by_envelope = [CallbackRow.envelope_id == envelope_id] if envelope_id else []
        known = or_(CallbackRow.court_filing_id.in_(court_filing_ids), *by_envelope)
        rows = self._session.scalars(
            select(CallbackRow)
            .where(CallbackRow.state == CallbackState.ORPHAN, known)
            .order_by(CallbackRow.id)
        )
        return [_callback(row) for row in rows]

    def count(self, state: CallbackState) -> int:
        """Return how many messages are in that state."""
        return len(self._session.scalars(select(CallbackRow.id).where(CallbackRow.state == state)).all())

    def _row(self, number: int) -> CallbackRow:
        row = self._session.get(CallbackRow, number)
        if row is None:
            raise NotFound("message from a court", str(number))
        return row


def _callback(row: CallbackRow) -> StoredCallback:
    return StoredCallback(
        id=row.id,
        raw_sha256=row.raw_sha256,
        content_type=row.content_type,
        court_filing_id=row.court_filing_id,
        envelope_id=row.envelope_id,
        filing_id=row.filing_id,
        state=CallbackState(row.state),
    )
