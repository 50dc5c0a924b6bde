"""What is done with an edited Word draft of a paper: its pages are made and proved, and its changes are told.

The packet stays as it is. A draft that can be printed is kept by a person's check, so that it can be used.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from api.accounts.account import ALLOWED, Account, Act
from api.documents.tracing import values_of_paper
from api.drafts.store import StoredDraft
from api.errors import NotFound
from api.ids import PacketId
from api.services import Services
from api.storage.audit import AuditAct
from assembly.catalog import load_catalog
from assembly.model.document import Document, Packet
from assembly.packets.drafts import (
    Changes,
    CheckedDraft,
    Paper,
    check_draft,
    pages_of_draft,
    redline_of_draft,
)

NAME_MOST = 200


def word_papers(services: Services, account: Account, packet_id: PacketId) -> Sequence[Document]:
    """Return the papers of a packet that have a Word file, in their order.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.LOOK)
    made = _packet(services, packet_id)
    return [document for document in made.documents if document.docx_path] if made else []


def check(
    services: Services, account: Account, packet_id: PacketId, docx: str, content: bytes, *, name: str
) -> CheckedDraft:
    """Return all that is to be said of an edited draft of the paper whose Word file is `docx`.

    Raises:
        NotFound: there is no such packet, or no such Word file in it.
        DocumentRefused: it takes too much time or memory to read.
    """
    paper = _paper(services, account, packet_id, docx, content)
    return check_draft(_plain(name, docx), content, paper)


def check_and_keep(
    services: Services, account: Account, packet_id: PacketId, docx: str, content: bytes, *, name: str
) -> tuple[CheckedDraft, StoredDraft | None]:
    """Return all that is to be said of an edited draft, and the draft as it is kept where it can be used.

    Raises:
        NotFound: there is no such packet, or no such Word file in it.
        DocumentRefused: it takes too much time or memory to read.
    """
    found = check(services, account, packet_id, docx, content, name=name)
    if not found.pages or found.signs or found.changes is None or not found.changes.changes:
        return found, None
    if account.role not in ALLOWED[Act.PREPARE]:
        return found, None
    told = _told(services, packet_id, docx)
    kept = services.blobs.put(content)
    with services.database.unit_of_work() as work:
        own = work.packets.file(packet_id, docx).sha256
        earlier = (one for one in work.drafts.in_use(packet_id) if one.sha256 == own)
        base = next((one.base_sha256 for one in earlier), own)
        draft = work.drafts.keep(
            packet_id,
            paper=told.type_id,
            docx=docx,
            name=_plain(name, docx),
            base_sha256=base,
            previous_sha256=own,
            sha256=kept,
            differs=bool(found.gone or found.new_figures),
            added_by=account.id,
        )
    return found, draft


def paper_of_word(services: Services, packet_id: PacketId, type_id: str, word: bytes) -> Paper:
    """Return how a Word file of a paper of a packet is laid out.

    Raises:
        NotFound: there is no such packet, or it has not been made.
    """
    made = _packet(services, packet_id)
    if made is None:
        raise NotFound("pages in packet", packet_id)
    told = next((one.title for one in made.documents if one.type_id == type_id), type_id)
    document = load_catalog(services.settings.templates).document_type(type_id)
    return Paper(word, told, document.language, document.stylesheet, made.prepared_on)


def pages(
    services: Services, account: Account, packet_id: PacketId, docx: str, content: bytes, *, name: str
) -> bytes:
    """Return an edited draft as the court's pages, a PDF.

    Raises:
        NotFound: there is no such packet, or no such Word file in it.
        DocumentRefused: it can't be printed; the message names every reason, and what to do.
    """
    paper = _paper(services, account, packet_id, docx, content)
    return pages_of_draft(_plain(name, docx), content, paper)


def redline(
    services: Services, account: Account, packet_id: PacketId, docx: str, content: bytes, *, name: str
) -> tuple[bytes, Changes]:
    """Return what changed from the packet's own Word file to an edited draft, as a PDF and one by one.

    Raises:
        NotFound: there is no such packet, or no such Word file in it.
        DocumentRefused: it can't be read; the message says why.
    """
    paper = _paper(services, account, packet_id, docx, content)
    return redline_of_draft(_plain(name, docx), content, paper)


def pdf_name(docx: str, kind: str) -> str:
    """Return the name of a PDF made of a draft of a paper, such as "01-complaint-redline.pdf"."""
    return f"{docx.removesuffix('.docx')}-{kind}.pdf"


def _paper(services: Services, account: Account, packet_id: PacketId, docx: str, content: bytes) -> Paper:
    """Return the paper that a draft is of, and record that the draft was read."""
    account.require(Act.LOOK)
    told = _told(services, packet_id, docx)
    with services.database.unit_of_work() as work:
        own = work.packets.file(packet_id, docx)
        read = hashlib.sha256(content).hexdigest()
        work.record(AuditAct(account.id, "draft.read", packet_id, before=own.sha256, after=read, note=docx))
    paper = paper_of_word(services, packet_id, told.type_id, services.blobs.get(own.sha256))
    return replace(paper, values=values_of_paper(services, packet_id, told))


def _told(services: Services, packet_id: PacketId, docx: str) -> Document:
    made = _packet(services, packet_id)
    told = next((one for one in made.documents if one.docx_path == docx != ""), None) if made else None
    if told is None:
        raise NotFound("Word file of that name in packet", packet_id)
    return told


def _packet(services: Services, packet_id: PacketId) -> Packet | None:
    """Return a packet as its record has it; None for one that is not made yet."""
    with services.database.unit_of_work() as work:
        packet, files = work.packets.get(packet_id), work.packets.files(packet_id)
    if not packet.packet_sha256:
        return None
    with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
        for file in files:
            (Path(folder) / file.name).write_bytes(services.blobs.get(file.sha256))
        return services.assembler.read(Path(folder))


def _plain(name: str, docx: str) -> str:
    """Return a file's name without signs that do not print, short enough for a message."""
    return "".join(sign for sign in name if sign.isprintable()).strip()[:NAME_MOST] or docx
