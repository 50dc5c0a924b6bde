"""The certificate of a report: what was checked, against what, and how it came out, as data."""

from collections.abc import Mapping
from datetime import datetime

from efiling.preflight.report import Evidence, Outcome, Report, Result

SCHEMA = "courtpacket-preflight/1"
ORDER = (
    Outcome.BLOCK,
    Outcome.NOT_RUN,
    Outcome.WARN,
    Outcome.REPAIRED,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


def certificate(report: Report, *, checked_at: datetime) -> Mapping[str, object]:
    """Return a report as data that JSON can hold, bound to the hash of every file.

    `checked_at` is the moment of the check, aware; it is written in UTC. Nothing in it shows an
    identifier or an address: evidence names the page and the place.
    """
    return {
        "schema": SCHEMA,
        "court": report.court,
        "profile_edition": report.edition,
        "checked_at": checked_at.isoformat(timespec="seconds"),
        "may_be_filed": not report.blocks,
        "files": [{"name": name, "sha256": digest} for name, digest in report.hashes],
        "counts": {outcome.value: len(report.of(outcome)) for outcome in ORDER},
        "results": [_result(result) for outcome in ORDER for result in report.of(outcome)],
    }


def _result(result: Result) -> Mapping[str, object]:
    return {
        "number": result.number,
        "check": result.name,
        "outcome": result.outcome.value,
        "evidence": [_evidence(found) for found in result.evidence],
        "remedy": result.remedy,
        "parameter": result.parameter,
        "source": result.source,
    }


def _evidence(found: Evidence) -> Mapping[str, object]:
    return {
        "file": found.document,
        "problem": found.problem,
        "page": found.page,
        "rectangle": [round(edge, 1) for edge in found.rect] if found.rect else None,
        "text": found.text,
    }
