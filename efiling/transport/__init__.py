"""How an envelope reaches a court and how the court is asked: the one protocol that every court fits."""

from datetime import datetime
from typing import Protocol

from efiling.model import (
    Envelope,
    EnvelopeId,
    FeeQuote,
    FilingId,
    FilingStatus,
    Receipt,
    ReviewResult,
)


class FilingReview(Protocol):
    """A court that takes filings for review (the Filing Review role of ECF).

    Every call may raise CourtUnavailable (nothing was sent), CourtDidNotAnswer (it may have been),
    FilingRefused (the court said no, with codes) or MessageInvalid (the answer makes no sense).
    """

    def review_filing(self, envelope: Envelope) -> Receipt:
        """Send an envelope. Not idempotent: a second call makes a second envelope."""
        ...

    def filing_status(self, filing_id: FilingId) -> FilingStatus:
        """Ask where one filing stands."""
        ...

    def filing_details(self, filing_id: FilingId) -> ReviewResult:
        """Ask for all the court says of one filing: outcomes, fees, stamped copies, our references."""
        ...

    def filing_list(
        self,
        *,
        since: datetime,
        until: datetime,
        envelope_id: EnvelopeId | None = None,
        docket_number: str = "",
    ) -> tuple[FilingStatus, ...]:
        """Ask for the filings that we submitted in a span of time; how a lost answer is found again."""
        ...

    def fee_quote(self, envelope: Envelope) -> FeeQuote:
        """Ask what an envelope would cost. Nothing is filed."""
        ...

    def cancel(self, filing_id: FilingId) -> FilingStatus:
        """Ask the court to drop a filing that the clerk has not taken up."""
        ...
