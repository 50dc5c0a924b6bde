"""Facts over HTTP: post them, check them."""

from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool

from api.auth import Given, Program
from api.bodies import read_body
from api.facts import service
from api.facts.schemas import CheckAnswer, CheckRequest, FactsAnswer, finding_answer
from api.ids import FactsId

router = APIRouter(prefix="/api/facts", tags=["facts"])
FACTS_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}


@router.post("", status_code=201, openapi_extra=FACTS_BODY)
async def post_facts(
    request: Request,
    services: Given,
    account: Program,
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> FactsAnswer:
    """Take in the facts of a case. Every fault is told at once, with a JSON pointer.

    With an `Idempotency-Key`, the same request repeated gives the same answer.
    """
    raw = await read_body(request, limit=services.settings.upload_bytes)
    stored = await run_in_threadpool(service.take_in, services, account, raw, key=idempotency_key)
    return FactsAnswer(id=stored.id, sha256=stored.sha256, created_at=stored.created_at)


@router.post("/{facts_id}/validate")
def validate(facts_id: str, body: CheckRequest, services: Given, account: Program) -> CheckAnswer:
    """Check facts against the rules of a packet. Nothing is made."""
    findings = service.check(services, account, FactsId(facts_id), body.packet)
    return CheckAnswer(
        blocked=any(finding.blocks for finding in findings),
        findings=[finding_answer(finding) for finding in findings],
    )
