"""Checks before approval in the database, and the approvals that wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from api.ids import AccountId, PacketId
from api.storage.tables import AskedApprovalRow, PacketCheckRow


class ApprovalForm(StrEnum):
    """What the person who approves has asked for."""

    AS_IT_IS = "as_it_is"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class PacketCheck:
    """What pre-flight found in exactly these bytes on one day of the packet's court.

    `faults` is what a clerk would reject them for. `unchecked` says why nobody could look, such as a
    court without a profile; that stops nothing. `certificate_sha256` is the blob of the certificate,
    empty where nobody looked.
    """

    packet_sha256: str
    day: date
    faults: tuple[str, ...]
    unchecked: str
    certificate_sha256: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class AskedApproval:
    """An approval that was given for exactly these bytes and waits for their check."""

    packet_sha256: str
    form: ApprovalForm
    asked_by: AccountId
    asked_at: datetime


class CheckStore:
    """The newest check of each packet and the approval that waits for it, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def of(self, packet_id: PacketId, packet_sha256: str) -> PacketCheck | None:
        """Return the newest check of a packet, where it was of these bytes."""
        row = self._session.get(PacketCheckRow, packet_id)
        if row is None or row.packet_sha256 != packet_sha256:
            return None
        return PacketCheck(
            row.packet_sha256,
            row.day,
            tuple(row.faults),
            row.unchecked,
            row.certificate_sha256,
            row.checked_at,
        )

    def put(
        self,
        packet_id: PacketId,
        packet_sha256: str,
        day: date,
        *,
        faults: Sequence[str] = (),
        unchecked: str = "",
        certificate_sha256: str = "",
    ) -> None:
        """Keep what was found; it replaces what was found before."""
        self._session.merge(
            PacketCheckRow(
                packet_id=packet_id,
                packet_sha256=packet_sha256,
                day=day,
                faults=list(faults),
                unchecked=unchecked,
                certificate_sha256=certificate_sha256,
                checked_at=self._now,
            )
        )
        self._session.flush()

    def ask(self, packet_id: PacketId, packet_sha256: str, form: ApprovalForm, *, by: AccountId) -> None:
        """Write down an approval that waits for the check; it replaces one that waited before."""
        self._session.merge(
            AskedApprovalRow(
                packet_id=packet_id,
                packet_sha256=packet_sha256,
                form=form,
                asked_by=by,
                asked_at=self._now,
            )
        )
        self._session.flush()

    def asked(self, packet_id: PacketId) -> AskedApproval | None:
        """Return the approval that waits, or None."""
        row = self._session.get(AskedApprovalRow, packet_id)
        if row is None:
            return None
        return AskedApproval(row.packet_sha256, ApprovalForm(row.form), AccountId(row.asked_by), row.asked_at)

    def forget(self, packet_id: PacketId) -> None:
        """Let no approval wait any more."""
        if (row := self._session.get(AskedApprovalRow, packet_id)) is not None:
            self._session.delete(row)
            self._session.flush()
