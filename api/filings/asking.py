"""Asking a court: what became of an envelope whose fate we do not know, and where a filing stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from api.courts.gateway import Connection
from api.filings.confirming import WrongPart, details_of, part_status, taken_back
from api.filings.copies import keep_copies, store_copies
from api.filings.envelope import is_ours
from api.filings.fetching import FETCH
from api.filings.news import SERVICE_UPDATE, event_of, tell, with_outcome, with_receipt, with_review
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    FilingRefused,
    MessageInvalid,
)
from efiling.lifecycle import Event, State, contradicts, envelope_event, stands_by
from efiling.model import FilingStatus, Outcome, Receipt

ASK = "filings.ask"
READ_CALLBACK = "filings.read_callback"
# The court's clock and ours may differ by this much when we ask for what we sent in a span of time.
CLOCK_SKEW = timedelta(minutes=10)
WRONG_DAY = timedelta(days=1)
# For so many questions the details, with which the stamped copies come, are waited for before we settle.
LOOKS_FOR_DETAILS = 3


def ask(services: Services, filing_id: FilingId) -> StoredFiling:
    """Ask the court about a filing once, write down the answer, and plan the next question.

    A court that cannot be asked now is asked again later; nothing is ever sent again from here.
    """
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
    if filing.state is State.READY or not filing.awaits_the_court:
        return filing
    try:
        with services.courts.connect(filing.court) as connection:
            if not filing.outcomes:
                return _look_for(services, filing, connection)
            if not filing.looks:
                _withdraw_duplicates(services, filing, connection)
            try:
                return _ask_for_news(services, filing, connection)
            except WrongPart:
                return _find_parts(services, filing, connection)
    except (CourtUnavailable, CourtDidNotAnswer, FilingRefused, MessageInvalid) as error:
        with services.database.unit_of_work() as work:
            current = work.filings.lock(filing_id)
            note = f"Asked the court; no usable answer ({type(error).__name__})."
            work.filings.note(filing_id, source="question", state=current.state, note=note)
            return _plan_next(services, work, current)


def plan_asking(services: Services, work: Work, filing: StoredFiling) -> None:
    """Plan the next question to the court: soon at first, then ever more seldom."""
    seconds = min(
        services.settings.ask_seconds * 2.0 ** min(filing.looks, 20), services.settings.ask_at_most_seconds
    )
    work.jobs.plan(ASK, filing.id, due_at=work.now + timedelta(seconds=seconds))


def adopt_orphans(work: Work, filing: StoredFiling) -> None:
    """Have messages read again that came before we knew the court's ids of this filing."""
    found = work.callbacks.orphans(court_filing_ids=list(filing.outcomes), envelope_id=filing.envelope_id)
    for callback in found:
        work.jobs.add(READ_CALLBACK, str(callback.id))


def settle(work: Work, filing: StoredFiling) -> StoredFiling:
    """Write down that the court, asked, stands by its decision; an acceptance releases service."""
    if filing.state in (State.ACCEPTED, State.PARTLY_ACCEPTED) and not filing.service_released_at:
        work.record(AuditAct("worker", "service.released", filing.id))
        told = "the stamped copies are here" if filing.on_paper else "the court confirmed what it filed"
        source = "person" if filing.on_paper else "question"
        note = f"Service is released: {told}."
        work.filings.note(filing.id, source=source, state=filing.state, note=note)
        filing = replace(filing, service_released_at=work.now.isoformat())
    work.jobs.add(SERVICE_UPDATE, filing.id)
    return work.filings.save(replace(filing, confirmed=True))


def _ours_at_court(services: Services, filing: StoredFiling, connection: Connection) -> list[FilingStatus]:
    """Return the filings at the court that carry our reference, from the time of sending until now.

    Before it is said that the court does not have it, the span is so wide that neither a clock nor a
    time zone that was read wrongly can hide it.
    """
    last = filing.looks + 1 >= services.settings.settle_looks
    skew = WRONG_DAY if last and filing.state is State.UNKNOWN else CLOCK_SKEW
    sent = datetime.fromisoformat(filing.sent_at)
    until = services.clock().astimezone(UTC) + skew
    listed = connection.court.filing_list(since=sent - skew, until=until)
    return [status for status in listed if _is_ours(status, filing, connection)]


def _withdraw_duplicates(services: Services, filing: StoredFiling, connection: Connection) -> None:
    """Withdraw an envelope of ours that the network delivered a second time; a person is told.

    We send once, but something between us and the court may repeat what it carries. The envelope
    whose receipt we have is the one that stays.
    """
    if not filing.envelope_id:
        return
    ours = _ours_at_court(services, filing, connection)
    for status in ours:
        twin = status.envelope_id and status.envelope_id != filing.envelope_id
        if not twin or status.filing_id is None or status.outcome is Outcome.CANCELLED:
            continue
        try:
            connection.court.cancel(status.filing_id)
            note = f"The court had it twice; envelope {status.envelope_id} was withdrawn."
        except FilingRefused:
            note = (
                f"The court has it twice and will not withdraw envelope {status.envelope_id}: call the clerk."
            )
        with services.database.unit_of_work() as work:
            current = work.filings.lock(filing.id)
            work.record(AuditAct("question", "filing.duplicate", filing.id, note=str(status.envelope_id)))
            work.filings.note(filing.id, source="question", state=current.state, note=note)
            work.filings.save(replace(current, problem=note))


