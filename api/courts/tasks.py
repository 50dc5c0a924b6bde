"""The doors of the court services for workers, and when code lists are fetched again."""

import json
import os
from datetime import timedelta
from pathlib import Path

import structlog

from api.courts.gateway import ProfiledCourts, reachable
from api.courts.refresh import refresh
from api.jobs.task import Task
from api.services import Services
from assembly.catalog import load_catalog
from efiling.courts.code_store import folder
from efiling.errors import EfilingError

REFRESH = "courts.refresh"
EVERY = timedelta(days=1)
FIRST_WAIT = timedelta(minutes=15)
FAILURES = "failures.json"
log = structlog.get_logger()


def plan_refreshes(services: Services) -> int:
    """See to it that the code lists of every court that we can reach are fetched once a day."""
    if not isinstance(services.courts, ProfiledCourts):
        return 0
    planned = 0
    for court in reachable(services.courts):
        with services.database.unit_of_work() as work:
            if work.jobs.waiting_for(court, REFRESH) is None:
                work.jobs.add(REFRESH, court)
                planned += 1
    return planned


def run_refresh(services: Services, court: str) -> None:
    """Fetch a court's code lists and plan the next time: in a day, or sooner and ever later after a failure."""
    assert isinstance(services.courts, ProfiledCourts)  # noqa: S101 - nothing else plans this job
    home, now = services.settings.office_home, services.clock()
    catalog = load_catalog(services.settings.templates)
    try:
        done = refresh(services.courts, court, home=home, catalog=catalog, now=now)
    except EfilingError as error:
        failures = _failures(home, court) + 1
        wait = min(FIRST_WAIT * 2.0 ** min(failures - 1, 10), EVERY)
        _note(home, court, failures)
        log.warning("code lists not fetched", court=court, error=type(error).__name__, failures=failures)
    else:
        wait = EVERY
        _note(home, court, 0)
        if done.broken:
            log.warning("code lists changed", court=court, papers=len(done.broken))
    with services.database.unit_of_work() as work:
        work.jobs.add(REFRESH, court, due_at=now + wait)


def _failures(home: Path, court: str) -> int:
    try:
        return int(json.loads((folder(home, court) / FAILURES).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return 0


def _note(home: Path, court: str, failures: int) -> None:
    path = folder(home, court) / FAILURES
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{FAILURES}.new")
    staged.write_text(json.dumps(failures), encoding="utf-8")
    os.replace(staged, path)


TASKS = (Task(REFRESH, run_refresh),)
