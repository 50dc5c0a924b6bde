"""What is done to the exhibits of a packet: brought, changed, put in order, taken out. Each makes it anew."""

import hashlib
from collections.abc import Sequence

from api.accounts.account import Account, Act
from api.errors import PacketNotReady, RequestRefused
from api.ids import ExhibitId, JobId, PacketId
from api.packets.exhibit_store import StoredExhibit
from api.packets.service import EXHIBITS_CHANGED, made_anew, rebuild
from api.services import Services
from api.storage.audit import AuditAct
from assembly.model.exhibit import MOST_EXHIBITS

RECOGNIZE = "packets.recognize"
PAGES_AT_ONCE = 20  # so that one job stays well within its lease
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
    comes of them is kept. Where tesseract is installed, a worker then reads the pages that are only
    pictures, and makes the packet anew with the words found.

    Raises:
        NotFound: there is no such packet.
        DocumentRefused: the file can't be taken; the message says why and what to do.
        RequestRefused: nothing says what it is, or the packet has too many exhibits.
        PacketNotReady: a filing of the packet is with the court.
    """
    from assembly.bundle.ocr import find_program
    from assembly.packets.taking import take  # with the readers of PDFs, which take long to load

    account.require(Act.PREPARE)
    name, title = _plain(name, NAME_MOST) or "exhibit", _described(title)
    _require_open(services, packet_id)
    taken = take(name, content)
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
        if taken.without_text and find_program() is not None:
            work.jobs.add(RECOGNIZE, f"{added.id}:0")
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
        PacketNotReady: a filing of the packet is with the court.
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
        PacketNotReady: a filing of the packet is with the court.
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


def recognize_text(services: Services, subject: str) -> None:
    """Read some pages of an exhibit that are only pictures; ask for the next, or make the packet anew.

    `subject` is the id of the exhibit, a colon, and the page after which to begin. An exhibit that
    is gone, or whose packet is with the court by now, is left as it is.

    Raises:
        DocumentRefused: the recognition failed; the exhibit stays as it was.
    """
    from assembly.bundle.ocr import find_program
    from assembly.packets.taking import recognize, take

    exhibit_id, _, after = subject.partition(":")
    with services.database.unit_of_work() as work:
        one = work.exhibits.find(ExhibitId(exhibit_id))
    program = find_program()
    wanted = [page for page in one.without_text if page > int(after)] if one else []
    if one is None or program is None or not wanted:
        return
    pdf = services.blobs.get(one.sha256)
    made = recognize(one.name, pdf, program=program, after=int(after), most=PAGES_AT_ONCE)
    taken = take(one.name, made)
    blob = services.blobs.put(taken.pdf)
    last = wanted[:PAGES_AT_ONCE][-1]
    with services.database.unit_of_work() as work:
        now = work.exhibits.find(one.id)
        if now is None or now.sha256 != one.sha256:
            return
        if any(not filing.settled for filing in work.filings.of_packet(one.packet_id)):
            return
        work.exhibits.put_text(
            one.id, sha256=blob, size_bytes=len(taken.pdf), without_text=taken.without_text
        )
        if len(wanted) > PAGES_AT_ONCE:
            work.jobs.add(RECOGNIZE, f"{one.id}:{last}")
            return
        work.record(AuditAct("worker", "exhibit.read", one.packet_id, note=one.id))
        made_anew(work, "worker", one.packet_id, because=EXHIBITS_CHANGED)


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
