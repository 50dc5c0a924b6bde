"""What is done to the signed originals of a stored packet: brought, shown, kept when it is made anew, taken out."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from api.accounts.account import Account, Act
from api.errors import PacketNotReady
from api.ids import JobId, OriginalId, PacketId
from api.packets.original_store import StoredOriginal
from api.packets.store import PacketFile, PacketState, StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.model.document import Packet
from assembly.model.finding import Finding, Severity

BROUGHT = "A signed original was brought; the papers look otherwise now."
TAKEN_OUT = "A signed original was taken out."


def originals_of(services: Services, account: Account, packet_id: PacketId) -> Sequence[StoredOriginal]:
    """Return the signed originals of a packet.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        return work.originals.of_packet(packet_id)


def add_original(
    services: Services,
    account: Account,
    packet_id: PacketId,
    content: bytes,
    *,
    name: str,
    paper: str,
    pages: Sequence[int] = (),
) -> Sequence[StoredOriginal]:
    """Take in the scan of a paper signed in ink, and show its pages in the packet.

    The bytes are hostile: they are read in a process that is thrown away. An approval that stands is
    void, since the packet's bytes are others; a typed signature stays. The same scan of the same pages
    brought again changes nothing.

    Raises:
        NotFound: there is no such packet.
        DocumentRefused: the scan is not that paper's, or nobody signs there; the message says what to do.
        PacketNotReady: it has not been made, is being signed, or a filing of it is with the court.
    """
    from api.packets.originals import bring_original
    from api.packets.service import CHECK, digest_of
    from api.packets.signing import places_to_sign
    from assembly.packets.manifest import sha256

    account.require(Act.PREPARE)
    packet, known = _open(services, packet_id)
    same = [one for one in known if one.source_sha256 == sha256(content)]
    files = _bytes_of(services, packet_id)
    if same and (not pages or len(same) == len(pages)):
        return same
    places = places_to_sign(services, packet_id)
    made = _read(services, files)
    originals, shown = bring_original(
        files, made, places, paper=paper, pages=pages, name=name, content=content
    )
    stored = [PacketFile(one, services.blobs.put(raw), len(raw)) for one, raw in sorted(shown.files.items())]
    pictures = [services.blobs.put(one.picture.packed) for one in originals]
    digest = digest_of(stored)
    with services.database.unit_of_work() as work:
        now = work.packets.get(packet_id)
        if now.packet_sha256 != packet.packet_sha256:
            raise PacketNotReady(packet_id, "made anew meanwhile", "Look at it, and bring the scan again.")
        rows = [
            work.originals.put(
                packet_id,
                paper=one.paper,
                page=one.page,
                printed_sha256=one.printed_sha256,
                picture_sha256=picture,
                picture_size=(one.picture.wide, one.picture.high),
                source_sha256=one.source_sha256,
                dots_per_inch=one.dots_per_inch,
                signers=one.signers,
                unsigned=one.unsigned,
                dated=one.dated,
                added_by=account.id,
            )
            for one, picture in zip(originals, pictures, strict=True)
        ]
        voided = work.packets.void_approval(packet_id, BROUGHT)
        if now.signing is not None:  # what was typed stands on the papers still
            work.packets.set_signing(packet_id, now.signing)
        work.packets.put_files(packet_id, stored)
        state = PacketState.APPROVAL_VOID if voided else now.state
        work.packets.change(packet_id, packet_sha256=digest, state=state)
        if services.settings.has_own_home:
            work.jobs.add(CHECK, packet_id)
        for row in rows:
            act = AuditAct(account.id, "original.brought", packet_id, after=row.source_sha256, note=row.id)
            work.record(act)
        return rows


def digest_now(services: Services, packet_id: PacketId) -> str:
    """Return the hash of a packet's bytes as they are now.

    Raises:
        NotFound: there is no such packet.
    """
    with services.database.unit_of_work() as work:
        return work.packets.get(packet_id).packet_sha256


