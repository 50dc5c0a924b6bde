"""What a message says of a filing counts when the court, asked, says the same; where it says otherwise, the court is right."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.errors import PacketNotReady
from api.filings import callback, service
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.storage.blobs import BlobStore
from efiling.ecf.message import fill
from efiling.ecf.v4.answers import Answering
from efiling.ecf.xml import to_bytes
from efiling.errors import CourtDidNotAnswer
from efiling.lifecycle import State
from efiling.model import Content, FilingStatus, Outcome, Receipt, ReviewResult
from efiling.model import FilingId as CourtFilingId
from efiling.transport import soap
from efiling.transport.ecf4 import Ecf4Court
from tests.api.filings.conftest import Office

HOUR = 3600


def silent(office: Office) -> None:
    """Have a court that decides after five seconds and reports nothing by itself."""
    office.server.court._use[0] = "silent"


def tell(office: Office, filing: StoredFiling, outcome: Outcome, **named: Any) -> None:
    """Bring a message that the court did not send, with the filing's own numbers unless others are named."""
    names: dict[str, Any] = {
        "filing_id": CourtFilingId(next(iter(filing.outcomes), "")) or None,
        "envelope_id": filing.envelope_id or None,
    }
    result = ReviewResult(outcome=outcome, status=outcome.value, **(names | named))
    message = Answering(court="sandbox").review(result)
    fill(message)
    raw = to_bytes(soap.envelope(message.root))
    callback.receive(office.services, Content.of(raw), "text/xml")


def notes(office: Office, filing_id: FilingId) -> str:
    with office.services.database.unit_of_work() as work:
        return "\n".join(event.note for event in work.filings.timeline(filing_id))


class TestAMessageThatIsNotTrue:
    def test_an_acceptance_releases_no_service_while_the_clerk_still_looks(self, office: Office) -> None:
        silent(office)
        filing = office.file()
        tell(office, filing, Outcome.ACCEPTED)
        office.work_off()
        now = office.now(filing)
        assert (now.confirmed, now.service_released_at) == (False, "")

    def test_an_acceptance_gives_way_to_the_courts_own_rejection(self, office: Office) -> None:
        office.server.court._use[0] = "late_reject"
        office.server.court.deliver = lambda report: None
        filing = office.file()
        tell(office, filing, Outcome.ACCEPTED)
        office.work_off()
        office.pass_time(HOUR)
        now = office.now(filing)
        assert (now.state, now.confirmed, now.service_released_at) == (State.REJECTED, True, "")
        assert "told that this was accepted; the court, asked, says rejected" in now.problem

    def test_a_rejection_gives_way_to_the_courts_own_acceptance(self, office: Office) -> None:
        silent(office)
        filing = office.file()
        tell(office, filing, Outcome.REJECTED)
        office.work_off()
        assert office.now(filing).state is State.REJECTED
        office.pass_time(HOUR)
        now = office.now(filing)
        assert (now.state, now.confirmed) == (State.ACCEPTED, True)

    def test_what_was_rejected_by_a_message_alone_does_not_go_again(self, office: Office) -> None:
        silent(office)
        filing = office.file()
        tell(office, filing, Outcome.REJECTED)
        with pytest.raises(PacketNotReady, match="has not confirmed it yet"):
            office.order()

    def test_a_rejection_after_a_confirmed_acceptance_is_asked_about_and_changes_nothing(
        self, office: Office
    ) -> None:
        filing = office.file()
        office.pass_time(6)
        tell(office, filing, Outcome.REJECTED)
        assert office.now(filing).state is State.ACCEPTED
        office.work_off()
        now = office.now(filing)
        assert (now.state, now.confirmed, now.outcomes) == (
            State.ACCEPTED,
            True,
            dict.fromkeys(now.outcomes, "accepted"),
        )
        assert "against what we know" in notes(office, filing.id)

    def test_a_paper_that_we_did_not_send_is_not_taken_for_ours(self, office: Office) -> None:
        silent(office)
        filing = office.file()
        tell(office, filing, Outcome.ACCEPTED, filing_id=CourtFilingId("of-somebody-else"))
        assert office.now(filing).outcomes == filing.outcomes
        office.pass_time(HOUR)
        assert office.now(filing).state is State.ACCEPTED, "asking goes on undisturbed"

    def test_what_was_never_sent_cannot_have_been_accepted(self, office: Office) -> None:
        filing = office.order()
        office.queue.clear()
        with office.services.database.unit_of_work() as work:
            work.filings.save(replace(work.filings.lock(filing.id), envelope_id="100001"))
        tell(office, filing, Outcome.ACCEPTED, filing_id=None, envelope_id="100001")
        assert office.now(filing).state is State.READY
        service.submit(office.services, filing.id)
        assert len(office.server.court.envelopes) == 1


