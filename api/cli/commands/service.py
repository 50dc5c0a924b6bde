"""`courtpacket service`: who is served with what the court filed, the proof of it, and what that started."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.errors import NotFound
from api.filings.clock import MENDABLE
from api.filings.journal import Journal, is_journal, open_journal
from api.filings.record import StoredFiling
from api.ids import ServiceTaskId
from api.service.planning import rule_of
from api.service.proving import copies_for, prove
from api.service.record import ServiceState
from api.service.report import ServerReport
from assembly.intake import read_value


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("service")(_service)


def _service(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder of a filed packet."),
    ],
    prove_task: Annotated[
        str,
        typer.Option("--prove", metavar="SERVICE", help="Prove this service, S-..., by a server's report."),
    ] = "",
    report: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="What the server reports, as JSON.")
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="Answer a question of the rules on service, as RULE=yes or RULE=no."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List the services that acceptance released; with --prove, check a report and prepare the proof.

    Stamped copies for each person land in DIR/serve. The proof is a packet of the folder's journal; file it with
    `courtpacket file DIR --court COURT --packet P-...`. The time limits start when the court has filed it.
    """
    if not is_journal(folder):
        raise NotFound("filing in", str(folder))
    if bool(prove_task) != (report is not None):
        raise typer.BadParameter("--prove and --report go together.")
    with open_journal(folder) as journal:
        journal.queue.work_off(journal.services)
        filing = _served(journal)
        for text in answer or []:
            rule, _, said = text.partition("=")
            journal.answer(filing.packet_id, rule, met=said == "yes", note="given on the command line")
        if report is not None:
            _prove(journal, ServiceTaskId(prove_task), read_value(ServerReport, report.read_bytes()))
        told = _told(journal, filing)
    typer.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str) if as_json else _text(told))


def _served(journal: Journal) -> StoredFiling:
    """Return the newest filing of the folder that has services and was not rejected."""
    with journal.services.database.unit_of_work() as work:
        for filing in work.filings.newest(limit=100):
            if work.services.of_filing(filing.id) and filing.state not in MENDABLE:
                return filing
    raise NotFound("filing with a service in", str(journal.folder))


def _prove(journal: Journal, task_id: ServiceTaskId, report: ServerReport) -> None:
    task = prove(journal.services, journal.account, task_id, report)
    if task.proof_packet_id is not None:
        journal.make(journal.packet(task.proof_packet_id), journal.folder / f"proof-{task.id}")


def _told(journal: Journal, filing: StoredFiling) -> dict[str, object]:
    with journal.services.database.unit_of_work() as work:
        filing = work.filings.get(filing.id)
        tasks = work.services.of_filing(filing.id)
        limits = work.services.deadlines(filing.id)
    rows = []
    for task in tasks:
        rule, copies = rule_of(task), ""
        if task.state in (ServiceState.RELEASED, ServiceState.OUT, ServiceState.NOT_SERVED):
            path = journal.folder / "serve" / f"{task.who.replace('.', '-')}.pdf"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(copies_for(journal.services, task.id))
            copies = str(path)
        rows.append(
            {
                "service": task.id,
                "who": task.who,
                "paper": rule.title,
                "state": task.state.value,
                "manners": [manner.method.value for manner in rule.methods],
                "citation": rule.citation,
                "completed_on": task.completed_on,
                "due_on": task.due_on,
                "proof_packet": task.proof_packet_id,
                "problem": task.problem,
                "findings": list(task.findings),
                "copies": copies,
            }
        )
    return {
        "filing": filing.id,
        "state": filing.state.value,
        "services": rows,
        "deadlines": [asdict(limit) for limit in limits],
    }


def _text(told: dict[str, object]) -> str:
    lines = [f"Filing {told['filing']}: {str(told['state']).replace('_', ' ')}"]
    rows, limits = told["services"], told["deadlines"]
    assert isinstance(rows, list)  # noqa: S101 - made above
    assert isinstance(limits, list)  # noqa: S101 - made above
    for row in rows:
        done = f", complete {row['completed_on']}" if row["completed_on"] else ""
        lines.append(
            f"  {row['service']} {row['who']}: {str(row['state']).replace('_', ' ')}{done}. "
            f"{row['paper']} ({row['citation']}), by {', '.join(row['manners'])}"
        )
        if row["copies"]:
            lines.append(f"    Stamped copies to serve: {row['copies']}")
        if row["problem"]:
            lines.append(f"    {row['problem']}")
        if row["proof_packet"] and row["state"] == "served":
            lines.append(
                f"    File the proof: courtpacket file DIR --court COURT --packet {row['proof_packet']}"
            )
            lines.append(
                "    Where it is signed in ink, bring the scan first: courtpacket sign DIR "
                f"--packet {row['proof_packet']} --original PAPER.pdf=SCAN"
            )
        lines += [f"    {finding['severity']}: {finding['message']}" for finding in row["findings"]]
    lines += [f"  Due {limit['due']}: {limit['title']} ({limit['citation']})" for limit in limits]
    return "\n".join(lines)
