"""The commands of the court's answer on the folder of one matter: rejection, corrected packet, service, proof, paper."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from api.cli.main import build
from api.packets import assembler
from assembly.intake import read_facts
from efiling.courts import load_court
from efiling.sandbox.script import read_script
from efiling.sandbox.server import SandboxServer
from tests.api.conftest import CASES
from tests.fakes.assembler import FakeAssembler

runner = CliRunner()
SCRIPTS = {
    "no": read_script([{"after": 0, "do": "reject", "comment": "Wrong courthouse"}]),
    "yes": read_script([{"after": 0, "do": "accept"}]),
}


@pytest.fixture
def court() -> Iterator[SandboxServer]:
    server = SandboxServer(load_court("sandbox"), scripts=SCRIPTS, use=("no", "yes"), tick_seconds=0.05)
    with server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packet, as the fake assembler makes it and reads it back."""
    fake = FakeAssembler()
    for name in (
        "read",
        "protect",
        "preflight",
        "assemble",
        "validate",
        "require_recipe",
        "rules",
        "to_sign",
    ):
        monkeypatch.setattr(
            assembler.FolderAssembler, name, lambda self, *a, _name=name, **o: getattr(fake, _name)(*a, **o)
        )
    raw = (CASES / "santa-clara-establish.facts.json").read_bytes()
    out = tmp_path / "packet"
    fake.assemble(read_facts(raw), "us-ca/establish", out)
    (out / "facts.json").write_bytes(raw)
    return out


def run(*arguments: str, code: int = 0) -> dict[str, object]:
    told = runner.invoke(build(), [*arguments, "--json"])
    assert told.exit_code == code, told.output + str(told.exception)
    found: dict[str, object] = json.loads(told.stdout)
    return found


@pytest.mark.slow
def test_rejected_mended_filed_served_and_proved_in_one_folder(
    folder: Path, court: SandboxServer, tmp_path: Path
) -> None:
    here = ["--court", "sandbox", "--url", f"{court.url}ecf4/", "--wait", "--wait-seconds", "60"]
    assert run("file", str(folder), *here, code=1)["state"] == "rejected"

    told = run("rejection", str(folder), "--mend", "--set", "/court/branch=Main Courthouse")
    assert [reading["check"] for reading in told["readings"]][:1] == [3]  # type: ignore[attr-defined,index]
    assert told["beyond"] == []
    assert (folder / "mended" / "manifest.json").is_file()

    filed = run("file", str(folder), *here, "--packet", str(told["packet"]))
    assert (filed["state"], filed["case_number"]) == ("accepted", "EX-2026-00001")
    (task,) = run("service", str(folder))["services"]  # type: ignore[misc]
    assert (folder / "serve" / "obligor.pdf").read_bytes().startswith(b"%PDF-")

    today = datetime.now(ZoneInfo("America/Los_Angeles")).date().isoformat()
    report = tmp_path / "report.json"
    said = {
        "method": "personal",
        "person": "Rafael Ortega Villanueva",
        "served_on": today,
        "place": "At home",
        "server": {"name": "Priya Raman", "adult": True},
    }
    report.write_text(json.dumps(said))
    proving = ["service", str(folder), "--prove", task["service"], "--report", str(report)]
    refused = runner.invoke(build(), proving)
    assert refused.exit_code == 1
    assert "party to the case" in str(refused.exception)
    report.write_text(json.dumps(said | {"server": {"name": "Gideon Marsh", "adult": True}}))
    (proved,) = run(*proving)["services"]  # type: ignore[misc]
    assert proved["state"] == "served"

    run("file", str(folder), *here, "--packet", proved["proof_packet"])
    ended = run("service", str(folder))
    assert ended["state"] == "served"
    assert [limit["rule"] for limit in ended["deadlines"]] == ["answer", "default_from"]  # type: ignore[attr-defined]
    assert len(court.court.envelopes) == 3


@pytest.mark.slow
def test_on_paper_with_its_result(folder: Path, tmp_path: Path) -> None:
    filed = run("file", str(folder), "--court", "sandbox-paper", "--on-paper")
    assert filed["state"] == "ready"
    assert (folder / "print.pdf").read_bytes().startswith(b"%PDF-")
    day = datetime.now(ZoneInfo("America/Los_Angeles")).date().isoformat()
    given = ["paper", str(folder), "--outcome", "filed", "--day", day, "--clock", "00:00"]
    refused = runner.invoke(build(), given)
    assert "case number that the clerk gave" in str(refused.exception)
    scan = folder / "01-complaint.pdf"
    told = run(*given, "--number", "EX-2026-00042", "--scan", str(scan))
    assert (told["state"], told["case_number"]) == ("accepted", "EX-2026-00042")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rejection", "{folder}", "--mend", "--set", "case=1"], "is no correction"),
        (["service", "{folder}", "--prove", "S-1"], "go together"),
        (["file", "{folder}", "--court", "sandbox", "--answer", "x"], "is no answer"),
    ],
)
def test_what_is_written_wrongly_is_told(folder: Path, arguments: list[str], words: str) -> None:
    (folder / "filing").mkdir(exist_ok=True)
    run_it = [part.replace("{folder}", str(folder)) for part in arguments]
    if arguments[0] == "rejection":
        runner.invoke(build(), ["file", str(folder), "--court", "sandbox", "--url", "http://127.0.0.1:9/"])
    told = runner.invoke(build(), run_it)
    assert told.exit_code != 0
    assert words in told.output
