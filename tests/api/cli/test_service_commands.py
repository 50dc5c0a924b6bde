"""The commands of the service: audit, status, file and batch, with what they refuse."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import build
from api.filings import journal
from api.packets import assembler
from api.services import Services
from api.storage.audit import AuditAct, export
from efiling.courts import load_court
from efiling.sandbox.script import read_script
from efiling.sandbox.server import SandboxServer
from tests.api.conftest import CASES
from tests.fakes.assembler import FakeAssembler

runner = CliRunner()
CASES_IN_BATCH = 4
AT_ONCE = {"at_once": read_script([{"after": 0, "do": "accept"}])}


@pytest.fixture
def court() -> Iterator[SandboxServer]:
    with SandboxServer(load_court("sandbox"), scripts=AT_ONCE, use=("at_once",), tick_seconds=0.05) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packet, as the fake assembler makes it and reads it back."""
    fake = FakeAssembler()
    for name in ("read", "protect", "preflight", "assemble", "validate", "require_recipe", "rules"):
        monkeypatch.setattr(
            assembler.FolderAssembler, name, lambda self, *a, _name=name, **o: getattr(fake, _name)(*a, **o)
        )
    from assembly.intake import read_facts

    raw = (CASES / "santa-clara-establish.facts.json").read_bytes()
    out = tmp_path / "packet"
    fake.assemble(read_facts(raw), "us-ca/establish", out)
    (out / "facts.json").write_bytes(raw)
    return out


class TestAudit:
    def test_an_exported_trail_verifies_and_an_altered_one_does_not(
        self, services: Services, tmp_path: Path
    ) -> None:
        with services.database.unit_of_work() as work:
            work.record(AuditAct("A-1", "packet.approved", "P-1"))
        with services.database.unit_of_work() as work:
            lines = list(export(work.session.connection()))
        path = tmp_path / "trail.jsonl"
        path.write_text("".join(lines))
        told = runner.invoke(build(), ["audit", "verify", str(path), "--json"])
        assert (told.exit_code, json.loads(told.stdout)["entries"]) == (0, 1)
        path.write_text("".join(lines).replace("A-1", "A-2"))
        told = runner.invoke(build(), ["audit", "verify", str(path), "--json"])
        assert told.exit_code == 1
        assert json.loads(told.stdout)["entry"] == 1


class TestFile:
    def test_files_waits_and_saves_the_stamped_copies(self, folder: Path, court: SandboxServer) -> None:
        arguments = ["file", str(folder), "--court", "sandbox", "--url", f"{court.url}ecf4/"]
        told = runner.invoke(build(), [*arguments, "--wait", "--wait-seconds", "60", "--json"])
        assert told.exit_code == 0, told.output
        filing = json.loads(told.stdout)
        assert filing["state"] == "accepted"
        assert filing["confirmed"]
        copies = sorted(path.name for path in (folder / journal.CONFORMED).iterdir())
        assert copies == ["01-complaint.pdf", "02-statement.pdf"]
        again = runner.invoke(build(), [*arguments, "--json"])
        assert json.loads(again.stdout)["filing"] == filing["filing"]
        assert len(court.court.envelopes) == 1
        status = runner.invoke(build(), ["status", str(folder), "--url", f"{court.url}ecf4/"])
        assert status.exit_code == 0
        assert "Case number: EX-" in status.stdout

    def test_a_court_that_is_away_leaves_it_ready_and_sends_nothing(self, folder: Path) -> None:
        arguments = ["file", str(folder), "--court", "sandbox", "--url", "http://127.0.0.1:9/", "--json"]
        told = runner.invoke(build(), arguments)
        assert json.loads(told.stdout)["state"] == "ready"
        assert told.exit_code == 1
        assert "Nothing was sent" in told.stderr

    def test_a_folder_that_was_never_filed_has_no_status(self, folder: Path) -> None:
        told = runner.invoke(build(), ["status", str(folder)])
        assert told.exit_code == 1
        assert "There is no filing in" in str(told.exception)


@pytest.mark.slow
def test_a_batch_that_was_killed_goes_on_and_makes_nothing_twice(tmp_path: Path) -> None:
    """Killed by SIGKILL in the middle, resumed: every case once, and the counts add up."""
    facts = json.loads((CASES / "alameda-withholding.facts.json").read_text())
    lines = []
    for number in range(CASES_IN_BATCH):
        facts["ivd_case"]["id"] = f"20000{number:04}"
        lines.append(json.dumps(facts))
    source, out = tmp_path / "cases.jsonl", tmp_path / "out"
    source.write_text("\n".join(lines))
    command = [sys.executable, "-c", "from api.cli.main import run; run()", "batch"]
    options = ["--packet", "us/withhold-income", "--facts", str(source), "--out", str(out), "--workers", "2"]
    running = subprocess.Popen([*command, "run", *options], start_new_session=True)
    blobs = out / ".run" / "blobs"
    end = time.monotonic() + 90
    # The facts are one blob each; more means that the first papers have been made.
    while len(list(blobs.glob("*/[0-9a-f]*"))) <= len(lines) and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    told = subprocess.run(
        [*command, "resume", str(out), "--json"], capture_output=True, text=True, timeout=200
    )
    assert told.returncode == 0, told.stderr
    manifest = json.loads(told.stdout)
    assert manifest["counts"] == {
        "read": CASES_IN_BATCH,
        "made": CASES_IN_BATCH,
        "exceptions": 0,
        "waiting": 0,
    }
    folders = [entry["folder"] for entry in manifest["cases"]]
    assert len(set(folders)) == CASES_IN_BATCH
    assert sorted(path.name for path in out.iterdir() if path.is_dir() and path.name != ".run") == sorted(
        folders
    )
