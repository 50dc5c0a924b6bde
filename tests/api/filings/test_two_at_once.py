"""Two officers, or two workers, who do the same at the same moment on a database server: the court gets one filing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from api.filings import service
from tests.api.conftest import Queue
from tests.api.filings.conftest import Office, open_office
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.service
OFFICERS = 2


@pytest.fixture
def big_office(
    postgres_url: str, tmp_path: Path, queue: Queue, clock: FakeClock, case: bytes
) -> Iterator[Office]:
    """An office whose database lets many write at once."""
    with open_office(postgres_url, tmp_path, queue, clock, case) as opened:
        yield opened


def all_at_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a function of the service begin only when every officer has come to it."""
    gate, original = Barrier(OFFICERS, timeout=20), getattr(service, name)

    def together(*arguments: Any, **options: Any) -> Any:
        gate.wait()
        return original(*arguments, **options)

    monkeypatch.setattr(service, name, together)


def side_by_side(act: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(OFFICERS) as people:
        return [done.result() for done in [people.submit(act) for _ in range(OFFICERS)]]


def test_officers_who_press_file_together_make_one_filing(
    big_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_at_once(monkeypatch, "_ready_to_go")
    ordered = side_by_side(big_office.order)
    big_office.work_off()
    assert len({filing.id for filing in ordered}) == 1
    assert len(big_office.server.court.envelopes) == 1


def test_workers_that_send_together_send_once(big_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    filing = big_office.order()
    big_office.queue.clear()
    all_at_once(monkeypatch, "_mark")
    side_by_side(lambda: service.submit(big_office.services, filing.id))
    assert len(big_office.server.court.envelopes) == 1
