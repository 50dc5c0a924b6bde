"""The files of a packet over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.accounts.account import Act
from api.auth import Given, Program
from api.documents import service, tracing
from api.ids import PacketId
from api.packets.schemas import FileAnswer, file_answer
from api.packets.store import PacketState

router = APIRouter(prefix="/api/packets/{packet_id}", tags=["documents"])
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/files")
def files(packet_id: str, services: Given, account: Program) -> list[FileAnswer]:
    """List the files of a packet."""
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        work.packets.get(PacketId(packet_id))
        return [file_answer(file) for file in work.packets.files(PacketId(packet_id))]


@router.get("/files/{name}")
def one(packet_id: str, name: str, services: Given, account: Program) -> Response:
    """Fetch one file of a packet."""
    account.require(Act.LOOK)
    return file_response(service.packet_file(services, PacketId(packet_id), name), name)


@router.get("/files/{name}/pages/{page}.png")
def picture(
    packet_id: str,
    name: str,
    page: int,
    services: Given,
    account: Program,
    width: Annotated[int, Query(ge=50, le=2400)] = 900,
) -> Response:
    """Show one page of a PDF as a picture."""
    account.require(Act.LOOK)
    return Response(
        service.picture(services, PacketId(packet_id), name, page, width=width), media_type="image/png"
    )


class ValueAnswer(BaseModel):
    """A value as the page prints it, the facts behind it (JSON pointers), and its rectangles in points."""

    text: str
    facts: list[str]
    boxes: list[tuple[float, float, float, float]]


class PaperAnswer(BaseModel):
    """A paper that rests on a fact, and the pages that print it; none where it was only worked with."""

    packet: str
    state: PacketState
    document: str
    pdf: str
    pages: list[int]


@router.get("/files/{name}/pages/{page}/facts")
def facts_on_page(
    packet_id: str, name: str, page: int, services: Given, account: Program
) -> list[ValueAnswer]:
    """List what a page prints of the facts, from top to bottom, with the fact behind each value."""
    found = tracing.values_on_page(services, account, PacketId(packet_id), name, page)
    return [ValueAnswer(text=one.text, facts=list(one.facts), boxes=list(one.boxes)) for one in found]


@router.get("/papers")
def papers_of_fact(
    packet_id: str, services: Given, account: Program, fact: Annotated[str, Query(max_length=300)]
) -> list[PaperAnswer]:
    """List the papers that a change of one fact touches, in every packet made of the same facts."""
    found = tracing.papers_of_fact(services, account, PacketId(packet_id), fact)
    return [
        PaperAnswer(
            packet=one.packet.id,
            state=one.packet.state,
            document=one.document,
            pdf=one.pdf,
            pages=list(one.pages),
        )
        for one in found
    ]


def file_response(content: bytes, name: str, *, inline: bool = False) -> Response:
    """Return a file as an answer. Only what cannot run in a browser is shown inside it."""
    kind = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    shown = "inline" if inline and kind == "application/pdf" else "attachment"
    return Response(content, media_type=kind, headers={"Content-Disposition": f'{shown}; filename="{name}"'})
