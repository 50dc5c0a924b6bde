"""Jobs over HTTP: how work that was taken on goes."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from api.accounts.account import Act
from api.auth import Given, Program
from api.ids import JobId
from api.jobs.store import JobState

router = APIRouter(prefix="/api/jobs", tags=["jobs"])


class JobStateAnswer(BaseModel):
    """A job and how it goes; `problem` says what to do when it failed."""

    id: str
    task: str
    subject: str
    state: JobState
    attempts: int
    problem: str
    due_at: datetime
    finished_at: datetime | None


@router.get("/{job_id}")
def one(job_id: str, services: Given, account: Program) -> JobStateAnswer:
    """Show a job."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        job = work.jobs.get(JobId(job_id))
    return JobStateAnswer(
        id=job.id,
        task=job.task,
        subject=job.subject,
        state=job.state,
        attempts=job.attempts,
        problem=job.problem,
        due_at=job.due_at,
        finished_at=job.finished_at,
    )
