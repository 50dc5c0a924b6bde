"""An envelope of five documents of a megabyte each, built, signed and serialised; a callback of 25 MB, read.

Every figure is the best of several runs of one process. Bodies are drained, not sent.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from assembly.model.people import PersonName
from benchmarks.result import Result
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.v4.read_review import read_review
from efiling.ecf.xml import parse
from efiling.model import (
    Attachment,
    ConnectedDocument,
    Content,
    DocumentReview,
    Envelope,
    EnvelopeCase,
    Filing,
    FilingId,
    LeadDocument,
    Outcome,
    Party,
    PartyRef,
    PartyRole,
    ReviewResult,
    StampedCopy,
    SubmissionId,
)
from efiling.transport import mtom, soap
from efiling.transport.body import Body, inline
from efiling.transport.security import Identity, security_header

NOW = datetime(2026, 11, 24, tzinfo=UTC)
RUNS = 12
MEGABYTE = 1_000_000


def run() -> Iterator[Result]:
    """Measure sending in both forms, then reading in both."""
    whole, who = _envelope(), _identity()
    yield Result(
        "build, sign, serialise 5 x 1 MB, inline", _best(lambda: _drain(_send(whole, who, beside=False)))
    )
    yield Result(
        "build, sign, serialise 5 x 1 MB, MTOM", _best(lambda: _drain(_send(whole, who, beside=True)))
    )
    result = _review()
    for beside, label in ((False, "inline"), (True, "MTOM")):
        body = _callback(result, beside=beside)
        raw = b"".join(body.chunks)
        yield Result(
            f"read a callback with 25 MB of copies, {label}",
            _best(lambda raw=raw, kind=body.content_type: _read(raw, kind)),  # type: ignore[misc]
            f"{len(raw):,} bytes",
        )


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def _drain(body: Body) -> int:
    return sum(len(chunk) for chunk in body.chunks)


def _send(whole: Envelope, who: Identity, *, beside: bool) -> Body:
    message = review_filing(whole)
    root = soap.envelope(message.root, [security_header(who, NOW)])
    return mtom.write(root, message, boundary="b" * 40) if beside else inline(root, message)


def _callback(result: ReviewResult, *, beside: bool) -> Body:
    message = Answering(court="sandbox:main").review(result)
    root = soap.envelope(message.root)
    return mtom.write(root, message, boundary="b" * 40) if beside else inline(root, message)


def _read(raw: bytes, content_type: str) -> ReviewResult:
    xml, parts = mtom.read(raw, content_type)
    return read_review(soap.body(parse(xml, message="callback")), parts=parts)


def _file() -> Attachment:
    content = Content.of(os.urandom(MEGABYTE))
    return Attachment(
        title="Paper", file_name="paper.pdf", content=content, component_code="1", security_code="1"
    )


def _envelope() -> Envelope:
    us = PartyRef("party-1")
    lead = LeadDocument(
        reference="s.1", title="Complaint", filing_code="1", attachments=(_file(),), filed_by=(us,)
    )
    connected = tuple(
        ConnectedDocument(
            reference=f"s.{n}", title="Declaration", filing_code="2", attachments=(_file(),), filed_by=(us,)
        )
        for n in range(2, 6)
    )
    father = Party(
        ref=PartyRef("party-2"),
        role=PartyRole.RESPONDENT,
        type_code="2",
        name=PersonName(first="A", last="B"),
    )
    return Envelope(
        submission_id=SubmissionId("s"),
        court="sandbox:main",
        case=EnvelopeCase(category_code="1", type_code="2"),
        parties=(replace(father, ref=us, role=PartyRole.PETITIONER), father),
        filings=(Filing(lead=lead, connected=connected),),
    )


def _review() -> ReviewResult:
    copies = [Content.of(os.urandom(5 * MEGABYTE)) for _ in range(5)]
    return ReviewResult(
        filing_id=FilingId(hashlib.sha256(b"filing").hexdigest()),
        outcome=Outcome.ACCEPTED,
        status="accepted",
        documents=tuple(
            DocumentReview(
                reference=f"s.{n}",
                is_lead=n == 0,
                stamped=(StampedCopy(file_name="paper.pdf", content=content),),
            )
            for n, content in enumerate(copies)
        ),
    )


def _identity() -> Identity:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Benchmark")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = builder.serial_number(1).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=1))
    return Identity(certificate=dated.sign(key, hashes.SHA256()), key=key)
