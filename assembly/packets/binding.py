"""Binds rendered documents into the files of a packet: one PDF each, and one of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from assembly.bundle import Part, bundle
from assembly.catalog import Audience, Recipe
from assembly.intake import facts_json
from assembly.model.document import Role, SecurityClass
from assembly.model.facts import Facts
from assembly.packets.made import MadeDocument
from assembly.packets.selection import Chosen

FACTS, PACKET = "facts.json", "packet.pdf"
DRAFT = "DRAFT: "


@dataclass(frozen=True, slots=True)
class BoundFile:
    """One PDF: a document, then what is attached to it, and the first page of each, from 1."""

    name: str
    made: tuple[MadeDocument, ...]
    pdf: bytes
    first_pages: tuple[int, ...]

    @property
    def security(self) -> SecurityClass:
        """The class of the document; what is attached to it has the same one."""
        return self.made[0].chosen.document.security

    @property
    def parts(self) -> list[Part]:
        """The document and its attachments as they were rendered."""
        return [Part(one.title, one.rendered.pdf, inside=place > 0) for place, one in enumerate(self.made)]


def bind_documents(chosen: Sequence[Chosen], made: Sequence[MadeDocument], *, draft: bool) -> list[BoundFile]:
    """Return one PDF for each document that is not attached to another, in filing order."""
    by_type = {one.chosen.document.id: one for one in made}
    files = []
    for one in chosen:
        group = (by_type[one.document.id], *(by_type[inner.document.id] for inner in one.attached))
        file = BoundFile(f"{group[0].stem}.pdf", group, b"", ())
        bound = bundle(file.parts, title=_titled(group[0].title, draft), language=one.document.language)
        files.append(BoundFile(file.name, group, bound.pdf, bound.first_pages))
    return files


def packet_files(
    facts: Facts, recipe: Recipe, bound: Sequence[BoundFile], *, draft: bool
) -> dict[str, bytes]:
    """Return every file of the packet but its manifest, by name.

    packet.pdf holds the documents that its reader may see; a confidential one stands beside it.
    """
    files = {FACTS: facts_json(facts)}
    for file in bound:
        files[file.name] = file.pdf
        files |= {f"{one.stem}.docx": one.rendered.docx for one in file.made if one.rendered.docx is not None}
    parts = [part for file in bound if _in_packet(file, recipe) for part in file.parts]
    if parts:
        title = f"{recipe.title}: {facts.case.title or facts.case.number or facts.ivd_case.id}"
        files[PACKET] = bundle(parts, title=_titled(title, draft)).pdf
    return files


def _in_packet(file: BoundFile, recipe: Recipe) -> bool:
    role = file.made[0].chosen.item.role
    filed = role is not Role.NOT_FILED or recipe.audience is not Audience.COURT
    return filed and recipe.audience.may_see(file.security)


def _titled(title: str, draft: bool) -> str:
    return f"{DRAFT}{title}" if draft else title
