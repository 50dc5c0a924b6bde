"""The page on which a Word draft that came back edited is checked and used: it works by forms alone."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from api.accounts.account import ALLOWED, Account, Act
from api.auth import Given, Person, PersonWithForm, person_with_form
from api.documents.endpoints import file_response
from api.drafts import service, using
from api.drafts.store import StoredDraft
from api.errors import RequestRefused
from api.ids import DraftId, PacketId
from api.pages.packet_view import packet_view
from api.pages.showing import show, to
from api.pages.zones import zone_of
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
        found, kept = service.check_and_keep(*about, name=name)
    except DocumentRefused as refused:
        return _shown(request, services, account, packet_id, docx, problem=str(refused), status=422)
    return _shown(request, services, account, packet_id, docx, found=found, kept=kept, name=name)


@router.post("/packets/{packet_id}/word/{draft_id}/use")
def use(
    packet_id: str,
    draft_id: str,
    services: Given,
    account: PersonWithForm,
    because: Annotated[str, Form(max_length=using.LONGEST_REASON)] = "",
) -> Response:
    using.use_draft(services, account, PacketId(packet_id), DraftId(draft_id), because=because)
    return to(f"/packets/{packet_id}")


@router.post("/packets/{packet_id}/word/{draft_id}/take-out")
def take_out(packet_id: str, draft_id: str, services: Given, account: PersonWithForm) -> Response:
    using.take_out_draft(services, account, PacketId(packet_id), DraftId(draft_id))
    return to(f"/packets/{packet_id}/word")


@router.get("/packets/{packet_id}/word/{draft_id}/redline")
def redline(packet_id: str, draft_id: str, services: Given, account: Person) -> Response:
    made = using.draft_redline(services, account, PacketId(packet_id), DraftId(draft_id))
    return file_response(made, f"{draft_id}-redline.pdf", inline=True)


@router.get("/packets/{packet_id}/word/{draft_id}/pages")
def pages(packet_id: str, draft_id: str, services: Given, account: Person) -> Response:
    made = using.draft_pages(services, account, PacketId(packet_id), DraftId(draft_id))
    return file_response(made, f"{draft_id}-pages.pdf", inline=True)


def _shown(
    request: Request,
    services: Services,
    account: Account,
    packet_id: str,
    paper: str,
    *,
    problem: str = "",
    found: CheckedDraft | None = None,
    kept: StoredDraft | None = None,
    name: str = "",
    status: int = 200,
) -> Response:
    view = packet_view(services, PacketId(packet_id), paper="", page=1)
    context: dict[str, object] = {
        "account": account,
        "view": view,
        "zone": zone_of(services, view.packet.court),
        "papers": service.word_papers(services, account, PacketId(packet_id)),
        "paper": paper,
        "most": services.settings.exhibit_bytes,
        "problem": problem,
        "found": found,
        "kept": kept,
        "drafts": using.drafts_of(services, account, PacketId(packet_id)),
        "may_prepare": account.role in ALLOWED[Act.PREPARE],
        "name": name,
    }
    return show(request, "word.html", context, status=status)
