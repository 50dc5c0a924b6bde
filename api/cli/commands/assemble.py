"""`courtpacket assemble`: the DOCX and PDF of each document, packet.pdf and manifest.json."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.cli.findings import finding_json, show_findings
from api.cli.progress import progress_bar
from assembly.bundle.upload import MAX_BYTES
from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused, PacketRefused
from assembly.law import load_law
from assembly.model.document import Document, Packet
from assembly.packets import Exhibit, assemble


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
            metavar="FILE[=WORDS]", help="A PDF or picture as an exhibit, and what it is; in order."
        ),
    ] = None,
    bates: Annotated[
        str, typer.Option(metavar="PREFIX", help="Number the pages of the exhibits through.")
    ] = "",
    draft: Annotated[
        bool, typer.Option(help="Make a draft that can't be filed, in spite of findings.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the packet as JSON.")] = False,
) -> None:
    """Make the papers of a packet: checked, rendered and bound, with a record of what they hold."""
    facts = read_facts_file(facts_path)
    proof = [_exhibit(said) for said in exhibit or ()]
    catalog, law = load_catalog(), load_law()
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
    if as_json:
        typer.echo(json.dumps(_packet_json(made, out), indent=2, ensure_ascii=False))
    else:
        _tell(made, out)


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
