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
        assert "Nothing that was looked at would make a clerk reject it." in ran.out
        assert "42 consistency: there is one file and no facts of a case to hold it against." in ran.out

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

    def test_an_employers_packet_is_checked_as_a_withholding_order(
        self, command: Command, tmp_path: Path
    ) -> None:
        """45 CFR 303.100(e): the order must be on the federal form; without its blank it is our rendition."""
        out = tmp_path / "out"
        command("assemble", WITHHOLDING, "--packet", "us/withhold-income", "--out", str(out))
        ran = command("preflight", str(out), "--court", "us-ca-alameda", "--json")
        assert ran.code == 1
        results = {result["check"]: result for result in json.loads(ran.out)["results"]}
        assert results["withholding-form"]["outcome"] == "block"
        assert "It is not the form OMB 0970-0154" in results["withholding-form"]["evidence"][0]["problem"]
        assert [name for name, result in results.items() if result["outcome"] == "block"] == [
            "withholding-form"
        ]

    def test_a_packet_is_not_repaired_in_place(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_text("{}")
        ran = command("preflight", str(tmp_path), "--court", "us-ca-alameda", "--repair")
        assert ran.code == 1
        assert "assemble it again" in ran.err


class TestSeveralFiles:
    def test_a_folder_and_the_order_given(self, command: Command, tmp_path: Path) -> None:
        folder = tmp_path / "papers"
        folder.mkdir()
        for name in ("b.pdf", "a.pdf"):
            (folder / name).write_bytes(clean(f"<p>The paper {name} has words of its own.</p>"))
        (folder / "notes.txt").write_text("no PDF")
        ran = command("preflight", str(folder), "--court", "us-ca-santa-clara", "--json")
        assert ran.code == 0, ran.out
        assert [file["name"] for file in json.loads(ran.out)["files"]] == ["a.pdf", "b.pdf"]

    def test_the_same_paper_twice(self, command: Command, tmp_path: Path) -> None:
        for name in ("a.pdf", "b.pdf"):
            (tmp_path / name).write_bytes(clean())
        files = (str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf"))
        ran = command("preflight", *files, "--court", "us-ca-santa-clara")
        assert ran.code == 1
        assert "b.pdf: It is the same file as a.pdf." in ran.out

    def test_what_is_not_there(self, command: Command, tmp_path: Path) -> None:
        ran = command("preflight", str(tmp_path / "none.pdf"), "--court", "us-ca-santa-clara")
        assert ran.code == 2
        assert "there is no such file or folder" in ran.err

    def test_a_folder_without_a_pdf(self, command: Command, tmp_path: Path) -> None:
        ran = command("preflight", str(tmp_path), "--court", "us-ca-santa-clara")
        assert ran.code == 1
        assert "There is no PDF in" in ran.err

    def test_a_certificate_is_kept_where_it_is_asked_for(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "paper.pdf").write_bytes(clean())
        kept = tmp_path / "proof"
        command(
            "preflight",
            str(tmp_path / "paper.pdf"),
            "--court",
            "us-ca-santa-clara",
            "--certificate",
            str(kept),
        )
        made = json.loads((kept / "preflight.json").read_bytes())
        assert {result["number"] for result in made["results"]} == set(range(43))
        assert (kept / "preflight.pdf").read_bytes().startswith(b"%PDF-")


class TestStage:
    def test_an_oath_that_is_not_signed_waits_as_a_draft_and_stops_the_sending(
        self, command: Command, tmp_path: Path
    ) -> None:
        """UTCR 21.090(3): the petition is verified by somebody who is not the filer."""
        case = ESTABLISH.replace(Path(ESTABLISH).name, "multnomah-establish.facts.json")
        out = tmp_path / "out"
        command("assemble", case, "--packet", "us-or/establish", "--out", str(out))
        draft = command("preflight", str(out), "--court", "us-or-multnomah", "--json")
        assert draft.code == 0, draft.out
        told = json.loads(draft.out)
        assert told["may_be_filed"] is False
        assert "not signed by the declarant" in told["still_to_do"][0]["problem"]
        sent = command("preflight", str(out), "--court", "us-or-multnomah", "--stage", "transmission")
        assert sent.code == 1
        assert "6 signatures: would be rejected" in sent.out
