"""The signed originals of packets in the database; their scans and pictures are blobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import OriginalId, PacketId, new_original_id
from api.storage.tables import OriginalRow


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A page of a packet that was signed in ink. `page` counts from 1 in the paper, `paper` is its document type.

    `source_sha256` names the scan as it was brought, `picture_sha256` what the page shows.
    """

    id: OriginalId
    packet_id: PacketId
    paper: str
    page: int
    printed_sha256: str
    picture_sha256: str
    picture_size: tuple[int, int]
    source_sha256: str
    dots_per_inch: int
    signers: tuple[str, ...]
    unsigned: tuple[str, ...]
    dated: bool
    added_at: datetime


class OriginalStore:
    """The signed originals, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def of_packet(self, packet_id: PacketId) -> Sequence[StoredOriginal]:
        """Return the signed originals of a packet by paper and page."""
        return [_original(row) for row in self._rows(packet_id)]

    def get(self, packet_id: PacketId, original_id: OriginalId) -> StoredOriginal:
        """Return one original of a packet.

        Raises:
            NotFound: the packet has no such original.
        """
        return _original(self._row(packet_id, original_id))

    def put(
        self,
        packet_id: PacketId,
        *,
        paper: str,
        page: int,
        printed_sha256: str,
        picture_sha256: str,
        picture_size: tuple[int, int],
        source_sha256: str,
        dots_per_inch: int,
        signers: Sequence[str],
        unsigned: Sequence[str],
        dated: bool,
        added_by: str,
    ) -> StoredOriginal:
        """Write down the original of a page, in the place of one that is there."""
        for row in self._rows(packet_id):
            if (row.paper, row.page) == (paper, page):
                self._session.delete(row)
        row = OriginalRow(
            id=new_original_id(),
            packet_id=packet_id,
            paper=paper,
            page=page,
            printed_sha256=printed_sha256,
            picture_sha256=picture_sha256,
            picture_wide=picture_size[0],
            picture_high=picture_size[1],
            source_sha256=source_sha256,
            dots_per_inch=dots_per_inch,
            signers=list(signers),
            unsigned=list(unsigned),
            dated=dated,
            added_by=added_by,
            added_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return _original(row)

    def take_out(self, packet_id: PacketId, original_id: OriginalId) -> None:
        """Take an original out of a packet.

        Raises:
            NotFound: the packet has no such original.
        """
        self._session.delete(self._row(packet_id, original_id))
        self._session.flush()

    def copy(self, source: PacketId, to: PacketId) -> None:
        """Give a packet the originals of another, such as the one that it mends."""
        for one in self.of_packet(source):
            self.put(
                to,
                paper=one.paper,
                page=one.page,
                printed_sha256=one.printed_sha256,
                picture_sha256=one.picture_sha256,
                picture_size=one.picture_size,
                source_sha256=one.source_sha256,
                dots_per_inch=one.dots_per_inch,
                signers=one.signers,
                unsigned=one.unsigned,
                dated=one.dated,
                added_by="worker",
            )

    def _rows(self, packet_id: PacketId) -> list[OriginalRow]:
        wanted = select(OriginalRow).where(OriginalRow.packet_id == packet_id)
        return list(self._session.scalars(wanted.order_by(OriginalRow.paper, OriginalRow.page)))

    def _row(self, packet_id: PacketId, original_id: OriginalId) -> OriginalRow:
        row = self._session.get(OriginalRow, original_id)
        if row is None or row.packet_id != packet_id:
            raise NotFound("signed original", original_id)
        return row


def _original(row: OriginalRow) -> StoredOriginal:
    return StoredOriginal(
        id=OriginalId(row.id),
        packet_id=PacketId(row.packet_id),
        paper=row.paper,
        page=row.page,
        printed_sha256=row.printed_sha256,
        picture_sha256=row.picture_sha256,
        picture_size=(row.picture_wide, row.picture_high),
        source_sha256=row.source_sha256,
        dots_per_inch=row.dots_per_inch,
        signers=tuple(row.signers),
        unsigned=tuple(row.unsigned),
        dated=row.dated,
        added_at=row.added_at,
    )
