"""Stamped copies: held against what we sent, and fetched within limits where the court gave an address only."""

import io

import pikepdf
import pytest

from api.filings import callback
from api.filings.copies import Relation, relation_to
from api.filings.fetching import CopyNotHere, download
from api.filings.public_address import AddressRefused, target_of
from api.filings.record import StoredFiling
from efiling.courts import load_court
from efiling.model import Content, DocumentReview, Outcome, ReviewResult, StampedCopy
from efiling.sandbox.court import VENDOR_4, Report
from tests.api.filings.conftest import Office, callback_bytes
from tests.fakes.assembler import one_page_pdf
from tests.fakes.copy_server import CopyServer, copy_server

PAPER = one_page_pdf("Complaint", "Case No. none. Complaint of 6450.00.")


def pages(*pdfs: bytes) -> bytes:
    with pikepdf.new() as made:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as part:
                made.pages.extend(part.pages)
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


class TestRelation:
    @pytest.mark.parametrize(
        ("copy", "relation"),
        [
            pytest.param(PAPER, Relation.SAME, id="the paper itself"),
            pytest.param(pages(PAPER, one_page_pdf("Endorsed")), Relation.SAME, id="one page added"),
            pytest.param(one_page_pdf("Scan"), Relation.SAME, id="a picture of it has no words"),
            pytest.param(pages(PAPER, PAPER, PAPER), Relation.PAGES_DIFFER, id="two pages added"),
            pytest.param(
                one_page_pdf("X", "Another paper altogether"), Relation.WORDS_DIFFER, id="another paper"
            ),
            pytest.param(b"<html>", Relation.NOT_PDF, id="a web page"),
            pytest.param(b"%PDF-1.7 nonsense", Relation.NOT_PDF, id="damaged"),
        ],
    )
    def test_to_the_paper_that_we_sent(self, copy: bytes, relation: Relation) -> None:
        assert relation_to(PAPER, copy) is relation

    def test_a_page_less_is_not_the_paper(self) -> None:
        assert relation_to(pages(PAPER, PAPER), PAPER) is Relation.PAGES_DIFFER

    def test_of_a_paper_that_we_do_not_know_nothing_is_said(self) -> None:
        assert relation_to(None, PAPER) is Relation.UNCHECKED


def public(host: str, port: int) -> list[str]:
    return ["93.184.216.34"]


class TestAddress:
    HOSTS = ("efm.example.gov", ".copies.example.gov")

    @pytest.mark.parametrize("host", ["efm.example.gov", "a.copies.example.gov", "EFM.example.gov."])
    def test_a_host_that_the_profile_names_is_reached_by_its_number(self, host: str) -> None:
        target = target_of(f"https://{host}/c/1?t=x", hosts=self.HOSTS, resolve=public)
        assert target.url == "https://93.184.216.34:443/c/1?t=x"
        assert target.host == host.rstrip(".").lower()

    @pytest.mark.parametrize(
        "url",
        [
            "http://efm.example.gov/1",
            "https://other.example.gov/1",
            "https://copies.example.gov.evil.example/1",
            "https://xcopies.example.gov/1",
            "https://user:secret@efm.example.gov/1",
            "file:///etc/passwd",
            "https:///1",
            "https://efm.example.gov:99999/1",
            "http://127.0.0.1/1",
        ],
    )
    def test_any_other_address_is_refused(self, url: str) -> None:
        with pytest.raises(AddressRefused):
            target_of(url, hosts=self.HOSTS, resolve=public)

    @pytest.mark.parametrize(
        "number",
        ["10.0.0.5", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "::ffff:10.0.0.5", "fd00::1"],
    )
    def test_a_named_host_inside_a_private_network_is_refused(self, number: str) -> None:
        def inside(host: str, port: int) -> list[str]:
            return ["93.184.216.34", number]

        with pytest.raises(AddressRefused, match="private network"):
            target_of("https://efm.example.gov/1", hosts=self.HOSTS, resolve=inside)

    def test_this_machine_is_allowed_to_a_practice_court_only(self) -> None:
        assert target_of("http://localhost:8640/1", hosts=(), loopback=True).ip == "127.0.0.1"
        with pytest.raises(AddressRefused):
            target_of("http://10.0.0.5/1", hosts=(), loopback=True)


