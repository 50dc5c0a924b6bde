"""A database or disk that fails under a request: one clear sentence, no values, and a court that is told to come again."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from api.app import make_api
from api.services import Services
from api.storage.blobs import BlobStore
from api.storage.unit_of_work import Database, Work
from tests.fakes.browser import Browser

SENTENCE = "cannot reach its database or its disk just now"


@pytest.fixture
def client(services: Services) -> Browser:
    return Browser(make_api(services))


@pytest.fixture
def no_database(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def gone(database: Database) -> Iterator[Work]:
        raise OperationalError("SELECT 'Daniel O''Brien'", {}, Exception("server closed the connection"))
        yield

    monkeypatch.setattr(Database, "unit_of_work", gone)


@pytest.mark.usefixtures("no_database")
class TestDatabaseGone:
    def test_a_program_is_told_to_repeat_it(self, client: Browser) -> None:
        answer = client.get("/api/filings", headers={"Authorization": "Bearer x"})
        assert answer.status_code == 503
        assert SENTENCE in answer.json()["error"]["message"]
        assert "O'Brien" not in answer.text

    def test_a_person_is_told_to_wait_a_minute(self, client: Browser) -> None:
        client.cookies.set("courtpacket_session", "x")
        answer = client.get("/")
        assert answer.status_code == 503
        assert SENTENCE in answer.text

    def test_a_court_is_not_told_that_its_message_was_taken(
        self, client: Browser, services: Services
    ) -> None:
        answer = client.post(services.callback_path, content=b"<a/>", headers={"Content-Type": "text/xml"})
        assert answer.status_code == 503


def test_a_court_whose_message_finds_no_room_is_told_to_come_again(
    client: Browser, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: BlobStore, content: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BlobStore, "put_content", full)
    answer = client.post(services.callback_path, content=b"<a/>", headers={"Content-Type": "text/xml"})
    assert answer.status_code == 503
