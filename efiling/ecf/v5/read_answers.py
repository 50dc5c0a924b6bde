"""Reading what a court sends, in ECF 5: receipts, the clerk's review, answers to questions."""

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo

from efiling.ecf.reading import (
    Parts,
    all_filing_ids,
    binary,
    child,
    children,
    decimal,
    envelope_id,
    filing_id,
    first,
    identification,
    local,
    moment,
    our_reference,
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v5.read_case import read_case
from efiling.ecf.xml import Element
from efiling.errors import FilingRefused, MessageInvalid, NotAuthenticated
from efiling.model import (
    CaseId,
    CaseOnFile,
    CourtError,
    DocumentReview,
    Fee,
    FeeQuote,
    FilingStatus,
    Outcome,
    PartyRole,
    Receipt,
    ReviewResult,
    StampedCopy,
)

_GOOD = frozenset({"Success", "ErrorAcknowledgement", ""})


def read_receipt(message: Element, *, zone: tzinfo = UTC) -> Receipt:
    """Return the court's receipt.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes and no receipt.
        MessageInvalid: it is no receipt, or one without any id.
    """
    status = refuse(message)
    if status is None:
        raise MessageInvalid("MessageStatus", [f"{local(message)} was sent instead"])
    ids = child(status, "MessageStatusAugmentation")
    found = Receipt(
        filing_ids=tuple(all_filing_ids(ids)),
        envelope_id=envelope_id(ids),
        case_id=case_id_of(ids),
        received_at=moment(child(status, "SystemEventDateTime"), zone),
    )
    if not found.filing_ids and found.envelope_id is None:
        raise MessageInvalid("MessageStatus", ["it has neither an error nor an id"])
    return found


def refuse(message: Element) -> Element | None:
    """Raise what a message's status says is wrong, and return the status where nothing is.

    Raises:
        NotAuthenticated: log in again.
        FilingRefused: anything else.
    """
    status = first(message, "MessageStatus")
    found = [(error.code, error.text) for error in _errors(status)]
    word = text(status, "MessageStatusCode")
    if not found and word not in _GOOD:
        found = [(word, "")]
    if text(status, "CredentialsAuthenticatedCode") == "Not Authenticated":
        raise NotAuthenticated(found)
    if found:
        raise FilingRefused(found)
    return status


def read_reviews(
    message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC
) -> tuple[ReviewResult, ...]:
    """Return the clerk's reviews that a NotifyFilingReviewComplete message reports: one or more.

    Raises:
        MessageInvalid: it is no such message.
    """
    found = [f for f in message.iter() if local(f) == "NotifyFilingReviewCompleteMessage"]
    if not found:
        raise MessageInvalid("NotifyFilingReviewCompleteMessage", [f"{local(message)} was sent instead"])
    fees = tuple(_fees(first(message, "PaymentMessage")))
    return tuple(_review(review, parts or {}, zone, fees) for review in found)


def read_filing_details(message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC) -> ReviewResult:
    """Return all that a court says of one filing when it is asked for its status.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "GetFilingStatusResponseMessage")
    found = child(answer, "MatchingFiling")
    if found is None:
        raise MessageInvalid("GetFilingStatusResponseMessage", ["it has no filing"])
    return _review(found, parts or {}, zone, tuple(_fees(first(found, "FilingFee"))))


def read_filing_list(message: Element, *, zone: tzinfo = UTC) -> tuple[FilingStatus, ...]:
    """Return the filings that a court lists.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "GetFilingListResponseMessage")
    return tuple(as_status(found, zone) for found in children(answer, "MatchingFiling"))


def read_filing_status(message: Element, *, zone: tzinfo = UTC) -> FilingStatus:
    """Return where a filing stands.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "GetFilingStatusResponseMessage")
    found = child(answer, "MatchingFiling")
    if found is None:
        raise MessageInvalid("GetFilingStatusResponseMessage", ["it has no filing"])
    return as_status(found, zone)


def read_fees(message: Element) -> FeeQuote:
    """Return what a court would charge.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer, or gives no sum.
    """
    answer = root_of(message, "GetFeesCalculationResponseMessage")
    total = decimal(text(answer, "FeesCalculationAmount", "Amount"))
    if total is None:
        raise MessageInvalid("GetFeesCalculationResponseMessage", ["it has no sum"])
    return FeeQuote(total=total, fees=tuple(_fees(answer)))


def read_cases(message: Element, *, roles: Mapping[str, PartyRole]) -> tuple[CaseOnFile, ...]:
    """Return the cases of an answer to a case query or a case list query; none where nothing was found.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    kind = "GetCaseListResponseMessage" if first(message, "GetCaseListResponseMessage") is not None else ""
    answer = root_of(message, kind or "GetCaseResponseMessage")
    court = text(answer, "CaseCourt", "OrganizationIdentification", "IdentificationID")
    return tuple(
        read_case(found, roles=roles, court=court) for found in answer if local(found).endswith("Case")
    )


