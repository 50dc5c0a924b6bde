"""`courtpacket keys`: the keys that stored files are encrypted with, and how to change them."""

import json

import typer

from api.cli.output import AsJson
from api.errors import SettingsRefused
from api.services import open_blobs
from api.settings import Settings
from api.storage.keys import add_key, keep_keys, open_keys


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The keys that stored files are encrypted with.", no_args_is_help=True)
    group.command("list")(_list)
    group.command("new")(_new)
    group.command("rotate")(_rotate)
    group.command("drop")(_drop)
    app.add_typer(group, name="keys")


def _list(as_json: AsJson = False) -> None:
    """List the keys, newest first, by their ids; the keys themselves are never shown."""
    settings = Settings()
    keys, used = open_keys(settings.keys, make=False), open_blobs(settings).keys_in_use()
    if as_json:
        typer.echo(json.dumps([{"id": key.id, "in_use": key.id in used} for key in keys], indent=2))
        return
    for place, key in enumerate(keys):
        said = ["writes"] if place == 0 else []
        said += ["in use"] if key.id in used else ["not in use"]
        typer.echo(f"{key.id}  {', '.join(said)}")
    typer.echo(f"They stand in {settings.keys}. Keep a copy apart from your backups." if keys else "No key.")


def _new() -> None:
    """Make a key; it writes from now on, and the older ones still read. Restart the service afterwards."""
    settings = Settings()
    key = add_key(settings.keys)
    typer.echo(
        f"Key {key.id} stands in {settings.keys}. Copy it, restart the service, then: courtpacket keys rotate"
    )


def _rotate() -> None:
    """Encrypt every stored file with the newest key. Run it after the service was started with that key."""
    changed = open_blobs(Settings()).encrypt_anew()
    typer.echo(f"{changed} files were encrypted anew. The older keys go with: courtpacket keys drop")


def _drop() -> None:
    """Take the keys out that nothing is encrypted with any more; the newest one stays."""
    settings = Settings()
    newest, *older = open_keys(settings.keys, make=False) or (None,)
    if newest is None:
        raise SettingsRefused("There is no key. Make one: courtpacket keys new")
    used = open_blobs(settings).keys_in_use()
    kept = [newest, *(key for key in older if key.id in used)]
    keep_keys(settings.keys, kept)
    typer.echo(f"{1 + len(older) - len(kept)} keys were taken out, {len(kept)} stay.")
