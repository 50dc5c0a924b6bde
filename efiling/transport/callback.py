"""The court calls us: reading what it reports, in either standard, and the answer that it waits for.

What a court sends here is a hint until a question to the court has confirmed it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from efiling.ecf.message import Message
from efiling.ecf.reading import first, local, text
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import read_answers as read4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import read_answers as read5
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import CourtError, Receipt, ReviewResult
from efiling.transport import mtom, soap

MESSAGE_MISSING = CourtError(code="705", text="Message missing")
NO_FILING_ID = CourtError(code="720", text="Filing id missing")
UNKNOWN_FILING = CourtError(code="724", text="Filing id not known")
UNKNOWN_COURT = CourtError(code="70", text="Court not known")
OUR_FAULT = CourtError(code="-1", text="Unknown error")
"""Answers that working receivers give. Anything but none may make the court try again."""

REVIEWS = frozenset({*read4.CALLBACKS, "NotifyFilingReviewCompleteRequest"})
"""The messages that report a clerk's review; others are acknowledged and need nothing more."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What a court reported: the message's name, the standard's version, and the reviews in it."""

    name: str
    version: str
    court: str
    reviews: tuple[ReviewResult, ...]


def read_callback(
    body: bytes | Iterable[bytes],
    content_type: str,
    *,
    zone: tzinfo = UTC,
    max_bytes: int = 200_000_000,
) -> Callback:
    """Return what a court reports; times without a zone are the court's (`zone`).

    The body may be given whole or as it arrives; large files in it never are in memory as a whole.

    An ECF 5 message may report several filings, an ECF 4 message one.

    Raises:
        MessageInvalid: it is nothing that can be read.
    """
    xml, parts = mtom.read(_bounded(body, max_bytes), content_type)
    message = soap.body(parse(xml, message="The callback", max_bytes=max_bytes))
    name = local(message)
    version = "5" if "/wrappers}" in str(message.tag) or ":v5." in str(message.tag) else "4"
    reviews: tuple[ReviewResult, ...] = ()
    if name in REVIEWS and version == "5":
        reviews = read5.read_reviews(message, parts=parts, zone=zone)
    elif name in REVIEWS:
        reviews = (read4.read_review(message, parts=parts, zone=zone),)
    court = text(first(message, "CaseCourt"), "OrganizationIdentification", "IdentificationID")
    return Callback(name=name, version=version, court=court, reviews=reviews)


def _bounded(body: bytes | Iterable[bytes], max_bytes: int) -> bytes | Iterator[bytes]:
    if isinstance(body, bytes):
        _at_most(len(body), max_bytes)
        return body
    return _counted(body, max_bytes)


def _counted(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _at_most(size, max_bytes)
        yield chunk


def _at_most(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise MessageInvalid("The callback", [f"{size:,} bytes; at most {max_bytes:,} are read"])


def answer(callback: Callback, *, at: datetime, error: CourtError | None = None) -> bytes:
    """Return our answer in its envelope: that it is stored, or why it could not be."""
    return to_bytes(soap.envelope(_message(callback, at, error).root))


def _message(callback: Callback, at: datetime, error: CourtError | None) -> Message:
    nothing = Receipt(filing_ids=())
    if callback.version == "5":
        speaking = answers5.Answering(court=callback.court, at=at)
        wrapper = "wrappers:NotifyFilingReviewCompleteResponse"
        return speaking.receipt(nothing, [error] if error else [], wrapper=wrapper)
    return answers4.Answering(court=callback.court).receipt(nothing, [error or answers4.NO_ERROR])
