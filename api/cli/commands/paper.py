"""`courtpacket paper`: record what became of papers that were taken to the court."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.filing_words import WELL, filing_json, filing_text
from api.errors import NotFound
from api.filings.journal import is_journal, open_journal
from api.filings.paper import PaperResult, Told, moment_of, record_result


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("paper")(_paper)


def _paper(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", exists=True, file_okay=False, help="The folder of a packet filed on paper."
        ),
    ],
    outcome: Annotated[PaperResult, typer.Option(help="What became of it.")],
    day: Annotated[str, typer.Option(help="The day, or the court's date stamp, as 2026-11-23.")],
    clock: Annotated[str, typer.Option(help="The time in the court's zone, as 15:42.")] = "",
    number: Annotated[str, typer.Option(help="The case number that the clerk gave.")] = "",
    reason: Annotated[str, typer.Option(help="What the clerk said, where it was not taken.")] = "",
    scan: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="A scan of a stamped copy, named as our paper is."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the filing as JSON.")] = False,
) -> None:
    """Record the result of the folder's newest filing on paper, with scans of the stamped copies."""
    if not is_journal(folder):
        raise NotFound("filing in", str(folder))
    with open_journal(folder) as journal:
        filing = journal.newest()
        told = Told(
            result=outcome,
            at=moment_of(day, clock, journal.services, filing.court),
            docket_number=number,
            reason=reason,
            copies={path.name: path.read_bytes() for path in scan or []},
        )
        filing = record_result(journal.services, journal.account, filing.id, told)
        journal.queue.work_off(journal.services)
        filing = journal.current(filing)
        copies = journal.save_copies(filing)
        timeline = journal.timeline(filing)
    if as_json:
        typer.echo(json.dumps(filing_json(filing, timeline, copies), indent=2, ensure_ascii=False))
    else:
        typer.echo(filing_text(filing, copies))
    if filing.state not in WELL:
        raise typer.Exit(1)
