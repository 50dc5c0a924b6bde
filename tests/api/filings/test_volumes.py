"""A paper beyond a court's limits is filed as volumes cut from the approved bytes, and the approval stands."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pydantic import TypeAdapter

from api.filings.volumes import in_volumes
from api.services import open_services
from api.settings import Settings
from api.storage.blobs import BlobStore
from assembly.model.document import Document, Packet, Role
from assembly.model.edited import EditedDraft
from assembly.model.exhibit import Exhibit
from assembly.model.facts import Facts
from efiling.courts import load_court
from efiling.lifecycle import State
from efiling.sandbox.server import SandboxServer
from tests.api.conftest import Queue, sign_up
from tests.api.filings.conftest import Office, approved_packet
from tests.fakes.assembler import FakeAssembler
from tests.fakes.clock import FakeClock
from tests.fakes.courts import StandInCourts

pytestmark = pytest.mark.slow

TINY = load_court("sandbox-tiny")  # at most 12 pages and 1,000,000 bytes a document, 4 documents an envelope


def long_pdf(pages: int) -> bytes:
    """Return a PDF whose pages say their number."""
    import weasyprint

    body = "".join(f'<p style="break-before: page">Page {n}.</p>' for n in range(1, pages + 1))
    made: bytes = weasyprint.HTML(string=f"<html lang=en><title>Long</title>{body}").write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=b"long"
    )
    return made


class LongAssembler(FakeAssembler):
    """Makes a complaint of 20 pages, the last 12 of them an exhibit."""

    def assemble(
        self,
        facts: Facts,
        recipe: str,
        out: Path,
        *,
        exhibits: Sequence[Exhibit] = (),
        edited: Sequence[EditedDraft] = (),
    ) -> Packet:
        packet = super().assemble(facts, recipe, out, exhibits=exhibits, edited=edited)
        whole = long_pdf(20)
        lead = packet.documents[0]
        (out / lead.pdf_path).write_bytes(whole)
        digest = hashlib.sha256(whole).hexdigest()
        lead = replace(lead, pages=8, size_bytes=len(whole), sha256=digest)
        proof = replace(
            lead, type_id="exhibit", title="Exhibit A: Ledger", role=Role.ATTACHMENT, parent=lead.type_id,
            pages=12, first_page=9,
        )  # fmt: skip
        longer = replace(packet, documents=(lead, proof, *packet.documents[1:]))
        (out / "manifest.json").write_bytes(TypeAdapter(Packet).dump_json(longer))
        return longer


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock, case: bytes) -> Iterator[Office]:
    server = SandboxServer(TINY, clock=clock, tick_seconds=None)
    settings = Settings(
        home=tmp_path / "home", database_url=sqlite_url, court_url=f"{server.url}ecf4/", settle_seconds=600
    )
    courts = StandInCourts(settings, clock=clock, callback_url=f"{settings.public_url}/courts/x")
    services = open_services(
        settings, enqueue=queue.enqueue, clock=clock, assembler=LongAssembler(), courts=courts
    )
    from api.accounts.account import RoleName

    attorney = sign_up(services, "attorney", RoleName.ADMIN)
    with server:
        packet = approved_packet(services, queue, attorney, case)
        yield Office(services, queue, clock, server, attorney, packet, "sandbox-tiny")
    services.close()


def _pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def test_it_is_filed_as_several_documents_and_accepted(office: Office) -> None:
    filing = office.file()
    assert filing.state is State.RECEIVED, filing
    papers = list(filing.papers.values())
    assert papers == ["01-vol1-complaint.pdf", "01-vol2-complaint.pdf", "02-statement.pdf"]
    for _ in range(6):
        office.pass_time(3600)
    assert office.now(filing).state is State.ACCEPTED
    with office.services.database.unit_of_work() as work:
        copies = {copy.name for copy in work.filings.conformed(filing.id)}
    assert copies == set(papers)


def test_the_certificate_names_the_whole_and_each_volume(office: Office) -> None:
    filing = office.file()
    record = json.loads(office.services.blobs.get(filing.certificate_sha256))
    (cut,) = record["cut_into_volumes"]
    with office.services.database.unit_of_work() as work:
        whole = work.packets.file(office.packet.id, "01-complaint.pdf")
    assert cut["whole_sha256"] == whole.sha256
    own = []
    for volume in cut["volumes"]:
        raw = office.services.blobs.get(volume["sha256"])
        own += [page for page in _pages(raw) if page.startswith("Page")]
    assert own == [f"Page {n}." for n in range(1, 21)]


class TestInVolumes:
    @pytest.fixture
    def cut(self, tmp_path: Path) -> tuple[Packet, BlobStore, Packet]:
        out = tmp_path / "packet"
        from assembly.intake import read_facts

        cases = Path(__file__).parents[3] / "templates" / "_cases"
        facts = read_facts((cases / "santa-clara-establish.facts.json").read_bytes())
        packet = LongAssembler().assemble(facts, "us-ca/establish", out)
        blobs = BlobStore(tmp_path / "blobs")

        def read(document: Document) -> bytes:
            return (out / document.pdf_path).read_bytes()

        return packet, blobs, in_volumes(packet, read, court=TINY, blobs=blobs).packet

    def test_the_first_is_the_lead_document_and_the_next_supports_it(
        self, cut: tuple[Packet, BlobStore, Packet]
    ) -> None:
        _, _, packet = cut
        alone = [(one.title, one.role, one.volume) for one in packet.documents if not one.parent]
        assert [(role, volume) for _, role, volume in alone] == [
            (Role.LEAD, 1),
            (Role.CONNECTED, 2),
            (Role.CONNECTED, 0),
        ]
        assert alone[1][0].startswith("Volume 2 of 2: Complaint")

    def test_an_exhibit_is_found_in_each_volume_that_holds_its_pages(
        self, cut: tuple[Packet, BlobStore, Packet]
    ) -> None:
        _, blobs, packet = cut
        found = [(one.pdf_path, one.first_page) for one in packet.documents if one.type_id == "exhibit"]
        assert found == [("01-vol1-complaint.pdf", 9), ("01-vol2-complaint.pdf", 2)]
        second = next(one for one in packet.documents if one.volume == 2)
        assert _pages(blobs.get(second.sha256))[1] == "Page 13."

    def test_what_is_within_the_limits_stays_as_it_is(self, cut: tuple[Packet, BlobStore, Packet]) -> None:
        whole, _, packet = cut
        assert packet.documents[-1] == whole.documents[-1]
