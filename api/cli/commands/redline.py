"""`courtpacket redline`: what changed between two Word drafts, or within one, as a PDF and as data."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson
from assembly.render.redline import redline, show_changes


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("redline")(_redline)


def _redline(
    old: Annotated[Path, typer.Argument(metavar="OLD.docx", help="The earlier draft.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW.docx]", help="The later draft; without it OLD's own tracked changes."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The date the PDF bears; today where not given."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what was inserted, deleted and moved; tracked changes count as accepted where two drafts are given."""
    day = (on or datetime.now().astimezone()).date()
    if new is None:
        made = show_changes(old.read_bytes(), name=old.name, prepared_on=day)
    else:
        made = redline(old.read_bytes(), new.read_bytes(), names=(old.name, new.name), prepared_on=day)
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(made.pdf)
    part.replace(out)
    if as_json:
        told = {
            "pages": made.pages,
            "changes": [asdict(change) for change in made.changes],
            "comments": [asdict(comment) for comment in made.comments],
        }
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for change in made.changes:
        typer.echo(f"{change.place}: {change.kind.value} {_told(change.before, change.after)}")
    typer.echo(f"Wrote {out}: {made.pages} page{'s' * (made.pages != 1)}, {len(made.changes)} changes.")


def _told(before: str, after: str) -> str:
    if before and after and before != after:
        return f"{before!r} by {after!r}"
    return repr(after or before)
