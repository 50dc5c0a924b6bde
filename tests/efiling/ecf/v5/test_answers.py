"""What an ECF 5 court sends: valid, read back without loss, and never able to crash the reader."""

import contextlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efiling.ecf.message import Message, fill
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.answers import Answering
from efiling.ecf.v5.queries import Asking
from efiling.ecf.v5.read_answers import (
    read_cases,
    read_fees,
    read_filing_list,
    read_receipt,
)
from efiling.ecf.v5.read_review import read_filing_details, read_reviews
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import EfilingError, FilingRefused, MessageInvalid, NotAuthenticated
from efiling.model import (
    CaseId,
    CourtError,
    Envelope,
    EnvelopeId,
    Fee,
    FeeQuote,
    FilingId,
    FilingStatus,
    Receipt,
    ReviewResult,
)
from tests.efiling.ecf.v4.test_answers import damaged
from tests.efiling.strategies import ROLE_CODES, envelopes, maybe, money, receipts, reviews, statuses

NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
COURT = Answering(court="sandbox:main", at=NOON, location="https://court.example.test/")


def arrived(message: Message) -> Element:
    fill(message)
    return parse(to_bytes(message.root), message="answer")


class TestRoundTrip:
    @settings(max_examples=20)
    @given(receipt=receipts)
    def test_a_receipt(self, ecf5: Schema, receipt: Receipt) -> None:
        root = arrived(COURT.receipt(receipt))
        ecf5.check(root)
        assert read_receipt(root) == replace(receipt, court="", received_at=receipt.received_at or NOON)

    @settings(max_examples=20)
    @given(result=reviews())
    def test_a_review(self, ecf5: Schema, result: ReviewResult) -> None:
        root = arrived(COURT.review(result))
        ecf5.check(root)
        assert read_reviews(root) == (result,)

    @settings(max_examples=15)
    @given(result=reviews())
    def test_details(self, ecf5: Schema, result: ReviewResult) -> None:
        root = arrived(COURT.filing_status(result))
        ecf5.check(root)
        assert read_filing_details(root) == result

    @settings(max_examples=10)
    @given(found=st.lists(statuses, max_size=3))
    def test_a_list_of_filings(self, ecf5: Schema, found: list[FilingStatus]) -> None:
        root = arrived(COURT.filing_list(found))
        ecf5.check(root)
        assert read_filing_list(root) == tuple(replace(s, submitted_at=s.submitted_at or NOON) for s in found)

    @settings(max_examples=10)
    @given(total=money, reason=maybe)
    def test_a_fee_quote(self, ecf5: Schema, total: object, reason: str) -> None:
        quote = FeeQuote(total=total, fees=(Fee(reason=reason, amount=total),))  # type: ignore[arg-type]
        root = arrived(COURT.fees(quote))
        ecf5.check(root)
        assert read_fees(root) == quote

    def test_every_question_is_valid(self, ecf5: Schema) -> None:
        ask = Asking(court="sandbox:main", callback_url="https://us.example.test/")
        for message in (
            ask.filing_status(FilingId("F1"), at=NOON),
            ask.cancel(FilingId("F1"), at=NOON),
            ask.case(docket_number="EX-2026-00001", at=NOON),
            ask.case(case_id=CaseId("C1"), at=NOON),
            ask.filing_list(
                since=NOON - timedelta(hours=1), until=NOON, at=NOON, envelope_id=EnvelopeId("7")
            ),
        ):
            ecf5.check(message.root)


class TestCases:
    @settings(max_examples=10)
    @given(envelope=envelopes())
    def test_a_case_is_valid_and_reads_as_it_was_filed(self, ecf5: Schema, envelope: Envelope) -> None:
        root = arrived(COURT.case(envelope))
        ecf5.check(root)
        (found,) = read_cases(root, roles=ROLE_CODES)
        assert (found.court, found.case, found.parties) == (
            envelope.court,
            envelope.case,
            envelope.parties,
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("code", "error"), [("-20", FilingRefused), ("95", FilingRefused), ("-4", NotAuthenticated)]
    )
    def test_a_code_is_a_refusal(self, ecf5: Schema, code: str, error: type[EfilingError]) -> None:
        root = arrived(COURT.receipt(Receipt(filing_ids=()), [CourtError(code=code, text="Invalid")]))
        ecf5.check(root)
        with pytest.raises(error, match=code):
            read_receipt(root)

    def test_success_without_an_id_is_no_receipt(self) -> None:
        with pytest.raises(MessageInvalid, match="neither"):
            read_receipt(arrived(COURT.receipt(Receipt(filing_ids=()))))

    def test_another_message_is_named(self) -> None:
        with pytest.raises(MessageInvalid, match="GetFilingListResponse was sent instead"):
            read_fees(arrived(COURT.filing_list([])))

    def test_a_word_other_than_success_is_a_refusal_too(self) -> None:
        raw = to_bytes(COURT.receipt(Receipt(filing_ids=())).root)
        with pytest.raises(FilingRefused, match="SystemError"):
            read_receipt(parse(raw.replace(b">Success<", b">SystemError<"), message="answer"))

    def test_a_message_that_the_court_has_had_before_was_taken_then(self) -> None:
        raw = to_bytes(COURT.receipt(Receipt(filing_ids=(FilingId("F"),))).root)
        again = parse(raw.replace(b">Success<", b">DuplicateMessage<"), message="answer")
        assert read_receipt(again).filing_ids == ("F",)
        nameless = to_bytes(COURT.receipt(Receipt(filing_ids=())).root)
        with pytest.raises(MessageInvalid, match="neither"):
            read_receipt(parse(nameless.replace(b">Success<", b">DuplicateMessage<"), message="answer"))

    def test_a_refusal_that_gives_the_id_of_a_filing_leaves_it_open(self) -> None:
        receipt = Receipt(filing_ids=(FilingId("F"),))
        with pytest.raises(MessageInvalid, match="refuses the filing and gives its id"):
            read_receipt(arrived(COURT.receipt(receipt, [CourtError(code="95", text="Invalid")])))

    def test_a_log_in_that_has_run_out_is_told_by_its_code_too(self) -> None:
        raw = to_bytes(COURT.receipt(Receipt(filing_ids=()), [CourtError(code="-4")]).root)
        with pytest.raises(NotAuthenticated):
            read_receipt(parse(raw.replace(b">Not Authenticated<", b">Authenticated<"), message="answer"))

    def test_what_went_wrong_with_handling_is_told(self) -> None:
        raw = to_bytes(COURT.receipt(Receipt(filing_ids=())).root)
        broken = b"ErrorCodeText>-15</cbrn:ErrorCodeText><cbrn:ErrorCodeDescriptionText>Timed out</cbrn:ErrorCodeDescriptionText>"
        raw = raw.replace(b"ErrorCodeText>0</cbrn:ErrorCodeText>", broken)
        with pytest.raises(FilingRefused, match="-15 Timed out"):
            read_receipt(parse(raw.replace(b">Success<", b">SystemError<"), message="answer"))


@settings(max_examples=40)
@given(result=reviews(), seed=st.integers(0, 2**32))
def test_damage_reads_as_something_or_is_refused(result: ReviewResult, seed: int) -> None:
    message = COURT.review(result)
    fill(message)
    raw = damaged(to_bytes(message.root), random.Random(seed))  # noqa: S311
    with contextlib.suppress(MessageInvalid):
        for review in read_reviews(parse(raw, message="callback")):
            assert isinstance(review, ReviewResult)
