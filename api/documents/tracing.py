"""Which fact is behind a value on a page, and which papers a fact stands in: read from the trace maps."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.accounts.account import Account, Act
from api.documents.service import packet_file
from api.errors import NotFound, RequestRefused
from api.ids import FactsId, PacketId
from api.packets.store import StoredPacket
from api.services import Services
from assembly.model.document import Document

TRACE, MANIFEST = ".trace.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as a page shows it, the JSON pointers of the facts behind it, and where it stands.

    Each box is left, top, right, bottom in points from the page's top left.
    """

    text: str
    facts: tuple[str, ...]
    boxes: tuple[tuple[float, float, float, float], ...]

    @property
    def is_worked_out(self) -> bool:
        """Whether the value rests on more than one fact."""
        return len(self.facts) > 1


@dataclass(frozen=True, slots=True)
class PaperOfFact:
    """A paper of a packet that rests on a fact, and the pages of its file that print it, from 1.

    Without pages the paper was made from the fact but does not print it by itself.
    """

    packet: StoredPacket
    document: str
    pdf: str
    pages: tuple[int, ...]


def values_on_page(
    services: Services, account: Account, packet_id: PacketId, pdf: str, page: int
) -> list[ShownValue]:
    """Return what a page of a packet's PDF prints of the facts, from top to bottom.

    A file without a trace map, such as the whole packet or a form, has none.

    Raises:
        NotFound: there is no such packet.
    """
    account.require(Act.LOOK)
    found = []
    for value in _values(_trace(services, packet_id, pdf)):
        boxes = tuple(tuple(place["box"]) for place in value["places"] if place["page"] == page)
        if boxes:
            found.append(ShownValue(value["text"], tuple(value["facts"]), boxes))
    return sorted(found, key=lambda one: (one.boxes[0][1], one.boxes[0][0]))


def values_of_paper(services: Services, packet_id: PacketId, paper: Document) -> tuple[str, ...]:
    """Return what a paper prints of the facts, each once; nothing where it has no trace map."""
    trace = _trace(services, packet_id, paper.pdf_path)
    return tuple(dict.fromkeys(value["text"] for value in _values(trace, paper.type_id)))


def papers_of_fact(
    services: Services, account: Account, packet_id: PacketId, pointer: str
) -> list[PaperOfFact]:
    """Return the papers that a fact stands in: of this packet, and of every other made of the same facts.

    `pointer` is a JSON pointer; one to a whole, such as /obligor/name, means all that is in it.

    Raises:
        NotFound: there is no such packet.
        RequestRefused: `pointer` is no JSON pointer.
    """
    account.require(Act.LOOK)
    if not pointer.startswith("/") or len(pointer) < 2:
        raise RequestRefused("Name a fact by its JSON pointer, such as /obligor/name/last.")
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        packets = work.packets.of_facts(FactsId(packet.facts_id))
    return [paper for one in packets if one.packet_sha256 for paper in _papers(services, one, pointer)]


def _papers(services: Services, packet: StoredPacket, pointer: str) -> Iterator[PaperOfFact]:
    manifest = _json(services, packet.id, MANIFEST)
    used: Mapping[str, Any] = manifest.get("facts_used", {})
    for document in manifest.get("packet", {}).get("documents", ()):
        kind, pdf = document["type_id"], document["pdf_path"]
        if not any(_meets(pointer, fact) for fact in used.get(kind, ())):
            continue
        values = _values(_trace(services, packet.id, pdf), kind)
        pages = {
            place["page"]
            for value in values
            if any(_meets(pointer, fact) for fact in value["facts"])
            for place in value["places"]
        }
        yield PaperOfFact(packet, kind, pdf, tuple(sorted(pages)))


def _meets(pointer: str, fact: str) -> bool:
    """Whether two pointers are to one fact, or one of them to a whole that the other is part of."""
    return pointer == fact or fact.startswith(f"{pointer}/") or pointer.startswith(f"{fact}/")


def _values(trace: Mapping[str, Any], document: str = "") -> Iterator[Mapping[str, Any]]:
    for part in trace.get("documents", ()):
        if not document or part["document"] == document:
            yield from part["values"]


def _trace(services: Services, packet_id: PacketId, pdf: str) -> Mapping[str, Any]:
    return _json(services, packet_id, f"{pdf.removesuffix('.pdf')}{TRACE}")


def _json(services: Services, packet_id: PacketId, name: str) -> Mapping[str, Any]:
    """Return a record of a packet; a packet that has none of that name has an empty one."""
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
    try:
        record = json.loads(packet_file(services, packet_id, name))
    except NotFound:
        return {}
    return record if isinstance(record, dict) else {}
