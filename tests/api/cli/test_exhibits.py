"""Exhibits on the command line: what is said of them, of their text, and of the court's limits."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests.api.cli.command import Ran, courtpacket
from tests.assembly.packets.test_taking import scan

CASES = Path(__file__).parents[3] / "templates" / "_cases"
ESTABLISH = str(CASES / "santa-clara-establish.facts.json")

Command = Callable[..., Ran]
pytestmark = pytest.mark.slow


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return lambda *words: courtpacket(capsys, monkeypatch, *words)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "ledger.png"
    path.write_bytes(scan("Ledger of May", "$612.00"))
    return str(path)


def _assemble(command: Command, out: Path, *more: str) -> Ran:
    return command("assemble", ESTABLISH, "--packet", "us-ca/establish", "--out", str(out), *more)


def test_a_confidential_one_is_a_file_of_its_own_and_in_no_public_one(
    command: Command, tmp_path: Path, ledger: str
) -> None:
    out = tmp_path / "out"
    ran = _assemble(
        command,
        out,
        "--exhibit",
        f"{ledger}=Ledger",
        "--exhibit",
        f"{ledger}=Sealed letter",
        "--confidential",
        "2",
    )
    assert ran.code == 0
    assert "Exhibit B: Sealed letter" in ran.out
    public = "".join(page.extract_text() for page in pypdf.PdfReader(out / "packet.pdf").pages)
    assert "Sealed letter" not in public
    assert "Filed by itself, confidential" in public
    manifest = json.loads((out / "manifest.json").read_bytes())
    (apart,) = [one for one in manifest["packet"]["documents"] if one["title"].startswith("Exhibit B")]
    assert (apart["security"], apart["role"], apart["parent"]) == ("confidential", "connected_document", "")


def test_a_place_that_has_no_exhibit_is_refused(command: Command, tmp_path: Path, ledger: str) -> None:
    ran = _assemble(command, tmp_path / "out", "--exhibit", f"{ledger}=Ledger", "--confidential", "3")
    assert ran.code == 1
    assert ran.err == "There is no exhibit 3; 1 are given.\n"


def test_every_file_that_can_not_be_taken_is_told_at_once(command: Command, tmp_path: Path) -> None:
    for name, content in (
        ("a.heic", b"\x00\x00\x00\x18ftypheic"),
        ("b.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ):
        (tmp_path / name).write_bytes(content + bytes(64))
    ran = _assemble(
        command, tmp_path / "out", "--exhibit", str(tmp_path / "a.heic"), "--exhibit", str(tmp_path / "b.doc")
    )
    assert ran.code == 1
    assert "a.heic is a HEIC photograph" in ran.err
    assert "b.doc is an old Office file" in ran.err
    assert not (tmp_path / "out").exists()


def test_pages_without_text_are_told(command: Command, tmp_path: Path, ledger: str) -> None:
    ran = _assemble(command, tmp_path / "out", "--exhibit", f"{ledger}=Ledger")
    assert "Exhibit A has 1 page(s) that are pictures without text." in ran.out


def test_text_recognition_that_is_not_there_says_what_to_install(
    command: Command, tmp_path: Path, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = _assemble(command, tmp_path / "out", "--exhibit", f"{ledger}=Ledger", "--ocr")
    assert ran.code == 1
    assert "apt install tesseract-ocr" in ran.err


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_text_recognition_gives_the_exhibit_its_words(command: Command, tmp_path: Path, ledger: str) -> None:
    ran = _assemble(command, tmp_path / "out", "--exhibit", f"{ledger}=Ledger", "--ocr")
    assert "without text" not in ran.out
    words = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out" / "packet.pdf").pages)
    assert "Ledger of May" in words


def test_a_court_that_takes_little_gets_volumes_with_their_record(
    command: Command, tmp_path: Path, ledger: str
) -> None:
    out = tmp_path / "out"
    exhibits = [word for place in range(4) for word in ("--exhibit", f"{ledger}=Ledger {place}")]
    ran = _assemble(command, out, *exhibits, "--court", "sandbox-tiny")
    assert ran.code == 0
    assert "of 12 pages; filed in 2 volumes" in ran.out
    record = json.loads((out / "volumes" / "volumes.json").read_bytes())
    (cut,) = record["cut"]
    assert cut["whole_sha256"] == hashlib.sha256((out / cut["whole"]).read_bytes()).hexdigest()
    for volume in cut["volumes"]:
        raw = (out / "volumes" / volume["path"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == volume["sha256"]
        assert len(pypdf.PdfReader(out / "volumes" / volume["path"]).pages) <= 12


def test_the_size_is_told_against_the_courts_limits(command: Command, tmp_path: Path) -> None:
    ran = _assemble(command, tmp_path / "out", "--court", "us-ca-los-angeles", "--json")
    size = json.loads(ran.out)["size"]
    # The county's own limits, in its profile: 25 MB a document, 35 MB an envelope.
    assert size["limits"]["document_bytes"] == 25_000_000
    assert size["limits"]["envelope_bytes"] == 35_000_000
    (paper,) = size["files"]
    assert paper["size_bytes"] == (tmp_path / "out" / paper["path"]).stat().st_size


def test_preflight_looks_at_the_volumes_as_they_would_be_filed(
    command: Command, tmp_path: Path, ledger: str
) -> None:
    out = tmp_path / "out"
    exhibits = [word for place in range(4) for word in ("--exhibit", f"{ledger}=Ledger {place}")]
    _assemble(command, out, *exhibits)
    ran = command("preflight", str(out), "--court", "sandbox-tiny")
    assert "of 12 pages; filed in 2 volumes" in ran.out
    assert "pages; the court takes 12" not in ran.out
    record = json.loads((out / "preflight.json").read_bytes())
    names = {paper["name"] for paper in record["files"]}
    assert "01-vol2-summons-and-complaint.pdf" in names
