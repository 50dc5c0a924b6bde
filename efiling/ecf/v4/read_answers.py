"""Reading what a court answers, in ECF 4: receipts, where filings stand, fees, cases."""

from collections.abc import Mapping
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
    local,
    moment,
    our_reference,
    real_errors,
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v4.read_case import is_case, read_case
from efiling.ecf.xml import Element
from efiling.errors import FilingRefused, MessageInvalid, NotAuthenticated
from efiling.model import CaseId, CaseOnFile, FeeQuote, FilingId, FilingStatus, PartyRole, Receipt

NOT_AUTHENTICATED = frozenset({"-2", "-4"})
"""Codes by which the vendor's courts say that our log-in is missing or has run out."""


def read_receipt(message: Element, *, zone: tzinfo = UTC) -> Receipt:
    """Return the court's receipt.

    Raises:
        FilingRefused: the court answered with codes and no receipt.
        MessageInvalid: it is no receipt, has no id, or has both a code and the id of a filing.
    """
    receipt = root_of(message, "MessageReceiptMessage")
    try:
        refuse(receipt)
    except FilingRefused as refused:
        if isinstance(refused, NotAuthenticated) or not identification(receipt, *FILING_IDS):
            raise
        raise MessageInvalid("MessageReceiptMessage", ["it refuses the filing and gives its id"]) from None
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
    found = [(error.code, error.text) for error in real_errors(message)]
    if not found:
        return
    raise (NotAuthenticated if any(code in NOT_AUTHENTICATED for code, _ in found) else FilingRefused)(found)


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
    total = total_of(answer, "FeesCalculationAmount")
    if total is None:
        raise MessageInvalid("FeesCalculationResponseMessage", ["it has no sum"])
    return FeeQuote(total=total, fees=fees([answer]))


def read_cases(message: Element, *, roles: Mapping[str, PartyRole]) -> tuple[CaseOnFile, ...]:
    """Return the cases of an answer to a case list query or a case query; none where nothing was found.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "CaseListResponseMessage", "CaseResponseMessage")
    refuse(answer)
    return tuple(read_case(found, roles=roles) for found in answer if is_case(found))


def root_of(message: Element, *names: str) -> Element:
    """Return the message of one of the names, itself or inside.

    Raises:
        MessageInvalid: something else was sent.
    """
    spelled = (variant for name in names for variant in (name, f"{name}Ext", f"{name}TypeExt"))
    found = next((known for name in spelled if (known := first(message, name)) is not None), None)
    if found is None:
        raise MessageInvalid(names[0], [f"{local(message)} was sent instead"])
    return found


def case_of(message: Element) -> Element | None:
    """Return the case that a message is about, of whatever kind; None where it has none."""
    return next(filter(is_case, message), None)


def docket_number_of(message: Element) -> str:
    """Return the case's number, from wherever one manager or another writes it."""
    return (
        text(case_of(message), "CaseDocketID") or text(message, "CaseDocketID") or text(message, "CaseNumber")
    )


def case_id_of(message: Element) -> CaseId | None:
    """Return the court's id of the case that a message is about, from wherever it stands."""
    number = (
        identification(message, "CASEID")
        or text(case_of(message), "CaseTrackingID")
        or text(message, "CaseTrackingID")
    )
    return CaseId(number) if number else None


def _status(found: Element, zone: tzinfo) -> FilingStatus:
    word = status_word(found, "FilingStatusCode")
    own_id = text(found, "FilingId")  # where a second manager's list has it
    return FilingStatus(
        filing_id=filing_id(found) or (FilingId(own_id) if own_id else None),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        outcome=outcome(word),
        status=word,
        description=description_of(found),
        submitted_at=moment(child(found, "DocumentPostDate"), zone),
        docket_number=docket_number_of(found),
        reference=our_reference(found),
        title=text(found, "DocumentDescriptionText")
        or text(found, "LeadDocument", "DocumentDescriptionText"),
    )
