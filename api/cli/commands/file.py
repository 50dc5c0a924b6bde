"""`courtpacket file`: send a packet to a court, once, and bring the answer back."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.filing_words import WELL, filing_json, filing_text
from api.filings.journal import Journal, open_journal
from api.filings.paper import print_packet
from efiling.lifecycle import State

PRINT = "print.pdf"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("file")(_file)


def _file(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder of a packet.")
    ],
    court: Annotated[str, typer.Option(help="The court, such as sandbox; see: courtpacket courts list.")],
    wait: Annotated[
        bool, typer.Option(help="Wait for the clerk; stamped copies land in DIR/conformed.")
    ] = False,
    wait_seconds: Annotated[float, typer.Option(min=1, help="How long to wait.")] = 300,
    url: Annotated[str, typer.Option(help="Where the court is, where its profile does not say.")] = "",
    send_again: Annotated[
        bool, typer.Option(help="Send again what the court, asked often enough, does not have.")
    ] = False,
    packet: Annotated[
        str, typer.Option(help="Another packet of the folder's journal: one that mends or proves, P-...")
    ] = "",
    answer: Annotated[
        list[str] | None,
        typer.Option(
            help="Answer a question of the rules on filing, as RULE=yes or RULE=no. May be repeated."
        ),
    ] = None,
    on_paper: Annotated[
        bool, typer.Option(help="File on paper; what is printed lands in DIR/print.pdf.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the filing as JSON.")] = False,
) -> None:
    """File a packet with a court. Running it again is safe: it never makes a second filing.

    Running it approves the packet as it is, in the name of whoever runs it. What is done is on
    disk in DIR/filing before anything is sent.
    """
    with open_journal(folder, url=url, listen=wait, patience=wait_seconds if wait else 0) as journal:
        for rule, met in _answers(answer or []):
            journal.answer(packet, rule, met=met, note="given on the command line")
        if on_paper:
            _file_on_paper(journal, court, packet, as_json=as_json)
            return
        filing = journal.send_again() if send_again else journal.file(court, packet)
        if wait:
            filing = journal.wait(filing, seconds=wait_seconds)
        copies = journal.save_copies(filing)
        timeline = journal.timeline(filing)
    if as_json:
        typer.echo(json.dumps(filing_json(filing, timeline, copies), indent=2, ensure_ascii=False))
    else:
        typer.echo(filing_text(filing, copies))
    if filing.state is State.READY:
        typer.echo(
            "  Nothing was sent: the court could not be reached. See that its address is right (--url), then run the "
            "same command again; it never makes a second filing.",
            err=True,
        )
    if filing.state is State.READY or filing.state not in WELL:
        raise typer.Exit(1)


def _answers(given: list[str]) -> list[tuple[str, bool]]:
    """Return the answers of the command line."""
    found = []
    for text in given:
        rule, _, said = text.partition("=")
        if said not in ("yes", "no"):
            raise typer.BadParameter(f"{text!r} is no answer; write it as RULE=yes or RULE=no.")
        found.append((rule, said == "yes"))
    return found


def _file_on_paper(journal: Journal, court: str, packet: str, *, as_json: bool) -> None:
    filing = journal.file_on_paper(court, packet)
    printed = journal.folder / PRINT
    printed.write_bytes(print_packet(journal.services, filing.id))
    if as_json:
        told = filing_json(filing, journal.timeline(filing)) | {"print": str(printed)}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        typer.echo(filing_text(filing))
        typer.echo(f"  To print and take to the court: {printed}")
