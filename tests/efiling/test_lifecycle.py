"""The states of an envelope: what we may do, and how news from a court moves it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efiling.errors import IllegalMove
from efiling.lifecycle import OPEN, SETTLED, Event, State, envelope_event, move
from efiling.model import Outcome

COURT_NEWS = (Event.RECEIPT, Event.UNDER_REVIEW, Event.ACCEPTED)


def walk(state: State, *events: Event) -> State:
    for event in events:
        state = move(state, event)
    return state


class TestOurMoves:
    def test_a_filing_goes_from_draft_to_accepted_to_served(self) -> None:
        events = (Event.CHECKED, Event.SEND, Event.RECEIPT, Event.UNDER_REVIEW, Event.ACCEPTED, Event.SERVED)
        assert walk(State.DRAFT, *events) is State.SERVED

    @pytest.mark.parametrize("state", [state for state in State if state is not State.READY])
    def test_only_a_ready_envelope_can_be_sent(self, state: State) -> None:
        with pytest.raises(IllegalMove, match="send"):
            move(state, Event.SEND)

    def test_nothing_sent_makes_it_ready_again(self) -> None:
        assert walk(State.READY, Event.SEND, Event.NOT_SENT) is State.READY

    def test_an_unknown_outcome_is_not_ready_until_a_person_releases_it(self) -> None:
        state = walk(State.READY, Event.SEND, Event.NO_ANSWER)
        assert state is State.UNKNOWN
        with pytest.raises(IllegalMove):
            move(state, Event.NOT_SENT)
        assert move(state, Event.RELEASED) is State.READY

    def test_an_answer_for_an_envelope_given_up_for_lost_is_taken(self) -> None:
        assert walk(State.UNKNOWN, Event.RELEASED, Event.ACCEPTED) is State.ACCEPTED

    @pytest.mark.parametrize("state", sorted(OPEN | SETTLED))
    def test_what_was_sent_cannot_be_changed(self, state: State) -> None:
        with pytest.raises(IllegalMove):
            move(state, Event.CHANGED)


class TestNewsFromTheCourt:
    @pytest.mark.parametrize("order", list(itertools.permutations(COURT_NEWS)), ids=str)
    def test_any_order_ends_accepted(self, order: tuple[Event, ...]) -> None:
        assert walk(State.SUBMITTING, *order) is State.ACCEPTED

    @given(st.lists(st.sampled_from((*COURT_NEWS, Event.NO_ANSWER)), max_size=12))
    def test_repeats_and_disorder_never_undo_an_acceptance(self, events: list[Event]) -> None:
        assert walk(State.SUBMITTING, Event.ACCEPTED, *events) is State.ACCEPTED

    @pytest.mark.parametrize("event", [Event.REJECTED, Event.CANCELLED, Event.FAILED])
    def test_a_contradiction_is_for_a_person(self, event: Event) -> None:
        with pytest.raises(IllegalMove, match="ask the court"):
            move(State.ACCEPTED, event)

    def test_a_draft_hears_nothing(self) -> None:
        with pytest.raises(IllegalMove):
            move(State.DRAFT, Event.ACCEPTED)


class TestEnvelopeEvent:
    @pytest.mark.parametrize(
        ("outcomes", "event"),
        [
            ([Outcome.ACCEPTED, Outcome.ACCEPTED], Event.ACCEPTED),
            ([Outcome.ACCEPTED, Outcome.REJECTED], Event.PARTLY_ACCEPTED),
            ([Outcome.ACCEPTED, Outcome.UNDER_REVIEW], Event.UNDER_REVIEW),
            ([Outcome.REJECTED, Outcome.RECEIVED], Event.UNDER_REVIEW),
            ([Outcome.REJECTED, Outcome.REJECTED], Event.REJECTED),
            ([Outcome.REJECTED, Outcome.CANCELLED], Event.REJECTED),
            ([Outcome.FAILED, Outcome.CANCELLED], Event.FAILED),
            ([Outcome.SERVED, Outcome.ACCEPTED], Event.ACCEPTED),
            ([Outcome.OTHER], Event.UNDER_REVIEW),
            ([Outcome.RECEIVED, Outcome.RECEIVED], Event.RECEIPT),
        ],
    )
    def test_speaks_for_all_filings(self, outcomes: list[Outcome], event: Event) -> None:
        assert envelope_event(outcomes) is event

    def test_needs_a_filing(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            envelope_event([])
