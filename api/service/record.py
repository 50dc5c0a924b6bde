"""The service of one filing's papers on one person, and the time limits that its proof started."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.ids import FactsId, FilingId, PacketId, ServiceTaskId


class ServiceState(StrEnum):
    """Where a service stands."""

    WAITING = "waiting"
    RELEASED = "released"
    OUT = "out"
    SERVED = "served"
    NOT_SERVED = "not_served"
    PROOF_FILED = "proof_filed"
    CANCELLED = "cancelled"


OVER = frozenset({ServiceState.PROOF_FILED, ServiceState.CANCELLED})
"""States after which nothing is left to do."""


@dataclass(frozen=True, slots=True)
class ServiceTask:
    """One service.

    `who` is a place in the facts ("obligor", "obligee", "employer.0"), so that no name is stored here.
    `rule` is the id of the rule on this service, `due_on` the last day that a rule gives for it,
    `completed_on` the day on which the law counts it as done. `facts_id` are the facts with the
    server's report, `proof_packet_id` the packet that proves it, `findings` what stands against that.
    """

    id: ServiceTaskId
    filing_id: FilingId
    rule: str
    who: str
    method: str
    state: ServiceState
    version: int
    due_on: date | None
    completed_on: date | None
    facts_id: FactsId | None
    proof_packet_id: PacketId | None
    findings: tuple[Mapping[str, Any], ...]
    problem: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ServiceDeadline:
    """A time limit that a proved service started; `steps` are its working, line by line."""

    task_id: ServiceTaskId
    filing_id: FilingId
    rule: str
    title: str
    citation: str
    start: date
    due: date
    verified: bool
    steps: tuple[Mapping[str, Any], ...]
