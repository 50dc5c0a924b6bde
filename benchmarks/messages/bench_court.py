"""The wire and the court: the memory that a file of 60 MB takes on its way, and two hundred filings at once.

Memory is the most that Python held while it worked, beside what the file itself is kept in on disk.
"""

import hashlib
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import httpx

from benchmarks.messages.bench_messages import _envelope
from benchmarks.result import Result
from efiling.courts import load_court
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v4.filing import review_filing
from efiling.model import Content, DocumentReview, Envelope, Filing, FilingId, ReviewResult, StampedCopy
from efiling.sandbox import SandboxServer
from efiling.transport import mtom, soap
from efiling.transport.body import Body, inline
from efiling.transport.callback import read_callback
from efiling.transport.connect import Connection, open_court

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LARGE = 60_000_000
MANY = 200
AT_ONCE = 16
_PIECE = random.Random(0).randbytes(1_000_000)  # noqa: S311


def run() -> Iterator[Result]:
    """Measure memory in both directions and both forms, then many filings at once in both standards."""
    paper = _large()
    for beside, form in ((True, "MTOM"), (False, "inline")):
        yield _memory(f"send a file of 60 MB, {form}", lambda beside=beside: _send(paper, beside=beside))  # type: ignore[misc]
        yield _memory(f"read a callback of 60 MB, {form}", lambda beside=beside: _read(paper, beside=beside))  # type: ignore[misc]
    for version in ("4", "5"):
        begun = time.perf_counter()
        kept = _file_many(version)
        seconds = (time.perf_counter() - begun) / MANY
        yield Result(f"one of {MANY} filings, {AT_ONCE} at once, ECF {version}", seconds, kept)


def _memory(name: str, work: Callable[[], object]) -> Result:
    tracemalloc.start()
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Result(name, seconds, f"at most {peak / 1e6:.1f} MB of memory; time with the memory counted")


def _large() -> Content:
    digest = hashlib.sha256()
    for piece in _pieces():
        digest.update(piece)
    return Content(
        sha256=digest.hexdigest(), size_bytes=LARGE, read=lambda: b"".join(_pieces()), stream=_pieces
    )


def _pieces() -> Iterator[bytes]:
    for _ in range(LARGE // len(_PIECE)):
        yield _PIECE


def _send(paper: Content, *, beside: bool) -> int:
    whole = _envelope()
    lead = whole.filings[0].lead
    file = replace(lead.attachments[0], content=paper)
    message = review_filing(replace(whole, filings=(Filing(lead=replace(lead, attachments=(file,))),)))
    root = soap.envelope(message.root)
    body: Body = mtom.write(root, message, boundary="b" * 40) if beside else inline(root, message)
    return sum(len(chunk) for chunk in body.chunks)


def _read(paper: Content, *, beside: bool) -> ReviewResult:
    documents = (DocumentReview(reference="s.1", stamped=(StampedCopy(file_name="a.pdf", content=paper),)),)
    result = ReviewResult(filing_id=FilingId("F"), status="accepted", documents=documents)
    message = Answering(court="sandbox:main").review(result)
    root = soap.envelope(message.root)
    body = mtom.write(root, message, boundary="b" * 40) if beside else inline(root, message)
    (review,) = read_callback(body.chunks, body.content_type).reviews
    return review


def _file_many(version: str) -> str:
    profile = load_court("sandbox")
    with (
        SandboxServer(profile, clock=lambda: NOW, tick_seconds=None) as server,
        httpx.Client(limits=httpx.Limits(max_connections=AT_ONCE)) as http,
    ):
        url = server.filing_review_url if version == "4" else server.filing_review_url_5
        connection = Connection(
            location="sandbox:main", filing_review=url, callback_url="", version=version, mtom=True
        )
        court = open_court(profile, connection, http=http, clock=lambda: NOW)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            receipts = list(pool.map(court.review_filing, (_filing(number) for number in range(MANY))))
        there = {record.envelope.submission_id for record in server.court.envelopes}
        ids = {receipt.filing_ids[0] for receipt in receipts}
        assert len(there) == len(ids) == len(server.court.envelopes) == MANY
    return f"{MANY} sent, {len(there)} there, none twice; five papers of 10 kB each"


def _filing(number: int) -> Envelope:
    """A filing that the sandbox court takes: its codes, and small papers."""
    whole = _envelope()
    small = Content.of(b"%PDF-1.7\n" + _PIECE[:10_000])

    def paper(reference: str, code: str, kind: object) -> object:
        file = replace(whole.filings[0].lead.attachments[0], content=small, component_code="9401")
        return replace(kind, reference=reference, filing_code=code, attachments=(file,))  # type: ignore[type-var]

    filing = whole.filings[0]
    connected = tuple(paper(f"s-{number}.{n}", "9206", one) for n, one in enumerate(filing.connected, 2))
    mother, father = whole.parties
    return replace(
        whole,
        submission_id=f"s-{number}",  # type: ignore[arg-type]
        case=replace(whole.case, category_code="9001", type_code="9101"),
        parties=(replace(mother, type_code="9301"), replace(father, type_code="9302")),
        filings=(Filing(lead=paper(f"s-{number}.1", "9201", filing.lead), connected=connected),),  # type: ignore[arg-type]
    )
