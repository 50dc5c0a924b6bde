"""Signed originals: pages of a packet that show the paper as it was signed in ink.

The packet stays as it was made but for these pages. Each is bound to what the page printed: where the
paper comes out otherwise when it is made anew, it is another paper, and the signature is not on it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assembly.bundle.page_words import draw_page, read_page
from assembly.bundle.signed_page import PagePicture, picture_on, show_signed
from assembly.errors import DocumentRefused
from assembly.model.document import Document, Packet, SignedOriginal
from assembly.packets.manifest import NAME, sha256
from assembly.packets.reading import packet_in, read_packet

_DOTS = 100
_KINDS = {
    b"%PDF": ".pdf",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}


@dataclass(frozen=True, slots=True)
class Original:
    """A signed page that was checked against its paper, and the scan that it comes from.

    `paper` is the id of the document's type and `page` counts from 1 in the document; `printed_sha256`
    is that of `printed_digest`.
    """

    paper: str
    page: int
    printed_sha256: str
    picture: PagePicture
    dots_per_inch: int
    signers: tuple[str, ...]
    source: bytes
    unsigned: tuple[str, ...] = ()
    dated: bool = True

    @property
    def source_sha256(self) -> str:
        """The digest of the scan as it was brought."""
        return sha256(self.source)


@dataclass(frozen=True, slots=True)
class WithOriginals:
    """A packet with its signed pages, its files, and what was dropped because the paper changed."""

    packet: Packet
    files: Mapping[str, bytes]
    dropped: tuple[str, ...]


def printed_digest(pdf: bytes, page: int) -> str:
    """Return what stands for all that a page prints: its words, and how it looks."""
    words = read_page(pdf, page)
    told = hashlib.sha256(repr((words.size, [word.text for word in words.words])).encode())
    told.update(draw_page(pdf, page, _DOTS).tobytes())
    return told.hexdigest()


def with_originals(files: Mapping[str, bytes], originals: Sequence[Original]) -> WithOriginals:
    """Return the files of a packet with its signed pages shown in every file that holds them.

    `files` are those of a packet's folder, its manifest too. An original whose page prints something
    else by now, or is gone, is dropped and named. Pages that show one already show the new one.

    Raises:
        DocumentRefused: the files are no packet.
    """
    packet = packet_in(files[NAME])
    out, fitting, dropped = dict(files), [], []
    for one in originals:
        document = next((d for d in packet.documents if d.type_id == one.paper), None)
        if document is not None and _prints(files, document, one.page) == one.printed_sha256:
            fitting.append((document, one))
        else:
            title = document.title if document is not None else one.paper
            dropped.append(
                f"The signed original of {title}, page {one.page}, is left out: the paper says something else now. "
                "Have it signed again."
            )
    if not fitting:
        return WithOriginals(packet, out, tuple(dropped))
    starts = _starts(packet, files)
    for name in sorted({document.pdf_path for document, _ in fitting}):
        pictures = {_in_file(d, one.page): one.picture for d, one in fitting if d.pdf_path == name}
        out[name] = show_signed(files[name], pictures)
        if name in starts:
            bound = {starts[name] + page - 1: picture for page, picture in pictures.items()}
            out[packet.packet_path] = show_signed(out[packet.packet_path], bound)
        _retrace(out, name)
    for _, one in fitting:
        out[_source_name(one)] = one.source
    packet = _recorded(packet, out, fitting)
    out[NAME] = _manifest(files[NAME], packet, out)
    return WithOriginals(packet, out, tuple(dropped))


def originals_in(folder: Path) -> tuple[Original, ...]:
    """Return the signed pages of the packet in a folder; none where it holds no packet.

    Raises:
        DocumentRefused: the packet is not as it was made.
    """
    if not (folder / NAME).is_file():
        return ()
    return tuple(_kept(folder, read_packet(folder)))


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a packet's folder by name, its manifest too."""
    record = json.loads((folder / NAME).read_bytes())
    names = [str(entry["path"]) for entry in record["files"]]
    return {name: (folder / name).read_bytes() for name in (*names, NAME)}


def document_at(packet: Packet, name: str, page: int) -> Document:
    """Return the document whose page stands in a file of the packet, counted from 1 in the file.

    Raises:
        DocumentRefused: there is no such file or page.
    """
    held = [document for document in packet.documents if document.pdf_path == name]
    if not held:
        known = ", ".join(dict.fromkeys(document.pdf_path for document in packet.documents))
        raise DocumentRefused(f"The packet has no paper {name}. It has {known}.")
    for document in held:
        if document.first_page <= page < document.first_page + document.pages:
            return document
    last = max(document.first_page + document.pages - 1 for document in held)
    raise DocumentRefused(f"{name} has {last} page(s) of its own; there is no page {page}.")


