"""Approve and sign: content is approved, signed bytes are made from it, and the approval is bound to these.

Two steps by construction. The attorney approves the exact bytes that were looked at. A worker makes
them once more to see that they are what the facts and templates still give, then makes them with the
signature in its places, and binds the approval to the hash of the signed bytes. Whatever changed in
between stops it.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from api.accounts.account import Account, Act
from api.errors import RequestRefused
from api.facts.service import read_stored
from api.ids import JobId, PacketId
from api.packets.service import (
    approve,
    digest_of,
    edited_of,
    make,
    proof_of,
    require_approvable,
    store_folder,
)
from api.packets.signed_pages import put_back
from api.packets.store import PacketFile, PacketState, Signing, StoredPacket
from api.packets.to_sign import ToSign
from api.preflight.approval import require_checked
from api.services import Services
from api.storage.audit import AuditAct
from assembly.errors import AssemblyError
from assembly.model.document import Document, Packet
from assembly.model.facts import Facts
from assembly.model.likeness import letters_of
from assembly.model.signing import TypedSignature

SIGN = "packets.sign"


def places_to_sign(services: Services, packet_id: PacketId) -> tuple[ToSign, ...]:
    """Return who signs what in a packet that has been made, for a court that has a profile; else nothing.

    Raises:
        NotFound: there is no such packet.
    """
    with services.database.unit_of_work() as work:
        packet, files = work.packets.get(packet_id), work.packets.files(packet_id)
    if not packet.packet_sha256 or packet.court not in services.courts.ids():
        return ()
    return _places(services, packet, {file.name: file.sha256 for file in files})


def sign(services: Services, account: Account, packet_id: PacketId, packet_sha256: str) -> JobId | None:
    """Approve the bytes that were looked at and have them signed; None where nothing is signed by typing.

    Raises:
        NotFound: there is no such packet.
        PacketChanged: it is not what was looked at.
        PacketNotReady: it has not been made, or findings stand against it.
        PacketBeingChecked: it has not been checked today.
        FilingNotReady: a clerk would reject it; every reason is listed.
        RequestRefused: the papers name somebody else than whoever signs.
    """
    account.require(Act.APPROVE)
    typed = [place for place in places_to_sign(services, packet_id) if place.by_typing]
    if typed:
        _require_signer(account, typed)
    require_checked(services, packet_id, packet_sha256)
    if not typed:
        approve(services, account, packet_id, packet_sha256)
        return None
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        if packet.state is PacketState.APPROVED:
            return None
        require_approvable(packet, packet_sha256)
        court = services.courts.profile(packet.court)
        signing = Signing(
            by=account.id,
            name=typed[0].names[0],
            on=work.now.astimezone(court.zone).date().isoformat(),
            papers=tuple(dict.fromkeys(place.paper for place in typed)),
            content_sha256=packet_sha256,
        )
        work.packets.set_signing(packet_id, signing)
        act = AuditAct(account.id, "packet.content_approved", packet_id, packet_sha256, packet_sha256)
        work.record(act)
        return work.jobs.add(SIGN, packet_id)


def approve_unsigned(
    services: Services, account: Account, packet_id: PacketId, packet_sha256: str
) -> StoredPacket:
    """Approve the bytes that were looked at, as they are.

    Raises:
        NotFound, PacketChanged, PacketNotReady, PacketBeingChecked, FilingNotReady: as `sign` does.
    """
    account.require(Act.APPROVE)
    require_checked(services, packet_id, packet_sha256)
    return approve(services, account, packet_id, packet_sha256)


def make_signed(services: Services, packet_id: PacketId) -> StoredPacket:
    """Make the signed bytes of an approved content and bind the approval to them. Doing it again changes nothing.

    What stops it takes the signature off again and is told on the packet.

    Raises:
        AssemblyError: the packet cannot be made at all; it says why.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
    signing = packet.signing
    if signing is None or packet.packet_sha256 != signing.content_sha256:
        return packet
    facts = read_stored(services, packet.facts_id)
    try:
        content, unsigned = _made(services, facts, packet)
        if digest_of(content) != signing.content_sha256:
            return _stopped(
                services, packet, "The papers come out differently now than when they were approved."
            )
        files, signed = _made(services, replace(facts, signatures=(_typed(signing),)), packet)
    except AssemblyError:  # what stands against it is found again, and told, when it is made anew
        return _stopped(services, packet, "The papers cannot be made any more as they were approved.")
    if not files:
        return _stopped(services, packet, "The signature would change a page that is signed in ink.")
    if [d.pages for d in unsigned.documents] != [d.pages for d in signed.documents]:
        return _stopped(services, packet, "With the signature a paper would have another number of pages.")
    with services.database.unit_of_work() as work:
        now = work.packets.get(packet_id)
        if now.signing != signing or now.packet_sha256 != signing.content_sha256:
            return now
        digest = digest_of(files)
        work.packets.put_files(packet_id, files)
        work.packets.approve(packet_id, digest, signing.by, content_sha256=signing.content_sha256)
        papers = ", ".join(signing.papers)
        work.record(AuditAct(signing.by, "packet.signed", packet_id, signing.content_sha256, digest, papers))
        work.record(AuditAct(signing.by, "packet.approved", packet_id, digest, digest))
        return work.packets.change(packet_id, packet_sha256=digest, state=PacketState.APPROVED, problem="")


