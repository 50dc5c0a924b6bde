"""`courtpacket preflight`: what a clerk would reject, found on the exact bytes of files or of a packet."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from api.cli.facts_file import read_facts_file
from api.cli.preflight_words import report_text
from api.cli.size_budget import budget_text, budgets
from api.clock import utc_now
from api.filings.volumes import InMemory, in_volumes
from api.preflight.certificate_pdf import certificate_pdf
from api.preflight.eyes import sight
from api.preflight.hands import face, ocr_hand, split_hand
from api.preflight.matter import matter_of
from api.preflight.trial import tried
from api.settings import Settings
from assembly.catalog import default_root, load_catalog
from assembly.errors import DocumentRefused
from assembly.law import load_law
from assembly.model.document import Document
from assembly.packets import read_packet
from efiling.courts import CourtProfile, load_court
from efiling.courts.code_store import current
from efiling.errors import UnknownCourt
from efiling.preflight import Matter, Paper, Stage, preflight, repair
from efiling.preflight.certificate import certificate

MANIFEST = "manifest.json"
MAX_BYTES = 500_000_000
MAX_FILES = 200
CERTIFICATE = "preflight"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("preflight")(_preflight)


def _preflight(
    subjects: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE.pdf|DIR...",
            help="PDFs of one filing, ours or not; a folder of PDFs; or the folder of a packet.",
        ),
    ],
    court: Annotated[str, typer.Option(help="The court it goes to, such as us-ca-santa-clara.")],
    mend: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended; a new file is written beside.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the certificate as JSON.")] = False,
    stage: Annotated[
        Stage, typer.Option(help="When: as a draft, for approval, or on the bytes to be sent.")
    ] = Stage.DRAFT,
    keep: Annotated[
        Path | None, typer.Option("--certificate", help="A folder to keep the certificate in.")
    ] = None,
) -> None:
    """Run every check on the exact bytes; a packet's certificate is kept beside it.

    Leaves with 0 when nothing stands against filing, 1 when something does, 2 when it cannot start.
    """
    try:
        profile = current(Settings().office_home, load_court(court))
    except UnknownCourt as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    missing = [subject for subject in subjects if not subject.exists()]
    if missing:
        typer.echo("\n".join(f"{path}: there is no such file or folder." for path in missing), err=True)
        raise typer.Exit(2)
    now = utc_now()
    today = now.astimezone(profile.zone if profile.text("court.time_zone") else UTC).date()
    packet = subjects[0] if len(subjects) == 1 and (subjects[0] / MANIFEST).is_file() else None
    if packet is not None:
        matter = _of_packet(packet, profile, today, stage=stage, mend=mend)
    else:
        papers = tried(_papers(subjects), court=court, mend=mend)
        matter = Matter(papers=papers, court=profile, today=today, stage=stage, sight=sight())
    before = matter
    matter, report = (
        repair(matter, ocr=ocr_hand(), split=split_hand, face=face) if mend else (matter, preflight(matter))
    )
    made = certificate(report, checked_at=now, matter=matter, program=f"courtpacket {version('courtpacket')}")
    written = _write_certificate(keep or packet, made, matter.today)
    if mend:
        written += _write_mended(subjects, before, matter)
    if as_json:
        typer.echo(json.dumps(made, indent=2, ensure_ascii=False))
    else:
        typer.echo(report_text(report))
        if packet is not None:
            typer.echo(budget_text(budgets(read_packet(packet), _reader(packet), profile), profile))
        for path in written:
            typer.echo(f"Written: {path}")
    raise typer.Exit(1 if report.blocks else 0)


def _of_packet(subject: Path, profile: CourtProfile, today: date, *, stage: Stage, mend: bool) -> Matter:
    if mend:
        raise DocumentRefused(
            "A packet is not repaired in place, for its record would no longer be true. Mend the facts or the "
            "template and assemble it again; a single file can be repaired."
        )
    packet, facts = read_packet(subject), read_facts_file(subject / "facts.json")
    cut = in_volumes(packet, _reader(subject), court=profile, blobs=InMemory())  # as it would be filed
    return matter_of(
        cut.packet,
        facts,
        cut.read,
        court=profile,
        catalog=load_catalog(),
        today=today,
        law=load_law(),
        stage=stage,
    )


def _reader(folder: Path) -> Callable[[Document], bytes]:
    return lambda document: (folder / document.pdf_path).read_bytes()


def _papers(subjects: Sequence[Path]) -> tuple[Paper, ...]:
    """Return the files as papers, each file once, in the order given and by name within a folder.

    Raises:
        DocumentRefused: there is no PDF, there are too many, or one is too large.
    """
    files: list[Path] = []
    for subject in subjects:
        files += sorted(subject.glob("*.[pP][dD][fF]")) if subject.is_dir() else [subject]
    files = list(dict.fromkeys(files))
    if not files:
        raise DocumentRefused(f"There is no PDF in {', '.join(map(str, subjects))}.")
    if len(files) > MAX_FILES:
        raise DocumentRefused(f"There are {len(files):,} PDFs; at most {MAX_FILES} are checked together.")
    large = [file for file in files if file.stat().st_size > MAX_BYTES]
    if large:
        names = ", ".join(map(str, large))
        raise DocumentRefused(f"Larger than {MAX_BYTES:,} bytes: {names}.")
    return tuple(Paper(file.name, file.read_bytes()) for file in files)


def _write_certificate(folder: Path | None, made: Mapping[str, object], on: date) -> list[Path]:
    if folder is None:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    record, page = folder / f"{CERTIFICATE}.json", folder / f"{CERTIFICATE}.pdf"
    record.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    page.write_bytes(certificate_pdf(made, root=default_root(), on=on))
    return [page]


def _write_mended(subjects: Sequence[Path], before: Matter, after: Matter) -> list[Path]:
    """Write each file that was changed, beside the first file or into the folder that was given."""
    folder = subjects[0] if subjects[0].is_dir() else subjects[0].parent
    kept = {(paper.name, paper.pdf.sha256) for paper in before.papers}
    written = []
    for paper in after.papers:
        if (paper.name, paper.pdf.sha256) not in kept:
            path = folder / f"{Path(paper.name).stem}-mended.pdf"
            path.write_bytes(paper.raw)
            written.append(path)
    return written
