"""Findings on a terminal: what stands against a packet, in words and as data."""

from collections.abc import Sequence

import typer

from assembly.model.finding import Finding, Severity

_HEADS = {
    Severity.BLOCK: "Must be mended first",
    Severity.ATTEST: "A person must answer before approval",
    Severity.WARN: "Look at",
    Severity.UNVERIFIED: "Rules whose text was not verified",
    Severity.INFO: "To know",
}


def show_findings(findings: Sequence[Finding]) -> None:
    """Print the findings by severity, the gravest first."""
    for severity, head in _HEADS.items():
        group = [finding for finding in findings if finding.severity is severity]
        if not group:
            continue
        typer.echo(f"{head} ({len(group)}):")
        for finding in group:
            typer.echo(_line(finding))
        if severity is Severity.ATTEST:
            typer.echo('  Answer each with: courtpacket answer FACTS.json RULE_ID --yes|--no --by "NAME"')
        typer.echo()


def finding_json(finding: Finding) -> dict[str, str]:
    """Return a finding as data."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "citation": finding.citation,
        "remedy": finding.remedy,
        "pointer": finding.pointer,
        "document": finding.document,
    }


def blocks(findings: Sequence[Finding]) -> bool:
    """Say whether any finding stops the packet from being made."""
    return any(finding.severity is Severity.BLOCK for finding in findings)


def _line(finding: Finding) -> str:
    place = f" at {finding.pointer}" if finding.pointer else ""
    cited = f" [{finding.citation}]" if finding.citation else ""
    remedy = f"\n      {finding.remedy}" if finding.remedy else ""
    return f"  {finding.rule}{place}: {finding.message}{cited}{remedy}"
