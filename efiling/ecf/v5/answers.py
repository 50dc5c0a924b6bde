"""What an ECF 5 court sends: the receipt, the clerk's review, and its answers to questions."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from efiling.ecf.apart import apart
from efiling.ecf.message import Message, finish
from efiling.ecf.v5 import parts
from efiling.ecf.v5.case import case as case_of
from efiling.ecf.v5.names import NAMESPACES
from efiling.ecf.xml import Element, Writer
from efiling.model import (
    CourtError,
    DocumentReview,
    Envelope,
    FeeQuote,
    FilingStatus,
    Receipt,
    ReviewResult,
    StampedCopy,
)

NO_ERRORS: tuple[CourtError, ...] = ()
NOT_AUTHENTICATED = frozenset({"-2", "-4"})
"""Codes that mean that our log-in is missing or has run out."""

_SCHEMA_FAULT = "-20"


class Answering:
    """Which court answers, and when; every answer begins with it."""

    def __init__(
        self, *, court: str, at: datetime, location: str = "", namespaces: Mapping[str, str] = NAMESPACES
    ) -> None:
        self.court, self.at, self.location, self.namespaces = court, at, location, namespaces

    def receipt(
        self,
        receipt: Receipt,
        found: Iterable[CourtError] = NO_ERRORS,
        *,
        wrapper: str = "wrappers:ReviewFilingResponse",
    ) -> Message:
        """Return the receipt of an envelope, or the refusal with its codes."""
        w = self._writer(wrapper)
        moment = receipt.received_at or self.at
        return finish(w, w(wrapper, message_status(w, moment, tuple(found), receipt)))

    def review(self, result: ReviewResult, *, case_type: str = "") -> Message:
        """Return the callback by which the court reports the clerk's review of one filing."""
        w = self._writer("wrappers:NotifyFilingReviewCompleteRequest")
        root = w(
            "wrappers:NotifyFilingReviewCompleteRequest",
            w("callback:NotifyFilingReviewCompleteMessage", *self.told(w, result, case_type)),
            parts.payment(w, [parts.charge(w, fee) for fee in result.fees]),
        )
        return finish(w, root)

    def filing_status(self, result: ReviewResult, found: Iterable[CourtError] = NO_ERRORS) -> Message:
        """Return where one filing stands, with all its details."""
        w = self._writer("wrappers:GetFilingStatusResponse")
        message = w(
            "statusr:GetFilingStatusResponseMessage",
            *self.head(w),
            message_status(w, self.at, tuple(found)),
            self._matching(w, result),
        )
        return finish(w, w("wrappers:GetFilingStatusResponse", message))

    def filing_list(
        self, filings: Iterable[FilingStatus], found: Iterable[CourtError] = NO_ERRORS
    ) -> Message:
        """Return the filings that were asked for."""
        w = self._writer("wrappers:GetFilingListResponse")
        message = w(
            "listr:GetFilingListResponseMessage",
            *self.head(w),
            message_status(w, self.at, tuple(found)),
            *(self._matching(w, _as_result(status), posted_at=status.submitted_at) for status in filings),
        )
        return finish(w, w("wrappers:GetFilingListResponse", message))

    def case(self, envelope: Envelope | None, found: Iterable[CourtError] = NO_ERRORS) -> Message:
        """Return one case with its parties, as its envelope describes it."""
        w = self._writer("wrappers:GetCaseResponse")
        message = w(
            "caser:GetCaseResponseMessage",
            *self.head(w),
            message_status(w, self.at, tuple(found)),
            *(case_of(w, one) for one in apart([envelope] if envelope is not None else [])),
        )
        return finish(w, w("wrappers:GetCaseResponse", message))

    def cases(self, envelopes: Iterable[Envelope], found: Iterable[CourtError] = NO_ERRORS) -> Message:
        """Return the cases that were found, as their envelopes describe them."""
        w = self._writer("wrappers:GetCaseListResponse")
        message = w(
            "caselistr:GetCaseListResponseMessage",
            *self.head(w),
            message_status(w, self.at, tuple(found)),
            *(case_of(w, envelope) for envelope in apart(envelopes)),
        )
        return finish(w, w("wrappers:GetCaseListResponse", message))

    def cancelled(self, status: FilingStatus, found: Iterable[CourtError] = NO_ERRORS) -> Message:
        """Return what became of a request to cancel."""
        ids = (status.filing_id,) if status.filing_id else ()
        return self.receipt(Receipt(filing_ids=ids), found, wrapper="wrappers:CancelFilingResponse")

    def fees(self, quote: FeeQuote, found: Iterable[CourtError] = NO_ERRORS) -> Message:
        """Return what an envelope would cost."""
        w = self._writer("wrappers:GetFeesCalculationResponse")
        message = w(
            "feesr:GetFeesCalculationResponseMessage",
            *self.head(w),
            message_status(w, self.at, tuple(found)),
            *(parts.charge(w, fee) for fee in quote.fees),
            parts.amount(w, "feesr:FeesCalculationAmount", quote.total),
        )
        return finish(w, w("wrappers:GetFeesCalculationResponse", message))

    def head(self, w: Writer) -> list[Element]:
        """Return how every answer begins: its id, who sends it, and when."""
        number = parts.identification(w, "nc:DocumentIdentification", parts.instant(self.at), "MESSAGEID")
        return [number, *parts.head(w, location=self.location, court=self.court, posted_at=self.at)]

    def _matching(self, w: Writer, result: ReviewResult, posted_at: datetime | None = None) -> Element:
        fees = [parts.charge(w, fee) for fee in result.fees]
        return w(
            "ecf:MatchingFiling",
            w("tyler:MatchingFilingAugmentation", w("tyler:FilingFee", *fees))
            if fees and w.knows("tyler")
            else None,
            *self.told(w, result, "", posted_at),
        )

    def told(
        self, w: Writer, result: ReviewResult, case_type: str = "", posted_at: datetime | None = None
    ) -> list[Element | None]:
        """Return what a court says of one filing, as callbacks and answers have it."""
        ids = parts.numbers(
            w,
            [
                ("FILINGID", result.filing_id),
                ("ENVELOPEID", result.envelope_id),
                ("CASEID", result.case_id),
            ],
        )
        documents = result.documents or (DocumentReview(),)
        return [
            parts.at(w, "nc:DocumentFiledDate", result.filed_at),
            *(ids or [parts.identification(w, "nc:DocumentIdentification", "")]),
            *parts.head(
                w, location=self.location, court=result.court or self.court, posted_at=posted_at or self.at
            ),
            *(_reviewed(w, document) for document in documents),
            parts.at(w, "ecf:FilingCompletionDate", result.completed_at),
            parts.status(w, result.status, result.description, _words_of(w, result.documents)),
            _case(w, result, case_type),
        ]

    def _writer(self, tag: str) -> Writer:
        return parts.writer(tag.partition(":")[2], self.namespaces)


