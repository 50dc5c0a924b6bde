"""The official blanks that a packet's forms are filled into, and which of them are not installed."""

from collections.abc import Iterable, Iterator

from assembly.catalog import DocumentType, Engine
from assembly.model.finding import Finding, Severity


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
