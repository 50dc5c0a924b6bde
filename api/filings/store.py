"""Filings, their timelines and their conformed copies in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.errors import FilingBusy, NotFound
from api.filings.record import RECORDED, WAITING, AwaitedCopy, ConformedCopy, FilingEvent, StoredFiling
from api.ids import AccountId, FilingId, PacketId, new_filing_id
from api.storage.tables import (
    AwaitedCopyRow,
    ConformedRow,
    CourtFilingRow,
    FilingAnswerRow,
    FilingEventRow,
    FilingRow,
    PacketFileRow,
)
from assembly.model.attestation import Attestation
from efiling.lifecycle import OPEN, State

LYING = tuple(OPEN | {State.ACCEPTED, State.SERVED})
"""States in which the court has the papers, or may have them."""


class FilingStore:
    """The filings, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def draft(self, packet_id: PacketId, packet_sha256: str, court: str, *, mends: str = "") -> StoredFiling:
        """Return a new filing that is nowhere written down yet."""
        return StoredFiling(
            id=new_filing_id(),
            packet_id=packet_id,
            packet_sha256=packet_sha256,
            court=court,
            state=State.DRAFT,
            version=0,
            envelope_id="",
            mends_filing=mends,
            looks=0,
            created_at=self._now,
            changed_at=self._now,
        )

    def add(self, filing: StoredFiling, created_by: AccountId) -> None:
        """Write a new filing down."""
        self._session.add(
            FilingRow(
                id=filing.id,
                packet_id=filing.packet_id,
                packet_sha256=filing.packet_sha256,
                court=filing.court,
                state=filing.state,
                version=filing.version,
                record={},
                envelope_id="",
                mends_filing=filing.mends_filing,
                looks=0,
                created_by=created_by,
                created_at=filing.created_at,
                changed_at=filing.changed_at,
            )
        )
        self._session.flush()

    def get(self, filing_id: FilingId) -> StoredFiling:
        """Return a filing.

        Raises:
            NotFound: there is no such filing.
        """
        return _filing(self._row(filing_id))

    def lock(self, filing_id: FilingId) -> StoredFiling:
        """Return a filing that nobody else can change before this transaction ends.

        Raises:
            NotFound: there is no such filing.
        """
        self._session.execute(select(FilingRow.id).where(FilingRow.id == filing_id).with_for_update())
        row = self._row(filing_id)
        self._session.refresh(row)
        return _filing(row)

    def save(self, filing: StoredFiling) -> StoredFiling:
        """Store a changed filing.

        Raises:
            FilingBusy: it was changed since it was read.
        """
        row = self._row(filing.id)
        if row.version != filing.version:
            raise FilingBusy(filing.id, row.state)
        row.state, row.envelope_id, row.looks = filing.state, filing.envelope_id, filing.looks
        row.record = {name: _plain(getattr(filing, name)) for name in RECORDED}
        row.version += 1
        row.changed_at = self._now
        for court_filing_id in filing.outcomes:
            key = (filing.court, court_filing_id)
            if self._session.get(CourtFilingRow, key) is None:
                self._session.add(
                    CourtFilingRow(court=filing.court, court_filing_id=court_filing_id, filing_id=filing.id)
                )
        self._session.flush()
        return replace(filing, version=row.version, changed_at=self._now)

    def belong_to_another(self, filing: StoredFiling, court_filing_ids: Sequence[str]) -> bool:
        """Whether a court's ids are known to be those of another filing with the same court."""
        owners = self._session.scalars(
            select(CourtFilingRow.filing_id).where(
                CourtFilingRow.court == filing.court, CourtFilingRow.court_filing_id.in_(court_filing_ids)
            )
        )
        return any(owner != filing.id for owner in owners)

    def forget_parts(self, filing_id: FilingId) -> None:
        """Forget by which ids the court was said to know a filing; those that hold come with the next save."""
        self._session.execute(delete(CourtFilingRow).where(CourtFilingRow.filing_id == filing_id))

    def note(
        self, filing_id: FilingId, *, source: str, state: State, note: str = "", raw_sha256: str = ""
    ) -> None:
        """Add a line to the filing's timeline."""
        last = self._session.scalar(
            select(func.max(FilingEventRow.number)).where(FilingEventRow.filing_id == filing_id)
        )
        self._session.add(
            FilingEventRow(
                filing_id=filing_id,
                number=(last or 0) + 1,
                at=self._now,
                source=source,
                state=state,
                note=note,
                raw_sha256=raw_sha256,
            )
        )
        self._session.flush()

    def timeline(self, filing_id: FilingId) -> Sequence[FilingEvent]:
        """Return the filing's timeline, oldest first."""
        rows = self._session.scalars(
            select(FilingEventRow)
            .where(FilingEventRow.filing_id == filing_id)
            .order_by(FilingEventRow.number)
        )
        return [
            FilingEvent(row.number, row.at, row.source, State(row.state), row.note, row.raw_sha256)
            for row in rows
        ]

    def of_packet(self, packet_id: PacketId) -> Sequence[StoredFiling]:
        """Return the filings of a packet, oldest first."""
        rows = self._session.scalars(
            select(FilingRow)
            .where(FilingRow.packet_id == packet_id)
            .order_by(FilingRow.created_at, FilingRow.id)
        )
        return [_filing(row) for row in rows]

    def lying_at(self, court: str, *, besides: Sequence[FilingId]) -> tuple[str, ...]:
        """Return the hash of every file that a court has from us, or may have; filings in `besides` do not count.

        What was rejected, withdrawn or never sent does not lie there.
        """
        rows = self._session.scalars(
            select(FilingRow).where(
                FilingRow.court == court, FilingRow.state.in_(LYING), FilingRow.id.not_in(besides)
            )
        )
        names = {(row.packet_id, name) for row in rows for name in (row.record.get("papers") or {}).values()}
        files = self._session.execute(
            select(PacketFileRow.packet_id, PacketFileRow.name, PacketFileRow.sha256).where(
                PacketFileRow.packet_id.in_({packet for packet, _ in names})
            )
        )
        return tuple(sorted({sha256 for packet, name, sha256 in files if (packet, name) in names}))

    def newest(self, *, limit: int) -> Sequence[StoredFiling]:
        """Return filings, newest first."""
        rows = self._session.scalars(
            select(FilingRow).order_by(FilingRow.created_at.desc(), FilingRow.id).limit(limit)
        )
        return [_filing(row) for row in rows]

    def find(self, *, court_filing_id: str, envelope_id: str, references: Sequence[str]) -> FilingId | None:
        """Return the filing that a court's message is about, or None.

        Looked for by the court's filing id, then by our own reference, then by envelope; an
        envelope number that two courts happen to share finds nothing.
        """
        if court_filing_id:
            known = self._session.scalars(
                select(CourtFilingRow.filing_id).where(CourtFilingRow.court_filing_id == court_filing_id)
            ).all()
            if len(known) == 1:
                return FilingId(known[0])
        for reference in references:
            if self._session.get(FilingRow, reference) is not None:
                return FilingId(reference)
        if envelope_id:
            rows = self._session.scalars(
                select(FilingRow.id).where(FilingRow.envelope_id == envelope_id)
            ).all()
            if len(rows) == 1:
                return FilingId(rows[0])
        return None

    def mending(self, filing_id: FilingId) -> Sequence[StoredFiling]:
        """Return the filings that mend this one, oldest first."""
        rows = self._session.scalars(
            select(FilingRow)
            .where(FilingRow.mends_filing == filing_id)
            .order_by(FilingRow.created_at, FilingRow.id)
        )
        return [_filing(row) for row in rows]

    def add_conformed(
        self, filing_id: FilingId, name: str, sha256: str, size_bytes: int, relation: str = ""
    ) -> bool:
        """Keep a stamped copy; False when the same copy is already kept."""
        if self._session.get(ConformedRow, (filing_id, name, sha256)) is not None:
            return False
        self._session.add(
            ConformedRow(
                filing_id=filing_id,
                name=name,
                sha256=sha256,
                size_bytes=size_bytes,
                received_at=self._now,
                relation=relation,
            )
        )
        self._session.flush()
        return True

    def conformed(self, filing_id: FilingId) -> Sequence[ConformedCopy]:
        """Return the stamped copies by name, newest of a name last."""
        rows = self._session.scalars(
            select(ConformedRow)
            .where(ConformedRow.filing_id == filing_id)
            .order_by(ConformedRow.name, ConformedRow.received_at)
        )
        return [
            ConformedCopy(row.name, row.sha256, row.size_bytes, row.received_at, row.relation) for row in rows
        ]

    def await_copy(self, filing_id: FilingId, name: str, url: str) -> bool:
        """Write down where a stamped copy is to be fetched; False when that is written down already."""
        row = self._session.get(AwaitedCopyRow, (filing_id, name))
        if row is not None and row.url == url:
            return False
        if row is None:
            row = AwaitedCopyRow(filing_id=filing_id, name=name, told_at=self._now)
            self._session.add(row)
        row.url, row.state, row.attempts, row.problem = url, WAITING, 0, ""
        row.changed_at = self._now
        self._session.flush()
        return True

    def awaited(self, filing_id: FilingId) -> Sequence[AwaitedCopy]:
        """Return the copies of which the court gave the address only, by name."""
        rows = self._session.scalars(
            select(AwaitedCopyRow).where(AwaitedCopyRow.filing_id == filing_id).order_by(AwaitedCopyRow.name)
        )
        return [AwaitedCopy(row.name, row.url, row.state, row.attempts, row.problem) for row in rows]

    def change_awaited(self, filing_id: FilingId, name: str, *, state: str, problem: str = "") -> None:
        """Write down how an attempt to fetch a copy went."""
        row = self._session.get(AwaitedCopyRow, (filing_id, name))
        if row is None:
            raise NotFound("awaited copy of filing", filing_id)
        row.state, row.problem = state, problem[:300]
        row.attempts += 1
        row.changed_at = self._now
        self._session.flush()

    def answer(self, packet_id: PacketId, told: Attestation) -> None:
        """Keep a person's answer to a question; a later answer takes the place of the earlier."""
        row = self._session.get(FilingAnswerRow, (packet_id, told.rule))
        if row is None:
            row = FilingAnswerRow(packet_id=packet_id, rule=told.rule)
            self._session.add(row)
        row.met, row.who, row.note, row.at = told.answer, told.who, told.note, self._now
        self._session.flush()

    def answers(self, packet_id: PacketId) -> Mapping[str, Attestation]:
        """Return the answers given when a packet is filed or served, by rule."""
        rows = self._session.scalars(select(FilingAnswerRow).where(FilingAnswerRow.packet_id == packet_id))
        return {
            row.rule: Attestation(
                rule=row.rule, answer=row.met, who=row.who, when=row.at.date(), note=row.note
            )
            for row in rows
        }

    def _row(self, filing_id: FilingId) -> FilingRow:
        row = self._session.get(FilingRow, filing_id)
        if row is None:
            raise NotFound("filing", filing_id)
        return row


def _plain(content: object) -> object:
    return list(content) if isinstance(content, tuple) else content


def _filing(row: FilingRow) -> StoredFiling:
    record = dict(row.record)
    for name in ("documents", "fees", "left_out", "readings"):
        record[name] = tuple(record.get(name, ()))
    return StoredFiling(
        id=FilingId(row.id),
        packet_id=PacketId(row.packet_id),
        packet_sha256=row.packet_sha256,
        court=row.court,
        state=State(row.state),
        version=row.version,
        envelope_id=row.envelope_id,
        mends_filing=row.mends_filing,
        looks=row.looks,
        created_at=row.created_at,
        changed_at=row.changed_at,
        **record,
    )
