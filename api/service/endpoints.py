"""Service of process over HTTP."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.accounts.account import Act
from api.auth import Given, Program
from api.bodies import read_body
from api.facts.service import read_stored
from api.ids import FilingId, ServiceTaskId
from api.service.parties import to_serve
from api.service.planning import rule_of
from api.service.proving import copies_for, not_served, prove, send_out
from api.service.record import ServiceDeadline, ServiceState, ServiceTask
from api.service.report import ServerReport
from api.services import Services
from assembly.intake import read_value
from assembly.model.facts import Facts
from assembly.model.service import ServiceMethod

router = APIRouter(prefix="/api/service", tags=["service of process"])


class MannerAnswer(BaseModel):
    """One manner of service that the rule allows; `verified` says whether its text was read."""

    method: ServiceMethod
    citation: str
    verified: bool


class TaskAnswer(BaseModel):
    """The service of a filing's papers on one person."""

    id: str
    filing: str
    who: str
    role: str
    protected: bool
    state: ServiceState
    paper: str
    citation: str
    manners: list[MannerAnswer]
    not_by: list[str]
    method: str
    due_on: date | None
    completed_on: date | None
    proof_packet: str
    findings: list[dict[str, Any]]
    problem: str


class DeadlineAnswer(BaseModel):
    """A time limit that a proved service started, with its working."""

    task: str
    rule: str
    title: str
    citation: str
    start: date
    due: date
    verified: bool
    steps: list[dict[str, Any]]


class ServiceAnswer(BaseModel):
    """The services of a filing and the time limits that they started."""

    tasks: list[TaskAnswer]
    deadlines: list[DeadlineAnswer]


class OutRequest(BaseModel):
    """In which manner the papers go out."""

    method: ServiceMethod


class NotServedRequest(BaseModel):
    """Why an attempt failed."""

    reason: str = Field(min_length=1, max_length=2000)


@router.get("/filings/{filing_id}")
def of_filing(filing_id: str, services: Given, account: Program) -> ServiceAnswer:
    """Show who is served with a filing's papers, and what that started."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(FilingId(filing_id))
        tasks = work.services.of_filing(filing.id)
        limits = work.services.deadlines(filing.id)
        facts_id = work.packets.get(filing.packet_id).facts_id
    facts = read_stored(services, facts_id)
    return ServiceAnswer(
        tasks=[task_answer(task, facts) for task in tasks], deadlines=[_deadline(limit) for limit in limits]
    )


@router.post("/{task_id}/out")
def out(task_id: str, body: OutRequest, services: Given, account: Program) -> TaskAnswer:
    """Note that the papers went out to be served."""
    return _shown(services, send_out(services, account, ServiceTaskId(task_id), body.method))


@router.post("/{task_id}/not-served")
def failed(task_id: str, body: NotServedRequest, services: Given, account: Program) -> TaskAnswer:
    """Note that an attempt failed."""
    return _shown(services, not_served(services, account, ServiceTaskId(task_id), body.reason))


@router.post("/{task_id}/proof", status_code=202)
async def proof(task_id: str, request: Request, services: Given, account: Program) -> TaskAnswer:
    """Take in what the server reports and order the packet that proves it; a worthless proof is refused."""
    from fastapi.concurrency import run_in_threadpool

    raw = await read_body(request, limit=services.settings.upload_bytes)
    report = read_value(ServerReport, raw)
    task = await run_in_threadpool(prove, services, account, ServiceTaskId(task_id), report)
    return _shown(services, task)


@router.get("/{task_id}/copies")
def copies(task_id: str, services: Given, account: Program) -> Response:
    """Fetch the stamped copies that the person gets, as one PDF."""
    account.require(Act.LOOK)
    return Response(copies_for(services, ServiceTaskId(task_id)), media_type="application/pdf")


def task_answer(task: ServiceTask, facts: Facts) -> TaskAnswer:
    """Return a service as it is answered; the person is named by place and role, never by name."""
    rule, person = rule_of(task), to_serve(task.who, facts)
    return TaskAnswer(
        id=task.id,
        filing=task.filing_id,
        who=task.who,
        role=person.role,
        protected=person.protected,
        state=task.state,
        paper=rule.title,
        citation=rule.citation,
        manners=[
            MannerAnswer(method=manner.method, citation=manner.citation, verified=manner.verified)
            for manner in rule.methods
        ],
        not_by=list(rule.not_by),
        method=task.method,
        due_on=task.due_on,
        completed_on=task.completed_on,
        proof_packet=task.proof_packet_id or "",
        findings=[dict(finding) for finding in task.findings],
        problem=task.problem,
    )


def _deadline(limit: ServiceDeadline) -> DeadlineAnswer:
    return DeadlineAnswer(
        task=limit.task_id,
        rule=limit.rule,
        title=limit.title,
        citation=limit.citation,
        start=limit.start,
        due=limit.due,
        verified=limit.verified,
        steps=[dict(step) for step in limit.steps],
    )


def _shown(services: Services, task: ServiceTask) -> TaskAnswer:
    with services.database.unit_of_work() as work:
        filing = work.filings.get(task.filing_id)
        facts_id = work.packets.get(filing.packet_id).facts_id
    return task_answer(task, read_stored(services, facts_id))
