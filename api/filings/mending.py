"""After a rejection: a mended draft that is tied to the old envelope, and the request that its first date stay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.accounts.account import Account, Act
from api.errors import FilingBusy
from api.facts.service import read_stored, take_in
from api.filings.clock import (
    MENDABLE,
    Clock,
    clock_of,
    is_over,
    paper_clocks,
    rejected_papers,
    submitted_on,
)
from api.filings.correction import corrected
from api.filings.difference import difference_of
from api.filings.reasons import Reading, court_words, readings_of
from api.filings.record import StoredFiling
from api.ids import FactsId, FilingId, JobId, PacketId
from api.packets.service import order as order_packet
from api.packets.store import StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.intake import facts_json
from assembly.model.resubmission import Resubmission
from efiling.lifecycle import State

__all__ = ["Clock", "Mend", "clock_of", "mend", "relation_back_comment", "request_filing_date"]

PLAIN_REASON = "The fault for which the submission was not filed has been corrected, without delay."
REQUEST_PACKET = "us-ca/request-filing-date"


@dataclass(frozen=True, slots=True)
class Mend:
    """What a person gives for a mended draft; everything may be left out.

    `facts_id` are other facts to make it from, `changes` other values by JSON pointer, `reason` why the
    first date is asked for, `stake` the deadline that hangs on it.
    """

    facts_id: FactsId | None = None
    changes: Mapping[str, str] | None = None
    reason: str = ""
    stake: str = ""


def mend(
    services: Services, account: Account, filing_id: FilingId, given: Mend | None = None
) -> tuple[StoredPacket, JobId]:
    """Open a mended draft of a rejected packet, tied to the envelope that was rejected.

    It is made from the same facts with what is corrected, and is a packet of its own: checked,
    approved and filed anew. The facts say what is resubmitted and why, so that the letter that a rule
    wants is part of the packet. The rejected envelope stays as it is.

    Raises:
        NotFound: there is no such filing or facts.
        FilingBusy: nothing of it was rejected.
        RequestRefused, FactsRejected: the corrected facts cannot be used.
    """
    account.require(Act.PREPARE)
    given = given or Mend()
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        packet = work.packets.get(filing.packet_id)
        if filing.state not in MENDABLE:
            raise FilingBusy(filing_id, filing.state.value)
        chain = _chain(work, filing)
    facts = read_stored(services, given.facts_id or packet.facts_id)
    if filing.docket_number and not facts.case.number:
        facts = replace(facts, case=replace(facts.case, number=filing.docket_number))
    told = _resubmission(services, filing, chain, given)
    facts = replace(facts, resubmission=told, signatures=())  # what goes again is signed anew
    facts = corrected(facts, given.changes or {})
    stored = take_in(services, account, facts_json(facts))
    with services.database.unit_of_work() as work:
        work.record(AuditAct(account.id, "filing.mended", filing_id, before=filing.packet_sha256))
    return order_packet(services, account, stored.id, packet.recipe, mends=filing_id)


def relation_back_comment(services: Services, filing: StoredFiling) -> str:
    """Return the rule's words for the clerk, where a filing mends one whose clock still runs; else nothing."""
    if not filing.mends_filing:
        return ""
    with services.database.unit_of_work() as work:
        mended = work.filings.get(FilingId(filing.mends_filing))
    clock = clock_of(services, mended)
    if clock is None or clock.due is None or mended.court != filing.court:
        return ""
    zone = services.courts.profile(filing.court).zone
    return "" if is_over(clock, now=services.clock(), zone=zone) else clock.comment


def forbidden_changes(services: Services, filing: StoredFiling) -> list[str]:
    """Return why a mended packet may not be filed: a rule, read in full, allows the correction only."""
    if not filing.mends_filing:
        return []
    found = difference_of(services, filing.packet_id)
    if not found.forbidden:
        return []
    surplus = ", ".join(found.beyond)
    words = f"More was changed than the clerk's reason calls for: {surplus}."
    return [f"{words} The rule that keeps the first date allows the correction only; take the rest back."]


def request_filing_date(
    services: Services, account: Account, packet_id: PacketId
) -> tuple[StoredPacket, JobId]:
    """Prepare the evidence and the proposed order for a request that a mended packet keep its first date.

    For courts whose rules have no window: the declaration lists every place in which the mended
    papers differ from the rejected ones. Counsel chooses the motion or application.

    Raises:
        NotFound: there is no such packet, or it mends nothing.
        UnknownName: the court's state has no such packet.
    """
    account.require(Act.PREPARE)
    found = difference_of(services, packet_id)
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
        mended = work.filings.get(found.filing)
    facts = read_stored(services, packet.facts_id)
    told = facts.resubmission or _resubmission(services, mended, (mended,), Mend())
    fixes = "; ".join(dict.fromkeys(reading.fix for reading in readings_of(services, mended) if reading.fix))
    asked = replace(
        told,
        changes=found.changes,
        correction=told.correction or fixes,
        exhibits=(
            f"the receipt of envelope {mended.envelope_id or mended.id}",
            "the notice of rejection",
            "the rejected and the corrected papers",
        ),
    )
    stored = take_in(services, account, facts_json(replace(facts, resubmission=asked)))
    return order_packet(services, account, stored.id, REQUEST_PACKET)


def _chain(work: Work, filing: StoredFiling) -> tuple[StoredFiling, ...]:
    """Return a filing and those that it mends, the newest first."""
    found = [filing]
    while found[-1].mends_filing and len(found) < 50:
        found.append(work.filings.get(FilingId(found[-1].mends_filing)))
    return tuple(found)


def _resubmission(
    services: Services, filing: StoredFiling, chain: tuple[StoredFiling, ...], given: Mend
) -> Resubmission:
    profile = services.courts.profile(filing.court)
    clock = clock_of(services, filing)
    failed = filing.state is State.FAILED
    rejections = [paper_clocks(services, earlier) for earlier in chain[1:]]
    first = chain[-1]
    titles = [str(paper.get("title", "")) for paper in rejected_papers(filing)]
    return Resubmission(
        submitted_on=submitted_on(first, profile.zone),
        subject=clock.request.subject if clock else "",
        rejected_on=None if failed or clock is None else clock.rejected_on,
        learned_on=filing.changed_at.astimezone(profile.zone).date() if failed else None,
        resubmitted_on=services.clock().astimezone(profile.zone).date(),
        envelope=first.envelope_id,
        court_reason=court_words(filing),
        reason=given.reason or PLAIN_REASON,
        correction=_correction(given, readings_of(services, filing)),
        papers=tuple(title for title in titles if title),
        stake=given.stake,
        earlier_rejections=tuple(sorted({papers[0].rejected_on for papers in rejections if papers})),
    )


def _correction(given: Mend, readings: tuple[Reading, ...]) -> str:
    """Return in words what was corrected: the titles of the facts that were given other values."""
    changed = set(given.changes or {})
    return "; ".join(dict.fromkeys(reading.title for reading in readings if reading.fact in changed))
