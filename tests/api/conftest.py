"""Services on databases made for one test, with a fake clock and a fake assembler."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from api.accounts.account import Account, RoleName
from api.ids import JobId
from api.jobs.service import run_job
from api.services import Services, open_services
from api.settings import Settings
from api.storage.engine import open_engine
from api.storage.migrate import migrate
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock

POSTGRES = "postgres@127.0.0.1:5432"
CASES = Path(__file__).parents[2] / "templates" / "_cases"


class Queue(list[tuple[str, JobId]]):
    """What was handed to the queue, in order."""

    def enqueue(self, task: str, job_id: JobId) -> None:
        self.append((task, job_id))

    def work_off(self, services: Services) -> int:
        """Do every job in the queue, and those they add; return how many were done."""
        done = 0
        while self:
            _, job_id = self.pop(0)
            run_job(services, job_id)
            done += 1
        return done


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A fresh PostgreSQL database, gone after the test."""
    name = f"courtpacket_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{POSTGRES}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"postgresql+psycopg://{POSTGRES}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with every table and nothing in it, made once to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind."""
    return str(request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url"))


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated: Path) -> str:
    """The address of an empty SQLite database."""
    shutil.copy(migrated, tmp_path / "test.sqlite3")
    return f"sqlite:///{tmp_path / 'test.sqlite3'}"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def queue() -> Queue:
    return Queue()


def _open(url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Services:
    settings = Settings(home=tmp_path / "home", database_url=url)
    return open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler())


@pytest.fixture
def services(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Services]:
    """Services on SQLite."""
    opened = _open(sqlite_url, tmp_path, queue, clock)
    yield opened
    opened.close()


@pytest.fixture
def services_on_each(database_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Services]:
    """Services on SQLite and on PostgreSQL."""
    opened = _open(database_url, tmp_path, queue, clock)
    yield opened
    opened.close()


def sign_up(services: Services, name: str, role: RoleName) -> Account:
    """Add an account and return it."""
    with services.database.unit_of_work() as work:
        work.accounts.add(name, role)
        account = work.accounts.by_name(name)
    assert account is not None
    return account


@pytest.fixture
def officer(services: Services) -> Account:
    return sign_up(services, "officer", RoleName.OFFICER)


@pytest.fixture
def attorney(services: Services) -> Account:
    return sign_up(services, "attorney", RoleName.ATTORNEY)


@pytest.fixture
def case() -> bytes:
    """The facts of an example case."""
    return (CASES / "santa-clara-establish.facts.json").read_bytes()
