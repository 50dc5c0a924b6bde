"""What a court says when it is asked about a filing that it has: about that filing, and of its own decision."""

from collections.abc import Iterable
from dataclasses import replace

import structlog

from api.courts.gateway import Connection
from api.filings.envelope import is_ours
from api.filings.news import tell
from api.filings.record import StoredFiling
from api.storage.unit_of_work import Work
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    EfilingError,
    FilingRefused,
    NotAuthenticated,
)
from efiling.lifecycle import Event
from efiling.model import FilingId as CourtFilingId
from efiling.model import FilingStatus, ReviewResult

log = structlog.get_logger()


class WrongPart(Exception):
    """The court does not know a part of an envelope by its id, or answered about another filing."""


def part_status(connection: Connection, filing: StoredFiling, court_filing_id: str) -> FilingStatus:
    """Return what the court says of one part, where it answers about that part and no other filing.

    Raises:
        WrongPart: it does not know the part, or answered about something else.
        NotAuthenticated, CourtUnavailable, CourtDidNotAnswer, MessageInvalid: there is no usable answer.
    """
    try:
        status = connection.court.filing_status(CourtFilingId(court_filing_id))
    except NotAuthenticated:
        raise
    except FilingRefused:
        raise WrongPart from None
    other = status.filing_id and status.filing_id.casefold() != court_filing_id.casefold()
    if other or (status.reference and not is_ours(status.reference, filing.id)):
        raise WrongPart
    return status


def details_of(connection: Connection, court_filing_ids: Iterable[str]) -> tuple[list[ReviewResult], bool]:
    """Return the court's details of the parts, and whether one of them may still come when asked again.

    A court that has no such operation (plain ECF 4 has not) gives none.
    """
    found, missed = [], False
    for name in court_filing_ids:
        try:
            found.append(connection.court.filing_details(CourtFilingId(name)))
        except EfilingError as error:
            missed = missed or isinstance(error, (CourtUnavailable, CourtDidNotAnswer))
            log.info("no details", error=type(error).__name__)
    return found, missed


def taken_back(work: Work, filing: StoredFiling, answer: Event) -> StoredFiling:
    """Forget a decision that the court, asked, did not take; a person is told."""
    was, now = (name.replace("_", " ") for name in (filing.state.value, answer.value))
    note = f"We were told that this was {was}; the court, asked, says {now}. Call the clerk before you act on it."
    filing = tell(work, filing, Event.CONTRADICTED, source="question", note=note)
    forgotten = replace(filing, documents=(), told_at="", filed_at="", reviewed_at="", confirmed=False)
    return replace(forgotten, problem=note)
