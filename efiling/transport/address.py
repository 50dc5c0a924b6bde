"""Where a court is reached, by what names we are known there, and how long it may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

SECONDS: Mapping[str, float] = {"ReviewFiling": 180.0, "GetFeesCalculation": 60.0}
"""How long an operation may take. Courts have been seen to take minutes over a filing."""

DEFAULT_SECONDS = 30.0
"""How long every other operation may take."""


@dataclass(frozen=True, slots=True)
class Address:
    """The Filing Review service of one court, seen from us.

    `filing_review` is the service's URL, `submitter` our log-in's id, `callback_url` where the
    court reports to. `court_record` is the service that is asked for cases, empty where there is
    none. `seconds` overrides how long an operation may take, `namespaces` is the
    table of the court's version.
    """

    court: str
    filing_review: str
    submitter: str
    callback_url: str
    zone: tzinfo
    namespaces: Mapping[str, str]
    court_record: str = ""
    seconds: Mapping[str, float] = field(default_factory=lambda: SECONDS)
