"""Exhibits of a packet over HTTP: brought, changed, put in order, taken out."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api.auth import Given, Program
from api.bodies import read_body
from api.ids import ExhibitId, PacketId
from api.packets import exhibits as service
from api.packets.exhibit_store import StoredExhibit
from api.packets.schemas import JobAnswer

router = APIRouter(prefix="/api/packets/{packet_id}/exhibits", tags=["exhibits"])
FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class ExhibitAnswer(BaseModel):
    """An exhibit as it was taken in. `pages_without_text` can't be searched; they count from 1."""

    id: str
    place: int
    name: str
    title: str
    confidential: bool
    pages: int
    pages_without_text: list[int]
    size_bytes: int
    sha256: str
    source_sha256: str
    added_at: datetime


class AddedAnswer(BaseModel):
    """What was taken in, and the job that makes the packet anew with it."""

    exhibit: ExhibitAnswer
    packet: str
    job: str


class ExhibitChange(BaseModel):
    """What is to be different; what is left out stays. `place` counts from 1."""

    title: str | None = Field(default=None, min_length=1, max_length=200)
    confidential: bool | None = None
    place: int | None = Field(default=None, ge=1, le=200)


@router.get("")
def all_of(packet_id: str, services: Given, account: Program) -> list[ExhibitAnswer]:
    """List the exhibits of a packet in their order."""
    return [exhibit_answer(one) for one in service.exhibits_of(services, account, PacketId(packet_id))]


@router.post("", status_code=202, openapi_extra=FILE_BODY)
async def add(
    packet_id: str,
    request: Request,
    services: Given,
    account: Program,
    title: Annotated[str, Query(min_length=1, max_length=200)],
    name: Annotated[str, Query(max_length=200)] = "exhibit",
    confidential: bool = False,
) -> AddedAnswer:
    """Bring an exhibit: the body is the file itself (PDF, PNG, JPEG, TIFF or Word). The packet is made anew.

    A confidential exhibit is filed by itself. A file that can't be taken is refused with the reason.
    """
    content = await read_body(request, limit=services.settings.exhibit_bytes)
    added, job = await run_in_threadpool(
        service.add_exhibit,
        services,
        account,
        PacketId(packet_id),
        content,
        name=name,
        title=title,
        confidential=confidential,
    )
    return AddedAnswer(exhibit=exhibit_answer(added), packet=packet_id, job=job)


@router.patch("/{exhibit_id}", status_code=202)
def change(
    packet_id: str, exhibit_id: str, body: ExhibitChange, services: Given, account: Program
) -> AddedAnswer:
    """Change an exhibit's description, its confidentiality or its place. The packet is made anew."""
    changed, job = service.change_exhibit(
        services,
        account,
        PacketId(packet_id),
        ExhibitId(exhibit_id),
        title=body.title,
        confidential=body.confidential,
        place=body.place,
    )
    return AddedAnswer(exhibit=exhibit_answer(changed), packet=packet_id, job=job)


@router.delete("/{exhibit_id}", status_code=202)
def take_out(packet_id: str, exhibit_id: str, services: Given, account: Program) -> JobAnswer:
    """Take an exhibit out. The packet is made anew."""
    job = service.take_out_exhibit(services, account, PacketId(packet_id), ExhibitId(exhibit_id))
    return JobAnswer(packet=packet_id, job=job)


def exhibit_answer(one: StoredExhibit) -> ExhibitAnswer:
    """Return an exhibit as it is answered."""
    return ExhibitAnswer(
        id=one.id,
        place=one.place,
        name=one.name,
        title=one.title,
        confidential=one.confidential,
        pages=one.pages,
        pages_without_text=list(one.without_text),
        size_bytes=one.size_bytes,
        sha256=one.sha256,
        source_sha256=one.source_sha256,
        added_at=one.added_at,
    )