def as_status(found: Element, zone: tzinfo) -> FilingStatus:
    """Return a matching filing as its status; the lead document gives reference and title."""
    lead = child(found, "LeadDocumentReview", "ReviewedDocument")
    word = text(found, "FilingStatus", "FilingReviewStatusCode")
    return FilingStatus(
        filing_id=filing_id(found),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        outcome=outcome(word),
        status=word,
        description=text(found, "FilingStatus", "StatusDescriptionText"),
        submitted_at=moment(child(found, "DocumentPostDate"), zone),
        docket_number=text(first(child(found, "Case"), "CaseNumberText")),
        reference=our_reference(lead) or text(first(lead, "FilerReferenceNumber")),
        title=text(lead, "DocumentDescriptionText"),
    )


def read_done(message: Element) -> None:
    """Pass when an answer says that what was asked is done.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: it says nothing of how it went.
    """
    if refuse(message) is None:
        raise MessageInvalid("MessageStatus", [f"{local(message)} was sent instead"])


def root_of(message: Element, name: str) -> Element:
    """Return the message of a name, itself or inside, once its status says that all is well.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes.
        MessageInvalid: something else was sent.
    """
    found = first(message, name)
    if found is None:
        raise MessageInvalid(name, [f"{local(message)} was sent instead"])
    refuse(found)
    return found


def _errors(status: Element | None) -> Iterator[CourtError]:
    for found in children(status, "MessageContentError"):
        code = text(found, "ErrorDescription", "ErrorCodeText")
        if code and code != "0":
            yield CourtError(code=code, text=text(found, "ErrorDescription", "ErrorCodeDescriptionText"))


def _review(found: Element, parts: Parts, zone: tzinfo, fees: tuple[Fee, ...]) -> ReviewResult:
    word = text(found, "FilingStatus", "FilingReviewStatusCode")
    whole, case = outcome(word), child(found, "Case")
    documents = [f for f in found if local(f) == "LeadDocumentReview"]
    documents += [f for f in found if local(f) == "ConnectedDocumentReview"]
    return ReviewResult(
        filing_id=filing_id(found),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        court=text(found, "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        outcome=whole,
        status=word,
        description=text(found, "FilingStatus", "StatusDescriptionText"),
        docket_number=text(first(case, "CaseNumberText")),
        case_title=text(case, "CaseTitleText"),
        filed_at=moment(child(found, "DocumentFiledDate"), zone),
        completed_at=moment(child(found, "FilingCompletionDate"), zone),
        documents=tuple(_document(document, whole, parts, zone) for document in documents),
        fees=fees,
    )


def _document(found: Element, whole: Outcome, parts: Parts, zone: tzinfo) -> DocumentReview:
    document, disposition = child(found, "ReviewedDocument"), child(found, "DocumentReviewDisposition")
    status = child(disposition, "DocumentReviewStatus")
    own = outcome(text(first(document, "DocumentReviewStatusCode")) or text(status, "StatusText"))
    reasons = text(status, "StatusDescriptionText").split(";")
    return DocumentReview(
        reference=our_reference(document) or text(first(document, "FilerReferenceNumber")),
        title=text(document, "DocumentDescriptionText"),
        filing_code=text(first(document, "RegisterActionDescriptionCode")),
        is_lead=local(found) == "LeadDocumentReview",
        outcome=whole if own is Outcome.OTHER else own,
        reasons=tuple(reason.strip() for reason in reasons if reason.strip()),
        comments=text(
            first(
                document, "FilingCommentsText", "FilingReviewCommentsText", "SpecialHandlingInstructionsText"
            )
        ),
        reviewer=text(first(child(disposition, "DocumentReviewer"), "PersonFullName")),
        reviewed_at=moment(child(status, "StatusDate"), zone),
        docket_entry=text(first(document, "CaseDocketID")),
        stamped=tuple(_stamped(document, parts)),
    )


def _stamped(document: Element | None, parts: Parts) -> Iterator[StampedCopy]:
    seen: set[str] = set()
    for holder in (f for f in document.iter() if local(f) == "Attachment") if document is not None else ():
        content = binary(child(holder, "Base64BinaryObject"), parts)
        location = text(holder, "BinaryURI")
        is_url = content is None and "://" in location
        key = content.sha256 if content else location
        if key and key not in seen and (content or is_url):
            seen.add(key)
            yield StampedCopy(
                file_name="" if is_url else location, content=content, url=location if is_url else ""
            )


def case_id_of(message: Element | None) -> CaseId | None:
    """Return the court's id of the case that a message is about, from wherever it stands."""
    tracking = first(child(message, "Case"), "CaseTrackingID")
    number = identification(message, "CASEID") or text(tracking, "IdentificationID")
    return CaseId(number) if number else None


def _fees(holder: Element | None) -> Iterator[Fee]:
    for charge in children(holder, "AllowanceCharge"):
        amount = decimal(text(charge, "Amount"))
        if amount is not None:
            yield Fee(reason=text(charge, "AllowanceChargeReason"), amount=amount)
