"""The certificate of a report: what was checked, against what, and how it came out, as data."""

from collections.abc import Mapping
from datetime import datetime

from efiling.preflight.matter import Matter
from efiling.preflight.report import Evidence, Outcome, Report, Result

SCHEMA = "courtpacket-preflight/1"
ORDER = (
    Outcome.BLOCK,
    Outcome.NOT_RUN,
    Outcome.WARN,
    Outcome.REPAIRED,
    Outcome.NOT_CHECKED,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


def certificate(
    report: Report, *, checked_at: datetime, matter: Matter | None = None, program: str = ""
) -> Mapping[str, object]:
    """Return a report as data that JSON can hold, bound to the hash of every file.

    `checked_at` is the moment of the check, aware; `matter` is what was checked, for the court's
    name and the files' sizes; `program` is what checked it, with its version. Nothing in it
    shows an identifier or an address: evidence names the page and the place. What could not be
    looked at stands under `not_checked` with the reason, and did not pass. `may_be_filed` is true
    when nothing blocks and nothing is still to be done. The same bytes, profile and moment give
    the same certificate.
    """
    return {
        "schema": SCHEMA,
        "program": program,
        "court": report.court,
        "court_name": matter.court.name if matter else report.court,
        "profile_edition": report.edition,
        "checked_at": checked_at.isoformat(timespec="seconds"),
        "case_number": matter.case_number if matter else "",
        "stage": report.stage.value,
        "may_be_filed": not report.blocks and not report.pending,
        "still_to_do": [
            _evidence(found) for result in report.results for found in result.evidence if found.pending
        ],
        "files": [_file(name, digest, matter) for name, digest in report.hashes],
        "protected_texts_looked_for": len(matter.private.protected) if matter else None,
        "counts": {outcome.value: len(report.of(outcome)) for outcome in ORDER},
        "results": [_result(result) for outcome in ORDER for result in report.of(outcome)],
        "not_checked": [
            {"number": result.number, "check": result.name, "why": "; ".join(result.unchecked)}
            for result in report.results
            if result.unchecked
        ],
        "validity": "Void if any byte of a file changes.",
    }


def _file(name: str, digest: str, matter: Matter | None) -> Mapping[str, object]:
    papers = (*matter.papers, *matter.enclosed) if matter else ()
    paper = next((paper for paper in papers if paper.pdf.sha256 == digest), None)
    measured = {"size_bytes": len(paper.raw), "pages": paper.pdf.page_count} if paper else {}
    kept = [{"page": one.page, "sha256": one.sha256} for one in paper.originals] if paper else []
    return {"name": name, "sha256": digest, **measured, **({"signed_originals": kept} if kept else {})}


def _result(result: Result) -> Mapping[str, object]:
    return {
        "number": result.number,
        "check": result.name,
        "outcome": result.outcome.value,
        "evidence": [_evidence(found) for found in result.evidence],
        "remedy": result.remedy,
        "not_checked": list(result.unchecked),
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