class TestDownload:
    LIMITS = {"limit": 100_000, "seconds": 5.0}  # noqa: RUF012

    def test_follows_a_redirect_that_is_allowed(self) -> None:
        with copy_server() as server:
            server.pages |= {"/1": "/2", "/2": PAPER}
            assert download(f"{server.url}/1", load_court("sandbox"), limit=100_000, seconds=5) == PAPER
            assert "Cookie" not in server.headers[0]

    def test_a_redirect_into_the_private_network_is_not_followed(self) -> None:
        with copy_server() as server:
            server.pages["/1"] = "http://169.254.169.254/latest/meta-data"
            with pytest.raises(AddressRefused):
                download(f"{server.url}/1", load_court("sandbox"), limit=100_000, seconds=5)

    def test_a_circle_of_redirects_ends(self) -> None:
        with copy_server() as server:
            server.pages["/1"] = "/1"
            with pytest.raises(AddressRefused):
                download(f"{server.url}/1", load_court("sandbox"), limit=100_000, seconds=5)
            assert len(server.asked) == 4

    def test_what_is_too_large_is_given_up(self) -> None:
        with copy_server() as server:
            server.pages["/1"] = b"%PDF-" + bytes(200_000)
            with pytest.raises(CopyNotHere, match="larger than"):
                download(f"{server.url}/1", load_court("sandbox"), limit=100_000, seconds=5)

    def test_a_real_court_is_never_fetched_from_this_machine(self) -> None:
        with copy_server() as server:
            server.pages["/1"] = PAPER
            with pytest.raises(AddressRefused):
                download(f"{server.url}/1", load_court("us-or-multnomah"), limit=100_000, seconds=5)
            assert server.asked == []


def tell_addresses(office: Office, filing: StoredFiling, server: CopyServer) -> None:
    """Report the acceptance with addresses in place of copies."""
    record = office.server.court.envelopes[0]
    result = ReviewResult(
        filing_id=record.filings[0].filing_id,
        envelope_id=record.envelope_id,
        court="sandbox",
        outcome=Outcome.ACCEPTED,
        status="accepted",
        docket_number="EX-2026-00007",
        filed_at=office.clock(),
        completed_at=office.clock(),
        documents=tuple(
            DocumentReview(
                reference=document.reference,
                title=document.title,
                outcome=Outcome.ACCEPTED,
                stamped=(StampedCopy(url=f"{server.url}/{number}.pdf"),),
            )
            for number, document in enumerate(record.envelope.documents, 1)
        ),
    )
    report = Report(url="", how=VENDOR_4, court="sandbox", result=result)
    callback.receive(office.services, Content.of(callback_bytes(report)), "text/xml")


def copies(office: Office, filing: StoredFiling) -> list[tuple[str, str]]:
    with office.services.database.unit_of_work() as work:
        return [(copy.name, copy.relation) for copy in work.filings.conformed(filing.id)]


class TestFetching:
    def sent(self, office: Office, name: str) -> bytes:
        with office.services.database.unit_of_work() as work:
            file = work.packets.file(office.packet.id, name)
        return office.services.blobs.get(file.sha256)

    def test_copies_come_from_their_addresses_once(self, office: Office) -> None:
        filing = office.file()
        with copy_server() as server:
            server.pages |= {
                "/1.pdf": self.sent(office, "01-complaint.pdf"),
                "/2.pdf": self.sent(office, "02-statement.pdf"),
            }
            tell_addresses(office, filing, server)
            tell_addresses(office, filing, server)
            office.work_off()
            assert sorted(server.asked) == ["/1.pdf", "/2.pdf"]
        assert copies(office, filing) == [("01-complaint.pdf", "same"), ("02-statement.pdf", "same")]

    def test_one_that_does_not_come_is_tried_again_and_then_comes(self, office: Office) -> None:
        office.server.court._use[0] = "slow"
        filing = office.file()
        with copy_server() as server:
            server.pages |= {"/1.pdf": self.sent(office, "01-complaint.pdf"), "/2.pdf": 503}
            tell_addresses(office, filing, server)
            office.work_off()
            assert [name for name, _ in copies(office, filing)] == ["01-complaint.pdf"]
            server.pages["/2.pdf"] = self.sent(office, "02-statement.pdf")
            office.pass_time(120)
            assert [name for name, _ in copies(office, filing)] == ["01-complaint.pdf", "02-statement.pdf"]
            assert server.asked.count("/1.pdf") == 1

    def test_a_web_page_in_its_place_is_never_kept_and_in_the_end_a_person_is_told(
        self, office: Office
    ) -> None:
        filing = office.file()
        with copy_server() as server:
            server.pages |= {"/1.pdf": b"<html>log in</html>", "/2.pdf": b"<html>log in</html>"}
            tell_addresses(office, filing, server)
            for _ in range(14):
                office.pass_time(3700)
        assert all(relation == "same" for _, relation in copies(office, filing)), "those came by asking"
        with office.services.database.unit_of_work() as work:
            awaited = {copy.name: copy.state for copy in work.filings.awaited(filing.id)}
        assert set(awaited.values()) == {"refused"}

    def test_another_paper_is_kept_and_marked(self, office: Office) -> None:
        filing = office.file()
        with copy_server() as server:
            server.pages |= {
                "/1.pdf": one_page_pdf("X", "The paper of another case altogether"),
                "/2.pdf": self.sent(office, "02-statement.pdf"),
            }
            tell_addresses(office, filing, server)
            office.work_off()
        assert copies(office, filing)[0] == ("01-complaint.pdf", "words_differ")
        with office.services.database.unit_of_work() as work:
            notes = " ".join(event.note for event in work.filings.timeline(filing.id))
        assert "is not the paper that we sent" in notes
