"""Papers that a court takes on paper only: printed with instructions, taken there, and recorded through the same states."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from api.errors import FilingBusy, NotFound, PacketNotReady, RequestRefused
from api.filings import service
from api.filings.clock import clock_of
from api.filings.instructions import slip_of
from api.filings.paper import PaperResult, Told, moment_of, order_on_paper, print_packet, record_result
from api.filings.record import StoredFiling
from assembly.intake import read_facts
from efiling.courts import load_court
from efiling.errors import FilingNotReady
from efiling.lifecycle import State
from tests.api.conftest import CASES, Queue
from tests.api.filings.conftest import Office, open_office
from tests.fakes.assembler import one_page_pdf
from tests.fakes.clock import FakeClock


@pytest.fixture
def contempt(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Office]:
    """An Oregon office with a contempt motion, which UTCR 21.070(3)(d) keeps on paper, and a declaration."""
    case = (CASES / "multnomah-default-judgment.facts.json").read_bytes()
    with open_office(
        sqlite_url, tmp_path, queue, clock, case, court="us-or-multnomah", recipe="us-or/contempt"
    ) as opened:
        yield opened


def on_paper(office: Office) -> StoredFiling:
    packet = office.packet
    return order_on_paper(
        office.services, office.attorney, packet.id, packet.packet_sha256, "us-or-multnomah"
    )


def result(office: Office, filing: StoredFiling, told: PaperResult, **also: object) -> StoredFiling:
    given = Told(result=told, at=office.clock() - timedelta(hours=1), **also)  # type: ignore[arg-type]
    return record_result(office.services, office.attorney, filing.id, given)


SCAN = {"01-contempt.pdf": one_page_pdf("scan")}


def test_only_what_the_court_keeps_on_paper_goes_there(contempt: Office) -> None:
    filing = on_paper(contempt)
    assert filing.state is State.READY
    assert list(filing.papers.values()) == ["01-contempt.pdf"]
    assert on_paper(contempt).id == filing.id, "asked twice it is one filing"


def test_the_rest_of_the_packet_goes_by_message_with_its_first_paper_leading(contempt: Office) -> None:
    packet = contempt.packet
    arguments = (contempt.services, contempt.attorney, packet.id, packet.packet_sha256, "us-or-multnomah")
    original = contempt.services.courts.profile("us-or-multnomah")
    assert original.takes_efiling
    on_paper(contempt)
    service.order(*arguments)
    contempt.work_off()
    (envelope,) = contempt.server.court.envelopes
    assert [document.title.split()[0] for document in envelope.envelope.documents] == ["Declaration"]


def test_by_message_alone_the_packet_is_refused_with_the_paper_way(contempt: Office) -> None:
    packet = contempt.packet
    with pytest.raises(FilingNotReady, match="File it on paper"):
        service.order(
            contempt.services, contempt.attorney, packet.id, packet.packet_sha256, "us-or-multnomah"
        )


def words_of(pdf: bytes) -> list[str]:
    opened = pdfium.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]
    finally:
        opened.close()


@pytest.mark.slow
def test_the_print_packet_says_where_how_and_what_nobody_knows(contempt: Office) -> None:
    filing = on_paper(contempt)
    first, slip, paper = words_of(print_packet(contempt.services, filing.id))
    assert "CONVENTIONAL FILING" in first
    assert "1200 SW First Avenue" in first
    assert "08:00-17:00" in first, "the counter's hours, from the local rules"
    assert "America/Los Angeles" in first
    assert "How many copies" in first, "the profile does not say, so the clerk is asked"
    assert "Are holes punched" in first
    assert filing.id in first
    assert "No fee" in slip
    assert "Contempt" in paper
    assert print_packet(contempt.services, filing.id) == print_packet(contempt.services, filing.id)


def test_the_fee_slip_claims_what_the_profile_knows_and_says_what_was_not_read() -> None:
    """Oregon's exemption is known from a summary."""
    facts = read_facts((CASES / "multnomah-default-judgment.facts.json").read_bytes())
    slip = slip_of(facts, (), load_court("us-or-multnomah"), reference="F-1", why="")
    assert slip["exemption"] == "ORS 21.135, ORS 21.145, ORS 21.155, ORS 21.160"
    assert not slip["exemption_verified"]
    assert "Is an original signature in ink asked for?" in str(slip["unknown"])


class TestTheSamePapersByMessage:
    """A court that takes everything by message may still be gone to by hand, when its system is down."""

    def to_the_counter(self, office: Office) -> StoredFiling:
        packet = office.packet
        return order_on_paper(office.services, office.attorney, packet.id, packet.packet_sha256, "sandbox")

    def test_what_waits_to_be_sent_is_not_sent_any_more(self, office: Office) -> None:
        waiting = office.order()
        assert self.to_the_counter(office).on_paper
        office.work_off()
        assert office.now(waiting).state is State.DRAFT
        assert office.server.court.envelopes == []

    def test_what_the_court_has_or_may_have_does_not_go_on_paper_too(self, office: Office) -> None:
        office.server.court._use[0] = "drop_after"
        assert office.file().state is State.UNKNOWN
        with pytest.raises(PacketNotReady, match="with the court by message"):
            self.to_the_counter(office)


