"""Batches and their cases in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import BatchId, new_batch_id
from api.packets.store import PacketFile
from api.storage.tables import BatchCaseRow, BatchRow


class CaseState(StrEnum):
    """Where one case of a batch stands."""

    WAITING = "waiting"
    MADE = "made"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class Batch:
    """A run of one packet over many cases."""

    id: BatchId
    recipe: str
    source_sha256: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchCase:
    """One case: its number and label in the source, its facts' blob, and what became of it."""

    number: int
    label: str
    facts_sha256: str
    state: CaseState
    reason: str
    files: tuple[PacketFile, ...]


class BatchStore:
    """The batches, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(self, recipe: str, source_sha256: str, created_by: str) -> Batch:
        """Write down a batch; its cases follow."""
        row = BatchRow(
            id=new_batch_id(),
            recipe=recipe,
            source_sha256=source_sha256,
            created_by=created_by,
            created_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return _batch(row)

    def add_case(
        self, batch_id: BatchId, number: int, label: str, *, facts_sha256: str = "", reason: str = ""
    ) -> None:
        """Write down a case: waiting, or an exception from the start when there is a reason."""
        self._session.add(
            BatchCaseRow(
                batch_id=batch_id,
                number=number,
                label=label[:200],
                facts_sha256=facts_sha256,
                state=CaseState.EXCEPTION if reason else CaseState.WAITING,
                reason=reason,
                files=[],
            )
        )

    def get(self, batch_id: BatchId) -> Batch:
        """Return a batch.

        Raises:
            NotFound: there is no such batch.
        """
        row = self._session.get(BatchRow, batch_id)
        if row is None:
            raise NotFound("batch", batch_id)
        return _batch(row)

    def newest(self, *, limit: int) -> Sequence[Batch]:
        """Return batches, newest first."""
        rows = self._session.scalars(
            select(BatchRow).order_by(BatchRow.created_at.desc(), BatchRow.id).limit(limit)
        )
        return [_batch(row) for row in rows]

    def case(self, batch_id: BatchId, number: int) -> BatchCase:
        """Return one case of a batch.

        Raises:
            NotFound: the batch has no such case.
        """
        row = self._session.get(BatchCaseRow, (batch_id, number))
        if row is None:
            raise NotFound("case in batch", f"{batch_id}/{number}")
        return _case(row)

    def cases(self, batch_id: BatchId) -> Sequence[BatchCase]:
        """Return the cases of a batch in the order of the source."""
        rows = self._session.scalars(
            select(BatchCaseRow).where(BatchCaseRow.batch_id == batch_id).order_by(BatchCaseRow.number)
        )
        return [_case(row) for row in rows]

    def settle(
        self,
        batch_id: BatchId,
        number: int,
        state: CaseState,
        *,
        reason: str = "",
        files: Sequence[PacketFile] = (),
    ) -> bool:
        """Write down what became of a waiting case; False when that was done already."""
        settled = self._session.execute(
            update(BatchCaseRow)
            .where(BatchCaseRow.batch_id == batch_id, BatchCaseRow.number == number)
            .where(BatchCaseRow.state == CaseState.WAITING)
            .values(
                state=state,
                reason=reason,
                files=[[file.name, file.sha256, file.size_bytes] for file in files],
            )
        )
        assert isinstance(settled, CursorResult)  # noqa: S101 - tells the type checker what UPDATE returns
        return settled.rowcount == 1

    def counts(self, batch_id: BatchId) -> Mapping[CaseState, int]:
        """Return how many cases are in each state; the sum is the number of rows read."""
        rows = self._session.execute(
            select(BatchCaseRow.state, func.count())
            .where(BatchCaseRow.batch_id == batch_id)
            .group_by(BatchCaseRow.state)
        )
        found = {CaseState(state): count for state, count in rows}
        return {state: found.get(state, 0) for state in CaseState}

    def finish(self, batch_id: BatchId) -> bool:
        """Mark the batch as finished; False when it was."""
        finished = self._session.execute(
            update(BatchRow)
            .where(BatchRow.id == batch_id, BatchRow.finished_at.is_(None))
            .values(finished_at=self._now)
        )
        assert isinstance(finished, CursorResult)  # noqa: S101 - tells the type checker what UPDATE returns
        return finished.rowcount == 1


def _batch(row: BatchRow) -> Batch:
    return Batch(BatchId(row.id), row.recipe, row.source_sha256, row.created_at, row.finished_at)


def _case(row: BatchCaseRow) -> BatchCase:
    files = tuple(PacketFile(name, sha256, size) for name, sha256, size in row.files)
    return BatchCase(row.number, row.label, row.facts_sha256, CaseState(row.state), row.reason, files)
