"""The clerk's reasons, paper by paper, read to checks and facts; what was not understood goes to a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.accounts.account import Account, Act
from api.errors import FilingBusy, RequestRefused
from api.facts.service import read_stored
from api.filings.clock import MENDABLE, rejected_papers
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.services import Services
from api.storage.audit import AuditAct
from assembly.intake import facts_json
from efiling.rejection import causes, read_reason

PERSON = "person"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reason may mean. `sure` is exact, likely, person (somebody chose it) or unknown.

    `check` is 0 where nothing is known. `fact` is the JSON pointer of the fact that mends it and
    `value` what the facts say there now; both are empty where no single fact mends it.
    """

    paper: str
    reference: str
    reason: str
    check: int
    title: str
    fact: str
    value: str
    fix: str
    sure: str


def readings_of(services: Services, filing: StoredFiling) -> tuple[Reading, ...]:
    """Return what every reason of a rejected filing may mean, paper by paper; a person's choice wins."""
    if filing.state not in MENDABLE:
        return ()
    listed = [
        row for row in services.courts.profile(filing.court).items("reject.reasons") if isinstance(row, dict)
    ]
    facts = _facts_of(services, filing)
    found: list[Reading] = []
    for paper in rejected_papers(filing):
        for reason in _reasons(paper, filing):
            found += _read(paper, reason, filing, listed, facts)
    return tuple(dict.fromkeys(found))


def choose_reading(
    services: Services, account: Account, filing_id: FilingId, *, reason: str, check: int, fact: str = ""
) -> StoredFiling:
    """Keep what a person says that a reason means; it takes the place of what was read in it.

    Raises:
        NotFound: there is no such filing.
        FilingBusy: nothing of it was rejected.
        RequestRefused: the filing has no such reason, or there is no such check.
    """
    account.require(Act.PREPARE)
    if check not in {cause.check for cause in causes()}:
        raise RequestRefused(f"There is no check {check} that a reason could mean.")
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if filing.state not in MENDABLE:
            raise FilingBusy(filing_id, filing.state.value)
        if reason not in {told for paper in rejected_papers(filing) for told in _reasons(paper, filing)}:
            raise RequestRefused("The filing has no reason in these words.")
        others = tuple(reading for reading in filing.readings if reading["reason"] != reason)
        chosen = {"reason": reason, "check": check, "fact": fact, "by": account.id}
        work.record(AuditAct(account.id, "filing.reason_read", filing_id, note=f"check {check}"))
        return work.filings.save(replace(filing, readings=(*others, chosen)))


def court_words(filing: StoredFiling) -> str:
    """Return every reason of a filing in the court's own words, each once."""
    told = [reason for paper in rejected_papers(filing) for reason in _reasons(paper, filing)]
    return "; ".join(dict.fromkeys(told))


def _reasons(paper: Mapping[str, Any], filing: StoredFiling) -> list[str]:
    """Return the reasons of a paper: each code with its text, and the clerk's comment."""
    told = [*map(str, paper.get("reasons", ())), str(paper.get("comments", ""))]
    kept = [reason.strip() for reason in told if reason.strip()]
    return kept or ([filing.problem] if filing.problem else [])


def _read(
    paper: Mapping[str, Any],
    reason: str,
    filing: StoredFiling,
    listed: Sequence[dict[str, object]],
    facts: object,
) -> list[Reading]:
    title, reference = str(paper.get("title", "")), str(paper.get("reference", ""))
    chosen = next((reading for reading in filing.readings if reading["reason"] == reason), None)
    by_check = {cause.check: cause for cause in causes()}
    if chosen is not None:
        cause = by_check[int(chosen["check"])]
        fact = str(chosen["fact"]) or cause.fact
        return [
            Reading(
                title,
                reference,
                reason,
                cause.check,
                cause.title,
                fact,
                value_at(facts, fact),
                cause.fix,
                PERSON,
            )
        ]
    matches = read_reason(reason, listed)
    if not matches:
        return [Reading(title, reference, reason, 0, "", "", "", "", UNKNOWN)]
    return [
        Reading(
            title,
            reference,
            reason,
            match.cause.check,
            match.cause.title,
            match.cause.fact,
            value_at(facts, match.cause.fact),
            match.cause.fix,
            match.sure.value,
        )
        for match in matches
    ]


def _facts_of(services: Services, filing: StoredFiling) -> object:
    with services.database.unit_of_work() as work:
        facts_id = work.packets.get(filing.packet_id).facts_id
    return json.loads(facts_json(read_stored(services, facts_id)))


def value_at(facts: object, pointer: str) -> str:
    """Return what the facts say at a JSON pointer, as text; empty where nothing is there."""
    found = facts
    for part in pointer.split("/")[1:]:
        if isinstance(found, dict):
            found = found.get(part)
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return ""
    return "" if found is None or isinstance(found, dict | list) else str(found)


def note_notice(services: Services, account: Account, filing_id: FilingId, on: date) -> StoredFiling:
    """Keep the day of an e-mail notice of a rejection; clocks count from the earlier of status and notice.

    Raises:
        NotFound: there is no such filing.
        FilingBusy: nothing of it was rejected.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if filing.state not in MENDABLE:
            raise FilingBusy(filing_id, filing.state.value)
        work.record(AuditAct(account.id, "filing.notice_noted", filing_id, note=on.isoformat()))
        return work.filings.save(replace(filing, notice_on=on.isoformat()))
