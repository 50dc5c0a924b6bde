"""`courtpacket audit`: export the audit trail, and prove that one is intact."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.errors import AuditBroken
from api.filings.journal import is_journal, open_journal
from api.services import open_services
from api.settings import Settings
from api.storage.audit import verify


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="The audit trail: append-only, each entry bound to the one before.", no_args_is_help=True
    )
    group.command("verify")(_verify)
    group.command("export")(_export)
    app.add_typer(group, name="audit")


def _verify(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An exported trail.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Check an exported trail. A trail cut off at its end shows only by its last hash: compare it."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            count, last = verify(lines)
    except AuditBroken as broken:
        if not as_json:
            raise
        typer.echo(json.dumps({"intact": False, "entry": broken.entry, "problem": broken.problem}))
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps({"intact": True, "entries": count, "last_hash": last}))
    else:
        typer.echo(f"Intact: {count} entries; the last hash is {last}.")


def _export(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The folder of a filed packet; else the service's own."),
    ] = None,
) -> None:
    """Print the audit trail, one line of JSON an entry."""
    if folder is not None and is_journal(folder):
        with open_journal(folder) as journal:
            sys.stdout.writelines(journal.services.database.audit_trail())
        return
    services = open_services(Settings(), enqueue=lambda task, job_id: None)
    try:
        sys.stdout.writelines(services.database.audit_trail())
    finally:
        services.close()
