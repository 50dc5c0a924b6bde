"""Services that file with a sandbox court on this machine; both live on the same fake clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.accounts.account import Account, RoleName
from api.facts.service import take_in
from api.filings import callback, service
from api.filings.record import StoredFiling
from api.ids import PacketId
from api.packets.service import approve, order
from api.packets.store import StoredPacket
from api.services import Services, open_services
from api.settings import Settings
from efiling.courts import load_court
from efiling.ecf.message import fill
from efiling.ecf.v4.answers import Answering
from efiling.ecf.xml import to_bytes
from efiling.model import Content
from efiling.sandbox.court import Report
from efiling.sandbox.server import SandboxServer
from efiling.transport import soap
from tests.api.conftest import CASES, Queue, sign_up
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock
from tests.fakes.courts import StandInCourts


@dataclass
class Office:
    """An office with its services, its court, and the people who act."""

    services: Services
    queue: Queue
    clock: FakeClock
    server: SandboxServer
    attorney: Account
    packet: StoredPacket
    court: str = "sandbox"

    def order(self) -> StoredFiling:
        packet = self.packet
        return service.order(self.services, self.attorney, packet.id, packet.packet_sha256, self.court)

    def made(self, packet_id: PacketId) -> StoredPacket:
        """Make an ordered packet and have it approved as it is."""
        self.work_off()
        with self.services.database.unit_of_work() as work:
            made = work.packets.get(packet_id)
        return approve(self.services, self.attorney, made.id, made.packet_sha256)

    def file_packet(self, packet_id: PacketId) -> StoredFiling:
        """Make, approve and file a packet."""
        made = self.made(packet_id)
        filing = service.order(self.services, self.attorney, made.id, made.packet_sha256, self.court)
        self.work_off()
        return self.now(filing)

    def work_off(self) -> None:
        self.queue.work_off(self.services)

    def file(self) -> StoredFiling:
        filing = self.order()
        self.work_off()
        return self.now(filing)

    def now(self, filing: StoredFiling) -> StoredFiling:
        with self.services.database.unit_of_work() as work:
            return work.filings.get(filing.id)

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the court, its clerk, and our sweeper and worker."""
        from api.jobs.service import sweep

        self.clock.advance(seconds)
        self.server.court.tick()
        sweep(self.services)
        self.work_off()

    def timeline(self, filing: StoredFiling) -> list[tuple[str, str]]:
        with self.services.database.unit_of_work() as work:
            return [(event.source, event.state.value) for event in work.filings.timeline(filing.id)]


def callback_bytes(report: Report) -> bytes:
    """Return the message by which the sandbox court reports a review."""
    message = Answering(court=report.court).review(report.result)
    fill(message)
    return to_bytes(soap.envelope(message.root))


def approved_packet(
    services: Services, queue: Queue, account: Account, case: bytes, recipe: str = "us-ca/establish"
) -> StoredPacket:
    """Make a packet of the case and have it approved."""
    facts = take_in(services, account, case)
    packet, _ = order(services, account, facts.id, recipe)
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        made = work.packets.get(PacketId(packet.id))
    return approve(services, account, made.id, made.packet_sha256)


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock, case: bytes) -> Iterator[Office]:
    """An office with one approved packet, and a sandbox court whose callbacks reach it directly."""
    with open_office(sqlite_url, tmp_path, queue, clock, case) as opened:
        yield opened


@pytest.fixture
def california(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Office]:
    """An office of Santa Clara County, whose court is reached through the sandbox court."""
    case = (CASES / "santa-clara-establish.facts.json").read_bytes()
    with open_office(sqlite_url, tmp_path, queue, clock, case, court="us-ca-santa-clara") as opened:
        yield opened


@pytest.fixture
def oregon(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Office]:
    """An office of Washington County, Oregon, whose court is reached through the sandbox court."""
    case = (CASES / "washington-establish.facts.json").read_bytes()
    court = "us-or-washington"
    with open_office(
        sqlite_url, tmp_path, queue, clock, case, court=court, recipe="us-or/establish"
    ) as opened:
        yield opened


@contextmanager
def open_office(
    sqlite_url: str,
    tmp_path: Path,
    queue: Queue,
    clock: FakeClock,
    case: bytes,
    *,
    court: str = "sandbox",
    recipe: str = "us-ca/establish",
) -> Iterator[Office]:
    """Open an office with one approved packet; its court is the sandbox, or a real one that it stands in for."""
    server = SandboxServer(load_court("sandbox"), clock=clock, tick_seconds=None)
    settings = Settings(
        home=tmp_path / "home", database_url=sqlite_url, court_url=f"{server.url}ecf4/", settle_seconds=600
    )
    courts = StandInCourts(settings, clock=clock, callback_url=f"{settings.public_url}/courts/x")
    services = open_services(
        settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler(), courts=courts
    )

    def deliver(report: Report) -> None:
        callback.receive(services, Content.of(callback_bytes(report)), "text/xml")

    server.court.deliver = deliver
    attorney = sign_up(services, "attorney", RoleName.ADMIN)
    packet = approved_packet(services, queue, attorney, case, recipe)
    with server:
        yield Office(services, queue, clock, server, attorney, packet, court)
    services.close()
