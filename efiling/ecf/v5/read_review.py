"""Reading what a clerk did with filings, in ECF 5: from a callback, or from asking for the status."""

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
    text,
)
from efiling.ecf.status import outcome
from efiling.ecf.v5.read_answers import STATUS_CODE, case_id_of, docket_number_of, root_of
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid
from efiling.model import DocumentReview, Fee, Outcome, ReviewResult, StampedCopy

_OF_THE_FILING = ("FilingStatus", "FilingStatusAugmentation")
"""Where the vendor's courts tell the reason and the clerk's comment: once, in the status of the filing."""


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
    paid = fees([first(message, "PaymentMessage")])
    return tuple(_review(review, parts or {}, zone, paid) for review in found)


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
    # what the envelope costs is told beside what the filing costs
    charged = [*every(found, "EnvelopeFee"), *every(found, "FilingFee")]
    return _review(found, parts or {}, zone, fees(charged))


def _review(found: Element, parts: Parts, zone: tzinfo, paid: tuple[Fee, ...]) -> ReviewResult:
    word = status_word(found, STATUS_CODE)
    reviews = [*children(found, "LeadDocumentReview"), *children(found, "ConnectedDocumentReview")]
    comments = text(found, *_OF_THE_FILING, "ReviewCommentsText")
    reasons = split(every_text(found, *_OF_THE_FILING, "RejectReasonCode"))
    documents = with_words_of_the_filing(
        [_document(review, outcome(word), parts, zone) for review in reviews],
        reasons=(*reasons, *coded(child(found, "FilingStatus"))),
        comments=comments,
    )
    case = child(found, "Case")
    return ReviewResult(
        filing_id=filing_id(found),
        envelope_id=envelope_id(found),
        case_id=case_id_of(found),
        court=_court(found, case),
        outcome=outcome_of_filing(word, documents),
        status=word,
        description=description_of(found) or ("" if documents else comments),
        docket_number=docket_number_of(found),
        case_title=text(case, "CaseTitleText") or text(case, "CaseAugmentation", "CaseShortTitleText"),
        filed_at=_first_moment([found, *_papers(reviews[:1])], "DocumentFiledDate", zone),
        completed_at=_completed_at(found, zone),
        documents=documents,
        fees=paid,
    )


def _court(found: Element, case: Element | None) -> str:
    inside = ("CaseCourt", "OrganizationIdentification", "IdentificationID")
    return text(found, *inside) or text(case, "CaseAugmentation", *inside)


def _completed_at(found: Element, zone: tzinfo) -> datetime | None:
    accepted = child(found, *_OF_THE_FILING)
    return _first_moment([found], "FilingCompletionDate", zone) or _first_moment(
        [accepted], "AcceptDate", zone
    )


def _papers(reviews: Iterable[Element]) -> Iterator[Element | None]:
    return (child(review, "ReviewedDocument") for review in reviews)


def _first_moment(holders: Iterable[Element | None], name: str, zone: tzinfo) -> datetime | None:
    return next(filter(None, (moment(child(holder, name), zone) for holder in holders)), None)


def _document(found: Element, whole: Outcome, parts: Parts, zone: tzinfo) -> DocumentReview:
    document, disposition = child(found, "ReviewedDocument"), child(found, "DocumentReviewDisposition")
    sent = child(found, "Document")  # what was reviewed, as it had come
    status, own = child(disposition, "DocumentReviewStatus"), first(document, "DocumentStatus")
    told = list(every_text(status, "FilingStatusAugmentation", "RejectReasonCode"))
    described = list(every_text(status, "StatusDescriptionText"))
    return DocumentReview(
        reference=_reference(document) or _reference(sent),
        title=_title(document) or _title(sent),
        filing_code=text(first(document, "RegisterActionDescriptionCode")),
        is_lead=local(found) == "LeadDocumentReview",
        outcome=outcome_of_document(
            text(first(document, "DocumentReviewStatusCode")),
            text(status, "StatusText") or text(own, "StatusText"),
            whole,
        ),
        reasons=tuple(split(told or described or every_text(own, "StatusDescriptionText"))),
        # what the filer had said to the clerk ("FilingCommentsText") may come back, and is not the clerk's
        comments=text(status, "FilingStatusAugmentation", "ReviewCommentsText")
        or text(first(document, "FilingReviewCommentsText")),
        reviewer=text(first(child(disposition, "DocumentReviewer"), "PersonFullName")),
        reviewed_at=moment(child(status, "StatusDate"), zone),
        docket_entry=text(first(document, "CaseDocketID")),
        stamped=tuple(_stamped(document, parts)),
    )


def _reference(document: Element | None) -> str:
    return our_reference(document) or text(first(document, "FilerReferenceNumber"))


def _title(document: Element | None) -> str:
    return text(document, "DocumentDescriptionText") or text(document, "DocumentTitleText")


def _stamped(document: Element | None, parts: Parts) -> Iterator[StampedCopy]:
    seen: set[str] = set()
    for holder in (f for f in document.iter() if local(f) == "Attachment") if document is not None else ():
        location = text(holder, "BinaryURI")
        beside = part_of(location, parts)
        content = binary(child(holder, "Base64BinaryObject"), parts) or beside
        is_url = content is None and "://" in location
        key = content.sha256 if content else location
        if key and key not in seen and (content or is_url):
            seen.add(key)
            name = "" if is_url or beside else location
            yield StampedCopy(
                file_name=text(holder, "AttachmentAugmentation", "OriginalFileName") or name,
                content=content,
                url=location if is_url else "",
            )
