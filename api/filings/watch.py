"""Finding what nobody works on any more: a filing without a next step, a court's message that nobody read.

Whatever moves a filing plans what follows in the same transaction. Where that plan was ended by an error
that nobody foresaw, a filing would stay as it is for ever; here it is taken up again.
"""

from datetime import timedelta

import structlog

from api.filings.asking import ASK, READ_CALLBACK
from api.filings.service import SUBMIT
from api.filings.unattended import filings_without_a_job, unread_messages
from api.services import Services
from efiling.lifecycle import State

STEPS = {State.READY: SUBMIT, State.SUBMITTING: SUBMIT}
"""What follows in a state; in every other one the court is asked."""

log = structlog.get_logger()


def take_up(services: Services) -> int:
    """Plan the next step of every filing and message that has none; return how many those were.

    A filing that may be on its way is settled at once; what failed before is tried again as seldom as
    a court is asked.
    """
    settings = services.settings
    with services.database.unit_of_work() as work:
        quiet_since = work.now - timedelta(seconds=settings.job_lease_seconds)
        later = work.now + timedelta(seconds=settings.ask_at_most_seconds)
        names = filings_without_a_job(work.session, quiet_since=quiet_since)
        filings = [filing for name in names if (filing := work.filings.get(name)).awaits_the_court]
        messages = unread_messages(work.session, quiet_since=quiet_since)
        for filing in filings:
            at_once = filing.state is State.SUBMITTING
            work.jobs.add(STEPS.get(filing.state, ASK), filing.id, due_at=work.now if at_once else later)
        for number in messages:
            work.jobs.add(READ_CALLBACK, str(number), due_at=later)
    found = len(filings) + len(messages)
    if found:
        log.warning("taken up again", filings=len(filings), messages=len(messages))
    return found
