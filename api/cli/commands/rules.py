"""`courtpacket rules`: the law as it stands, by jurisdiction, day and fate, and what changes soon."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.cli.output import AsJson
from assembly.catalog import load_catalog
from assembly.law import Fate, Law, Rule, load_law
from assembly.law.choices import load_choices
from assembly.law.rule_book import dates_of, rule_book
from assembly.packets import read_packet
from assembly.rules.impact import Change, impact

DAY = "%Y-%m-%d"
On = Annotated[
    datetime | None, typer.Option("--on", formats=[DAY], help="Only what is in force on this day.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    rules = typer.Typer(name="rules", help="The law: rules and their sources.", no_args_is_help=True)
    rules.command("list")(_list)
    rules.command("show")(_show)
    rules.command("impact")(_impact)
    rules.command("choices")(_choices)
    rules.command("book")(_book)
    app.add_typer(rules)


def _list(
    jurisdiction: Annotated[
        str, typer.Option(help="us, us-ca or us-or; a state's law includes the federal.")
    ] = "",
    on: On = None,
    fate: Annotated[Fate | None, typer.Option(help="Only rules of this fate.")] = None,
    document: Annotated[str, typer.Option(help="Only rules that reach this document type.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the rules with their dates, fate and source."""
    law = load_law()
    found = [
        rule
        for rule in _rules(law, jurisdiction)
        if (on is None or rule.in_force(on.date()))
        and (fate is None or rule.fate is fate)
        and (not document or document in rule.documents or "*" in rule.documents)
    ]
    if as_json:
        _print_json([rule_json(rule) for rule in found])
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Rule", "What it says", "Fate", "In force", "Source"):
        table.add_column(heading, overflow="fold")
    for rule in found:
        read = "" if rule.verified else " (unverified)"
        table.add_row(rule.id, rule.title, rule.fate.value + read, dates_of(rule), rule.citation)
    console = Console()
    console.print(table) if console.is_terminal else Console(width=180).print(table)
    typer.echo(f"{len(found)} rules.")


def _show(
    rule_id: Annotated[str, typer.Argument(metavar="RULE_ID")],
    as_json: AsJson = False,
) -> None:
    """Show one rule: what it demands, of which papers, from when, and by which source."""
    rule = load_law().rule(rule_id)
    if as_json:
        _print_json(rule_json(rule))
        return
    for name, text in _lines(rule):
        if text:
            typer.echo(f"{name + ':':<14}{text}")


def _impact(
    packets: Annotated[
        Path | None, typer.Argument(metavar="[PACKET_FOLDER]", help="A packet, or a folder of packets.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=[DAY], help="Look ahead from this day.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How many days to look ahead.")] = 90,
    as_json: AsJson = False,
) -> None:
    """List the rules, figures and forms that change soon, the papers they touch, and the drafts."""
    start = on.date() if on else datetime.now(UTC).date()
    catalog = load_catalog()
    forms = {kind.id: kind.form for kind in catalog.document_types() if kind.form is not None}
    changes = impact(load_law(), on=start, days=days, forms=forms)
    drafts = _touched(packets, changes) if packets else []
    if as_json:
        _print_json(
            {"on": start, "days": days, "changes": [asdict(change) for change in changes], "drafts": drafts}
        )
        return
    typer.echo(f"{len(changes)} changes in the {days} days after {start.isoformat()}.")
    for change in changes:
        typer.echo(
            f"{change.day.isoformat()}  {change.jurisdiction}  {change.name}: {change.what} [{change.source}]"
        )
        typer.echo(f"{'':12}papers: {', '.join(change.documents) or 'none that is named'}")
    for draft in drafts:
        typer.echo(f"Draft {draft['folder']} ({draft['packet']}): {draft['changes']}")


def _touched(folder: Path, changes: Sequence[Change]) -> list[dict[str, object]]:
    """Return the packets at or under a folder that a change touches, with the names of the changes."""
    found: list[dict[str, object]] = []
    for manifest in sorted(folder.rglob("manifest.json")):
        packet = read_packet(manifest.parent)
        papers = [document.type_id for document in packet.documents]
        names = [change.name for change in changes if change.touches(papers)]
        if names:
            found.append(
                {"folder": str(manifest.parent), "packet": packet.recipe, "changes": ", ".join(names)}
            )
    return found


def _choices(as_json: AsJson = False) -> None:
    """List what the law leaves to the agency, with the options and the default."""
    choices = load_choices()
    if as_json:
        _print_json([asdict(choice) for choice in choices])
        return
    for choice in choices:
        typer.echo(f"{choice.id}: {choice.question} [{choice.source}]")
        for option, words in choice.options.items():
            typer.echo(f"    {option:<18}{words}{' (default)' if option == choice.default else ''}")
        typer.echo(f"    Used by: {choice.used}")


def _book(
    out: Annotated[Path, typer.Option(help="The folder of the rule book.")] = Path("docs/rules"),
) -> None:
    """Write the rule book: one page for each jurisdiction."""
    law = load_law()
    out.mkdir(parents=True, exist_ok=True)
    for jurisdiction in law.jurisdictions:
        (out / f"{jurisdiction}.md").write_text(rule_book(law, jurisdiction), encoding="utf-8")
        typer.echo(f"{out / jurisdiction}.md")


def rule_json(rule: Rule) -> dict[str, object]:
    """Return a rule as data."""
    return {
        "id": rule.id,
        "jurisdiction": rule.jurisdiction,
        "topic": rule.topic,
        "title": rule.title,
        "citation": rule.citation,
        "from": rule.start,
        "through": rule.through,
        "documents": list(rule.documents),
        "severity": rule.severity.value,
        "verified": rule.verified,
        "verification": rule.verification.value,
        "fate": rule.fate.value,
        "step": rule.step.name.lower(),
        "message": rule.message,
        "remedy": rule.remedy,
        "pointer": rule.pointer,
        "when": rule.when,
        "require": rule.require or rule.python,
        "computed_by": rule.computed_by,
    }


def _print_json(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))


def _rules(law: Law, jurisdiction: str) -> tuple[Rule, ...]:
    return law.rules_of(jurisdiction) if jurisdiction else law.rules


def _lines(rule: Rule) -> list[tuple[str, str]]:
    says = {Fate.ATTESTED: "Asks", Fate.COMPUTED: "Works out", Fate.NOT_APPLICABLE: "Left out"}
    return [
        ("Rule", f"{rule.id}: {rule.title}"),
        ("Source", rule.citation),
        ("Read", {True: "yes"}.get(rule.verified, f"no, known by {rule.verification.value}; never blocks")),
        ("In force", dates_of(rule) or "long since"),
        ("Severity", rule.severity.value),
        ("Fate", rule.fate.value.replace("_", " ")),
        (
            "Speaks",
            f"from the step {rule.step.name.lower()}" if rule.fate in (Fate.ENFORCED, Fate.ATTESTED) else "",
        ),
        ("Papers", ", ".join(rule.documents)),
        (says.get(rule.fate, "Says"), rule.message),
        ("To mend", rule.remedy),
        ("Fact", rule.pointer),
        ("When", rule.when),
        ("Each of", rule.each),
        ("Requires", rule.require),
        ("Question", rule.python),
        ("Computed by", rule.computed_by),
    ]
