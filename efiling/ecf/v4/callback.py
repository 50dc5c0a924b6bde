"""Our side of the callback: reading it, and the answer that the court waits for."""

from efiling.ecf.message import Message
from efiling.ecf.v4.answers import NO_ERROR, Answering
from efiling.model import CourtError, Receipt

MESSAGE_MISSING = CourtError(code="705", text="Message missing")
NO_FILING_ID = CourtError(code="720", text="Filing id missing")
UNKNOWN_FILING = CourtError(code="724", text="Filing id not known")
UNKNOWN_COURT = CourtError(code="70", text="Court not known")
OUR_FAULT = CourtError(code="-1", text="Unknown error")
"""Answers that working receivers give; anything but zero may make the court try again."""


def acknowledge(court: str, *, location: str = "", error: CourtError = NO_ERROR) -> Message:
    """Return what we answer a callback with: zero once it is stored, a code where it cannot be."""
    return Answering(court=court, location=location).receipt(Receipt(filing_ids=()), [error])
