"""What a court reports to us: stored raw first, answered, read once for each piece of news.

A court may tell the same twice, late, before its own receipt, or about a filing that is not ours.
Nothing here trusts the sender more than the secret in the address: what was told is confirmed by
asking before anything is done with it.
"""

from dataclasses import replace
from enum import StrEnum

import structlog

from api.filings.asking import ASK, keep_copies, store_copies
from api.filings.callback_store import CallbackState, StoredCallback
from api.filings.news import event_of, news_key, tell, with_review
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.services import Services
from efiling.ecf.v4.answers import NO_ERROR, Answering
from efiling.ecf.v4.read_answers import read_review
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.lifecycle import SETTLED
from efiling.model import CourtError, Receipt, ReviewResult
from efiling.transport import mtom, soap
from efiling.transport.wire import Answer

log = structlog.get_logger()


class AnswerCode(StrEnum):
    """What a court is answered (ECF README (c) 7)."""

    TAKEN = "0"
    OUR_FAULT = "-1"
    MESSAGE_MISSING = "705"


def receive(services: Services, raw: bytes, content_type: str) -> bytes:
    """Store a court's message, read it, and return the answer to it.

    Stored comes first: if reading fails for a reason of ours, the message is not lost.

    Raises:
        OSError, SQLAlchemyError: it could not be stored; the court must be told to try again.
    """
    stored = services.blobs.put(raw)
    with services.database.unit_of_work() as work:
        number = work.callbacks.add(stored, content_type)
    return answer_of(read(services, number))


def read(services: Services, number: int) -> AnswerCode:
    """Read a stored message and put its news into the filing. Reading it again changes nothing.

    A message about a filing that we do not know (yet) waits as an orphan.
    """
    with services.database.unit_of_work() as work:
        callback = work.callbacks.get(number)
    if callback.state not in (CallbackState.RECEIVED, CallbackState.ORPHAN):
        return AnswerCode.TAKEN
    try:
        message = _message(services, callback)
        review = read_review(message.message, parts=message.parts)
    except MessageInvalid as error:
        with services.database.unit_of_work() as work:
            work.callbacks.change(number, state=CallbackState.UNREADABLE)
        log.warning("unreadable message from a court", callback=number, problems=len(error.problems))
        return AnswerCode.MESSAGE_MISSING
    with services.database.unit_of_work() as work:
        filing_id = work.filings.find(
            court_filing_id=review.filing_id or "",
            envelope_id=review.envelope_id or "",
            references=[document.reference.rpartition(".")[0] for document in review.documents],
        )
        work.callbacks.change(
            number,
            court_filing_id=review.filing_id or "",
            envelope_id=review.envelope_id or "",
            filing_id=filing_id or "",
            state=CallbackState.RECEIVED if filing_id else CallbackState.ORPHAN,
        )
    if filing_id is None:
        log.warning("message about an unknown filing", callback=number)
        return AnswerCode.TAKEN
    with services.database.unit_of_work() as work:
        zone = services.courts.profile(work.filings.get(filing_id).court).zone
    _apply(services, filing_id, callback, read_review(message.message, parts=message.parts, zone=zone))
    return AnswerCode.TAKEN


def answer_of(code: AnswerCode) -> bytes:
    """Return the SOAP answer to a court."""
    error = NO_ERROR if code is AnswerCode.TAKEN else CourtError(code=code.value, text="See the code.")
    message = Answering(court="").receipt(Receipt(filing_ids=()), found=(error,))
    return to_bytes(soap.envelope(message.root))


def _message(services: Services, callback: StoredCallback) -> Answer:
    """Return the message and the files beside it.

    Raises:
        MessageInvalid: it cannot be read.
    """
    raw = services.blobs.get(callback.raw_sha256)
    xml, parts = mtom.read(raw, callback.content_type)
    root = parse(xml, message="The court's message", max_bytes=services.settings.callback_bytes)
    return Answer(message=soap.body(root), parts=parts)


def _apply(
    services: Services, filing_id: FilingId, callback: StoredCallback, review: ReviewResult
) -> StoredFiling:
    """Put the news into the filing, once, and plan the question that confirms it."""
    key = news_key(review)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
    copies = store_copies(services, filing, review)
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if work.callbacks.get(callback.id).state is CallbackState.APPLIED:
            return filing
        if work.callbacks.told_before(key):
            work.callbacks.change(callback.id, news_key=key, state=CallbackState.REPEATED)
            return filing
        before = filing.outcomes
        filing = with_review(filing, review)
        keep_copies(work, filing, copies)
        known = event_of(filing) if filing.outcomes else None
        if known is None:
            work.callbacks.change(callback.id, state=CallbackState.ORPHAN)
            return filing
        filing = replace(filing, confirmed=filing.confirmed and filing.outcomes == before)
        note = f"The court told us: {review.status or review.outcome.value}."
        filing = tell(work, filing, known, source="court", note=note, raw_sha256=callback.raw_sha256)
        work.callbacks.change(callback.id, news_key=key, state=CallbackState.APPLIED)
        if not filing.confirmed and (filing.state in SETTLED or not before):
            work.jobs.plan(ASK, filing_id, due_at=work.now)
        return filing
