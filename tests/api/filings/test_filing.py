"""A filing goes out once, whatever happens, and the court's word comes back into it."""

from dataclasses import replace

import pytest

from api.accounts.account import RoleName
from api.errors import FilingBusy, NotAllowed, PacketChanged, PacketNotReady
from api.facts.service import take_in
from api.filings import asking, callback, service
from api.packets.service import rebuild
from api.storage.audit import export, verify
from efiling.lifecycle import Event, State
from efiling.model import Content
from tests.api.conftest import sign_up
from tests.api.filings.conftest import Office, callback_bytes


def copies(office: Office, filing_id: str) -> list[str]:
    with office.services.database.unit_of_work() as work:
        return [copy.name for copy in work.filings.conformed(filing_id)]  # type: ignore[arg-type]


class TestTheUsualWay:
    def test_received_then_accepted_with_stamped_copies_and_number(self, office: Office) -> None:
        filing = office.file()
        assert filing.state is State.RECEIVED
        assert filing.envelope_id == "100001"
        office.pass_time(6)
        filing = office.now(filing)
        assert filing.state is State.ACCEPTED
        assert filing.docket_number == "EX-2026-00001"
        assert copies(office, filing.id) == ["01-complaint.pdf", "02-statement.pdf"]
        assert filing.confirmed, "the callback was confirmed by asking"

    def test_every_move_is_in_the_timeline_with_who_brought_the_news(self, office: Office) -> None:
        filing = office.file()
        office.pass_time(6)
        assert office.timeline(filing) == [
            ("person", "ready"),
            ("sending", "submitting"),
            ("receipt", "received"),
            ("court", "accepted"),
            ("question", "accepted"),
            ("question", "accepted"),
        ], "the last two: the court confirmed it, and service was released"

    def test_the_court_gets_our_reference_on_every_paper(self, office: Office) -> None:
        filing = office.file()
        documents = list(office.server.court.envelopes[0].envelope.documents)
        assert [document.reference for document in documents] == [f"{filing.id}.1", f"{filing.id}.2"]

    def test_every_act_is_in_a_trail_that_verifies(self, office: Office) -> None:
        office.file()
        office.pass_time(6)
        with office.services.database.unit_of_work() as work:
            count, _ = verify(export(work.session.connection()))
        assert count >= 6

    def test_a_silent_court_is_found_out_by_asking(self, office: Office) -> None:
        office.server.court._use[0] = "silent"
        filing = office.file()
        office.pass_time(6)
        assert office.now(filing).state is State.RECEIVED
        office.pass_time(61)
        filing = office.now(filing)
        assert filing.state is State.ACCEPTED
        assert copies(office, filing.id) == ["01-complaint.pdf", "02-statement.pdf"]

    def test_a_rejection_keeps_the_clerks_words_per_paper(self, office: Office) -> None:
        office.server.court._use[0] = "reject_one"
        filing = office.file()
        office.pass_time(6)
        papers = {paper["reference"]: paper for paper in office.now(filing).documents}
        assert papers[f"{filing.id}.2"]["outcome"] == "rejected"
        assert papers[f"{filing.id}.2"]["comments"] == "Exhibit B is a picture"
        assert papers[f"{filing.id}.2"]["reasons"] == ["R03 Document not text searchable"]
        assert papers[f"{filing.id}.1"]["outcome"] == "accepted"


class TestOnce:
    def test_pressed_twice_it_is_one_filing(self, office: Office) -> None:
        first, second = office.order(), office.order()
        office.work_off()
        assert first.id == second.id
        assert len(office.server.court.envelopes) == 1
        assert office.order().id == first.id, "also after it went out"

    def test_a_message_that_comes_twice_sends_once(self, office: Office) -> None:
        filing = office.order()
        office.queue.extend(office.queue)
        office.work_off()
        service.submit(office.services, filing.id)
        assert len(office.server.court.envelopes) == 1

    def test_killed_before_sending_it_is_asked_for_and_never_sent_by_itself(self, office: Office) -> None:
        filing = office.order()
        office.queue.clear()
        with office.services.database.unit_of_work() as work:
            marked = replace(work.filings.lock(filing.id), attempts=1, sent_at=work.now.isoformat())
            work.filings.save(replace(marked, state=State.SUBMITTING))
        service.submit(office.services, filing.id)
        assert office.now(filing).state is State.UNKNOWN
        for _ in range(8):
            office.pass_time(200)
        assert office.server.court.envelopes == []
        now = office.now(filing)
        assert now.state is State.UNKNOWN
        assert now.may_be_released

    def test_killed_after_sending_it_is_found_at_the_court(self, office: Office) -> None:
        office.server.court._use[0] = "silent"
        filing = office.file()
        with office.services.database.unit_of_work() as work:
            lost = replace(work.filings.lock(filing.id), state=State.SUBMITTING, envelope_id="", outcomes={})
            work.filings.save(lost)
        service.submit(office.services, filing.id)
        office.pass_time(61)
        now = office.now(filing)
        assert now.state in (State.RECEIVED, State.ACCEPTED)
        assert now.envelope_id == "100001"
        assert len(office.server.court.envelopes) == 1

    @pytest.mark.parametrize("script", ["drop_after", "garbage"])
    def test_a_lost_answer_is_settled_by_asking(self, office: Office, script: str) -> None:
        office.server.court._use[0] = script
        filing = office.file()
        assert filing.state is State.UNKNOWN
        office.pass_time(61)
        assert office.now(filing).envelope_id == "100001"
        assert len(office.server.court.envelopes) == 1

    def test_a_person_may_release_what_the_court_does_not_know(self, office: Office) -> None:
        office.server.court._use[0] = "drop_before"
        filing = office.file()
        assert filing.state is State.UNKNOWN
        with pytest.raises(FilingBusy):
            service.release(office.services, office.attorney, filing.id)
        for _ in range(6):
            office.pass_time(200)
        service.release(office.services, office.attorney, filing.id)
        office.work_off()
        assert office.now(filing).state is State.RECEIVED
        assert len(office.server.court.envelopes) == 1

    def test_a_court_that_cannot_be_reached_is_tried_again(self, office: Office) -> None:
        filing = office.order()
        office.services.settings.court_url = "http://127.0.0.1:9/ecf4/"
        office.work_off()
        assert office.now(filing).state is State.READY
        office.services.settings.court_url = f"{office.server.url}ecf4/"
        office.pass_time(60)
        assert office.now(filing).state is State.RECEIVED
        assert office.now(filing).attempts == 2


