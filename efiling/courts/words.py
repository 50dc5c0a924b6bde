"""The words of ours that a court must have a code for before a paper can be filed there."""

from efiling.courts.drift import Word, code_of
from efiling.courts.profile import CourtProfile

EVERY_FILING: tuple[Word, ...] = (
    ("case_category", "child_support"),
    ("case_type", "initial"),
    ("case_type", "subsequent"),
    ("filing_component", "document"),
    ("party_type", "petitioner"),
    ("party_type", "respondent"),
    ("party_type", "other_parent"),
)
"""What every filing of a support case needs a code for, whatever papers are in it."""


def words_of(filing_code: str, security: str) -> frozenset[Word]:
    """Return the words of one paper: those of every filing, its filing code, and its security class."""
    return frozenset((*EVERY_FILING, ("filing_code", filing_code), ("document_type", security)))


def without_code(profile: CourtProfile, words: frozenset[Word]) -> tuple[Word, ...]:
    """Return the words that nobody has confirmed a code of this court for, in their order."""
    return tuple(sorted(word for word in words if code_of(profile, word) is None))
