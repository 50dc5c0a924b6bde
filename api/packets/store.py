"""Packets, their files and their approvals in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import AccountId, FactsId, FilingId, PacketId, new_packet_id
from api.storage.tables import ApprovalRow, PacketFileRow, PacketRow


class PacketState(StrEnum):
    """Where a packet stands."""

    DRAFT = "draft"
    NEEDS_FIXING = "needs_fixing"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    APPROVAL_VOID = "approval_void"


@dataclass(frozen=True, slots=True)
class PacketFile:
    """One file of a packet's folder."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval of exact bytes; `voided_at` is None while it holds.

    `content_sha256` names the bytes that were looked at, where they were signed by typing after that.
    """

    packet_sha256: str
    content_sha256: str
    approved_by: str
    approved_at: datetime
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs which papers of a packet by typing, and the content that he or she looked at.

    `by` is the account, `name` what is typed, `on` the court's day in ISO 8601, `papers` are ids of
    document types.
    """

    by: str
    name: str
    on: str
    papers: tuple[str, ...]
    content_sha256: str


@dataclass(frozen=True, slots=True)
class StoredPacket:
    """A packet as it stands. `packet_sha256` names its bytes; empty until it has been made.

    `signing` is set from the moment that somebody signs it by typing.
    """

    id: PacketId
    facts_id: FactsId
    recipe: str
    court: str
    title: str
    state: PacketState
    packet_sha256: str
    findings: tuple[Mapping[str, Any], ...]
    problem: str
    draft: int
    mends_filing: str
    signing: Signing | None
    created_at: datetime
    changed_at: datetime


