"""A filing as we keep it: one envelope to one court, and all that the court said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.ids import FilingId, PacketId
from efiling.lifecycle import SETTLED, State


@dataclass(frozen=True, slots=True)
class StoredFiling:
    """One envelope.

    `papers` maps our references to the names of our PDFs, `outcomes` each court filing id to the court's last word on it, `documents` holds the
    clerk's review per paper, `certificate_sha256` names the blob of the pre-flight certificate, `fees` the charges (reason, dollars as text). `absent_since` is
    when the court first said that it does not know an envelope whose outcome we do not know;
    `confirmed` says that the court, asked, repeated what a callback told us.
    """

    id: FilingId
    packet_id: PacketId
    packet_sha256: str
    court: str
    state: State
    version: int
    envelope_id: str
    mends_filing: str
    looks: int
    created_at: datetime
    changed_at: datetime
    attempts: int = 0
    sent_at: str = ""
    request_sha256: str = ""
    certificate_sha256: str = ""
    case_id: str = ""
    docket_number: str = ""
    filed_at: str = ""
    reviewed_at: str = ""
    absent_since: str = ""
    service_released_at: str = ""
    confirmed: bool = False
    problem: str = ""
    papers: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[Mapping[str, Any], ...] = ()
    fees: tuple[Mapping[str, str], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the court has nothing left to decide."""
        return self.state in SETTLED

    @property
    def may_be_released(self) -> bool:
        """Whether a person may say that it is sent again: the court was asked and does not know it."""
        return self.state is State.UNKNOWN and bool(self.absent_since)


RECORDED = (
    "attempts",
    "sent_at",
    "request_sha256",
    "certificate_sha256",
    "case_id",
    "docket_number",
    "filed_at",
    "reviewed_at",
    "absent_since",
    "service_released_at",
    "confirmed",
    "problem",
    "papers",
    "outcomes",
    "documents",
    "fees",
)
"""The fields that are kept together as JSON."""


@dataclass(frozen=True, slots=True)
class FilingEvent:
    """One line of a filing's timeline; `source` is who brought the news."""

    number: int
    at: datetime
    source: str
    state: State
    note: str
    raw_sha256: str


@dataclass(frozen=True, slots=True)
class ConformedCopy:
    """A file-stamped copy that the court gave back."""

    name: str
    sha256: str
    size_bytes: int
    received_at: datetime
