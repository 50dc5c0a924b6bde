"""Filing a folder from the command line: the same service, its database and blobs inside the folder.

`DIR/filing` holds what we did and what the court said; it is written before anything is sent.
Stamped copies land in `DIR/conformed`. Neither is encrypted; both are closed to everybody else.
"""

import getpass
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.accounts.account import Account, RoleName
from api.errors import NotFound, PacketNotReady, SettingsRefused
from api.filings import endpoints
from api.filings.asking import ask
from api.filings.content import copies_folder
from api.filings.paper import order_on_paper
from api.filings.questions import answer_at_filing
from api.filings.record import FilingEvent, StoredFiling
from api.filings.service import order, release
from api.ids import PacketId
from api.packets.answering import answer_question
from api.packets.service import approve, take_in_folder
from api.packets.store import StoredPacket
from api.private_folder import make_private
from api.services import Services, open_services
from api.settings import Settings
from api.worker.inline import InlineQueue
from assembly.model.finding import Severity
from assembly.packets.folder import FILING_JOURNAL
from efiling.lifecycle import OPEN, State

CONFORMED = "conformed"
START_SECONDS = 10.0


@dataclass
class Journal:
    """The open journal of one folder."""

    folder: Path
    services: Services
    queue: InlineQueue
    account: Account

    def file(self, court: str, packet_id: str = "") -> StoredFiling:
        """Approve a packet as it is, order its filing with a court, and send it.

        The packet is the folder's own, or another of its journal: one that mends a rejected filing, or
        proves a service. Whoever runs the command is the one who approves, and stands so in the
        audit trail.

        Raises:
            DocumentRefused: the packet is not as it was made.
            FilingNotReady, ProfileFault, UnknownCourt: this court cannot get it as it is.
            AnswersNeeded: the rules put questions on filing that nobody has answered.
        """
        packet = self.packet(packet_id)
        approve(self.services, self.account, packet.id, packet.packet_sha256)
        filing = order(self.services, self.account, packet.id, packet.packet_sha256, court)
        self.queue.work_off(self.services)
        return self.current(filing)

    def file_on_paper(self, court: str, packet_id: str = "") -> StoredFiling:
        """Approve a packet as it is and write down that it goes to a court on paper.

        Raises:
            DocumentRefused, FilingNotReady, UnknownCourt: as `file` does.
        """
        packet = self.packet(packet_id)
        approve(self.services, self.account, packet.id, packet.packet_sha256)
        return order_on_paper(self.services, self.account, packet.id, packet.packet_sha256, court)

    def packet(self, packet_id: str = "") -> StoredPacket:
        """Return a packet of the journal; the folder's own, taken in as it is, where none is named.

        Raises:
            NotFound: there is no such packet.
            DocumentRefused: the folder's packet is not as it was made.
        """
        if not packet_id:
            return take_in_folder(self.services, self.account, self.folder)
        with self.services.database.unit_of_work() as work:
            return work.packets.get(PacketId(packet_id))

    def answer(self, packet_id: str, rule: str, *, met: bool, note: str = "") -> None:
        """Answer a question that stands against a packet of the journal, or is put when it is filed or served."""
        packet = self.packet(packet_id)
        stands = {finding["rule"] for finding in packet.findings if finding["severity"] == Severity.ATTEST}
        if packet_id and rule in stands:  # kept with its facts; the packet is made anew
            answer_question(self.services, self.account, packet.id, rule, met=met, note=note)
            self.queue.work_off(self.services)
            return
        answer_at_filing(self.services, self.account, packet.id, rule, met=met, note=note)

    def make(self, packet: StoredPacket, out: Path) -> StoredPacket:
        """Make an ordered packet of the journal and write its files into a folder to look at.

        Raises:
            PacketNotReady: it could not be made; the findings are told.
        """
        self.queue.work_off(self.services)
        with self.services.database.unit_of_work() as work:
            made = work.packets.get(packet.id)
            files = work.packets.files(packet.id)
        if not made.packet_sha256:
            told = [str(finding["message"]) for finding in made.findings] or [made.problem]
            raise PacketNotReady(packet.id, made.state.value, " ".join(told))
        copies_folder(self.services.blobs, {file.name: file.sha256 for file in files}, out)
        return made

    def send_again(self) -> StoredFiling:
        """Send a filing again that the court, asked often enough, does not have.

        Raises:
            FilingBusy: the court has it, or was not asked long enough.
        """
        filing = release(self.services, self.account, self.newest().id)
        self.queue.work_off(self.services)
        return self.current(filing)

    def wait(self, filing: StoredFiling, *, seconds: float) -> StoredFiling:
        """Work until the court has decided and confirmed it, or until `seconds` have passed."""

        def decided() -> bool:
            now = self.current(filing)
            return now.state not in OPEN and (now.confirmed or now.state in (State.FAILED, State.READY))

        self.queue.work_until(self.services, decided, seconds=seconds)
        self.queue.work_off(self.services)
        return self.current(filing)

    def ask(self) -> StoredFiling:
        """Ask the court about the newest filing, and return it."""
        filing = ask(self.services, self.newest().id)
        self.queue.work_off(self.services)
        return self.current(filing)

    def newest(self) -> StoredFiling:
        """Return the newest filing of the folder.

        Raises:
            NotFound: it was never filed.
        """
        with self.services.database.unit_of_work() as work:
            found = work.filings.newest(limit=1)
        if not found:
            raise NotFound("filing in", str(self.folder))
        return found[0]

    def current(self, filing: StoredFiling) -> StoredFiling:
        """Return a filing as it stands now."""
        with self.services.database.unit_of_work() as work:
            return work.filings.get(filing.id)

    def timeline(self, filing: StoredFiling) -> list[FilingEvent]:
        """Return what happened to a filing, oldest first."""
        with self.services.database.unit_of_work() as work:
            return list(work.filings.timeline(filing.id))

    def save_copies(self, filing: StoredFiling) -> list[Path]:
        """Write the stamped copies beside the packet and return where they are."""
        with self.services.database.unit_of_work() as work:
            names = {copy.name: copy.sha256 for copy in work.filings.conformed(filing.id)}
        if not names:
            return []
        make_private(self.folder / CONFORMED)
        return copies_folder(self.services.blobs, names, self.folder / CONFORMED)


