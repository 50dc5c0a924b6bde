"""Pre-flight before an approval: what a clerk would reject is known before an attorney signs, not after.

It takes up to a minute where pages are pictures, so a worker does it: as soon as a packet is made, and
again when it is to be approved on another day. What it finds is bound to the hash of the bytes.
"""

import json
from datetime import date

from api.errors import PacketBeingChecked
from api.filings.content import packet_of, reason_of
from api.filings.volumes import in_volumes
from api.ids import PacketId
from api.packets.service import CHECK, require_approvable
from api.packets.store import PacketState, StoredPacket
from api.preflight.store import PacketCheck
from api.services import Services
from api.storage.unit_of_work import Work
from assembly.errors import AssemblyError, DocumentRefused
from assembly.model.document import Document
from efiling.courts import CourtProfile
from efiling.errors import EfilingError, FilingNotReady
from efiling.preflight import Report, Stage
from efiling.preflight.certificate import certificate

ROUTE = 0
"""The check that sends papers on paper; what is filed so need not be what a court takes by message."""

NO_PROFILE = "There is no profile of this court, so nobody can say what its clerk would reject."
NOTHING_FILED = "Nothing of this packet is filed with a court."
ON_PAPER = "This packet goes to its court on paper, so a clerk at the counter looks at it, not a computer."


def require_checked(services: Services, packet_id: PacketId, packet_sha256: str) -> None:
    """Pass when these bytes were checked today and nothing in them would make a clerk reject them.

    What is still to be signed does not count. An approval that stands passes.

    Raises:
        FilingNotReady: with every reason.
        PacketBeingChecked: they have not been checked on this day of the court.
        PacketChanged, PacketNotReady: these bytes are not the ones that can be approved.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        if packet.state is PacketState.APPROVED and packet.packet_sha256 == packet_sha256:
            return
        require_approvable(packet, packet_sha256)
        found = work.checks.of(packet_id, packet_sha256)
    if found is None or not is_of_today(services, packet, found):
        raise PacketBeingChecked(packet_id)
    if found.faults:
        raise FilingNotReady(list(found.faults))


def check(services: Services, packet_id: PacketId) -> None:
    """Look at a packet as it is now and keep what was found. Bytes that were looked at today are not again."""
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        known = work.checks.of(packet_id, packet.packet_sha256)
    if not packet.packet_sha256 or (known is not None and is_of_today(services, packet, known)):
        return
    today = _today(services, packet)
    faults, unchecked, proof = _found(services, packet, today)
    with services.database.unit_of_work() as work:
        work.checks.put(
            packet_id,
            packet.packet_sha256,
            today,
            faults=faults,
            unchecked=unchecked,
            certificate_sha256=proof,
        )


def check_of(work: Work, packet: StoredPacket) -> PacketCheck | None:
    """Return what was found in a packet's bytes as they are; None while nobody has looked."""
    return work.checks.of(packet.id, packet.packet_sha256) if packet.packet_sha256 else None


def is_of_today(services: Services, packet: StoredPacket, found: PacketCheck) -> bool:
    """Whether what was found still counts: last days pass, so a check holds for the day of the court."""
    return found.day == _today(services, packet)


def is_being_checked(work: Work, packet_id: PacketId) -> bool:
    """Whether a worker looks at the packet, or is to."""
    return work.jobs.waiting_for(packet_id, CHECK) is not None


def _found(services: Services, packet: StoredPacket, today: date) -> tuple[list[str], str, str]:
    """Return what a clerk would reject, why nobody could look, and the blob of the certificate."""
    court = _court(services, packet)
    if court is None:
        return [], NO_PROFILE, ""
    try:
        report = _report(services, packet, court, today)
    except DocumentRefused:
        return [], NOTHING_FILED, ""
    except (AssemblyError, EfilingError) as error:
        return [str(error)], "", ""
    made = certificate(report, checked_at=services.clock())
    proof = services.blobs.put(json.dumps(made, indent=2, ensure_ascii=False).encode())
    against = [result for result in report.results if result.blocks]
    if any(result.number == ROUTE for result in against):
        return [], ON_PAPER, proof
    return [reason_of(result) for result in against], "", proof


def _report(services: Services, packet: StoredPacket, court: CourtProfile, today: date) -> Report:
    made, facts, files = packet_of(services, packet.id, packet.packet_sha256)

    def read(document: Document) -> bytes:
        return services.blobs.get(files[document.pdf_path])

    cut = in_volumes(made, read, court=court, blobs=services.blobs)
    return services.assembler.preflight(
        cut.packet, facts, cut.read, court=court, today=today, stage=Stage.APPROVAL
    )


def _court(services: Services, packet: StoredPacket) -> CourtProfile | None:
    return services.courts.profile(packet.court) if packet.court in services.courts.ids() else None


def _today(services: Services, packet: StoredPacket) -> date:
    court = _court(services, packet)
    return services.clock().astimezone(court.zone if court else services.settings.time_zone).date()
