"""The documents of an ECF 4 filing, each with its files."""

from efiling.ecf.v4 import parts
from efiling.ecf.v4.names import KNOWN, NEW
from efiling.ecf.xml import Element, Writer
from efiling.model import Attachment, Envelope, FiledDocument, PartyRef


def filed_documents(w: Writer, envelope: Envelope) -> list[Element]:
    """Return every document of an envelope, numbered in the order of the envelope.

    The standard does not tie a connected document to its lead. Where there are several leads,
    each connected document points at its own.
    """
    elements: list[Element] = []
    several = len(envelope.filings) > 1
    for filing in envelope.filings:
        lead_id = f"document-{len(elements) + 1}"
        elements.append(
            _document(w, parts.vendor_tag(w, "FilingLeadDocument"), filing.lead, envelope, lead_id)
        )
        for connected in filing.connected:
            own_id = f"document-{len(elements) + 1}"
            parent = lead_id if several else ""
            elements.append(
                _document(
                    w,
                    parts.vendor_tag(w, "FilingConnectedDocument"),
                    connected,
                    envelope,
                    own_id,
                    parent=parent,
                )
            )
    return elements


def _document(
    w: Writer, tag: str, document: FiledDocument, envelope: Envelope, own_id: str, *, parent: str = ""
) -> Element:
    return w(
        tag,
        w("nc:DocumentDescriptionText", document.title),
        w("nc:DocumentFileControlID", document.reference),
        w("nc:DocumentSequenceID", own_id.removeprefix("document-")),
        _metadata(w, document, envelope, parent),
        _rendition(w, document.attachments),
        *_for_the_vendor(w, document),
        id=own_id,
    )


def _for_the_vendor(w: Writer, document: FiledDocument) -> list[Element | None]:
    if not w.knows("tyler"):
        return []
    return [
        w.optional("tyler:FilingCommentsText", document.comments),
        w.optional("tyler:CourtesyCopiesText", ",".join(document.courtesy_copies)),
    ]


def _metadata(w: Writer, document: FiledDocument, envelope: Envelope, parent: str) -> Element:
    return w(
        "ecf:DocumentMetadata",
        w("j:RegisterActionDescriptionText", document.filing_code),
        w("ecf:ParentDocumentReference", ref=parent) if parent else None,
        # The attorney is required even where there is none, and then is empty.
        parts.identification(
            w, "ecf:FilingAttorneyID", document.attorney or "", NEW if document.attorney else ""
        ),
        *([_filed_by(w, party, envelope) for party in document.filed_by] or [w("ecf:FilingPartyID")]),
        None if w.knows("tyler") else w.optional("ecf:SpecialHandlingInstructions", document.comments),
    )


def _filed_by(w: Writer, ref: PartyRef, envelope: Envelope) -> Element:
    known = next((party.court_id for party in envelope.parties if party.ref == ref), "")
    return parts.identification(w, "ecf:FilingPartyID", known or ref, KNOWN if known else NEW)


def _rendition(w: Writer, attachments: tuple[Attachment, ...]) -> Element:
    files = [_attachment(w, attachment, number) for number, attachment in enumerate(attachments, 1)]
    return w("ecf:DocumentRendition", w("ecf:DocumentRenditionMetadata", *files))


def _attachment(w: Writer, attachment: Attachment, number: int) -> Element:
    counts_pages = attachment.pages is not None and w.knows("tyler")
    return w(
        "ecf:DocumentAttachment",
        w.file("nc:BinaryBase64Object", attachment.content),
        w.optional("nc:BinaryDescriptionText", attachment.title),
        w.optional("nc:BinaryFormatStandardName", attachment.security_code),
        # With the bytes inline, this is the name of the file.
        w("nc:BinaryLocationURI", attachment.file_name),
        w("tyler:PageCount", str(attachment.pages)) if counts_pages else None,
        w.optional("nc:BinaryCategoryText", attachment.component_code),
        w("ecf:AttachmentSequenceID", str(number)),
    )
