"""What the sandbox court says of a filing, in its own words."""

from dataclasses import replace

from efiling.courts import CourtProfile
from efiling.model import DocumentReview, Fee, FilingStatus, Outcome, ReviewResult, StampedCopy
from efiling.sandbox.records import DocumentRecord, EnvelopeRecord, FilingRecord

WORDS = {
    Outcome.RECEIVED: "submitted",
    Outcome.UNDER_REVIEW: "under-review",
    Outcome.ACCEPTED: "accepted",
    Outcome.PARTLY_ACCEPTED: "partially-accepted",
    Outcome.REJECTED: "rejected",
    Outcome.CANCELLED: "cancelled",
}
"""The court's words for where a filing stands."""


def filing_status(record: EnvelopeRecord, filing: FilingRecord) -> FilingStatus:
    """Return where a filing stands."""
    return FilingStatus(
        filing_id=filing.filing_id,
        envelope_id=record.envelope_id,
        case_id=record.case_id,
        outcome=filing.outcome,
        status=WORDS[filing.outcome],
        submitted_at=record.received_at,
        docket_number=record.docket_number,
        reference=filing.filing.lead.reference,
        title=filing.filing.lead.title,
    )


def review_result(
    record: EnvelopeRecord, filing: FilingRecord, *, profile: CourtProfile, fees: tuple[Fee, ...]
) -> ReviewResult:
    """Return all that there is of a filing: outcomes, dates, stamped copies, charges."""
    reviewed = [document.reviewed_at for document in filing.documents if document.reviewed_at]
    return ReviewResult(
        filing_id=filing.filing_id,
        envelope_id=record.envelope_id,
        case_id=record.case_id,
        court=record.envelope.court,
        outcome=filing.outcome,
        status=WORDS[filing.outcome],
        docket_number=record.docket_number,
        case_title=record.envelope.case.title,
        filed_at=record.received_at,
        completed_at=max(reviewed, default=None),
        documents=tuple(_review(document, profile) for document in filing.documents),
        fees=fees,
    )


def _review(record: DocumentRecord, profile: CourtProfile) -> DocumentReview:
    reasons = {
        str(row.get("code")): str(row.get("text", row.get("code")))
        for row in profile.items("reject.reasons")
        if isinstance(row, dict)
    }
    return DocumentReview(
        reference=record.document.reference,
        title=record.document.title,
        filing_code=record.document.filing_code,
        is_lead=record.is_lead,
        outcome=record.outcome,
        reasons=(f"{record.reason} {reasons.get(record.reason, '')}".strip(),) if record.reason else (),
        comments=record.comment,
        reviewer="Sandbox Clerk" if record.reviewed_at else "",
        reviewed_at=record.reviewed_at,
        stamped=tuple(StampedCopy(file_name=name, content=content) for name, content in record.stamped),
    )


def with_addresses(result: ReviewResult, folder: str) -> ReviewResult:
    """Return a review that tells stamped copies by their addresses in a folder, not by their bytes."""
    documents = tuple(
        replace(
            document,
            stamped=tuple(
                StampedCopy(url=f"{folder}{copy.content.sha256}.pdf")
                for copy in document.stamped
                if copy.content
            ),
        )
        for document in result.documents
    )
    return replace(result, documents=documents)
