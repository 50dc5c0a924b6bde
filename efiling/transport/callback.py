"""The court calls us: reading what it reports, in either standard, and the answer that it waits for.

What a court sends here is a hint until a question to the court has confirmed it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from lxml import etree

from efiling.ecf.message import Message, finish
from efiling.ecf.reading import child, children, envelope_id, first, local, text
from efiling.ecf.spoken import Spoken, spoken
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import read_review as read4
from efiling.ecf.v4 import read_service as service4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import parts as parts5
from efiling.ecf.v5 import read_review as read5
from efiling.ecf.v5 import read_service as service5
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import CourtError, EnvelopeId, Receipt, ReviewResult, ServiceNews
from efiling.transport import mtom, soap

MESSAGE_MISSING = CourtError(code="705", text="Message missing")
NO_FILING_ID = CourtError(code="720", text="Filing id missing")
UNKNOWN_FILING = CourtError(code="724", text="Filing id not known")
UNKNOWN_COURT = CourtError(code="70", text="Court not known")
OUR_FAULT = CourtError(code="-1", text="Unknown error")
NOT_OFFERED = CourtError(code="-1", text="This is not done here")
"""Answers that working receivers give. Anything but none may make the court try again."""

REVIEWS = frozenset({*read4.CALLBACKS, "NotifyFilingReviewCompleteRequest"})
"""The messages that report a clerk's review."""

SERVICE = frozenset({"ServiceCallbackMessage", "NotifyServiceCompleteRequest"})
"""The messages that report service on a recipient."""

EVENTS = frozenset({"EventCallbackMessage", "NotifyEventRequest"})
"""The messages that report an event by its name, with any number of values."""

ASKS = {"UpdateFeesRequest": "updatefees", "CaptureFeesRequest": "capturefees"}
"""Requests to reckon or take fees, which we do not: the answer that refuses has its own message."""

MAX_EVENT_VALUES = 200


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a court reports by a name of its own; what the values mean, the court says."""

    kind: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Callback:
    """What a court reported: the message's name, the standard's version, and what is in it.

    `reviews` are a clerk's, `service` tells what became of service on recipients. A message of
    another kind is kept by its name: `event` where it names an event, `envelope_id` where it names
    an envelope, of which the court can then be asked. `wrapper` and `spoken` say how to answer.
    """

    name: str
    version: str
    court: str
    reviews: tuple[ReviewResult, ...]
    service: tuple[ServiceNews, ...] = ()
    event: Event | None = None
    envelope_id: EnvelopeId | None = None
    wrapper: str = field(default="", compare=False)
    spoken: Spoken = field(default=Spoken("4", "4.0", vendor=True), compare=False)


def read_callback(
    body: bytes | Iterable[bytes],
    content_type: str,
    *,
    zone: tzinfo = UTC,
    max_bytes: int = 200_000_000,
) -> Callback:
    """Return what a court reports; times without a zone are the court's (`zone`).

    The body may be given whole or as it arrives; large files in it never are in memory as a whole.
    A message may report several filings. One of a kind that is not known here is read as far as
    its name.

    Raises:
        MessageInvalid: it is nothing that can be read.
    """
    xml, parts = mtom.read(_bounded(body, max_bytes), content_type)
    message = soap.body(parse(xml, message="The callback", max_bytes=max_bytes), message="The callback")
    if local(message) == "Fault":
        raise MessageInvalid("The callback", ["it is a fault, and reports nothing"])
    name, how = local(message), spoken(message)
    return Callback(
        name=name,
        version=how.version,
        court=text(first(message, "CaseCourt"), "OrganizationIdentification", "IdentificationID"),
        reviews=tuple(_reviews(message, how, parts, zone)) if name in REVIEWS else (),
        service=(_service(message, how, zone),) if name in SERVICE else (),
        event=_event(message) if name in EVENTS else None,
        envelope_id=_envelope_of(message),
        wrapper=str(message.tag),
        spoken=how,
    )


def _reviews(message: Element, how: Spoken, parts: mtom.Files, zone: tzinfo) -> Iterator[ReviewResult]:
    read = read5.read_reviews if how.version == "5" else read4.read_reviews
    yield from read(message, parts=parts, zone=zone)


def _service(message: Element, how: Spoken, zone: tzinfo) -> ServiceNews:
    read = service5.read_service_news if how.version == "5" else service4.read_service_news
    return read(message, zone=zone)


def _event(message: Element) -> Event:
    holder = first(message, "NotifyEventMessage", "EventCallbackMessage")
    found = children(child(holder, "Event"), "EventVariable")
    pairs = [(text(variable, "EventKey"), text(variable, "EventValue")) for variable in found]
    return Event(kind=text(holder, "EventTypeCode"), values=tuple(pairs[:MAX_EVENT_VALUES]))


def _envelope_of(message: Element) -> EnvelopeId | None:
    """The envelope that a message names, on itself or on the message in its wrapper."""
    found = (envelope_id(part) for part in (message, *message))
    return next(filter(None, found), None)


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
    """Return our answer in its envelope: that it is stored, or why it could not be.

    It is of the kind, the edition and the dialect that the sender waits for. What a court asks us
    to do, and we do not, is refused.
    """
    return to_bytes(soap.envelope(_message(callback, at, error).root))


def _message(callback: Callback, at: datetime, error: CourtError | None) -> Message:
    how = callback.spoken
    if callback.version != "5":
        speaking = answers4.Answering(court=callback.court, namespaces=how.namespaces)
        return speaking.receipt(Receipt(filing_ids=()), [error or answers4.NO_ERROR])
    w = parts5.writer("response", Spoken("5", how.edition, vendor=True).namespaces)
    asked = ASKS.get(callback.name)
    found = (error,) if error else (NOT_OFFERED,) if asked else ()
    inside = answers5.message_status(w, at, found)
    if asked:
        speaking5 = answers5.Answering(court=callback.court, at=at, namespaces=w.namespaces)
        tag = f"{asked}:{callback.name.removesuffix('Request')}ResponseMessage"
        none = [parts5.amount(w, "updatefees:UpdateFeesAmount", Decimal(0))] if asked == "updatefees" else []
        inside = w(tag, *speaking5.head(w), inside, *none)
    root = etree.Element(_response(callback.wrapper))
    root.append(inside)
    return finish(w, root)


def _response(wrapper: str) -> str:
    """The name of the answer to a request, in the namespace of the request's wrapper."""
    return f"{wrapper.removesuffix('Request')}Response"
