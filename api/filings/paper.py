"""Filing on paper: what a court does not take by message is printed, taken there, and its result recorded by a person."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from enum import StrEnum

import pikepdf

from api.accounts.account import Account, Act
from api.errors import FilingBusy, NotFound, PacketNotReady, RequestRefused
from api.filings.asking import settle
from api.filings.content import packet_of
from api.filings.copies import keep_copy, store_copy
from api.filings.envelope import kinds_of, part_of
from api.filings.instructions import FEE_SLIP, INSTRUCTIONS, page_pdf, slip_of
from api.filings.mending import relation_back_comment
from api.filings.news import SERVICE_UPDATE, tell
from api.filings.partly import GONE, on_file
from api.filings.record import PAPER, StoredFiling
from api.filings.service import require_approval
from api.ids import FilingId, PacketId
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.catalog import load_catalog
from assembly.model.document import Document, Packet, Role
from assembly.packets.taking import take
from efiling.errors import FilingNotReady
from efiling.lifecycle import Event, State
from efiling.model import Content, Outcome
from efiling.prepare import conventional


class PaperResult(StrEnum):
    """What became of papers that a person took to the court."""

    MAILED = "mailed"
    HANDED_IN = "handed_in"
    FILED = "filed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_EVENTS = {
    PaperResult.MAILED: Event.SEND,
    PaperResult.HANDED_IN: Event.RECEIPT,
    PaperResult.FILED: Event.ACCEPTED,
    PaperResult.REFUSED: Event.REJECTED,
    PaperResult.WITHDRAWN: Event.CANCELLED,
}
_WORDS = {
    PaperResult.MAILED: "Mailed to the court.",
    PaperResult.HANDED_IN: "Handed in at the court.",
    PaperResult.FILED: "Filed: the court stamped it.",
    PaperResult.REFUSED: "The clerk did not take it.",
    PaperResult.WITHDRAWN: "Taken back before it was filed.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a paper filing.

    `at` is the moment of the act, or the court's date stamp, in the court's zone. `copies` are scans of
    the stamped papers, by the name of our paper or any other.
    """

    result: PaperResult
    at: datetime
    docket_number: str = ""
    reason: str = ""
    copies: Mapping[str, bytes] | None = None


