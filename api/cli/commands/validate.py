"""`courtpacket validate`: what stands against a packet, before anything is made."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.cli.findings import blocks, finding_json, show_findings
from assembly.catalog import load_catalog
from assembly.law import load_law
from assembly.packets import validate


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("validate")(_validate)


def _validate(
    facts_path: Annotated[Path, typer.Argument(metavar="FACTS.json", help="The facts of one case.")],
    packet: Annotated[str, typer.Option(help="The packet to make, such as us-ca/establish.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check the facts of a case against the law and the needs of a packet's papers."""
    facts = read_facts_file(facts_path)
    findings = validate(facts, packet, catalog=load_catalog(), law=load_law())
    ready = not blocks(findings)
    if as_json:
        found = [finding_json(finding) for finding in findings]
        typer.echo(
            json.dumps({"packet": packet, "ready": ready, "findings": found}, indent=2, ensure_ascii=False)
        )
    else:
        show_findings(findings)
        typer.echo(f"{packet} can be made." if ready else f"{packet} can't be made yet.")
    raise typer.Exit(0 if ready else 1)
