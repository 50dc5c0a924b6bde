"""A case as a court has it on file."""

from assembly.model.value import value
from efiling.model.envelope import EnvelopeCase
from efiling.model.party import Party


@value
class CaseOnFile:
    """A case that a court found, with its parties where they were asked for.

    Ids, category, type and party codes of the answer are those to use in a filing into the case,
    even where they are in no list of codes for initial filings.
    """

    court: str
    case: EnvelopeCase
    parties: tuple[Party, ...] = ()
