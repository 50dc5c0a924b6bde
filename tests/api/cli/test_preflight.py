"""Pre-flight on the command line: a file, a packet's folder, a repair, and what each leaves behind."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.api.cli.command import Ran, courtpacket
from tests.api.cli.test_packets import ESTABLISH, WITHHOLDING
from tests.efiling.preflight.papers import clean, spoiled

Command = Callable[..., Ran]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return lambda *words: courtpacket(capsys, monkeypatch, *words)


def author(file: pikepdf.Pdf) -> None:
    file.docinfo.Author = "J. Worker"


class TestFile:
    def test_a_clean_file_passes(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "paper.pdf").write_bytes(clean())
        ran = command("preflight", str(tmp_path / "paper.pdf"), "--court", "us-ca-santa-clara")
        assert ran.code == 0
        assert "Nothing here would make a clerk reject it." in ran.out

    def test_what_is_wrong_is_said_with_what_to_do(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "paper.pdf").write_bytes(spoiled(clean(), author))
        ran = command("preflight", str(tmp_path / "paper.pdf"), "--court", "us-ca-santa-clara")
        assert ran.code == 1
        assert "38 metadata: would be rejected" in ran.out
        assert "run it with --repair" in ran.out
        assert "J. Worker" not in ran.out

    def test_a_repair_writes_beside_and_keeps_the_file(self, command: Command, tmp_path: Path) -> None:
        raw = spoiled(clean(), author)
        (tmp_path / "paper.pdf").write_bytes(raw)
        ran = command("preflight", str(tmp_path / "paper.pdf"), "--court", "us-ca-santa-clara", "--repair")
        assert ran.code == 0
        assert (tmp_path / "paper.pdf").read_bytes() == raw
        mended = pikepdf.open(io.BytesIO((tmp_path / "paper-mended.pdf").read_bytes()))
        assert "/Author" not in mended.docinfo

    def test_a_file_that_is_no_pdf(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "paper.pdf").write_bytes(b"not a PDF")
        ran = command("preflight", str(tmp_path / "paper.pdf"), "--court", "us-ca-santa-clara", "--json")
        assert ran.code == 1
        assert json.loads(ran.out)["may_be_filed"] is False

    def test_an_unknown_court(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "paper.pdf").write_bytes(clean())
        ran = command("preflight", str(tmp_path / "paper.pdf"), "--court", "us-ca-nowhere")
        assert ran.code == 2
        assert "no court profile named 'us-ca-nowhere'" in ran.err


class TestPacket:
    def test_its_certificate_is_kept_beside_it(self, command: Command, tmp_path: Path) -> None:
        out = tmp_path / "out"
        command("assemble", ESTABLISH, "--packet", "us-ca/establish", "--out", str(out))
        ran = command("preflight", str(out), "--court", "us-ca-santa-clara")
        assert ran.code == 0, ran.out
        kept = json.loads((out / "preflight.json").read_bytes())
        listed = json.loads((out / "manifest.json").read_bytes())["files"]
        (file,) = kept["files"]
        assert file["sha256"] in {entry["sha256"] for entry in listed}

    def test_what_goes_to_an_employer_is_not_checked_for_a_court(
        self, command: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        command("assemble", WITHHOLDING, "--packet", "us/withhold-income", "--out", str(out))
        ran = command("preflight", str(out), "--court", "us-ca-alameda")
        assert ran.code == 1
        assert "Nothing of us/withhold-income is filed with a court" in ran.err

    def test_a_packet_is_not_repaired_in_place(self, command: Command, tmp_path: Path) -> None:
        ran = command("preflight", str(tmp_path), "--court", "us-ca-alameda", "--repair")
        assert ran.code == 1
        assert "assemble it again" in ran.err
