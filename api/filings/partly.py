"""Which papers of a packet do not go with a filing: those on file already, and those that go on paper."""

from api.filings.content import packet_of
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.services import Services
from efiling.lifecycle import State
from efiling.model import Outcome
from efiling.prepare import conventional

GONE = frozenset({State.CANCELLED, State.FAILED, State.REJECTED})


def not_going(services: Services, draft: StoredFiling) -> tuple[str, ...]:
    """Return the document types of a packet that stay behind when it is filed by message.

    Those that the court filed out of the envelope that this packet mends, for only what was
    rejected goes again; and those that are filed on paper, where somebody has begun to do so.

    Raises:
        FilingNotReady: the stored files of a packet are not the ones that were filed.
    """
    return tuple(dict.fromkeys((*on_file(services, draft), *_on_paper(services, draft))))


def on_file(services: Services, draft: StoredFiling) -> tuple[str, ...]:
    """Return the document types that the court filed when it took part of what this filing mends."""
    if not draft.mends_filing:
        return ()
    with services.database.unit_of_work() as work:
        mended = work.filings.get(FilingId(draft.mends_filing))
    if mended.state is not State.PARTLY_ACCEPTED:
        return mended.left_out
    packet, _, _ = packet_of(services, mended.packet_id, mended.packet_sha256)
    taken = {
        mended.papers.get(str(paper.get("reference", "")), "")
        for paper in mended.documents
        if paper.get("outcome") in (Outcome.ACCEPTED.value, Outcome.SERVED.value)
    }
    filed = [document.type_id for document in packet.documents if document.pdf_path in taken]
    return (*mended.left_out, *filed)


def _on_paper(services: Services, draft: StoredFiling) -> tuple[str, ...]:
    with services.database.unit_of_work() as work:
        others = [
            filing
            for filing in work.filings.of_packet(draft.packet_id)
            if filing.on_paper and filing.packet_sha256 == draft.packet_sha256 and filing.state not in GONE
        ]
    if not others:
        return ()
    packet, _, _ = packet_of(services, draft.packet_id, draft.packet_sha256)
    return tuple(document.type_id for document in conventional(packet, services.courts.profile(draft.court)))
