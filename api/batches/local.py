"""A batch in a folder of its own: the same services and Celery workers, with an embedded home inside.

`OUT/.run` holds the database, the queue and the blobs, so that a run that was stopped goes on.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.accounts.account import Account, RoleName
from api.batches.outputs import write_outputs
from api.batches.service import start
from api.batches.source import CaseSource
from api.batches.store import Batch, CaseState
from api.errors import BatchRefused
from api.jobs.service import sweep
from api.services import Services, open_services
from api.settings import Settings
from api.worker.app import make_app, queue_of
from api.worker.run import wait_until_idle, worker_process

HOME = ".run"
WORKER_LOG = "worker.log"
LOOK_SECONDS = 0.25
SWEEP_SECONDS = 5.0
STOP_SECONDS = 30.0


@contextmanager
def open_batch(out: Path, *, new: bool) -> Iterator[Services]:
    """Open the home of a run: a new one in an empty folder, or one that was stopped.

    A run that was stopped is only opened when none of its workers lives any more.

    Raises:
        BatchRefused: the folder holds something, or no run.
        SettingsRefused: workers of the run are still busy.
    """
    home = out / HOME
    if new and out.exists() and any(out.iterdir()):
        raise BatchRefused(
            f"{out} is not empty. Name another folder, or go on with: courtpacket batch resume {out}"
        )
    if not new and not home.is_dir():
        raise BatchRefused(f"{out} holds no run that could go on.")
    office = Settings()
    inside = {"home": home, "database_url": "", "broker_url": ""}
    settings = Settings.model_validate(office.model_dump() | inside)
    wait_until_idle(home, seconds=STOP_SECONDS)
    services = open_services(settings, enqueue=queue_of(make_app(settings)))
    try:
        yield services
    finally:
        services.close()


def start_batch(services: Services, recipe: str, cases: Sequence[CaseSource], source_sha256: str) -> Batch:
    """Write the run down with all its cases.

    Raises:
        UnknownName: there is no such packet.
    """
    with services.database.unit_of_work() as work:
        work.accounts.add("batch", RoleName.SYSTEM)
        account = work.accounts.by_name("batch")
    assert isinstance(account, Account)  # noqa: S101 - added above
    return start(services, account, recipe, cases, source_sha256)


def run_batch(
    services: Services, out: Path, *, workers: int, told: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Work until no case waits, write the outputs, and return the manifest.

    Raises:
        BatchRefused: the folder holds no batch, or the workers keep stopping.
    """
    with services.database.unit_of_work() as work:
        batches = work.batches.newest(limit=1)
        work.jobs.end_leases()  # nobody works here: who held one is gone
    if not batches:
        raise BatchRefused(f"{out} holds no batch. Start it anew in another folder.")
    batch = batches[0]
    if _waiting(services, batch, told):
        log = services.settings.home / WORKER_LOG
        with worker_process(services.settings, concurrency=workers, beat=False, log=log) as child:
            swept = 0.0
            while _waiting(services, batch, told):
                if child.poll() is not None:
                    raise BatchRefused(f"The workers stopped. Go on with: courtpacket batch resume {out}")
                if time.monotonic() - swept > SWEEP_SECONDS:
                    sweep(services)
                    swept = time.monotonic()
                time.sleep(LOOK_SECONDS)
    return write_outputs(services, batch.id, out, told=told)


def _waiting(services: Services, batch: Batch, told: Callable[[str, int, int], None]) -> int:
    with services.database.unit_of_work() as work:
        counts = work.batches.counts(batch.id)
    read = sum(counts.values())
    told("Making", read - counts[CaseState.WAITING], read)
    return counts[CaseState.WAITING]
