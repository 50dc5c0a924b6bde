"""Packets over HTTP: order, look at, approve, return, make anew."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.accounts.account import Act
from api.auth import Given, Program
from api.ids import FactsId, PacketId
from api.packets import service, signing
from api.packets.answering import answer_question
from api.packets.schemas import (
    ApprovalRequest,
    CheckAnswer,
    JobAnswer,
    PacketAnswer,
    PacketRequest,
    QuestionAnswer,
    RebuildRequest,
    ReturnRequest,
    SigningAnswer,
    check_answer,
    packet_answer,
    signing_answer,
)
from api.packets.store import PacketState
from api.preflight.approval import check_of, is_being_checked
from api.preflight.asking import ask_approval
from api.preflight.store import ApprovalForm
from api.services import Services

router = APIRouter(prefix="/api/packets", tags=["packets"])


@router.post("", status_code=202)
def order(body: PacketRequest, services: Given, account: Program) -> JobAnswer:
    """Order a packet. A worker makes it; look at the packet or the job to see how it went."""
    packet, job = service.order(services, account, FactsId(body.facts), body.packet)
    return JobAnswer(packet=packet.id, job=job)


@router.get("")
def newest(
    services: Given, account: Program, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[PacketAnswer]:
    """List packets, newest first."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        packets = work.packets.newest(limit=limit)
        return [packet_answer(packet, work.packets.approval(packet.id)) for packet in packets]


@router.get("/{packet_id}")
def one(packet_id: str, services: Given, account: Program) -> PacketAnswer:
    """Show a packet."""
    account.require(Act.LOOK)
    return _answer(services, PacketId(packet_id))


@router.post("/{packet_id}/approve", responses={202: {"model": PacketAnswer}})
def approve(
    packet_id: str, body: ApprovalRequest, services: Given, account: Program, response: Response
) -> PacketAnswer:
    """Approve exactly the bytes that were looked at, if a clerk would take them. Any change voids the approval.

    202 says that they are still being checked: the approval is kept and holds as soon as they pass.
    """
    ask_approval(services, account, PacketId(packet_id), body.packet_sha256, ApprovalForm.AS_IT_IS)
    answer = _answer(services, PacketId(packet_id))
    if answer.state is not PacketState.APPROVED:
        response.status_code = 202
    return answer


@router.get("/{packet_id}/check")
def checked(packet_id: str, services: Given, account: Program) -> CheckAnswer:
    """Show what a clerk would reject in the packet as it is, by the check before its approval."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        packet = work.packets.get(PacketId(packet_id))
        found, asked = check_of(work, packet), work.checks.asked(packet.id)
        return check_answer(found, asked, under_way=is_being_checked(work, packet.id))


@router.get("/{packet_id}/signing")
def places_to_sign(packet_id: str, services: Given, account: Program) -> list[SigningAnswer]:
    """List who signs which paper, and in which form its court takes the signature."""
    account.require(Act.LOOK)
    return [signing_answer(place) for place in signing.places_to_sign(services, PacketId(packet_id))]


@router.post("/{packet_id}/sign", status_code=202)
def sign(packet_id: str, body: ApprovalRequest, services: Given, account: Program) -> PacketAnswer:
    """Approve what was looked at and sign it: a worker makes the signed bytes, which the approval is bound to.

    Where nothing is signed by typing, it is approved as it is. Bytes that are still being checked are
    approved and signed as soon as they pass.
    """
    ask_approval(services, account, PacketId(packet_id), body.packet_sha256, ApprovalForm.SIGNED)
    return _answer(services, PacketId(packet_id))


@router.post("/{packet_id}/return")
def send_back(packet_id: str, body: ReturnRequest, services: Given, account: Program) -> PacketAnswer:
    """Return a packet with a reason."""
    service.send_back(services, account, PacketId(packet_id), body.reason)
    return _answer(services, PacketId(packet_id))


@router.post("/{packet_id}/rebuild", status_code=202)
def rebuild(packet_id: str, body: RebuildRequest, services: Given, account: Program) -> JobAnswer:
    """Make a packet anew from other facts. An approval that stands is void at once."""
    job = service.rebuild(services, account, PacketId(packet_id), FactsId(body.facts))
    return JobAnswer(packet=packet_id, job=job)


@router.post("/{packet_id}/answers", status_code=202)
def answer(packet_id: str, body: QuestionAnswer, services: Given, account: Program) -> JobAnswer:
    """Answer a question that only a person can answer. The packet is made anew with the answer in its facts."""
    job = answer_question(services, account, PacketId(packet_id), body.rule, met=body.met, note=body.note)
    return JobAnswer(packet=packet_id, job=job)


def _answer(services: Services, packet_id: PacketId) -> PacketAnswer:
    with services.database.unit_of_work() as work:
        return packet_answer(work.packets.get(packet_id), work.packets.approval(packet_id))
