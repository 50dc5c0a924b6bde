"""A filing in words, and as JSON, for the commands that show one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.filings.record import FilingEvent, StoredFiling
from api.pages.words import FILING_EXPLAINED, FILING_TAGS
from efiling.lifecycle import State

WELL = frozenset({State.READY, State.RECEIVED, State.UNDER_REVIEW, State.ACCEPTED, State.SERVED})
"""States that are not a refusal, a failure or a doubt."""


def filing_json(
    filing: StoredFiling, timeline: Sequence[FilingEvent] = (), copies: Sequence[Path] = ()
) -> dict[str, Any]:
    """Return a filing as it is printed with --json."""
    return {
        "filing": filing.id,
        "court": filing.court,
        "state": filing.state.value,
        "confirmed": filing.confirmed,
        "envelope": filing.envelope_id,
        "case_number": filing.docket_number,
        "received_by_court": filing.filed_at,
        "packet_sha256": filing.packet_sha256,
        "attempts": filing.attempts,
        "problem": filing.problem,
        "may_be_sent_again": filing.may_be_released,
        "papers": [dict(paper) for paper in filing.documents],
        "fees": [dict(fee) for fee in filing.fees],
        "conformed": [str(path) for path in copies],
        "timeline": [
            {
                "at": event.at.isoformat(),
                "source": event.source,
                "state": event.state.value,
                "note": event.note,
            }
            for event in timeline
        ],
    }


def filing_text(filing: StoredFiling, copies: Sequence[Path] = ()) -> str:
    """Return a filing in plain words."""
    lines = [
        f"{FILING_TAGS[filing.state.value].words}: filing {filing.id}, {filing.court}",
        f"  {FILING_EXPLAINED[filing.state.value]}",
    ]
    for name, found in (
        ("Envelope", filing.envelope_id),
        ("Case number", filing.docket_number),
        ("Received by the court", filing.filed_at),
        ("Problem", filing.problem),
    ):
        if found:
            lines.append(f"  {name}: {found}")
    for paper in filing.documents:
        words = "; ".join(
            [*paper.get("reasons", ()), *([paper["comments"]] if paper.get("comments") else [])]
        )
        lines.append(
            f"  {paper['title'] or paper['reference']}: {paper['outcome']}{f' ({words})' if words else ''}"
        )
    lines += [f"  Stamped copy: {path}" for path in copies]
    return "\n".join(lines)
