"""From a stored packet to the envelope for one court, and from a court's references back to our papers."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from api.courts.access import Access
from api.courts.gateway import location_code
from api.ids import FilingId
from assembly.model.document import Document, Packet
from assembly.model.facts import Facts
from efiling.courts import CourtProfile
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


def is_ours(reference: str, filing_id: str) -> bool:
    """Whether a reference is one that this filing gave to a document."""
    head, _, number = reference.strip().rpartition(".")
    return head == filing_id and number.isdigit()
