"""`courtpacket forms`: the official blanks that can be filled, and installing one."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson
from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.render.forms import current_library
from assembly.render.forms.mapped import mapped_forms
from assembly.render.forms.mapping import FormMapping


def register(app: typer.Typer) -> None:
    """Add the commands."""
    forms = typer.Typer(help="Official blank forms that documents are filled into.", no_args_is_help=True)
    forms.command("list")(_list)
    forms.command("install")(_install)
    app.add_typer(forms, name="forms")


def _list(as_json: AsJson = False) -> None:
    """List every form that is mapped, its edition, and whether its blank is installed."""
    library = current_library()
    found = [_described(mapping, library.has(mapping.blank)) for mapping in mapped_forms(load_catalog())]
    if as_json:
        typer.echo(json.dumps({"folder": str(library.folder), "forms": found}, indent=2))
        return
    for form in found:
        state = "installed" if form["installed"] else "not installed"
        typer.echo(f"{form['id']:<30} {state:<14} {form['title']} ({form['edition']})")
    typer.echo(f"\nBlanks are kept in {library.folder}.")


def _install(
    id: Annotated[str, typer.Argument(metavar="ID", help="The form, as `forms list` names it.")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE.pdf", help="The blank as its publisher gives it out.")
    ],
    as_json: AsJson = False,
) -> None:
    """Check that a PDF is the mapped edition of a form, and keep it."""
    known = {mapping.blank: mapping for mapping in mapped_forms(load_catalog())}
    if id not in known:
        raise UnknownName("form", id, sorted(known))
    path = current_library().install(known[id], file.read_bytes())
    if as_json:
        typer.echo(json.dumps({"id": id, "edition": known[id].edition.printed, "path": str(path)}, indent=2))
        return
    typer.echo(f"Installed {known[id].title} ({known[id].edition.printed}) as {path}.")


def _described(mapping: FormMapping, installed: bool) -> dict[str, object]:
    return {
        "id": mapping.blank,
        "title": mapping.title,
        "edition": mapping.edition.printed,
        "installed": installed,
        "rendition": mapping.rendition is not None,
    }
