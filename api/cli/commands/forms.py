"""`courtpacket forms`: the official blanks that can be filled, installing one, filling one by itself."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson
from assembly.catalog import Catalog, load_catalog
from assembly.errors import UnknownName
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.document import SecurityClass
from assembly.render.forms import current_library
from assembly.render.forms.engine import render_form
from assembly.render.forms.mapped import mapped_forms
from assembly.render.forms.mapping import FormMapping
from assembly.rules import compute, protect


def register(app: typer.Typer) -> None:
    """Add the commands."""
    forms = typer.Typer(help="Official blank forms that documents are filled into.", no_args_is_help=True)
    forms.command("list")(_list)
    forms.command("install")(_install)
    forms.command("fill")(_fill)
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
    mapping = _known(load_catalog(), id)
    path = current_library().install(mapping, file.read_bytes())
    if as_json:
        typer.echo(json.dumps({"id": id, "edition": mapping.edition.printed, "path": str(path)}, indent=2))
        return
    typer.echo(f"Installed {mapping.title} ({mapping.edition.printed}) as {path}.")


def _fill(
    id: Annotated[str, typer.Argument(metavar="ID", help="The form, as `forms list` names it.")],
    facts_file: Annotated[Path, typer.Argument(metavar="FACTS.json", help="The facts of the case.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help="The filled form.")],
    as_json: AsJson = False,
) -> None:
    """Fill one form from a case's facts, by itself. Packets are made with `assemble`."""
    catalog = load_catalog()
    mapping = _known(catalog, id)
    kind = next((kind for kind in catalog.document_types() if kind.source == mapping.source), None)
    security = kind.security if kind else SecurityClass.PUBLIC
    facts = protect(read_facts(facts_file.read_bytes()), security=security)
    names = {part.name: getattr(facts, part.name) for part in fields(facts)}
    for name, computation in (kind.computes if kind else {}).items():
        names[name] = compute(computation, facts, load_law())
    rendered = render_form(mapping.source, names, title=mapping.title, prepared_on=facts.prepared_on)
    out.write_bytes(rendered.pdf)
    if as_json:
        typer.echo(json.dumps({"path": str(out), "pages": rendered.pages, "official": rendered.official}))
        return
    note = "" if rendered.official else " It is our own rendition, not the official form."
    typer.echo(f"Wrote {out}: {mapping.title}, {rendered.pages} pages.{note}")


def _known(catalog: Catalog, id: str) -> FormMapping:
    known = {mapping.blank: mapping for mapping in mapped_forms(catalog)}
    if id not in known:
        raise UnknownName("form", id, sorted(known))
    return known[id]


def _described(mapping: FormMapping, installed: bool) -> dict[str, object]:
    return {
        "id": mapping.blank,
        "title": mapping.title,
        "edition": mapping.edition.printed,
        "installed": installed,
        "rendition": mapping.rendition is not None,
    }
