"""`courtpacket forms`: the official blanks that can be filled, installing one, filling one, mapping a new one."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson
from assembly.catalog import Catalog, load_catalog
from assembly.errors import DocumentRefused, UnknownName
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.document import SecurityClass
from assembly.render.forms import current_library
from assembly.render.forms.blank import read_blank
from assembly.render.forms.engine import render_form
from assembly.render.forms.mapped import mapped_forms
from assembly.render.forms.mapping import FormMapping
from assembly.render.forms.skeleton import UNBOUND, describe, skeleton
from assembly.rules import compute, protect


def register(app: typer.Typer) -> None:
    """Add the commands."""
    forms = typer.Typer(help="Official blank forms that documents are filled into.", no_args_is_help=True)
    forms.command("list")(_list)
    forms.command("install")(_install)
    forms.command("fill")(_fill)
    forms.command("inspect")(_inspect)
    forms.command("skeleton")(_skeleton)
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


def _inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF form, mapped or not.")],
    as_json: AsJson = False,
) -> None:
    """Show every field of a PDF form: its kind, its page and rectangle, and what it is called."""
    blank = read_blank(file.read_bytes())
    found = describe(blank)
    if as_json:
        pages = [{"size": list(page.size), "turned": page.turn} for page in blank.pages]
        typer.echo(json.dumps({"pages": pages, "fields": found}, indent=2, ensure_ascii=False))
        return
    for field, one in zip(blank.fields.values(), found, strict=True):
        for widget in field.widgets:
            left, bottom, right, top = widget.rectangle
            where = f"p. {widget.page + 1}  {left:.0f} {bottom:.0f} {right:.0f} {top:.0f}"
            marked = f" = {widget.on}" if widget.on else ""
            typer.echo(f"{where:<26} {one['kind']:<9} {field.name}{marked}  {field.label}".rstrip())
    typer.echo(
        f"\n{len(blank.pages)} page(s), {len(found)} field(s). Points from the page's lower left corner."
    )


def _skeleton(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF form that is not mapped yet.")],
    id: Annotated[str, typer.Argument(metavar="ID", help="The id that its blank is to be installed by.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="The folder of the new form.")],
    title: Annotated[str, typer.Option(help="The form's title.")] = "",
    edition: Annotated[str, typer.Option(help="Its number and date, as its footer has them.")] = "",
) -> None:
    """Write a form.yaml that binds every field of a PDF form, for a person to finish."""
    current_library().path(id)  # refuses what is no id
    target = out / "form.yaml"
    if target.exists():
        raise DocumentRefused(f"{target} is there already. Name another folder, or remove it first.")
    blank = read_blank(file.read_bytes())
    text = skeleton(blank, form=id, title=title or id, printed=edition or "to be written from the footer")
    out.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    typer.echo(
        f"Wrote {target} with {text.count(UNBOUND)} field(s) still to be bound. "
        "Then: courtpacket forms install, courtpacket forms fill."
    )


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
