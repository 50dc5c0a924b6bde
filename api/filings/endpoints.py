"""Filings over HTTP, and the door that courts report through."""

import hmac
from ipaddress import ip_address, ip_network

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.accounts.account import Act
from api.auth import Given, Program
from api.bodies import spool_body
from api.documents.endpoints import file_response
from api.documents.service import conformed_copy
from api.errors import NotFound
from api.filings import callback, mending, service
from api.filings.schemas import FilingAnswer, FilingRequest, MendRequest, filing_answer
from api.ids import FactsId, FilingId, PacketId
from api.packets.schemas import JobAnswer
from api.services import Services

router = APIRouter(prefix="/api/filings", tags=["filings"])
court_router = APIRouter()


@router.post("", status_code=202)
def order(body: FilingRequest, services: Given, account: Program) -> FilingAnswer:
    """File an approved packet with a court. Asking twice is one filing."""
    filing = service.order(services, account, PacketId(body.packet), body.packet_sha256, body.court)
    return show(services, filing.id)


@router.get("")
def newest(services: Given, account: Program) -> list[FilingAnswer]:
    """List filings, newest first."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        return [filing_answer(filing) for filing in work.filings.newest(limit=200)]


@router.get("/{filing_id}")
def one(filing_id: str, services: Given, account: Program) -> FilingAnswer:
    """Show a filing with its timeline."""
    account.require(Act.LOOK)
    return show(services, FilingId(filing_id))


@router.post("/{filing_id}/ask", status_code=202)
def ask_now(filing_id: str, services: Given, account: Program) -> FilingAnswer:
    """Ask the court about a filing now."""
    service.ask_now(services, account, FilingId(filing_id))
    return show(services, FilingId(filing_id))


@router.post("/{filing_id}/release", status_code=202)
def release(filing_id: str, services: Given, account: Program) -> FilingAnswer:
    """Have a filing sent again that the court, asked often enough, does not know."""
    service.release(services, account, FilingId(filing_id))
    return show(services, FilingId(filing_id))


@router.post("/{filing_id}/withdraw", status_code=202)
def withdraw(filing_id: str, services: Given, account: Program) -> FilingAnswer:
    """Ask the court to drop a filing that the clerk has not taken up."""
    service.withdraw(services, account, FilingId(filing_id))
    return show(services, FilingId(filing_id))


@router.post("/{filing_id}/mend", status_code=202)
def mend(filing_id: str, body: MendRequest, services: Given, account: Program) -> JobAnswer:
    """Open a mended draft of a rejected packet, tied to the envelope that was rejected."""
    given = mending.Mend(
        facts_id=FactsId(body.facts) if body.facts else None,
        changes=body.changes,
        reason=body.reason,
        stake=body.stake,
    )
    packet, job = mending.mend(services, account, FilingId(filing_id), given)
    return JobAnswer(packet=packet.id, job=job)


@router.get("/{filing_id}/conformed/{name}")
def conformed(filing_id: str, name: str, services: Given, account: Program) -> Response:
    """Fetch a file-stamped copy."""
    account.require(Act.LOOK)
    return file_response(conformed_copy(services, FilingId(filing_id), name), name)


@court_router.post("/courts/{secret}/filing-assembly", include_in_schema=False)
async def court_reports(secret: str, request: Request, services: Given) -> Response:
    """Take a court's report. The address is the secret that courts are given; others find nothing here."""
    expected = services.callback_path.split("/")[2]
    if not hmac.compare_digest(secret.encode(), expected.encode()) or not _known_sender(request, services):
        raise NotFound("page", "here")
    body = await spool_body(request, limit=services.settings.callback_bytes)
    kind = request.headers.get("content-type", "")
    answer = await run_in_threadpool(callback.receive, services, body, kind)
    return Response(answer, media_type="text/xml; charset=utf-8")


def _known_sender(request: Request, services: Services) -> bool:
    networks = services.settings.callback_networks
    if not networks or request.client is None:
        return not networks
    sender = ip_address(request.client.host)
    return any(sender in ip_network(network) for network in networks)


def show(services: Services, filing_id: FilingId) -> FilingAnswer:
    """Return a filing with its timeline and copies as it is answered."""
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        timeline, copies = work.filings.timeline(filing_id), work.filings.conformed(filing_id)
    return filing_answer(filing, timeline, copies, mending.clock_of(services, filing))