def test_a_filing_by_message_has_no_print_packet(office: Office) -> None:
    with pytest.raises(NotFound):
        print_packet(office.services, office.order().id)


def test_what_is_not_approved_is_not_taken_to_court(contempt: Office) -> None:
    with contempt.services.database.unit_of_work() as work:
        work.packets.void_approval(contempt.packet.id, "The facts were changed.")
    with pytest.raises(PacketNotReady):
        on_paper(contempt)


class TestResult:
    def test_mailed_received_and_filed_go_through_the_states_of_any_filing(self, contempt: Office) -> None:
        filing = on_paper(contempt)
        assert result(contempt, filing, PaperResult.MAILED).state is State.SUBMITTING
        assert result(contempt, filing, PaperResult.HANDED_IN).state is State.RECEIVED
        filed = result(contempt, filing, PaperResult.FILED, docket_number="26DR18841", copies=SCAN)
        assert (filed.state, filed.docket_number, filed.confirmed) == (State.ACCEPTED, "26DR18841", True)
        assert filed.service_released_at
        assert contempt.timeline(filing) == [
            ("person", "ready"),
            ("person", "submitting"),
            ("person", "received"),
            ("person", "accepted"),
            ("person", "accepted"),
        ]
        contempt.work_off()
        with contempt.services.database.unit_of_work() as work:
            (copy,) = work.filings.conformed(filing.id)
            tasks = work.services.of_filing(filing.id)
        assert (copy.name, copy.relation) == ("01-contempt.pdf", "same")
        assert tasks == [], "the motion's own slug has no rule on service here"

    def test_refused_at_the_counter_starts_the_same_clock(self, contempt: Office) -> None:
        """Monday 2026-11-23; the third day is Thanksgiving."""
        filing = on_paper(contempt)
        refused = result(contempt, filing, PaperResult.REFUSED, reason="Not signed in ink")
        assert refused.state is State.REJECTED
        clock = clock_of(contempt.services, refused)
        assert clock is not None
        assert clock.due is not None
        assert clock.due.isoformat() == "2026-11-27"

    @pytest.mark.parametrize(
        ("told", "also", "words"),
        [
            pytest.param(PaperResult.FILED, {}, "scan of each stamped copy", id="no scan"),
            pytest.param(PaperResult.REFUSED, {}, "what the clerk said", id="no reason"),
        ],
    )
    def test_what_is_missing_is_told_and_nothing_moves(
        self, contempt: Office, told: PaperResult, also: dict[str, object], words: str
    ) -> None:
        filing = on_paper(contempt)
        with pytest.raises(RequestRefused, match=words):
            result(contempt, filing, told, **also)
        assert contempt.now(filing).state is State.READY

    def test_a_moment_in_the_future_is_refused(self, contempt: Office) -> None:
        filing = on_paper(contempt)
        told = Told(result=PaperResult.HANDED_IN, at=contempt.clock() + timedelta(seconds=1))
        with pytest.raises(RequestRefused, match="future"):
            record_result(contempt.services, contempt.attorney, filing.id, told)

    @pytest.mark.parametrize("scan", [b"<html>", b"%PDF-1.4 nonsense", b""])
    def test_a_scan_that_is_no_pdf_is_refused(self, contempt: Office, scan: bytes) -> None:
        from assembly.errors import DocumentRefused

        filing = on_paper(contempt)
        with pytest.raises(DocumentRefused):
            result(contempt, filing, PaperResult.FILED, docket_number="1", copies={"01-contempt.pdf": scan})
        assert contempt.now(filing).state is State.READY

    def test_what_the_court_decided_is_not_recorded_twice(self, contempt: Office) -> None:
        filing = on_paper(contempt)
        result(contempt, filing, PaperResult.WITHDRAWN)
        with pytest.raises(FilingBusy):
            result(contempt, filing, PaperResult.HANDED_IN)

    def test_a_filing_by_message_is_not_recorded_by_hand(self, office: Office) -> None:
        filing = office.file()
        with pytest.raises(FilingBusy):
            result(office, filing, PaperResult.FILED, copies=SCAN)

    def test_the_court_is_never_asked_about_paper(self, contempt: Office) -> None:
        from api.filings.asking import ask

        filing = on_paper(contempt)
        result(contempt, filing, PaperResult.HANDED_IN)
        assert ask(contempt.services, filing.id).state is State.RECEIVED
        with pytest.raises(FilingBusy):
            service.withdraw(contempt.services, contempt.attorney, filing.id)


def test_a_day_and_time_are_the_courts_own(contempt: Office) -> None:
    moment = moment_of("2026-11-23", "15:42", contempt.services, "us-or-multnomah")
    assert moment.astimezone(UTC) == datetime(2026, 11, 23, 23, 42, tzinfo=UTC)
    with pytest.raises(RequestRefused):
        moment_of("23.11.2026", "", contempt.services, "us-or-multnomah")