def _kept(folder: Path, packet: Packet) -> Iterator[Original]:
    for document in packet.documents:
        for one in document.originals:
            pdf = (folder / document.pdf_path).read_bytes()
            picture = picture_on(pdf, _in_file(document, one.page))
            if picture is not None:
                yield Original(
                    paper=document.type_id,
                    page=one.page,
                    printed_sha256=one.printed_sha256,
                    picture=picture,
                    dots_per_inch=one.dots_per_inch,
                    signers=one.signers,
                    source=(folder / one.path).read_bytes(),
                    unsigned=one.unsigned,
                    dated=one.dated,
                )


def _prints(files: Mapping[str, bytes], document: Document, page: int) -> str:
    """Return what a page prints, or printed before it was signed."""
    signed = next((one for one in document.originals if one.page == page), None)
    if signed is not None:
        return signed.printed_sha256
    if not 1 <= page <= document.pages:
        return ""
    return printed_digest(files[document.pdf_path], _in_file(document, page))


def _in_file(document: Document, page: int) -> int:
    return document.first_page + page - 1


def _starts(packet: Packet, files: Mapping[str, bytes]) -> dict[str, int]:
    """Return the page of the bound packet, from 1, on which each file in it begins.

    Which files are in it the packet does not say; their pages do, word for word and in their order.
    """
    if not packet.packet_path:
        return {}
    whole = _texts(files[packet.packet_path])
    starts, at = {}, 0
    for name in dict.fromkeys(document.pdf_path for document in packet.documents):
        own = _texts(files[name])
        if whole[at : at + len(own)] == own:
            starts[name] = at + 1
            at += len(own)
    return starts


def _texts(pdf: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _source_name(one: Original) -> str:
    """Return the name under which a scan is kept beside the papers: the same scan is kept once."""
    kind = next((kind for start, kind in _KINDS.items() if one.source.startswith(start)), ".bin")
    return f"signed-original-{one.source_sha256[:12]}{kind}"


def _retrace(out: dict[str, bytes], name: str) -> None:
    """Bind the trace map of a file to its new bytes; what it says of the words stays true."""
    trace = f"{name.removesuffix('.pdf')}.trace.json"
    if trace in out:
        record = json.loads(out[trace])
        record["pdf_sha256"] = sha256(out[name])
        out[trace] = (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8")


def _recorded(
    packet: Packet, out: Mapping[str, bytes], fitting: Sequence[tuple[Document, Original]]
) -> Packet:
    """Return the packet with the digests of its new files and the originals of its documents."""
    documents = []
    for document in packet.documents:
        brought = {one.page: _entry(one) for held, one in fitting if held.type_id == document.type_id}
        pages = {one.page: one for one in document.originals} | brought
        documents.append(
            replace(
                document,
                sha256=sha256(out[document.pdf_path]),
                size_bytes=len(out[document.pdf_path]),
                originals=tuple(pages[page] for page in sorted(pages)),
            )
        )
    bound = sha256(out[packet.packet_path]) if packet.packet_path else ""
    return replace(packet, documents=tuple(documents), packet_sha256=bound)


def _entry(one: Original) -> SignedOriginal:
    return SignedOriginal(
        page=one.page,
        path=_source_name(one),
        sha256=one.source_sha256,
        printed_sha256=one.printed_sha256,
        dots_per_inch=one.dots_per_inch,
        signers=one.signers,
        unsigned=one.unsigned,
        dated=one.dated,
    )


def _manifest(before: bytes, packet: Packet, out: Mapping[str, bytes]) -> bytes:
    """Return the manifest of the packet as it is now; a scan that no page rests on any more is not in it."""
    from assembly.packets.manifest import plain

    record: dict[str, Any] = json.loads(before)
    used = {one.path for document in packet.documents for one in document.originals}
    known = {str(entry["path"]) for entry in record["files"]}
    gone = {one for one in known if one.startswith("signed-original-")} - used
    record["packet"] = plain(packet)
    record["files"] = [
        {"path": name, "sha256": sha256(out[name]), "size_bytes": len(out[name])}
        for name in sorted((known | used) - gone)
    ]
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
