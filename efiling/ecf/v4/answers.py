"""What a court sends: the receipt, the clerk's review, and its answers to questions.

The sandbox court speaks with these, and tests hold the readers against them.
"""

from collections.abc import Iterable, Mapping

from efiling.ecf.apart import apart
from efiling.ecf.message import Message, finish
from efiling.ecf.v4 import parts
from efiling.ecf.v4.case import domestic_case
from efiling.ecf.v4.names import NAMESPACES
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

NO_ERROR = CourtError(code="0", text="No Error")
"""Zero is success; the element is there all the same."""


class Answering:
    """Which court answers; every answer begins with it. `location` is where the court sends from."""

    def __init__(self, *, court: str, location: str = "", namespaces: Mapping[str, str] = NAMESPACES) -> None:
        self.court, self.location, self.namespaces = court, location, namespaces

    def receipt(self, receipt: Receipt, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return the receipt of an envelope, or the refusal with its codes."""
        w = self._writer("receipt:MessageReceiptMessage")
        root = w(
            "receipt:MessageReceiptMessage",
            *ids(w, receipt),
            parts.at(w, "nc:DocumentReceivedDate", receipt.received_at),
            *parts.sender(w, self.location),
            parts.court(w, receipt.court or self.court),
            *parts.errors(w, found),
        )
        return finish(w, root)

    def review(self, result: ReviewResult, *, case_type: str = "") -> Message:
        """Return the callback by which the court reports the clerk's review of one filing."""
        w = self._writer("w:NotifyFilingReviewCompleteRequestMessage")
        callback = w(
            "callback:ReviewFilingCallbackMessage",
            *_result_ids(w, result),
            parts.at(w, "nc:DocumentFiledDate", result.filed_at),
            *parts.sender(w, self.location),
            case_of_result(w, result, case_type, result.court or self.court),
            parts.at(w, "ecf:FilingCompletionDate", result.completed_at),
            parts.status(w, result.status, result.description),
            *(reviewed(w, document) for document in result.documents),
        )
        root = w(
            "w:NotifyFilingReviewCompleteRequestMessage",
            *parts.sender(w, self.location),
            callback,
            w(
                "paid:PaymentReceiptMessage",
                w("pay:PayerName"),
                *(parts.charge(w, fee) for fee in result.fees),
                w("cac:Address"),
                w("cac:Payment"),
            ),
        )
        return finish(w, root)

    def filing_status(self, status: FilingStatus, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return where one filing stands."""
        return self._status("statusr:FilingStatusResponseMessage", status, found)

    def cancelled(self, status: FilingStatus, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return what became of a request to cancel."""
        return self._status("cancelr:CancelFilingResponseMessage", status, found)

    def filing_list(
        self, filings: Iterable[FilingStatus], found: Iterable[CourtError] = (NO_ERROR,)
    ) -> Message:
        """Return the filings that were asked for."""
        w = self._writer("listr:FilingListResponseMessage")
        matching = [
            w(
                "listr:MatchingFiling",
                w.optional("nc:DocumentDescriptionText", status.title),
                w.optional("nc:DocumentFileControlID", status.reference),
                *_status_ids(w, status),
                parts.at(w, "nc:DocumentPostDate", status.submitted_at),
                w.optional("nc:CaseTrackingID", status.case_id or ""),
                parts.status(w, status.status, status.description),
            )
            for status in filings
        ]
        root = w("listr:FilingListResponseMessage", *self._head(w, found), *matching)
        return finish(w, root)

    def filing_details(self, result: ReviewResult, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return all that the court says of one filing."""
        w = self._writer("detailr:FilingDetailResponseMessage")
        fees = [parts.charge(w, fee) for fee in result.fees]
        root = w(
            "detailr:FilingDetailResponseMessage",
            *self._head(w, found),
            parts.at(w, "detailr:FilingSubmissionDate", result.filed_at),
            case_of_result(w, result, "", result.court or self.court),
            *_result_ids(w, result),
            parts.status(w, result.status, result.description),
            parts.at(w, "detailr:FilingAcceptDate", result.completed_at),
            w("detailr:FilingFees", *fees) if fees else None,
            *(_detailed(w, document) for document in result.documents),
        )
        return finish(w, root)

    def fees(self, quote: FeeQuote, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return what an envelope would cost."""
        w = self._writer("feesr:FeesCalculationResponseMessage")
        root = w(
            "feesr:FeesCalculationResponseMessage",
            *self._head(w, found),
            w("feesr:FeesCalculationAmount", parts.money(quote.total)),
            *(parts.charge(w, fee) for fee in quote.fees),
        )
        return finish(w, root)

    def cases(self, envelopes: Iterable[Envelope], found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return the cases that were found, as their envelopes describe them."""
        w = self._writer("caselistr:CaseListResponseMessage")
        cases = [domestic_case(w, envelope) for envelope in apart(envelopes)]
        return finish(w, w("caselistr:CaseListResponseMessage", *self._head(w, found), *cases))

    def case(self, envelope: Envelope | None, found: Iterable[CourtError] = (NO_ERROR,)) -> Message:
        """Return one case with its parties."""
        w = self._writer("caser:CaseResponseMessage")
        cases = [domestic_case(w, one) for one in apart([envelope] if envelope is not None else [])]
        return finish(w, w("caser:CaseResponseMessage", *self._head(w, found), *cases))

    def _status(self, tag: str, status: FilingStatus, found: Iterable[CourtError]) -> Message:
        w = self._writer(tag)
        own_id, word = _status_ids(w, status)[:1], parts.status(w, status.status, status.description)
        return finish(w, w(tag, *self._head(w, found), *own_id, word))

    def _head(self, w: Writer, found: Iterable[CourtError]) -> list[Element]:
        return [*parts.sender(w, self.location), parts.court(w, self.court), *parts.errors(w, found)]

    def _writer(self, tag: str) -> Writer:
        return parts.writer(tag.partition(":")[2], self.namespaces)


def _numbers(w: Writer, numbers: Iterable[tuple[str, str | None]]) -> list[Element]:
    return [
        parts.identification(w, "nc:DocumentIdentification", number, category)
        for category, number in numbers
        if number
    ]


def ids(w: Writer, receipt: Receipt) -> list[Element]:
    """Return the numbers that a court gives."""
    filings = [("FILINGID", filing_id) for filing_id in receipt.filing_ids]
    return _numbers(w, [*filings, ("ENVELOPEID", receipt.envelope_id), ("CASEID", receipt.case_id)])


def _result_ids(w: Writer, result: ReviewResult) -> list[Element]:
    numbers = [
        ("FILINGID", result.filing_id),
        ("ENVELOPEID", result.envelope_id),
        ("CASEID", result.case_id),
    ]
    return _numbers(w, numbers)


def _status_ids(w: Writer, status: FilingStatus) -> list[Element]:
    return _numbers(w, [("FILINGID", status.filing_id), ("ENVELOPEID", status.envelope_id)])


def case_of_result(w: Writer, result: ReviewResult, case_type: str, court: str) -> Element:
    """Return the case that a result is about, without its people."""
    return w(
        "dom:DomesticCase",
        w.optional("nc:CaseTitleText", result.case_title),
        w.optional("nc:CaseTrackingID", result.case_id or ""),
        w.optional("nc:CaseDocketID", result.docket_number),
        w("j:CaseAugmentation", parts.court(w, court)),
        w("tyler:CaseAugmentation", w.optional("tyler:CaseTypeText", case_type))
        if w.knows("tyler")
        else w("ecf:CaseAugmentation"),
        w("ecf:CauseOfActionCode", "" if w.knows("tyler") else case_type),
        w("dom:CaseContestedIndicator", "false"),
        w("dom:DomesticCasePerson"),
    )


def reviewed(w: Writer, document: DocumentReview) -> Element:
    """Return a document with what the clerk did with it."""
    entry, vendor = document.docket_entry, w.knows("tyler")
    return w(
        parts.vendor_tag(w, "ReviewedLeadDocument" if document.is_lead else "ReviewedConnectedDocument"),
        w.optional("nc:DocumentDescriptionText", document.title),
        w.optional("nc:DocumentFileControlID", document.reference),
        _document_status(w, document),
        _metadata(w, document),
        _rendition(w, document.stamped),
        parts.identification(w, "ecf:DocumentDocketID", entry) if entry else None,
        *(_of_the_vendor(w, document) if vendor else ()),
    )


def _document_status(w: Writer, document: DocumentReview) -> Element:
    """The outcome; where the standard alone is spoken, the reasons and comments are its description."""
    told = [] if w.knows("tyler") else [*document.reasons, document.comments]
    return w(
        "nc:DocumentStatus",
        w("nc:StatusText", document.outcome.value),
        w.optional("nc:StatusDescriptionText", "; ".join(filter(None, told))),
    )


def _of_the_vendor(w: Writer, document: DocumentReview) -> list[Element | None]:
    return [
        _reviewer(w, document.reviewer),
        parts.at(w, "tyler:DocumentReviewDate", document.reviewed_at),
        w.optional("tyler:FilingReviewCommentsText", document.comments),
        w.optional("tyler:RejectReasonText", "; ".join(document.reasons)),
    ]


def _detailed(w: Writer, document: DocumentReview) -> Element:
    return w(
        "tyler:FilingLeadDocument",
        w.optional("nc:DocumentDescriptionText", document.title),
        w.optional("nc:DocumentFileControlID", document.reference),
        w(
            "nc:DocumentStatus",
            w("nc:StatusText", document.outcome.value),
            w.optional(
                "nc:StatusDescriptionText", "; ".join(filter(None, [*document.reasons, document.comments]))
            ),
        ),
        _metadata(w, document),
        _rendition(w, document.stamped),
    )


def _metadata(w: Writer, document: DocumentReview) -> Element:
    return w(
        "ecf:DocumentMetadata",
        w("j:RegisterActionDescriptionText", document.filing_code),
        w("ecf:FilingAttorneyID"),
        w("ecf:FilingPartyID"),
    )


def _rendition(w: Writer, copies: tuple[StampedCopy, ...]) -> Element:
    files = [
        w(
            "ecf:DocumentAttachment",
            w.file("nc:BinaryBase64Object", copy.content) if copy.content else None,
            w.optional("nc:BinaryLocationURI", copy.url or copy.file_name),
        )
        for copy in copies
    ]
    return w(
        "ecf:DocumentRendition",
        w("ecf:DocumentRenditionMetadata", *(files or [w("ecf:DocumentAttachment")])),
    )


def _reviewer(w: Writer, name: str) -> Element | None:
    if not name:
        return None
    return w(
        "tyler:DocumentReviewer", w("ecf:EntityPerson", w("nc:PersonName", w("nc:PersonFullName", name)))
    )
