"""Using an edited Word draft: the packet is made anew with it, and an approval of what was there before is void."""

from collections.abc import Sequence

from api.accounts.account import Account, Act
from api.drafts.store import DraftState, StoredDraft
from api.errors import PacketNotReady, RequestRefused
from api.ids import DraftId, JobId, PacketId
from api.packets.service import made_anew
from api.packets.store import StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.packets.drafts import Paper, pages_of_draft, redline_of_draft

USED = "An edited Word draft is used; the papers say something else now."
TAKEN_OUT = "An edited Word draft was taken out."
LONGEST_REASON = 2000


def drafts_of(services: Services, account: Account, packet_id: PacketId) -> Sequence[StoredDraft]:
    """Return the edited drafts that were ever used in a packet, newest first.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        return work.drafts.of_packet(packet_id)


def use_draft(
    services: Services, account: Account, packet_id: PacketId, draft_id: DraftId, *, because: str = ""
) -> int:
    """Make a packet anew with a draft that was checked, and return the number of the packet's new draft.

    An approval that stands is void at once. Pressed twice, it is used once.

    Raises:
        NotFound: there is no such packet or draft.
        PacketNotReady: the packet was made anew since the check, is with the court, or bears a signature.
        RequestRefused: figures or names are other than the facts', and nobody says why.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        packet, draft = work.packets.lock(packet_id), work.drafts.get(packet_id, draft_id)
        if draft.state is DraftState.USED:
            return draft.draft
        _require_open(work, packet)
        _require_newest(work, packet, draft)
        reason = because.strip()[:LONGEST_REASON]
        if draft.differs and not reason:
            raise RequestRefused("Say why the draft has other figures or names than the facts.")
        made_anew(work, account.id, packet_id, because=USED)
        number = work.packets.get(packet_id).draft
        work.drafts.use(packet_id, draft_id, draft=number, because=reason)
        work.record(
            AuditAct(
                account.id, "draft.used", packet_id, draft.previous_sha256, draft.sha256, note=draft.docx
            )
        )
        return number


def take_out_draft(services: Services, account: Account, packet_id: PacketId, draft_id: DraftId) -> JobId:
    """Print a paper from the facts again. The draft stays in the store.

    Raises:
        NotFound: there is no such packet or draft.
        PacketNotReady: it is not in use, or the packet is with the court.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        packet, draft = work.packets.lock(packet_id), work.drafts.get(packet_id, draft_id)
        if draft.state is not DraftState.USED:
            raise PacketNotReady(packet_id, "without this draft", "Look at its drafts.")
        _require_not_at_court(work, packet)
        work.drafts.take_out(packet_id, draft_id)
        work.record(AuditAct(account.id, "draft.taken_out", packet_id, before=draft.sha256, note=draft.docx))
        return made_anew(work, account.id, packet_id, because=TAKEN_OUT)


def draft_redline(services: Services, account: Account, packet_id: PacketId, draft_id: DraftId) -> bytes:
    """Return what an edited draft changed of the Word file that it was edited from, as a PDF.

    Raises:
        NotFound: there is no such packet or draft.
    """
    return redline_of_draft(*_looked_at(services, account, packet_id, draft_id))[0]


def draft_pages(services: Services, account: Account, packet_id: PacketId, draft_id: DraftId) -> bytes:
    """Return a draft that was checked as the court's pages, a PDF.

    Raises:
        NotFound: there is no such packet or draft.
    """
    return pages_of_draft(*_looked_at(services, account, packet_id, draft_id))


def _looked_at(
    services: Services, account: Account, packet_id: PacketId, draft_id: DraftId
) -> tuple[str, bytes, Paper]:
    """Return a draft's name and bytes, and the paper with the Word file that it was edited from."""
    from api.drafts.service import paper_of_word

    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        draft = work.drafts.get(packet_id, draft_id)
    before = services.blobs.get(draft.previous_sha256)
    return (
        draft.name,
        services.blobs.get(draft.sha256),
        paper_of_word(services, packet_id, draft.paper, before),
    )


def _require_open(work: Work, packet: StoredPacket) -> None:
    _require_not_at_court(work, packet)
    if packet.signing is not None:
        raise PacketNotReady(
            packet.id,
            "signed, or being signed",
            "Return it first; then edit the Word file that is not signed.",
        )


def _require_not_at_court(work: Work, packet: StoredPacket) -> None:
    if any(not filing.settled for filing in work.filings.of_packet(packet.id)):
        raise PacketNotReady(packet.id, "with the court", "Wait for the court's answer, then mend it.")


def _require_newest(work: Work, packet: StoredPacket, draft: StoredDraft) -> None:
    """Pass while the packet's own Word file is still the one that was edited."""
    now = {file.name: file.sha256 for file in work.packets.files(packet.id)}
    if now.get(draft.docx) != draft.previous_sha256:
        raise PacketNotReady(
            packet.id,
            f"at draft {packet.draft} by now",
            "Take its Word file as it is now, make the edits in it, and check it again.",
        )
