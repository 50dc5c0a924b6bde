"""What a court reports to us: stored raw first, answered, read once for each piece of news.

A court may tell the same twice, late, before its own receipt, or about a filing that is not ours.
Nothing here trusts the sender more than the secret in the address: what was told is confirmed by
asking before anything is done with it.
"""

from dataclasses import replace
from datetime import UTC, tzinfo

import structlog

from api.filings.asking import ASK
from api.filings.callback_store import CallbackState, StoredCallback
from api.filings.copies import keep_copies, store_copies
from api.filings.envelope import is_ours
from api.filings.fetching import FETCH
from api.filings.news import event_of, is_of_another_envelope, news_key, tell, with_review
from api.filings.other_news import take_other
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.services import Services
from efiling.errors import MessageInvalid
from efiling.lifecycle import SETTLED, contradicts
from efiling.model import Content, ReviewResult
from efiling.transport.callback import MESSAGE_MISSING, Callback, answer, read_callback

log = structlog.get_logger()
NOTHING_READ = Callback(name="", version="4", court="", reviews=())


def receive(services: Services, body: Content, content_type: str) -> bytes:
    """Store a court's message, read it, and return the answer to it.

    Stored comes first: if reading fails for a reason of ours, the message is not lost. It is read
    from what was stored, piece by piece, and its files one at a time.

    Raises:
        OSError, SQLAlchemyError: it could not be stored; the court must be told to try again.
    """
    stored = services.blobs.put_content(body)
    with services.database.unit_of_work() as work:
        number = work.callbacks.add(stored, content_type)
    read_now = read(services, number)
    if read_now is None:
        return answer(NOTHING_READ, at=services.clock(), error=MESSAGE_MISSING)
    return answer(read_now, at=services.clock())


def read(services: Services, number: int) -> Callback | None:
    """Read a stored message and put its news into the filings; None when it cannot be read.

    Reading it again changes nothing. News of a filing that we do not know (yet) waits as an orphan.
    """
    with services.database.unit_of_work() as work:
        stored = work.callbacks.get(number)
    try:
        message = _read(services, stored)
    except MessageInvalid as error:
        with services.database.unit_of_work() as work:
            work.callbacks.change(number, state=CallbackState.UNREADABLE)
        log.warning("unreadable message from a court", callback=number, problems=len(error.problems))
        return None
    if stored.state in (CallbackState.RECEIVED, CallbackState.ORPHAN):
        states = [
            _take(services, stored, place, _in_envelope(review, message))
            for place, review in enumerate(message.reviews)
        ]
        states += take_other(services, stored, message)
        with services.database.unit_of_work() as work:
            work.callbacks.change(number, state=_whole(states))
    return message


def _read(services: Services, stored: StoredCallback, zone: tzinfo = UTC) -> Callback:
    raw = services.blobs.pieces(stored.raw_sha256)
    return read_callback(raw, stored.content_type, zone=zone, max_bytes=services.settings.callback_bytes)


def _take(services: Services, stored: StoredCallback, place: int, review: ReviewResult) -> CallbackState:
    """Put the review that stands at `place` in a message into its filing, and say what became of it."""
    with services.database.unit_of_work() as work:
        filing_id = work.filings.find(
            court_filing_id=review.filing_id or "",
            envelope_id=review.envelope_id or "",
            references=[document.reference.rpartition(".")[0] for document in review.documents],
        )
        work.callbacks.change(
            stored.id,
            court_filing_id=review.filing_id or "",
            envelope_id=review.envelope_id or "",
            filing_id=filing_id or "",
            state=CallbackState.RECEIVED if filing_id else CallbackState.ORPHAN,
        )
        zone = services.courts.profile(work.filings.get(filing_id).court).zone if filing_id else None
    if filing_id is None or zone is None:
        log.warning("message about an unknown filing", callback=stored.id)
        return CallbackState.ORPHAN
    # Only now is it known whose clock an unzoned time was read from.
    zoned = _read(services, stored, zone)
    return _apply(services, filing_id, stored, _in_envelope(zoned.reviews[place], zoned))


def _in_envelope(review: ReviewResult, message: Callback) -> ReviewResult:
    """Return a review with the envelope that its message names, where it names none itself."""
    return review if review.envelope_id else replace(review, envelope_id=message.envelope_id)


def _apply(
    services: Services, filing_id: FilingId, stored: StoredCallback, review: ReviewResult
) -> CallbackState:
    """Put the news into the filing, once, and plan the question that confirms it."""
    key = news_key(review)
    with services.database.unit_of_work() as work:
        copies_for = work.filings.get(filing_id)
    copies = store_copies(services, copies_for, review)
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if work.callbacks.told_before(filing_id, key):
            return CallbackState.REPEATED
        if doubt := _doubt(filing, review):
            work.filings.note(
                filing_id, source="court", state=filing.state, note=doubt, raw_sha256=stored.raw_sha256
            )
            work.callbacks.remember(filing_id, key)
            if filing.outcomes:
                work.filings.save(replace(filing, confirmed=False))
                work.jobs.plan(ASK, filing_id, due_at=work.now)
            return CallbackState.APPLIED
        before = filing.outcomes
        filing = with_review(filing, review)
        if not filing.outcomes:
            return CallbackState.ORPHAN
        if keep_copies(work, filing, copies):
            work.jobs.plan(FETCH, filing.id, due_at=work.now)
        filing = replace(filing, confirmed=filing.confirmed and filing.outcomes == before)
        note = f"The court told us: {review.status or review.outcome.value}."
        filing = tell(work, filing, event_of(filing), source="court", note=note, raw_sha256=stored.raw_sha256)
        work.callbacks.remember(filing_id, key)
        if not filing.confirmed and (filing.state in SETTLED or not before):
            work.jobs.plan(ASK, filing_id, due_at=work.now)
        return CallbackState.APPLIED


def _doubt(filing: StoredFiling, review: ReviewResult) -> str:
    """Return why a message changes nothing before the court was asked; empty where its news fits what we know."""
    told = review.status or review.outcome.value
    if not filing.attempts and not filing.on_paper:
        return f"A message told us: {told}. This was never sent; nothing was changed."
    if is_of_another_envelope(filing, review):
        return f"The court told us of envelope {review.envelope_id}, a copy of this one: {told}."
    named = any(is_ours(document.reference, filing.id) for document in review.documents)
    if review.filing_id and filing.outcomes and review.filing_id not in filing.outcomes and not named:
        return f"The court told us of a paper that is not in this envelope: {told}. Asking the court."
    news = with_review(filing, review)
    if news.outcomes and contradicts(filing.state, event_of(news)):
        return f"The court told us: {told}, against what we know. Asking the court."
    return ""


def _whole(states: list[CallbackState]) -> CallbackState:
    """Return what became of a message, from what became of each review in it."""
    for state in (CallbackState.ORPHAN, CallbackState.APPLIED, CallbackState.REPEATED):
        if state in states:
            return state
    return CallbackState.APPLIED
