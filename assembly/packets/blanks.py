"""The official blanks that a packet's forms are filled into, and which of them are not installed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assembly.catalog import DocumentType, Engine
from assembly.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class UsedBlank:
    """The official form that a document was filled into: its id, its edition as printed, and its file's hash.

    Copies of one edition differ in their bytes, so the hash says which copy of it was used.
    """

    form: str
    edition: str
    sha256: str


def used_blank(document: DocumentType, *, official: bool) -> UsedBlank | None:
    """Return the installed blank that a document was filled into, or None where it was filled into none."""
    if document.engine is not Engine.PDF_FORM or not official:
        return None
    from assembly.render.forms import current_library
    from assembly.render.forms.mapping import read_mapping

    mapping = read_mapping(document.source)
    path = current_library().path(mapping.blank)
    if not path.is_file():
        return None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return UsedBlank(mapping.blank, mapping.edition.printed, digest)


def missing_blanks(documents: Iterable[DocumentType]) -> Iterator[Finding]:
    """Yield a blocking finding for each form that is only filled into an official blank that is not installed.

    A form that has a rendition of our own is made with that instead, and is none of these.
    """
    forms = [document for document in documents if document.engine is Engine.PDF_FORM]
    if not forms:
        return
    from assembly.render.forms import current_library  # fonts are loaded only for a packet with a form
    from assembly.render.forms.mapping import read_mapping

    for document in forms:
        mapping = read_mapping(document.source)
        if mapping.rendition is None and not current_library().has(mapping.blank):
            command = f"courtpacket forms install {mapping.blank} FILE.pdf"
            yield Finding(
                rule="packet.blank_not_installed",
                severity=Severity.BLOCK,
                message=f"{mapping.title} is only filled into the official form, which is not installed ({command}).",
                remedy=f"Fetch {mapping.edition.printed} and run: {command}",
                document=document.id,
            )
