"""Reading what a court answers, in ECF 5: receipts, where filings stand, fees, cases."""

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo

from efiling.ecf.charges import fees, total_of
from efiling.ecf.clerk_words import description_of, status_word
from efiling.ecf.reading import (
    FILING_IDS,
    all_filing_ids,
    child,
    children,
    envelope_id,
    filing_id,
    first,
    identification,
    is_error,
    local,
    moment,
    our_reference,
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v5.read_case import read_case
from efiling.ecf.xml import Element
from efiling.errors import FilingRefused, MessageInvalid, NotAuthenticated
from efiling.model import CaseId, CaseOnFile, CourtError, FeeQuote, FilingStatus, PartyRole, Receipt

_GOOD = frozenset({"Success", "ErrorAcknowledgement", ""})

_DUPLICATE = "DuplicateMessage"
"""The court has had this message before: it may have taken the filing then."""

NOT_AUTHENTICATED = frozenset({"-2", "-4"})
"""Codes by which the vendor's courts say that our log-in is missing or has run out."""

STATUS_CODE = "FilingReviewStatusCode"
"""The element with the court's word for where a filing stands."""


def read_receipt(message: Element, *, zone: tzinfo = UTC) -> Receipt:
    """Return the court's receipt; that of the first time where the court has had the message before.

    Raises:
        FilingRefused, NotAuthenticated: the court answered with codes and no receipt.
        MessageInvalid: it is no receipt, has no id, or has both a code and the id of a filing.
    """
    status = first(message, "MessageStatus")
    if status is None:
        raise MessageInvalid("MessageStatus", [f"{local(message)} was sent instead"])
    ids = ids_of(status)
    if text(status, "MessageStatusCode") != _DUPLICATE:
        _refuse_filing(message, ids)
    found = Receipt(
        filing_ids=tuple(all_filing_ids(ids)),
        envelope_id=envelope_id(ids),
        case_id=case_id_of(ids),
        received_at=moment(_received(status), zone),
    )
    if not found.filing_ids and found.envelope_id is None:
        raise MessageInvalid("MessageStatus", ["it has neither an error nor an id"])
    return found


def _refuse_filing(message: Element, ids: Element | None) -> None:
    try:
        refuse(message)
    except FilingRefused as refused:
        if isinstance(refused, NotAuthenticated) or not identification(ids, *FILING_IDS):
            raise
        raise MessageInvalid("MessageStatus", ["it refuses the filing and gives its id"]) from None


def ids_of(status: Element | None) -> Element | None:
    """Return the augmentation with the ids: the standard's and the vendor's have one name."""
    found = list(children(status, "MessageStatusAugmentation"))
    named = (one for one in found if child(one, "DocumentIdentification") is not None)
    return next(named, found[0] if found else None)


def _received(status: Element) -> Element | None:
    """When the court dates the filing, where it says so; else when it answered."""
    filed = child(status, "MessageStatusAugmentation", "DocumentFiledDate")
    return child(status, "SystemEventDateTime") if filed is None else filed


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
    known = text(status, "CredentialsAuthenticatedCode").casefold()
    if known == "not authenticated" or any(code in NOT_AUTHENTICATED for code, _ in found):
        raise NotAuthenticated(found)
    if found:
        raise FilingRefused(found)
    return status


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
    total = total_of(answer, "FeesCalculationAmount")
    if total is None:
        raise MessageInvalid("GetFeesCalculationResponseMessage", ["it has no sum"])
    return FeeQuote(total=total, fees=fees([answer]))


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
    word = status_word(found, STATUS_CODE)
    return FilingStatus(
        filing_id=filing_id(found),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        outcome=outcome(word),
        status=word,
        description=description_of(found),
        submitted_at=moment(child(found, "DocumentPostDate"), zone),
        docket_number=docket_number_of(found),
        reference=our_reference(lead) or text(first(lead, "FilerReferenceNumber")),
        title=text(lead, "DocumentDescriptionText") or text(lead, "DocumentTitleText"),
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
    """What is wrong with a message, and what went wrong with handling it."""
    found = [child(error, "ErrorDescription") for error in children(status, "MessageContentError")]
    for error in (*found, *children(status, "MessageHandlingError")):
        code, told = text(error, "ErrorCodeText"), text(error, "ErrorCodeDescriptionText")
        if code and is_error(code):
            yield CourtError(code=code, text=told)


def docket_number_of(message: Element | None) -> str:
    """Return the number of the case that a message is about, not that of a case it came from."""
    case = child(message, "Case")
    return text(case, "CaseAugmentation", "CaseNumberText") or text(case, "CaseNumberText")


def case_id_of(message: Element | None) -> CaseId | None:
    """Return the court's id of the case that a message is about, from wherever it stands."""
    tracking = text(child(message, "Case"), "CaseAugmentation", "CaseTrackingID", "IdentificationID")
    number = identification(message, "CASEID") or tracking
    return CaseId(number) if number else None
