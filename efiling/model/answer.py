"""What a court answers: the receipt, the status of a filing, and the clerk's review."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from assembly.model.value import value
from efiling.model.document import Content
from efiling.model.ids import CaseId, EnvelopeId, FilingId


@value
class CourtError:
    """One code that a court answers with; "0" says that there is no error."""

    code: str
    text: str = ""


@value
class Receipt:
    """The court has the envelope. It is received, not yet filed: that takes the clerk.

    A court may give any number of filing ids, in no certain relation to the documents.
    """

    filing_ids: tuple[FilingId, ...]
    envelope_id: EnvelopeId | None = None
    case_id: CaseId | None = None
    court: str = ""
    received_at: datetime | None = None


class Outcome(StrEnum):
    """Where the court says a filing or a document stands; OTHER is a word that we do not know."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    SERVED = "served"
    FAILED = "failed"
    OTHER = "other"


@value
class Fee:
    """One charge, in dollars, with the court's reason."""

    reason: str
    amount: Decimal


@value
class FeeQuote:
    """What a court would charge for an envelope. `total` is the court's own sum, in dollars."""

    total: Decimal
    fees: tuple[Fee, ...] = ()


@value
class StampedCopy:
    """A document as the court filed it: its bytes, or the address to fetch them from, soon."""

    file_name: str = ""
    content: Content | None = None
    url: str = ""


@value
class DocumentReview:
    """What the clerk did with one document. `reference` is ours, empty where the court left it out."""

    reference: str = ""
    title: str = ""
    filing_code: str = ""
    is_lead: bool = True
    outcome: Outcome = Outcome.OTHER
    reasons: tuple[str, ...] = ()
    comments: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None
    docket_entry: str = ""
    stamped: tuple[StampedCopy, ...] = ()


@value
class ReviewResult:
    """The clerk's review of one filing, from a callback or from asking.

    `status` and `description` are the court's own words. `filed_at` is when the court says it
    received the filing, which is the date of filing where a rule says so; `completed_at` is the
    end of the review.
    """

    filing_id: FilingId | None = None
    envelope_id: EnvelopeId | None = None
    case_id: CaseId | None = None
    court: str = ""
    outcome: Outcome = Outcome.OTHER
    status: str = ""
    description: str = ""
    docket_number: str = ""
    case_title: str = ""
    filed_at: datetime | None = None
    completed_at: datetime | None = None
    documents: tuple[DocumentReview, ...] = ()
    fees: tuple[Fee, ...] = ()
    errors: tuple[CourtError, ...] = ()


@value
class FilingStatus:
    """Where a filing stands, as the court answers when it is asked."""

    filing_id: FilingId | None = None
    envelope_id: EnvelopeId | None = None
    case_id: CaseId | None = None
    outcome: Outcome = Outcome.OTHER
    status: str = ""
    description: str = ""
    submitted_at: datetime | None = None
    docket_number: str = ""
    reference: str = ""
    title: str = ""
