"""Facts and findings over HTTP."""

from datetime import datetime

from pydantic import BaseModel, Field

from assembly.model.finding import Finding, Severity


class FactsAnswer(BaseModel):
    """Facts that were taken in. `sha256` is over their canonical JSON."""

    id: str
    sha256: str
    created_at: datetime


class CheckRequest(BaseModel):
    """Which packet the facts are checked for."""

    packet: str = Field(examples=["us-ca/establish"], max_length=80)


class FindingAnswer(BaseModel):
    """One thing that stands against a packet; `pointer` names the fact that mends it."""

    rule: str
    severity: Severity
    message: str
    citation: str = ""
    remedy: str = ""
    pointer: str = ""
    document: str = ""


class CheckAnswer(BaseModel):
    """Every finding; `blocked` says whether one must be fixed first."""

    blocked: bool
    findings: list[FindingAnswer]


def finding_answer(finding: Finding) -> FindingAnswer:
    """Return a finding as it is answered."""
    return FindingAnswer(
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        citation=finding.citation,
        remedy=finding.remedy,
        pointer=finding.pointer,
        document=finding.document,
    )
