"""Reading what a court sends, in ECF 4: receipts, the clerk's review, answers to questions."""

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
    errors,
    every,
    filing_id,
    first,
    identification,
    local,
    moment,
    our_reference,
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v4.read_case import read_case
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

CALLBACKS = (
    "ReviewFilingCallbackMessage",
    "ReviewFilingCallbackMessageExt",
    "NotifyFilingReviewCompleteRequestMessage",
)
"""The messages that tell of a review: the standard's, a second manager's own, and the wrapper alone."""

DOCUMENTS = frozenset({"ReviewedLeadDocument", "ReviewedConnectedDocument", "ReviewedDocument"})

NOT_AUTHENTICATED = frozenset({"-2", "-4"})
"""Codes by which the vendor's courts say that our log-in is missing or has run out."""

_REASON_SEPARATOR = ";"


def read_receipt(message: Element, *, zone: tzinfo = UTC) -> Receipt:
    """Return the court's receipt.

    Raises:
        FilingRefused: the court answered with codes and no receipt.
        MessageInvalid: it is no receipt, or one without any id.
    """
    receipt = root_of(message, "MessageReceiptMessage")
    refuse(receipt)
    found = Receipt(
        filing_ids=tuple(all_filing_ids(receipt)),
        envelope_id=envelope_id(receipt),
        case_id=case_id_of(receipt),
        court=text(receipt, "CaseCourt", "OrganizationIdentification", "IdentificationID"),
        received_at=moment(child(receipt, "DocumentReceivedDate"), zone),
    )
    if not found.filing_ids and found.envelope_id is None:
        raise MessageInvalid("MessageReceiptMessage", ["it has neither an error nor an id"])
    return found


def refuse(message: Element | None) -> None:
    """Raise what a message's error codes mean; "0" means that there is none.

    Raises:
        NotAuthenticated: log in again.
        FilingRefused: anything else.
    """
    found = [(error.code, error.text) for error in errors(message) if error.code != "0"]
    if not found:
        return
    raise (NotAuthenticated if any(code in NOT_AUTHENTICATED for code, _ in found) else FilingRefused)(found)


def read_review(message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC) -> ReviewResult:
    """Return the clerk's review that a NotifyFilingReviewComplete message reports.

    Any part may be missing. Times without a zone are the court's (`zone`).

    Raises:
        MessageInvalid: it is no such message.
    """
    callback = root_of(message, *CALLBACKS)
    if local(callback) == CALLBACKS[-1] and child(callback, "FilingStatus") is None:
        raise MessageInvalid(CALLBACKS[0], ["the wrapper alone was sent"])
    documents = [found for found in callback if local(found) in DOCUMENTS]
    whole = outcome(_status_word(callback))
    return ReviewResult(
        filing_id=filing_id(callback) or filing_id(message),
        envelope_id=envelope_id(callback) or envelope_id(message),
        case_id=case_id_of(callback),
        court=_court(callback),
        outcome=whole,
        status=_status_word(callback),
        description=text(callback, "FilingStatus", "StatusDescriptionText"),
        docket_number=text(_case(callback), "CaseDocketID") or text(callback, "CaseDocketID"),
        case_title=text(_case(callback), "CaseTitleText") or text(callback, "CaseTitleText"),
        filed_at=moment(child(callback, "DocumentFiledDate"), zone),
        completed_at=moment(child(callback, "FilingCompletionDate"), zone),
        documents=tuple(
            _reviewed(found, whole, parts or {}, zone, is_lead=_is_lead(found, place))
            for place, found in enumerate(documents)
        ),
        fees=tuple(_fees(first(message, "PaymentReceiptMessage", "FeesCalculation", "FeesCalculationType"))),
        errors=_real_errors(callback),
    )


def read_filing_details(message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC) -> ReviewResult:
    """Return all that a court says of one filing when it is asked.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "FilingDetailResponseMessage")
    refuse(answer)
    whole = outcome(_status_word(answer))
    return ReviewResult(
        filing_id=filing_id(answer),
        envelope_id=envelope_id(answer),
        case_id=case_id_of(answer),
        court=_court(answer),
        outcome=whole,
        status=_status_word(answer),
        description=text(answer, "FilingStatus", "StatusDescriptionText"),
        docket_number=text(_case(answer), "CaseDocketID"),
        case_title=text(_case(answer), "CaseTitleText"),
        filed_at=moment(child(answer, "FilingSubmissionDate"), zone),
        completed_at=moment(child(answer, "FilingAcceptDate"), zone),
        documents=tuple(
            _reviewed(found, whole, parts or {}, zone, is_lead=True)
            for found in children(answer, "FilingLeadDocument")
        ),
        fees=tuple(fee for fees in children(answer, "FilingFees") for fee in _fees(fees)),
    )


def read_filing_status(message: Element, *, zone: tzinfo = UTC) -> FilingStatus:
    """Return where a filing stands, from a status answer or the answer to a request to cancel.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "FilingStatusResponseMessage", "CancelFilingResponseMessage")
    refuse(answer)
    return _status(answer, zone)


