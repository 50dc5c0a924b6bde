"""Filing with the sandbox court over HTTP: every operation, and every way in which an answer can fail."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from efiling.courts import load_court
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.names import NAMESPACES
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    FilingRefused,
    MessageInvalid,
    NotAuthenticated,
    ProfileFault,
)
from efiling.model import CaseId, FilingId, Outcome
from efiling.sandbox import SandboxServer
from efiling.sandbox.roles import roles
from efiling.transport.address import Address
from efiling.transport.ecf4 import Ecf4Court
from efiling.transport.wire import Exchange, Wire
from tests.efiling.papers import envelope, two_filings

START = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


CLIENTS: list[httpx.Client] = []


@pytest.fixture(autouse=True)
def close_clients() -> Iterator[None]:
    yield
    while CLIENTS:
        CLIENTS.pop().close()


@pytest.fixture
def server(ecf4: Schema, clock: Clock) -> Iterator[SandboxServer]:
    profile = load_court("sandbox")
    with SandboxServer(profile, schemas={"4": ecf4}, clock=clock, tick_seconds=None) as running:
        yield running


def connect(
    server: SandboxServer,
    schema: Schema | None = None,
    *,
    url: str = "",
    seconds: float = 10,
    **options: object,
) -> Ecf4Court:
    CLIENTS.append(httpx.Client())
    wire = Wire(
        CLIENTS[-1],
        court="sandbox",
        clock=lambda: START,
        validate=schema.check if schema else None,
        **options,  # type: ignore[arg-type]
    )
    address = Address(
        court="sandbox:main",
        filing_review=url or server.filing_review_url,
        court_record=server.court_record_url,
        submitter="filer-1",
        callback_url="http://127.0.0.1:9/callback",
        zone=load_court("sandbox").zone,
        namespaces=NAMESPACES,
        seconds={"ReviewFiling": seconds},
    )
    return Ecf4Court(wire, address)


class TestFiling:
    @pytest.mark.parametrize("beside", [False, True], ids=["inline", "mtom"])
    def test_from_receipt_to_acceptance(
        self, server: SandboxServer, clock: Clock, ecf4: Schema, beside: bool
    ) -> None:
        court = connect(server, ecf4, mtom=beside)
        receipt = court.review_filing(envelope())
        (filing_id,) = receipt.filing_ids
        assert receipt.received_at == START
        assert court.filing_status(filing_id).outcome is Outcome.RECEIVED
        clock.now += timedelta(seconds=5)
        server.court.tick()
        assert court.filing_status(filing_id).outcome is Outcome.ACCEPTED
        details = court.filing_details(filing_id)
        assert details.docket_number == "EX-2026-00001"
        assert details.documents[0].stamped[0].content is not None
        record = server.court.envelopes[0].envelope
        assert record == envelope()

    def test_a_lost_answer_is_found_by_our_reference(self, server: SandboxServer) -> None:
        court = connect(server)
        court.review_filing(two_filings())
        found = court.filing_list(since=START - timedelta(minutes=1), until=START + timedelta(minutes=1))
        assert [status.reference for status in found] == ["s-2.1", "s-2.2"]
        assert court.filing_list(since=START + timedelta(minutes=1), until=START + timedelta(minutes=2)) == ()

    def test_fees_and_cancelling(self, server: SandboxServer, ecf4: Schema) -> None:
        court = connect(server, ecf4)
        assert court.fee_quote(envelope()).total == 0
        receipt = court.review_filing(envelope())
        assert court.cancel(receipt.filing_ids[0]).outcome is Outcome.CANCELLED
        with pytest.raises(FilingRefused, match="725"):
            court.cancel(receipt.filing_ids[0])
        with pytest.raises(FilingRefused, match="724"):
            court.filing_status(FilingId("nobody"))

    def test_a_case_is_found_and_filed_into(self, server: SandboxServer, clock: Clock, ecf4: Schema) -> None:
        court = connect(server, ecf4)
        court.review_filing(envelope())
        clock.now += timedelta(seconds=5)
        server.court.tick()
        codes = roles(load_court("sandbox"))
        (found,) = court.cases("EX-2026-00001", roles=codes)
        assert found.case.case_id is not None
        case = court.case(found.case.case_id, roles=codes)
        assert case == found
        assert [party.full_name for party in found.parties] == [p.full_name for p in envelope().parties]
        assert all(party.court_id for party in found.parties)
        later = replace(envelope("s-9"), case=replace(found.case, type_code="9102"), parties=found.parties)
        receipt = court.review_filing(later)
        assert receipt.case_id == found.case.case_id
        assert court.cases("EX-1999-00001", roles=codes) == ()
        with pytest.raises(FilingRefused, match="92"):
            court.case(CaseId("nobody"), roles=codes)

    def test_a_refusal_carries_the_courts_codes(self, server: SandboxServer) -> None:
        with pytest.raises(FilingRefused) as refusal:
            connect(server).review_filing(replace(envelope(), court="sandbox:nowhere"))
        assert refusal.value.codes == (("70", "Court not known"),)

    def test_what_the_schema_refuses_is_not_sent(self, server: SandboxServer, ecf4: Schema) -> None:
        bad = envelope()
        party = replace(bad.parties[0], ref="1 bad id")  # type: ignore[arg-type]
        with pytest.raises(MessageInvalid):
            connect(server, ecf4).review_filing(replace(bad, parties=(party, *bad.parties[1:])))
        assert server.court.envelopes == []

    def test_the_court_checks_the_schema_too(self, server: SandboxServer) -> None:
        bad = envelope()
        party = replace(bad.parties[1], ref="1 bad id")  # type: ignore[arg-type]
        with pytest.raises(FilingRefused, match="-20"):
            connect(server).review_filing(replace(bad, parties=(bad.parties[0], party, bad.parties[2])))

    def test_files_and_secrets_are_left_out_of_the_record(self, server: SandboxServer) -> None:
        kept: list[Exchange] = []
        connect(server, record=kept.append).review_filing(envelope())
        (exchange,) = kept
        assert exchange.status == 200
        digest = next(envelope().documents).attachments[0].content.sha256
        assert f"sha256:{digest}".encode() in exchange.request
        assert b"JVBER" not in exchange.request
        assert b"MessageReceiptMessage" in exchange.answer


class TestSilence:
    @pytest.mark.parametrize("script", ["drop_before", "drop_after", "garbage", "http_503_after", "outage"])
    def test_after_sending_the_outcome_is_unknown(self, server: SandboxServer, script: str) -> None:
        with pytest.raises(CourtDidNotAnswer):
            connect(server).review_filing(envelope(comments=f"sandbox: {script}"))
        taken = script in ("drop_after", "garbage", "http_503_after")
        assert len(server.court.envelopes) == taken

    def test_an_answer_that_takes_too_long_is_no_answer(self, ecf4: Schema, clock: Clock) -> None:
        waiting = threading.Event()
        profile = load_court("sandbox")
        with SandboxServer(
            profile, clock=clock, tick_seconds=None, sleep=lambda s: waiting.wait(5) and None
        ) as server:
            with pytest.raises(CourtDidNotAnswer, match="ReadTimeout"):
                connect(server, seconds=0.3).review_filing(envelope(comments="sandbox: delay"))
            waiting.set()

    def test_where_nobody_listens_nothing_was_sent(self, server: SandboxServer) -> None:
        with pytest.raises(CourtUnavailable, match="Nothing was sent"):
            connect(server, url="http://127.0.0.1:1/").review_filing(envelope())

    def test_a_name_that_does_not_resolve_is_the_same(self, server: SandboxServer) -> None:
        with pytest.raises(CourtUnavailable):
            connect(server, url="https://court.invalid/").review_filing(envelope())

    def test_plain_http_to_another_machine_is_refused(self, server: SandboxServer) -> None:
        with pytest.raises(ProfileFault, match="TLS"):
            connect(server, url="http://court.example.test/").review_filing(envelope())

    @pytest.mark.parametrize(
        ("status", "body", "error"),
        [
            (200, b"", CourtDidNotAnswer),
            (500, b"oops", CourtDidNotAnswer),
            (502, b"<html/>", CourtDidNotAnswer),
            (404, b"not here", FilingRefused),
            (413, b"too large", FilingRefused),
            (301, b"", FilingRefused),
            (302, b"<html>Moved</html>", FilingRefused),
            (307, b"", FilingRefused),
            (303, b"", CourtDidNotAnswer),
            (204, b"", CourtDidNotAnswer),
            (503, b"<html>Down for maintenance</html>", CourtDidNotAnswer),
            (504, b"", CourtDidNotAnswer),
            (408, b"", CourtDidNotAnswer),
            (429, b"", CourtUnavailable),
            (403, b"<html>no</html>", NotAuthenticated),
            (401, b"who?", NotAuthenticated),
        ],
    )
    def test_a_status_without_a_message(
        self, server: SandboxServer, status: int, body: bytes, error: type[Exception]
    ) -> None:
        with Canned(status, body) as canned, pytest.raises(error):
            connect(server, url=canned.url).review_filing(envelope())

    def test_an_answer_without_end_is_cut_off(self, server: SandboxServer) -> None:
        with Canned(200, b" " * 5000) as canned, pytest.raises(CourtDidNotAnswer, match="over 1,000 bytes"):
            connect(server, url=canned.url, max_answer_bytes=1000).review_filing(envelope())


class TestPage:
    def test_it_shows_what_arrived_and_escapes_it(self, server: SandboxServer) -> None:
        assert "Nothing has arrived yet" in httpx.get(server.url).text
        whole = envelope()
        filing = whole.filings[0]
        lead = replace(filing.lead, title="<script>alert(1)</script>")
        connect(server).review_filing(replace(whole, filings=(replace(filing, lead=lead),)))
        shown = httpx.get(server.url).text
        assert "&lt;script&gt;" in shown
        assert "<script>" not in shown
        assert "100001" in shown

    def test_there_is_nothing_else(self, server: SandboxServer) -> None:
        assert httpx.get(f"{server.url}etc/passwd").status_code == 404


class Canned:
    """A server that says the same to everybody and keeps what it was told."""

    def __init__(self, status: int, body: bytes) -> None:
        received: list[bytes] = []
        types: list[str] = []
        self.received, self.types = received, types

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(self.rfile.read(int(self.headers["Content-Length"])))
                types.append(self.headers["Content-Type"])
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "Canned":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