def order_on_paper(
    services: Services, account: Account, packet_id: PacketId, packet_sha256: str, court: str
) -> StoredFiling:
    """Write down that papers of an approved packet go to a court on paper; those that it takes by message stay out.

    Where the court takes all of them by message, all go on paper: a person may choose that, as when
    the system is down. Ordering twice is safe.

    Raises:
        NotFound: there is no such packet.
        PacketChanged, PacketNotReady: it is not what was approved.
        FilingNotReady: nothing of the packet is filed with a court.
        UnknownCourt: there is no such court.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        if (found := _standing(work.filings.of_packet(packet_id), packet_sha256, court)) is not None:
            return found
        require_approval(work, packet_id, packet_sha256)
        mends = work.packets.get(packet_id).mends_filing
        draft = work.filings.draft(packet_id, packet_sha256, court, mends=mends)
    packet, _, _ = packet_of(services, packet_id, packet_sha256)
    if packet.draft:
        raise FilingNotReady(["the packet is a draft made in spite of findings; it cannot be filed"])
    left = part_of(packet, on_file(services, draft))
    going = conventional(left, services.courts.profile(court)) or _filed(left)
    if not going:
        raise FilingNotReady(["nothing of the packet is filed with a court"])
    named = {f"{draft.id}.{number}": document for number, document in enumerate(going, 1)}
    stays = {d.type_id for d in packet.documents} - {d.type_id for d in going}
    draft = replace(
        draft,
        route=PAPER,
        papers={reference: document.pdf_path for reference, document in named.items()},
        kinds={reference: kinds_of(document) for reference, document in named.items()},
        documents=tuple(_unreviewed(reference, document) for reference, document in named.items()),
        left_out=tuple(sorted(stays)),
    )
    with services.database.unit_of_work() as work:
        require_approval(work, packet_id, packet_sha256)  # from here on nobody else can order it
        if (found := _standing(work.filings.of_packet(packet_id), packet_sha256, court)) is not None:
            return found
        _hold_back(work, draft)
        work.filings.add(draft, account.id)
        work.record(
            AuditAct(account.id, "filing.ordered_on_paper", draft.id, after=packet_sha256, note=court)
        )
        note = f"To be taken to the court on paper: {len(going)} paper(s)."
        return tell(work, draft, Event.CHECKED, source="person", note=note)


def _hold_back(work: Work, draft: StoredFiling) -> None:
    """See to it that no paper of a filing on paper goes by message as well; what waits to be sent is not sent.

    Raises:
        PacketNotReady: one of the papers is with the court by message, or may be.
    """
    going = set(draft.papers.values())
    for filing in work.filings.of_packet(draft.packet_id):
        if filing.on_paper or filing.court != draft.court or not going & set(filing.papers.values()):
            continue
        current = work.filings.lock(filing.id)
        if current.state is State.READY:
            tell(
                work, current, Event.CHANGED, source="person", note="Not sent: it goes to the court on paper."
            )
        elif current.state not in GONE | {State.DRAFT} and not current.may_be_released:
            raise PacketNotReady(
                draft.packet_id, f"with the court by message ({filing.id})", "Withdraw that filing first."
            )


def print_packet(services: Services, filing_id: FilingId) -> bytes:
    """Return what is printed: instructions, fee slip, and the papers, as one PDF.

    Raises:
        NotFound: there is no such filing on paper.
        FilingNotReady: the stored files are not the ones that were approved.
    """
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
    if not filing.on_paper:
        raise NotFound("filing on paper", filing_id)
    packet, facts, files = packet_of(services, filing.packet_id, filing.packet_sha256)
    profile = services.courts.profile(filing.court)
    papers = [document for document in _filed(packet) if document.type_id not in filing.left_out]
    today = services.clock().astimezone(profile.zone).date()
    slip = slip_of(facts, papers, profile, reference=filing.id, why=_why(services, filing, packet))
    root = services.settings.templates or load_catalog().root
    pages = [page_pdf(folder, slip, root=root, on=today) for folder in (INSTRUCTIONS, FEE_SLIP)]
    pages += [services.blobs.get(files[document.pdf_path]) for document in papers]
    with pikepdf.new() as merged:
        for pdf in pages:
            with pikepdf.open(io.BytesIO(pdf)) as part:
                merged.pages.extend(part.pages)
        merged.docinfo["/Title"] = f"Print packet {filing.id}"
        out = io.BytesIO()
        merged.save(out, deterministic_id=True)
    return out.getvalue()


def record_result(services: Services, account: Account, filing_id: FilingId, told: Told) -> StoredFiling:
    """Record what became of papers that a person took to the court; the states are those of any filing.

    Raises:
        NotFound: there is no such filing.
        FilingBusy: it is not on paper, or the court has decided.
        RequestRefused: something is missing, or lies in the future.
        DocumentRefused: a scan cannot be taken.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
    if not filing.on_paper or filing.settled:
        raise FilingBusy(filing_id, filing.state.value)
    _refuse_incomplete(services, filing, told)
    scans = [
        store_copy(services, filing, _name(filing, name), Content.of(take(name, raw).pdf))
        for name, raw in (told.copies or {}).items()
    ]
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if filing.settled:
            raise FilingBusy(filing_id, filing.state.value)
        act = AuditAct(account.id, f"filing.paper_{told.result.value}", filing_id)
        work.record(act)
        for scan in scans:
            keep_copy(work, filing, scan)
        filing = tell(
            work, _with_result(filing, told), _EVENTS[told.result], source="person", note=_note(told)
        )
        work.jobs.add(SERVICE_UPDATE, filing.id)
        return settle(work, filing) if filing.settled else filing