def message_status(
    w: Writer, moment: datetime, found: tuple[CourtError, ...], receipt: Receipt | None = None, *more: Element
) -> Element:
    """Return how a message fared: well, or with which codes; `more` goes before the receipt's ids."""
    codes = {error.code for error in found}
    word = "Success" if not found else "InvalidSchema" if _SCHEMA_FAULT in codes else "DataError"
    ids = _receipt_ids(w, receipt) if receipt is not None else []
    root = w(
        "cbrn:MessageStatus",
        w("cbrn:SystemEventDateTime", parts.instant(moment)),
        w("cbrn:SystemOperatingModeCode", "Ops"),
        w(
            "cbrn:CredentialsAuthenticatedCode",
            "Not Authenticated" if codes & NOT_AUTHENTICATED else "Authenticated",
        ),
        w("cbrn:MessageStatusCode", word),
        *(_content_error(w, error) for error in found),
        w("cbrn:MessageHandlingError", w("cbrn:ErrorCodeText", "0")),
        w("cbrn:ResendRequestIndicator", "false"),
        w("ecf:MessageStatusAugmentation", *more, *ids) if ids else None,
    )
    root.set(w.name("cbrn:systemSimulatedIndicator"), "false")
    return root


def _content_error(w: Writer, error: CourtError) -> Element:
    return w(
        "cbrn:MessageContentError",
        w("cbrn:ErrorNodeName"),
        w(
            "cbrn:ErrorDescription",
            w("cbrn:ErrorCodeText", error.code),
            w.optional("cbrn:ErrorCodeDescriptionText", error.text),
        ),
    )


