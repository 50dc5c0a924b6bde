"""What the page of one packet shows: its papers, the page in view, findings, filings, and what stops it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.accounts.account import Account
from api.documents.service import pages_of
from api.filings.record import StoredFiling
from api.ids import PacketId
from api.packets.service import ASSEMBLE
from api.packets.signing import SIGN, is_signer, places_to_sign
from api.packets.store import Approval, PacketFile, PacketState, StoredPacket
from api.packets.to_sign import ToSign
from api.pages.check_view import CheckView, check_view
from api.services import Services
from efiling.lifecycle import State

OVER = frozenset({State.DRAFT, State.FAILED, State.REJECTED, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class PacketView:
    """One packet with the paper and the page that are looked at."""

    packet: StoredPacket
    approval: Approval | None
    papers: Sequence[PacketFile]
    paper: str
    page: int
    pages: int
    filings: Sequence[StoredFiling]
    must_fix: int
    to_sign: Sequence[ToSign]
    check: CheckView
    under_way: frozenset[str]

    @property
    def typed(self) -> Sequence[ToSign]:
        """What the agency's attorney signs by typing when the packet is approved."""
        return tuple(place for place in self.to_sign if place.by_typing)

    def signs(self, account: Account) -> bool:
        """Whether whoever looks is named in every place that is signed by typing."""
        return all(is_signer(account, place) for place in self.typed)

    @property
    def being_signed(self) -> bool:
        """Whether the content is approved and a worker is making the signed bytes."""
        return self.was_to_be_signed and SIGN in self.under_way

    @property
    def was_to_be_signed(self) -> bool:
        """Whether the content is approved, and the signed bytes are not made yet."""
        signing = self.packet.signing
        return signing is not None and signing.content_sha256 == self.packet.packet_sha256

    @property
    def being_made(self) -> bool:
        """Whether a worker is making it, or is to."""
        return ASSEMBLE in self.under_way

    @property
    def is_made(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.packet.packet_sha256)

    @property
    def may_be_approved(self) -> bool:
        """Whether approving is the next step."""
        open_states = (PacketState.IN_REVIEW, PacketState.RETURNED, PacketState.APPROVAL_VOID)
        under_way = self.being_signed or self.check.waits
        return (
            self.is_made
            and self.packet.state in open_states
            and not self.must_fix
            and not self.check.stops
            and not under_way
        )

    @property
    def is_filed(self) -> bool:
        """Whether a court has it, or may have it."""
        return any(filing.state not in OVER for filing in self.filings)

    @property
    def may_be_filed(self) -> bool:
        """Whether filing is the next step."""
        return self.packet.state is PacketState.APPROVED and not self.is_filed


def packet_view(services: Services, packet_id: PacketId, *, paper: str, page: int) -> PacketView:
    """Return the view of a packet; the first paper and page where those asked for are not there.

    Raises:
        NotFound: there is no such packet.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        files = work.packets.files(packet_id)
        approval = work.packets.approval(packet_id)
        filings = work.filings.of_packet(packet_id)
        waiting = (task for task in (ASSEMBLE, SIGN) if work.jobs.waiting_for(packet_id, task))
        under_way = frozenset(waiting)
    papers = [file for file in files if file.name.endswith(".pdf")]
    names = [file.name for file in papers]
    shown = paper if paper in names else next(iter(names), "")
    pages = pages_of(services, packet_id, shown) if shown else 0
    blocking = ("block", "attest")
    return PacketView(
        packet=packet,
        approval=approval,
        papers=papers,
        paper=shown,
        page=min(page, pages) if pages else 1,
        pages=pages,
        filings=filings,
        must_fix=sum(finding["severity"] in blocking for finding in packet.findings),
        to_sign=places_to_sign(services, packet_id),
        check=check_view(services, packet),
        under_way=under_way,
    )
