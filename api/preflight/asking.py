"""An approval is given once: at once where the bytes were checked, else as soon as a worker has checked them."""

from api.accounts.account import Account, Act
from api.errors import PacketBeingChecked, ServiceError
from api.ids import PacketId
from api.packets.service import CHECK, require_approvable
from api.packets.signing import approve_unsigned, sign
from api.preflight.approval import check
from api.preflight.store import ApprovalForm
from api.services import Services
from api.storage.audit import AuditAct
from efiling.errors import FilingNotReady

DONE_BY = {ApprovalForm.AS_IT_IS: approve_unsigned, ApprovalForm.SIGNED: sign}


def ask_approval(
    services: Services, account: Account, packet_id: PacketId, packet_sha256: str, form: ApprovalForm
) -> None:
    """Approve exactly these bytes, now where they were checked today, else when their check has passed.

    Asking twice is asking once. Bytes that change meanwhile, and a return, let the approval lapse.

    Raises:
        NotFound: there is no such packet.
        PacketChanged, PacketNotReady: these bytes are not the ones that can be approved.
        FilingNotReady: a clerk would reject them; every reason is listed.
        RequestRefused: the papers name somebody else than whoever signs.
    """
    try:
        DONE_BY[form](services, account, packet_id, packet_sha256)
        return
    except PacketBeingChecked:
        account.require(Act.APPROVE)
    with services.database.unit_of_work() as work:
        require_approvable(work.packets.lock(packet_id), packet_sha256)
        work.checks.ask(packet_id, packet_sha256, form, by=account.id)
        asked = AuditAct(account.id, "packet.approval_asked", packet_id, packet_sha256, packet_sha256)
        work.record(asked)
        if work.jobs.waiting_for(packet_id, CHECK) is None:
            work.jobs.add(CHECK, packet_id)


def check_and_approve(services: Services, packet_id: PacketId) -> None:
    """Check a packet and give the approval that waits for it. Doing it again changes nothing."""
    check(services, packet_id)
    with services.database.unit_of_work() as work:
        packet, asked = work.packets.get(packet_id), work.checks.asked(packet_id)
        account = work.accounts.by_id(asked.asked_by) if asked else None
    if asked is None:
        return
    problem = ""
    if account is not None and packet.packet_sha256 == asked.packet_sha256:
        try:
            DONE_BY[asked.form](services, account, packet_id, asked.packet_sha256)
        except FilingNotReady:
            pass  # what stands against it is kept with the check
        except ServiceError as error:
            problem = str(error)
    with services.database.unit_of_work() as work:
        work.checks.forget(packet_id)
        if problem:
            work.packets.change(packet_id, problem=f"It was not approved. {problem}")
