"""What is done to a packet: ordered, made, approved by its bytes, rebuilt, returned."""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from api.accounts.account import Account, Act
from api.errors import PacketChanged, PacketNotReady
from api.facts.service import read_stored, take_in_signed
from api.ids import FactsId, FilingId, JobId, PacketId
from api.packets.signed_pages import keep_from_folder, put_back
from api.packets.store import PacketFile, PacketState, StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.errors import AssemblyError, PacketRefused
from assembly.model.edited import EditedDraft
from assembly.model.exhibit import Exhibit
from assembly.model.finding import Finding

ASSEMBLE = "packets.assemble"
CHECK = "preflight.check"
MANIFEST = "manifest.json"
FACTS = "facts.json"
FACTS_CHANGED = "The facts were changed."
EXHIBITS_CHANGED = "The exhibits were changed."


def order(
    services: Services, account: Account, facts_id: FactsId, recipe: str, *, mends: FilingId | None = None
) -> tuple[StoredPacket, JobId]:
    """Write down a packet to be made, and the job that makes it.

    Raises:
        NotFound: there are no such facts.
        UnknownName: there is no such packet.
    """
    account.require(Act.PREPARE)
    services.assembler.require_recipe(recipe)
    facts = read_stored(services, facts_id)
    with services.database.unit_of_work() as work:
        packet = work.packets.add(facts_id, recipe, facts.court.id, account.id, mends=mends)
        if mends is not None:
            mended = work.filings.get(mends).packet_id
            work.exhibits.copy(mended, packet.id)
            work.originals.copy(mended, packet.id)
            work.drafts.copy(mended, packet.id)
        job = work.jobs.add(ASSEMBLE, packet.id)
        work.record(AuditAct(actor=account.id, act="packet.ordered", subject=packet.id, note=recipe))
        return packet, job


def make(services: Services, packet_id: PacketId) -> StoredPacket:
    """Make the packet from its facts and store every file of it. Making it again changes nothing.

    Findings that must be fixed leave the packet in the state "needs fixing" with all of them; that
    is an answer, not a failure. What was begun before somebody else changed the packet is dropped.

    Raises:
        AssemblyError: a document could not be made; the packet says why.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
    if packet.signing is not None and packet.state is PacketState.APPROVED:
        return packet  # what was signed since is made from the same facts
    facts = read_stored(services, packet.facts_id)
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        out = Path(folder) / "packet"
        try:
            made = services.assembler.assemble(
                facts,
                packet.recipe,
                out,
                exhibits=proof_of(services, packet_id),
                edited=edited_of(services, packet_id),
            )
        except PacketRefused as refused:
            return _needs_fixing(services, packet, refused.findings, "")
        except AssemblyError as error:
            _needs_fixing(services, packet, (), str(error))
            raise
        dropped = put_back(services, packet_id, out)
        files = store_folder(services, out)
    digest = digest_of(files)
    with services.database.unit_of_work() as work:
        before = work.packets.lock(packet_id)
        if _moved_on(before, packet):
            return before
        state = _state_after(work, before, digest)
        work.packets.put_files(packet_id, files)
        packet = work.packets.change(
            packet_id,
            title=made.title,
            packet_sha256=digest,
            findings=[asdict(finding) for finding in (*dropped, *made.findings)],
            problem=before.problem if state is PacketState.RETURNED else "",
            state=state,
        )
        work.record(AuditAct("worker", "packet.made", packet_id, before=before.packet_sha256, after=digest))
        # A packet's own folder is checked when it is filed.
        if services.settings.has_own_home and state is not PacketState.APPROVED:
            work.jobs.add(CHECK, packet_id)
        return packet


def take_in_folder(services: Services, account: Account, folder: Path) -> StoredPacket:
    """Take in a packet that was made elsewhere, each of its files proved; the same bytes are taken in once.

    Raises:
        DocumentRefused: the folder holds no packet, or not as it was made.
        FactsRejected: its facts cannot be read.
    """
    account.require(Act.PREPARE)
    made = services.assembler.read(folder)
    named = {MANIFEST, FACTS, made.packet_path}
    named |= {name for document in made.documents for name in (document.pdf_path, document.docx_path)}
    named |= {document.trace_path for document in made.documents}
    named |= {original.path for document in made.documents for original in document.originals}
    files = [file for file in store_folder(services, folder) if file.name in named]
    digest = digest_of(files)
    with services.database.unit_of_work() as work:
        if (known := work.packets.with_bytes(digest)) is not None:
            return known
    facts = take_in_signed(services, account, (folder / FACTS).read_bytes())
    with services.database.unit_of_work() as work:
        packet = work.packets.add(facts.id, made.recipe, made.court, account.id)
        work.packets.put_files(packet.id, files)
        if any(document.originals for document in made.documents):
            keep_from_folder(services, work, account.id, packet.id, folder)
        work.record(AuditAct(account.id, "packet.taken_in", packet.id, after=digest))
        return work.packets.change(
            packet.id,
            title=made.title,
            packet_sha256=digest,
            findings=[asdict(finding) for finding in made.findings],
            state=PacketState.IN_REVIEW,
        )


def rebuild(
    services: Services,
    account: Account,
    packet_id: PacketId,
    facts_id: FactsId,
    *,
    because: str = FACTS_CHANGED,
) -> JobId:
    """Make the packet anew from other facts; an approval that stands is void at once, for the reason given.

    Raises:
        NotFound: there is no such packet, or no such facts.
        PacketNotReady: a filing of the packet is with the court, or it was made elsewhere with exhibits.
    """
    account.require(Act.PREPARE)
    read_stored(services, facts_id)
    if because == FACTS_CHANGED:
        _refuse_losing_exhibits(services, packet_id)
    with services.database.unit_of_work() as work:
        work.packets.lock(packet_id)  # nobody orders a filing of it meanwhile
        if any(not filing.settled for filing in work.filings.of_packet(packet_id)):
            raise PacketNotReady(packet_id, "with the court", "Wait for the court's answer, then mend it.")
        return made_anew(work, account.id, packet_id, because=because, facts_id=facts_id)


def make_again(services: Services, account: Account, packet_id: PacketId) -> JobId:
    """Have a packet that was not made, made again from the same facts, by the law and templates of now.

    Raises:
        NotFound: there is no such packet.
        PacketNotReady: it has been made.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        packet = work.packets.lock(packet_id)
        if packet.packet_sha256:
            raise PacketNotReady(packet_id, packet.state.value, "Look at it; nothing has to be made.")
        waiting = work.jobs.waiting_for(packet_id, ASSEMBLE)
        return waiting.id if waiting else work.jobs.add(ASSEMBLE, packet_id)


