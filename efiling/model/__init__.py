"""Filings as frozen values: what goes to a court and what comes back."""

from efiling.model.answer import (
    CourtError,
    DocumentReview,
    Fee,
    FeeQuote,
    FilingStatus,
    Outcome,
    Receipt,
    ReviewResult,
    StampedCopy,
)
from efiling.model.document import Attachment, ConnectedDocument, Content, FiledDocument, LeadDocument
from efiling.model.envelope import (
    CrossReference,
    Envelope,
    EnvelopeCase,
    Filing,
    Payment,
)
from efiling.model.ids import AttorneyRef, CaseId, EnvelopeId, FilingId, PartyRef, SubmissionId
from efiling.model.on_file import CaseOnFile
from efiling.model.party import FilerAttorney, Organization, Party, PartyRole
from efiling.model.policy import CodeListPlace, Policy
from efiling.model.service import (
    ServedRecipient,
    ServiceContact,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)

__all__ = [
    "Attachment",
    "AttorneyRef",
    "CaseId",
    "CaseOnFile",
    "CodeListPlace",
    "ConnectedDocument",
    "Content",
    "CourtError",
    "CrossReference",
    "DocumentReview",
    "Envelope",
    "EnvelopeCase",
    "EnvelopeId",
    "Fee",
    "FeeQuote",
    "FiledDocument",
    "FilerAttorney",
    "Filing",
    "FilingId",
    "FilingStatus",
    "LeadDocument",
    "Organization",
    "Outcome",
    "Party",
    "PartyRef",
    "PartyRole",
    "Payment",
    "Policy",
    "Receipt",
    "ReviewResult",
    "ServedRecipient",
    "ServiceContact",
    "ServiceList",
    "ServiceNews",
    "ServiceReceipt",
    "StampedCopy",
    "SubmissionId",
]
