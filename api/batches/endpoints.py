"""Batches over HTTP."""

import hashlib
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.accounts.account import Act
from api.auth import Given, Program
from api.batches import service
from api.batches.outputs import manifest_of
from api.batches.source import read_lines
from api.batches.store import CaseState
from api.bodies import read_body
from api.errors import RequestRefused
from api.ids import BatchId
from api.services import Services

router = APIRouter(prefix="/api/batches", tags=["batches"])
LINES_BODY = {
    "requestBody": {"required": True, "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
}
MANY_TIMES = 100


class BatchAnswer(BaseModel):
    """A batch. The counts add up to `read` at every moment."""

    id: str
    packet: str
    read: int
    waiting: int
    made: int
    exceptions: int
    created_at: datetime
    finished_at: datetime | None


@router.post("", status_code=202, openapi_extra=LINES_BODY)
async def start(
    request: Request, services: Given, account: Program, packet: Annotated[str, Query(max_length=80)]
) -> BatchAnswer:
    """Start a batch. The body holds the facts of one case on each line (JSON lines)."""
    account.require(Act.RUN_BATCH)
    raw = await read_body(request, limit=services.settings.upload_bytes * MANY_TIMES)
    return await run_in_threadpool(_start, services, account, packet, raw)


@router.get("/{batch_id}")
def one(batch_id: str, services: Given, account: Program) -> BatchAnswer:
    """Show how far a batch is."""
    account.require(Act.LOOK)
    return _answer(services, BatchId(batch_id))


@router.get("/{batch_id}/manifest")
def manifest(batch_id: str, services: Given, account: Program) -> dict[str, object]:
    """Show every case of a batch with its files or its reason."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        return manifest_of(work.batches.get(BatchId(batch_id)), work.batches.cases(BatchId(batch_id)))


def _start(services: Services, account: Program, packet: str, raw: bytes) -> BatchAnswer:
    cases = list(read_lines(raw))
    if not cases:
        raise RequestRefused("The body holds no case. Send the facts of one case on each line, as JSON.")
    batch = service.start(services, account, packet, cases, hashlib.sha256(raw).hexdigest())
    return _answer(services, batch.id)


def _answer(services: Services, batch_id: BatchId) -> BatchAnswer:
    with services.database.unit_of_work() as work:
        batch, counts = work.batches.get(batch_id), work.batches.counts(batch_id)
    return BatchAnswer(
        id=batch.id,
        packet=batch.recipe,
        read=sum(counts.values()),
        waiting=counts[CaseState.WAITING],
        made=counts[CaseState.MADE],
        exceptions=counts[CaseState.EXCEPTION],
        created_at=batch.created_at,
        finished_at=batch.finished_at,
    )
