"""`courtpacket rejection`: what the clerk meant, until when, and a corrected packet."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.errors import NotFound
from api.facts.service import take_in
from api.filings.clock import clock_of
from api.filings.difference import Difference, difference_of
from api.filings.journal import Journal, is_journal, open_journal
from api.filings.mending import Mend, mend, request_filing_date
from api.filings.reasons import readings_of
from api.filings.record import StoredFiling

MENDED = "mended"
REQUEST = "filing-date-request"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("rejection")(_rejection)


def _rejection(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder of a filed packet."),
    ],
    mend_it: Annotated[
        bool, typer.Option("--mend", help="Make the corrected packet into DIR/mended.")
    ] = False,
    change: Annotated[
        list[str] | None, typer.Option("--set", help="A corrected fact, as /case/number=26DR10442.")
    ] = None,
    facts: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Corrected facts in place of --set.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why the first date is asked for.")] = "",
    stake: Annotated[str, typer.Option(help="The deadline that hangs on the first date.")] = "",
    request: Annotated[
        bool,
        typer.Option(
            help="Also prepare the evidence and order by which a court is asked for the first date."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say what a rejection of the newest filing means and until when; with --mend, make the corrected packet."""
    if not is_journal(folder):
        raise NotFound("filing in", str(folder))
    with open_journal(folder) as journal:
        filing = journal.newest()
        told = _told(journal, filing)
        if mend_it:
            told |= _mended(journal, filing, _given(journal, change or [], facts, reason, stake), request)
    if as_json:
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str))
    else:
        typer.echo(_text(told))


def _given(journal: Journal, change: list[str], facts: Path | None, reason: str, stake: str) -> Mend:
    changes = {}
    for text in change:
        pointer, sign, content = text.partition("=")
        if not sign or not pointer.startswith("/"):
            raise typer.BadParameter(f"{text!r} is no correction; write it as /case/number=26DR10442.")
        changes[pointer] = content
    stored = take_in(journal.services, journal.account, facts.read_bytes()) if facts else None
    return Mend(facts_id=stored.id if stored else None, changes=changes, reason=reason, stake=stake)


def _told(journal: Journal, filing: StoredFiling) -> dict[str, object]:
    clock = clock_of(journal.services, filing)
    return {
        "filing": filing.id,
        "state": filing.state.value,
        "due": clock.due if clock else None,
        "ends_at": clock.ends_at if clock else None,
        "recommended": clock.target if clock else None,
        "rule": clock.rule if clock else "",
        "note": clock.note if clock else "",
        "readings": [asdict(reading) for reading in readings_of(journal.services, filing)],
    }


def _mended(journal: Journal, filing: StoredFiling, given: Mend, request: bool) -> dict[str, object]:
    ordered, _ = mend(journal.services, journal.account, filing.id, given)
    packet = journal.make(ordered, journal.folder / MENDED)
    found = difference_of(journal.services, packet.id)
    told: dict[str, object] = {
        "packet": packet.id,
        "folder": str(journal.folder / MENDED),
        "changes": _changes(found),
        "beyond": list(found.beyond),
    }
    if request:
        asked, _ = request_filing_date(journal.services, journal.account, packet.id)
        journal.make(asked, journal.folder / REQUEST)
        told["request"] = asked.id
    return told


def _changes(found: Difference) -> list[dict[str, object]]:
    return [
        {
            "paper": paper.title,
            "stands": paper.kind,
            "places": [asdict(place) for place in paper.places],
        }
        for paper in found.papers
    ]


def _text(told: dict[str, object]) -> str:
    lines = [f"Filing {told['filing']}: {str(told['state']).replace('_', ' ')}"]
    if told["due"]:
        lines.append(f"  Send the corrected packet by {told['ends_at']}. {told['rule']}")
    elif told["rule"]:
        lines.append(
            f"  No rule keeps the first date; recommended {told['recommended']}. {told['rule']} {told['note']}"
        )
    for reading in told["readings"] if isinstance(told["readings"], list) else []:
        meant = (
            f"check {reading['check']}, {reading['title']} ({reading['sure']}). {reading['fix']}"
            if reading["check"]
            else "not understood: a person says what it means"
        )
        lines.append(f'  "{reading["reason"]}": {meant}')
        if reading["fact"]:
            lines.append(f"    fact {reading['fact']} now: {reading['value'] or 'nothing'}")
    changes = told.get("changes")
    for paper in changes if isinstance(changes, list) else []:
        lines.append(f"  {paper['stands']}: {paper['paper']}")
        lines += [
            f"    page {place['page']}: {place['before'] or 'nothing'} -> {place['after'] or 'nothing'}"
            for place in paper["places"]
        ]
    if told.get("packet"):
        lines.append(
            f"  Look at {told['folder']}, then file it: courtpacket file DIR --court COURT --packet {told['packet']}"
        )
    return "\n".join(lines)
