"""`courtpacket templates`: what can be produced, and what is wrong with a folder."""

import json
from typing import Annotated

import typer

from api.cli.linting import lint
from assembly.catalog import Catalog, DocumentType, Recipe, load_catalog, recipe_path
from assembly.errors import UnknownName

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    templates = typer.Typer(help="Document types and packets that can be produced.", no_args_is_help=True)
    templates.command("list")(_list)
    templates.command("show")(_show)
    templates.command("lint")(lint)
    app.add_typer(templates, name="templates")


def _list(as_json: AsJson = False) -> None:
    """List every document type and packet, and the folders that have faults."""
    catalog = load_catalog()
    if as_json:
        typer.echo(_text(_listing(catalog)))
        return
    typer.echo("Documents:")
    for kind in catalog.document_types():
        typer.echo(f"  {kind.id:<44} {_form(kind):<14} {kind.plain_title}")
    typer.echo("\nPackets:")
    for recipe in catalog.recipes():
        typer.echo(f"  {recipe.id:<44} {recipe.title}")
    if catalog.faults:
        typer.echo("\nFolders with faults (courtpacket templates lint ID says which):")
        for id in sorted(catalog.faults):
            typer.echo(f"  {id}")


def _show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A document type or a packet.")],
    as_json: AsJson = False,
) -> None:
    """Show the document type, the packet, or both, of one id."""
    catalog = load_catalog()
    kind, recipe = _find(catalog, id)
    shown: dict[str, object] = {}
    if kind is not None:
        shown["document"] = _type_json(catalog.document_type(id))
    if recipe is not None:
        shown["packet"] = _recipe_json(catalog.recipe(id))
    if as_json:
        typer.echo(_text(shown))
        return
    for head, part in shown.items():
        typer.echo(f"{head.capitalize()}:")
        _print(part)


def _find(catalog: Catalog, id: str) -> tuple[str | None, str | None]:
    """Return the paths of the document type and of the recipe of that id; not both are None."""
    known = set(catalog.paths())
    found = tuple(path if path in known else None for path in (id, recipe_path(id)))
    if found == (None, None):
        raise UnknownName("document type or packet", id, sorted(known))
    return found[0], found[1]


def _print(part: object) -> None:
    for name, value in part.items() if isinstance(part, dict) else ():
        if isinstance(value, list):
            typer.echo(f"  {name}:")
            for entry in value:
                typer.echo(f"    {_entry(entry)}")
        elif value not in ("", None):
            typer.echo(f"  {name}: {value}")


def _listing(catalog: Catalog) -> dict[str, object]:
    return {
        "documents": [
            {"id": kind.id, "title": kind.plain_title, "form": kind.form.number if kind.form else None}
            for kind in catalog.document_types()
        ],
        "packets": [{"id": recipe.id, "title": recipe.title} for recipe in catalog.recipes()],
        "faulty": sorted(catalog.faults),
    }


def _type_json(kind: DocumentType) -> dict[str, object]:
    return {
        "id": kind.id,
        "title": kind.title,
        "about": kind.about,
        "form": f"{kind.form.number} (revised {kind.form.revised.isoformat()})" if kind.form else None,
        "mandatory": kind.form.mandatory if kind.form else False,
        "engine": kind.engine.value,
        "layout": kind.layout,
        "security": kind.security.value,
        "role": kind.role.value,
        "filing_code": kind.code,
        "language": kind.language,
        "perjury": kind.perjury,
        "signed_by": [slot.value for slot in kind.signed_by],
        "needs": [" when ".join([need.fact, *map(str, need.when)]) for need in kind.needs],
        "computes": [f"{name}: {calculation}" for name, calculation in kind.computes.items()],
        "source_sha256": kind.source_sha256,
    }


def _recipe_json(recipe: Recipe) -> dict[str, object]:
    return {
        "id": recipe.id,
        "title": recipe.title,
        "about": recipe.about,
        "state": recipe.state,
        "audience": recipe.audience.value,
        "documents": [
            {
                "document": item.document,
                "role": item.role.value,
                "attached_to": item.attached_to,
                "citation": item.citation,
                "when": [str(test) for test in item.when],
            }
            for item in recipe.items
        ],
    }


def _entry(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    attached = (
        f", in the file of {entry['attached_to']} [{entry['citation']}]" if entry["attached_to"] else ""
    )
    when = f", when {' and '.join(entry['when'])}" if entry["when"] else ""
    return f"{entry['document']} ({entry['role']}{attached}{when})"


def _form(kind: DocumentType) -> str:
    return kind.form.number if kind.form else ""


def _text(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
