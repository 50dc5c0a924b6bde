"""A filing as we keep it: one envelope to one court, and all that the court said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.ids import FilingId, PacketId
from efiling.lifecycle import SETTLED, State

EFILE, PAPER = "efile", "paper"
"""How a filing goes to the court."""


@dataclass(frozen=True, slots=True)
class StoredFiling:
    """One envelope.

    `papers` maps our references to the names of our PDFs, `outcomes` each court filing id to the court's last word on it, `documents` holds the
    clerk's review per paper, `certificate_sha256` names the blob of the pre-flight certificate, `fees` the charges (reason, dollars as text). `absent_since` is
    when the court first said that it does not know an envelope whose outcome we do not know;
    `confirmed` says that the court, asked, repeated what a callback told us.

    `route` is how it goes to the court: by message, or on paper through a person's hands. `kinds`
    maps our references to the names under which rules may mean a paper, `left_out` are document
    types of the packet that do not go with it (filed before, or filed on paper). `told_at` is when we
    first heard of the decision, `notice_on` the day of an e-mail notice that a person noted.
    `readings` are what persons made of a clerk's reason, `codes_version` names the court's code
    lists that the envelope was built with.
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
    route: str = EFILE
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    told_at: str = ""
    notice_on: str = ""
    readings: tuple[Mapping[str, Any], ...] = ()
    codes_version: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether a person takes it to the court."""
        return self.route == PAPER

    @property
    def settled(self) -> bool:
        """Whether the court has nothing left to decide."""
        return self.state in SETTLED

    @property
    def awaits_the_court(self) -> bool:
        """Whether it is to be sent by message, or the court to be asked about it, before it is done with.

        What failed before the court gave it an id is with nobody.
        """
        if self.on_paper or self.state is State.DRAFT:
            return False
        if self.state is State.FAILED and not self.outcomes:
            return False
        return not (self.settled and self.confirmed)

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
    "route",
    "kinds",
    "left_out",
    "told_at",
    "notice_on",
    "readings",
    "codes_version",
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
    """A file-stamped copy that the court gave back. `relation` says how it stands to what we sent."""

    name: str
    sha256: str
    size_bytes: int
    received_at: datetime
    relation: str = ""


@dataclass(frozen=True, slots=True)
class AwaitedCopy:
    """A stamped copy of which the court gave the address only: waiting, fetched, or refused with the reason."""

    name: str
    url: str
    state: str
    attempts: int
    problem: str


WAITING, FETCHED, REFUSED = "waiting", "fetched", "refused"
"""Where an awaited copy stands."""
