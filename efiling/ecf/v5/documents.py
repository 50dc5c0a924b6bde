"""The documents of an ECF 5 filing: each file is a rendition of its own."""

from efiling.ecf.v5 import parts
from efiling.ecf.v5.case import reference
from efiling.ecf.xml import Element, Writer
from efiling.errors import MessageInvalid
from efiling.model import Attachment, Envelope, FiledDocument

PARENT = "parent"
"""How a connected document is related to its lead."""


def filed_documents(w: Writer, envelope: Envelope) -> list[Element]:
    """Return every document of an envelope, numbered in the order of the envelope.

    Where there are several leads, each connected document points at its own.
    """
    elements: list[Element] = []
    several = len(envelope.filings) > 1
    for filing in envelope.filings:
        lead_id = f"document-{len(elements) + 1}"
        elements.append(_document(w, "filing:FilingLeadDocument", filing.lead, envelope, lead_id))
        for connected in filing.connected:
            own_id = f"document-{len(elements) + 1}"
            parent = _association(w, lead_id, filing.lead) if several else None
            elements.append(
                _document(w, "filing:FilingConnectedDocument", connected, envelope, own_id, parent=parent)
            )
    return elements


def _document(
    w: Writer,
    tag: str,
    document: FiledDocument,
    envelope: Envelope,
    own_id: str,
    *,
    parent: Element | None = None,
) -> Element:
    filers = [*document.filed_by, *([document.attorney] if document.attorney else [])]
    return w(
        tag,
        w("nc:DocumentDescriptionText", document.title),
        w("nc:DocumentFileControlID", document.reference),
        parts.identification(w, "nc:DocumentIdentification", document.reference),
        w("nc:DocumentSequenceID", own_id.removeprefix("document-")),
        w(
            "ecf:DocumentAugmentation",
            *(reference(w, "ecf:DocumentFiler", filer, envelope) for filer in filers),
            *(
                _rendition(w, attachment, f"{document.reference}.{number}", number)
                for number, attachment in enumerate(document.attachments, 1)
            ),
            None if w.knows("tyler") else w.optional("ecf:DocumentTypeCode", _security(w, document)),
            w("ecf:RegisterActionDescriptionCode", document.filing_code),
            None
            if w.knows("tyler")
            else w.optional("ecf:SpecialHandlingInstructionsText", document.comments),
            parent,
        ),
        _for_the_vendor(w, document) if w.knows("tyler") else None,
        id=own_id,
    )


def _security(w: Writer, document: FiledDocument) -> str:
    """The standard says of a whole document who may see it, the vendor of each file.

    Raises:
        MessageInvalid: the files of a document differ, so that one would be shown, or hidden, by mistake.
    """
    codes = {attachment.security_code for attachment in document.attachments}
    if len(codes) > 1:
        problem = f"document {document.reference} has files that differ in who may see them; file them apart"
        raise MessageInvalid(w.message, [problem])
    return next(iter(codes), "")


def _for_the_vendor(w: Writer, document: FiledDocument) -> Element:
    return w(
        "tyler:DocumentAugmentation",
        w.optional("tyler:FilingCommentsText", document.comments),
        w.optional("tyler:CourtesyCopiesText", ",".join(document.courtesy_copies)),
        w("tyler:FilerReferenceNumber", document.reference),
    )


def _association(w: Writer, lead_id: str, lead: FiledDocument) -> Element:
    number = parts.identification(w, "nc:DocumentIdentification", lead.reference)
    return w(
        "nc:DocumentAssociation",
        w("nc:PrimaryDocument", number, ref=lead_id),
        w("ecf:DocumentAssociationAugmentation", w("ecf:DocumentRelatedCode", PARENT)),
    )


def _rendition(w: Writer, attachment: Attachment, own_id: str, number: int) -> Element:
    return w(
        "ecf:DocumentRendition",
        parts.identification(w, "nc:DocumentIdentification", own_id),
        w("nc:DocumentSequenceID", str(number)),
        w(
            "nc:Attachment",
            _codes(w, attachment) if w.knows("tyler") else None,
            w.file("nc:Base64BinaryObject", attachment.content),
            w.optional("nc:BinaryDescriptionText", attachment.title),
            w("nc:BinaryURI", attachment.file_name),
        ),
    )


def _codes(w: Writer, attachment: Attachment) -> Element:
    return w(
        "tyler:AttachmentAugmentation",
        w.optional("tyler:FilingComponentCode", attachment.component_code),
        w.optional("tyler:DocumentTypeCode", attachment.security_code),
        w("tyler:PageCount", str(attachment.pages)) if attachment.pages is not None else None,
    )
