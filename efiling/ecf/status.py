"""A court's words for where a filing stands, and what they mean to us.

Source: the vendor's `filingstatus` code list, and the review status codes of ECF 5. A court
may use other words; they read as OTHER and change nothing until the court uses one of these.
"""

from efiling.model import Outcome

_MEANING = {
    "submitting": Outcome.RECEIVED,
    "submitted": Outcome.RECEIVED,
    "submittedforreview": Outcome.RECEIVED,
    "submittedforview": Outcome.RECEIVED,
    "received": Outcome.RECEIVED,
    "underreview": Outcome.UNDER_REVIEW,
    "receivedunderreview": Outcome.UNDER_REVIEW,
    "pending": Outcome.UNDER_REVIEW,
    "deferred": Outcome.UNDER_REVIEW,
    "accepted": Outcome.ACCEPTED,
    "filed": Outcome.ACCEPTED,
    "docketed": Outcome.ACCEPTED,
    "issued": Outcome.ACCEPTED,
    "partiallyaccepted": Outcome.PARTLY_ACCEPTED,
    "partlyaccepted": Outcome.PARTLY_ACCEPTED,
    "rejected": Outcome.REJECTED,
    "returned": Outcome.REJECTED,
    "cancelled": Outcome.CANCELLED,
    "canceled": Outcome.CANCELLED,
    "served": Outcome.SERVED,
    "failed": Outcome.FAILED,
    "error": Outcome.FAILED,
}

_LETTERS = {
    "r": Outcome.RECEIVED,
    "rp": Outcome.RECEIVED,
    "f": Outcome.ACCEPTED,
    "fg": Outcome.ACCEPTED,
    "i": Outcome.ACCEPTED,
    "if": Outcome.ACCEPTED,
    "rj": Outcome.REJECTED,
    "rej": Outcome.REJECTED,
}
"""A second manager's letters for a document: received, proposed, filed, filed and granted, issued, rejected."""


def outcome(word: str) -> Outcome:
    """Return what a court's word means, whatever its case and punctuation."""
    return _MEANING.get(_bare(word), Outcome.OTHER)


def document_outcome(word: str) -> Outcome:
    """Return what a court's word for a document means, which may be a letter or two."""
    return _LETTERS.get(_bare(word), outcome(word))


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())
