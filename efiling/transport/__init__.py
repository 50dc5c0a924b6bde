"""How an envelope reaches a court and how the court is asked: the one protocol that every court fits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from assembly.model.people import PersonName
from efiling.model import (
    CaseId,
    CaseOnFile,
    Envelope,
    EnvelopeId,
    FeeQuote,
    FilingId,
    FilingStatus,
    Organization,
    PartyRole,
    Policy,
    Receipt,
    ReviewResult,
    ServiceList,
    ServiceReceipt,
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

    def leaves_out(self, envelope: Envelope) -> tuple[str, ...]:
        """Return what of an envelope the court's messages cannot say, in words for whoever files."""
        ...


class CourtServices(FilingReview, Protocol):
    """All that a court can be asked, besides taking filings. What a court does not offer raises NotOffered.

    `roles` say what the court's party type codes mean. Questions for cases reach into the court's
    own system, which may be slow, or down at night; they are safe to repeat.
    """

    def serve(self, envelope: Envelope) -> ServiceReceipt:
        """Have the documents of an envelope served without filing them. Not idempotent, as a filing is not."""
        ...

    def policy(self) -> Policy:
        """Ask what the court accepts and where its code lists are; at most once a day, say operators."""
        ...

    def cases(self, docket_number: str, *, roles: Mapping[str, PartyRole]) -> tuple[CaseOnFile, ...]:
        """Ask which cases have a docket number; none where the court has none."""
        ...

    def cases_of(
        self, name: PersonName | Organization, *, roles: Mapping[str, PartyRole]
    ) -> tuple[CaseOnFile, ...]:
        """Ask in which cases a person or organisation is; confidential ones are left out by the court."""
        ...

    def case(self, case_id: CaseId, *, roles: Mapping[str, PartyRole]) -> CaseOnFile | None:
        """Ask for a case with its parties; None where the court has none."""
        ...

    def service_list(self, case_id: CaseId) -> ServiceList:
        """Ask whom the court would serve electronically in a case."""
        ...
