"""A worker inside this process, for the command line: the same jobs, without a queue."""

import time
from collections import deque
from collections.abc import Callable

from api.ids import JobId
from api.jobs.service import run_job, sweep
from api.services import Services

PAUSE_SECONDS = 0.1


class InlineQueue:
    """Takes the jobs of this process and does them when asked."""

    def __init__(self) -> None:
        self._waiting: deque[JobId] = deque()

    def enqueue(self, task: str, job_id: JobId) -> None:
        """Put a job in."""
        self._waiting.append(job_id)

    def work_off(self, services: Services) -> None:
        """Do every job that is due, and those that they add."""
        sweep(services)
        while self._waiting:
            run_job(services, self._waiting.popleft())

    def work_until(self, services: Services, done: Callable[[], bool], *, seconds: float) -> bool:
        """Work until `done` says so; False when that took longer than `seconds`."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                return False
            self.work_off(services)
            time.sleep(PAUSE_SECONDS)
        return True
