"""A database server: how it is spoken to, and what two processes may do to it at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.accounts import service
from api.accounts.account import RoleName
from api.accounts.service import TRIES, add_account, sign_in
from api.errors import NotSignedIn
from api.services import Services
from api.storage.engine import open_engine
from tests.api.conftest import sign_up


@pytest.mark.service
def test_a_server_whose_default_is_stricter_is_spoken_to_as_the_locks_want(postgres_url: str) -> None:
    engine = open_engine(f"{postgres_url}?options=-c%20default_transaction_isolation%3Dserializable")
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert connection.scalar(text("SHOW lock_timeout")) == "1min"
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "5min"
    engine.dispose()


def test_an_error_of_the_database_does_not_say_what_was_to_be_stored(services: Services) -> None:
    with pytest.raises(SQLAlchemyError) as error, services.database.unit_of_work() as work:
        work.session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Daniel O'Brien"})
    assert "O'Brien" not in str(error.value)


def test_wrong_passwords_that_come_together_are_all_counted(
    services_on_each: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = sign_up(services_on_each, "admin", RoleName.ADMIN)
    add_account(services_on_each, admin, "pat", RoleName.OFFICER, password="a long enough one")
    monkeypatch.setattr(service, "_matches", lambda hashed, password: password == "a long enough one")
    gate = Barrier(TRIES, timeout=20)

    def guess() -> None:
        gate.wait()
        with pytest.raises(NotSignedIn):
            sign_in(services_on_each, "pat", "wrong")

    with ThreadPoolExecutor(TRIES) as guessers:
        for done in [guessers.submit(guess) for _ in range(TRIES)]:
            done.result()
    with pytest.raises(NotSignedIn):
        sign_in(services_on_each, "pat", "a long enough one")


def test_two_processes_that_start_first_have_one_secret(services_on_each: Services) -> None:
    gate = Barrier(2, timeout=20)

    def start(fresh: str) -> str:
        gate.wait()
        with services_on_each.database.unit_of_work() as work:
            return work.accounts.secret("made at the first start", fresh)

    with ThreadPoolExecutor(2) as processes:
        assert len(set(processes.map(start, ("one", "another")))) == 1
