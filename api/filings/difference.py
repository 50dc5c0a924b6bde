"""What differs between a rejected packet and the one that mends it: paper by paper, in words, with the page."""

import difflib
from dataclasses import dataclass

import pypdfium2 as pdfium

from api.errors import NotFound
from api.facts.service import read_stored
from api.filings.clock import rules_of
from api.filings.content import packet_of
from api.filings.correction import beyond, changed_facts
from api.filings.reasons import readings_of
from api.filings.record import StoredFiling
from api.ids import FilingId, PacketId
from api.services import Services
from assembly.model.document import Document, Packet
from assembly.model.pdfium_turn import in_turn
from assembly.model.resubmission import PaperChange
from assembly.rules.rejection import Change

SAME, CHANGED, ADDED, LEFT_OUT = "same", "changed", "added", "left_out"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in which two papers differ; the page is that of the new paper, from 1."""

    page: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PaperDifference:
    """How one paper stands to the rejected one: same byte for byte, changed, added or left out."""

    title: str
    file: str
    kind: str
    pages: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed. `beyond` are changed facts for which no reason of the clerk calls.

    `forbidden` says that a rule, whose text was read, allows no change but the correction.
    """

    filing: FilingId
    papers: tuple[PaperDifference, ...]
    facts: tuple[str, ...]
    beyond: tuple[str, ...]
    forbidden: bool

    @property
    def changes(self) -> tuple[PaperChange, ...]:
        """The changed places as a declaration lists them."""
        return tuple(
            PaperChange(paper=paper.title, page=place.page, before=place.before, after=place.after)
            for paper in self.papers
            for place in paper.places
        )


def difference_of(services: Services, packet_id: PacketId) -> Difference:
    """Return what differs between a mended packet and the one that was rejected.

    Raises:
        NotFound: there is no such packet, or it mends nothing.
        FilingNotReady: the files are not the ones that were made.
    """
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        if not packet.mends_filing:
            raise NotFound("rejected filing that is mended by packet", packet_id)
        mended = work.filings.get(FilingId(packet.mends_filing))
        before = work.packets.get(mended.packet_id)
    changed = changed_facts(read_stored(services, before.facts_id), read_stored(services, packet.facts_id))
    allowed = tuple(reading.fact for reading in readings_of(services, mended))
    surplus = beyond(changed, allowed)
    return Difference(
        filing=mended.id,
        papers=_papers(services, mended, packet_id, packet.packet_sha256),
        facts=changed,
        beyond=surplus,
        forbidden=bool(surplus) and _only_errors(services, mended),
    )


def _only_errors(services: Services, mended: StoredFiling) -> bool:
    rules = rules_of(services.courts.profile(mended.court))
    every = list(mended.kinds.values()) or [()]
    return any(
        rule.verified and rule.change is Change.ERRORS_ONLY and any(rule.covers(kinds) for kinds in every)
        for rule in rules
    )


def _papers(
    services: Services, mended: StoredFiling, packet_id: PacketId, packet_sha256: str
) -> tuple[PaperDifference, ...]:
    old, _, old_files = packet_of(services, mended.packet_id, mended.packet_sha256)
    new, _, new_files = packet_of(services, packet_id, packet_sha256)
    before = {document.type_id: document for document in _alone(old)}
    after = {document.type_id: document for document in _alone(new)}
    found = []
    for type_id, document in after.items():
        known = before.get(type_id)
        if known is None:
            found.append(PaperDifference(document.title, document.pdf_path, ADDED, document.pages))
        elif known.sha256 == document.sha256:
            found.append(PaperDifference(document.title, document.pdf_path, SAME, document.pages))
        else:
            places = places_between(
                services.blobs.get(old_files[known.pdf_path]),
                services.blobs.get(new_files[document.pdf_path]),
            )
            found.append(PaperDifference(document.title, document.pdf_path, CHANGED, document.pages, places))
    found += [
        PaperDifference(document.title, document.pdf_path, LEFT_OUT, document.pages)
        for type_id, document in before.items()
        if type_id not in after
    ]
    return tuple(found)


def _alone(packet: Packet) -> list[Document]:
    return [document for document in packet.documents if not document.parent]


def places_between(old: bytes, new: bytes) -> tuple[Place, ...]:
    """Return every place in which the words of two PDFs differ, with the page of the new one."""
    before, after = _words(old), _words(new)
    matcher = difflib.SequenceMatcher(
        a=[word for word, _ in before], b=[word for word, _ in after], autojunk=False
    )
    found = []
    for kind, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if kind != "equal":
            near = after[min(b_from, len(after) - 1)][1] if after else 1
            found.append(Place(near, _said(before[a_from:a_to]), _said(after[b_from:b_to])))
    return tuple(found)


def _said(words: list[tuple[str, int]]) -> str:
    return " ".join(word for word, _ in words)


@in_turn
def _words(pdf: bytes) -> list[tuple[str, int]]:
    opened = pdfium.PdfDocument(pdf)
    try:
        return [
            (word, number)
            for number, page in enumerate(opened, 1)
            for word in page.get_textpage().get_text_bounded().split()
        ]
    finally:
        opened.close()
