"""Edited Word drafts in the database: checked, used in a packet, or replaced by a later one. Their files are blobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import AccountId, DraftId, PacketId, new_draft_id
from api.storage.tables import WordDraftRow


class DraftState(StrEnum):
    """Where an edited draft stands."""

    CHECKED = "checked"
    USED = "used"
    REPLACED = "replaced"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """An edited Word file of one paper of a packet.

    `paper` is its document type and `docx` the name of its Word file. `base_sha256` names the filled file
    that it descends from, `previous_sha256` the one that it was edited from, `sha256` itself. `draft` is
    the number of the packet's draft in which it was first used, 0 before. `because` says why it differs
    from the facts.
    """

    id: DraftId
    packet_id: PacketId
    paper: str
    docx: str
    name: str
    base_sha256: str
    previous_sha256: str
    sha256: str
    state: DraftState
    draft: int
    because: str
    differs: bool
    added_by: AccountId
    added_at: datetime


class DraftStore:
    """The edited drafts, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def keep(
        self,
        packet_id: PacketId,
        *,
        paper: str,
        docx: str,
        name: str,
        base_sha256: str,
        previous_sha256: str,
        sha256: str,
        differs: bool,
        added_by: AccountId,
    ) -> StoredDraft:
        """Keep a draft that was checked; the same file checked again is kept once."""
        row = self._session.scalars(
            select(WordDraftRow).where(
                WordDraftRow.packet_id == packet_id,
                WordDraftRow.docx == docx,
                WordDraftRow.sha256 == sha256,
                WordDraftRow.previous_sha256 == previous_sha256,
                WordDraftRow.added_by == added_by,
                WordDraftRow.state == DraftState.CHECKED,
            )
        ).first()
        if row is None:
            row = WordDraftRow(
                id=new_draft_id(),
                packet_id=packet_id,
                paper=paper,
                docx=docx,
                name=name,
                base_sha256=base_sha256,
                previous_sha256=previous_sha256,
                sha256=sha256,
                state=DraftState.CHECKED,
                draft=0,
                because="",
                differs=differs,
                added_by=added_by,
                added_at=self._now,
            )
            self._session.add(row)
            self._session.flush()
        return _draft(row)

    def get(self, packet_id: PacketId, draft_id: DraftId) -> StoredDraft:
        """Return one draft of a packet.

        Raises:
            NotFound: the packet has no such draft.
        """
        return _draft(self._row(packet_id, draft_id))

    def of_packet(self, packet_id: PacketId) -> Sequence[StoredDraft]:
        """Return the drafts that were ever used in a packet, newest first."""
        rows = self._session.scalars(
            select(WordDraftRow)
            .where(WordDraftRow.packet_id == packet_id, WordDraftRow.state != DraftState.CHECKED)
            .order_by(WordDraftRow.draft.desc(), WordDraftRow.id)
        )
        return [_draft(row) for row in rows]

    def in_use(self, packet_id: PacketId) -> Sequence[StoredDraft]:
        """Return the drafts that a packet's papers are printed from."""
        return [one for one in self.of_packet(packet_id) if one.state is DraftState.USED]

    def use(self, packet_id: PacketId, draft_id: DraftId, *, draft: int, because: str) -> StoredDraft:
        """Use a draft from a number of the packet's drafts on; it replaces the one before of the same paper."""
        row = self._row(packet_id, draft_id)
        for other in self.in_use(packet_id):
            if other.paper == row.paper:
                self._row(packet_id, other.id).state = DraftState.REPLACED
        row.state, row.draft, row.because = DraftState.USED, draft, because
        self._session.flush()
        return _draft(row)

    def take_out(self, packet_id: PacketId, draft_id: DraftId) -> StoredDraft:
        """Use a draft no more; it stays as history."""
        row = self._row(packet_id, draft_id)
        row.state = DraftState.TAKEN_OUT
        self._session.flush()
        return _draft(row)

    def copy(self, source: PacketId, to: PacketId) -> None:
        """Give a packet the drafts in use of another, such as the one that it mends."""
        for one in self.in_use(source):
            kept = self.keep(
                to,
                paper=one.paper,
                docx=one.docx,
                name=one.name,
                base_sha256=one.base_sha256,
                previous_sha256=one.previous_sha256,
                sha256=one.sha256,
                differs=one.differs,
                added_by=one.added_by,
            )
            self.use(to, kept.id, draft=1, because=one.because)

    def _row(self, packet_id: PacketId, draft_id: DraftId) -> WordDraftRow:
        row = self._session.get(WordDraftRow, draft_id)
        if row is None or row.packet_id != packet_id:
            raise NotFound("edited draft of that id in packet", packet_id)
        return row


def _draft(row: WordDraftRow) -> StoredDraft:
    return StoredDraft(
        id=DraftId(row.id),
        packet_id=PacketId(row.packet_id),
        paper=row.paper,
        docx=row.docx,
        name=row.name,
        base_sha256=row.base_sha256,
        previous_sha256=row.previous_sha256,
        sha256=row.sha256,
        state=DraftState(row.state),
        draft=row.draft,
        because=row.because,
        differs=row.differs,
        added_by=AccountId(row.added_by),
        added_at=row.added_at,
    )
