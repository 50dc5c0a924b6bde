"""The bytes of a filing: the packet read back from its blobs, proved, and put into an envelope."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from api.filings.envelope import build_envelope, kinds_by_reference, papers_by_reference, part_of
from api.filings.fees import firm_of, quoted
from api.filings.record import StoredFiling
from api.filings.volumes import in_volumes
from api.ids import FilingId, PacketId
from api.packets.service import digest_of
from api.private_folder import make_private_file
from api.services import Services
from api.storage.blobs import BlobStore
from assembly.intake import read_facts
from assembly.model.document import Document, Packet
from assembly.model.facts import Facts
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.xml import to_bytes
from efiling.errors import FilingNotReady
from efiling.model import Envelope
from efiling.preflight import Result
from efiling.preflight.certificate import certificate


def packet_of(
    services: Services, packet_id: PacketId, packet_sha256: str
) -> tuple[Packet, Facts, dict[str, str]]:
    """Return a stored packet, its facts, and the blob of each of its files.

    Raises:
        FilingNotReady: the files are not the ones with this hash.
        DocumentRefused: they are no packet.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        files = work.packets.files(packet_id)
        facts = work.facts.get(packet.facts_id)
    if digest_of(files) != packet_sha256:
        raise FilingNotReady(["the stored files are not the ones that were approved"])
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        for file in files:
            (Path(folder) / file.name).write_bytes(services.blobs.get(file.sha256))
        made = services.assembler.read(Path(folder))
    return made, read_facts(services.blobs.get(facts.sha256)), {file.name: file.sha256 for file in files}


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be sent, the blob of the certificate on its bytes, our PDF by reference, and its kinds."""

    envelope: Envelope
    certificate_sha256: str
    papers: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]


def checked_envelope(
    services: Services, filing: StoredFiling, *, comment: str = "", ask_fee: bool = False
) -> Checked:
    """Return the envelope of a filing, built from the stored bytes of its packet after pre-flight passed.

    With `ask_fee` the court is asked what it charges, where its profile says that the agency owes nothing.

    Raises:
        FilingNotReady: the packet is a draft, or a clerk would reject it; every reason is listed.
        ProfileFault, UnknownCourt, AccessFault: this court cannot get it.
        DocumentRefused: nothing of the packet is filed with a court.
    """
    packet, facts, files = packet_of(services, filing.packet_id, filing.packet_sha256)
    if packet.draft:
        raise FilingNotReady(["the packet is a draft made in spite of findings; it cannot be filed"])
    packet = part_of(packet, filing.left_out)
    profile = services.courts.profile(filing.court)

    def read(document: Document) -> bytes:
        return services.blobs.get(files[document.pdf_path])

    cut = in_volumes(packet, read, court=profile, blobs=services.blobs)
    packet = cut.packet
    today = services.clock().astimezone(profile.zone).date()
    faults: list[str] = []
    envelope = None
    try:
        envelope = build_envelope(
            filing.id,
            packet,
            services.assembler.protect(facts),
            profile=profile,
            access=services.courts.access(filing.court),
            read=cut.read,
            callback_url=services.callback_url,
            comment=comment,
        )
    except FilingNotReady as refused:  # told together with what pre-flight finds
        faults += refused.faults
    message = frozen_message(envelope).decode() if envelope is not None else ""
    asked = firm_of(services.courts.access(filing.court))
    if ask_fee and envelope is not None and not faults:
        asked = quoted(services, filing, envelope, profile=profile, firm=asked)
    with services.database.unit_of_work() as work:
        besides = tuple(FilingId(name) for name in (filing.id, filing.mends_filing) if name)
        lying = work.filings.lying_at(filing.court, besides=besides)
    report = services.assembler.preflight(
        packet,
        facts,
        cut.read,
        court=profile,
        today=today,
        envelope=envelope,
        message=message,
        open_hashes=lying,
        asked=asked,
    )
    faults += [reason_of(result) for result in report.results if result.blocks]
    if faults or envelope is None:
        raise FilingNotReady(faults)
    made = {**certificate(report, checked_at=services.clock()), "cut_into_volumes": list(cut.record)}
    proof = services.blobs.put(json.dumps(made, indent=2, ensure_ascii=False).encode())
    return Checked(
        envelope, proof, papers_by_reference(envelope, packet), kinds_by_reference(envelope, packet)
    )


def reason_of(result: Result) -> str:
    """Return what a clerk would reject for, with every place."""
    places = [
        f"{found.document}{f', page {found.page}' if found.page else ''}: {found.problem}"
        for found in result.evidence
    ]
    return f"check {result.number}, {result.name}: {' '.join(places)} {result.remedy}".strip()


def frozen_message(envelope: Envelope) -> bytes:
    """Return the message as it will be sent, without the files; those are named by their hashes."""
    return to_bytes(review_filing(envelope).root)


def conformed_name(filing: StoredFiling, reference: str, fallback: str) -> str:
    """Return the name of a stamped copy: that of the paper it is a copy of, or a plain one."""
    if filing.papers.get(reference):
        return filing.papers[reference]
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in Path(fallback).name)
    return safe.strip("-.")[:80] or f"{filing.id}.pdf"


def copies_folder(blobs: BlobStore, names: dict[str, str], folder: Path) -> list[Path]:
    """Write blobs as files of the owner's into a folder, each whole or not at all, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, sha256 in names.items():
        path = folder / Path(name).name
        temporary = path.with_name(f".{path.name}.writing")
        make_private_file(temporary)
        temporary.write_bytes(blobs.get(sha256))
        temporary.replace(path)
        written.append(path)
    return written