def read_filing_list(message: Element, *, zone: tzinfo = UTC) -> tuple[FilingStatus, ...]:
    """Return the filings that a court lists.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "FilingListResponseMessage")
    refuse(answer)
    return tuple(_status(found, zone) for found in children(answer, "MatchingFiling"))


def read_fees(message: Element) -> FeeQuote:
    """Return what a court would charge.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer, or gives no sum.
    """
    answer = root_of(message, "FeesCalculationResponseMessage")
    inner = child(answer, "FeesCalculationType")
    answer = answer if inner is None else inner
    refuse(answer)
    total = decimal(text(answer, "FeesCalculationAmount"))
    if total is None:
        raise MessageInvalid("FeesCalculationResponseMessage", ["it has no sum"])
    return FeeQuote(total=total, fees=tuple(_fees(answer)))


def read_cases(message: Element, *, roles: Mapping[str, PartyRole]) -> tuple[CaseOnFile, ...]:
    """Return the cases of an answer to a case list query or a case query; none where nothing was found.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "CaseListResponseMessage", "CaseResponseMessage")
    refuse(answer)
    return tuple(read_case(found, roles=roles) for found in answer if local(found).endswith("Case"))


def root_of(message: Element, *names: str) -> Element:
    """Return the message of one of the names, itself or inside.

    Raises:
        MessageInvalid: something else was sent.
    """
    found = next((known for name in names if (known := first(message, name)) is not None), None)
    if found is None:
        raise MessageInvalid(names[0], [f"{local(message)} was sent instead"])
    return found


def _case(message: Element) -> Element | None:
    return next((found for found in message if local(found).endswith("Case")), None)


def _court(message: Element) -> str:
    here = child(message, "CaseCourt")
    court = here if here is not None else child(_case(message), "CaseAugmentation", "CaseCourt")
    return text(court, "OrganizationIdentification", "IdentificationID")


def _status_word(message: Element) -> str:
    return text(message, "FilingStatus", "FilingStatusCode")


def case_id_of(message: Element) -> CaseId | None:
    """Return the court's id of the case that a message is about, from wherever it stands."""
    number = (
        identification(message, "CASEID")
        or text(_case(message), "CaseTrackingID")
        or text(message, "CaseTrackingID")
    )
    return CaseId(number) if number else None


def _status(found: Element, zone: tzinfo) -> FilingStatus:
    word = _status_word(found)
    return FilingStatus(
        filing_id=filing_id(found),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        outcome=outcome(word),
        status=word,
        description=text(found, "FilingStatus", "StatusDescriptionText"),
        submitted_at=moment(child(found, "DocumentPostDate"), zone),
        docket_number=text(_case(found), "CaseDocketID") or text(found, "CaseDocketID"),
        reference=our_reference(found),
        title=text(found, "DocumentDescriptionText"),
    )


def _is_lead(document: Element, place: int) -> bool:
    """One manager tells leads from connected documents, another sends them in order."""
    name = local(document)
    return name == "ReviewedLeadDocument" or (name == "ReviewedDocument" and place == 0)


def _reviewed(found: Element, whole: Outcome, parts: Parts, zone: tzinfo, *, is_lead: bool) -> DocumentReview:
    own_status = child(found, "DocumentFilingStatus")
    own = outcome(text(own_status, "DocumentFilingStatusCode") or text(found, "DocumentStatus", "StatusText"))
    return DocumentReview(
        reference=our_reference(found),
        title=text(found, "DocumentDescriptionText"),
        filing_code=text(found, "DocumentMetadata", "RegisterActionDescriptionText"),
        is_lead=is_lead,
        outcome=whole if own is Outcome.OTHER else own,
        reasons=tuple(_reasons(found, own_status)),
        # what is meant for the clerk alone ("messageToClerk") is not read
        comments=text(found, "FilingReviewCommentsText")
        or text(found, "FilingCommentsText")
        or text(found, "messageToFiler"),
        reviewer=text(first(child(found, "DocumentReviewer"), "PersonFullName")),
        reviewed_at=moment(child(found, "DocumentReviewDate"), zone),
        docket_entry=text(found, "DocumentDocketID", "IdentificationID"),
        stamped=tuple(_stamped(found, parts)),
    )


def _reasons(document: Element, own_status: Element | None) -> Iterator[str]:
    told = text(document, "RejectReasonText") or text(document, "DocumentStatus", "StatusDescriptionText")
    yield from (reason.strip() for reason in told.split(_REASON_SEPARATOR) if reason.strip())
    for reason in children(own_status, "FilingStatusReason"):
        if word := text(reason, "ReasonCodeText") or text(reason, "ReasonText"):
            yield word


def _stamped(document: Element, parts: Parts) -> Iterator[StampedCopy]:
    """The copies, from the places where courts put them, each once."""
    seen: set[str] = set()
    for holder in (document, *every(document, "DocumentBinary", "DocumentAttachment")):
        content = binary(child(holder, "BinaryBase64Object"), parts)
        location = text(holder, "BinaryLocationURI")
        is_url = content is None and "://" in location
        key = content.sha256 if content else location
        if key and key not in seen and (content or is_url):
            seen.add(key)
            yield StampedCopy(
                file_name="" if is_url else location, content=content, url=location if is_url else ""
            )


def _fees(holder: Element | None) -> Iterator[Fee]:
    for charge in children(holder, "AllowanceCharge"):
        amount = decimal(text(charge, "Amount"))
        if amount is not None:
            yield Fee(reason=text(charge, "AllowanceChargeReason"), amount=amount)


def _real_errors(message: Element) -> tuple[CourtError, ...]:
    return tuple(error for error in errors(message) if error.code != "0")
