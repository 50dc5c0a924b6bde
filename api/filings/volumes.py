"""Splits what is too large for a court into volumes, as the last step before a packet is checked and sent.

The packet itself stays whole, and so does the approval, which is bound to its bytes: volumes are cut
from exactly those bytes, always in the same way, and each is recorded with the hash of the whole.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from assembly.bundle import Volume, split_volumes
from assembly.model.document import Document, Packet, Role
from efiling.courts import CourtProfile

Read = Callable[[Document], bytes]


class Kept(Protocol):
    """Where volumes are kept, by the hash of their bytes."""

    def put(self, content: bytes) -> str: ...

    def get(self, name: str) -> bytes: ...


class InMemory:
    """Volumes kept for as long as they are looked at."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        self._kept[name] = content
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of that SHA-256."""
        return self._kept[name]


DOCUMENT_BYTES, PAGES = "limits.document_bytes", "limits.pages_per_document"


@dataclass(frozen=True, slots=True)
class InVolumes:
    """A packet as one court takes it: its documents, how to read them, and what was cut from what."""

    packet: Packet
    read: Read
    record: tuple[Mapping[str, object], ...] = ()


def in_volumes(packet: Packet, read: Read, *, court: CourtProfile, blobs: Kept) -> InVolumes:
    """Return the packet with each file that is beyond the court's limits replaced by its volumes.

    The first volume is filed as the document itself is, the others as connected documents behind
    it. What stands inside the file, such as exhibits, is found in the volumes that hold its pages.
    The volumes are kept as blobs by their hashes.

    Raises:
        DocumentRefused: one page alone is beyond the court's limit.
    """
    documents: list[Document] = []
    cut: dict[str, str] = {}
    record: list[Mapping[str, object]] = []
    for document in packet.documents:
        if document.parent:
            continue
        inside = [other for other in packet.documents if other.parent and other.pdf_path == document.pdf_path]
        volumes = () if document.role is Role.NOT_FILED else volumes_for(document, read(document), court)
        if len(volumes) < 2:
            documents += [document, *inside]
            continue
        for volume in volumes:
            one = _as_document(document, volume)
            cut[one.pdf_path] = blobs.put(volume.pdf)
            documents += [one, *_inside(inside, volume, one)]
        record.append(volumes_record(document, volumes))
    if not cut:
        return InVolumes(packet, read)

    def read_cut(document: Document) -> bytes:
        return blobs.get(cut[document.pdf_path]) if document.pdf_path in cut else read(document)

    return InVolumes(replace(packet, documents=tuple(documents)), read_cut, tuple(record))


def volumes_for(document: Document, pdf: bytes, court: CourtProfile) -> tuple[Volume, ...]:
    """Return a document's file in volumes within a court's limits; without a known limit it stays whole.

    Raises:
        DocumentRefused: one page alone is beyond the court's limit.
    """
    return split_volumes(
        pdf,
        title=document.title,
        max_bytes=court.limit(DOCUMENT_BYTES) or len(pdf),
        max_pages=court.limit(PAGES),
    )


def volume_path(document: Document, volume: Volume) -> str:
    """Return the file name of a volume, the number before the name so that no cut takes it away."""
    stem = document.pdf_path.removesuffix(".pdf")
    number, _, rest = stem.partition("-")
    return f"{number}-vol{volume.number}-{rest}.pdf" if rest else f"{stem}-vol{volume.number}.pdf"


def volumes_record(document: Document, volumes: tuple[Volume, ...]) -> Mapping[str, object]:
    """Return what was cut from what: the hash of the whole and of each volume, and its pages."""
    return {
        "whole": document.pdf_path,
        "whole_sha256": volumes[0].whole_sha256,
        "volumes": [
            {
                "path": volume_path(document, volume),
                "sha256": _as_document(document, volume).sha256,
                "first_page": volume.first,
                "last_page": volume.last,
                "size_bytes": len(volume.pdf),
            }
            for volume in volumes
        ],
    }


def _as_document(document: Document, volume: Volume) -> Document:
    return replace(
        document,
        title=volume.titled(document.title),
        role=document.role if volume.number == 1 else Role.CONNECTED,
        pdf_path=volume_path(document, volume),
        sha256=hashlib.sha256(volume.pdf).hexdigest(),
        pages=volume.pages,
        size_bytes=len(volume.pdf),
        volume=volume.number,
    )


def _inside(inside: list[Document], volume: Volume, one: Document) -> Iterator[Document]:
    """Yield what of the file's other documents has pages in a volume, where those begin in it."""
    for other in inside:
        first, last = other.first_page, other.first_page + other.pages - 1
        if first <= volume.last and last >= volume.first:
            yield replace(
                other,
                pdf_path=one.pdf_path,
                sha256=one.sha256,
                size_bytes=one.size_bytes,
                first_page=volume.page_of(max(first, volume.first)),
            )