def made_anew(
    work: Work, actor: str, packet_id: PacketId, *, because: str, facts_id: FactsId | None = None
) -> JobId:
    """Have a packet made anew, from other facts where given; an approval that stands is void, with its reason.

    Raises:
        NotFound: there is no such packet.
    """
    packet = work.packets.lock(packet_id)
    voided = work.packets.void_approval(packet_id, because)
    work.packets.set_signing(packet_id, None)
    state = PacketState.APPROVAL_VOID if voided else PacketState.DRAFT
    facts = facts_id or packet.facts_id
    work.packets.change(packet_id, facts_id=facts, state=state, draft=packet.draft + 1)
    work.record(AuditAct(actor, "packet.rebuilt", packet_id, before=packet.packet_sha256, note=facts))
    return work.jobs.add(ASSEMBLE, packet_id)


def _refuse_losing_exhibits(services: Services, packet_id: PacketId) -> None:
    """Refuse to make anew a packet that was taken in with exhibits: their files are in its papers alone."""
    with services.database.unit_of_work() as work:
        kept = work.exhibits.of_packet(packet_id)
        listed = [file for file in work.packets.files(packet_id) if file.name == MANIFEST]
    if kept or not listed:
        return
    manifest = json.loads(services.blobs.get(listed[0].sha256))
    if manifest.get("exhibits"):
        raise PacketNotReady(
            packet_id,
            "made elsewhere, with exhibits",
            "Assemble it there with the other facts and its exhibits, and take it in again; "
            "or order it here and bring the exhibits.",
        )


def approve(services: Services, account: Account, packet_id: PacketId, packet_sha256: str) -> StoredPacket:
    """Approve exactly the bytes that were looked at.

    Raises:
        NotFound: there is no such packet.
        PacketChanged: it is not what was looked at.
        PacketNotReady: it has not been made, or findings stand against it.
    """
    account.require(Act.APPROVE)
    with services.database.unit_of_work() as work:
        packet = work.packets.lock(packet_id)
        if packet.state is PacketState.APPROVED and packet.packet_sha256 == packet_sha256:
            return packet
        require_approvable(packet, packet_sha256)
        looked_at = packet.signing.content_sha256 if packet.signing is not None else ""
        work.packets.approve(packet_id, packet_sha256, account.id, content_sha256=looked_at)
        work.record(
            AuditAct(account.id, "packet.approved", packet_id, before=packet_sha256, after=packet_sha256)
        )
        return work.packets.change(packet_id, state=PacketState.APPROVED)


