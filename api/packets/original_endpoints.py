"""Signed originals of a packet over HTTP: brought, listed, taken out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.auth import Given, Program
from api.bodies import read_body
from api.ids import OriginalId, PacketId
from api.packets import signed_pages as service
from api.packets.exhibit_endpoints import FILE_BODY
from api.packets.original_store import StoredOriginal
from api.packets.schemas import JobAnswer

router = APIRouter(prefix="/api/packets/{packet_id}/originals", tags=["signed originals"])


class OriginalAnswer(BaseModel):
    """A page that was signed in ink. `page` counts from 1 in the paper; `source_sha256` names the scan as brought."""

    id: str
    paper: str
    page: int
    signers: list[str]
    dated: bool
    dots_per_inch: int
    source_sha256: str
    added_at: datetime


class BroughtAnswer(BaseModel):
    """The pages that show their original now, and the hash of the packet's new bytes, which are to be approved."""

    packet: str
    packet_sha256: str
    originals: list[OriginalAnswer]


@router.get("")
def all_of(packet_id: str, services: Given, account: Program) -> list[OriginalAnswer]:
    """List the signed originals of a packet."""
    return _answers(service.originals_of(services, account, PacketId(packet_id)))


@router.post("", openapi_extra=FILE_BODY)
async def add(
    packet_id: str,
    request: Request,
    services: Given,
    account: Program,
    paper: Annotated[str, Query(min_length=5, max_length=200)],
    page: Annotated[list[int] | None, Query(max_length=40)] = None,
    name: Annotated[str, Query(max_length=200)] = "scan",
) -> BroughtAnswer:
    """Bring the scan of a paper as it was signed in ink: the body is the file itself (PDF, PNG, JPEG or TIFF).

    `paper` is the name of the paper's PDF, `page` each page that the scan shows, in its order; without it, all
    pages that are signed, or the whole paper. A scan that is not that paper's is refused with every
    reason. An approval that stands is void. The same scan brought again changes nothing.
    """
    content = await read_body(request, limit=services.settings.exhibit_bytes)
    brought = await run_in_threadpool(
        service.add_original,
        services,
        account,
        PacketId(packet_id),
        content,
        name=name,
        paper=paper,
        pages=page or (),
    )
    digest = await run_in_threadpool(service.digest_now, services, PacketId(packet_id))
    return BroughtAnswer(packet=packet_id, packet_sha256=digest, originals=_answers(brought))


@router.delete("/{original_id}", status_code=202)
def take_out(packet_id: str, original_id: str, services: Given, account: Program) -> JobAnswer:
    """Take a signed original out. The packet is made anew, with the page as it is printed."""
    job = service.take_out_original(services, account, PacketId(packet_id), OriginalId(original_id))
    return JobAnswer(packet=packet_id, job=job)


def _answers(stored: Sequence[StoredOriginal]) -> list[OriginalAnswer]:
    return [
        OriginalAnswer(
            id=one.id,
            paper=one.paper,
            page=one.page,
            signers=list(one.signers),
            dated=one.dated,
            dots_per_inch=one.dots_per_inch,
            source_sha256=one.source_sha256,
            added_at=one.added_at,
        )
        for one in stored
    ]
