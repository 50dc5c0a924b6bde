"""What the sandbox court keeps of what it was sent. Tests and the page read these."""

from dataclasses import dataclass, field
from datetime import datetime

from efiling.model import (
    CaseId,
    Content,
    Envelope,
    EnvelopeId,
    FiledDocument,
    Filing,
    FilingId,
    Outcome,
)
from efiling.sandbox.script import Script


@dataclass
class DocumentRecord:
    """One document and what the clerk made of it."""

    document: FiledDocument
    is_lead: bool
    outcome: Outcome = Outcome.RECEIVED
    reason: str = ""
    comment: str = ""
    reviewed_at: datetime | None = None
    stamped: list[tuple[str, Content]] = field(default_factory=list)


@dataclass
class FilingRecord:
    """One filing: a lead document and what supports it."""

    filing_id: FilingId
    filing: Filing
    documents: list[DocumentRecord]
    cancelled: bool = False
    reported: bool = False
    under_review: bool = False

    @property
    def outcome(self) -> Outcome:
        """What became of the filing as a whole."""
        outcomes = {record.outcome for record in self.documents}
        if self.cancelled:
            return Outcome.CANCELLED
        if Outcome.RECEIVED in outcomes:
            return Outcome.UNDER_REVIEW if self.under_review else Outcome.RECEIVED
        if len(outcomes) == 1:
            return outcomes.pop()
        return Outcome.REJECTED if self.documents[0].outcome is Outcome.REJECTED else Outcome.PARTLY_ACCEPTED


@dataclass
class EnvelopeRecord:
    """One envelope as it arrived."""

    envelope_id: EnvelopeId
    case_id: CaseId
    envelope: Envelope
    received_at: datetime
    filings: list[FilingRecord]
    script: Script
    version: str
    docket_number: str = ""
    done: set[int] = field(default_factory=set)

    @property
    def documents(self) -> list[DocumentRecord]:
        """Every document, in the order of the envelope."""
        return [record for filing in self.filings for record in filing.documents]
