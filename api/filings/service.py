"""Filing a packet: ordered, sent at most once, released again only by a person, withdrawn."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

import structlog

from api.accounts.account import Account, Act
from api.courts.gateway import Connection
from api.errors import FilingBusy, PacketChanged, PacketNotReady, ServiceError
from api.filings.asking import ASK, adopt_orphans, plan_asking
from api.filings.content import Checked, checked_envelope, frozen_message
from api.filings.mending import forbidden_changes, relation_back_comment
from api.filings.news import SERVICE_UPDATE, tell, with_receipt
from api.filings.partly import not_going
from api.filings.questions import findings_at, reason_of, require_free
from api.filings.record import StoredFiling
from api.filings.standing import require_decided, standing
from api.ids import FilingId, PacketId
from api.packets.store import PacketState
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.errors import AssemblyError
from assembly.law import Step
from assembly.model.finding import Severity
from efiling.courts.code_store import current_version
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    EfilingError,
    FilingNotReady,
    FilingRefused,
    MessageInvalid,
)
from efiling.lifecycle import Event, State
from efiling.model import FilingId as CourtFilingId

SUBMIT = "filings.submit"
log = structlog.get_logger()


def order(
    services: Services, account: Account, packet_id: PacketId, packet_sha256: str, court: str
) -> StoredFiling:
    """Write down that an approved packet is to be filed with a court, and queue the sending.

    Ordering twice is safe: while a filing of these bytes is ready, under way or done, it is the one
    that is returned. The envelope is built here once, so that what is missing is told at once.

    Raises:
        NotFound: there is no such packet.
        PacketChanged: it is not what was looked at.
        PacketNotReady: it is not approved, or the approval is of other bytes.
        FilingNotReady, ProfileFault, UnknownCourt: this court cannot get it as it is.
        AnswersNeeded: the rules put questions on filing that nobody has answered.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        if (found := standing(work, packet_id, packet_sha256, court)) is not None:
            return _keep_going(work, found)
        require_approval(work, packet_id, packet_sha256)
        mends = work.packets.get(packet_id).mends_filing
        require_decided(services, work, packet_id, mends)
        draft = work.filings.draft(packet_id, packet_sha256, court, mends=mends)
    draft = replace(
        draft,
        left_out=not_going(services, draft),
        codes_version=current_version(services.settings.office_home, court),
    )
    checked = _ready_to_go(services, draft)
    with services.database.unit_of_work() as work:
        require_approval(work, packet_id, packet_sha256)  # from here on nobody else can order it
        if (found := standing(work, packet_id, packet_sha256, court)) is not None:
            return found
        work.filings.add(draft, account.id)
        work.record(
            AuditAct(
                account.id, "filing.ordered", draft.id, before=packet_sha256, after=packet_sha256, note=court
            )
        )
        note = "Ready to file: pre-flight passed on these bytes."
        proof = checked.certificate_sha256
        ready = replace(draft, certificate_sha256=proof, papers=checked.papers, kinds=checked.kinds)
        filing = tell(work, ready, Event.CHECKED, source="person", note=note, raw_sha256=proof)
        work.jobs.add(SUBMIT, filing.id)
        return filing