def require_approvable(packet: StoredPacket, packet_sha256: str) -> None:
    """Pass when exactly these bytes may be approved.

    Raises:
        PacketChanged: it is not what was looked at.
        PacketNotReady: it has not been made, or findings stand against it.
    """
    if not packet.packet_sha256 or packet.state in (PacketState.DRAFT, PacketState.NEEDS_FIXING):
        raise PacketNotReady(packet.id, packet.state.value, "Mend what is found, and make it again.")
    if packet.packet_sha256 != packet_sha256:
        raise PacketChanged(packet.id, packet_sha256, packet.packet_sha256)
    if any(finding["severity"] in ("block", "attest") for finding in packet.findings):
        raise PacketNotReady(packet.id, "not free of findings", "Mend or answer what is found first.")


def send_back(services: Services, account: Account, packet_id: PacketId, reason: str) -> StoredPacket:
    """Return a packet to the officer with a reason; an approval that stands is void, and a signature goes.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.APPROVE)
    with services.database.unit_of_work() as work:
        packet = work.packets.lock(packet_id)
        work.packets.void_approval(packet_id, "The packet was returned.")
        work.checks.forget(packet_id)
        at_court = any(not filing.settled for filing in work.filings.of_packet(packet_id))
        if packet.signing is not None and not at_court:
            work.packets.set_signing(packet_id, None)
            work.jobs.add(ASSEMBLE, packet_id)
        work.record(
            AuditAct(
                account.id,
                "packet.returned",
                packet_id,
                before=packet.packet_sha256,
                after=packet.packet_sha256,
            )
        )
        return work.packets.change(packet_id, state=PacketState.RETURNED, problem=reason)


def proof_of(services: Services, packet_id: PacketId) -> list[Exhibit]:
    """Return the exhibits that people brought to a packet."""
    with services.database.unit_of_work() as work:
        stored = work.exhibits.of_packet(packet_id)
    return [
        Exhibit(one.name, one.title, services.blobs.get(one.sha256), confidential=one.confidential)
        for one in stored
    ]


def edited_of(services: Services, packet_id: PacketId) -> list[EditedDraft]:
    """Return the edited Word drafts that a packet's papers are printed from."""
    with services.database.unit_of_work() as work:
        drafts = work.drafts.in_use(packet_id)
    return [EditedDraft(one.paper, one.base_sha256, services.blobs.get(one.sha256)) for one in drafts]


def store_folder(services: Services, folder: Path) -> list[PacketFile]:
    """Put every file of a made packet into the blob store and return their names and hashes."""
    files = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        content = path.read_bytes()
        files.append(PacketFile(path.name, services.blobs.put(content), len(content)))
    return files


def digest_of(files: Sequence[PacketFile]) -> str:
    """Return the hash that an approval is bound to: over the name and hash of every file of the packet.

    The merged PDF alone would not do: papers that are filed on their own are not in it.
    """
    lines = sorted(f"{file.sha256}  {file.name}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _moved_on(now: StoredPacket, begun: StoredPacket) -> bool:
    """Whether a packet was ordered anew, made or signed by somebody else since its making was begun."""
    return (now.draft, now.packet_sha256) != (begun.draft, begun.packet_sha256)


def _needs_fixing(
    services: Services, begun: StoredPacket, findings: tuple[Finding, ...], problem: str
) -> StoredPacket:
    packet_id = begun.id
    with services.database.unit_of_work() as work:
        packet = work.packets.lock(packet_id)
        if _moved_on(packet, begun):
            return packet
        work.packets.void_approval(packet_id, "The packet could not be made again.")
        work.packets.put_files(packet_id, [])
        work.record(AuditAct("worker", "packet.refused", packet_id, before=packet.packet_sha256))
        return work.packets.change(
            packet_id,
            state=PacketState.NEEDS_FIXING,
            packet_sha256="",
            findings=[asdict(finding) for finding in findings],
            problem=problem,
        )


def _state_after(work: Work, before: StoredPacket, digest: str) -> PacketState:
    """Return where a packet stands once it was made: as before when its bytes are the same, or it was returned."""
    if before.state is PacketState.RETURNED:
        return before.state
    if before.packet_sha256 == digest and before.state is not PacketState.DRAFT:
        return before.state
    if before.packet_sha256 and work.packets.void_approval(
        before.id, "The packet was made again and its bytes differ."
    ):
        return PacketState.APPROVAL_VOID
    return PacketState.IN_REVIEW
