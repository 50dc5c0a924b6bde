"""Stored facts, and the requests that were answered by idempotency key."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.errors import KeyUsedAgain, NotFound
from api.ids import AccountId, FactsId, new_facts_id
from api.storage.tables import FactsRow, IdempotencyRow


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """Where the facts of a case are; `sha256` names the blob with their canonical JSON."""

    id: FactsId
    sha256: str
    created_at: datetime


class FactsStore:
    """The facts, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(self, sha256: str, created_by: str) -> StoredFacts:
        """Write down where the facts are."""
        row = FactsRow(id=new_facts_id(), sha256=sha256, created_by=created_by, created_at=self._now)
        self._session.add(row)
        self._session.flush()
        return _facts(row)

    def get(self, facts_id: FactsId) -> StoredFacts:
        """Return where the facts are.

        Raises:
            NotFound: there are none of that id.
        """
        row = self._session.get(FactsRow, facts_id)
        if row is None:
            raise NotFound("set of facts", facts_id)
        return _facts(row)

    def answered(self, account_id: AccountId, key: str, request_sha256: str) -> str | None:
        """Return what an earlier request with this key made, or None when the key is new.

        Raises:
            KeyUsedAgain: the key came with another request.
        """
        row = self._session.get(IdempotencyRow, (account_id, key))
        if row is None:
            return None
        if row.request_sha256 != request_sha256:
            raise KeyUsedAgain
        return row.subject

    def remember(self, account_id: AccountId, key: str, request_sha256: str, subject: str) -> None:
        """Keep what a request with this key made."""
        self._session.add(
            IdempotencyRow(
                account_id=account_id,
                key=key,
                request_sha256=request_sha256,
                subject=subject,
                created_at=self._now,
            )
        )
        self._session.flush()


def _facts(row: FactsRow) -> StoredFacts:
    return StoredFacts(id=FactsId(row.id), sha256=row.sha256, created_at=row.created_at)