def submit(services: Services, filing_id: FilingId) -> StoredFiling:
    """Send a filing to its court, once.

    The state SUBMITTING is on disk before the first byte leaves. Whoever finds a filing in that
    state and did not put it there does not know what became of it, and asks.

    Raises:
        CourtUnavailable: nothing was sent; try again later.
        PacketNotReady, PacketChanged, FilingNotReady, ProfileFault: nothing was sent, and what was
            ordered no longer holds; the filing is a draft again.
    """
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if filing.state is State.SUBMITTING:
            note = "The sending was cut off. Asking the court; it is not sent again."
            return _unknown(services, work, filing, note)
        if filing.state is not State.READY:
            return filing
    with ExitStack() as open_while_sending:
        try:
            comment = relation_back_comment(services, filing)
            checked = checked_envelope(services, filing, comment=comment, ask_fee=True)
            with services.database.unit_of_work() as work:
                require_approval(work, filing.packet_id, filing.packet_sha256)
            connection = open_while_sending.enter_context(services.courts.connect(filing.court))
        except (EfilingError, AssemblyError, ServiceError) as error:
            with services.database.unit_of_work() as work:
                stopped = replace(work.filings.lock(filing_id), problem=str(error))
                tell(work, stopped, Event.CHANGED, source="sending", note="Stopped before it was sent.")
            raise
        try:
            marked = _mark(services, filing, checked, connection.court.leaves_out(checked.envelope))
        except FilingBusy:
            return _now(services, filing_id)
        try:
            receipt = connection.court.review_filing(checked.envelope)
        except CourtUnavailable as error:
            _settle(services, marked, connection, Event.NOT_SENT, str(error))
            raise
        except (FilingRefused, MessageInvalid) as error:
            return _settle(services, marked, connection, Event.REFUSED, str(error))
        except CourtDidNotAnswer as error:
            return _settle(services, marked, connection, Event.NO_ANSWER, str(error))
    raw = _keep(services, connection)
    with services.database.unit_of_work() as work:
        filing = work.filings.lock(filing_id)
        if work.filings.belong_to_another(filing, receipt.filing_ids):
            note = "The receipt names another filing of ours. Asking the court; it is not sent again."
            return _unknown(services, work, filing, note, raw)
        filing = with_receipt(filing, receipt)
        note = f"Received by the court, envelope {filing.envelope_id}." if filing.envelope_id else "Received."
        filing = tell(work, filing, Event.RECEIPT, source="receipt", note=note, raw_sha256=raw)
        plan_asking(services, work, filing)
        work.jobs.add(SERVICE_UPDATE, filing.id)
    with services.database.unit_of_work() as work:  # only now can a message that came before find it
        adopt_orphans(work, filing)
    return filing


def release(services: Services, account: Account, filing_id: FilingId) -> StoredFiling:
    """Let a filing be sent again that the court, asked often enough, does not know: a person's decision.

    Raises:
        NotFound: there is no such filing.
        FilingBusy: the court has it, or was not asked long enough.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        if filing.may_be_released:  # a packet is locked before its filing, always
            require_approval(work, filing.packet_id, filing.packet_sha256)
            filing = work.filings.lock(filing_id)
        if not filing.may_be_released:
            raise FilingBusy(filing_id, filing.state.value)
        work.record(AuditAct(account.id, "filing.released", filing_id, note=f"after {filing.looks} looks"))
        note = f"Released to be sent again after the court was asked {filing.looks} times."
        filing = tell(
            work, replace(filing, looks=0, absent_since=""), Event.RELEASED, source="person", note=note
        )
        work.jobs.add(SUBMIT, filing_id)
        return filing


def withdraw(services: Services, account: Account, filing_id: FilingId) -> StoredFiling:
    """Ask the court to drop a filing before the clerk takes it up. The court may refuse.

    Raises:
        NotFound: there is no such filing.
        FilingBusy: the court does not have it, or has decided.
        FilingRefused, CourtUnavailable, CourtDidNotAnswer: what the court answered, or did not.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        if filing.on_paper or filing.state not in (State.RECEIVED, State.UNDER_REVIEW):
            raise FilingBusy(filing_id, filing.state.value)
        work.record(AuditAct(account.id, "filing.withdrawal_asked", filing_id))
    try:
        with services.courts.connect(filing.court) as connection:
            for court_filing_id in filing.outcomes:
                connection.court.cancel(CourtFilingId(court_filing_id))
    finally:  # whatever it answered, or did not: what holds is what it says when asked
        ask_now(services, account, filing_id)
    return _now(services, filing_id)


def ask_now(services: Services, account: Account, filing_id: FilingId) -> StoredFiling:
    """Queue a question to the court about a filing, now.

    Raises:
        NotFound: there is no such filing.
    """
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        if filing.state not in (State.DRAFT, State.READY):
            work.jobs.plan(ASK, filing_id, due_at=work.now)
        return filing


