"""States of an envelope and the moves between them.

Our own moves (SEND, CHANGE, ...) are refused where they do not fit: that refusal is what keeps
an envelope from being sent twice. What a court tells us may come late, twice or out of order:
news that is older than what we know changes nothing, and only a contradiction is refused.
"""

from collections.abc import Iterable
from enum import StrEnum

from efiling.errors import IllegalMove
from efiling.model.answer import Outcome


class State(StrEnum):
    """Where an envelope stands."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    SERVED = "served"
    FAILED = "failed"


class Event(StrEnum):
    """Something that happened to an envelope.

    The first block is what we do or learn ourselves, the second what the court tells us.
    NOT_SENT: no byte left us. NO_ANSWER: it may or may not be there. RELEASED: a person decided,
    after the court was asked and knows nothing of it, that it may be sent again. CONTRADICTED: the
    court, asked, has decided otherwise than we were told.
    """

    CHECKED = "checked"
    CHANGED = "changed"
    SEND = "send"
    NOT_SENT = "not_sent"
    NO_ANSWER = "no_answer"
    RELEASED = "released"
    CONTRADICTED = "contradicted"

    RECEIPT = "receipt"
    REFUSED = "refused"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    SERVED = "served"
    FAILED = "failed"


SETTLED = frozenset(
    {State.ACCEPTED, State.PARTLY_ACCEPTED, State.REJECTED, State.CANCELLED, State.SERVED, State.FAILED}
)
"""States in which the court has nothing left to decide."""

OPEN = frozenset({State.SUBMITTING, State.UNKNOWN, State.RECEIVED, State.UNDER_REVIEW})
"""States in which the court may still have, or be given, something to say."""

_ANSWERS = {
    Event.RECEIPT: State.RECEIVED,
    Event.UNDER_REVIEW: State.UNDER_REVIEW,
    Event.ACCEPTED: State.ACCEPTED,
    Event.PARTLY_ACCEPTED: State.PARTLY_ACCEPTED,
    Event.REJECTED: State.REJECTED,
    Event.CANCELLED: State.CANCELLED,
    Event.SERVED: State.SERVED,
    Event.FAILED: State.FAILED,
}

_OURS = {
    (State.DRAFT, Event.CHECKED): State.READY,
    (State.READY, Event.CHECKED): State.READY,
    (State.DRAFT, Event.CHANGED): State.DRAFT,
    (State.READY, Event.CHANGED): State.DRAFT,
    (State.READY, Event.SEND): State.SUBMITTING,
    (State.SUBMITTING, Event.NOT_SENT): State.READY,
    (State.SUBMITTING, Event.NO_ANSWER): State.UNKNOWN,
    (State.UNKNOWN, Event.NO_ANSWER): State.UNKNOWN,
    (State.UNKNOWN, Event.RELEASED): State.READY,
    (State.SUBMITTING, Event.REFUSED): State.FAILED,
    (State.UNKNOWN, Event.REFUSED): State.FAILED,
    (State.FAILED, Event.REFUSED): State.FAILED,
    (State.ACCEPTED, Event.CONTRADICTED): State.UNDER_REVIEW,
    (State.PARTLY_ACCEPTED, Event.CONTRADICTED): State.UNDER_REVIEW,
    (State.REJECTED, Event.CONTRADICTED): State.UNDER_REVIEW,
    (State.CANCELLED, Event.CONTRADICTED): State.UNDER_REVIEW,
    (State.FAILED, Event.CONTRADICTED): State.UNDER_REVIEW,
}

_COURTS = (
    # Any answer may be the first that reaches us: a callback can overtake the receipt, and can
    # come after a person gave an envelope up for lost (then it is ready, and must not go again).
    {(state, event): answer for state in OPEN | {State.READY} for event, answer in _ANSWERS.items()}
    # Late: a court that has decided has also received and reviewed.
    | {(state, Event.RECEIPT): state for state in SETTLED | {State.UNDER_REVIEW}}
    | {(state, Event.UNDER_REVIEW): state for state in SETTLED}
    | {(state, Event.NO_ANSWER): state for state in SETTLED | {State.RECEIVED, State.UNDER_REVIEW}}
    # The same again.
    | {(answer, event): answer for event, answer in _ANSWERS.items()}
    # Service follows acceptance; the news of acceptance may come after it.
    | {(State.ACCEPTED, Event.SERVED): State.SERVED, (State.PARTLY_ACCEPTED, Event.SERVED): State.SERVED}
    | {(State.SERVED, Event.ACCEPTED): State.SERVED, (State.SERVED, Event.PARTLY_ACCEPTED): State.SERVED}
)

MOVES = {**_COURTS, **_OURS}
"""Every move there is: (state, event) to the next state."""


def move(state: State, event: Event) -> State:
    """Return the state after `event`.

    Raises:
        IllegalMove: the event does not fit; nothing may be done before a person has looked.
    """
    try:
        return MOVES[state, event]
    except KeyError:
        raise IllegalMove(state.value, event.value) from None


DECISIONS = frozenset(
    {Event.ACCEPTED, Event.PARTLY_ACCEPTED, Event.REJECTED, Event.CANCELLED, Event.SERVED, Event.FAILED}
)
"""What leaves the court nothing to decide."""


def stands_by(state: State, answer: Event) -> bool:
    """Whether a court that gives this answer when asked stands by the decision that a state says it took."""
    return answer in DECISIONS and MOVES.get((state, answer)) is state


def contradicts(state: State, answer: Event) -> bool:
    """Whether a court that gives this answer when asked has decided otherwise than a state says."""
    return answer in DECISIONS and (state, answer) not in MOVES and (state, Event.CONTRADICTED) in MOVES


_NEWS = {
    Outcome.RECEIVED: Event.RECEIPT,
    Outcome.UNDER_REVIEW: Event.UNDER_REVIEW,
    Outcome.OTHER: Event.UNDER_REVIEW,
    Outcome.ACCEPTED: Event.ACCEPTED,
    Outcome.PARTLY_ACCEPTED: Event.PARTLY_ACCEPTED,
    Outcome.REJECTED: Event.REJECTED,
    Outcome.CANCELLED: Event.CANCELLED,
    Outcome.SERVED: Event.SERVED,
    Outcome.FAILED: Event.FAILED,
}


def envelope_event(outcomes: Iterable[Outcome]) -> Event:
    """Return what the outcomes of all filings of an envelope mean for the envelope.

    The envelope is under review until every filing is settled; a filing that is not known to be
    settled counts as under review. Accepted with rejected, cancelled or failed is partly accepted.

    Raises:
        ValueError: there is no outcome.
    """
    news = {_NEWS[outcome] for outcome in outcomes}
    if not news:
        raise ValueError("an envelope has at least one filing")
    if len(news) == 1:
        return news.pop()
    if news & {Event.RECEIPT, Event.UNDER_REVIEW}:
        return Event.UNDER_REVIEW
    if news == {Event.ACCEPTED, Event.SERVED}:
        return Event.ACCEPTED
    if news & {Event.ACCEPTED, Event.PARTLY_ACCEPTED, Event.SERVED}:
        return Event.PARTLY_ACCEPTED
    return Event.REJECTED if Event.REJECTED in news else Event.FAILED
