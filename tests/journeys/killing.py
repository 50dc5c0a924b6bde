"""Kills an office at every step of filing and serving, with a faulty network, and asks the court what it has.

Run it for hundreds of kills: `python -m tests.journeys.killing --runs 600`. Each run is a fresh
office process that is killed by SIGKILL at one step (a commit, a write, a send, a callback, a copy that
is fetched), then started again as often as it takes. It files, serves, proves the service and files the
proof. The court is a process of its own and is never killed; under some scripts the line to it loses,
delays, repeats and garbles what it carries. At the end the court must have exactly one envelope of each
filing, and the office must know it by its number and stand where the court does.
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

from sqlalchemy import delete, func, select

from api.accounts.account import Account, RoleName
from api.courts.gateway import ProfiledCourts
from api.facts.service import take_in
from api.filings import fetching
from api.filings.journal import receiver
from api.filings.record import WAITING
from api.filings.service import order, release
from api.ids import PacketId
from api.logs import configure_logs
from api.packets.service import approve, make
from api.packets.service import order as order_packet
from api.packets.store import PacketState
from api.service.proving import prove
from api.service.record import ServiceState, ServiceTask
from api.service.report import ServerReport
from api.services import Services, open_services
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.tables import JobRow
from api.storage.unit_of_work import Database
from api.worker.inline import InlineQueue
from assembly.model.service import Server, ServiceMethod
from efiling.courts import load_court
from efiling.lifecycle import State
from efiling.model import Outcome as FilingOutcome
from efiling.sandbox.script import Script, read_script
from efiling.sandbox.server import SandboxServer
from tests.fakes.assembler import FakeAssembler
from tests.journeys.faulty_line import FaultyLine

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
        "by_address": [{"after": "0.05s", "do": "accept", "copies": "url"}],
        "faulty": [{"after": "6s", "do": "accept"}],
        "faulty_by_address": [{"after": "6s", "do": "accept", "callback": "twice", "copies": "url"}],
        "faulty_reject": [{"after": "6s", "do": "reject", "reason": "R01"}],
    }.items()
}
FAULTY = 0.2
"""The chance that one message goes wrong, under the scripts named so.

