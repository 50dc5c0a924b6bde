"""The page of service and proof, and the forms of a filing that goes on paper."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from api.accounts.account import ALLOWED, Account, Act
from api.auth import Given, Person, PersonWithForm
from api.errors import AnswersNeeded, ProofRefused
from api.facts.service import read_stored
from api.filings.paper import order_on_paper, print_packet, record_result
from api.filings.paper_endpoints import ToldByForm
from api.filings.questions import answer_at_filing
from api.ids import FilingId, PacketId, ServiceTaskId
from api.pages.showing import show, to
from api.pages.typed import typed_clock, typed_day
from api.pages.zones import zone_of
from api.service.parties import to_serve
from api.service.planning import rule_of
from api.service.proving import copies_for, not_served, prove, send_out
from api.service.report import ServerReport
from api.services import Services
from assembly.model.finding import Finding
from assembly.model.service import Server, ServiceMethod

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/service/{filing_id}")
def service_page(request: Request, filing_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    return show(request, "service.html", _context(services, account, FilingId(filing_id)))


@router.post("/service/{task_id}/out")
def out(
    task_id: str, services: Given, account: PersonWithForm, method: Annotated[ServiceMethod, Form()]
) -> Response:
    task = send_out(services, account, ServiceTaskId(task_id), method)
    return to(f"/service/{task.filing_id}")


@router.post("/service/{task_id}/not-served")
def failed(
    task_id: str,
    services: Given,
    account: PersonWithForm,
    reason: Annotated[str, Form(min_length=1, max_length=2000)],
) -> Response:
    task = not_served(services, account, ServiceTaskId(task_id), reason)
    return to(f"/service/{task.filing_id}")


@router.get("/service/{task_id}/copies")
def copies(task_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    return Response(copies_for(services, ServiceTaskId(task_id)), media_type="application/pdf")


@router.post("/service/{task_id}/proof")
def proof(
    request: Request,
    task_id: str,
    services: Given,
    account: PersonWithForm,
    method: Annotated[ServiceMethod, Form()],
    person: Annotated[str, Form(max_length=300)],
    server: Annotated[str, Form(max_length=300)],
    served_on: Annotated[str, Form(max_length=30)] = "",
    served_at: Annotated[str, Form(max_length=20)] = "",
    place: Annotated[str, Form(max_length=500)] = "",
    received_by: Annotated[str, Form(max_length=300)] = "",
    receiver_described: Annotated[str, Form(max_length=300)] = "",
    follow_up_mailed_on: Annotated[str, Form(max_length=30)] = "",
    mailed_on: Annotated[str, Form(max_length=30)] = "",
    acknowledged_on: Annotated[str, Form(max_length=30)] = "",
    tracking: Annotated[str, Form(max_length=100)] = "",
    signed_on: Annotated[str, Form(max_length=30)] = "",
    adult: Annotated[str, Form(max_length=3)] = "",
    relation: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    report = ServerReport(
        method=method,
        person=person.strip(),
        server=Server(
            name=server.strip(),
            adult={"yes": True, "no": False}.get(adult),
            party_to_case=relation == "party",
            works_for_party=relation == "works_for_party",
            attorney_for_party=relation == "attorney",
        ),
        place=place.strip(),
        received_by=received_by.strip(),
        receiver_described=receiver_described.strip(),
        tracking=tracking.strip(),
        sheriff=relation == "sheriff",
    )
    report = replace(
        report,
        served_on=typed_day(served_on, "Day of service or mailing"),
        served_at=typed_clock(served_at, "Time"),
        follow_up_mailed_on=typed_day(follow_up_mailed_on, "Copy mailed after that on"),
        mailed_on=typed_day(mailed_on, "Mailed with acknowledgment or receipt on"),
        acknowledged_on=typed_day(acknowledged_on, "Acknowledgment signed on"),
        signed_on=typed_day(signed_on, "Proof signed on"),
    )
    try:
        task = prove(services, account, ServiceTaskId(task_id), report)
    except (ProofRefused, AnswersNeeded) as refused:
        return _again(request, services, account, ServiceTaskId(task_id), report, refused)
    if task.proof_packet_id:
        return to(f"/packets/{task.proof_packet_id}")
    return to(f"/service/{task.filing_id}")


@router.post("/packets/{packet_id}/filing-answers")
def answer(
    packet_id: str,
    services: Given,
    account: PersonWithForm,
    rule: Annotated[str, Form(max_length=120)],
    met: Annotated[str, Form(pattern="^(yes|no)$")],
    back: Annotated[str, Form(pattern="^/(packets|service)/[A-Z0-9-]{1,40}(/file)?$")],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    answer_at_filing(services, account, PacketId(packet_id), rule, met=met == "yes", note=note)
    return to(back)


@router.post("/packets/{packet_id}/on-paper")
def on_paper(
    packet_id: str,
    services: Given,
    account: PersonWithForm,
    packet_sha256: Annotated[str, Form()],
    court: Annotated[str, Form(max_length=80)],
) -> Response:
    filing = order_on_paper(services, account, PacketId(packet_id), packet_sha256, court)
    return to(f"/filings/{filing.id}")


@router.get("/filings/{filing_id}/print")
def printed(filing_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    return Response(print_packet(services, FilingId(filing_id)), media_type="application/pdf")


@router.post("/filings/{filing_id}/paper-result")
def paper_result(filing_id: str, services: Given, account: PersonWithForm, told: ToldByForm) -> Response:
    record_result(services, account, FilingId(filing_id), told)
    return to(f"/filings/{filing_id}")


def _again(
    request: Request,
    services: Services,
    account: Account,
    task_id: ServiceTaskId,
    report: ServerReport,
    refused: ProofRefused | AnswersNeeded,
) -> Response:
    """Show the page again with everything that stands against a proof, and what was typed."""
    with services.database.unit_of_work() as work:
        task = work.services.get(task_id)
    found: tuple[Finding, ...] = refused.findings if isinstance(refused, ProofRefused) else refused.questions
    context = _context(services, account, task.filing_id) | {
        "refused": found,
        "asked": isinstance(refused, AnswersNeeded),
        "refused_task": task_id,
        "typed": report,
    }
    return show(request, "service.html", context, status=422)


def _context(services: Services, account: Account, filing_id: FilingId) -> dict[str, object]:
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        tasks = work.services.of_filing(filing_id)
        limits = work.services.deadlines(filing_id)
        facts_id = work.packets.get(filing.packet_id).facts_id
    facts = read_stored(services, facts_id)
    return {
        "account": account,
        "may_file": account.role in ALLOWED[Act.FILE],
        "filing": filing,
        "court": services.courts.profile(filing.court).name,
        "zone": zone_of(services, filing.court),
        "rows": [(task, rule_of(task), to_serve(task.who, facts)) for task in tasks],
        "limits": limits,
        "refused": (),
        "asked": False,
        "refused_task": "",
        "typed": None,
    }
