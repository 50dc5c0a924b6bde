"""What happened to a filing, put into its record: one way for sending, receipt, callback and poll."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.filings.record import StoredFiling
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from efiling.errors import IllegalMove
from efiling.lifecycle import SETTLED, Event, envelope_event, move
from efiling.model import DocumentReview, Outcome, Receipt, ReviewResult

SERVICE_UPDATE = "service.update"
"""The task that brings the service of a filing's papers up to where the filing stands."""

SETTLED_OUTCOMES = frozenset(Outcome) - {Outcome.RECEIVED, Outcome.UNDER_REVIEW, Outcome.OTHER}


def tell(
    work: Work, filing: StoredFiling, event: Event, *, source: str, note: str = "", raw_sha256: str = ""
) -> StoredFiling:
    """Move a filing by an event, with a line in its timeline and, where it moved, in the audit trail.

    News that contradicts what we know moves nothing: it is written down for a person to look at.
    """
    try:
        state = move(filing.state, event)
    except IllegalMove as error:
        work.filings.note(
            filing.id, source=source, state=filing.state, note=str(error), raw_sha256=raw_sha256
        )
        return work.filings.save(replace(filing, problem=str(error)))
    if state is not filing.state:
        act = AuditAct(source, f"filing.{state.value}", filing.id, before=filing.state, after=state)
        work.record(act)
    if state is not filing.state or note:
        work.filings.note(filing.id, source=source, state=state, note=note, raw_sha256=raw_sha256)
    if state in SETTLED and not filing.told_at:
        filing = replace(filing, told_at=work.now.isoformat())
    return work.filings.save(replace(filing, state=state))


def with_receipt(filing: StoredFiling, receipt: Receipt) -> StoredFiling:
    """Return the filing with the court's ids; what the court already said of one of them stays."""
    outcomes = {str(number): Outcome.RECEIVED.value for number in receipt.filing_ids}
    return replace(
        filing,
        envelope_id=filing.envelope_id or receipt.envelope_id or "",
        case_id=receipt.case_id or filing.case_id,
        outcomes=outcomes | dict(filing.outcomes),
        absent_since="",
        problem="",
    )


def with_outcome(filing: StoredFiling, court_filing_id: str, outcome: Outcome) -> StoredFiling:
    """Return the filing with the court's word on one of its parts.

    A settled part is not unsettled by a word that came late, nor by one that we do not know.
    """
    known = Outcome(filing.outcomes.get(court_filing_id, Outcome.OTHER.value))
    if known in SETTLED_OUTCOMES and outcome not in SETTLED_OUTCOMES:
        return filing
    return replace(filing, outcomes={**filing.outcomes, court_filing_id: outcome.value})


def with_review(filing: StoredFiling, review: ReviewResult) -> StoredFiling:
    """Return the filing with the clerk's review of one of its parts; of all where it names none."""
    parts = [str(review.filing_id)] if review.filing_id else list(filing.outcomes)
    changed = filing
    for court_filing_id in parts:
        changed = with_outcome(changed, court_filing_id, review.outcome)
    return replace(
        changed,
        envelope_id=filing.envelope_id or review.envelope_id or "",
        case_id=review.case_id or filing.case_id,
        docket_number=review.docket_number or filing.docket_number,
        filed_at=review.filed_at.isoformat() if review.filed_at else filing.filed_at,
        reviewed_at=review.completed_at.isoformat() if review.completed_at else filing.reviewed_at,
        documents=_papers(filing, review),
        fees=tuple({"reason": fee.reason, "amount": str(fee.amount)} for fee in review.fees) or filing.fees,
    )


def is_of_another_envelope(filing: StoredFiling, review: ReviewResult) -> bool:
    """Whether a review is of an envelope with our reference that is not the one we filed.

    That is a copy that the network delivered a second time, or one that a person gave up for lost.
    """
    return bool(filing.envelope_id and review.envelope_id and filing.envelope_id != review.envelope_id)


def event_of(filing: StoredFiling) -> Event:
    """Return what the outcomes of all parts that we know of mean for the whole."""
    return envelope_event(Outcome(outcome) for outcome in filing.outcomes.values())


def news_key(review: ReviewResult) -> str:
    """Return the same text for the same news, however often and in however many messages it comes."""
    stamped = sorted(
        copy.content.sha256 for document in review.documents for copy in document.stamped if copy.content
    )
    parts: Sequence[object] = (
        review.court,
        review.filing_id,
        review.envelope_id,
        review.status,
        review.completed_at,
        *stamped,
    )
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()


def _papers(filing: StoredFiling, review: ReviewResult) -> tuple[Mapping[str, Any], ...]:
    """Return the papers with what the review says of them; what it leaves out stays as it was told."""
    papers = {_key(paper): paper for paper in filing.documents}
    for document in review.documents:
        told = _paper(document, str(review.filing_id or ""))
        known = papers.get(_key(told), told)
        paper = {**known, **{name: content for name, content in told.items() if content}}
        # Some answers say the clerk's comment once more among the reasons.
        paper["reasons"] = [reason for reason in paper["reasons"] if reason != paper["comments"]]
        papers[_key(told)] = _with_words_on_all(paper, review)
    return tuple(papers.values())


def _with_words_on_all(paper: Mapping[str, Any], review: ReviewResult) -> Mapping[str, Any]:
    """Return a rejected paper with what the court says of the filing, where nothing was said of the paper."""
    is_told = paper["outcome"] != Outcome.REJECTED.value or paper["reasons"] or paper["comments"]
    return paper if is_told else {**paper, "comments": review.description}


def _key(paper: Mapping[str, Any]) -> tuple[str, str]:
    return (paper["court_filing_id"], paper["reference"] or paper["title"])


def _paper(document: DocumentReview, court_filing_id: str) -> Mapping[str, Any]:
    return {
        "court_filing_id": court_filing_id,
        "reference": document.reference,
        "title": document.title,
        "outcome": document.outcome.value,
        "reasons": list(document.reasons),
        "comments": document.comments,
        "reviewed_at": document.reviewed_at.isoformat() if document.reviewed_at else "",
        "docket_entry": document.docket_entry,
    }
