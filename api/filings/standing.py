"""What stands in the way of ordering a filing: one of the same bytes, or a decision that is not sure yet."""

from datetime import datetime, timedelta

from api.errors import PacketNotReady
from api.filings.record import StoredFiling
from api.ids import FilingId, PacketId
from api.services import Services
from api.storage.unit_of_work import Work
from efiling.lifecycle import State


def standing(work: Work, packet_id: PacketId, packet_sha256: str, court: str) -> StoredFiling | None:
    """Return the filing of these bytes with this court that is under way or filed, if there is one."""
    for filing in work.filings.of_packet(packet_id):
        over = filing.on_paper or filing.state in (
            State.DRAFT,
            State.FAILED,
            State.REJECTED,
            State.CANCELLED,
        )
        if filing.packet_sha256 == packet_sha256 and filing.court == court and not over:
            return filing
    return None


def require_decided(services: Services, work: Work, packet_id: PacketId, mends: str) -> None:
    """Pass when what goes again was really decided by the court: a message alone may be mistaken.

    Where the court cannot be asked for long, a person's deadline runs; then the message has to do.

    Raises:
        PacketNotReady: the court is being asked.
    """
    before = [*work.filings.of_packet(packet_id), *([work.filings.get(FilingId(mends))] if mends else [])]
    for filing in before:
        told = datetime.fromisoformat(filing.told_at) if filing.told_at else work.now
        waited = work.now - told >= timedelta(seconds=services.settings.settle_seconds)
        if filing.settled and filing.awaits_the_court and not waited:
            raise PacketNotReady(
                packet_id,
                "being asked about",
                f"A message said that filing {filing.id} is {filing.state.value}; the court has not "
                "confirmed it yet. Try again in a minute.",
            )
