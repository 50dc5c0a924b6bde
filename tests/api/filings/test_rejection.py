"""From rejection to resubmission: reasons read, clocks per paper, a draft that differs only by the fix, the rule's words.

Expected days: the worked dates of UTCR 21.080(5); Cal. Rules of Court, rule 2.259(b) gives no window.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.errors import FilingBusy, RequestRefused
from api.facts.service import read_stored
from api.filings.clock import Clock, clock_of, ends_at, paper_clocks
from api.filings.difference import difference_of, places_between
from api.filings.mending import Mend, mend, relation_back_comment, request_filing_date
from api.filings.reasons import choose_reading, readings_of
from api.filings.record import StoredFiling
from api.filings.service import order
from api.packets.store import StoredPacket
from assembly.errors import FactsRejected
from assembly.model.facts import Facts
from efiling.courts import How, load_court
from efiling.courts.profile import Fact
from efiling.errors import FilingNotReady
from efiling.lifecycle import State
from efiling.sandbox.script import Step
from tests.api.filings.conftest import Office
from tests.fakes.assembler import one_page_pdf

WORDS = "RESUBMISSION OF REJECTED FILING, RELATION-BACK DATE OF FILING REQUESTED"


def clerk(office: Office, *steps: Step) -> None:
    office.server.court.scripts = {**office.server.court.scripts, "told": steps}
    office.server.court._use[0] = "told"


def rejected(office: Office, reason: str = "R03", comment: str = "") -> StoredFiling:
    clerk(office, Step(after_seconds=5, do="reject", reason=reason, comment=comment))
    filing = office.file()
    office.pass_time(6)
    return office.now(filing)


def facts_of(office: Office, packet: StoredPacket) -> Facts:
    with office.services.database.unit_of_work() as work:
        found = work.packets.get(packet.id)
    return read_stored(office.services, found.facts_id)


def clock(office: Office, filing: StoredFiling) -> Clock:
    found = clock_of(office.services, filing)
    assert found is not None
    return found


class TestReasons:
    def test_a_listed_reason_is_read_exactly_and_free_text_likely(self, office: Office) -> None:
        filing = rejected(office, comment="Case no. does not match")
        first = [reading for reading in readings_of(office.services, filing) if reading.title]
        assert {(reading.check, reading.sure) for reading in first} == {(16, "exact"), (1, "likely")}

    def test_the_fact_that_mends_it_is_shown_with_what_it_says_now(self, california: Office) -> None:
        filing = rejected(california, reason="", comment="Wrong courthouse")
        (reading, *_) = readings_of(california.services, filing)
        assert (reading.fact, reading.value) == ("/court/branch", "Family Justice Center Courthouse")

    def test_what_is_not_understood_goes_to_a_person_whose_choice_wins(self, office: Office) -> None:
        filing = rejected(office, reason="R01")
        assert {reading.sure for reading in readings_of(office.services, filing)} == {"unknown"}
        (reason,) = {reading.reason for reading in readings_of(office.services, filing)}
        choose_reading(office.services, office.attorney, filing.id, reason=reason, check=6)
        read = readings_of(office.services, office.now(filing))
        assert {(reading.check, reading.sure) for reading in read} == {(6, "person")}

    def test_a_check_that_is_none_and_words_that_nobody_wrote_are_refused(self, office: Office) -> None:
        filing = rejected(office)
        with pytest.raises(RequestRefused):
            choose_reading(office.services, office.attorney, filing.id, reason="R03", check=99)
        with pytest.raises(RequestRefused):
            choose_reading(office.services, office.attorney, filing.id, reason="Nobody wrote this", check=6)


class TestClock:
    def test_oregon_counts_from_the_courts_day_to_its_last_minute(self, oregon: Office) -> None:
        """Rejected Monday 2026-11-23; the third day is Thanksgiving."""
        found = clock(oregon, rejected(oregon))
        assert (found.rejected_on, found.due) == (date(2026, 11, 23), date(2026, 11, 27))
        assert found.ends_at is not None
        assert found.ends_at.isoformat() == "2026-11-27T23:59:59-08:00"
        assert found.comment == WORDS

    def test_the_notice_a_day_after_the_status_does_not_move_it(self, oregon: Office) -> None:
        filing = replace(rejected(oregon), notice_on="2026-11-24")
        assert clock(oregon, filing).due == date(2026, 11, 27)

    def test_a_notice_before_the_status_counts(self, oregon: Office) -> None:
        filing = replace(rejected(oregon), notice_on="2026-11-20")
        assert clock(oregon, filing).due == date(2026, 11, 23)

    def test_a_court_in_mountain_time_has_its_own_day(self, oregon: Office) -> None:
        """07:30 UTC is half past midnight in Malheur County and still the evening before in Portland."""
        profile = load_court("us-or-washington")
        mountain = Fact(key="court.time_zone", value="America/Boise", how=How.READ)
        there = replace(profile, facts={**profile.facts, "court.time_zone": mountain})
        moment = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
        assert moment.astimezone(profile.zone).date() == date(2026, 11, 20)
        assert moment.astimezone(there.zone).date() == date(2026, 11, 21)
        assert ends_at(date(2026, 11, 23), there).isoformat() == "2026-11-23T23:59:59-07:00"

    def test_a_partly_filed_envelope_has_a_clock_per_rejected_paper(self, oregon: Office) -> None:
        oregon.server.court._use[0] = "reject_one"
        filing = oregon.file()
        oregon.pass_time(6)
        papers = paper_clocks(oregon.services, oregon.now(filing))
        assert [paper.reference for paper in papers] == [f"{filing.id}.2"]
        assert papers[0].clocks[0].due == date(2026, 11, 27)

    def test_california_recommends_the_next_court_day_and_says_that_no_rule_does(
        self, california: Office
    ) -> None:
        found = clock(california, rejected(california))
        assert found.due is None
        assert found.target == date(2026, 11, 24)
        assert "2.259(b)" in found.rule
        assert found.comment == ""

    def test_no_open_filing_goes_unasked_for_more_than_a_day(self, office: Office) -> None:
        from api.settings import Settings

        assert Settings().ask_at_most_seconds <= 86_400


class TestMending:
    def test_the_draft_differs_only_by_the_fix_and_is_tied_to_the_old_envelope(
        self, california: Office
    ) -> None:
        filing = rejected(california, reason="", comment="Case number is wrong")
        packet, _ = mend(
            california.services,
            california.attorney,
            filing.id,
            Mend(changes={"/case/number": "26-FS-001207"}),
        )
        california.work_off()
        assert packet.mends_filing == filing.id
        found = difference_of(california.services, packet.id)
        assert [(paper.kind, paper.file) for paper in found.papers] == [
            ("changed", "01-complaint.pdf"),
            ("changed", "02-statement.pdf"),
        ]
        assert [(place.before, place.after) for place in found.papers[0].places] == [
            ("none.", "26-FS-001207.")
        ]
        assert found.beyond == ()

    def test_a_change_beyond_the_reason_is_named(self, california: Office) -> None:
        filing = rejected(california, reason="", comment="Case number is wrong")
        changes = {"/case/number": "26-FS-001207", "/obligor/income/gross_monthly": "9999.00"}
        packet, _ = mend(california.services, california.attorney, filing.id, Mend(changes=changes))
        california.work_off()
        assert difference_of(california.services, packet.id).beyond == ("/obligor/income/gross_monthly",)

    def test_the_letter_has_dates_reason_and_the_rules_words(self, oregon: Office) -> None:
        filing = rejected(oregon)
        oregon.clock.advance(86_400)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id, Mend(reason="The time to appear runs."))
        told = facts_of(oregon, packet).resubmission
        assert told is not None
        assert told.subject == WORDS
        assert (told.submitted_on, told.rejected_on) == (date(2026, 11, 23), date(2026, 11, 23))
        assert told.resubmitted_on == date(2026, 11, 24)
        assert told.reason == "The time to appear runs."
        assert "not text searchable" in told.court_reason
        oregon.work_off()
        kinds = {paper.file: paper.kind for paper in difference_of(oregon.services, packet.id).papers}
        assert kinds == {"01-petition.pdf": "same", "02-summons.pdf": "same", "09-letter.pdf": "added"}

    def test_the_same_words_go_into_filing_comments(self, oregon: Office) -> None:
        filing = rejected(oregon)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id)
        oregon.server.court._use[0] = "accept"
        oregon.file_packet(packet.id)
        documents = list(oregon.server.court.envelopes[1].envelope.documents)
        assert documents[0].comments == WORDS
        assert len(documents) == 3, "petition, summons and letter"

    def test_a_comment_field_shorter_than_the_words_blocks_with_the_paper_way(self, oregon: Office) -> None:
        filing = rejected(oregon)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id)
        made = oregon.made(packet.id)
        short = Fact(key="limits.comment_chars", value=60, how=How.READ)
        original = oregon.services.courts.profile
        oregon.services.courts.profile = lambda court: replace(  # type: ignore[method-assign]
            original(court), facts={**original(court).facts, "limits.comment_chars": short}
        )
        with pytest.raises(FilingNotReady, match="on paper"):
            order(oregon.services, oregon.attorney, made.id, made.packet_sha256, oregon.court)

    def test_past_the_window_the_words_are_not_used(self, oregon: Office) -> None:
        filing = replace(rejected(oregon), mends_filing="")
        again = replace(filing, mends_filing=filing.id)
        assert relation_back_comment(oregon.services, again) == WORDS
        oregon.clock.advance(5 * 86_400)
        assert relation_back_comment(oregon.services, again) == ""

    def test_rejected_twice_the_date_asked_for_stays_the_first(self, oregon: Office) -> None:
        filing = rejected(oregon)
        oregon.clock.advance(86_400)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id)
        second = oregon.file_packet(packet.id)
        oregon.pass_time(6)
        assert oregon.now(second).state is State.REJECTED
        assert clock(oregon, oregon.now(second)).rejected_on == date(2026, 11, 24), "a new clock"
        third, _ = mend(oregon.services, oregon.attorney, second.id)
        told = facts_of(oregon, third).resubmission
        assert told is not None
        assert told.submitted_on == date(2026, 11, 23)
        assert told.rejected_on == date(2026, 11, 24)
        assert told.earlier_rejections == (date(2026, 11, 23),)

    def test_only_what_was_rejected_goes_again_in_the_case_that_the_court_opened(
        self, oregon: Office
    ) -> None:
        oregon.server.court._use[0] = "reject_one"
        filing = oregon.file()
        oregon.pass_time(6)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id)
        oregon.server.court._use[0] = "accept"
        oregon.file_packet(packet.id)
        again = oregon.server.court.envelopes[1].envelope
        assert [document.title.split()[0] for document in again.documents] == ["Summons", "Cover"]
        assert again.case.docket_number == "EX-2026-00001"

    def test_faults_in_the_corrected_facts_are_told(self, california: Office) -> None:
        filing = rejected(california)
        for changes, error in (
            ({"/nowhere/at/all": "x"}, RequestRefused),
            ({"case/number": "x"}, RequestRefused),
            ({"/prepared_on": "tomorrow"}, FactsRejected),
        ):
            with pytest.raises(error):
                mend(california.services, california.attorney, filing.id, Mend(changes=changes))

    def test_a_refusal_by_the_system_is_an_unsuccessful_submission(self, oregon: Office) -> None:
        filing = rejected(oregon)
        failed = replace(filing, state=State.FAILED, problem="Schema validation failed", documents=())
        found = clock(oregon, failed)
        assert found.comment == (
            "RESUBMISSION OF FILING, SUBMISSION UNSUCCESSFUL, RELATION-BACK DATE OF FILING REQUESTED"
        )

    def test_california_has_the_evidence_and_the_comparison_prepared(self, california: Office) -> None:
        filing = rejected(california, reason="", comment="Case number is wrong")
        changes = {"/case/number": "26-FS-001207"}
        packet, _ = mend(california.services, california.attorney, filing.id, Mend(changes=changes))
        california.work_off()
        request, _ = request_filing_date(california.services, california.attorney, packet.id)
        told = facts_of(california, request).resubmission
        assert request.recipe == "us-ca/request-filing-date"
        assert told is not None
        assert {(change.before, change.after) for change in told.changes} == {("none.", "26-FS-001207.")}
        assert told.rejected_on == date(2026, 11, 23)

    def test_what_the_court_filed_is_not_mended(self, california: Office) -> None:
        filing = california.file()
        california.pass_time(6)
        with pytest.raises(FilingBusy):
            mend(california.services, california.attorney, filing.id)

    def test_both_envelopes_stand_in_the_exported_trail(self, oregon: Office) -> None:
        from api.storage.audit import export

        filing = rejected(oregon)
        packet, _ = mend(oregon.services, oregon.attorney, filing.id)
        again = oregon.file_packet(packet.id)
        with oregon.services.database.unit_of_work() as work:
            trail = "".join(export(work.session.connection()))
        assert filing.id in trail
        assert again.id in trail
        assert "filing.mended" in trail


def test_places_name_the_page_and_both_words() -> None:
    old, new = one_page_pdf("a", "Case 26DR10424 is here"), one_page_pdf("a", "Case 26DR10442 is here")
    (place,) = places_between(old, new)
    assert (place.page, place.before, place.after) == (1, "26DR10424", "26DR10442")
    assert places_between(old, old) == ()