def _places(services: Services, packet: StoredPacket, files: Mapping[str, str]) -> tuple[ToSign, ...]:
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        for name, sha256 in files.items():
            (Path(folder) / name).write_bytes(services.blobs.get(sha256))
        made = services.assembler.read(Path(folder))

    def word(document: Document) -> bytes | None:
        name = document.docx_path
        return services.blobs.get(files[name]) if name and name in files else None

    court, facts = services.courts.profile(packet.court), read_stored(services, packet.facts_id)
    if packet.signing is not None and packet.packet_sha256 != packet.signing.content_sha256:
        facts = replace(facts, signatures=(_typed(packet.signing),))
    return services.assembler.to_sign(made, facts, word, court=court)


def is_signer(account: Account, place: ToSign) -> bool:
    """Whether an account signs as one of those whose name is printed in a place."""
    return letters_of(account.signs_as) in {letters_of(name) for name in place.names}


def _require_signer(account: Account, typed: list[ToSign]) -> None:
    """Pass when whoever signs is the person whose name is printed in every place."""
    for place in typed:
        if not is_signer(account, place):
            raise RequestRefused(
                f"{place.title} is signed by {' or '.join(place.names)}. You sign as "
                f"{account.signs_as or 'nobody'}: an administrator sets the name that an account signs as."
            )


def _made(services: Services, facts: Facts, packet: StoredPacket) -> tuple[list[PacketFile], Packet]:
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        out = Path(folder) / "packet"
        made = services.assembler.assemble(
            facts,
            packet.recipe,
            out,
            exhibits=proof_of(services, packet.id),
            edited=edited_of(services, packet.id),
        )
        if put_back(services, packet.id, out):
            return [], made  # a page that was signed in ink would be another
        return store_folder(services, out), made


def _typed(signing: Signing) -> TypedSignature:
    return TypedSignature(name=signing.name, on=date.fromisoformat(signing.on), papers=signing.papers)


def _stopped(services: Services, packet: StoredPacket, reason: str) -> StoredPacket:
    """Leave a packet unsigned and make it anew, so that what is looked at next is what would be signed."""
    with services.database.unit_of_work() as work:
        work.packets.set_signing(packet.id, None)
        work.record(AuditAct("worker", "packet.not_signed", packet.id, before=packet.packet_sha256))
    made = make(services, packet.id)
    with services.database.unit_of_work() as work:
        problem = f"{reason} It was not signed. Look at it again before you approve it."
        return work.packets.change(made.id, problem=problem)