def _receipt_ids(w: Writer, receipt: Receipt) -> list[Element]:
    filings = [("FILINGID", filing_id) for filing_id in receipt.filing_ids]
    return parts.numbers(w, [*filings, ("ENVELOPEID", receipt.envelope_id), ("CASEID", receipt.case_id)])


def _as_result(status: FilingStatus) -> ReviewResult:
    return ReviewResult(
        filing_id=status.filing_id,
        envelope_id=status.envelope_id,
        case_id=status.case_id,
        status=status.status,
        description=status.description,
        docket_number=status.docket_number,
        documents=(DocumentReview(reference=status.reference, title=status.title),),
    )


def _case(w: Writer, result: ReviewResult, case_type: str) -> Element:
    tracking = parts.identification(w, "ecf:CaseTrackingID", result.case_id or "")
    return w(
        "nc:Case",
        w.optional("nc:CaseTitleText", result.case_title),
        w(
            "ecf:CaseAugmentation",
            tracking if result.case_id else None,
            w.optional("ecf:CaseTypeCode", case_type),
            w.optional("j:CaseNumberText", result.docket_number),
        ),
    )


def _words_of(w: Writer, documents: Iterable[DocumentReview]) -> Element | None:
    """The clerk's words on all documents, told once more of the filing, where clients look for them."""
    if not w.knows("tyler"):
        return None
    found = list(documents)
    reasons = dict.fromkeys(reason for document in found for reason in document.reasons)
    comments = dict.fromkeys(document.comments for document in found if document.comments)
    return parts.clerk_words(w, reasons, "; ".join(comments))


def _reviewed(w: Writer, document: DocumentReview) -> Element:
    reviewer = w("nc:EntityPerson", w("nc:PersonName", w("nc:PersonFullName", document.reviewer)))
    entry, vendor = document.docket_entry, w.knows("tyler")
    # the standard alone has one place for a reason and for what the clerk says
    told = filter(None, document.reasons if vendor else (*document.reasons, document.comments))
    return w(
        "ecf:LeadDocumentReview" if document.is_lead else "ecf:ConnectedDocumentReview",
        w(
            "ecf:DocumentReviewDisposition",
            w(
                "ecf:DocumentReviewStatus",
                parts.clerk_words(w, document.reasons, document.comments) if vendor else None,
                w("nc:StatusText", document.outcome.value),
                w.optional("nc:StatusDescriptionText", "; ".join(told)),
                parts.at(w, "nc:StatusDate", document.reviewed_at),
            ),
            w("ecf:DocumentReviewer", reviewer) if document.reviewer else None,
        ),
        w(
            "ecf:ReviewedDocument",
            w.optional("nc:DocumentDescriptionText", document.title),
            w.optional("nc:DocumentFileControlID", document.reference),
            parts.identification(w, "nc:DocumentIdentification", document.reference),
            w(
                "ecf:DocumentAugmentation",
                *(
                    _rendition(w, copy, f"{document.reference}.{number}")
                    for number, copy in enumerate(document.stamped, 1)
                ),
                w("ecf:DocumentStatus", w("ecf:DocumentReviewStatusCode", document.outcome.value)),
                w("ecf:RegisterActionDescriptionCode", document.filing_code),
            ),
            w("ecf:ReviewedDocumentAugmentation", w("nc:CaseDocketID", entry)) if entry else None,
        ),
    )


def _rendition(w: Writer, copy: StampedCopy, own_id: str) -> Element:
    return w(
        "ecf:DocumentRendition",
        parts.identification(w, "nc:DocumentIdentification", own_id),
        w(
            "nc:Attachment",
            w.file("nc:Base64BinaryObject", copy.content) if copy.content else None,
            w.optional("nc:BinaryURI", copy.url or copy.file_name),
        ),
    )
