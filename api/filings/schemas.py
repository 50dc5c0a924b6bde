"""Filings over HTTP."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from api.filings.clock import Clock
from api.filings.record import ConformedCopy, FilingEvent, StoredFiling
from api.packets.schemas import SHA256
from efiling.lifecycle import State


class FilingRequest(BaseModel):
    """Which packet goes to which court. The hash is that of the packet as it was approved."""

    packet: str = Field(max_length=32)
    packet_sha256: str = Field(pattern=SHA256)
    court: str = Field(max_length=80, examples=["sandbox"])


class MendRequest(BaseModel):
    """How it is mended: other facts, or other values by JSON pointer; empty where the same facts serve.

    `reason` is why the first date is asked for, `stake` the deadline that hangs on it.
    """

    facts: str = Field(default="", max_length=32)
    changes: dict[str, str] = Field(default={}, max_length=100)
    reason: str = Field(default="", max_length=2000)
    stake: str = Field(default="", max_length=500)


class ClockAnswer(BaseModel):
    """Until when a rejected paper may go again and keep its first date; no `due` where no rule says so."""

    rejected_on: date
    due: date | None
    ends_at: datetime | None
    recommended: date | None
    rule: str


class EventAnswer(BaseModel):
    """One line of the timeline."""

    number: int
    at: datetime
    source: str
    state: State
    note: str


class CopyAnswer(BaseModel):
    """A file-stamped copy."""

    name: str
    sha256: str
    size_bytes: int
    received_at: datetime
    relation: str


class PaperAnswer(BaseModel):
    """What the clerk did with one paper."""

    reference: str
    title: str
    outcome: str
    reasons: list[str]
    comments: str
    docket_entry: str


class FilingAnswer(BaseModel):
    """A filing, its timeline, and what the court gave back. `confirmed`: the court repeated it when asked."""

    id: str
    packet: str
    packet_sha256: str
    court: str
    route: str
    state: State
    confirmed: bool
    attempts: int
    envelope_id: str
    docket_number: str
    filed_at: str
    problem: str
    may_be_released: bool
    mends_filing: str
    service_released_at: str
    rejection_clock: ClockAnswer | None
    papers: list[PaperAnswer]
    fees: list[dict[str, Any]]
    timeline: list[EventAnswer]
    conformed: list[CopyAnswer]


def filing_answer(
    filing: StoredFiling,
    timeline: Sequence[FilingEvent] = (),
    copies: Sequence[ConformedCopy] = (),
    clock: Clock | None = None,
) -> FilingAnswer:
    """Return a filing as it is answered."""
    return FilingAnswer(
        id=filing.id,
        packet=filing.packet_id,
        packet_sha256=filing.packet_sha256,
        court=filing.court,
        route=filing.route,
        state=filing.state,
        confirmed=filing.confirmed,
        attempts=filing.attempts,
        envelope_id=filing.envelope_id,
        docket_number=filing.docket_number,
        filed_at=filing.filed_at,
        problem=filing.problem,
        may_be_released=filing.may_be_released,
        mends_filing=filing.mends_filing,
        service_released_at=filing.service_released_at,
        rejection_clock=ClockAnswer(
            rejected_on=clock.rejected_on,
            due=clock.due,
            ends_at=clock.ends_at,
            recommended=clock.target,
            rule=clock.rule,
        )
        if clock
        else None,
        papers=[PaperAnswer.model_validate(dict(paper)) for paper in filing.documents],
        fees=[dict(fee) for fee in filing.fees],
        timeline=[
            EventAnswer(number=e.number, at=e.at, source=e.source, state=e.state, note=e.note)
            for e in timeline
        ],
        conformed=[
            CopyAnswer(
                name=c.name,
                sha256=c.sha256,
                size_bytes=c.size_bytes,
                received_at=c.received_at,
                relation=c.relation,
            )
            for c in copies
        ],
    )
