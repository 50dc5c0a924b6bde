"""How `courtpacket courts` speaks: what was looked at, and what a refresh brought."""

from collections.abc import Sequence

import typer

from api.courts.check import Finding, Standing
from api.courts.refresh import Refreshed

_SIGNS = {
    Standing.GOOD: "ok",
    Standing.MISSING: "missing",
    Standing.WRONG: "WRONG",
    Standing.LOOK: "look",
}


def print_findings(found: Sequence[Finding]) -> None:
    """Print what was looked at for a court, a line each, and what it comes to."""
    for finding in found:
        typer.echo(f"{_SIGNS[finding.standing]:<8} {finding.what:<22} {finding.said}")
    wrong = sum(finding.standing is Standing.WRONG for finding in found)
    missing = sum(finding.standing is Standing.MISSING for finding in found)
    if wrong or missing:
        typer.echo(f"Not ready to file: {missing} missing, {wrong} wrong.")
    else:
        typer.echo("Nothing stands in the way of a filing.")


def print_refreshed(done: Refreshed) -> None:
    """Print what changed in a court's codes, and which papers cannot be filed until somebody looked."""
    typer.echo(
        f"{done.court}: {done.lists} code lists, {len(done.changes)} change(s), version {done.version}."
    )
    for change in done.changes:
        typer.echo(f"  {change.list_name} {change.code} {change.kind}: {change.before!r} -> {change.after!r}")
    for type_id, words in done.broken.items():
        lost = ", ".join(f"{name} {word}" for name, word in words)
        typer.echo(f"  {type_id} has no code any more for {lost}: it is not filed until one is confirmed.")
    for name, word in sorted({word for words in done.broken.values() for word in words}):
        typer.echo(f"  Confirm one with: courtpacket courts map {done.court} {name} {word} CODE")
