"""`courtpacket schemas`: install the official message schemas that an office has obtained."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson
from api.settings import Settings
from efiling.ecf import schemas


def home() -> Path:
    """Return the office's data folder: COURTPACKET_HOME, else ~/.courtpacket."""
    return Settings().home


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The official schemas of court messages.", no_args_is_help=True)
    group.command("install")(_install)
    group.command("list")(_list)
    app.add_typer(group, name="schemas")


def _install(
    path: Annotated[Path, typer.Argument(help="The published set, a folder or a zip.")],
    as_json: AsJson = False,
) -> None:
    """Install the published schemas; from then on every message is checked before it goes."""
    versions = schemas.install(path, home())
    schemas.forget()
    if as_json:
        _print_json({"versions": list(versions), "folder": str(schemas.folder(home()))})
        return
    typer.echo(f"Installed ECF {' and '.join(versions)} in {schemas.folder(home())}.")


def _list(as_json: AsJson = False) -> None:
    """List the versions whose schemas are installed."""
    versions = schemas.installed(home())
    if as_json:
        _print_json({"versions": list(versions), "folder": str(schemas.folder(home()))})
        return
    typer.echo("\n".join(f"ECF {version}" for version in versions) or "No schemas are installed.")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
