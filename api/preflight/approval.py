"""Pre-flight before an approval: what a clerk would reject is known before an attorney signs, not after."""

from api.filings.content import packet_of, reason_of
from api.filings.volumes import in_volumes
from api.ids import PacketId
from api.packets.service import require_approvable
from api.packets.store import PacketState
from api.services import Services
from assembly.errors import DocumentRefused
from assembly.model.document import Document
from efiling.errors import FilingNotReady
from efiling.preflight import Stage

ROUTE = 0
"""The check that sends papers on paper; what is filed so need not be what a court takes by message."""


def require_acceptable(services: Services, packet_id: PacketId, packet_sha256: str) -> None:
    """Pass when nothing in these bytes would make a clerk reject them; what is still to be signed does not count.

    A packet for a court without a profile, or with nothing for a court in it, passes: nobody can say.
    So does one that goes to its court on paper.

    Raises:
        FilingNotReady: with every reason.
        PacketChanged, PacketNotReady: these bytes are not the ones that can be approved.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
    if packet.state is PacketState.APPROVED and packet.packet_sha256 == packet_sha256:
        return
    require_approvable(packet, packet_sha256)
    if packet.court not in services.courts.ids():
        return
    made, facts, files = packet_of(services, packet_id, packet_sha256)
    court = services.courts.profile(packet.court)

    def read(document: Document) -> bytes:
        return services.blobs.get(files[document.pdf_path])

    cut = in_volumes(made, read, court=court, blobs=services.blobs)
    today = services.clock().astimezone(court.zone).date()
    try:
        report = services.assembler.preflight(
            cut.packet, facts, cut.read, court=court, today=today, stage=Stage.APPROVAL
        )
    except DocumentRefused:
        return
    against = [result for result in report.results if result.blocks]
    if against and all(result.number != ROUTE for result in against):
        raise FilingNotReady([reason_of(result) for result in against])
