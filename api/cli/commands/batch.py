"""`courtpacket batch`: one packet over many cases, and going on after a stop."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.batches.local import open_batch, run_batch, start_batch
from api.batches.source import read_source
from api.cli.progress import progress_bar


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="One packet over many cases.", no_args_is_help=True)
    group.command("run")(_run)
    group.command("resume")(_resume)
    app.add_typer(group, name="batch")


Workers = Annotated[int, typer.Option(min=1, max=64, help="How many processes work.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")]


def _run(
    packet: Annotated[str, typer.Option(help="The packet to make, such as us/withhold-income.")],
    facts: Annotated[
        Path, typer.Option(exists=True, help="A .csv or .jsonl file, or a folder of .json files.")
    ],
    out: Annotated[Path, typer.Option(help="The folder to make; it must not hold anything.")],
    shared: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSON of the facts that all rows share.")
    ] = None,
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Make one packet for every case. A case that fails is set aside with its reason."""
    cases, digest = read_source(facts, shared.read_bytes() if shared else b"{}")
    with open_batch(out, new=True) as services:
        start_batch(services, packet, cases, digest)
        with progress_bar() as told:
            manifest = run_batch(services, out, workers=workers, told=told)
    _tell(manifest, out, as_json=as_json)


def _resume(
    out: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The run's folder.")
    ],
    workers: Workers = 2,
    as_json: AsJson = False,
) -> None:
    """Go on with a run that was stopped. What is made is kept; nothing is made twice."""
    with open_batch(out, new=False) as services, progress_bar() as told:
        manifest = run_batch(services, out, workers=workers, told=told)
    _tell(manifest, out, as_json=as_json)


def _tell(manifest: dict[str, Any], out: Path, *, as_json: bool) -> None:
    counts = manifest["counts"]
    if as_json:
        typer.echo(json.dumps(manifest, indent=2, ensure_ascii=False))
    else:
        for case in manifest["cases"]:
            if "reason" in case:
                typer.echo(f"{case['label']}: {case['reason']}")
        typer.echo(
            f"{counts['read']} cases read: {counts['made']} made, {counts['exceptions']} set aside, "
            f"{counts['waiting']} waiting. The papers and manifest.json are in {out}."
        )
    if counts["exceptions"] or counts["waiting"]:
        raise typer.Exit(1)
