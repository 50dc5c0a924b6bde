"""Signed originals in the service: brought over the API or a page, shown, approved anew, kept while the paper is the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.app import make_api
from api.errors import NotAllowed
from api.facts.service import take_in
from api.ids import PacketId
from api.packets.assembler import FolderAssembler
from api.packets.service import approve, make, order, rebuild
from api.packets.signed_pages import add_original, originals_of, take_out_original
from api.packets.signing import places_to_sign
from api.packets.store import PacketState, StoredPacket
from api.services import Services, open_services
from api.settings import Settings
from api.storage.audit import export
from assembly.errors import DocumentRefused
from assembly.intake import facts_json, read_facts
from efiling.preflight.reading.pdf import read_pdf
from efiling.preflight.reading.signature import places as places_on
from tests.api.conftest import CASES, Queue, sign_up
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock
from tests.fakes.scanner import Scanner

PAPER = "01-proof-of-service-mail.pdf"
CASE = (CASES / "santa-clara-served.facts.json").read_bytes()
Scan = Callable[..., bytes]


@pytest.fixture
def services(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Services:
    """Services that make real papers: a scan can be held against nothing else."""
    settings = Settings(home=tmp_path / "home", database_url=sqlite_url)
    return open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FolderAssembler(None))


@pytest.fixture
def officer(services: Services) -> Account:
    return sign_up(services, "officer", RoleName.ADMIN)


@pytest.fixture
def packet(services: Services, officer: Account, queue: Queue) -> StoredPacket:
    facts = take_in(services, officer, CASE)
    ordered, _ = order(services, officer, facts.id, "us-ca/prove-service-by-mail")
    queue.work_off(services)
    return now(services, ordered.id)


@pytest.fixture
def scan(services: Services, packet: StoredPacket) -> bytes:
    """The paper's one signed page, as it comes back from the scanner."""
    pdf = stored(services, packet.id, PAPER)
    (place,) = places_to_sign(services, packet.id)
    spot = next(spot for page in read_pdf(pdf).pages for spot in places_on(page, place.names))
    scanner = Scanner(dots_per_inch=200)
    return scanner.jpeg(
        scanner.scan(
            pdf, spot.page, signed=[spot.rect], dated=[(90, spot.rect[1] - 6, 190, spot.rect[1] + 8)]
        )
    )


def now(services: Services, packet_id: PacketId) -> StoredPacket:
    with services.database.unit_of_work() as work:
        return work.packets.get(packet_id)


def stored(services: Services, packet_id: PacketId, name: str) -> bytes:
    with services.database.unit_of_work() as work:
        return services.blobs.get(work.packets.file(packet_id, name).sha256)


def test_a_scan_is_shown_voids_the_approval_and_is_approved_anew(
    services: Services, officer: Account, packet: StoredPacket, scan: bytes
) -> None:
    approve(services, officer, packet.id, packet.packet_sha256)
    (brought,) = add_original(services, officer, packet.id, scan, name="scan.jpg", paper=PAPER, pages=(1,))
    changed = now(services, packet.id)
    assert changed.state is PacketState.APPROVAL_VOID
    assert changed.packet_sha256 != packet.packet_sha256
    (place,) = places_to_sign(services, packet.id)
    assert place.original == 1
    assert place.names[0] in brought.signers
    assert services.blobs.get(brought.source_sha256) == scan
    approve(services, officer, packet.id, changed.packet_sha256)
    assert now(services, packet.id).state is PacketState.APPROVED
    with services.database.unit_of_work() as work:
        acts = [json.loads(line)["act"] for line in export(work.session.connection())]
    assert acts.count("original.brought") == 1

    assert add_original(services, officer, packet.id, scan, name="scan.jpg", paper=PAPER, pages=(1,)) == [
        brought
    ]
    assert now(services, packet.id).state is PacketState.APPROVED
    with pytest.raises(DocumentRefused, match="shows a signed original already"):
        add_original(services, officer, packet.id, scan + b"\0", name="scan.jpg", paper=PAPER, pages=(1,))


def test_it_stays_when_the_same_paper_is_made_anew_and_goes_when_it_is_taken_out(
    services: Services, officer: Account, packet: StoredPacket, scan: bytes, queue: Queue
) -> None:
    (brought,) = add_original(services, officer, packet.id, scan, name="scan.jpg", paper=PAPER, pages=(1,))
    signed = now(services, packet.id).packet_sha256
    assert make(services, packet.id).packet_sha256 == signed
    take_out_original(services, officer, packet.id, brought.id)
    queue.work_off(services)
    assert now(services, packet.id).packet_sha256 == packet.packet_sha256
    assert originals_of(services, officer, packet.id) == []


def test_it_goes_with_a_finding_when_the_paper_says_something_else(
    services: Services, officer: Account, packet: StoredPacket, scan: bytes, queue: Queue
) -> None:
    add_original(services, officer, packet.id, scan, name="scan.jpg", paper=PAPER, pages=(1,))
    facts = read_facts(CASE)
    other = replace(facts, case=replace(facts.case, number="26FS009999"))
    rebuild(services, officer, packet.id, take_in(services, officer, facts_json(other)).id)
    queue.work_off(services)
    made = now(services, packet.id)
    assert "original.dropped" in [finding["rule"] for finding in made.findings]
    (place,) = places_to_sign(services, packet.id)
    assert place.original == 0


def test_what_is_refused(services: Services, officer: Account, packet: StoredPacket, scan: bytes) -> None:
    def bring(content: bytes, paper: str = PAPER, pages: tuple[int, ...] = (1,)) -> None:
        add_original(services, officer, packet.id, content, name="scan.jpg", paper=paper, pages=pages)

    for content, paper, pages, said in (
        (b"hello", PAPER, (1,), "neither a PDF nor"),
        (scan, "09-other.pdf", (1,), r"no paper 09-other\.pdf"),
        (scan, PAPER, (7,), "there is no page 7"),
        (scan, PAPER, (1, 2), "the scan of 2 is wanted|there is no page 2"),
    ):
        with pytest.raises(DocumentRefused, match=said):
            bring(content, paper, pages)
    assert now(services, packet.id) == packet
    auditor = sign_up(services, "auditor", RoleName.AUDITOR)
    with pytest.raises(NotAllowed):
        add_original(services, auditor, packet.id, scan, name="scan.jpg", paper=PAPER)


def test_over_the_api(services: Services, packet: StoredPacket, scan: bytes, officer: Account) -> None:
    app = make_api(services)
    path = f"/api/packets/{packet.id}/originals"
    browser = Browser(app, token=add_account(services, officer, "program", RoleName.ADMIN))
    refused = browser.post(path, content=b"hello", params={"paper": PAPER, "page": 1})
    assert refused.status_code == 422
    told = browser.post(path, content=scan, params={"paper": PAPER, "page": 1, "name": "scan.jpg"})
    assert told.status_code == 200, told.text
    assert told.json()["packet_sha256"] == now(services, packet.id).packet_sha256
    (listed,) = browser.get(path).json()
    assert listed["page"] == 1
    assert browser.request("DELETE", f"{path}/{listed['id']}").status_code == 202
