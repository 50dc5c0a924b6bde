"""The page on which a Word draft that came back edited is checked: it works by a form alone, and keeps nothing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from api.accounts.account import Account
from api.auth import Given, Person, person_with_form
from api.documents.endpoints import file_response
from api.drafts import service
from api.errors import RequestRefused
from api.ids import PacketId
from api.pages.packet_view import packet_view
from api.pages.showing import show
from api.services import Services
from assembly.errors import DocumentRefused
from assembly.packets.drafts import CheckedDraft

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
FORM_BYTES = 64 * 1024  # what a form takes beside its file


@router.get("/packets/{packet_id}/word")
def draft_page(
    request: Request,
    packet_id: str,
    services: Given,
    account: Person,
    paper: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    return _shown(request, services, account, packet_id, paper)


@router.post("/packets/{packet_id}/word")
async def check(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    """Check a draft, or answer with its pages or the redline, by the button that was pressed."""
    most = services.settings.exhibit_bytes
    said = request.headers.get("content-length", "")
    if not said.isdigit() or int(said) > most + FORM_BYTES:
        raise RequestRefused(f"The file is larger than {most:,} bytes.")
    async with request.form(max_files=1, max_fields=10) as form:
        person_with_form(account, str(form.get("form_key", "")))
        docx, act, file = str(form.get("paper", "")), str(form.get("act", "")), form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            problem = "Choose the edited Word file."
            return await run_in_threadpool(
                _shown, request, services, account, packet_id, docx, problem=problem, status=422
            )
        content, name = await file.read(), file.filename
    return await run_in_threadpool(
        _answered, request, services, account, packet_id, docx, content, name=name, act=act
    )


def _answered(
    request: Request,
    services: Services,
    account: Account,
    packet_id: str,
    docx: str,
    content: bytes,
    *,
    name: str,
    act: str,
) -> Response:
    about = (services, account, PacketId(packet_id), docx, content)
    try:
        if act == "pages":
            return file_response(service.pages(*about, name=name), service.pdf_name(docx, "edited"))
        if act == "redline":
            made, _ = service.redline(*about, name=name)
            return file_response(made, service.pdf_name(docx, "redline"))
        found = service.check(*about, name=name)
    except DocumentRefused as refused:
        return _shown(request, services, account, packet_id, docx, problem=str(refused), status=422)
    return _shown(request, services, account, packet_id, docx, found=found, name=name)


def _shown(
    request: Request,
    services: Services,
    account: Account,
    packet_id: str,
    paper: str,
    *,
    problem: str = "",
    found: CheckedDraft | None = None,
    name: str = "",
    status: int = 200,
) -> Response:
    context: dict[str, object] = {
        "account": account,
        "view": packet_view(services, PacketId(packet_id), paper="", page=1),
        "papers": service.word_papers(services, account, PacketId(packet_id)),
        "paper": paper,
        "most": services.settings.exhibit_bytes,
        "problem": problem,
        "found": found,
        "name": name,
    }
    return show(request, "word.html", context, status=status)
