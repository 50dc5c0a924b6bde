"""A job is done once, by one worker at a time, and is found again when a worker is lost."""

import errno
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from api.ids import JobId
from api.jobs import service
from api.jobs.service import run_job, sweep, wait_before
from api.jobs.store import Job, JobState
from api.jobs.task import Task
from api.services import Services, open_services
from api.settings import Settings
from efiling.errors import CourtUnavailable, FilingNotReady
from tests.api.conftest import Queue
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock

Put = Callable[[Callable[[Services, str], None]], JobId]


@pytest.fixture
def put(services_on_each: Services, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a job in whose task is the given function."""

    def put_in(run: Callable[[Services, str], None]) -> JobId:
        monkeypatch.setattr(service, "tasks", lambda: {"test": Task("test", run)})
        with services_on_each.database.unit_of_work() as work:
            return work.jobs.add("test", "S-1")

    return put_in


@pytest.fixture
def postgres_services(
    postgres_url: str, tmp_path: Path, queue: Queue, clock: FakeClock
) -> Iterator[Services]:
    settings = Settings(home=tmp_path / "home", database_url=postgres_url)
    opened = open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler())
    yield opened
    opened.close()


def state(services: Services, job_id: JobId) -> Job:
    with services.database.unit_of_work() as work:
        return work.jobs.get(job_id)


def test_a_job_is_queued_after_the_commit_only(services: Services, queue: Queue) -> None:
    unit = services.database.unit_of_work()
    work = unit.__enter__()
    job_id = work.jobs.add("test", "S-1")
    assert queue == []
    unit.__exit__(None, None, None)
    assert queue == [("test", job_id)]


def test_a_job_of_a_transaction_that_failed_is_never_queued(services: Services, queue: Queue) -> None:
    unit = services.database.unit_of_work()
    unit.__enter__().jobs.add("test", "S-1")
    unit.__exit__(RuntimeError, RuntimeError(), None)
    assert queue == []


def test_a_message_that_comes_twice_does_the_job_once(services_on_each: Services, put: Put) -> None:
    done: list[str] = []
    job_id = put(lambda services, subject: done.append(subject))
    run_job(services_on_each, job_id)
    run_job(services_on_each, job_id)
    assert done == ["S-1"]
    assert state(services_on_each, job_id).state is JobState.DONE


def test_of_many_workers_with_the_same_message_one_does_the_job(services_on_each: Services, put: Put) -> None:
    done: list[str] = []
    job_id = put(lambda services, subject: done.append(subject))
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda _: run_job(services_on_each, job_id), range(16)))
    assert done == ["S-1"]


def test_an_error_where_nothing_was_done_puts_the_job_back(
    services_on_each: Services, put: Put, clock: FakeClock, queue: Queue
) -> None:
    calls: list[str] = []

    def away_once(services: Services, subject: str) -> None:
        calls.append(subject)
        if len(calls) == 1:
            raise CourtUnavailable("us-ca-santa-clara", "connection refused")

    job_id = put(away_once)
    run_job(services_on_each, job_id)
    assert state(services_on_each, job_id).state is JobState.QUEUED
    run_job(services_on_each, job_id)
    assert len(calls) == 1, "not before its time"
    clock.advance(60)
    queue.clear()
    assert sweep(services_on_each) == 1
    assert queue.work_off(services_on_each) == 1
    assert state(services_on_each, job_id).state is JobState.DONE


def test_a_refusal_ends_the_job_with_its_message(services_on_each: Services, put: Put) -> None:
    def refuse(services: Services, subject: str) -> None:
        raise FilingNotReady(["a signature is missing"])

    job_id = put(refuse)
    run_job(services_on_each, job_id)
    job = state(services_on_each, job_id)
    assert job.state is JobState.FAILED
    assert "a signature is missing" in job.problem


def test_an_unforeseen_error_ends_the_job_and_is_not_hidden(services_on_each: Services, put: Put) -> None:
    def crash(services: Services, subject: str) -> None:
        raise ZeroDivisionError("Daniel O'Brien")

    job_id = put(crash)
    with pytest.raises(ZeroDivisionError):
        run_job(services_on_each, job_id)
    job = state(services_on_each, job_id)
    assert job.state is JobState.FAILED
    assert "O'Brien" not in job.problem, "what went wrong inside may name people"


@pytest.mark.parametrize(
    "cut_off",
    [
        OperationalError("UPDATE x SET y = 'Daniel O''Brien'", {}, Exception("server closed the connection")),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
    ids=["database gone", "disk full"],
)
def test_what_the_database_or_the_disk_does_puts_the_job_back_without_a_word_of_it(
    services_on_each: Services, put: Put, cut_off: Exception, clock: FakeClock
) -> None:
    calls: list[str] = []

    def cut_off_once(services: Services, subject: str) -> None:
        calls.append(subject)
        if len(calls) == 1:
            raise cut_off

    job_id = put(cut_off_once)
    run_job(services_on_each, job_id)
    job = state(services_on_each, job_id)
    assert job.state is JobState.QUEUED
    assert "O'Brien" not in job.problem
    clock.advance(60)
    run_job(services_on_each, job_id)
    assert state(services_on_each, job_id).state is JobState.DONE


@pytest.mark.parametrize(
    ("gives_up", "ends"), [pytest.param(True, JobState.FAILED), pytest.param(False, JobState.QUEUED)]
)
def test_a_court_that_is_away_for_a_day_ends_only_a_job_that_gives_up(
    services: Services, monkeypatch: pytest.MonkeyPatch, clock: FakeClock, gives_up: bool, ends: JobState
) -> None:
    def away(services: Services, subject: str) -> None:
        raise CourtUnavailable("us-ca-santa-clara", "connection refused")

    task = Task("test", away, gives_up=gives_up)
    monkeypatch.setattr(service, "tasks", lambda: {"test": task})
    with services.database.unit_of_work() as work:
        job_id = work.jobs.add("test", "S-1")
    for _ in range(20):
        run_job(services, job_id)
        clock.advance(3600)
    assert state(services, job_id).state is ends


@pytest.mark.service
def test_a_sweeper_leaves_alone_what_another_has_in_hand(
    postgres_services: Services, queue: Queue, clock: FakeClock
) -> None:
    with postgres_services.database.unit_of_work() as work:
        held, free = work.jobs.add("test", "S-1"), work.jobs.add("test", "S-2")
    queue.clear()
    clock.advance(3600)
    with postgres_services.database.unit_of_work() as work:
        work.jobs.postpone(held, until=work.now, problem="")
        assert sweep(postgres_services) == 1
    assert queue == [("test", free)]


def test_a_worker_that_died_loses_its_job_when_the_lease_ends(
    services_on_each: Services, put: Put, clock: FakeClock, queue: Queue
) -> None:
    done: list[str] = []
    job_id = put(lambda services, subject: done.append(subject))
    with services_on_each.database.unit_of_work() as work:
        assert work.jobs.claim(job_id, lease=timedelta(seconds=300))
    queue.clear()
    clock.advance(299)
    assert sweep(services_on_each) == 0
    clock.advance(1)
    assert sweep(services_on_each) == 1
    queue.work_off(services_on_each)
    assert done == ["S-1"]


def test_a_message_that_the_queue_lost_is_sent_again(
    services_on_each: Services, put: Put, clock: FakeClock, queue: Queue
) -> None:
    job_id = put(lambda services, subject: None)
    queue.clear()
    assert sweep(services_on_each) == 0, "it may still be on its way"
    clock.advance(services_on_each.settings.sweep_seconds * 4)
    assert sweep(services_on_each) == 1
    assert queue == [("test", job_id)]


def test_waits_double_up_to_ten_minutes() -> None:
    assert timedelta(seconds=4) <= wait_before(1) <= timedelta(seconds=4.8)
    assert timedelta(seconds=8) <= wait_before(2) <= timedelta(seconds=9.6)
    assert timedelta(minutes=10) <= wait_before(50) <= timedelta(minutes=12)
