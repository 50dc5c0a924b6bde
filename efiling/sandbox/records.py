"""What the sandbox court keeps of what it was sent. Tests and the page read these."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from assembly.model.people import PersonName
from efiling.ecf.spoken import Spoken
from efiling.model import (
    CaseId,
    Content,
    Envelope,
    EnvelopeId,
    FiledDocument,
    Filing,
    FilingId,
    Outcome,
    ServedRecipient,
    ServiceContact,
    ServiceNews,
    ServiceReceipt,
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
    how: Spoken
    docket_number: str = ""
    done: set[int] = field(default_factory=set)

    @property
    def version(self) -> str:
        """The version of the standard that the envelope came in: "4" or "5"."""
        return self.how.version

    @property
    def documents(self) -> list[DocumentRecord]:
        """Every document, in the order of the envelope."""
        return [record for filing in self.filings for record in filing.documents]


@dataclass
class ServiceRecord:
    """Documents that were served without being filed."""

    envelope_id: EnvelopeId
    filing_id: FilingId
    envelope: Envelope
    received_at: datetime
    how: Spoken
    reported: bool = False

    def receipt(self) -> ServiceReceipt:
        """Return the receipt: every contact was sent to."""
        return ServiceReceipt(
            filing_ids=(self.filing_id,),
            envelope_id=self.envelope_id,
            received_at=self.received_at,
            recipients=tuple(_recipient(contact, "sent") for contact in self.envelope.service_contacts),
        )

    def news(self, at: datetime) -> tuple[ServiceNews, ...]:
        """Return what is told of each contact once it has been served."""
        reference = next((document.reference for document in self.envelope.documents), "")
        return tuple(
            ServiceNews(
                filing_id=self.filing_id,
                envelope_id=self.envelope_id,
                reference=reference,
                recipient=replace(_recipient(contact, "served"), served_at=at),
            )
            for contact in self.envelope.service_contacts
        )


def _recipient(contact: ServiceContact, status: str) -> ServedRecipient:
    name = contact.name
    shown = name.full if isinstance(name, PersonName) else name.name if name else ""
    return ServedRecipient(contact_id=contact.contact_id, name=shown, status=status)
