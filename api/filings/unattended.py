"""What nobody works on any more, found in the database: filings without a next step, messages that nobody read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, or_, select
from sqlalchemy.orm import Session

from api.filings.callback_store import CallbackState
from api.ids import FilingId
from api.jobs.store import live_on
from api.storage.tables import CallbackRow, FilingRow
from efiling.lifecycle import OPEN, SETTLED, State

UNCONFIRMED = timedelta(days=7)
"""What a court does not stand by for so long, a person has seen; it is not looked for any more."""


def filings_without_a_job(session: Session, *, quiet_since: datetime) -> Sequence[FilingId]:
    """Return the filings that are to be sent, or that the court must be asked about, and that no job is for.

    None that changed after `quiet_since`: somebody may be at work on it.
    """
    confirmed = FilingRow.record["confirmed"].as_boolean()
    decided = and_(
        FilingRow.state.in_(SETTLED),
        FilingRow.changed_at > quiet_since - UNCONFIRMED,
        or_(confirmed.is_(None), confirmed.is_(False)),
    )
    wanted = select(FilingRow.id).where(
        or_(FilingRow.state.in_(OPEN | {State.READY}), decided),
        FilingRow.changed_at <= quiet_since,
        ~live_on(FilingRow.id),
    )
    return [FilingId(name) for name in session.scalars(wanted)]


def unread_messages(session: Session, *, quiet_since: datetime) -> Sequence[int]:
    """Return the numbers of the messages that came before a moment, were not read, and that no job is for."""
    wanted = select(CallbackRow.id).where(
        CallbackRow.state == CallbackState.RECEIVED,
        CallbackRow.received_at <= quiet_since,
        ~live_on(cast(CallbackRow.id, String)),
    )
    return session.scalars(wanted).all()