class TestAnAnswerAboutAnotherFiling:
    def test_a_receipt_with_the_numbers_of_another_filing_is_not_believed(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silent(office)
        first = office.file()
        with office.services.database.unit_of_work() as work:
            work.filings.save(replace(work.filings.lock(first.id), state=State.CANCELLED, confirmed=True))
        sent = Ecf4Court.review_filing

        def mixed_up(*arguments: Any) -> Receipt:
            sent(*arguments)
            return Receipt(filing_ids=tuple(map(CourtFilingId, first.outcomes)), envelope_id=None)

        monkeypatch.setattr(Ecf4Court, "review_filing", mixed_up)
        second = office.file()
        assert (second.state, second.outcomes) == (State.UNKNOWN, {})
        office.pass_time(61)
        second = office.now(second)
        assert second.envelope_id == "100002"
        assert not set(second.outcomes) & set(first.outcomes)

    def test_numbers_that_the_court_does_not_know_are_put_right_from_its_list(self, office: Office) -> None:
        silent(office)
        filing = office.file()
        with office.services.database.unit_of_work() as work:
            wrong = replace(work.filings.lock(filing.id), outcomes={"not-known-to-it": "received"})
            work.filings.forget_parts(filing.id)
            work.filings.save(wrong)
        office.pass_time(HOUR)
        now = office.now(filing)
        assert (now.state, set(now.outcomes)) == (State.ACCEPTED, set(filing.outcomes))

    def test_the_standing_of_another_filing_is_not_taken_for_ours(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silent(office)
        filing = office.file()
        other = FilingStatus(
            filing_id=CourtFilingId("another"), outcome=Outcome.ACCEPTED, status="accepted", reference="X-1.1"
        )
        monkeypatch.setattr(Ecf4Court, "filing_status", lambda court, name: other)
        office.pass_time(61)
        assert office.now(filing).state is State.RECEIVED


class TestWhatMayGoWrongMeanwhile:
    def test_a_full_disk_costs_the_transcript_and_not_the_receipt(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filing = office.order()
        put = BlobStore.put

        def no_room(store: BlobStore, content: bytes) -> str:
            if b"Envelope" in content:
                raise OSError(28, "No space left on device")
            return put(store, content)

        monkeypatch.setattr(BlobStore, "put", no_room)
        office.work_off()
        assert office.now(filing).state is State.RECEIVED

    def test_a_clock_that_was_hours_ahead_does_not_hide_what_the_court_has(self, office: Office) -> None:
        office.server.court._use[0] = "drop_after"
        filing = office.file()
        with office.services.database.unit_of_work() as work:
            lost = work.filings.lock(filing.id)
            work.filings.save(replace(lost, sent_at=(work.now + timedelta(hours=5)).isoformat()))
        office.clock.advance(5 * HOUR)
        for _ in range(8):
            office.pass_time(200)
        assert office.now(filing).envelope_id == "100001"
        assert not office.now(filing).absent_since

    def test_service_waits_for_copies_that_the_court_could_not_give_at_once(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silent(office)
        filing = office.file()

        def no_answer(court: Ecf4Court, name: CourtFilingId) -> ReviewResult:
            raise CourtDidNotAnswer("sandbox", "ReadTimeout")

        with monkeypatch.context() as broken:
            broken.setattr(Ecf4Court, "filing_details", no_answer)
            office.pass_time(61)
            assert (office.now(filing).state, office.now(filing).confirmed) == (State.ACCEPTED, False)
        office.pass_time(HOUR)
        assert office.now(filing).confirmed
        with office.services.database.unit_of_work() as work:
            assert len(work.filings.conformed(filing.id)) == 2
