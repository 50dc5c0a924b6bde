"""Binds rendered documents into the files of a packet: one PDF each, and one of all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assembly.bundle import Part, bundle
from assembly.catalog import Audience, Recipe, Slot
from assembly.intake import facts_json
from assembly.model.document import Role, SecurityClass
from assembly.model.facts import Facts
from assembly.packets.exhibits import BoundExhibit, exhibit_parts
from assembly.packets.made import MadeDocument
from assembly.packets.selection import Chosen

FACTS, PACKET = "facts.json", "packet.pdf"
DRAFT = "DRAFT: "


@dataclass(frozen=True, slots=True)
class BoundFile:
    """One PDF: a document, then what is attached to it, then exhibits, and the first page of each, from 1.

    A confidential exhibit is a file of its own, with nothing in `made`.
    """

    name: str
    made: tuple[MadeDocument, ...]
    pdf: bytes
    first_pages: tuple[int, ...]
    exhibits: tuple[BoundExhibit, ...] = ()
    exhibit_parts: tuple[Part, ...] = ()

    @property
    def security(self) -> SecurityClass:
        """The class of the document; what is attached to it has the same one."""
        return self.made[0].chosen.document.security if self.made else SecurityClass.CONFIDENTIAL

    @property
    def subject(self) -> str:
        """What messages name it by."""
        return self.made[0].chosen.document.id if self.made else f"exhibit {self.exhibits[0].mark}"

    @property
    def parts(self) -> list[Part]:
        """The document and its attachments as they were rendered, and the exhibits."""
        papers = [Part(one.label, one.rendered.pdf, inside=place > 0) for place, one in enumerate(self.made)]
        return [*papers, *self.exhibit_parts]


def bind_documents(
    chosen: Sequence[Chosen],
    made: Sequence[MadeDocument],
    facts: Facts,
    *,
    exhibits: tuple[BoundExhibit, ...] = (),
    draft: bool,
) -> list[BoundFile]:
    """Return one PDF for each document that is not attached to another, in filing order.

    Exhibits stand at the end of the file of the document that rests on them (`host_of`);
    confidential ones follow as files of their own.
    """
    by_type = {one.chosen.document.id: one for one in made}
    host = host_of(chosen)
    files = []
    for one in chosen:
        group = (by_type[one.document.id], *(by_type[inner.document.id] for inner in one.attached))
        own = exhibits if one is host else ()
        behind = exhibit_parts(own, facts, first_page=1 + sum(paper.rendered.pages for paper in group))
        shown = tuple(exhibit for exhibit in own if not exhibit.confidential)
        file = BoundFile(f"{group[0].stem}.pdf", group, b"", (), shown, tuple(behind))
        files.append(_bound(file, _titled(group[0].title, draft), one.document.language))
    apart = [exhibit for exhibit in exhibits if exhibit.confidential]
    for number, exhibit in enumerate(apart, len(made) + 1):
        name = f"{number:02d}-exhibit-{exhibit.mark.lower()}.pdf"
        parts = tuple(replace(part, inside=False) for part in exhibit.parts)
        file = BoundFile(name, (), b"", (), (exhibit,), parts)
        files.append(_bound(file, _titled(exhibit.label, draft), "en-US"))
    return files


def _bound(file: BoundFile, title: str, language: str) -> BoundFile:
    bound = bundle(file.parts, title=title, language=language)
    return replace(file, pdf=bound.pdf, first_pages=bound.first_pages)


def host_of(chosen: Sequence[Chosen]) -> Chosen:
    """Return the document that exhibits stand behind: the first declaration, else the lead document.

    Raises:
        ValueError: nothing was chosen.
    """
    if not chosen:
        raise ValueError("no document to put exhibits behind")
    declared = (one for one in chosen if Slot.DECLARANT in one.document.signed_by)
    leads = (one for one in chosen if one.item.role is Role.LEAD)
    return next(declared, None) or next(leads, chosen[0])


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
    role = file.made[0].chosen.item.role if file.made else Role.CONNECTED
    filed = role is not Role.NOT_FILED or recipe.audience is not Audience.COURT
    return filed and recipe.audience.may_see(file.security)


def _titled(title: str, draft: bool) -> str:
    return f"{DRAFT}{title}" if draft else title