def take_out_original(
    services: Services, account: Account, packet_id: PacketId, original_id: OriginalId
) -> JobId:
    """Take a signed original out of a packet and make the packet anew. Its scan stays in the store.

    Raises:
        NotFound: there is no such packet or original.
        PacketNotReady: a filing of the packet is with the court.
    """
    from api.packets.service import made_anew

    account.require(Act.PREPARE)
    _open(services, packet_id)
    with services.database.unit_of_work() as work:
        gone = work.originals.get(packet_id, original_id)
        work.originals.take_out(packet_id, original_id)
        act = AuditAct(
            account.id, "original.taken_out", packet_id, before=gone.source_sha256, note=original_id
        )
        work.record(act)
        return made_anew(work, account.id, packet_id, because=TAKEN_OUT)


def put_back(services: Services, packet_id: PacketId, folder: Path) -> tuple[Finding, ...]:
    """Show the signed originals of a packet in its folder, made anew; return a finding for each that no longer fits."""
    with services.database.unit_of_work() as work:
        stored = work.originals.of_packet(packet_id)
    if not stored:
        return ()
    from assembly.bundle.signed_page import PagePicture
    from assembly.packets.folder import replace_files
    from assembly.packets.originals import Original, files_of, with_originals

    originals = [
        Original(
            paper=one.paper,
            page=one.page,
            printed_sha256=one.printed_sha256,
            picture=PagePicture(*one.picture_size, services.blobs.get(one.picture_sha256)),
            dots_per_inch=one.dots_per_inch,
            signers=one.signers,
            unsigned=one.unsigned,
            source=services.blobs.get(one.source_sha256),
            dated=one.dated,
        )
        for one in stored
    ]
    made = with_originals(files_of(folder), originals)
    replace_files(folder, made.files)
    return tuple(
        Finding(
            rule="original.dropped",
            severity=Severity.WARN,
            message=words,
            remedy="Print the paper as it is now, have it signed, and bring the scan.",
        )
        for words in made.dropped
    )


def keep_from_folder(services: Services, work: Work, actor: str, packet_id: PacketId, folder: Path) -> None:
    """Write down the signed originals of a packet that was made elsewhere, so that they stay when it is made anew."""
    from assembly.packets.originals import originals_in

    for one in originals_in(folder):
        work.originals.put(
            packet_id,
            paper=one.paper,
            page=one.page,
            printed_sha256=one.printed_sha256,
            picture_sha256=services.blobs.put(one.picture.packed),
            picture_size=(one.picture.wide, one.picture.high),
            source_sha256=services.blobs.put(one.source),
            dots_per_inch=one.dots_per_inch,
            signers=one.signers,
            unsigned=one.unsigned,
            dated=one.dated,
            added_by=actor,
        )


def _open(services: Services, packet_id: PacketId) -> tuple[StoredPacket, Sequence[StoredOriginal]]:
    """Return a packet that an original may be brought to, and those that it has."""
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        if any(not filing.settled for filing in work.filings.of_packet(packet_id)):
            raise PacketNotReady(packet_id, "with the court", "Wait for the court's answer, then mend it.")
        if not packet.packet_sha256:
            raise PacketNotReady(packet_id, packet.state.value, "Mend what is found, and make it again.")
        if packet.signing is not None and packet.signing.content_sha256 == packet.packet_sha256:
            raise PacketNotReady(packet_id, "being signed", "Bring the scan in a moment.")
        return packet, work.originals.of_packet(packet_id)


def _bytes_of(services: Services, packet_id: PacketId) -> dict[str, bytes]:
    with services.database.unit_of_work() as work:
        files = work.packets.files(packet_id)
    return {file.name: services.blobs.get(file.sha256) for file in files}


def _read(services: Services, files: dict[str, bytes]) -> Packet:
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        for name, raw in files.items():
            (Path(folder) / name).write_bytes(raw)
        return services.assembler.read(Path(folder))
