"""An edited Word draft of a paper over HTTP: its pages, its changes, and the redline."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from api.auth import Given, Program
from api.bodies import read_body
from api.documents.endpoints import MEDIA_TYPES, file_response
from api.drafts import service
from api.ids import PacketId
from assembly.packets.drafts import Changes

router = APIRouter(prefix="/api/packets/{packet_id}/files/{docx}/draft", tags=["drafts"])
WORD_BODY = {
    "requestBody": {
        "required": True,
        "content": {MEDIA_TYPES["docx"]: {"schema": {"type": "string", "format": "binary"}}},
    }
}
Name = Annotated[str, Query(max_length=200)]


class ChangeAnswer(BaseModel):
    """A piece of text that is not the same; `before` or `after` is empty unless it was replaced or moved."""

    kind: str
    place: str
    before: str
    after: str


class CommentAnswer(BaseModel):
    """A comment in the draft, and the words that it is on."""

    author: str
    text: str
    about: str


class ChangesAnswer(BaseModel):
    """What changed from the packet's own Word file, in reading order, and the comments in the draft."""

    changes: list[ChangeAnswer]
    comments: list[CommentAnswer]


@router.post("/pages", openapi_extra=WORD_BODY, response_class=Response)
async def pages(
    packet_id: str, docx: str, request: Request, services: Given, account: Program, name: Name = ""
) -> Response:
    """Lay out an edited draft as the paper is laid out; every word is proved to be on the page.

    The body is the Word file. Nothing is kept. A draft that cannot be printed is refused with every reason.
    """
    content = await read_body(request, limit=services.settings.exhibit_bytes)
    made = await run_in_threadpool(
        service.pages, services, account, PacketId(packet_id), docx, content, name=name
    )
    return file_response(made, service.pdf_name(docx, "edited"))


@router.post("/changes", openapi_extra=WORD_BODY)
async def changes(
    packet_id: str, docx: str, request: Request, services: Given, account: Program, name: Name = ""
) -> ChangesAnswer:
    """Tell what changed from the packet's own Word file; tracked changes count as accepted. Nothing is kept."""
    _, made = await _compared(request, services, account, packet_id, docx, name)
    return ChangesAnswer(
        changes=[
            ChangeAnswer(kind=one.kind, place=one.place, before=one.before, after=one.after)
            for one in made.changes
        ],
        comments=[CommentAnswer(author=one.author, text=one.text, about=one.about) for one in made.comments],
    )


@router.post("/redline", openapi_extra=WORD_BODY, response_class=Response)
async def redline(
    packet_id: str, docx: str, request: Request, services: Given, account: Program, name: Name = ""
) -> Response:
    """Show what changed from the packet's own Word file as a PDF. Nothing is kept."""
    made, _ = await _compared(request, services, account, packet_id, docx, name)
    return file_response(made, service.pdf_name(docx, "redline"))


async def _compared(
    request: Request, services: Given, account: Program, packet_id: str, docx: str, name: str
) -> tuple[bytes, Changes]:
    content = await read_body(request, limit=services.settings.exhibit_bytes)
    return await run_in_threadpool(
        service.redline, services, account, PacketId(packet_id), docx, content, name=name
    )
