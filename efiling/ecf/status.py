"""A court's words for where a filing stands, and what they mean to us.

Source: the vendor's `filingstatus` code list, and the review status codes of ECF 5. A court
may use other words; they read as OTHER and change nothing until the court uses one of these.
"""

from efiling.model import Outcome

_MEANING = {
    "submitting": Outcome.RECEIVED,
    "submitted": Outcome.RECEIVED,
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


def outcome(word: str) -> Outcome:
    """Return what a court's word means, whatever its case and punctuation."""
    return _MEANING.get("".join(c for c in word.casefold() if c.isalnum()), Outcome.OTHER)
