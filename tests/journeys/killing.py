"""Kills an office at every step of filing, with a faulty network, and asks the court what it has.

Run it for hundreds of kills: `python -m tests.journeys.killing --runs 600`. Each run is a fresh
office process that is killed by SIGKILL at one step (a commit, a write, a send, a callback), then
started again as often as it takes. The court is a process of its own and is never killed. At the
end it must have exactly one envelope of each filing, and the office must know it by its number.
"""

import argparse
import logging
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from api.accounts.account import RoleName
from api.courts.gateway import ProfiledCourts
from api.facts.service import take_in
from api.filings.journal import receiver
from api.filings.service import order, release
from api.logs import configure_logs
from api.packets.service import approve, make
from api.packets.service import order as order_packet
from api.services import Services, open_services
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.tables import JobRow
from api.storage.unit_of_work import Database
from api.worker.inline import InlineQueue
from efiling.courts import load_court
from efiling.lifecycle import State
from efiling.sandbox.script import Script, read_script
from efiling.sandbox.server import SandboxServer
from tests.fakes.assembler import FakeAssembler

CASE = Path(__file__).parents[2] / "templates" / "_cases" / "santa-clara-establish.facts.json"
SCRIPTS: dict[str, Script] = {
    name: read_script(steps)
    for name, steps in {
        "accept": [{"after": "0.05s", "do": "accept"}],
        "silent": [{"after": 0, "do": "accept", "callback": "never"}],
        "twice": [{"after": 0, "do": "accept", "callback": "twice"}],
        "before_receipt": [{"after": 0, "do": "accept", "callback": "before_receipt"}],
        "drop_before": [{"after": 0, "do": "drop_before"}, {"after": "0.05s", "do": "accept"}],
        "drop_after": [{"after": 0, "do": "drop_after"}, {"after": "0.05s", "do": "accept"}],
        "garbage": [{"after": 0, "do": "garbage"}, {"after": "0.05s", "do": "accept"}],
        "http_503": [{"after": 0, "do": "http_503", "for": "0.2s"}, {"after": "0.05s", "do": "accept"}],
        "delay": [{"after": 0, "do": "delay", "for": "0.6s"}, {"after": "0.05s", "do": "accept"}],
        "reject": [{"after": "0.05s", "do": "reject", "reason": "R01"}],
    }.items()
}
SETTLED = (State.ACCEPTED, State.REJECTED)
STARTS = 6
SECONDS = 30.0


@dataclass
class Outcome:
    """How a run ended: what the office knows, what the court has, and whether that is right."""

    script: str
    killed_at: int
    steps: int
    state: str = ""
    envelope: str = ""
    at_court: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def right(self) -> bool:
        """Whether the court has one envelope, the office its number, and the right state."""
        expected = "rejected" if self.script == "reject" else "accepted"
        return self.at_court == [self.envelope] and self.state == expected and not self.problem