class PacketStore:
    """The packets, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(
        self,
        facts_id: FactsId,
        recipe: str,
        court: str,
        created_by: AccountId,
        *,
        mends: FilingId | None = None,
    ) -> StoredPacket:
        """Write down a packet that is to be made."""
        row = PacketRow(
            id=new_packet_id(),
            facts_id=facts_id,
            recipe=recipe,
            court=court,
            title="",
            state=PacketState.DRAFT,
            packet_sha256="",
            findings=[],
            problem="",
            draft=1,
            mends_filing=mends or "",
            signing={},
            created_by=created_by,
            created_at=self._now,
            changed_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return _packet(row)

    def get(self, packet_id: PacketId) -> StoredPacket:
        """Return a packet.

        Raises:
            NotFound: there is no such packet.
        """
        return _packet(self._row(packet_id))

    def lock(self, packet_id: PacketId) -> StoredPacket:
        """Return a packet that nobody else can change, approve or file before this transaction ends.

        Raises:
            NotFound: there is no such packet.
        """
        self._session.execute(select(PacketRow.id).where(PacketRow.id == packet_id).with_for_update())
        row = self._row(packet_id)
        self._session.refresh(row)
        return _packet(row)

    def newest(self, *, limit: int, before: datetime | None = None) -> Sequence[StoredPacket]:
        """Return packets, newest first."""
        wanted = select(PacketRow).order_by(PacketRow.created_at.desc(), PacketRow.id).limit(limit)
        if before is not None:
            wanted = wanted.where(PacketRow.created_at < before)
        return [_packet(row) for row in self._session.scalars(wanted)]

    def of_facts(self, facts_id: FactsId) -> Sequence[StoredPacket]:
        """Return the packets that stand on the same facts, newest first."""
        wanted = select(PacketRow).where(PacketRow.facts_id == facts_id)
        return [_packet(row) for row in self._session.scalars(wanted.order_by(PacketRow.created_at.desc()))]

    def mending(self, filing_id: FilingId) -> Sequence[StoredPacket]:
        """Return the packets that mend a rejected filing, oldest first."""
        rows = self._session.scalars(
            select(PacketRow)
            .where(PacketRow.mends_filing == filing_id)
            .order_by(PacketRow.created_at, PacketRow.id)
        )
        return [_packet(row) for row in rows]

    def with_bytes(self, packet_sha256: str) -> StoredPacket | None:
        """Return the newest packet of these bytes, or None."""
        row = self._session.scalars(
            select(PacketRow)
            .where(PacketRow.packet_sha256 == packet_sha256)
            .order_by(PacketRow.created_at.desc())
            .limit(1)
        ).first()
        return _packet(row) if row else None

    def change(self, packet_id: PacketId, **fields: object) -> StoredPacket:
        """Set fields of a packet and return it."""
        row = self._row(packet_id)
        for name, content in fields.items():
            setattr(row, name, content)
        row.changed_at = self._now
        self._session.flush()
        return _packet(row)

    def put_files(self, packet_id: PacketId, files: Sequence[PacketFile]) -> None:
        """Replace the packet's files."""
        self._session.execute(delete(PacketFileRow).where(PacketFileRow.packet_id == packet_id))
        self._session.add_all(
            PacketFileRow(packet_id=packet_id, name=file.name, sha256=file.sha256, size_bytes=file.size_bytes)
            for file in files
        )
        self._session.flush()

    def files(self, packet_id: PacketId) -> Sequence[PacketFile]:
        """Return the packet's files by name."""
        rows = self._session.scalars(
            select(PacketFileRow).where(PacketFileRow.packet_id == packet_id).order_by(PacketFileRow.name)
        )
        return [PacketFile(row.name, row.sha256, row.size_bytes) for row in rows]

    def file(self, packet_id: PacketId, name: str) -> PacketFile:
        """Return one file of the packet.

        Raises:
            NotFound: the packet has no such file.
        """
        row = self._session.get(PacketFileRow, (packet_id, name))
        if row is None:
            raise NotFound("file of that name in packet", packet_id)
        return PacketFile(row.name, row.sha256, row.size_bytes)

    def set_signing(self, packet_id: PacketId, signing: Signing | None) -> None:
        """Write down that a packet is to bear a typed signature, or that it is to bear none."""
        self._row(packet_id).signing = {} if signing is None else asdict(signing)
        self._session.flush()

    def approve(
        self, packet_id: PacketId, packet_sha256: str, approved_by: str, *, content_sha256: str = ""
    ) -> None:
        """Write down an approval of exact bytes."""
        self._session.add(
            ApprovalRow(
                packet_id=packet_id,
                packet_sha256=packet_sha256,
                content_sha256=content_sha256,
                approved_by=approved_by,
                approved_at=self._now,
                void_reason="",
            )
        )
        self._session.flush()

    def approval(self, packet_id: PacketId) -> Approval | None:
        """Return the newest approval, whether it holds or is void, or None."""
        row = self._newest_approval(packet_id)
        return _approval(row) if row else None

    def void_approval(self, packet_id: PacketId, reason: str) -> bool:
        """Void the approval that holds, if one does, and the signature with it; it stays as history."""
        row = self._newest_approval(packet_id)
        if row is None or row.voided_at is not None:
            return False
        row.voided_at, row.void_reason = self._now, reason
        self._row(packet_id).signing = {}
        self._session.flush()
        return True

    def _newest_approval(self, packet_id: PacketId) -> ApprovalRow | None:
        return self._session.scalars(
            select(ApprovalRow)
            .where(ApprovalRow.packet_id == packet_id)
            .order_by(ApprovalRow.id.desc())
            .limit(1)
        ).first()

    def _row(self, packet_id: PacketId) -> PacketRow:
        row = self._session.get(PacketRow, packet_id)
        if row is None:
            raise NotFound("packet", packet_id)
        return row


def _approval(row: ApprovalRow) -> Approval:
    return Approval(
        packet_sha256=row.packet_sha256,
        content_sha256=row.content_sha256,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
    )


def _packet(row: PacketRow) -> StoredPacket:
    return StoredPacket(
        id=PacketId(row.id),
        facts_id=FactsId(row.facts_id),
        recipe=row.recipe,
        court=row.court,
        title=row.title,
        state=PacketState(row.state),
        packet_sha256=row.packet_sha256,
        findings=tuple(row.findings),
        problem=row.problem,
        draft=row.draft,
        mends_filing=row.mends_filing,
        signing=Signing(**{**row.signing, "papers": tuple(row.signing["papers"])}) if row.signing else None,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
