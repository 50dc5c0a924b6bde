"""`courtpacket status`: what became of a filing."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.filing_words import WELL, filing_json, filing_text
from api.errors import NotFound
from api.filings.journal import is_journal, open_journal
from api.filings.record import FilingEvent, StoredFiling
from api.ids import FilingId
from api.services import open_services
from api.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(_status)


def _status(
    which: Annotated[
        str, typer.Argument(metavar="FILING|DIR", help="A filing's id, or the folder of a packet.")
    ],
    url: Annotated[str, typer.Option(help="Where the court is, where its profile does not say.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the filing as JSON.")] = False,
) -> None:
    """Say what became of a filing. For a folder the court is asked, and stamped copies are saved."""
    copies: list[Path] = []
    if Path(which).is_dir():
        if not is_journal(Path(which)):
            raise NotFound("filing in", which)
        with open_journal(Path(which), url=url) as journal:
            filing = journal.ask()
            copies, timeline = journal.save_copies(filing), journal.timeline(filing)
    else:
        filing, timeline = _stored(FilingId(which))
    if as_json:
        typer.echo(json.dumps(filing_json(filing, timeline, copies), indent=2, ensure_ascii=False))
    else:
        typer.echo(filing_text(filing, copies))
    if filing.state not in WELL:
        raise typer.Exit(1)


def _stored(filing_id: FilingId) -> tuple[StoredFiling, list[FilingEvent]]:
    """Return a filing of this installation's service, as its workers last left it."""
    services = open_services(Settings(), enqueue=lambda task, job_id: None)
    try:
        with services.database.unit_of_work() as work:
            return work.filings.get(filing_id), list(work.filings.timeline(filing_id))
    finally:
        services.close()
