"""Reading what a clerk did with a filing, in ECF 4: from a callback, or from asking for the details."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from efiling.ecf.charges import fees
from efiling.ecf.clerk_words import (
    coded,
    description_of,
    outcome_of_document,
    outcome_of_filing,
    split,
    status_word,
    with_words_of_the_filing,
)
from efiling.ecf.reading import (
    Parts,
    binary,
    child,
    children,
    envelope_id,
    every,
    every_text,
    filing_id,
    first,
    local,
    moment,
    our_reference,
    part_of,
    real_errors,
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v4.read_answers import case_id_of, case_of, docket_number_of, refuse, root_of
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import DocumentReview, Fee, Outcome, ReviewResult, StampedCopy

CALLBACKS = (
    "ReviewFilingCallbackMessage",
    "ReviewFilingCallbackMessageExt",
    "NotifyFilingReviewCompleteRequestMessage",
)
"""The messages that tell of a review: the standard's, a second manager's own, and the wrapper alone."""

DOCUMENTS = frozenset({"ReviewedLeadDocument", "ReviewedConnectedDocument", "ReviewedDocument"})

_CODE = "FilingStatusCode"


def read_reviews(
    message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC
) -> tuple[ReviewResult, ...]:
    """Return every review that a message reports: the standard has one, some managers send several at once.

    Raises:
        MessageInvalid: it is no such message.
    """
    several = [found for found in message.iterdescendants() if local(found) in CALLBACKS[:2]]
    if len(several) < 2:
        return (read_review(message, parts=parts, zone=zone),)
    return tuple(_review(one, message, parts or {}, zone) for one in several)


def read_review(message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC) -> ReviewResult:
    """Return the clerk's review that a NotifyFilingReviewComplete message reports.

    Any part may be missing. Times without a zone are the court's (`zone`).

    Raises:
        MessageInvalid: it is no such message.
    """
    callback = root_of(message, *CALLBACKS)
    if local(callback) == CALLBACKS[-1] and child(callback, "FilingStatus") is None:
        raise MessageInvalid(CALLBACKS[0], ["the wrapper alone was sent"])
    return _review(callback, message, parts or {}, zone)


def _review(callback: Element, message: Element, parts: Parts, zone: tzinfo) -> ReviewResult:
    documents = [found for found in callback if local(found) in DOCUMENTS]
    paid = first(message, "PaymentReceiptMessage", "FeesCalculation", "FeesCalculationType")
    return _result(
        callback,
        around=message,
        documents=[
            _reviewed(found, callback, parts, zone, is_lead=_is_lead(found, place))
            for place, found in enumerate(documents)
        ],
        filed_at=_filed_at(callback, documents, zone),
        completed_at=moment(child(callback, "FilingCompletionDate"), zone),
        paid=fees([paid]),
    )


def read_filing_details(message: Element, *, parts: Parts | None = None, zone: tzinfo = UTC) -> ReviewResult:
    """Return all that a court says of one filing when it is asked.

    Raises:
        FilingRefused: the court answered with codes.
        MessageInvalid: it is no such answer.
    """
    answer = root_of(message, "FilingDetailResponseMessage")
    refuse(answer)
    documents = children(answer, "FilingLeadDocument")
    return _result(
        answer,
        around=answer,
        documents=[_reviewed(found, answer, parts or {}, zone, is_lead=True) for found in documents],
        filed_at=moment(child(answer, "FilingSubmissionDate"), zone),
        completed_at=moment(child(answer, "FilingAcceptDate"), zone),
        # what the envelope costs is told beside what the filing costs
        paid=fees([*children(answer, "EnvelopeFees"), *children(answer, "FilingFees")]),
    )


def _result(
    told: Element,
    *,
    around: Element,
    documents: Iterable[DocumentReview],
    filed_at: datetime | None,
    completed_at: datetime | None,
    paid: tuple[Fee, ...],
) -> ReviewResult:
    word = status_word(told, _CODE)
    comments = _comments(told)
    found = with_words_of_the_filing(
        documents, reasons=tuple(coded(child(told, "FilingStatus"))), comments=comments
    )
    return ReviewResult(
        filing_id=filing_id(told) or filing_id(around),
        envelope_id=envelope_id(told) or envelope_id(around),
        case_id=case_id_of(told),
        court=_court(told),
        outcome=outcome_of_filing(word, found),
        status=word,
        description=description_of(told) or ("" if found else comments),
        docket_number=docket_number_of(told),
        case_title=text(case_of(told), "CaseTitleText") or text(told, "CaseTitleText"),
        filed_at=filed_at,
        completed_at=completed_at,
        documents=found,
        fees=paid,
        errors=real_errors(told),
    )


def _court(message: Element) -> str:
    here = child(message, "CaseCourt")
    court = here if here is not None else child(case_of(message), "CaseAugmentation", "CaseCourt")
    return text(court, "OrganizationIdentification", "IdentificationID")


def _filed_at(callback: Element, documents: list[Element], zone: tzinfo) -> datetime | None:
    """When the court received the filing; where it says so of the lead document alone, when it received that."""
    holders = (child(holder, "DocumentFiledDate") for holder in (callback, *documents[:1]))
    return next(filter(None, (moment(holder, zone) for holder in holders)), None)


def _is_lead(document: Element, place: int) -> bool:
    """One manager tells leads from connected documents, another sends them in order."""
    name = local(document)
    return name == "ReviewedLeadDocument" or (name == "ReviewedDocument" and place == 0)


def _reviewed(found: Element, told: Element, parts: Parts, zone: tzinfo, *, is_lead: bool) -> DocumentReview:
    own = child(found, "DocumentFilingStatus")
    return DocumentReview(
        reference=our_reference(found),
        title=text(found, "DocumentDescriptionText") or text(found, "DocumentTitleText"),
        filing_code=text(found, "DocumentMetadata", "RegisterActionDescriptionText"),
        is_lead=is_lead,
        outcome=outcome_of_document(
            text(own, "DocumentFilingStatusCode"), text(found, "DocumentStatus", "StatusText"), _whole(told)
        ),
        reasons=tuple(_reasons(found, own)),
        comments=_comments(found),
        reviewer=text(first(child(found, "DocumentReviewer"), "PersonFullName")),
        reviewed_at=moment(child(found, "DocumentReviewDate"), zone),
        docket_entry=text(found, "DocumentDocketID", "IdentificationID"),
        stamped=tuple(_stamped(found, parts)),
    )


def _whole(told: Element) -> Outcome:
    return outcome(status_word(told, _CODE))


def _comments(holder: Element) -> str:
    """What a clerk says to the filer.

    Not what is meant for the clerk alone ("messageToClerk"), nor what the filer had said
    ("FilingCommentsText"), which may come back.
    """
    return text(holder, "FilingReviewCommentsText") or text(holder, "messageToFiler")


def _reasons(document: Element, own_status: Element | None) -> Iterator[str]:
    told = list(every_text(document, "RejectReasonText"))
    yield from split(told or every_text(document, "DocumentStatus", "StatusDescriptionText"))
    yield from coded(own_status)


def _stamped(document: Element, parts: Parts) -> Iterator[StampedCopy]:
    """The copies, from the places where courts put them, each once."""
    seen: set[str] = set()
    for holder in (document, *every(document, "DocumentBinary", "DocumentAttachment")):
        location = text(holder, "BinaryLocationURI")
        beside = part_of(location, parts)
        content = binary(child(holder, "BinaryBase64Object"), parts) or beside
        is_url = content is None and "://" in location
        key = content.sha256 if content else location
        if key and key not in seen and (content or is_url):
            seen.add(key)
            name = "" if is_url or beside else location
            yield StampedCopy(file_name=name, content=content, url=location if is_url else "")
