"""`courtpacket preflight`: what a clerk would reject, found on the exact bytes of a file or a packet."""

import json
from collections.abc import Mapping
from datetime import UTC, date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.clock import utc_now
from api.preflight.certificate_pdf import certificate_pdf
from api.preflight.matter import matter_of
from assembly.catalog import default_root, load_catalog
from assembly.errors import DocumentRefused
from assembly.packets import read_packet
from efiling.courts import CourtProfile, load_court
from efiling.errors import UnknownCourt
from efiling.preflight import Matter, Outcome, Paper, Report, Result, preflight, repair
from efiling.preflight.certificate import certificate

_MAX_BYTES = 500_000_000
_SAID = {
    Outcome.BLOCK: "would be rejected",
    Outcome.NOT_RUN: "could not be checked",
    Outcome.WARN: "look at",
    Outcome.REPAIRED: "repaired",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("preflight")(_preflight)


def _preflight(
    subject: Annotated[
        Path, typer.Argument(metavar="FILE.pdf|DIR", help="Any PDF, or the folder of a packet.")
    ],
    court: Annotated[str, typer.Option(help="The court it goes to, such as us-ca-santa-clara.")],
    mend: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended; a new file is written beside.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the certificate as JSON.")] = False,
) -> None:
    """Run every check on the exact bytes; a packet's certificate is kept beside it."""
    try:
        profile = load_court(court)
    except UnknownCourt as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    now = utc_now()
    today = now.astimezone(profile.zone if profile.text("court.time_zone") else UTC).date()
    matter = _matter(subject, profile, today, mend=mend)
    matter, report = repair(matter) if mend else (matter, preflight(matter))
    made = certificate(report, checked_at=now, matter=matter, program=f"courtpacket {version('courtpacket')}")
    written = _write(subject, matter, made, mended=mend and bool(report.of(Outcome.REPAIRED)))
    if as_json:
        typer.echo(json.dumps(made, indent=2, ensure_ascii=False))
    else:
        _tell(report)
        if written is not None:
            typer.echo(f"Written: {written}")
    raise typer.Exit(1 if report.blocks else 0)


def _matter(subject: Path, profile: CourtProfile, today: date, *, mend: bool) -> Matter:
    if subject.is_dir():
        if mend:
            raise DocumentRefused(
                "A packet is not repaired in place, for its record would no longer be true. Mend the facts or the "
                "template and assemble it again; a single file can be repaired."
            )
        packet, facts = read_packet(subject), read_facts_file(subject / "facts.json")
        return matter_of(
            packet,
            facts,
            lambda document: (subject / document.pdf_path).read_bytes(),
            court=profile,
            catalog=load_catalog(),
            today=today,
        )
    if subject.stat().st_size > _MAX_BYTES:
        raise DocumentRefused(f"{subject} is larger than {_MAX_BYTES:,} bytes.")
    return Matter(papers=(Paper(subject.name, subject.read_bytes()),), court=profile, today=today)


def _write(subject: Path, matter: Matter, made: Mapping[str, object], *, mended: bool) -> Path | None:
    """Keep a packet's certificate beside it, or the mended copy beside a file that was mended."""
    if subject.is_dir():
        path = subject / "preflight.json"
        path.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        page = certificate_pdf(made, root=default_root(), on=matter.today)
        path.with_suffix(".pdf").write_bytes(page)
        return path.with_suffix(".pdf")
    if not mended:
        return None
    paper = matter.papers[0]
    path = subject.with_name(f"{Path(paper.name).stem}-mended.pdf")
    path.write_bytes(paper.raw)
    return path


def _tell(report: Report) -> None:
    for outcome, said in _SAID.items():
        for result in report.of(outcome):
            _tell_result(result, said)
    passed, skipped = len(report.of(Outcome.PASS)), len(report.of(Outcome.NOT_APPLICABLE))
    typer.echo(f"{len(report.results)} checks for {report.court}: {passed} passed, {skipped} did not apply.")
    typer.echo("This can't be filed yet." if report.blocks else "Nothing here would make a clerk reject it.")


def _tell_result(result: Result, said: str) -> None:
    typer.echo(f"{result.number:>2} {result.name}: {said}")
    for found in result.evidence:
        place = f", page {found.page}" if found.page else ""
        typer.echo(f"     {found.document or 'all'}{place}: {found.problem}")
    if result.remedy:
        typer.echo(f"     {result.remedy}")
    if result.parameter:
        typer.echo(f"     ({result.parameter}{'; ' + result.source if result.source else ''})")
