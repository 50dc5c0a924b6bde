"""What is done to the exhibits of a packet: brought, changed, put in order, taken out. Each makes it anew."""

import hashlib
from collections.abc import Sequence

from api.accounts.account import Account, Act
from api.errors import PacketNotReady, RequestRefused
from api.ids import ExhibitId, JobId, PacketId
from api.packets.exhibit_store import StoredExhibit
from api.packets.service import EXHIBITS_CHANGED, rebuild
from api.services import Services
from api.storage.audit import AuditAct
from assembly.model.exhibit import MOST_EXHIBITS

TITLE_MOST = 200
NAME_MOST = 200


def exhibits_of(services: Services, account: Account, packet_id: PacketId) -> Sequence[StoredExhibit]:
    """Return the exhibits of a packet in their order.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        return work.exhibits.of_packet(packet_id)


def add_exhibit(
    services: Services,
    account: Account,
    packet_id: PacketId,
    content: bytes,
    *,
    name: str,
    title: str,
    confidential: bool,
) -> tuple[StoredExhibit, JobId]:
    """Take in a file as the last exhibit of a packet, and make the packet anew.

    The bytes are hostile: they are read in a process that is thrown away, and only the PDF that
    comes of them is kept. Where tesseract is installed, pages that are only pictures get a layer of
    the words on them.

    Raises:
        NotFound: there is no such packet.
        DocumentRefused: the file can't be taken; the message says why and what to do.
        RequestRefused: nothing says what it is, or the packet has too many exhibits.
        PacketNotReady: a filing of the packet is with the court, or the packet was made elsewhere.
    """
    from assembly.bundle.ocr import find_program
    from assembly.packets.taking import recognize, take  # with the readers of PDFs, which take long to load

    account.require(Act.PREPARE)
    name, title = _plain(name, NAME_MOST) or "exhibit", _described(title)
    _require_open(services, packet_id)
    taken = take(name, content)
    program = find_program() if taken.without_text else None
    if program is not None:
        taken = take(name, recognize(name, taken.pdf, program=program))
    blob = services.blobs.put(taken.pdf)
    with services.database.unit_of_work() as work:
        added = work.exhibits.add(
            packet_id,
            name=name,
            title=title,
            confidential=confidential,
            sha256=blob,
            source_sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(taken.pdf),
            pages=taken.pages,
            without_text=taken.without_text,
            added_by=account.id,
        )
        work.record(
            AuditAct(account.id, "exhibit.added", packet_id, after=added.source_sha256, note=added.id)
        )
    return added, _made_anew(services, account, packet_id)


def change_exhibit(
    services: Services,
    account: Account,
    packet_id: PacketId,
    exhibit_id: ExhibitId,
    *,
    title: str | None = None,
    confidential: bool | None = None,
    place: int | None = None,
) -> tuple[StoredExhibit, JobId]:
    """Say anew what an exhibit is, whether it is confidential, or where it stands; make the packet anew.

    Raises:
        NotFound: there is no such packet or exhibit.
        RequestRefused: the description is empty or too long.
        PacketNotReady: a filing of the packet is with the court, or the packet was made elsewhere.
    """
    account.require(Act.PREPARE)
    _require_open(services, packet_id)
    with services.database.unit_of_work() as work:
        before = work.exhibits.get(packet_id, exhibit_id)
        changed = work.exhibits.change(
            packet_id,
            exhibit_id,
            title=before.title if title is None else _described(title),
            confidential=before.confidential if confidential is None else confidential,
            place=before.place if place is None else place,
        )
        work.record(AuditAct(account.id, "exhibit.changed", packet_id, note=exhibit_id))
    return changed, _made_anew(services, account, packet_id)


def take_out_exhibit(
    services: Services, account: Account, packet_id: PacketId, exhibit_id: ExhibitId
) -> JobId:
    """Take an exhibit out of a packet and make the packet anew. Its file stays in the store.

    Raises:
        NotFound: there is no such packet or exhibit.
        PacketNotReady: a filing of the packet is with the court, or the packet was made elsewhere.
    """
    account.require(Act.PREPARE)
    _require_open(services, packet_id)
    with services.database.unit_of_work() as work:
        gone = work.exhibits.get(packet_id, exhibit_id)
        work.exhibits.take_out(packet_id, exhibit_id)
        work.record(
            AuditAct(account.id, "exhibit.taken_out", packet_id, before=gone.source_sha256, note=gone.id)
        )
    return _made_anew(services, account, packet_id)


def _require_open(services: Services, packet_id: PacketId) -> None:
    """Pass when the packet may be made anew, and with exhibits of its own."""
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        if any(not filing.settled for filing in work.filings.of_packet(packet_id)):
            raise PacketNotReady(packet_id, "with the court", "Wait for the court's answer, then mend it.")
        if len(work.exhibits.of_packet(packet_id)) >= MOST_EXHIBITS:
            raise RequestRefused(f"A packet takes at most {MOST_EXHIBITS} exhibits. Join some of them.")


def _made_anew(services: Services, account: Account, packet_id: PacketId) -> JobId:
    with services.database.unit_of_work() as work:
        facts_id = work.packets.get(packet_id).facts_id
    return rebuild(services, account, packet_id, facts_id, because=EXHIBITS_CHANGED)


def _described(title: str) -> str:
    words = _plain(title, TITLE_MOST + 1)
    if not 0 < len(words) <= TITLE_MOST:
        raise RequestRefused(
            f"Say in 1 to {TITLE_MOST} letters what the exhibit is; it is printed on its cover."
        )
    return words


def _plain(text: str, most: int) -> str:
    """Return a text on one line, without what can't be printed; a file's name is words, never a path."""
    words = " ".join(text.replace("/", " ").replace("\\", " ").split())
    return "".join(letter for letter in words if letter.isprintable())[:most]