class Killer:
    """Counts the steps of a process and kills it at one of them; 0 kills nobody."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def step(self) -> None:
        """Count a step, and die if it is the one."""
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count before and after every commit, every write of a blob, and every call of a court."""
        self._around(BlobStore, "put")
        unit_of_work, connect = Database.unit_of_work, ProfiledCourts.connect

        @contextmanager
        def watched_unit(database: Database) -> Iterator[Any]:
            with unit_of_work(database) as work:
                yield work
                self.step()
            self.step()

        @contextmanager
        def watched_connection(courts: ProfiledCourts, court_id: str) -> Iterator[Any]:
            with connect(courts, court_id) as connection:
                for name in ("review_filing", "filing_status", "filing_list", "filing_details"):
                    self._around(connection.court, name)
                yield connection

        Database.unit_of_work = watched_unit  # type: ignore[method-assign]
        ProfiledCourts.connect = watched_connection  # type: ignore[method-assign]

    def _around(self, owner: Any, name: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            self.step()
            answer = original(*arguments, **options)
            self.step()
            return answer

        setattr(owner, name, watched)


def settings_for(home: Path, court_url: str) -> Settings:
    """Return settings under which everything that takes minutes takes tenths of a second."""
    return Settings(
        home=home,
        court_url=court_url,
        callback_secret="known-to-the-court",  # type: ignore[arg-type]
        send_seconds=0.4,
        ask_seconds=0.05,
        ask_at_most_seconds=0.2,
        settle_seconds=1.0,
        settle_looks=2,
        sweep_seconds=0.02,
        job_lease_seconds=0.1,
        job_attempts=1000,
    )


def office(home: Path, court_url: str, port: int, killed_at: int) -> int:
    """Be the office until the filing is settled; return how many steps that took."""
    killer = Killer(killed_at)
    queue = InlineQueue()
    services = open_services(settings_for(home, court_url), enqueue=queue.enqueue, assembler=FakeAssembler())
    with services.database.unit_of_work() as work:
        account = work.accounts.by_name("person")
        packets, filings = work.packets.newest(limit=1), work.filings.newest(limit=1)
    assert account is not None
    killer.watch()
    with receiver(services, port=port):
        if not filings:
            order(services, account, packets[0].id, packets[0].packet_sha256, "sandbox")

        def settled() -> bool:
            with services.database.unit_of_work() as work:
                filing = work.filings.newest(limit=1)[0]
            if filing.may_be_released:
                release(services, account, filing.id)
            return filing.state in SETTLED and filing.confirmed

        queue.work_until(services, settled, seconds=SECONDS)
    services.close()
    return killer.steps


def prepare(home: Path) -> None:
    """Make a home with an approved packet in it."""
    queue = InlineQueue()
    services = open_services(
        settings_for(home, "http://127.0.0.1:9/"), enqueue=queue.enqueue, assembler=FakeAssembler()
    )
    with services.database.unit_of_work() as work:
        work.accounts.add("person", RoleName.ADMIN)
        account = work.accounts.by_name("person")
    assert account is not None
    facts = take_in(services, account, CASE.read_bytes())
    packet, _ = order_packet(services, account, facts.id, "us-ca/establish")
    made = make(services, packet.id)
    approve(services, account, packet.id, made.packet_sha256)
    with services.database.unit_of_work() as work:
        work.session.execute(delete(JobRow))
    services.close()


def in_child(run: Callable[[], int], *, seconds: float = SECONDS * 2) -> int | None:
    """Run a function in a forked process; return what it returned, or None when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            os.write(writing, str(run()).encode())
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(writing)
    end = time.monotonic() + seconds
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    return int(told) if told else None


@contextmanager
def court(script: str) -> Iterator[str]:
    """Run the sandbox court in a process of its own; yields where it is."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        server = SandboxServer(load_court("sandbox"), scripts=SCRIPTS, use=(script,), tick_seconds=0.02)
        server.start()
        os.write(writing, server.url.encode())
        os.close(writing)
        while True:
            time.sleep(60)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        url = pipe.read().decode()
    try:
        yield url
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def run_once(template: Path, script: str, killed_at: int) -> Outcome:
    """Kill one office at one step, start it again until it is settled, and compare with the court."""
    outcome = Outcome(script, killed_at, steps=0)
    with tempfile.TemporaryDirectory(prefix="courtpacket-kill-") as folder, court(script) as url:
        home = Path(folder) / "home"
        shutil.copytree(template, home)
        port = free_port()
        for start in range(STARTS):
            at = killed_at if not start else 0
            steps = in_child(lambda at=at: office(home, f"{url}ecf4/", port, at))  # type: ignore[misc]
            if steps is not None:
                outcome.steps = steps
                break
        else:
            outcome.problem = "the office did not come to an end"
        services = open_services(settings_for(home, f"{url}ecf4/"), enqueue=lambda task, job: None)
        _read_office(services, outcome)
        _read_court(services, outcome)
        services.close()
    return outcome


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _read_office(services: Services, outcome: Outcome) -> None:
    with services.database.unit_of_work() as work:
        filings = work.filings.newest(limit=10)
    if len(filings) == 1:
        outcome.state, outcome.envelope = filings[0].state.value, filings[0].envelope_id
    else:
        outcome.problem = outcome.problem or f"the office has {len(filings)} filings"


def _read_court(services: Services, outcome: Outcome) -> None:
    now = services.clock()
    with services.courts.connect("sandbox") as connection:
        found = connection.court.filing_list(since=now - timedelta(hours=1), until=now + timedelta(hours=1))
    outcome.at_court = sorted({str(status.envelope_id) for status in found})


def main() -> None:
    """Kill at every step under every script in turn, until there are enough runs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    configure_logs(as_json=True, level=logging.ERROR)
    chance = random.Random(given.seed)  # noqa: S311 - chooses where to kill
    began, wrong, kills = time.monotonic(), [], 0
    with tempfile.TemporaryDirectory(prefix="courtpacket-kill-") as folder:
        template = Path(folder) / "template"
        in_child(lambda: prepare(template) or 0)
        steps = {name: run_once(template, name, 0).steps or 60 for name in SCRIPTS}
        print("steps without a kill:", steps)
        for number in range(given.runs):
            script = list(SCRIPTS)[number % len(SCRIPTS)]
            outcome = run_once(template, script, chance.randint(1, steps[script]))
            kills += 1
            if not outcome.right:
                wrong.append(outcome)
                print("WRONG", outcome, flush=True)
            elif number % 50 == 49:
                print(f"{number + 1} runs, {len(wrong)} wrong, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{kills} runs, each killed once: {len(wrong)} wrong, {time.monotonic() - began:.0f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
