"""`courtpacket sign --original`: a scan brought into a folder, what is refused, and what stays when papers are made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.facts_file import read_facts_file
from assembly.packets import read_packet
from efiling.preflight.reading.pdf import read_pdf
from efiling.preflight.reading.signature import places
from tests.api.cli.command import Ran, courtpacket
from tests.fakes.scanner import Scanner

CASE = Path(__file__).parents[3] / "templates" / "_cases" / "santa-clara-served.facts.json"
PAPER = "01-proof-of-service-mail.pdf"
Run = Callable[..., Ran]
SCANNER = Scanner(dots_per_inch=200)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))

    def ran(*words: object) -> Ran:
        return courtpacket(capsys, monkeypatch, *(str(word) for word in words))

    return ran


@pytest.fixture
def folder(tmp_path: Path, run: Run) -> Path:
    out = tmp_path / "packet"
    assert run("assemble", CASE, "--packet", "us-ca/prove-service-by-mail", "--out", out).code == 0
    return out


def scan(folder: Path, to: Path, *, signed: bool = True) -> Path:
    """Scan the paper's signed page into a file."""
    service = read_facts_file(CASE).service
    assert service is not None
    pdf = (folder / PAPER).read_bytes()
    spot = next(s for page in read_pdf(pdf).pages for s in places(page, (service.server.name,)))
    to.write_bytes(SCANNER.jpeg(SCANNER.scan(pdf, spot.page, signed=[spot.rect] if signed else [])))
    return to


def test_a_signed_scan_is_brought_and_stays_when_the_same_paper_is_made_anew(
    folder: Path, run: Run, tmp_path: Path
) -> None:
    ran = run("sign", folder, "--original", f"{PAPER}:1={scan(folder, tmp_path / 'scan.jpg')}")
    assert ran.code == 0, ran.err
    assert "page 1 is now the signed original" in ran.err
    assert (
        "no date stands beside the signature" in ran.err
    )  # the line for it is empty, and "Place:" is no date
    assert "signed in ink, shown on page 1" in ran.out
    before = read_packet(folder)
    assert before.documents[0].originals
    assert run("assemble", CASE, "--packet", "us-ca/prove-service-by-mail", "--out", folder).code == 0
    assert read_packet(folder) == before
    ran = run("sign", folder, "--original", f"{PAPER}:1={tmp_path / 'scan.jpg'}")
    assert ran.code != 0
    assert "--without-originals" in ran.err
    options = ("--packet", "us-ca/prove-service-by-mail", "--out", folder)
    assert run("assemble", CASE, *options, "--without-originals").code == 0
    assert not read_packet(folder).documents[0].originals
    assert run("sign", folder, "--original", f"{PAPER}:1={tmp_path / 'scan.jpg'}").code == 0

    other = tmp_path / "other.json"
    other.write_text(CASE.read_text().replace("26-FS-001207", "26-FS-001200"))
    ran = run("assemble", other, "--packet", "us-ca/prove-service-by-mail", "--out", folder)
    assert ran.code == 0, ran.err
    assert "Have it signed again" in ran.err
    assert not read_packet(folder).documents[0].originals


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("scan.jpg", "does not say which paper"),
        (f"{PAPER}:1=nowhere.jpg", "no file nowhere.jpg"),
        (f"{PAPER}:x=scan.jpg", "does not say which paper"),
    ],
)
def test_what_says_too_little_is_refused(folder: Path, run: Run, said: str, told: str) -> None:
    before = read_packet(folder)
    ran = run("sign", folder, "--original", said)
    assert ran.code == 1
    assert told in ran.err
    assert read_packet(folder) == before


def test_an_unsigned_scan_changes_nothing(folder: Path, run: Run, tmp_path: Path) -> None:
    before = read_packet(folder)
    unsigned = scan(folder, tmp_path / "scan.jpg", signed=False)
    ran = run("sign", folder, "--original", f"{PAPER}:1={unsigned}")
    assert ran.code == 1
    assert f"{PAPER}, page 1: Nobody has signed it" in ran.err
    assert read_packet(folder) == before


def test_typing_and_scans_are_two_steps(folder: Path, run: Run) -> None:
    ran = run("sign", folder, "--as", "Somebody", "--original", f"{PAPER}:1=scan.jpg")
    assert ran.code == 1
    assert "Sign by typing first" in ran.err