class TestApproval:
    def test_what_is_not_approved_is_not_filed(self, office: Office, case: bytes) -> None:
        services, account = office.services, office.attorney
        facts = take_in(services, account, case)
        rebuild(services, account, office.packet.id, facts.id)
        with pytest.raises(PacketNotReady):
            office.order()

    def test_a_change_after_the_order_stops_the_sending(self, office: Office, case: bytes) -> None:
        filing = office.order()
        office.queue.clear()
        with office.services.database.unit_of_work() as work:
            work.packets.void_approval(office.packet.id, "The facts were changed.")
        with pytest.raises(PacketNotReady):
            service.submit(office.services, filing.id)
        assert office.server.court.envelopes == []
        assert office.now(filing).state is State.DRAFT
        assert "must be approved" in office.now(filing).problem

    def test_other_bytes_than_those_looked_at_are_not_filed(self, office: Office) -> None:
        with pytest.raises(PacketChanged):
            service.order(office.services, office.attorney, office.packet.id, "f" * 64, "sandbox")

    def test_an_auditor_files_nothing(self, office: Office) -> None:
        auditor = sign_up(office.services, "auditor", RoleName.AUDITOR)
        with pytest.raises(NotAllowed):
            service.order(office.services, auditor, office.packet.id, office.packet.packet_sha256, "sandbox")


class TestCallback:
    def hold_back(self, office: Office) -> list[bytes]:
        """Keep the court's reports instead of delivering them."""
        held: list[bytes] = []
        office.server.court.deliver = lambda report: held.append(callback_bytes(report))
        return held

    def states(self, office: Office) -> list[str]:
        from sqlalchemy import select

        from api.storage.tables import CallbackRow

        with office.services.database.unit_of_work() as work:
            return list(work.session.scalars(select(CallbackRow.state).order_by(CallbackRow.id)))

    def test_the_same_news_twice_changes_nothing(self, office: Office) -> None:
        held = self.hold_back(office)
        filing = office.file()
        office.clock.advance(6)
        office.server.court.tick()
        for _ in range(3):
            callback.receive(office.services, Content.of(held[0]), "text/xml")
        assert self.states(office) == ["applied", "repeated", "repeated"]
        assert office.timeline(filing).count(("court", "accepted")) == 1
        assert len(copies(office, filing.id)) == 2

    def test_news_before_our_receipt_waits_and_is_adopted(self, office: Office) -> None:
        office.server.court._use[0] = "before_receipt"
        filing = office.file()
        assert office.now(filing).state is State.ACCEPTED
        assert len(copies(office, filing.id)) == 2

    def test_a_stranger_is_kept_and_answered(self, office: Office) -> None:
        office.server.court._use[0] = "unknown_filing"
        held = self.hold_back(office)
        office.file()
        office.clock.advance(6)
        office.server.court.tick()
        stranger = held[0]
        for document in office.server.court.envelopes[0].envelope.documents:
            stranger = stranger.replace(document.reference.encode(), b"X-1.1")
        answer = callback.receive(office.services, Content.of(stranger), "text/xml")
        assert b">0<" in answer
        assert self.states(office) == ["orphan"]

    def test_late_news_of_review_does_not_undo_acceptance(self, office: Office) -> None:
        filing = office.file()
        office.pass_time(6)
        with office.services.database.unit_of_work() as work:
            from api.filings.news import tell

            tell(work, work.filings.lock(filing.id), Event.UNDER_REVIEW, source="court")
        assert office.now(filing).state is State.ACCEPTED

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"not xml",
            b"<a/>",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
        ],
    )
    def test_what_cannot_be_read_is_kept_and_refused_by_code(self, office: Office, raw: bytes) -> None:
        answer = callback.receive(office.services, Content.of(raw), "text/xml")
        assert b">705<" in answer
        assert self.states(office) == ["unreadable"]

    def test_a_contradiction_moves_nothing_and_is_shown(self, office: Office) -> None:
        filing = office.file()
        office.pass_time(6)
        with office.services.database.unit_of_work() as work:
            from api.filings.news import tell

            tell(work, work.filings.lock(filing.id), Event.REJECTED, source="court")
        assert office.now(filing).state is State.ACCEPTED
        assert office.now(filing).problem


def test_asking_about_a_filing_that_is_not_out_asks_nothing(office: Office) -> None:
    filing = office.order()
    assert asking.ask(office.services, filing.id).state is State.READY
