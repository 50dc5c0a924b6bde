"""Many filings at once: none is lost, none is doubled, every callback comes once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx
import pytest

from efiling.courts import load_court
from efiling.sandbox import SandboxServer
from efiling.transport.callback import read_callback
from efiling.transport.connect import Connection, open_court
from tests.efiling.papers import envelope
from tests.efiling.transport.test_ecf4 import Canned

MANY = 200


@pytest.mark.slow
def test_two_hundred_filings_at_once() -> None:
    start = datetime(2026, 11, 24, tzinfo=UTC)
    profile = load_court("sandbox")
    with (
        Canned(200, b"") as us,
        SandboxServer(profile, clock=lambda: start, use=("at_once",), tick_seconds=None) as server,
        httpx.Client(limits=httpx.Limits(max_connections=16)) as http,
    ):
        connection = Connection(
            location="sandbox:main", filing_review=server.filing_review_url, callback_url="", version="4"
        )
        court = open_court(profile, connection, http=http, clock=lambda: start)
        filings = [envelope(f"s-{n}", callback_url=us.url, connected=0) for n in range(MANY)]
        with ThreadPoolExecutor(16) as pool:
            receipts = list(pool.map(court.review_filing, filings))
        server.court.tick()
        arrived = [record.envelope.submission_id for record in server.court.envelopes]
        reported = [read_callback(raw, "text/xml").reviews[0] for raw in us.received]
    assert sorted(arrived) == sorted(whole.submission_id for whole in filings)
    ids = {receipt.filing_ids[0] for receipt in receipts}
    assert len(ids) == MANY
    assert {review.filing_id for review in reported} == ids
    assert len(reported) == MANY
    assert len({review.docket_number for review in reported}) == MANY
