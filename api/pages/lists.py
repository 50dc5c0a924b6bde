"""What the lists show: packets by state, the review queue, and filings by what they need, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from api.filings.clock import Clock, clock_of
from api.filings.record import StoredFiling
from api.ids import FilingId, PacketId
from api.packets.store import PacketState, StoredPacket
from api.services import Services
from api.storage.tables import FilingRow, PacketRow
from api.storage.unit_of_work import Work
from efiling.lifecycle import State

PAGE = 50
MOST_IN_TROUBLE = 200
VIEWS: dict[str, frozenset[State]] = {
    "trouble": frozenset({State.REJECTED, State.PARTLY_ACCEPTED, State.FAILED, State.UNKNOWN, State.DRAFT}),
    "court": frozenset({State.READY, State.SUBMITTING, State.RECEIVED, State.UNDER_REVIEW}),
    "done": frozenset({State.ACCEPTED, State.SERVED, State.CANCELLED}),
}
"""The filings that need a person, that wait for the court, and that are over."""


@dataclass(frozen=True, slots=True)
class PacketPage:
    """A page of packets, and where the next one begins; empty on the last."""

    packets: Sequence[StoredPacket]
    next_after: str


@dataclass(frozen=True, slots=True)
class FilingLine:
    """A filing, and the clock that its rejection started, if one did."""

    filing: StoredFiling
    clock: Clock | None

    @property
    def ends_at(self) -> datetime | None:
        """Until when it may go again and keep its first date."""
        return self.clock.ends_at if self.clock else None


@dataclass(frozen=True, slots=True)
class FilingPage:
    """A page of filings, and where the next one begins; empty on the last."""

    lines: Sequence[FilingLine]
    next_after: str


def packet_page(
    work: Work, *, state: PacketState | None, after: str, oldest_first: bool = False
) -> PacketPage:
    """Return a page of packets, newest first; a queue is read from its oldest on."""
    order = (
        (PacketRow.changed_at, PacketRow.id)
        if oldest_first
        else (PacketRow.created_at.desc(), PacketRow.id.desc())
    )
    wanted = select(PacketRow.id).order_by(*order).limit(PAGE + 1)
    if state is not None:
        wanted = wanted.where(PacketRow.state == state)
    begin = work.session.get(PacketRow, after) if after else None
    if begin is not None and oldest_first:
        later = and_(PacketRow.changed_at == begin.changed_at, PacketRow.id > begin.id)
        wanted = wanted.where(or_(PacketRow.changed_at > begin.changed_at, later))
    elif begin is not None:
        earlier = and_(PacketRow.created_at == begin.created_at, PacketRow.id < begin.id)
        wanted = wanted.where(or_(PacketRow.created_at < begin.created_at, earlier))
    ids = list(work.session.scalars(wanted))
    shown = ids[:PAGE]
    packets = [work.packets.get(PacketId(one)) for one in shown]
    return PacketPage(packets, shown[-1] if len(ids) > PAGE else "")


def packet_counts(work: Work) -> dict[str, int]:
    """Return how many packets stand in each state."""
    rows = work.session.execute(select(PacketRow.state, func.count()).group_by(PacketRow.state))
    return {str(state): int(count) for state, count in rows}


def filing_counts(work: Work) -> dict[str, int]:
    """Return how many filings there are in each view."""
    rows = work.session.execute(
        select(FilingRow.state, func.count()).where(_not_mended()).group_by(FilingRow.state)
    )
    by_state = {State(state): count for state, count in rows}
    return {view: sum(by_state.get(state, 0) for state in states) for view, states in VIEWS.items()}


def filing_page(services: Services, view: str, *, after: str) -> FilingPage:
    """Return a page of filings: those in trouble by what can be lost first, the others newest first."""
    if view == "trouble":
        return FilingPage(in_trouble(services), "")
    with services.database.unit_of_work() as work:
        wanted = select(FilingRow.id).where(_not_mended(), FilingRow.state.in_(VIEWS[view]))
        wanted = wanted.order_by(FilingRow.created_at.desc(), FilingRow.id.desc()).limit(PAGE + 1)
        begin = work.session.get(FilingRow, after) if after else None
        if begin is not None:
            earlier = and_(FilingRow.created_at == begin.created_at, FilingRow.id < begin.id)
            wanted = wanted.where(or_(FilingRow.created_at < begin.created_at, earlier))
        ids = list(work.session.scalars(wanted))
        lines = [FilingLine(work.filings.get(FilingId(one)), None) for one in ids[:PAGE]]
    return FilingPage(lines, lines[-1].filing.id if len(ids) > PAGE else "")


def in_trouble(services: Services, *, most: int = MOST_IN_TROUBLE) -> list[FilingLine]:
    """Return the newest filings that need a person: first what ends soonest, then what has stood longest."""
    with services.database.unit_of_work() as work:
        wanted = select(FilingRow.id).where(_not_mended(), FilingRow.state.in_(VIEWS["trouble"]))
        wanted = wanted.order_by(FilingRow.changed_at.desc()).limit(most)
        found = [work.filings.get(FilingId(one)) for one in work.session.scalars(wanted)]
    lines = [FilingLine(filing, clock_of(services, filing)) for filing in found]
    return sorted(lines, key=_soonest)


def find(work: Work, query: str) -> str:
    """Return the address of the packet or filing of an id, or of the court's envelope number; empty where there is none."""
    wanted = query.strip().upper()
    if work.session.get(PacketRow, wanted) is not None:
        return f"/packets/{wanted}"
    if work.session.get(FilingRow, wanted) is not None:
        return f"/filings/{wanted}"
    by_envelope = select(FilingRow.id).where(FilingRow.envelope_id == query.strip()).limit(2)
    filings = list(work.session.scalars(by_envelope)) if query.strip() else []
    return f"/filings/{filings[0]}" if len(filings) == 1 else ""


def _not_mended() -> ColumnElement[bool]:
    """Leave out what a later filing mends, or sends again: that one has its own line."""
    mending, again = aliased(FilingRow), aliased(FilingRow)
    later = exists().where(again.packet_id == FilingRow.packet_id, again.created_at > FilingRow.created_at)
    sent_again = and_(FilingRow.state.in_(VIEWS["trouble"]), later)
    return and_(~exists().where(mending.mends_filing == FilingRow.id), ~sent_again)


def _soonest(line: FilingLine) -> tuple[bool, float, datetime]:
    ends = line.ends_at
    return ends is None, ends.timestamp() if ends else 0.0, line.filing.changed_at