Their clerk takes his time: what the line delivered twice can be withdrawn only before the clerk takes it up;
after that a person is told to call the court.
"""
STARTS = 6
SECONDS = 45.0


@dataclass
class Outcome:
    """How a run ended: what the office knows, what the court has, and whether that is right."""

    script: str
    killed_at: int
    steps: int
    seed: int = 0
    states: list[str] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)
    at_court: list[str] = field(default_factory=list)
    limits: int = 0
    copies: int = 0
    problem: str = ""

    @property
    def right(self) -> bool:
        """Whether court and office have the same envelopes, one of each filing, and the right states.

        Accepted, there are the filing, which ends served, and its proof, with two limits started by it
        and a stamped copy of each of the three papers; rejected, there is the filing alone.
        """
        if self.script.endswith("reject"):
            expected = self.states == ["rejected"] and not self.limits
        else:
            expected = self.states == ["served", "accepted"] and (self.limits, self.copies) == (2, 3)
        return bool(expected) and self.at_court == sorted(self.envelopes) and not self.problem


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
        self._around(fetching, "download")
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
                for name in ("review_filing", "filing_status", "filing_list", "filing_details", "cancel"):
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
    """Be the office until everything is served, or rejected; return how many steps that took."""
    killer = Killer(killed_at)
    queue = InlineQueue()
    services = open_services(settings_for(home, court_url), enqueue=queue.enqueue, assembler=FakeAssembler())
    with services.database.unit_of_work() as work:
        account = work.accounts.by_name("person")
        packets, filings = work.packets.newest(limit=100), work.filings.newest(limit=1)
    assert account is not None
    killer.watch()
    with receiver(services, port=port):
        if not filings:
            order(services, account, packets[-1].id, packets[-1].packet_sha256, "sandbox")
        queue.work_until(services, lambda: _press_on(services, account), seconds=SECONDS)
    services.close()
    return killer.steps


def _press_on(services: Services, account: Account) -> bool:
    """Do what persons do as soon as it can be done; True when nothing is left to do."""
    with services.database.unit_of_work() as work:
        filings = sorted(work.filings.newest(limit=10), key=lambda filing: filing.created_at)
        tasks = work.services.of_filing(filings[0].id)
        queued = work.session.scalar(select(func.count()).where(JobRow.state.in_(("queued", "running"))))
        waiting = [copy for one in filings for copy in work.filings.awaited(one.id) if copy.state == WAITING]
    for filing in filings:
        if filing.may_be_released:
            release(services, account, filing.id)
    for task in tasks:
        if task.state is ServiceState.RELEASED:
            _prove(services, account, task)
        elif task.state is ServiceState.SERVED and task.proof_packet_id is not None:
            _file_proof(services, account, task.proof_packet_id)
    over = filings[0].state in (State.SERVED, State.REJECTED) and all(one.confirmed for one in filings)
    return over and not waiting and not queued


def _prove(services: Services, account: Account, task: ServiceTask) -> None:
    today = services.clock().astimezone(services.courts.profile("sandbox").zone).date()
    report = ServerReport(
        method=ServiceMethod.PERSONAL,
        person="Rafael Ortega Villanueva",
        server=Server(name="Gideon Marsh", adult=True),
        served_on=today,
        place="2185 Alder Creek Court",
    )
    prove(services, account, task.id, report)


def _file_proof(services: Services, account: Account, packet_id: PacketId) -> None:
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        under_way = work.filings.of_packet(packet_id)
    if packet.state is PacketState.IN_REVIEW and packet.packet_sha256:
        approve(services, account, packet.id, packet.packet_sha256)
    elif packet.state is PacketState.APPROVED and not under_way:
        order(services, account, packet.id, packet.packet_sha256, "sandbox")


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
def court(script: str, seed: int) -> Iterator[tuple[str, str]]:
    """Run the sandbox court in a process of its own; yields where it is, and where the line to it begins."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        server = SandboxServer(load_court("sandbox"), scripts=SCRIPTS, use=(script,), tick_seconds=0.02)
        server.start()
        chance = FAULTY if script.startswith("faulty") else 0.0
        line = FaultyLine(server.url, seed=seed, chance=chance)
        os.write(writing, f"{server.url} {line.url}".encode())
        os.close(writing)
        while True:
            time.sleep(60)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        direct, through = pipe.read().decode().split()
    try:
        yield direct, through
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def run_once(template: Path, script: str, killed_at: int, seed: int = 0) -> Outcome:
    """Kill one office at one step, start it again until all is served, and compare with the court."""
    outcome = Outcome(script, killed_at, steps=0, seed=seed)
    with (
        tempfile.TemporaryDirectory(prefix="courtpacket-kill-") as folder,
        court(script, seed) as (direct, through),
    ):
        home = Path(folder) / "home"
        shutil.copytree(template, home)
        port = free_port()
        for start in range(STARTS):
            at = killed_at if not start else 0
            steps = in_child(lambda at=at: office(home, f"{through}ecf4/", port, at))  # type: ignore[misc]
            if steps is not None:
                outcome.steps = steps
                break
        else:
            outcome.problem = "the office did not come to an end"
        services = open_services(settings_for(home, f"{direct}ecf4/"), enqueue=lambda task, job: None)
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
        filings = sorted(work.filings.newest(limit=10), key=lambda filing: filing.created_at)
        outcome.limits = sum(len(work.services.deadlines(filing.id)) for filing in filings)
        outcome.copies = sum(
            len({copy.name for copy in work.filings.conformed(filing.id) if copy.relation == "same"})
            for filing in filings
        )
    outcome.states = [filing.state.value for filing in filings]
    outcome.envelopes = [filing.envelope_id for filing in filings]


def _read_court(services: Services, outcome: Outcome) -> None:
    now = services.clock()
    with services.courts.connect("sandbox") as connection:
        found = connection.court.filing_list(since=now - timedelta(hours=1), until=now + timedelta(hours=1))
    standing = {str(status.envelope_id) for status in found if status.outcome is not FilingOutcome.CANCELLED}
    outcome.at_court = sorted(standing)


def main() -> None:
    """Kill at every step under every script in turn, until there are enough runs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--script", choices=[*SCRIPTS, ""], default="", help="only this one")
    given = parser.parse_args()
    configure_logs(as_json=True, level=logging.ERROR)
    chance = random.Random(given.seed)  # noqa: S311 - chooses where to kill
    began, wrong, kills = time.monotonic(), [], 0
    with tempfile.TemporaryDirectory(prefix="courtpacket-kill-") as folder:
        template = Path(folder) / "template"
        in_child(lambda: prepare(template) or 0)
        names = [given.script] if given.script else list(SCRIPTS)
        steps = {name: run_once(template, name, 0).steps or 150 for name in names}
        print("steps without a kill:", steps)
        for number in range(given.runs):
            script = names[number % len(names)]
            outcome = run_once(template, script, chance.randint(1, steps[script]), seed=given.seed + number)
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
