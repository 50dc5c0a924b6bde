"""The exhibits of packets in the database; their files are blobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import NotFound
from api.ids import AccountId, ExhibitId, PacketId, new_exhibit_id
from api.storage.tables import ExhibitRow


@dataclass(frozen=True, slots=True)
class StoredExhibit:
    """An exhibit of a packet. `place` counts from 1; `without_text` are pages that are only pictures.

    `sha256` names the PDF that it was made into, `source_sha256` the file as it was brought.
    """

    id: ExhibitId
    packet_id: PacketId
    place: int
    name: str
    title: str
    confidential: bool
    sha256: str
    source_sha256: str
    size_bytes: int
    pages: int
    without_text: tuple[int, ...]
    added_at: datetime


class ExhibitStore:
    """The exhibits, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def of_packet(self, packet_id: PacketId) -> Sequence[StoredExhibit]:
        """Return the exhibits of a packet in their order."""
        return [_exhibit(row) for row in self._rows(packet_id)]

    def get(self, packet_id: PacketId, exhibit_id: ExhibitId) -> StoredExhibit:
        """Return one exhibit of a packet.

        Raises:
            NotFound: the packet has no such exhibit.
        """
        return _exhibit(self._row(packet_id, exhibit_id))

    def find(self, exhibit_id: ExhibitId) -> StoredExhibit | None:
        """Return an exhibit of any packet, or None where it is gone."""
        row = self._session.get(ExhibitRow, exhibit_id)
        return _exhibit(row) if row is not None else None

    def put_text(
        self, exhibit_id: ExhibitId, *, sha256: str, size_bytes: int, without_text: Sequence[int]
    ) -> None:
        """Set the file of an exhibit after its text was read; without the exhibit nothing is set."""
        row = self._session.get(ExhibitRow, exhibit_id)
        if row is not None:
            row.sha256, row.size_bytes, row.without_text = sha256, size_bytes, list(without_text)
            self._session.flush()

    def add(
        self,
        packet_id: PacketId,
        *,
        name: str,
        title: str,
        confidential: bool,
        sha256: str,
        source_sha256: str,
        size_bytes: int,
        pages: int,
        without_text: Sequence[int],
        added_by: AccountId,
    ) -> StoredExhibit:
        """Put an exhibit behind those that the packet has."""
        row = ExhibitRow(
            id=new_exhibit_id(),
            packet_id=packet_id,
            place=len(self._rows(packet_id)) + 1,
            name=name,
            title=title,
            confidential=confidential,
            sha256=sha256,
            source_sha256=source_sha256,
            size_bytes=size_bytes,
            pages=pages,
            without_text=list(without_text),
            added_by=added_by,
            added_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return _exhibit(row)

    def change(
        self, packet_id: PacketId, exhibit_id: ExhibitId, *, title: str, confidential: bool, place: int
    ) -> StoredExhibit:
        """Set what an exhibit is called, who may see it, and where it stands; the others close up.

        Raises:
            NotFound: the packet has no such exhibit.
        """
        row = self._row(packet_id, exhibit_id)
        row.title, row.confidential = title, confidential
        others = [other for other in self._rows(packet_id) if other.id != row.id]
        others.insert(min(max(place, 1), len(others) + 1) - 1, row)
        self._number(others)
        return _exhibit(row)

    def take_out(self, packet_id: PacketId, exhibit_id: ExhibitId) -> None:
        """Take an exhibit out of a packet; the others close up.

        Raises:
            NotFound: the packet has no such exhibit.
        """
        row = self._row(packet_id, exhibit_id)
        self._session.delete(row)
        self._session.flush()
        self._number(self._rows(packet_id))

    def copy(self, source: PacketId, to: PacketId) -> None:
        """Give a packet the exhibits of another, such as the one that it mends."""
        for row in self._rows(source):
            self._session.add(
                ExhibitRow(
                    id=new_exhibit_id(),
                    packet_id=to,
                    place=row.place,
                    name=row.name,
                    title=row.title,
                    confidential=row.confidential,
                    sha256=row.sha256,
                    source_sha256=row.source_sha256,
                    size_bytes=row.size_bytes,
                    pages=row.pages,
                    without_text=list(row.without_text),
                    added_by=row.added_by,
                    added_at=row.added_at,
                )
            )
        self._session.flush()

    def _number(self, rows: Sequence[ExhibitRow]) -> None:
        for place, row in enumerate(rows, 1):
            row.place = place
        self._session.flush()

    def _rows(self, packet_id: PacketId) -> list[ExhibitRow]:
        wanted = select(ExhibitRow).where(ExhibitRow.packet_id == packet_id)
        return list(self._session.scalars(wanted.order_by(ExhibitRow.place, ExhibitRow.id)))

    def _row(self, packet_id: PacketId, exhibit_id: ExhibitId) -> ExhibitRow:
        row = self._session.get(ExhibitRow, exhibit_id)
        if row is None or row.packet_id != packet_id:
            raise NotFound("exhibit", exhibit_id)
        return row


def _exhibit(row: ExhibitRow) -> StoredExhibit:
    return StoredExhibit(
        id=ExhibitId(row.id),
        packet_id=PacketId(row.packet_id),
        place=row.place,
        name=row.name,
        title=row.title,
        confidential=row.confidential,
        sha256=row.sha256,
        source_sha256=row.source_sha256,
        size_bytes=row.size_bytes,
        pages=row.pages,
        without_text=tuple(row.without_text),
        added_at=row.added_at,
    )
