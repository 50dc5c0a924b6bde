"""The finished packet as a value: each document, its file and its digest."""

from collections.abc import Iterator, Mapping, Sequence

from assembly.catalog import Recipe
from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from assembly.model.finding import Finding
from assembly.packets.binding import FACTS, PACKET, BoundFile
from assembly.packets.manifest import sha256

EXHIBIT = "exhibit"


def packet_of(
    facts: Facts,
    recipe: Recipe,
    bound: Sequence[BoundFile],
    files: Mapping[str, bytes],
    *,
    findings: tuple[Finding, ...],
    draft: bool,
) -> Packet:
    """Return the packet that the files make."""
    return Packet(
        recipe=recipe.id,
        title=recipe.title,
        court=facts.court.id,
        case_number=facts.case.number,
        prepared_on=facts.prepared_on,
        facts_sha256=sha256(files[FACTS]),
        documents=tuple(document for file in bound for document in _documents(file, files)),
        packet_path=PACKET if PACKET in files else "",
        packet_sha256=sha256(files[PACKET]) if PACKET in files else "",
        findings=findings,
        draft=draft,
    )


def _documents(file: BoundFile, files: Mapping[str, bytes]) -> Iterator[Document]:
    """Yield the document of a file, what is attached to it, and its exhibits."""
    yield from (_document(file, place, files) for place in range(len(file.made)))
    # The index of exhibits stands between the papers and the first exhibit.
    first_exhibit = len(file.made) + 1 if file.made else 0
    for exhibit, first in zip(file.exhibits, file.first_pages[first_exhibit:], strict=True):
        yield Document(
            type_id=EXHIBIT,
            title=exhibit.label,
            role=Role.ATTACHMENT if file.made else Role.CONNECTED,
            filing_code=EXHIBIT,
            security=file.security,
            pdf_path=file.name,
            sha256=sha256(file.pdf),
            pages=exhibit.pages,
            size_bytes=len(file.pdf),
            template_sha256="",
            parent=file.made[0].chosen.document.id if file.made else "",
            first_page=first,
        )


def _document(file: BoundFile, place: int, files: Mapping[str, bytes]) -> Document:
    one = file.made[place]
    kind, item = one.chosen.document, one.chosen.item
    docx = f"{one.stem}.docx" if one.rendered.docx is not None else ""
    return Document(
        type_id=kind.id,
        title=one.label,
        role=item.role,
        filing_code=kind.code,
        security=kind.security,
        pdf_path=file.name,
        sha256=sha256(file.pdf),
        pages=one.rendered.pages,
        size_bytes=len(file.pdf),
        template_sha256=kind.source_sha256,
        docx_path=docx,
        docx_sha256=sha256(files[docx]) if docx else "",
        parent=item.attached_to,
        first_page=file.first_pages[place],
        official=one.rendered.official,
        form=kind.form,
    )
