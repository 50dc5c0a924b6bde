"""The pages of a packet's proof: its exhibits, and which fact stands behind what a page prints."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from starlette.datastructures import UploadFile

from api.accounts.account import ALLOWED, Act
from api.auth import Given, Person, PersonWithForm, person_with_form
from api.documents import service as documents
from api.documents import tracing
from api.errors import RequestRefused
from api.ids import ExhibitId, PacketId
from api.packets import exhibits
from api.pages.packet_view import packet_view
from assembly.errors import AssemblyError

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
FORM_BYTES = 64 * 1024  # what a form takes beside its file


@router.get("/packets/{packet_id}/exhibits")
def exhibits_page(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    found = exhibits.exhibits_of(services, account, PacketId(packet_id))
    view = packet_view(services, PacketId(packet_id), paper="", page=1)
    context = {
        "account": account,
        "view": view,
        "exhibits": found,
        "may_prepare": account.role in ALLOWED[Act.PREPARE],
        "most": services.settings.exhibit_bytes,
        "problem": "",
        "said": {"title": "", "confidential": False},
    }
    return _page(request, "exhibits.html", context)


@router.post("/packets/{packet_id}/exhibits")
async def bring(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    """Take in a file. The form is read here, so that nothing is read of one that is too large."""
    refuse_large(request, services.settings.exhibit_bytes + FORM_BYTES)
    async with request.form(max_files=1, max_fields=10) as form:
        person_with_form(account, str(form.get("form_key", "")))
        file = form.get("file")
        title, confidential = str(form.get("title", "")), form.get("confidential") == "yes"
        if not isinstance(file, UploadFile) or not file.filename:
            problem = "Choose the file of the exhibit."
            return await _again(request, services, account, packet_id, problem, title, confidential)
        content, name = await file.read(), file.filename
    try:
        await run_in_threadpool(
            exhibits.add_exhibit,
            services,
            account,
            PacketId(packet_id),
            content,
            name=name,
            title=title,
            confidential=confidential,
        )
    except (AssemblyError, RequestRefused) as refused:
        return await _again(request, services, account, packet_id, str(refused), title, confidential)
    return _to(f"/packets/{packet_id}/exhibits")


@router.post("/packets/{packet_id}/exhibits/{exhibit_id}")
def change(
    packet_id: str,
    exhibit_id: str,
    services: Given,
    account: PersonWithForm,
    act: Annotated[str, Form(pattern="^(save|up|down|out)$")],
    place: Annotated[int, Form(ge=1, le=200)],
    title: Annotated[str, Form(max_length=200)] = "",
    confidential: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    packet, exhibit = PacketId(packet_id), ExhibitId(exhibit_id)
    if act == "out":
        exhibits.take_out_exhibit(services, account, packet, exhibit)
    elif act == "save":
        exhibits.change_exhibit(
            services, account, packet, exhibit, title=title, confidential=confidential == "yes"
        )
    else:
        step = -1 if act == "up" else 1
        exhibits.change_exhibit(services, account, packet, exhibit, place=max(1, place + step))
    return _to(f"/packets/{packet_id}/exhibits")


@router.get("/packets/{packet_id}/facts")
def facts_page(
    request: Request,
    packet_id: str,
    services: Given,
    account: Person,
    paper: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    fact: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    view = packet_view(services, PacketId(packet_id), paper=paper, page=page)
    context: dict[str, object] = {
        "account": account,
        "view": view,
        "size": documents.page_size_of(services, PacketId(packet_id), view.paper, view.page)
        if view.pages
        else None,
        "values": tracing.values_on_page(services, account, PacketId(packet_id), view.paper, view.page),
        "fact": fact,
        "papers": tracing.papers_of_fact(services, account, PacketId(packet_id), fact) if fact else [],
    }
    return _page(request, "facts.html", context)


async def _again(
    request: Request,
    services: Given,
    account: Person,
    packet_id: str,
    problem: str,
    title: str,
    confidential: bool,
) -> Response:
    """Show the form again with what was typed and what is wrong; the file must be chosen anew."""
    found = await run_in_threadpool(exhibits.exhibits_of, services, account, PacketId(packet_id))
    view = await run_in_threadpool(packet_view, services, PacketId(packet_id), paper="", page=1)
    context = {
        "account": account,
        "view": view,
        "exhibits": found,
        "may_prepare": True,
        "most": services.settings.exhibit_bytes,
        "problem": problem,
        "said": {"title": title, "confidential": confidential},
    }
    return _page(request, "exhibits.html", context, status=422)


def refuse_large(request: Request, most: int) -> None:
    """Refuse a form by what it says of its own size, before any of it is read.

    Raises:
        RequestRefused: it is larger than `most` bytes, or does not say how large it is.
    """
    said = request.headers.get("content-length", "")
    if not said.isdigit() or int(said) > most:
        raise RequestRefused(f"The file is larger than {most - FORM_BYTES:,} bytes. Split it.")


def _page(request: Request, name: str, context: dict[str, object], *, status: int = 200) -> Response:
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(request, name, context, status_code=status)


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=303)
