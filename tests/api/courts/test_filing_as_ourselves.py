"""A filing with a court that wants a log-in, a signature and an account; nothing secret is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from api.accounts.account import RoleName
from api.filings import service
from api.filings.record import StoredFiling
from api.services import Services, open_services
from api.settings import Settings
from api.storage.audit import export
from efiling.courts import load_court
from efiling.errors import AccessFault
from efiling.lifecycle import State
from efiling.sandbox.guard import Guard
from efiling.sandbox.server import SandboxServer
from efiling.transport.security import Identity
from tests.api.conftest import Queue, sign_up
from tests.api.courts.folder import PASSPHRASE, PASSWORD, pem, plain, secret
from tests.api.filings.conftest import approved_packet
from tests.efiling.transport.test_security import NOW, identity
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock

EMAIL = "filer@example.test"


@pytest.fixture(scope="module")
def who() -> Identity:
    return identity()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def server(who: Identity, clock: FakeClock) -> Iterator[SandboxServer]:
    trusted = frozenset({who.certificate.fingerprint(hashes.SHA256()).hex()})
    guard = Guard(users={EMAIL: PASSWORD}, trusted=trusted, clock=clock)
    with SandboxServer(load_court("sandbox"), guard=guard, clock=clock, tick_seconds=None) as running:
        yield running


@pytest.fixture
def services(tmp_path: Path, sqlite_url: str, queue: Queue, clock: FakeClock) -> Iterator[Services]:
    settings = Settings(home=tmp_path / "home", database_url=sqlite_url)
    opened = open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler())
    yield opened
    opened.close()


@pytest.fixture
def folder(services: Services, server: SandboxServer, who: Identity) -> Path:
    found = services.settings.home / "courts" / "sandbox"
    plain(
        found,
        filing_review=server.filing_review_url,
        user_service=server.user_service_url,
        email=EMAIL,
        payment_account="guid-waiver",
        attorney="guid-adeyemi",
        callback_url="http://127.0.0.1:1/courts/ours",
    )
    pem(found, who)
    secret(found / "password", PASSWORD.encode())
    return found


def file(services: Services, queue: Queue, case: bytes) -> StoredFiling:
    admin = sign_up(services, "attorney", RoleName.ADMIN)
    packet = approved_packet(services, queue, admin, case)
    filing = service.order(services, admin, packet.id, packet.packet_sha256, "sandbox")
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        return work.filings.get(filing.id)


@pytest.mark.usefixtures("folder")
class TestAFiling:
    def test_it_carries_who_we_are(
        self, services: Services, queue: Queue, case: bytes, server: SandboxServer
    ) -> None:
        assert file(services, queue, case).state is State.RECEIVED
        (record,) = server.court.envelopes
        assert record.envelope.payment is not None
        assert record.envelope.payment.account_id == "guid-waiver"
        assert record.envelope.attorneys[0].court_id == "guid-adeyemi"
        assert record.envelope.callback_url == "http://127.0.0.1:1/courts/ours"

    def test_no_secret_is_kept_or_said(
        self, services: Services, queue: Queue, case: bytes, capfd: pytest.CaptureFixture[str]
    ) -> None:
        file(services, queue, case)
        with services.database.unit_of_work() as work:
            kept = "".join(export(work.session.connection())).encode()
        kept += b"".join(services.blobs.get(name) for name in services.blobs.names())
        for path in services.settings.home.parent.rglob("*"):
            if path.is_file() and "courts" not in path.parts and "blobs" not in path.parts:
                kept += path.read_bytes()
        said = "".join(capfd.readouterr())
        assert b"filing.ordered" in kept
        for text in (PASSWORD, PASSPHRASE, "PRIVATE KEY"):
            assert text.encode() not in kept
            assert text not in said


class TestAccessThatCannotBeUsed:
    def test_nothing_is_sent_and_the_reason_names_the_file(
        self, services: Services, queue: Queue, case: bytes, server: SandboxServer, folder: Path
    ) -> None:
        (folder / "password").chmod(0o644)
        with pytest.raises(AccessFault, match="chmod 600"):
            file(services, queue, case)
        assert server.court.envelopes == []