def _with_result(filing: StoredFiling, told: Told) -> StoredFiling:
    """Return the filing with the stamp, the number, and the outcome of each paper."""
    moment = told.at.astimezone(UTC).isoformat()
    outcome = {PaperResult.FILED: Outcome.ACCEPTED, PaperResult.REFUSED: Outcome.REJECTED}.get(told.result)
    reasons = {"reasons": [told.reason]} if told.reason and told.result is PaperResult.REFUSED else {}
    documents = filing.documents
    if outcome is not None:
        documents = tuple(
            {**paper, "outcome": outcome.value, "reviewed_at": moment, **reasons} for paper in documents
        )
    return replace(
        filing,
        documents=documents,
        docket_number=told.docket_number or filing.docket_number,
        filed_at=moment if told.result is PaperResult.FILED else filing.filed_at,
        reviewed_at=moment if outcome is not None else filing.reviewed_at,
        sent_at=filing.sent_at or moment,
        attempts=max(1, filing.attempts),
    )


def _refuse_incomplete(services: Services, filing: StoredFiling, told: Told) -> None:
    faults = []
    if told.at > services.clock():
        faults.append("The moment lies in the future.")
    if told.result is PaperResult.REFUSED and not told.reason.strip():
        faults.append("Write what the clerk said.")
    if told.result is PaperResult.FILED:
        _, facts, _ = packet_of(services, filing.packet_id, filing.packet_sha256)
        if not (told.docket_number or filing.docket_number or facts.case.number):
            faults.append("Write the case number that the clerk gave.")
        if not told.copies:
            faults.append("Add a scan of each stamped copy; only stamped copies are served.")
    if told.result is PaperResult.MAILED and filing.state is not State.READY:
        faults.append("It is on its way already.")
    if faults:
        raise RequestRefused(" ".join(faults))


def _note(told: Told) -> str:
    said = f" Number {told.docket_number}." if told.docket_number else ""
    return f"{_WORDS[told.result]}{said}{f' {told.reason}' if told.reason else ''}"


def _name(filing: StoredFiling, name: str) -> str:
    """Return the name of our paper that a scan is of, or a plain name of its own."""
    if name in filing.papers.values():
        return name
    if len(filing.papers) == 1:
        return next(iter(filing.papers.values()))
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
    return f"{safe.removesuffix('.pdf').strip('-.')[:80] or 'scan'}.pdf"


def _why(services: Services, filing: StoredFiling, packet: Packet) -> str:
    only = {document.type_id for document in conventional(packet, services.courts.profile(filing.court))}
    words = relation_back_comment(services, filing)
    asked = f" It is a resubmission: {words}." if words else ""
    if only:
        return f"This court does not take these papers by message.{asked}"
    return f"Somebody chose to file these papers by hand.{asked}"


def _filed(packet: Packet) -> tuple[Document, ...]:
    return tuple(d for d in packet.documents if not d.parent and d.role is not Role.NOT_FILED)


def _unreviewed(reference: str, document: Document) -> Mapping[str, object]:
    return {
        "court_filing_id": "",
        "reference": reference,
        "title": document.title,
        "outcome": Outcome.OTHER.value,
        "reasons": [],
        "comments": "",
        "reviewed_at": "",
        "docket_entry": "",
    }


def _standing(filings: Sequence[StoredFiling], packet_sha256: str, court: str) -> StoredFiling | None:
    for filing in filings:
        same = filing.packet_sha256 == packet_sha256 and filing.court == court
        if filing.on_paper and same and filing.state not in GONE | {State.DRAFT}:
            return filing
    return None


def moment_of(day: str, clock: str, services: Services, court: str) -> datetime:
    """Return a day and time of day, as written by a person, as a moment in the court's zone.

    Raises:
        RequestRefused: they cannot be read.
    """
    zone = services.courts.profile(court).zone
    try:
        on = datetime.fromisoformat(day).date()
        at = time.fromisoformat(clock) if clock else time(0, 0)
    except ValueError:
        raise RequestRefused("Enter the day as 2026-11-23 and the time as 15:42.") from None
    return datetime.combine(on, at, zone)
