"""Service, policy and lists of cases in ECF 5: valid, and read without loss."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.model.people import PersonName
from efiling.ecf.message import Message
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.answers import Answering
from efiling.ecf.v5.names import OASIS_NAMESPACES
from efiling.ecf.v5.policy import policy_answer, read_policy
from efiling.ecf.v5.queries import Asking
from efiling.ecf.v5.read_answers import read_cases
from efiling.ecf.v5.read_service import read_service_information, read_service_news, read_service_receipt
from efiling.ecf.v5.service import service_complete, service_information, service_receipt
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import FilingRefused, MessageInvalid, NotOffered
from efiling.model import (
    CaseId,
    CourtError,
    Envelope,
    Organization,
    PartyRef,
    Policy,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)
from tests.efiling.strategies import (
    ROLE_CODES,
    envelopes,
    policies,
    service_lists,
    service_news,
    service_receipts,
)

NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
COURT = Answering(court="sandbox:main", at=NOON, location="https://court.example.test/")
PLAIN = Answering(court="sandbox:main", at=NOON, namespaces=OASIS_NAMESPACES)


def arrived(message: Message) -> Element:
    return parse(to_bytes(message.root), message="answer")


class TestService:
    @settings(max_examples=20)
    @given(receipt=service_receipts)
    def test_a_receipt_has_room_for_one_recipient(self, ecf5: Schema, receipt: ServiceReceipt) -> None:
        root = arrived(service_receipt(PLAIN, receipt))
        ecf5.check(root)
        told = tuple(replace(one, name="", served_at=None) for one in receipt.recipients[:1])
        assert read_service_receipt(root) == replace(receipt, recipients=told)

    @settings(max_examples=20)
    @given(known=service_lists())
    def test_whom_a_court_serves(self, ecf5: Schema, known: ServiceList) -> None:
        root = arrived(service_information(COURT, known))
        ecf5.check(root)
        contacts = tuple(replace(contact, party=PartyRef("")) for contact in known.contacts)
        assert read_service_information(root).contacts == contacts

    @settings(max_examples=20)
    @given(news=service_news)
    def test_what_became_of_it(self, ecf5: Schema, news: ServiceNews) -> None:
        root = arrived(service_complete(COURT, news))
        ecf5.check(root)
        assert read_service_news(root) == news

    def test_a_refusal_carries_the_codes(self, ecf5: Schema) -> None:
        root = arrived(service_receipt(COURT, ServiceReceipt(), [CourtError(code="85", text="not attached")]))
        ecf5.check(root)
        with pytest.raises(FilingRefused, match="85 not attached"):
            read_service_receipt(root)

    def test_a_receipt_that_says_nothing_is_none(self) -> None:
        with pytest.raises(MessageInvalid, match="neither"):
            read_service_receipt(arrived(service_receipt(COURT, ServiceReceipt())))


class TestPolicy:
    @settings(max_examples=20)
    @given(policy=policies)
    def test_it_reads_back_as_it_was(self, ecf5: Schema, policy: Policy) -> None:
        policy = replace(policy, services=(("FilingReviewMDE", "https://court.example.test/review"),))
        for speaking in (COURT, PLAIN):
            root = arrived(policy_answer(speaking, policy))
            ecf5.check(root)
            assert read_policy(root) == policy

    def test_a_refusal_carries_the_codes(self, ecf5: Schema) -> None:
        root = arrived(policy_answer(COURT, Policy(updated=NOON.date()), [CourtError(code="70")]))
        ecf5.check(root)
        with pytest.raises(FilingRefused, match="70"):
            read_policy(root)


class TestCases:
    @settings(max_examples=10)
    @given(found=st.lists(envelopes(), max_size=2))
    def test_a_list_reads_back_as_it_was_filed(self, ecf5: Schema, found: list[Envelope]) -> None:
        root = arrived(COURT.cases(found))
        ecf5.check(root)
        cases = read_cases(root, roles=ROLE_CODES)
        assert [case.case for case in cases] == [envelope.case for envelope in found]
        for case, envelope in zip(cases, found, strict=True):
            assert [replace(p, ref=PartyRef("")) for p in case.parties] == [
                replace(p, ref=PartyRef("")) for p in envelope.parties
            ]


def test_every_question_is_valid(ecf5: Schema) -> None:
    ask = Asking(court="sandbox:main", callback_url="https://us.example.test/")
    plain = Asking(court="sandbox:main", callback_url="", namespaces=OASIS_NAMESPACES)
    for asking in (ask, plain):
        for message in (
            asking.policy(at=NOON),
            asking.case_list_of(PersonName(first="Ana", last="Doe"), at=NOON),
            asking.case_list_of(Organization(name="County of Example"), at=NOON),
            asking.service_information(docket_number="EX-2026-00001", at=NOON),
            asking.service_information(case_id=CaseId("C1"), at=NOON),
        ):
            ecf5.check(message.root)
    ecf5.check(ask.case_list("EX-2026-00001", at=NOON).root)
    with pytest.raises(NotOffered, match="Ask for the case itself"):
        plain.case_list("EX-2026-00001", at=NOON)
