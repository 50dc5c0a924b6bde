"""`courtpacket sandbox`: a court to file with, on this machine."""

import threading
from pathlib import Path
from typing import Annotated

import typer

from api.cli.commands.schemas import home
from efiling.courts import load_court
from efiling.ecf import schemas
from efiling.sandbox import BUILT_IN, SandboxServer, read_scripts


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sandbox")(_sandbox)


def _sandbox(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes any free one.")] = 8640,
    script: Annotated[Path | None, typer.Option(help="A clerk's script, YAML.")] = None,
    court: Annotated[str, typer.Option(help="The profile whose limits and codes apply.")] = "sandbox",
) -> None:
    """Run a court that takes filings, lets a scripted clerk review them, and calls back."""
    scripts, use = read_scripts(script) if script else (BUILT_IN, ("accept",))
    folder = schemas.folder(home())
    checks = {version: schemas.schema(folder, version) for version in schemas.installed(home())}
    server = SandboxServer(
        load_court(court), port=port, scripts=scripts, use=use, schemas=checks, published=folder
    )
    with server:
        checked = (
            f"checked against ECF {' and '.join(checks)}" if checks else "not checked: no schemas installed"
        )
        typer.echo(f"Sandbox court at {server.url} (messages {checked}).")
        typer.echo(f"ECF 4 Filing Review: {server.filing_review_url}")
        typer.echo(f"ECF 5 Filing Review: {server.filing_review_url_5}")
        if checks:
            typer.echo("Each service describes itself at its address with ?wsdl.")
        typer.echo("Stop it with Ctrl-C.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            typer.echo("Stopped.")
