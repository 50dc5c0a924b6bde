"""From a stored packet to the envelope for one court, and from a court's references back to our papers."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from api.courts.access import Access
from api.courts.gateway import location_code
from api.ids import FilingId
from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from efiling.courts import CourtProfile
from efiling.errors import FilingNotReady
from efiling.model import Content, Envelope, SubmissionId
from efiling.prepare import Filer, prepare


def build_envelope(
    filing_id: FilingId,
    packet: Packet,
    facts: Facts,
    *,
    profile: CourtProfile,
    access: Access,
    read: Callable[[Document], bytes],
    callback_url: str,
    comment: str = "",
) -> Envelope:
    """Return the envelope of a packet. `facts` are the protected facts, `read` gives a document's PDF.

    `access` says who we are at the court: what its operator gave us wins over the profile.

    A document whose pages stand inside another's PDF goes with that one and not by itself. Every
    document of the envelope carries our reference: the filing's id, a dot and a number.

    Raises:
        FilingNotReady: with everything that has to be mended or found out first.
    """
    alone = tuple(document for document in packet.documents if not document.parent)
    filer = Filer(
        location=access.plain.location or location_code(profile, facts.court.branch),
        callback_url=access.plain.callback_url or callback_url,
        attorney_id=access.attorney_id(facts.agency.attorney.bar_number),
        account_id=access.plain.payment_account or "",
        comment=comment,
    )

    def content(document: Document) -> Content:
        return Content(sha256=document.sha256, size_bytes=document.size_bytes, read=lambda: read(document))

    return prepare(
        replace(packet, documents=alone),
        facts,
        profile,
        filer,
        submission_id=SubmissionId(filing_id),
        content=content,
    )


def papers_by_reference(envelope: Envelope, packet: Packet) -> Mapping[str, str]:
    """Return the name of our PDF for each reference in an envelope."""
    names = {document.sha256: document.pdf_path for document in packet.documents}
    return {
        document.reference: names.get(document.attachments[0].content.sha256, "")
        for document in envelope.documents
    }


def kinds_by_reference(envelope: Envelope, packet: Packet) -> Mapping[str, tuple[str, ...]]:
    """Return, for each reference in an envelope, the names under which rules may mean the paper."""
    kinds = {document.sha256: kinds_of(document) for document in packet.documents if not document.parent}
    return {
        document.reference: kinds.get(document.attachments[0].content.sha256, ())
        for document in envelope.documents
    }


def kinds_of(document: Document) -> tuple[str, ...]:
    """Return the names under which rules may mean a document: its filing code, and its type in words."""
    slug = document.type_id.rpartition("/")[2].replace("-", "_")
    return tuple(dict.fromkeys((document.filing_code, slug)))


def part_of(packet: Packet, left_out: Collection[str]) -> Packet:
    """Return a packet without the document types that do not go with it.

    Where no lead document is left, the first of what supported one leads: the lead is on file.

    Raises:
        FilingNotReady: nothing is left to be filed.
    """
    if not left_out:
        return packet
    kept = [
        document for document in packet.documents if not {document.type_id, document.parent} & set(left_out)
    ]
    filed = [document for document in kept if document.role is not Role.NOT_FILED and not document.parent]
    if not filed:
        raise FilingNotReady(["every paper of the packet is on file, or is filed another way"])
    if not any(document.role is Role.LEAD for document in filed):
        place = kept.index(filed[0])
        kept[place] = replace(filed[0], role=Role.LEAD)
    return replace(packet, documents=tuple(kept))


def is_ours(reference: str, filing_id: str) -> bool:
    """Whether a reference is one that this filing gave to a document."""
    head, _, number = reference.strip().rpartition(".")
    return head == filing_id and number.isdigit()
