"""Many filings at once (set COURTPACKET_TEST_FILINGS=200 for two hundred), and filings over a network that fails in every way: none lost, none twice."""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.accounts.account import Account, RoleName
from api.facts.service import take_in
from api.filings import callback
from api.filings.record import StoredFiling
from api.filings.service import order, release
from api.jobs.service import run_job, sweep
from api.packets.service import approve, make
from api.packets.service import order as order_packet
from api.packets.store import StoredPacket
from api.services import Services, open_services
from api.settings import Settings
from api.storage.tables import CourtFilingRow
from efiling.courts import load_court
from efiling.lifecycle import State
from efiling.model import Content
from efiling.sandbox.court import Report
from efiling.sandbox.server import SandboxServer
from tests.api.conftest import Queue, case, clock, migrated, postgres_url, queue, sign_up, sqlite_url
from tests.api.filings.conftest import callback_bytes
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock
from tests.fakes.network import DELAY_SECONDS, FAULTS, FaultyNetwork, in_turn

__all__ = ["case", "clock", "migrated", "postgres_url", "queue", "sqlite_url"]
AT_ONCE = 16
MANY = int(os.environ.get("COURTPACKET_TEST_FILINGS", "12"))


@pytest.fixture
def court(clock: FakeClock) -> Iterator[SandboxServer]:
    with SandboxServer(load_court("sandbox"), clock=clock, tick_seconds=None) as server:
        yield server


def open_office(
    url: str, home: Path, queue: Queue, clock: FakeClock, court: SandboxServer, court_url: str
) -> tuple[Services, Account]:
    settings = Settings(
        home=home, database_url=url, court_url=court_url, send_seconds=DELAY_SECONDS / 2, settle_seconds=600
    )
    services = open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler())

    def deliver(report: Report) -> None:
        callback.receive(services, Content.of(callback_bytes(report)), "text/xml")

    court.court.deliver = deliver
    return services, sign_up(services, "attorney", RoleName.ADMIN)


def packets(
    services: Services, account: Account, queue: Queue, case: bytes, count: int
) -> list[StoredPacket]:
    """Return approved packets of the same case: each is a filing of its own."""
    facts = take_in(services, account, case)
    made = []
    for _ in range(count):
        packet, _ = order_packet(services, account, facts.id, "us-ca/establish")
        ready = make(services, packet.id)
        made.append(approve(services, account, packet.id, ready.packet_sha256))
    queue.clear()
    return made


def work_off(services: Services, queue: Queue) -> None:
    """Do the jobs of the queue, many at once, until none is left."""
    sweep(services)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        while queue:
            jobs = [queue.pop(0)[1] for _ in range(len(queue))]
            list(workers.map(lambda job_id: run_job(services, job_id), jobs))


def now(services: Services, filings: list[StoredFiling]) -> list[StoredFiling]:
    with services.database.unit_of_work() as work:
        return [work.filings.get(filing.id) for filing in filings]


@pytest.mark.slow
@pytest.mark.service
def test_many_at_once(
    postgres_url: str, tmp_path: Path, queue: Queue, clock: FakeClock, court: SandboxServer, case: bytes
) -> None:
    services, account = open_office(postgres_url, tmp_path, queue, clock, court, f"{court.url}ecf4/")
    services.settings.send_seconds = 60
    approved = packets(services, account, queue, case, MANY)
    filings = [order(services, account, p.id, p.packet_sha256, "sandbox") for p in approved]
    work_off(services, queue)
    clock.advance(6)
    court.court.tick()
    work_off(services, queue)
    found = now(services, filings)
    assert {filing.state for filing in found} == {State.ACCEPTED}
    assert {filing.confirmed for filing in found} == {True}
    assert len(court.court.envelopes) == MANY
    assert len({filing.envelope_id for filing in found}) == MANY
    with services.database.unit_of_work() as work:
        assert work.session.scalar(select(func.count()).select_from(CourtFilingRow)) == MANY
    services.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_over_a_network_that_fails(
    sqlite_url: str,
    tmp_path: Path,
    queue: Queue,
    clock: FakeClock,
    court: SandboxServer,
    case: bytes,
    seed: int,
) -> None:
    faults = list(FAULTS)
    random.Random(seed).shuffle(faults)  # noqa: S311 - an order of faults
    court.court._use[0] = "slow"  # a clerk takes his time: what came twice can still be withdrawn
    with FaultyNetwork(court.url, in_turn(faults)) as network:
        services, account = open_office(sqlite_url, tmp_path, queue, clock, court, f"{network.url}ecf4/")
        approved = packets(services, account, queue, case, len(FAULTS))
        filings = [order(services, account, p.id, p.packet_sha256, "sandbox") for p in approved]
        for _ in range(14):
            work_off(services, queue)
            clock.advance(120)
            court.court.tick()
            for filing in now(services, filings):
                if filing.may_be_released:
                    release(services, account, filing.id)
        found = now(services, filings)
        assert {filing.state for filing in found} == {State.ACCEPTED}
        for filing in found:
            standing = [
                envelope.envelope_id
                for envelope in court.court.envelopes
                if any(d.reference.startswith(f"{filing.id}.") for d in envelope.envelope.documents)
                and not any(part.cancelled for part in envelope.filings)
            ]
            assert standing == [filing.envelope_id]
        services.close()
