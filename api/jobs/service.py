"""Doing a job once: claim it, do it, write down how it went; and finding the jobs that were lost."""

import random
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.errors import ServiceError
from api.ids import JobId
from api.jobs.store import Job
from api.jobs.task import Task, tasks
from api.services import Services
from assembly.errors import AssemblyError
from efiling.errors import EfilingError

log = structlog.get_logger()

OUTSIDE = (SQLAlchemyError, OSError)
"""What the database, the disk or the network did: any job may be cut off anywhere, and is begun again."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)


def run_job(services: Services, job_id: JobId) -> None:
    """Do a job, unless it is done, not due, or in other hands: then do nothing.

    An error that the task names as worth trying again, and one of the database or the disk, puts the
    job back with a longer wait each time; any other known error ends it with its message. An unknown
    error ends it too, and is raised so that it is seen.
    """
    with services.database.unit_of_work() as work:
        if not work.jobs.claim(job_id, lease=timedelta(seconds=services.settings.job_lease_seconds)):
            return
        job = work.jobs.get(job_id)
    task = tasks()[job.task]
    structlog.contextvars.bind_contextvars(job=job_id, subject=job.subject)
    try:
        task.run(services, job.subject)
    except (AssemblyError, EfilingError, ServiceError) as error:
        again = isinstance(error, task.retried)
        _put_down(services, task, job, str(error), again=again)
        log.warning("job not done", error=type(error).__name__, again=again)
    except OUTSIDE as error:
        log.error("job cut off", error=type(error).__name__)
        _put_down(
            services, task, job, f"The database or the disk failed ({type(error).__name__}).", again=True
        )
    except Exception as error:
        log.error("job failed", error=type(error).__name__)
        with services.database.unit_of_work() as work:
            work.jobs.fail(job_id, f"The service failed ({type(error).__name__}). The operator was told.")
        raise
    else:
        with services.database.unit_of_work() as work:
            work.jobs.finish(job_id)
    finally:
        structlog.contextvars.unbind_contextvars("job", "subject")


def sweep(services: Services) -> int:
    """Queue every job that is due and that no queue seems to carry; return how many."""
    patience = timedelta(seconds=services.settings.sweep_seconds * 4)
    with services.database.unit_of_work() as work:
        lost = work.jobs.requeue_lost(patience=patience)
    if lost:
        log.info("queued again", jobs=len(lost))
    return len(lost)


def wait_before(attempt: int) -> timedelta:
    """Return how long to wait before trying again: doubled each time, with up to a fifth of jitter."""
    wait = min(FIRST_WAIT * float(2 ** min(attempt, 20)), LONGEST_WAIT)
    return wait * (1 + random.random() / 5)  # noqa: S311 - spreads retries, guards nothing


def _put_down(services: Services, task: Task, job: Job, problem: str, *, again: bool) -> None:
    """Put a job back for later, or end it; what the exception said is told only where it is ours to tell."""
    tries_left = not task.gives_up or job.attempts < services.settings.job_attempts
    with services.database.unit_of_work() as work:
        if again and tries_left:
            work.jobs.postpone(job.id, until=work.now + wait_before(job.attempts), problem=problem)
        else:
            work.jobs.fail(job.id, problem)
