"""Making sense of an answer, the same way in both standards."""

from collections.abc import Callable
from typing import TypeVar

from efiling.errors import CourtDidNotAnswer, MessageInvalid
from efiling.model import DocumentReview, FilingStatus, ReviewResult

T = TypeVar("T")


def sensible(court: str, read: Callable[[], T]) -> T:
    """Return what an answer to a filing says.

    Raises:
        CourtDidNotAnswer: it makes no sense; whether the filing arrived is unknown.
    """
    try:
        return read()
    except MessageInvalid as error:
        raise CourtDidNotAnswer(court, f"its answer makes no sense: {error.problems[0]}") from None


def as_result(status: FilingStatus) -> ReviewResult:
    """Return where a filing stands as all that there is of it."""
    documents = (DocumentReview(reference=status.reference, title=status.title, outcome=status.outcome),)
    return ReviewResult(
        filing_id=status.filing_id,
        envelope_id=status.envelope_id,
        case_id=status.case_id,
        outcome=status.outcome,
        status=status.status,
        description=status.description,
        docket_number=status.docket_number,
        documents=documents if status.reference else (),
    )