def _look_for(services: Services, filing: StoredFiling, connection: Connection) -> StoredFiling:
    """Look through what the court has of us for an envelope with our reference."""
    ours = _ours_at_court(services, filing, connection)
    with services.database.unit_of_work() as work:
        current = work.filings.lock(filing.id)
        current = replace(current, looks=current.looks + 1)
        if not ours:
            return _plan_next(services, work, _absent(services, work, current))
        first = min(ours, key=lambda status: status.submitted_at or work.now).envelope_id
        ours = [status for status in ours if status.envelope_id == first]
        current = replace(with_receipt(current, _receipt(ours)), looks=0)
        note = f"Asked the court: it has the envelope ({first or 'no number'})."
        current = tell(work, current, Event.RECEIPT, source="question", note=note)
        adopt_orphans(work, current)
        return _plan_next(services, work, current, soon=True)


def _is_ours(status: FilingStatus, filing: StoredFiling, connection: Connection) -> bool:
    """Whether a listed filing carries our reference, asked for in detail where the list leaves it out."""
    if status.reference:
        return is_ours(status.reference, filing.id)
    if status.filing_id is None:
        return False
    try:
        details = connection.court.filing_details(status.filing_id)
    except FilingRefused:
        return False
    return any(is_ours(document.reference, filing.id) for document in details.documents)


def _receipt(ours: list[FilingStatus]) -> Receipt:
    return Receipt(
        filing_ids=tuple(status.filing_id for status in ours if status.filing_id),
        envelope_id=next((status.envelope_id for status in ours if status.envelope_id), None),
        case_id=next((status.case_id for status in ours if status.case_id), None),
    )


def _absent(services: Services, work: Work, filing: StoredFiling) -> StoredFiling:
    """Write down that the court does not know the envelope; after long enough a person may decide."""
    waited = work.now - datetime.fromisoformat(filing.sent_at)
    settings = services.settings
    sure = filing.looks >= settings.settle_looks and waited >= timedelta(seconds=settings.settle_seconds)
    note = "Asked the court: it does not have the envelope yet."
    if sure:
        note = "The court was asked often enough and does not have it. It was not filed; a person may send it again."
        filing = replace(filing, absent_since=filing.absent_since or work.now.isoformat(), problem=note)
    work.filings.note(filing.id, source="question", state=filing.state, note=note)
    return work.filings.save(filing)


def _ask_for_news(services: Services, filing: StoredFiling, connection: Connection) -> StoredFiling:
    """Ask for each part of the envelope; fetch the review of a part that was settled.

    What counts as confirmed is what the court says now, and of every part. What a message told us
    before is not mixed in; where the court has decided otherwise, its answer takes its place.
    """
    statuses = [(name, part_status(connection, filing, name)) for name in filing.outcomes]
    answer = envelope_event(status.outcome for _, status in statuses)
    reviewed = answer in {Event.ACCEPTED, Event.PARTLY_ACCEPTED, Event.REJECTED}
    reviews, missed = details_of(connection, filing.outcomes) if reviewed else ([], False)
    received = [store_copies(services, filing, review) for review in reviews]
    with services.database.unit_of_work() as work:
        current = work.filings.lock(filing.id)
        if current.outcomes == filing.outcomes and contradicts(current.state, answer):
            current = taken_back(work, current, answer)
        current = replace(current, looks=current.looks + 1)
        for court_filing_id, status in statuses:
            current = with_outcome(current, court_filing_id, status.outcome)
        for review in reviews:
            current = with_review(current, review)
        to_fetch = [keep_copies(work, current, each) for each in received]
        if any(to_fetch):
            work.jobs.plan(FETCH, current.id, due_at=work.now)
        adopt_orphans(work, current)
        before = current.state
        words = ", ".join(sorted({status.status for _, status in statuses if status.status}))
        current = tell(
            work,
            current,
            event_of(current),
            source="question",
            note=f"Asked the court: {words or 'no word'}.",
        )
        complete = not missed or current.looks > LOOKS_FOR_DETAILS
        if stands_by(current.state, answer) and complete and not current.confirmed:
            current = settle(work, current)
        return _plan_next(services, work, current, moved=current.state is not before)


def _find_parts(services: Services, filing: StoredFiling, connection: Connection) -> StoredFiling:
    """Take the numbers of an envelope's parts from the court's own list, where those that we were told are wrong."""
    listed = [status for status in _ours_at_court(services, filing, connection) if status.filing_id]
    ours = [status for status in listed if status.envelope_id == filing.envelope_id] or listed
    found = _receipt([status for status in ours if status.envelope_id == ours[0].envelope_id])
    known = {name.casefold() for name in filing.outcomes}
    with services.database.unit_of_work() as work:
        current = work.filings.lock(filing.id)
        current = replace(current, looks=current.looks + 1)
        news = {str(name) for name in found.filing_ids if name.casefold() not in known}
        if not news:
            note = "Asked the court; it does not know a part by its number, or answered about something else."
            work.filings.note(filing.id, source="question", state=current.state, note=note)
            return _plan_next(services, work, work.filings.save(current))
        kept = {str(name): Outcome.RECEIVED.value for name in found.filing_ids}
        kept |= {name: outcome for name, outcome in current.outcomes.items() if name in kept}
        work.filings.forget_parts(current.id)
        current = replace(current, outcomes=kept, envelope_id=found.envelope_id or current.envelope_id)
        note = "Asked the court: it knows this by other numbers than we were told; its own list holds."
        current = tell(work, current, Event.RECEIPT, source="question", note=note)
        return _plan_next(services, work, current, soon=True)


def _plan_next(
    services: Services, work: Work, filing: StoredFiling, *, soon: bool = False, moved: bool = False
) -> StoredFiling:
    if filing.settled and filing.confirmed:
        return filing
    if soon:
        work.jobs.plan(ASK, filing.id, due_at=work.now)
    else:
        plan_asking(services, work, filing)
    return filing
