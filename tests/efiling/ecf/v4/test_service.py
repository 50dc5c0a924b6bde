"""Service in ECF 4: the receipt, whom a court serves, what became of it; valid and read without loss."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from efiling.ecf.message import Message
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v4.names import OASIS_NAMESPACES
from efiling.ecf.v4.read_service import read_service_information, read_service_news, read_service_receipt
from efiling.ecf.v4.service import service_complete, service_information, service_receipt
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import FilingRefused, MessageInvalid
from efiling.model import CourtError, PartyRef, ServiceList, ServiceNews, ServiceReceipt
from tests.efiling.strategies import service_lists, service_news, service_receipts

COURT = Answering(court="sandbox:main", location="https://court.example.test/")
PLAIN = Answering(court="sandbox:main", namespaces=OASIS_NAMESPACES)


def arrived(message: Message) -> Element:
    return parse(to_bytes(message.root), message="answer")


@settings(max_examples=20)
@given(receipt=service_receipts)
def test_a_receipt(ecf4: Schema, receipt: ServiceReceipt) -> None:
    for speaking in (COURT, PLAIN):
        root = arrived(service_receipt(speaking, receipt))
        ecf4.check(root)
        assert read_service_receipt(root) == receipt


@settings(max_examples=20)
@given(known=service_lists())
def test_whom_a_court_serves(ecf4: Schema, known: ServiceList) -> None:
    root = arrived(service_information(COURT, known))
    ecf4.check(root)
    contacts = tuple(replace(contact, party=PartyRef("")) for contact in known.contacts)
    assert read_service_information(root) == replace(known, contacts=contacts)


@settings(max_examples=20)
@given(news=service_news)
def test_what_became_of_it(ecf4: Schema, news: ServiceNews) -> None:
    root = arrived(service_complete(COURT, news))
    ecf4.check(root)
    assert read_service_news(root) == news


def test_a_refusal_carries_the_codes(ecf4: Schema) -> None:
    root = arrived(service_receipt(COURT, ServiceReceipt(), [CourtError(code="85", text="not attached")]))
    ecf4.check(root)
    with pytest.raises(FilingRefused, match="85 not attached"):
        read_service_receipt(root)


def test_a_receipt_that_says_nothing_is_none() -> None:
    with pytest.raises(MessageInvalid, match="neither"):
        read_service_receipt(arrived(service_receipt(COURT, ServiceReceipt())))


def test_a_plain_receipt_of_a_filing_will_do() -> None:
    """Some courts answer a request to serve with the receipt that they answer a filing with."""
    raw = (
        b"<MessageReceiptMessage><DocumentIdentification><IdentificationID>7</IdentificationID>"
        b"<IdentificationCategoryText>EnvelopeID</IdentificationCategoryText></DocumentIdentification>"
        b"</MessageReceiptMessage>"
    )
    assert read_service_receipt(parse(raw, message="x")).envelope_id == "7"
