"""A callback with a file of 45 million bytes, 60 million as it comes: it is never in memory as a whole."""

import hashlib
import random
import tracemalloc
from dataclasses import replace

import pytest

from api.app import make_api
from api.filings import callback
from efiling.ecf.v4.answers import Answering
from efiling.model import Content
from efiling.sandbox.court import Report
from efiling.transport import mtom, soap
from efiling.transport.body import Body, inline
from efiling.transport.spool import Spool
from tests.api.filings.conftest import Office, callback_bytes
from tests.fakes.browser import Browser

LARGE = 45_000_000
PIECE = random.Random(8).randbytes(1_000_000)  # noqa: S311


def large() -> Content:
    """A stamped copy: it begins as a PDF, and is none that can be opened."""
    pieces = [b"%PDF-1.7\n" + PIECE[9:], *[PIECE] * (LARGE // len(PIECE) - 1)]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return Content(
        sha256=digest.hexdigest(),
        size_bytes=LARGE,
        read=lambda: b"".join(pieces),
        stream=lambda: iter(pieces),
    )


def with_large_copy(report: Report, *, beside: bool) -> Body:
    first, *others = report.result.documents
    stamped = replace(first.stamped[0], content=large())
    result = replace(report.result, documents=(replace(first, stamped=(stamped,)), *others))
    message = Answering(court=report.court).review(result)
    root = soap.envelope(message.root)
    return mtom.write(root, message, boundary="b" * 30) if beside else inline(root, message)


@pytest.mark.parametrize("beside", [True, False], ids=["beside the message", "inside it"])
def test_stays_under_twice_the_largest_document(office: Office, beside: bool) -> None:
    held: list[Report] = []
    office.server.court.deliver = held.append
    filing = office.file()
    office.clock.advance(6)
    office.server.court.tick()
    body = with_large_copy(held[0], beside=beside)
    tracemalloc.start()
    try:
        content = Spool().keep(body.chunks)
        assert content.size_bytes >= LARGE
        callback.receive(office.services, content, body.content_type)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 2 * LARGE
    with office.services.database.unit_of_work() as work:
        kept = {copy.sha256 for copy in work.filings.conformed(filing.id)}
    assert large().sha256 in kept


def test_a_body_comes_in_by_pieces_over_the_web(office: Office) -> None:
    """What the address takes is what was sent, and one that is too large is refused before it is stored."""
    office.server.court.deliver = lambda report: None
    office.file()
    api = Browser(make_api(office.services))
    raw = callback_bytes_of(office)
    answer = api.post(office.services.callback_path, content=raw, headers={"content-type": "text/xml"})
    assert answer.status_code == 200
    with office.services.database.unit_of_work() as work:
        stored = work.callbacks.get(1).raw_sha256
    assert office.services.blobs.get(stored) == raw
    small = replace(
        office.services, settings=office.services.settings.model_copy(update={"callback_bytes": len(raw) - 1})
    )
    refused = Browser(make_api(small)).post(office.services.callback_path, content=raw)
    assert (refused.status_code, "larger than" in refused.text) == (422, True)


def callback_bytes_of(office: Office) -> bytes:
    held: list[Report] = []
    office.server.court.deliver = held.append
    office.clock.advance(6)
    office.server.court.tick()
    return callback_bytes(held[0])
