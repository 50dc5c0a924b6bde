"""`courtpacket assemble`: the DOCX and PDF of each document, packet.pdf and manifest.json."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.cli.findings import finding_json, show_findings
from api.cli.original_scans import originals_before, put_back
from api.cli.progress import progress_bar
from api.cli.size_budget import budget_json, budget_text, budgets, write_volumes
from assembly.bundle.ocr import MISSING, find_program
from assembly.bundle.upload import MAX_BYTES
from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused, PacketRefused
from assembly.law import load_law
from assembly.model.document import Document, Packet
from assembly.packets import Exhibit, assemble
from assembly.packets.taking import recognize, take
from efiling.courts import load_court


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("assemble")(_assemble)


def _assemble(
    facts_path: Annotated[Path, typer.Argument(metavar="FACTS.json", help="The facts of one case.")],
    packet: Annotated[str, typer.Option(help="The packet to make, such as us-ca/establish.")],
    out: Annotated[
        Path, typer.Option(help="The folder to make; empty, or with an earlier packet of the kind.")
    ],
    exhibit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE[=WORDS]",
            help="A PDF, picture or Word file as an exhibit, and what it is; in order.",
        ),
    ] = None,
    confidential: Annotated[
        list[int] | None,
        typer.Option(metavar="N", help="The exhibit at this place is confidential: filed by itself."),
    ] = None,
    ocr: Annotated[
        bool, typer.Option(help="Give exhibit pages that are pictures their text, with tesseract.")
    ] = False,
    court: Annotated[
        str,
        typer.Option(
            help="Say how much of this court's limits it takes; write volumes where it is too much."
        ),
    ] = "",
    bates: Annotated[
        str, typer.Option(metavar="PREFIX", help="Number the pages of the exhibits through.")
    ] = "",
    draft: Annotated[
        bool, typer.Option(help="Make a draft that can't be filed, in spite of findings.")
    ] = False,
    without_originals: Annotated[
        bool,
        typer.Option("--without-originals", help="Leave out the scans of signed pages that were brought."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the packet as JSON.")] = False,
) -> None:
    """Make the papers of a packet: checked, rendered and bound, with a record of what they hold."""
    profile = load_court(court) if court else None
    facts = read_facts_file(facts_path)
    proof = _proof(exhibit or (), confidential or (), ocr=ocr)
    catalog, law = load_catalog(), load_law()
    signed = () if without_originals else originals_before(out)
    try:
        with progress_bar() as told:
            made = assemble(
                facts,
                packet,
                out,
                catalog=catalog,
                law=law,
                exhibits=proof,
                bates_prefix=bates,
                draft=draft,
                progress=told,
            )
    except PacketRefused as refused:
        if not as_json:
            raise
        found = [finding_json(finding) for finding in refused.findings]
        typer.echo(
            json.dumps({"packet": packet, "made": False, "findings": found}, indent=2, ensure_ascii=False)
        )
        raise typer.Exit(1) from None
    if signed:
        made = put_back(out, signed)
    sizes = budgets(made, lambda document: (out / document.pdf_path).read_bytes(), profile) if profile else []
    written = write_volumes(sizes, profile, out) if profile else []
    if as_json:
        record = _packet_json(made, out) | ({"size": budget_json(sizes, profile)} if profile else {})
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
        return
    _tell(made, out)
    if profile is not None:
        typer.echo(budget_text(sizes, profile))
    if written:
        typer.echo(f"The volumes for a court that takes no more are in {written[0].parent}.")


def _proof(exhibits: Sequence[str], confidential: Sequence[int], *, ocr: bool) -> list[Exhibit]:
    """Read the exhibits, mark those that are confidential, and have their text recognized where asked."""
    if wrong := [place for place in confidential if not 1 <= place <= len(exhibits)]:
        raise DocumentRefused(f"There is no exhibit {wrong[0]}; {len(exhibits)} are given.")
    proof = [
        replace(_exhibit(said), confidential=place in confidential) for place, said in enumerate(exhibits, 1)
    ]
    if not ocr:
        return proof
    program = find_program()
    if program is None:
        raise DocumentRefused(MISSING)
    return [_recognized(one, program) for one in proof]


def _recognized(exhibit: Exhibit, program: str) -> Exhibit:
    """Return an exhibit with the text of its pictures, page by page before the eyes of who waits."""
    taken = take(exhibit.name, exhibit.content)
    if not taken.without_text:
        return exhibit
    with progress_bar() as told:
        words = f"reading {exhibit.name}"
        pdf = recognize(
            exhibit.name,
            taken.pdf,
            program=program,
            most=len(taken.without_text),
            progress=lambda done, total: told(words, done, total),
        )
    return replace(exhibit, content=pdf)


def _exhibit(said: str) -> Exhibit:
    """Read an exhibit from FILE or FILE=WORDS; without words the file's name says what it is."""
    name, _, words = said.partition("=")
    path = Path(name)
    if path.stat().st_size > MAX_BYTES:
        raise DocumentRefused(f"{path} is larger than {MAX_BYTES:,} bytes. Split it.")
    return Exhibit(
        path.name, words.strip() or path.stem.replace("-", " ").replace("_", " "), path.read_bytes()
    )


def _tell(packet: Packet, out: Path) -> None:
    show_findings(packet.findings)
    made = "A draft that can't be filed" if packet.draft else packet.title
    typer.echo(f"{made}: {len(packet.documents)} document(s), dated {packet.prepared_on.isoformat()}.")
    for document in packet.documents:
        typer.echo(f"  {_place(document):<44} {document.title} ({document.pages} pages)")
    if packet.packet_path:
        typer.echo(f"  {packet.packet_path:<44} all of it, bound")
    typer.echo(f"The papers and their record (manifest.json) are in {out}.")


def _place(document: Document) -> str:
    return f"{document.pdf_path}, page {document.first_page}" if document.parent else document.pdf_path


def _packet_json(packet: Packet, out: Path) -> dict[str, object]:
    return {
        "packet": packet.recipe,
        "made": True,
        "draft": packet.draft,
        "folder": str(out),
        "packet_path": packet.packet_path,
        "packet_sha256": packet.packet_sha256,
        "facts_sha256": packet.facts_sha256,
        "documents": [
            {
                "document": document.type_id,
                "title": document.title,
                "role": document.role.value,
                "pdf": document.pdf_path,
                "docx": document.docx_path,
                "sha256": document.sha256,
                "pages": document.pages,
                "first_page": document.first_page,
                "parent": document.parent,
                "official": document.official,
            }
            for document in packet.documents
        ],
        "findings": [finding_json(finding) for finding in packet.findings],
    }
