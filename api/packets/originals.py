"""Signed originals at the edge: which pages were signed in ink, who may sign there, and the scan taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.packets.to_sign import ToSign
from assembly.bundle.page_words import Box
from assembly.errors import DocumentRefused
from assembly.model.document import Packet
from assembly.packets.original_taking import PageToSign, take_original
from assembly.packets.originals import Original, WithOriginals, document_at, printed_digest, with_originals
from efiling.preflight.reading.pdf import read_pdf
from efiling.preflight.reading.signature import Mark
from efiling.preflight.reading.signature import places as places_on
from efiling.signing import SignatureForm


def bring_original(
    files: Mapping[str, bytes],
    packet: Packet,
    to_sign: Sequence[ToSign],
    *,
    paper: str,
    pages: Sequence[int],
    name: str,
    content: bytes,
) -> tuple[tuple[Original, ...], WithOriginals]:
    """Return the signed pages of a scan, and the packet's files with them.

    `files` are those of the packet, `paper` is the name of one. Without `pages` the scan is of all
    pages of the paper that are its own, or of those on which somebody signs; which, its pages say.

    Raises:
        DocumentRefused: there is no such paper or page, nobody signs there, or the scan is not theirs.
    """
    if paper not in files or not paper.endswith(".pdf"):
        document_at(packet, paper, 1)
    spots = _spots(files[paper], to_sign, paper)
    wanted = list(pages) or _meant(name, content, packet, paper, spots)
    for page in wanted:
        document = document_at(packet, paper, page)
        if any(one.page == page - document.first_page + 1 for one in document.originals):
            raise DocumentRefused(
                f"{paper}, page {page} shows a signed original already. Take that one out before you bring another: "
                "on the packet's page, or with assemble --without-originals, which makes the papers anew as printed."
            )
    if not any(page in spots for page in wanted):
        where = ", ".join(map(str, sorted(spots))) or "none"
        raise DocumentRefused(
            f"{paper}: nobody signs on page {', '.join(map(str, wanted))}. It is signed on page {where}."
        )
    by_hand = {page for page, found in spots.items() if any(spot.by_hand for spot in found)}
    asked = [
        PageToSign(
            page,
            tuple((spot.name, spot.box) for spot in spots.get(page, ())),
            must=page in by_hand or len(wanted) == 1,
        )
        for page in wanted
    ]
    taken = take_original(name, content, paper=paper, pdf=files[paper], pages=asked)
    originals = []
    for one in taken:
        document = document_at(packet, paper, one.page)
        originals.append(
            Original(
                paper=document.type_id,
                page=one.page - document.first_page + 1,
                printed_sha256=printed_digest(files[paper], one.page),
                picture=one.picture,
                dots_per_inch=one.dots_per_inch,
                signers=one.signers,
                source=content,
                unsigned=one.unsigned,
                dated=one.dated,
            )
        )
    return tuple(originals), with_originals(files, originals)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place to sign: the name printed there, where it is, and whether its court wants it signed by hand."""

    name: str
    box: Box
    by_hand: bool


def _spots(pdf: bytes, to_sign: Sequence[ToSign], paper: str) -> dict[int, list[_Spot]]:
    """Return for each page of a file the places where nobody has typed a signature yet."""
    found: dict[int, list[_Spot]] = {}
    own = [place for place in to_sign if place.file == paper and place.form is not SignatureForm.COURT]
    for page in read_pdf(pdf).pages:
        for signer in own:
            by_hand = signer.form is not SignatureForm.TYPED
            for place in places_on(page, signer.names):
                if place.mark is not Mark.TYPED:
                    found.setdefault(page.number, []).append(_Spot(place.name, place.rect, by_hand))
    return found


def _meant(
    name: str, content: bytes, packet: Packet, paper: str, spots: Mapping[int, Sequence[_Spot]]
) -> list[int]:
    """Return the pages that a scan is of, told by how many it has.

    Raises:
        DocumentRefused: it could be others.
    """
    from assembly.packets.taking import take

    count = take(name, content).pages
    own = [d for d in packet.documents if d.pdf_path == paper and d.type_id != "exhibit"]
    every = [page for d in own for page in range(d.first_page, d.first_page + d.pages)]
    signed = sorted(page for page, found in spots.items() if any(spot.by_hand for spot in found)) or sorted(
        spots
    )
    for meant in (signed, every):
        if count == len(meant):
            return meant
    raise DocumentRefused(
        f"{name} has {count} page(s). {paper} is signed on {len(signed)} page(s) and has {len(every)}. Say which "
        f"pages it shows, such as {paper}:{signed[0] if signed else 1}={name}."
    )
