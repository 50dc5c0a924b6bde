"""Real Celery worker processes on each kind of broker do each job once."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.errors import SettingsRefused
from api.ids import JobId
from api.jobs.store import JobState
from api.services import Services, open_services
from api.settings import Settings
from api.worker import app as worker_app
from api.worker.app import make_app, queue_of
from api.worker.broker import broker_settings
from tests.fakes.assembler import FakeAssembler

JOBS = 30
PATIENCE = 20


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("amqp://guest:guest@127.0.0.1:5672//", marks=pytest.mark.service),
        pytest.param("redis://127.0.0.1:6379/15", marks=pytest.mark.service),
    ]
)
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(worker_app, "QUEUE", f"courtpacket-test-{uuid.uuid4().hex[:8]}")
    if request.param != "embedded":
        monkeypatch.setenv("COURTPACKET_BROKER_URL", request.param)
    monkeypatch.setenv("COURTPACKET_SWEEP_SECONDS", "0.5")
    return Settings(home=tmp_path / "home")


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    app = make_app(settings)
    opened = open_services(settings, enqueue=queue_of(app), assembler=FakeAssembler())
    yield opened
    opened.close()
    with app.connection() as connection:
        connection.default_channel.queue_delete(worker_app.QUEUE)
    app.close()


def start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    module = "tests.api.worker.noting_worker"
    return subprocess.Popen([sys.executable, "-m", module, worker_app.QUEUE, str(settings.home)])


def stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def all_done(services: Services, job_ids: list[JobId]) -> bool:
    """Wait until every job is done, and say whether that came in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with services.database.unit_of_work() as work:
            if all(work.jobs.get(job_id).state is JobState.DONE for job_id in job_ids):
                return True
        time.sleep(0.1)
    return False


def put_jobs(services: Services) -> list[JobId]:
    with services.database.unit_of_work() as work:
        return [work.jobs.add("test", f"S-{number:02}") for number in range(JOBS)]


def test_workers_do_each_job_once(services: Services) -> None:
    worker = start_worker(services.settings)
    try:
        assert all_done(services, put_jobs(services))
    finally:
        stop(worker)
    notes = (services.settings.home / "notes").read_text().split()
    assert sorted(notes) == [f"S-{number:02}" for number in range(JOBS)]


def test_jobs_that_a_queue_lost_are_done_all_the_same(settings: Settings) -> None:
    """The process that put the jobs in had no queue at all; the worker's own sweeper finds them."""
    lossy = open_services(settings, enqueue=lambda task, job_id: None, assembler=FakeAssembler())
    job_ids = put_jobs(lossy)
    worker = start_worker(settings)
    try:
        assert all_done(lossy, job_ids)
    finally:
        stop(worker)
        lossy.close()
    notes = (settings.home / "notes").read_text().split()
    assert sorted(notes) == [f"S-{number:02}" for number in range(JOBS)]


def test_an_address_of_no_known_broker_is_refused_with_examples(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="COURTPACKET_BROKER_URL must be like embedded"):
        broker_settings(Settings(home=tmp_path, broker_url="kafka://host"))


@pytest.mark.parametrize("address", ["amqp://guest:guest@127.0.0.1:9//", "redis://127.0.0.1:9/0"])
def test_a_queue_that_is_away_takes_nothing_from_what_was_done(tmp_path: Path, address: str) -> None:
    """What was committed stands, and nobody is told otherwise; the sweeper queues the job later."""
    settings = Settings(home=tmp_path / "home", broker_url=address)
    app = make_app(settings)
    away = open_services(settings, enqueue=queue_of(app), assembler=FakeAssembler())
    with away.database.unit_of_work() as work:
        job_id = work.jobs.add("test", "S-1")
    with away.database.unit_of_work() as work:
        assert work.jobs.get(job_id).state is JobState.QUEUED
    away.close()
    app.close()
