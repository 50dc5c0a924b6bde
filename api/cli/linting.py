"""`courtpacket templates lint`: what is wrong with a folder, a packet, or a Word file on its way to be one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assembly.catalog import Catalog, load_catalog, recipe_path
from assembly.errors import AssemblyError, UnknownName
from assembly.model.finding import Severity
from assembly.render.lint import Flaw, lint_document, lint_word, straighten_quotes

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

Found = tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[Flaw]]]


def lint(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="[ID|FILE.docx]",
            help="A document type, a packet or a Word file; all where none is named.",
        ),
    ] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help="Put curly quotation marks inside the tags of FILE.docx straight.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with the folders and their templates, all of it at once."""
    if subject.lower().endswith(".docx"):
        faults, flaws = _of_file(Path(subject), fix=fix)
    elif fix:
        raise typer.BadParameter("mends a file: give the path of a .docx")
    else:
        faults, flaws = _of_catalog(load_catalog(), subject)
    found = {path: said for path, said in faults.items() if said}
    if as_json:
        listed = {path: [asdict(flaw) for flaw in here] for path, here in flaws.items() if here}
        typer.echo(
            json.dumps(
                {"checked": len(flaws), "faults": found, "flaws": listed}, indent=2, ensure_ascii=False
            )
        )
    else:
        _print(found, flaws)
    blocked = any(flaw.severity is Severity.BLOCK for here in flaws.values() for flaw in here)
    raise typer.Exit(1 if found or blocked else 0)


def _of_file(path: Path, *, fix: bool) -> Found:
    raw = path.read_bytes()
    if fix:
        raw = straighten_quotes(raw)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(raw)
        part.replace(path)
    return {}, {str(path): lint_word(raw)}


def _of_catalog(catalog: Catalog, subject: str) -> Found:
    """Return, by path under the templates, the faults of the folder's data and the flaws of its source."""
    known = catalog.paths()
    paths = [path for path in (subject, recipe_path(subject)) if path in known] if subject else list(known)
    if not paths:
        raise UnknownName("document type or packet", subject, sorted(known))
    faults = {path: list(catalog.faults[path]) for path in paths if path in catalog.faults}
    flaws: dict[str, Sequence[Flaw]] = dict.fromkeys(paths, ())
    for kind in catalog.document_types():
        if kind.id in flaws:
            try:
                flaws[kind.id] = lint_document(kind)
            except AssemblyError as error:
                faults.setdefault(kind.id, []).append(str(error))
    return faults, flaws


def _print(faults: Mapping[str, Sequence[str]], flaws: Mapping[str, Sequence[Flaw]]) -> None:
    bad = 0
    for path in flaws:
        said = [*faults.get(path, ()), *map(_line, flaws[path])]
        bad += bool(said)
        if said:
            typer.echo(f"{path}:")
        for line in said:
            typer.echo(f"  {line}")
    typer.echo(f"{len(flaws)} checked, {bad} with faults.")


def _line(flaw: Flaw) -> str:
    return f"{'warning: ' if flaw.severity is Severity.WARN else ''}{flaw}"
