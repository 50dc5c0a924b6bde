"""What a court reports besides a clerk's review: service on somebody, an event by its own name.

It is a line in the filing's timeline and a reason to ask the court; nothing more is done on its word.
"""

import hashlib

from api.facts.service import read_stored
from api.filings.asking import ASK
from api.filings.callback_store import CallbackState, StoredCallback
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.service.parties import persons_of, to_serve
from api.services import Services
from api.storage.unit_of_work import Work
from assembly.model.facts import Facts
from assembly.model.likeness import letters_of
from assembly.rules.service_rules import load_service_rules
from efiling.model import ServedRecipient, ServiceNews
from efiling.transport.callback import Callback

LONGEST_WORD = 60
SOMEBODY = "somebody whom the case does not name"


def take_other(services: Services, stored: StoredCallback, message: Callback) -> list[CallbackState]:
    """Put what a message reports besides reviews into its filing, and say what became of each."""
    states = [_served(services, stored, news) for news in message.service]
    if message.event is not None and message.envelope_id:
        note = f"The court told us of an event: {_word(message.event.kind) or 'without a name'}."
        found = _find(services, stored, envelope_id=message.envelope_id)
        states.append(_note(services, stored, found, note, key=(note, message.event.values)))
    return states


def _served(services: Services, stored: StoredCallback, news: ServiceNews) -> CallbackState:
    filing_id = _find(
        services,
        stored,
        court_filing_id=news.filing_id or "",
        envelope_id=news.envelope_id or "",
        reference=news.reference,
    )
    told = news.recipient
    who = _who(services, filing_id, told) if filing_id else SOMEBODY
    day = f", {told.served_at.date().isoformat()}" if told.served_at else ""
    opened = ", opened" if told.opened_at else ""
    note = (
        f"The court told us of electronic service on {who}: {_word(told.status) or 'no word'}{day}{opened}."
    )
    key = (told.contact_id, told.name, told.status, told.served_at, told.opened_at)
    return _note(services, stored, filing_id, note, key=key)


def _find(
    services: Services,
    stored: StoredCallback,
    *,
    court_filing_id: str = "",
    envelope_id: str = "",
    reference: str = "",
) -> FilingId | None:
    """Return the filing that a message is about, and write its ids down, so that a later receipt finds it."""
    with services.database.unit_of_work() as work:
        found = work.filings.find(
            court_filing_id=court_filing_id,
            envelope_id=envelope_id,
            references=[reference.rpartition(".")[0]] if reference else [],
        )
        work.callbacks.change(
            stored.id, court_filing_id=court_filing_id, envelope_id=envelope_id, filing_id=found or ""
        )
    return found


def _note(
    services: Services, stored: StoredCallback, filing_id: FilingId | None, note: str, *, key: object
) -> CallbackState:
    if filing_id is None:
        return CallbackState.ORPHAN
    name = hashlib.sha256(repr(("other", key)).encode()).hexdigest()
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if work.callbacks.told_before(filing_id, name):
            return CallbackState.REPEATED
        work.filings.note(
            filing_id, source="court", state=filing.state, note=note, raw_sha256=stored.raw_sha256
        )
        work.callbacks.remember(filing_id, name)
        _ask(work, filing)
    return CallbackState.APPLIED


def _ask(work: Work, filing: StoredFiling) -> None:
    if not (filing.settled and filing.confirmed):
        work.jobs.plan(ASK, filing.id, due_at=work.now)


def _who(services: Services, filing_id: FilingId, told: ServedRecipient) -> str:
    """Return a recipient's place in the case, such as "the obligor": a timeline holds no names."""
    with services.database.unit_of_work() as work:
        facts_id = work.packets.get(work.filings.get(filing_id).packet_id).facts_id
    facts = read_stored(services, facts_id)
    name = letters_of(told.name)
    for who in _people(facts):
        if name and name in {letters_of(known) for known in to_serve(who, facts).names}:
            return f"the {who.partition('.')[0]}"
    return SOMEBODY


def _people(facts: Facts) -> tuple[str, ...]:
    """Return the places in the facts of everybody whom a rule of the state wants served."""
    rules = load_service_rules(f"us-{facts.court.state.lower()}")
    return tuple(dict.fromkeys(who for rule in rules for who in persons_of(rule, facts)))


def _word(told: str) -> str:
    """Return a word of the court's own, short and on one line."""
    return " ".join(told.split())[:LONGEST_WORD]
