"""Filing with the sandbox court in ECF 5: the same court, the other standard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from lxml import etree

from efiling.courts import load_court
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.names import NAMESPACES
from efiling.ecf.xml import to_bytes
from efiling.errors import CourtDidNotAnswer, FilingRefused, MessageInvalid
from efiling.model import CaseId, FilingId, Outcome
from efiling.sandbox import SandboxServer
from efiling.sandbox.roles import roles
from efiling.transport import soap
from efiling.transport.address import Address
from efiling.transport.connect import Connection, open_court
from efiling.transport.ecf5 import Ecf5Court
from efiling.transport.wire import Wire
from tests.efiling.papers import envelope, two_filings
from tests.efiling.transport.test_ecf4 import Canned, Clock

START = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(ecf5: Schema, clock: Clock) -> Iterator[SandboxServer]:
    profile = load_court("sandbox")
    with SandboxServer(profile, schemas={"5": ecf5}, clock=clock, tick_seconds=None) as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


def connect(
    server: SandboxServer, http: httpx.Client, schema: Schema | None = None, **options: object
) -> Ecf5Court:
    check = schema.check if schema else None
    wire = Wire(http, court="sandbox", clock=lambda: START, validate=check, **options)  # type: ignore[arg-type]
    address = Address(
        court="sandbox:main",
        filing_review=server.filing_review_url_5,
        court_record=server.court_record_url_5,
        submitter="filer-1",
        callback_url="",
        zone=UTC,
        namespaces=NAMESPACES,
    )
    return Ecf5Court(wire, address)


@pytest.mark.parametrize("beside", [False, True], ids=["inline", "mtom"])
def test_from_receipt_to_acceptance(
    server: SandboxServer, http: httpx.Client, clock: Clock, ecf5: Schema, beside: bool
) -> None:
    court = connect(server, http, ecf5, mtom=beside)
    receipt = court.review_filing(envelope())
    (filing_id,) = receipt.filing_ids
    assert receipt.received_at == START
    assert court.filing_status(filing_id).outcome is Outcome.RECEIVED
    clock.now += timedelta(seconds=5)
    server.court.tick()
    details = court.filing_details(filing_id)
    assert (details.outcome, details.docket_number) == (Outcome.ACCEPTED, "EX-2026-00001")
    assert details.documents[0].stamped[0].content is not None
    assert server.court.envelopes[0].envelope == envelope()


def test_both_standards_reach_the_same_court(server: SandboxServer, http: httpx.Client, ecf5: Schema) -> None:
    connect(server, http, ecf5).review_filing(envelope())
    assert [record.version for record in server.court.envelopes] == ["5"]


def test_list_fees_and_cancelling(server: SandboxServer, http: httpx.Client, ecf5: Schema) -> None:
    court = connect(server, http, ecf5)
    receipt = court.review_filing(two_filings())
    found = court.filing_list(since=START - timedelta(minutes=1), until=START + timedelta(minutes=1))
    assert [status.reference for status in found] == ["s-2.1", "s-2.2"]
    assert court.fee_quote(envelope()).total == 0
    assert court.cancel(receipt.filing_ids[0]).outcome is Outcome.CANCELLED
    with pytest.raises(FilingRefused, match="725"):
        court.cancel(receipt.filing_ids[0])
    with pytest.raises(FilingRefused, match="724"):
        court.filing_status(FilingId("nobody"))


def test_a_case_is_found_and_filed_into(
    server: SandboxServer, http: httpx.Client, clock: Clock, ecf5: Schema
) -> None:
    court = connect(server, http, ecf5)
    court.review_filing(envelope())
    clock.now += timedelta(seconds=5)
    server.court.tick()
    codes = roles(load_court("sandbox"))
    (found,) = court.cases("EX-2026-00001", roles=codes)
    assert found.case.case_id is not None
    assert court.case(found.case.case_id, roles=codes) == found
    later = replace(envelope("s-9"), case=replace(found.case, type_code="9102"), parties=found.parties)
    assert court.review_filing(later).case_id == found.case.case_id
    assert court.cases("EX-1999-00001", roles=codes) == ()
    with pytest.raises(FilingRefused, match="92"):
        court.case(CaseId("nobody"), roles=codes)


def test_refusals(server: SandboxServer, http: httpx.Client, ecf5: Schema) -> None:
    with pytest.raises(FilingRefused, match="70 Court not known"):
        connect(server, http).review_filing(replace(envelope(), court="sandbox:nowhere"))
    bad = envelope()
    broken = replace(bad, parties=(replace(bad.parties[1], ref="1 bad"), *bad.parties[:1]))  # type: ignore[arg-type]
    with pytest.raises(FilingRefused, match="-20"):
        connect(server, http).review_filing(broken)
    with pytest.raises(MessageInvalid):
        connect(server, http, ecf5).review_filing(broken)
    assert server.court.envelopes == []


@pytest.mark.parametrize("script", ["drop_before", "drop_after", "garbage", "http_503_after", "outage"])
def test_after_sending_the_outcome_is_unknown(server: SandboxServer, http: httpx.Client, script: str) -> None:
    with pytest.raises(CourtDidNotAnswer):
        connect(server, http).review_filing(envelope(comments=f"sandbox: {script}"))


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_withdrawal_is_done_only_where_the_answer_says_so(http: httpx.Client, status: int) -> None:
    """A message without a status, such as of a proxy in between, is no word of the court's."""
    with Canned(status, to_bytes(soap.envelope(etree.Element("Maintenance")))) as somebody:
        connection = Connection(
            location="sandbox:main", filing_review=somebody.url, callback_url="", version="5"
        )
        court = open_court(load_court("sandbox"), connection, http=http, clock=lambda: START)
        with pytest.raises(MessageInvalid):
            court.cancel(FilingId("F-1"))
