"""What a clerk says of a filing and its documents, wherever a court's e-filing manager puts it.

One manager gives every document its reason, another tells it once, of the filing as a whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from efiling.ecf.reading import child, children, every_text, text
from efiling.ecf.status import document_outcome, outcome
from efiling.ecf.xml import Element
from efiling.model import DocumentReview, Outcome

_SEPARATOR = ";"


def status_word(holder: Element | None, code: str) -> str:
    """Return the court's word for where a filing stands; `code` is the version's own element for it."""
    status = child(holder, "FilingStatus")
    return text(status, code) or text(status, "StatusText") or text(status)


def description_of(holder: Element | None) -> str:
    """Return what a court says of a filing's status, else its reasons; a second one is a second sentence."""
    status = child(holder, "FilingStatus")
    return "; ".join(list(every_text(status, "StatusDescriptionText")) or coded(status))


def split(told: Iterable[str]) -> Iterator[str]:
    """Yield the reasons that stand in some texts, with a semicolon between two."""
    for one in told:
        yield from (reason.strip() for reason in one.split(_SEPARATOR) if reason.strip())


def coded(status: Element | None) -> Iterator[str]:
    """Yield the reasons that a status gives one by one; what a clerk adds to one stands behind it."""
    for name in ("FilingStatusReason", "FilingStatusReasons"):
        for reason in children(status, name):
            word = text(reason, "ReasonCodeText") or text(reason, "ReasonText") or text(reason, "ReasonCode")
            if told := ": ".join(filter(None, (word, text(reason, "Memo")))):
                yield told


def with_words_of_the_filing(
    documents: Iterable[DocumentReview], *, reasons: tuple[str, ...], comments: str
) -> tuple[DocumentReview, ...]:
    """Return documents that say what was told of the filing as a whole, where none has words of its own.

    What is told of a filing is told of the documents that were not accepted; of all where all were.
    """
    found = tuple(documents)
    if any(document.reasons for document in found):
        reasons = ()
    if any(document.comments for document in found):
        comments = ""
    refused = [document.outcome is not Outcome.ACCEPTED for document in found]
    return tuple(
        replace(document, reasons=document.reasons or reasons, comments=document.comments or comments)
        if is_refused or not any(refused)
        else document
        for document, is_refused in zip(found, refused, strict=True)
    )


def outcome_of_document(code: str, word: str, whole: Outcome) -> Outcome:
    """Return what became of a document, by its `code`, its looser `word`, or else that of the filing.

    A code that nobody knows is not taken for the filing's outcome: that would call accepted what may not be.
    """
    if code:
        return document_outcome(code)
    own = document_outcome(word)
    return whole if own is Outcome.OTHER else own


_SETTLED = frozenset({Outcome.ACCEPTED, Outcome.REJECTED})


def outcome_of_filing(word: str, documents: tuple[DocumentReview, ...]) -> Outcome:
    """Return what became of a filing; one that is "reviewed" stands as its documents do."""
    whole = outcome(word)
    if word.casefold() != "reviewed" or not documents:
        return whole
    found = {document.outcome for document in documents}
    if not found <= _SETTLED:
        return whole
    return found.pop() if len(found) == 1 else Outcome.PARTLY_ACCEPTED
