"""Signed originals on the command line: a scan brought into the folder of a packet, and put back when it is made anew."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from api.errors import NotFound
from api.filings.journal import is_journal, open_journal
from api.ids import PacketId
from api.packets.originals import bring_original
from api.packets.signed_pages import add_original
from api.packets.to_sign import ToSign
from assembly.bundle.upload import MAX_BYTES
from assembly.errors import DocumentRefused
from assembly.model.document import Document, Packet
from assembly.packets.folder import replace_files
from assembly.packets.originals import Original, files_of, originals_in, with_originals

_SAID = re.compile(
    r"(?P<paper>[^=:]+\.pdf)(?::(?P<first>\d+)(?:-(?P<last>\d+))?)?=(?P<scan>.+)", re.IGNORECASE
)
_FORM = "PAPER.pdf=SCAN, or PAPER.pdf:PAGE=SCAN, or PAPER.pdf:PAGE-PAGE=SCAN"


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan and what it is said to show: a paper of the packet, and its pages where they are named."""

    paper: str
    pages: Sequence[int]
    path: Path


def read_said(said: str) -> Scan:
    """Return what PAPER.pdf[:PAGE]=SCAN says.

    Raises:
        DocumentRefused: it does not say which paper, or there is no such file, or it is too large.
    """
    match = _SAID.fullmatch(said)
    if match is None:
        raise DocumentRefused(f"{said!r} does not say which paper was signed. Write it as {_FORM}.")
    path = Path(match["scan"])
    if not path.is_file():
        raise DocumentRefused(f"There is no file {path}.")
    if path.stat().st_size > MAX_BYTES:
        raise DocumentRefused(
            f"{path} is larger than {MAX_BYTES:,} bytes. Scan it in black and white, or in parts."
        )
    first = int(match["first"]) if match["first"] else 0
    last = int(match["last"]) if match["last"] else first
    return Scan(match["paper"], range(first, last + 1) if first else (), path)


def bring(folder: Path, packet: Packet, places: Sequence[ToSign], said: str) -> Packet:
    """Bring one scan into the packet of a folder and return the packet as it is then.

    Raises:
        DocumentRefused: the scan is not that paper's, or the packet lies with a court.
    """
    scan = read_said(said)
    _require_not_filed(folder)
    originals, made = bring_original(
        files_of(folder),
        packet,
        places,
        paper=scan.paper,
        pages=scan.pages,
        name=scan.path.name,
        content=scan.path.read_bytes(),
    )
    replace_files(folder, made.files)
    for one in originals:
        _tell(scan.paper, one.page, one.dots_per_inch, one.signers, dated=one.dated)
    return made.packet


def bring_to_journal(folder: Path, packet_id: str, said: Sequence[str]) -> None:
    """Bring scans to a packet of a folder's journal, such as the proof of a service.

    Raises:
        NotFound: the folder has no journal, or that no such packet.
        DocumentRefused, PacketNotReady: as for the folder's own packet.
    """
    if not is_journal(folder):
        raise NotFound("journal in", str(folder))
    with open_journal(folder) as journal:
        for one in said:
            scan = read_said(one)
            brought = add_original(
                journal.services,
                journal.account,
                PacketId(packet_id),
                scan.path.read_bytes(),
                name=scan.path.name,
                paper=scan.paper,
                pages=scan.pages,
            )
            for page in brought:
                _tell(scan.paper, page.page, page.dots_per_inch, page.signers, dated=page.dated)


def _tell(paper: str, page: int, dots: int, signers: Sequence[str], *, dated: bool) -> None:
    signed = f"signed: {', '.join(signers)}" if signers else "nobody signs on it"
    undated = "" if dated else "; no date stands beside the signature"
    typer.echo(
        f"{paper}: page {page} is now the signed original ({dots} dots to the inch; {signed}{undated}).",
        err=True,
    )


def _require_not_filed(folder: Path) -> None:
    """Pass when no filing of the folder lies with a court.

    Raises:
        DocumentRefused: one does; what is sent stays as it is.
    """
    if not is_journal(folder):
        return
    with open_journal(folder) as journal, journal.services.database.unit_of_work() as work:
        if any(not filing.settled for filing in work.filings.newest(limit=100)):
            raise DocumentRefused(
                f"A filing of {folder} is with the court. Wait for its answer; what was sent stays as it is."
            )


def originals_before(folder: Path) -> tuple[Original, ...]:
    """Return the signed pages of the packet that is about to be made anew; none where it is no longer whole."""
    try:
        return originals_in(folder)
    except DocumentRefused:
        return ()


def put_back(folder: Path, originals: Sequence[Original]) -> Packet:
    """Show the signed pages again in a packet that was made anew, and tell which of them it no longer fits."""
    made = with_originals(files_of(folder), originals)
    if originals:
        replace_files(folder, made.files)
    for words in made.dropped:
        typer.echo(words, err=True)
    return made.packet


def originals_json(packet: Packet) -> list[dict[str, object]]:
    """Return the signed pages of a packet for a program to read."""
    return [
        {
            "paper": document.type_id,
            "pdf": document.pdf_path,
            "page": _page(document, one.page),
            "scan": one.path,
            "sha256": one.sha256,
            "dots_per_inch": one.dots_per_inch,
            "signers": list(one.signers),
        }
        for document in packet.documents
        for one in document.originals
    ]


def _page(document: Document, page: int) -> int:
    """Return the page of a document's file, from 1."""
    return document.first_page + page - 1
