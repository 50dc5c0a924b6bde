"""What is sent to a court in one message: the case, the parties, the filings, and how it is paid."""

from collections.abc import Iterator
from decimal import Decimal

from assembly.model.value import value
from efiling.model.document import ConnectedDocument, FiledDocument, LeadDocument
from efiling.model.ids import CaseId, SubmissionId
from efiling.model.party import FilerAttorney, Party
from efiling.model.service import ServiceContact


@value
class Filing:
    """One lead document and what supports it."""

    lead: LeadDocument
    connected: tuple[ConnectedDocument, ...] = ()


@value
class EnvelopeCase:
    """The case that the filings belong to, in the court's codes.

    A new case has neither `case_id` nor `docket_number`. `lineage_id` is the e-filing manager's own
    id of a case, where it differs from `case_id`, which is the court's.
    """

    category_code: str
    type_code: str
    subtype_code: str = ""
    title: str = ""
    docket_number: str = ""
    case_id: CaseId | None = None
    lineage_id: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the filing opens the case."""
        return self.case_id is None and not self.docket_number


@value
class CrossReference:
    """A number by which somebody else knows the case, such as the agency's IV-D number."""

    code: str
    number: str


@value
class Payment:
    """Who pays, from which account of the e-filing manager, or why nothing is owed.

    `max_fee` in dollars caps the charge where the court allows a cap.
    """

    payer: str = ""
    account_id: str = ""
    exemption_code: str = ""
    exemption_text: str = ""
    max_fee: Decimal | None = None


@value
class Envelope:
    """Filings sent in one message.

    `court` is the court's location code. `callback_url` is where the court reports the review.
    """

    submission_id: SubmissionId
    court: str
    case: EnvelopeCase
    parties: tuple[Party, ...]
    filings: tuple[Filing, ...]
    attorneys: tuple[FilerAttorney, ...] = ()
    service_contacts: tuple[ServiceContact, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    payment: Payment = Payment()
    callback_url: str = ""

    @property
    def documents(self) -> Iterator[FiledDocument]:
        """Every document, each lead before what supports it."""
        for filing in self.filings:
            yield filing.lead
            yield from filing.connected
