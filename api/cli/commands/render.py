"""`courtpacket render`: an attorney's Word draft as the court's page."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.render.laid_out import LaidOut
from assembly.render.word import render_file, title_of

LANGUAGE = "en-US"
DEFAULT_LAYOUT = {"us-ca": "pleading", "us-or": "utcr"}


class Road(StrEnum):
    """What lays a Word draft out."""

    DOCX = "docx"
    LIBREOFFICE = "libreoffice"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("render")(render)


def render(
    source: Annotated[
        Path, typer.Argument(metavar="FILE.docx", help="The Word file, with every change accepted.")
    ],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    court: Annotated[
        str, typer.Option(help="The court whose paper it is for, such as us-ca-santa-clara.")
    ] = "",
    layout: Annotated[
        str, typer.Option(help="pleading, form, utcr or letter; the court's own where not given.")
    ] = "",
    title: Annotated[
        str,
        typer.Option(
            help="The paper's title for the footer; the file's own title, else its name, where not given."
        ),
    ] = "",
    engine: Annotated[
        Road,
        typer.Option(
            help="docx puts the words on the court's paper. libreoffice, where it is installed, prints a file beyond that "
            "as it stands, without the court's layout."
        ),
    ] = Road.DOCX,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The date the paper bears; today where not given."),
    ] = None,
) -> None:
    """Lay out a Word draft on the court's paper; every word of it is proved to be on the page."""
    raw = source.read_bytes()
    named = title or title_of(raw) or source.stem.replace("-", " ").replace("_", " ")
    day = (on or datetime.now().astimezone()).date()
    if engine is Road.LIBREOFFICE:
        if layout:
            raise typer.BadParameter(
                "LibreOffice prints the file as it stands; leave it out.", param_hint="--layout"
            )
        pages, how = _as_it_stands(raw, named, day), "as LibreOffice lays it out"
    else:
        if not court:
            raise typer.BadParameter("Name the court whose paper it is for.", param_hint="--court")
        state = "-".join(court.split("-")[:2])
        wanted = layout or DEFAULT_LAYOUT.get(state, "letter")
        sheet = _stylesheet(state, wanted)
        pages = render_file(raw, title=named, language=LANGUAGE, stylesheet=sheet, prepared_on=day)
        how = f"layout {wanted}"
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(pages.pdf)
    part.replace(out)
    typer.echo(f"Wrote {out}: {pages.pages} page{'s' * (pages.pages != 1)}, {how}.")


def _as_it_stands(raw: bytes, title: str, day: date) -> LaidOut:
    from assembly.render import office  # optional: loaded where it is asked for

    return office.render_file(raw, title=title, language=LANGUAGE, prepared_on=day)


def _stylesheet(state: str, layout: str) -> Path:
    root = load_catalog().root
    for folder in (root / state / "_shared", root / "_shared"):
        if (folder / f"{layout}.css").is_file():
            return folder / f"{layout}.css"
    known = sorted(
        {path.stem for path in root.glob("*/*.css")} | {path.stem for path in root.glob("*/_shared/*.css")}
    )
    raise UnknownName("layout", layout, known)