def is_journal(folder: Path) -> bool:
    """Whether a folder holds the journal of a filing."""
    return (folder / FILING_JOURNAL).is_dir()


@contextmanager
def open_journal(
    folder: Path, *, url: str = "", listen: bool = False, patience: float = 0
) -> Iterator[Journal]:
    """Open the journal of a folder; with `listen`, take the court's reports on a port of this machine.

    The folder is closed to other people of the machine. `patience` is for how many seconds the caller means to wait: the court is asked that much oftener.
    """
    settings = _settings(folder, url=url, patience=patience)
    make_private(settings.home)
    queue = InlineQueue()
    services = open_services(settings, enqueue=queue.enqueue)
    journal = Journal(folder, services, queue, _operator(services))
    try:
        if listen:
            with receiver(services):
                yield journal
        else:
            yield journal
    finally:
        services.close()


def _settings(folder: Path, *, url: str, patience: float) -> Settings:
    office = Settings()
    home = folder / FILING_JOURNAL
    inside = {"home": home, "database_url": f"sqlite:///{home / 'journal.sqlite3'}", "broker_url": ""}
    also = {"court_url": url or office.court_url}
    sooner = {"ask_seconds": 2.0, "ask_at_most_seconds": 15.0, "sweep_seconds": 0.5} if patience else {}
    return Settings.model_validate(office.model_dump() | inside | also | sooner)


def _operator(services: Services) -> Account:
    """Return the account of whoever runs the command, by the name that this machine knows."""
    name = getpass.getuser()
    with services.database.unit_of_work() as work:
        if work.accounts.by_name(name) is None:
            work.accounts.add(name, RoleName.ADMIN)
        account = work.accounts.by_name(name)
    assert account is not None  # noqa: S101 - added above
    return account


@contextmanager
def receiver(services: Services, *, port: int = 0) -> Iterator[None]:
    """Take the court's reports while the block lasts; only the secret address answers. Port 0: any free one."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = services
    app.include_router(endpoints.court_router)
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=port, log_level="critical", access_log=False, lifespan="off"
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started:
        if time.monotonic() > end or not thread.is_alive():
            raise SettingsRefused("No port of this machine could be opened for the court's reports.")
        time.sleep(0.01)
    taken = server.servers[0].sockets[0].getsockname()[1]
    services.settings.public_url = f"http://127.0.0.1:{taken}"
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
