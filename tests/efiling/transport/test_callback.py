"""The court calls us: both standards, inline and beside, our answers, and what is none of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from lxml import etree

from efiling.courts import load_court
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.answers import Answering
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import Content, DocumentReview, FilingId, Outcome, ReviewResult, StampedCopy
from efiling.sandbox import SandboxServer
from efiling.transport import mtom, soap
from efiling.transport.callback import UNKNOWN_FILING, Callback, answer, read_callback
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
    message = Answering(court="sandbox:main").review(result)
    body = mtom.write(soap.envelope(message.root), message, boundary="b" * 30)
    (review,) = read_callback(b"".join(body.chunks), body.content_type).reviews
    assert review.documents[0].stamped == (copy,)


def test_other_news_is_acknowledged_and_needs_nothing() -> None:
    event = etree.Element("{urn:tyler:ecf:extensions:EventCallbackMessage}EventCallbackMessage")
    callback = read_callback(to_bytes(soap.envelope(event)), "text/xml")
    assert callback == Callback(name="EventCallbackMessage", version="4", court="", reviews=())
    assert b">0<" in answer(callback, at=datetime(2026, 11, 24, tzinfo=UTC))


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
