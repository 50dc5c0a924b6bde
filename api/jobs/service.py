"""Doing a job once: claim it, do it, write down how it went; and finding the jobs that were lost."""

import random
from datetime import timedelta

import structlog

from api.errors import ServiceError
from api.ids import JobId
from api.jobs.task import Task, tasks
from api.services import Services
from assembly.errors import AssemblyError
from efiling.errors import EfilingError

log = structlog.get_logger()

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)


def run_job(services: Services, job_id: JobId) -> None:
    """Do a job, unless it is done, not due, or in other hands: then do nothing.

    An error that the task names as worth trying again puts the job back with a longer wait each
    time; any other known error ends it with its message. An unknown error ends it too, and is
    raised so that it is seen.
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
        _put_down(services, task, job_id, job.attempts, error)
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


def _put_down(services: Services, task: Task, job_id: JobId, attempts: int, error: Exception) -> None:
    with services.database.unit_of_work() as work:
        if isinstance(error, task.retried) and attempts < services.settings.job_attempts:
            work.jobs.postpone(job_id, until=work.now + wait_before(attempts), problem=str(error))
            log.info("job postponed", error=type(error).__name__)
        else:
            work.jobs.fail(job_id, str(error))
            log.warning("job refused", error=type(error).__name__)
