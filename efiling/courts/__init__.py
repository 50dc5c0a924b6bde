"""Courts as data: one folder per court with what it accepts, and the reader of these folders."""

from efiling.courts.codes import Code, CodeSet
from efiling.courts.profile import NO_LIMIT, CourtProfile, Fact, How, Source
from efiling.courts.reader import court_ids, load_court

__all__ = [
    "NO_LIMIT",
    "Code",
    "CodeSet",
    "CourtProfile",
    "Fact",
    "How",
    "Source",
    "court_ids",
    "load_court",
]
