"""Papers signed in ink, filed electronically: printed, signed, scanned, brought back, accepted by the court.

Oregon: a petition and a statement under oath, then the return of service. California: a proof of service by mail.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from typer.testing import CliRunner, Result

from api.cli.main import build
from assembly.model.document import Packet
from assembly.packets import read_packet
from efiling.courts import load_court
from efiling.preflight.reading.pdf import read_pdf
from efiling.preflight.reading.signature import places
from efiling.sandbox.script import read_script
from efiling.sandbox.server import SandboxServer
from tests.fakes.scanner import Scanner

CASES = Path(__file__).parents[2] / "templates" / "_cases"
AT_ONCE = {"at_once": read_script([{"after": 0, "do": "accept"}])}
KEPT = "OR-EF-007"  # UTCR 21.090; 1.110: is the original of who does not file kept?


@pytest.fixture
def court() -> Iterator[str]:
    with SandboxServer(load_court("sandbox"), scripts=AT_ONCE, use=("at_once",), tick_seconds=0.05) as server:
        yield f"{server.url}ecf4/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))


def run(*words: object) -> Result:
    return CliRunner().invoke(build(), [str(word) for word in words])


def done(*words: object) -> str:
    told = run(*words)
    assert told.exit_code == 0, (words, told.output, told.exception)
    return told.stdout


def signed_scan(folder: Path, paper: str, name: str, to: Path, scanner: Scanner) -> int:
    """Print a paper's page where somebody signs, have it signed and dated, scan it; return its number."""
    pdf = (folder / paper).read_bytes()
    place = next(place for page in read_pdf(pdf).pages for place in places(page, (name,)))
    left, top, _, _ = place.rect
    dated = [] if place.date else [(left - 170, top - 8, left - 70, top + 6)]
    to.write_bytes(scanner.jpeg(scanner.scan(pdf, place.page, signed=[place.rect], dated=dated)))
    return place.page


def shown(packet: Packet) -> dict[str, tuple[str, ...]]:
    return {d.pdf_path: one.signers for d in packet.documents for one in d.originals}


@pytest.mark.slow
def test_oregon_papers_under_oath_and_the_return_of_service(court: str, tmp_path: Path) -> None:
    case, out = tmp_path / "case.json", tmp_path / "packet"
    case.write_bytes((CASES / "multnomah-establish.facts.json").read_bytes())
    file = ("file", out, "--court", "sandbox", "--url", court, "--wait", "--wait-seconds", "60", "--json")
    done("answer", case, "OR-ORD-023", "--yes", "--by", "I. Halvorsen")
    done("assemble", case, "--packet", "us-or/establish", "--out", out)
    done("sign", out, "--as", "Ingrid S. Halvorsen")

    stopped = run(*file, "--answer", f"{KEPT}=yes")
    assert "check 6" in str(stopped.exception)
    assert "not signed by the declarant" in str(stopped.exception)

    originals: list[object] = []
    for paper, scanner in (
        ("01-petition-support-parentage.pdf", Scanner(dots_per_inch=200, turn=180)),
        ("03-agency-support-statement.pdf", Scanner(dots_per_inch=300, angle=-1.2)),
    ):
        scan = tmp_path / f"{paper}.jpg"
        page = signed_scan(out, paper, "Teresa Quintero", scan, scanner)
        originals += ["--original", f"{paper}:{page}={scan}"]
    done("sign", out, *originals)
    assert shown(read_packet(out)) == {
        "01-petition-support-parentage.pdf": ("Teresa Quintero",),
        "03-agency-support-statement.pdf": ("Teresa Quintero",),
    }

    filing = json.loads(done(*file, "--answer", f"{KEPT}=yes"))
    assert filing["state"] == "accepted"
    stamped = pypdfium2.PdfDocument(out / "conformed" / "03-agency-support-statement.pdf")
    assert "penalty for perjury" in stamped[1].get_textpage().get_text_bounded().replace("\r\n", " ")

    (served, *_) = json.loads(done("service", out, "--json"))["services"]
    report = tmp_path / "report.json"
    on = datetime.now(ZoneInfo("America/Los_Angeles")).date().isoformat()
    address = {"line1": "88 SW Alder St", "city": "Portland", "state": "OR", "zip_code": "97205"}
    server = {"name": "Dana Whitfield", "adult": True, "county": "Multnomah", "business_address": address}
    said = {
        "method": "personal",
        "person": "Caleb Andrew Lindqvist",
        "place": "120 NE Knott St, Portland, Oregon",
    }
    report.write_text(
        json.dumps({**said, "server": server, "served_on": on, "served_at": "08:15", "signed_on": on})
    )
    told = json.loads(done("service", out, "--prove", served["service"], "--report", report, "--json"))
    proof = next(one["proof_packet"] for one in told["services"] if one["proof_packet"])
    scan = tmp_path / "return.jpg"
    paper = "01-return-of-service.pdf"
    folder = out / f"proof-{served['service']}"
    page = signed_scan(folder, paper, "Dana Whitfield", scan, Scanner(dots_per_inch=200, turn=90))
    done("sign", out, "--packet", proof, "--original", f"{paper}:{page}={scan}")
    filing = json.loads(done(*file, "--packet", proof, "--answer", f"{KEPT}=yes"))
    assert filing["state"] == "accepted"


@pytest.mark.slow
def test_a_california_proof_of_service_by_mail(court: str, tmp_path: Path) -> None:
    """Rule 2.257(b): who swears and does not file signs a paper that is kept; the court gets its image."""
    out, scan = tmp_path / "packet", tmp_path / "proof.jpg"
    done(
        "assemble",
        CASES / "santa-clara-served.facts.json",
        "--packet",
        "us-ca/prove-service-by-mail",
        "--out",
        out,
    )
    (place,) = json.loads(done("sign", out, "--json"))["places"]
    assert place["form"] == "ink"
    (document,) = read_packet(out).documents
    page = signed_scan(out, document.pdf_path, place["names"][0], scan, Scanner(dots_per_inch=200))
    done("sign", out, "--original", f"{document.pdf_path}:{page}={scan}")
    file = ("file", out, "--court", "sandbox", "--url", court, "--wait", "--wait-seconds", "60", "--json")
    assert json.loads(done(*file, "--answer", "ca.efile.perjury_sig=yes"))["state"] == "accepted"
