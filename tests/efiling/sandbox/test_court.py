"""The sandbox court itself: what it takes, what its clerk does, what it says."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pypdf
import pytest

from efiling.courts import load_court
from efiling.model import (
    CourtError,
    Envelope,
    EnvelopeCase,
    FilingId,
    Outcome,
    Payment,
    Receipt,
)
from efiling.sandbox import Report, SandboxCourt, ScriptFault, read_script
from efiling.sandbox.court import NOT_CANCELLABLE
from tests.efiling.papers import attachment, envelope, pdf, two_filings

CALLBACK = "http://127.0.0.1:9/callback"


class Time:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def reports() -> list[Report]:
    return []


@pytest.fixture
def make(time: Time, reports: list[Report]) -> Callable[..., SandboxCourt]:
    def build(*use: str, profile: str = "sandbox") -> SandboxCourt:
        return SandboxCourt(load_court(profile), clock=time, deliver=reports.append, use=use or ("accept",))

    return build


def receipt(answer: object) -> Receipt:
    assert isinstance(answer, Receipt), answer
    return answer


def codes(answer: object) -> list[str]:
    assert isinstance(answer, tuple), answer
    return [error.code for error in answer if isinstance(error, CourtError)]


class TestReceiving:
    def test_a_receipt_has_the_ids_of_the_vendors_kind(self, make: Callable[..., SandboxCourt]) -> None:
        answer = receipt(make().receive(two_filings()))
        assert len(set(answer.filing_ids)) == 2
        assert all(len(filing_id) == 36 for filing_id in answer.filing_ids)
        assert answer.envelope_id is not None
        assert answer.envelope_id.isdigit()

    def test_the_same_envelope_twice_is_filed_twice(self, make: Callable[..., SandboxCourt]) -> None:
        court = make()
        first, second = receipt(court.receive(envelope())), receipt(court.receive(envelope()))
        assert set(first.filing_ids).isdisjoint(second.filing_ids)
        assert len(court.envelopes) == 2

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda e: replace(e, court="sandbox:nowhere"), "70"),
            (lambda e: replace(e, case=replace(e.case, category_code="1")), "9001"),
            (lambda e: replace(e, case=replace(e.case, category_code="9002")), "9003"),
            (lambda e: replace(e, case=replace(e.case, type_code="9102")), "9004"),
            (lambda e: replace(e, parties=e.parties[:1] + e.parties[2:]), "9006"),
            (lambda e: _document(e, filing_code="1"), "9007"),
            (lambda e: _document(e, filed_by=()), "96"),
            (lambda e: _document(e, attorney="attorney-7"), "95"),
            (lambda e: _document(e, attachments=(attachment(raw=b"PK\x03\x04"),)), "36"),
            (lambda e: _document(e, attachments=(replace(attachment(), component_code="1"),)), "71"),
            (lambda e: replace(e, filings=e.filings * 3), "123"),
        ],
    )
    def test_each_fault_has_its_number(
        self, make: Callable[..., SandboxCourt], change: Callable[[Envelope], Envelope], code: str
    ) -> None:
        court = make()
        assert code in codes(court.receive(change(envelope())))
        assert court.envelopes == []

    def test_tiny_limits_can_be_crossed_with_small_files(self, make: Callable[..., SandboxCourt]) -> None:
        court = make(profile="sandbox-tiny")
        large = attachment(raw=pdf(padding=1_000_001))
        assert {"9011", "9012"} >= set(
            codes(court.receive(_document(envelope(connected=0), attachments=(large,))))
        )
        assert codes(court.receive(envelope(connected=4))) == ["9010"]

    def test_an_agency_pays_nothing_and_others_by_the_table(self, make: Callable[..., SandboxCourt]) -> None:
        motion = replace(
            _document(envelope(connected=0), filing_code="9202"),
            case=EnvelopeCase(category_code="9001", type_code="9102", docket_number="EX-2026-00001"),
        )
        assert make().fees(motion).total == 0
        assert str(make().fees(replace(motion, payment=Payment())).total) == "60.00"


def _document(whole: Envelope, **changes: object) -> Envelope:
    filing = whole.filings[0]
    lead = replace(filing.lead, **changes)  # type: ignore[arg-type]
    return replace(whole, filings=(replace(filing, lead=lead),))


class TestClerk:
    def test_acceptance_gives_a_number_stamps_and_calls_back(
        self, make: Callable[..., SandboxCourt], time: Time, reports: list[Report]
    ) -> None:
        court = make()
        answer = receipt(court.receive(envelope(callback_url=CALLBACK)))
        time.pass_(4.9)
        assert court.tick() == 0
        time.pass_(0.1)
        court.tick()
        (report,) = reports
        assert report.url == CALLBACK
        assert report.result.filing_id == answer.filing_ids[0]
        assert (report.result.outcome, report.result.docket_number) == (Outcome.ACCEPTED, "EX-2026-00001")
        assert [document.reference for document in report.result.documents] == ["s-1.1", "s-1.2"]
        copy = report.result.documents[0].stamped[0].content
        assert copy is not None
        text = pypdf.PdfReader(io.BytesIO(copy.read())).pages[0].extract_text()
        assert "FILED" in text
        assert "2026-11-24 09:00:00" in text
        assert "EX-2026-00001" in text

    def test_one_document_may_be_rejected_alone(
        self, make: Callable[..., SandboxCourt], time: Time, reports: list[Report]
    ) -> None:
        court = make("reject_one")
        court.receive(envelope(callback_url=CALLBACK))
        time.pass_(5)
        court.tick()
        (report,) = reports
        outcomes = [(d.outcome, d.reasons) for d in report.result.documents]
        assert outcomes == [
            (Outcome.ACCEPTED, ()),
            (Outcome.REJECTED, ("R03 Document not text searchable",)),
        ]
        assert report.result.outcome is Outcome.PARTLY_ACCEPTED

    def test_two_filings_of_an_envelope_are_reported_one_by_one(
        self, make: Callable[..., SandboxCourt], time: Time, reports: list[Report]
    ) -> None:
        court = make("partial")
        court.receive(two_filings(callback_url=CALLBACK))
        time.pass_(10)
        court.tick()
        assert [report.result.outcome for report in reports] == [Outcome.ACCEPTED, Outcome.REJECTED]

    @pytest.mark.parametrize(("script", "calls"), [("silent", 0), ("accept", 1), ("twice", 2)])
    def test_callbacks_may_be_missing_or_doubled(
        self,
        make: Callable[..., SandboxCourt],
        time: Time,
        reports: list[Report],
        script: str,
        calls: int,
    ) -> None:
        court = make(script)
        answer = receipt(court.receive(envelope(callback_url=CALLBACK)))
        time.pass_(5)
        court.tick()
        assert len(reports) == calls
        status = court.status(answer.filing_ids[0])
        assert status is not None
        assert status.outcome is Outcome.ACCEPTED

    def test_a_callback_may_come_before_the_receipt(
        self, make: Callable[..., SandboxCourt], reports: list[Report]
    ) -> None:
        make("before_receipt").receive(envelope(callback_url=CALLBACK))
        assert len(reports) == 1

    def test_a_callback_may_name_another_court_or_a_filing_that_nobody_knows(
        self, make: Callable[..., SandboxCourt], time: Time, reports: list[Report]
    ) -> None:
        court = make("wrong_court_id", "unknown_filing")
        answers = [receipt(court.receive(envelope(callback_url=CALLBACK))) for _ in range(2)]
        time.pass_(5)
        court.tick()
        assert reports[0].court == "sandbox:other"
        assert reports[1].result.filing_id not in {a.filing_ids[0] for a in answers}

    def test_the_filer_may_name_the_script(
        self, make: Callable[..., SandboxCourt], time: Time, reports: list[Report]
    ) -> None:
        court = make()
        court.receive(envelope(callback_url=CALLBACK, comments="sandbox: late_reject"))
        time.pass_(5)
        court.tick()
        assert reports[0].result.outcome is Outcome.REJECTED

    def test_what_the_clerk_has_taken_up_cannot_be_cancelled(
        self, make: Callable[..., SandboxCourt], time: Time
    ) -> None:
        court = make("defer")
        kept, dropped = receipt(court.receive(envelope("a"))), receipt(court.receive(envelope("b")))
        cancelled = court.cancel(dropped.filing_ids[0])
        time.pass_(5)
        court.tick()
        assert court.cancel(kept.filing_ids[0]) == NOT_CANCELLABLE
        assert not isinstance(cancelled, CourtError)
        time.pass_(60)
        court.tick()
        outcomes = [status.outcome for status in court.filings()]
        assert outcomes == [Outcome.ACCEPTED, Outcome.CANCELLED]

    def test_an_unknown_filing_has_no_status(self, make: Callable[..., SandboxCourt]) -> None:
        assert make().status(FilingId("nobody")) is None


class TestScripts:
    @pytest.mark.parametrize(
        ("steps", "fault"),
        [
            ("accept", "list of steps"),
            ([{"do": "lose"}], "'lose' is nothing"),
            ([{"after": "soon"}], "'soon' is no time"),
            ([{"callback": "sometimes"}], "callback is 'sometimes'"),
        ],
    )
    def test_a_fault_is_named(self, steps: object, fault: str) -> None:
        with pytest.raises(ScriptFault, match=fault):
            read_script(steps)

    def test_the_words_of_the_file_are_understood(self) -> None:
        (step,) = read_script([{"after": "5s", "do": "accept", "callback": 2, "docket": "EX-1"}])
        assert (step.after_seconds, step.callback, step.docket) == (5.0, "twice", "EX-1")
