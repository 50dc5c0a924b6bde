"""`courtpacket render`: an attorney's Word draft as the court's page."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.render.word import render_file, title_of

DEFAULT_LAYOUT = {"us-ca": "pleading", "us-or": "utcr"}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("render")(render)


def render(
    source: Annotated[
        Path, typer.Argument(metavar="FILE.docx", help="The Word file, with every change accepted.")
    ],
    court: Annotated[str, typer.Option(help="The court whose paper it is for, such as us-ca-santa-clara.")],
    out: Annotated[Path, typer.Option(help="The PDF to write.")],
    layout: Annotated[
        str, typer.Option(help="pleading, form, utcr or letter; the court's own where not given.")
    ] = "",
    title: Annotated[
        str,
        typer.Option(
            help="The paper's title for the footer; the file's own title, else its name, where not given."
        ),
    ] = "",
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The date the paper bears; today where not given."),
    ] = None,
) -> None:
    """Lay out a Word draft on the court's paper; every word of it is proved to be on the page."""
    state = "-".join(court.split("-")[:2])
    wanted = layout or DEFAULT_LAYOUT.get(state, "letter")
    stylesheet = _stylesheet(state, wanted)
    raw = source.read_bytes()
    pages = render_file(
        raw,
        title=title or title_of(raw) or source.stem.replace("-", " ").replace("_", " "),
        language="en-US",
        stylesheet=stylesheet,
        prepared_on=(on or datetime.now().astimezone()).date(),
    )
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(pages.pdf)
    part.replace(out)
    typer.echo(f"Wrote {out}: {pages.pages} page{'s' * (pages.pages != 1)}, layout {wanted}.")


def _stylesheet(state: str, layout: str) -> Path:
    root = load_catalog().root
    for folder in (root / state / "_shared", root / "_shared"):
        if (folder / f"{layout}.css").is_file():
            return folder / f"{layout}.css"
    known = sorted(
        {path.stem for path in root.glob("*/*.css")} | {path.stem for path in root.glob("*/_shared/*.css")}
    )
    raise UnknownName("layout", layout, known)
