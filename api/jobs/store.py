"""Jobs in the database: added, claimed by one worker at a time, finished, found again when lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Exists, SQLColumnExpression, and_, exists, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import JobId, new_job_id
from api.storage.tables import JobRow


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: which task, on what, and how it went. `problem` is for the person who asked."""

    id: JobId
    task: str
    subject: str
    state: JobState
    attempts: int
    problem: str
    due_at: datetime
    finished_at: datetime | None


class JobStore:
    """The jobs, inside one transaction. `announce` is told of each job to be queued after commit."""

    def __init__(self, session: Session, now: datetime, announce: Callable[[str, JobId], None]) -> None:
        self._session, self._now, self._announce = session, now, announce

    def add(self, task: str, subject: str, *, due_at: datetime | None = None) -> JobId:
        """Write a job down; it is queued when the transaction is committed and its time has come."""
        job_id = new_job_id()
        due = due_at or self._now
        self._session.add(
            JobRow(
                id=job_id,
                task=task,
                subject=subject,
                state=JobState.QUEUED,
                attempts=0,
                problem="",
                created_at=self._now,
                due_at=due,
                queued_at=self._now if due <= self._now else None,
            )
        )
        self._session.flush()
        if due <= self._now:
            self._announce(task, job_id)
        return job_id

    def get(self, job_id: JobId) -> Job:
        """Return a job.

        Raises:
            NotFound: there is no such job.
        """
        row = self._session.get(JobRow, job_id)
        if row is None:
            raise NotFound("job", job_id)
        return _job(row)

    def waiting_for(self, subject: str, task: str) -> Job | None:
        """Return the next job of that task on that subject, if one is still to be done."""
        row = self._session.scalars(
            select(JobRow)
            .where(JobRow.subject == subject, JobRow.task == task)
            .where(JobRow.state.in_((JobState.QUEUED, JobState.RUNNING)))
            .order_by(JobRow.due_at)
            .limit(1)
        ).first()
        return _job(row) if row else None

    def plan(self, task: str, subject: str, *, due_at: datetime) -> JobId:
        """See to it that such a job is done by `due_at`: bring one forward that waits, or add one."""
        row = self._session.scalars(
            select(JobRow)
            .where(JobRow.subject == subject, JobRow.task == task, JobRow.state == JobState.QUEUED)
            .order_by(JobRow.due_at)
            .limit(1)
        ).first()
        if row is None:
            return self.add(task, subject, due_at=due_at)
        if due_at < row.due_at:
            row.due_at = due_at
            if due_at <= self._now:
                row.queued_at = self._now
                self._announce(task, JobId(row.id))
            self._session.flush()
        return JobId(row.id)

    def claim(self, job_id: JobId, *, lease: timedelta) -> bool:
        """Take a job for `lease`; False when it is done, not yet due, or in other hands."""
        free = or_(
            and_(JobRow.state == JobState.QUEUED, JobRow.due_at <= self._now),
            and_(JobRow.state == JobState.RUNNING, JobRow.leased_until <= self._now),
        )
        taken = self._session.execute(
            update(JobRow)
            .where(JobRow.id == job_id, free)
            .values(
                state=JobState.RUNNING,
                attempts=JobRow.attempts + 1,
                leased_until=self._now + lease,
            )
        )
        assert isinstance(taken, CursorResult)  # noqa: S101 - tells the type checker what UPDATE returns
        return taken.rowcount == 1

    def end_leases(self) -> None:
        """Free the jobs of workers that are known to be gone, and those that a queue may have lost."""
        held = JobRow.state.in_((JobState.QUEUED, JobState.RUNNING))
        self._session.execute(
            update(JobRow).where(held).values(state=JobState.QUEUED, leased_until=None, queued_at=None)
        )

    def finish(self, job_id: JobId) -> None:
        """Record that the job is done."""
        self._set(job_id, state=JobState.DONE, finished_at=self._now, problem="")

    def fail(self, job_id: JobId, problem: str) -> None:
        """Record that the job will not be done, and why."""
        self._set(job_id, state=JobState.FAILED, finished_at=self._now, problem=problem)

    def postpone(self, job_id: JobId, *, until: datetime, problem: str) -> None:
        """Put the job back; the sweeper queues it when its time has come."""
        self._set(job_id, state=JobState.QUEUED, due_at=until, queued_at=None, problem=problem)

    def requeue_lost(self, *, patience: timedelta, limit: int = 500) -> Sequence[Job]:
        """Announce every job that is due and that no queue seems to carry any more."""
        lost = or_(
            and_(
                JobRow.state == JobState.QUEUED,
                JobRow.due_at <= self._now,
                or_(JobRow.queued_at.is_(None), JobRow.queued_at <= self._now - patience),
            ),
            and_(JobRow.state == JobState.RUNNING, JobRow.leased_until <= self._now),
        )
        # What another worker has in hand is not lost; to wait for it could end in a deadlock.
        wanted = select(JobRow).where(lost).order_by(JobRow.due_at).limit(limit)
        rows = self._session.scalars(wanted.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.queued_at = self._now
            self._announce(row.task, JobId(row.id))
        return [_job(row) for row in rows]

    def count_late(self, since: datetime) -> int:
        """Return how many jobs were due before a moment and are still not begun."""
        late = select(func.count()).select_from(JobRow)
        late = late.where(JobRow.state == JobState.QUEUED, JobRow.due_at < since)
        return self._session.scalar(late) or 0

    def _set(self, job_id: JobId, **fields: object) -> None:
        self._session.execute(update(JobRow).where(JobRow.id == job_id).values(**fields))


def live_on(subject: SQLColumnExpression[str]) -> Exists:
    """Return the condition that a job on a subject is still to be done."""
    live = JobRow.state.in_((JobState.QUEUED, JobState.RUNNING))
    return exists().where(JobRow.subject == subject, live)


def _job(row: JobRow) -> Job:
    return Job(
        id=JobId(row.id),
        task=row.task,
        subject=row.subject,
        state=JobState(row.state),
        attempts=row.attempts,
        problem=row.problem,
        due_at=row.due_at,
        finished_at=row.finished_at,
    )
