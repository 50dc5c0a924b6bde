"""What can go wrong while documents become an accepted filing.

EfilingError
├── FilingNotReady         the caller can mend it: a document is missing, unsigned or refused by a check
├── DocumentTooLarge       the caller can mend it: split the document
├── UnknownCourt           no profile has that name
├── MessageInvalid         what we built or received does not fit the schema; our bug or theirs
├── FilingRefused          the court answered, and refused; nothing was filed
├── CourtUnavailable       nothing was sent, try later; the only kind that is retried blindly
└── CourtDidNotAnswer      outcome unknown: ask the court before anything else
"""


class EfilingError(Exception):
    """Any failure that the caller can read and act on."""
