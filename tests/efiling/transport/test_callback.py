"""The court calls us: both standards, inline and beside, our answers, and what is none of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from lxml import etree

from efiling.courts import load_court
from efiling.ecf.message import Message
from efiling.ecf.reading import first, local, text
from efiling.ecf.schemas import Schema
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import service as service4
from efiling.ecf.v4.names import namespaces as namespaces_4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import service as service5
from efiling.ecf.v5.names import NAMESPACES as NAMESPACES_5
from efiling.ecf.v5.names import namespaces as namespaces_5
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import (
    Content,
    CourtError,
    DocumentReview,
    EnvelopeId,
    FilingId,
    Outcome,
    ReviewResult,
    ServedRecipient,
    ServiceNews,
    StampedCopy,
)
from efiling.sandbox import SandboxServer
from efiling.transport import mtom, soap
from efiling.transport.callback import OUR_FAULT, UNKNOWN_FILING, Callback, Event, answer, read_callback
from efiling.transport.connect import Connection, open_court
from tests.efiling.papers import envelope
from tests.efiling.transport.test_ecf4 import START, Canned, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[SandboxServer]:
    with SandboxServer(load_court("sandbox"), clock=clock, tick_seconds=None) as running:
        yield running


@pytest.mark.parametrize("script", ["accept", "mtom"])
@pytest.mark.parametrize("version", ["4", "5"])
def test_from_the_court_to_our_answer(
    server: SandboxServer, clock: Clock, ecf4: Schema, ecf5: Schema, version: str, script: str
) -> None:
    schema = {"4": ecf4, "5": ecf5}[version]
    url = {"4": server.filing_review_url, "5": server.filing_review_url_5}[version]
    connection = Connection(location="sandbox:main", filing_review=url, callback_url="", version=version)
    with httpx.Client() as http, Canned(200, b"") as us:
        court = open_court(load_court("sandbox"), connection, http=http, clock=clock)
        receipt = court.review_filing(envelope(callback_url=us.url, comments=f"sandbox: {script}"))
        clock.now += timedelta(seconds=5)
        server.court.tick()
    (raw,) = us.received
    if script == "accept":
        schema.check(soap.body(parse(raw, message="callback")))
    callback = read_callback(raw, us.types[0])
    (review,) = callback.reviews
    assert callback.version == version
    assert (review.filing_id, review.outcome) == (receipt.filing_ids[0], Outcome.ACCEPTED)
    assert review.documents[0].stamped[0].content is not None
    assert server.undelivered == []
    for error in (None, UNKNOWN_FILING):
        schema.check(soap.body(parse(answer(callback, at=START, error=error), message="answer")))


def test_what_cannot_be_delivered_is_kept(server: SandboxServer, clock: Clock) -> None:
    connection = Connection(
        location="sandbox:main", filing_review=server.filing_review_url, callback_url="", version="4"
    )
    with httpx.Client() as http:
        court = open_court(load_court("sandbox"), connection, http=http, clock=clock)
        court.review_filing(envelope(callback_url="http://127.0.0.1:1/"))
    clock.now += timedelta(seconds=5)
    server.court.tick()
    assert len(server.undelivered) == 1


def test_copies_may_come_beside_the_message() -> None:
    copy = StampedCopy(file_name="a.pdf", content=Content.of(b"%PDF-1.7 stamped"))
    result = ReviewResult(
        filing_id=FilingId("F"),
        status="accepted",
        documents=(DocumentReview(reference="s.1", stamped=(copy,)),),
    )
    message = answers4.Answering(court="sandbox:main").review(result)
    body = mtom.write(soap.envelope(message.root), message, boundary="b" * 30)
    (review,) = read_callback(b"".join(body.chunks), body.content_type).reviews
    assert review.documents[0].stamped == (copy,)


NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
TYLER_5 = "urn:tyler:ecf:v5.0:extensions:"
NEWS = ServiceNews(
    filing_id=FilingId("F-1"),
    envelope_id=EnvelopeId("77"),
    reference="s-1.1",
    recipient=ServedRecipient(contact_id="C-1", name="Ana Doe", status="served", served_at=NOON),
)


def arrived(message: Message) -> bytes:
    return to_bytes(soap.envelope(message.root))


def answered(callback: Callback, error: CourtError | None = None) -> etree._Element:
    return soap.body(parse(answer(callback, at=NOON, error=error), message="answer"))


class TestOtherNews:
    def test_service_on_a_recipient(self, ecf4: Schema, ecf5: Schema) -> None:
        four = service4.service_complete(answers4.Answering(court="sandbox:main"), NEWS)
        five = service5.service_complete(answers5.Answering(court="sandbox:main", at=NOON), NEWS)
        for message, schema, name in (
            (four, ecf4, "MessageReceiptMessage"),
            (five, ecf5, "NotifyServiceCompleteResponse"),
        ):
            callback = read_callback(arrived(message), "text/xml")
            assert callback.service == (NEWS,)
            assert callback.court == "sandbox:main"
            answer_to_it = answered(callback)
            schema.check(answer_to_it)
            assert local(answer_to_it) == name

    @pytest.mark.parametrize("version", ["4", "5"])
    def test_an_event(self, version: str) -> None:
        inside = (
            "<EventTypeCode>CaseUpdated</EventTypeCode><Event>"
            "<EventVariable><EventKey>CaseNumber</EventKey><EventValue>EX-1</EventValue></EventVariable></Event>"
        )
        raw = {
            "4": f'<EventCallbackMessage xmlns="urn:tyler:ecf:extensions:EventCallbackMessage">{inside}</EventCallbackMessage>',
            "5": f'<w:NotifyEventRequest xmlns:w="{TYLER_5}wrappers"><NotifyEventMessage xmlns="{TYLER_5}eventcallback">'
            f"{inside}</NotifyEventMessage></w:NotifyEventRequest>",
        }[version]
        callback = read_callback(to_bytes(soap.envelope(parse(raw.encode(), message="x"))), "text/xml")
        assert callback.version == version
        assert callback.event == Event(kind="CaseUpdated", values=(("CaseNumber", "EX-1"),))
        assert callback.reviews == ()

    @pytest.mark.parametrize(
        ("request_name", "inside"),
        [
            (f"{{{TYLER_5}wrappers}}NotifyEnvelopeCompleteRequest", "NotifyEnvelopeCompleteMessage"),
            (f"{{{TYLER_5}wrappers}}NotifyBatchCompleteRequest", "NotifyBatchCompleteMessage"),
            (f"{{{TYLER_5}wrappers}}NotifyEventRequest", "NotifyEventMessage"),
            (f"{{{NAMESPACES_5['wrappers']}}}NotifyCourtDateRequest", "NotifyCourtDateMessage"),
            (
                f"{{{NAMESPACES_5['wrappers']}}}NotifyDocketingCompleteRequest",
                "NotifyDocketingCompleteMessage",
            ),
        ],
    )
    def test_what_is_not_used_is_acknowledged_in_kind(
        self, ecf5: Schema, request_name: str, inside: str
    ) -> None:
        root = etree.Element(request_name)
        message = etree.SubElement(root, inside)
        number = etree.SubElement(message, "DocumentIdentification")
        etree.SubElement(number, "IdentificationID").text = "77"
        etree.SubElement(number, "IdentificationCategoryText").text = "EnvelopeID"
        callback = read_callback(to_bytes(soap.envelope(root)), "text/xml")
        assert (callback.version, callback.reviews, callback.envelope_id) == ("5", (), "77")
        for error in (None, OUR_FAULT):
            answer_to_it = answered(callback, error)
            ecf5.check(answer_to_it)
            assert str(answer_to_it.tag) == request_name.replace("Request", "Response")

    def test_a_kind_that_nobody_knows_yet_is_acknowledged_too(self) -> None:
        root = etree.Element(f"{{{TYLER_5}wrappers}}NotifySomethingNewRequest")
        callback = read_callback(to_bytes(soap.envelope(root)), "text/xml")
        assert (callback.name, callback.reviews) == ("NotifySomethingNewRequest", ())
        answer_to_it = answered(callback)
        assert local(answer_to_it) == "NotifySomethingNewResponse"
        assert text(first(answer_to_it, "MessageStatusCode")) == "Success"

    @pytest.mark.parametrize("asked", ["UpdateFees", "CaptureFees"])
    def test_what_we_do_not_do_is_refused_in_kind(self, ecf5: Schema, asked: str) -> None:
        root = etree.Element(f"{{{TYLER_5}wrappers}}{asked}Request")
        answer_to_it = answered(read_callback(to_bytes(soap.envelope(root)), "text/xml"))
        ecf5.check(answer_to_it)
        assert text(first(answer_to_it, "MessageStatusCode")) == "DataError"

    def test_editions_are_answered_in_kind(self) -> None:
        result = ReviewResult(filing_id=FilingId("F"), status="accepted")
        table = namespaces_5("5.01", vendor=False)
        message = answers5.Answering(court="c", at=NOON, namespaces=table).review(result)
        raw = answer(read_callback(arrived(message), "text/xml"), at=NOON)
        assert b"/ns/v5.01/wrappers" in raw
        assert b"/ns/v5.0/" not in raw
        older = answers4.Answering(court="c", namespaces=namespaces_4("4.1")).review(result)
        raw = answer(read_callback(arrived(older), "text/xml"), at=NOON)
        assert b"MessageReceiptMessage-4.1" in raw
        assert b"-4.0" not in raw.replace(b"WebServicesMessaging", b"")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        to_bytes(soap.envelope(etree.Element("NotifyFilingReviewCompleteRequestMessage"))),
    ],
)
def test_what_is_no_callback_is_refused(raw: bytes) -> None:
    with pytest.raises(MessageInvalid):
        read_callback(raw, "text/xml")


def test_a_flood_is_refused_before_it_is_read() -> None:
    with pytest.raises(MessageInvalid, match="at most 10"):
        read_callback(b"x" * 11, "text/xml", max_bytes=10)