def require_approval(work: Work, packet_id: PacketId, packet_sha256: str) -> None:
    """Pass when exactly these bytes are approved, and keep it so until the transaction ends.

    Raises:
        PacketChanged: the packet has other bytes now.
        PacketNotReady: no approval holds, or it is of other bytes.
    """
    packet = work.packets.lock(packet_id)
    if packet.packet_sha256 != packet_sha256:
        raise PacketChanged(packet_id, packet_sha256, packet.packet_sha256)
    approval = work.packets.approval(packet_id)
    holds = approval is not None and approval.voided_at is None and approval.packet_sha256 == packet_sha256
    if not holds or packet.state is not PacketState.APPROVED:
        raise PacketNotReady(
            packet_id, packet.state.value, "It must be approved as it is before it is filed."
        )


def _ready_to_go(services: Services, draft: StoredFiling) -> Checked:
    """Build what is to be sent, and hold it against pre-flight and the rules on filing: all faults at once.

    Raises:
        FilingNotReady: with every reason.
        AnswersNeeded: only questions are open.
    """
    found = findings_at(services, draft, Step.FILE)
    reasons = [reason_of(each) for each in found if each.severity is Severity.BLOCK]
    reasons += forbidden_changes(services, draft)
    try:
        checked = checked_envelope(services, draft, comment=relation_back_comment(services, draft))
    except FilingNotReady as refused:
        raise FilingNotReady([*refused.faults, *reasons]) from None
    if reasons:
        raise FilingNotReady(reasons)
    require_free(draft.packet_id, found)
    return checked


def _keep_going(work: Work, filing: StoredFiling) -> StoredFiling:
    """Queue the sending anew where a filing is ready and its job gave up while the court was away."""
    if filing.state is State.READY and work.jobs.waiting_for(filing.id, SUBMIT) is None:
        work.jobs.add(SUBMIT, filing.id)
    return filing


def _mark(
    services: Services, filing: StoredFiling, checked: Checked, left_out: Sequence[str]
) -> StoredFiling:
    """Write down, before anything is sent, that and what we are about to send, and what no message can say.

    Raises:
        FilingBusy: somebody else has begun to send it.
        PacketChanged, PacketNotReady: the approval no longer holds.
    """
    request = services.blobs.put(frozen_message(checked.envelope))
    with services.database.unit_of_work() as work:
        require_approval(work, filing.packet_id, filing.packet_sha256)
        current = work.filings.lock(filing.id)
        if current.state is not State.READY:
            raise FilingBusy(filing.id, current.state.value)
        marked = replace(
            current,
            attempts=current.attempts + 1,
            sent_at=work.now.isoformat(),
            request_sha256=request,
            certificate_sha256=checked.certificate_sha256,
            papers=checked.papers,
            kinds=checked.kinds,
        )
        lost = f" This court's messages have no place for {', '.join(left_out)}." if left_out else ""
        return tell(work, marked, Event.SEND, source="sending", note=f"Sending.{lost}", raw_sha256=request)


def _settle(
    services: Services, filing: StoredFiling, connection: Connection, event: Event, note: str
) -> StoredFiling:
    """Write down what became of a sending that brought no receipt."""
    raw = _keep(services, connection)
    with services.database.unit_of_work() as work:
        current = work.filings.lock(filing.id)
        if event is Event.NO_ANSWER:
            return _unknown(services, work, current, note, raw)
        problem = note if event is Event.REFUSED else ""
        return tell(
            work, replace(current, problem=problem), event, source="sending", note=note, raw_sha256=raw
        )


def _unknown(services: Services, work: Work, filing: StoredFiling, note: str, raw: str = "") -> StoredFiling:
    filing = tell(work, filing, Event.NO_ANSWER, source="sending", note=note, raw_sha256=raw)
    plan_asking(services, work, filing)
    return filing


def _now(services: Services, filing_id: FilingId) -> StoredFiling:
    with services.database.unit_of_work() as work:
        return work.filings.get(filing_id)


def _keep(services: Services, connection: Connection) -> str:
    """Store what was said over the connection, files left out and secrets masked; return its hash.

    A full disk costs the transcript, not what the court said.
    """
    said = b"\n".join(exchange.request + b"\n" + exchange.answer for exchange in connection.exchanges)
    try:
        return services.blobs.put(said) if said else ""
    except OSError as error:
        log.error("what was said to a court could not be kept", error=type(error).__name__)
        return ""
