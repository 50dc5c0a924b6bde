"""The page of a packet's papers that are signed in ink: print them, have them signed, bring the scans back."""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from starlette.datastructures import UploadFile

from api.accounts.account import ALLOWED, Act
from api.auth import Given, Person, PersonWithForm, person_with_form
from api.errors import PacketNotReady, RequestRefused
from api.ids import OriginalId, PacketId
from api.packets import signed_pages
from api.pages.exhibit_pages import FORM_BYTES, refuse_large
from api.pages.packet_view import packet_view
from api.services import Services
from assembly.errors import AssemblyError
from efiling.signing import SignatureForm

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/packets/{packet_id}/originals")
def originals_page(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    return _page(request, services, account, PacketId(packet_id))


@router.post("/packets/{packet_id}/originals")
async def bring(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    """Take in a scan. The form is read here, so that nothing is read of one that is too large."""
    packet = PacketId(packet_id)
    refuse_large(request, services.settings.exhibit_bytes + FORM_BYTES)
    async with request.form(max_files=1, max_fields=10) as form:
        person_with_form(account, str(form.get("form_key", "")))
        file, paper, said = form.get("file"), str(form.get("paper", "")), str(form.get("page", "")).strip()
        if not isinstance(file, UploadFile) or not file.filename:
            return await run_in_threadpool(
                _page,
                request,
                services,
                account,
                packet,
                problem="Choose the scan of the signed paper.",
                paper=paper,
            )
        content, name = await file.read(), file.filename
    try:
        await run_in_threadpool(
            signed_pages.add_original,
            services,
            account,
            packet,
            content,
            name=name,
            paper=paper,
            pages=_pages(said),
        )
    except (AssemblyError, RequestRefused, PacketNotReady) as refused:
        return await run_in_threadpool(
            _page, request, services, account, packet, problem=str(refused), paper=paper, said=said
        )
    return RedirectResponse(f"/packets/{packet_id}/originals", status_code=303)


@router.post("/packets/{packet_id}/originals/{original_id}/out")
def take_out(packet_id: str, original_id: str, services: Given, account: PersonWithForm) -> Response:
    signed_pages.take_out_original(services, account, PacketId(packet_id), OriginalId(original_id))
    return RedirectResponse(f"/packets/{packet_id}/originals", status_code=303)


def _pages(said: str) -> tuple[int, ...]:
    """Return the pages that were typed, such as "2" or "2-4"; none where nothing was.

    Raises:
        RequestRefused: it says something else.
    """
    if not said:
        return ()
    first, _, last = said.partition("-")
    if not first.strip().isdigit() or (last and not last.strip().isdigit()):
        raise RequestRefused("Enter the page as a number, such as 2, or the pages as 2-4.")
    return tuple(range(int(first), int(last or first) + 1))


def _page(
    request: Request,
    services: Services,
    account: Person,
    packet_id: PacketId,
    *,
    problem: str = "",
    paper: str = "",
    said: str = "",
) -> Response:
    found = signed_pages.originals_of(services, account, packet_id)
    view = packet_view(services, packet_id, paper="", page=1)
    by_hand = [place for place in view.to_sign if place.form in (SignatureForm.INK, SignatureForm.UNKNOWN)]
    templates: Jinja2Templates = request.app.state.templates
    context = {
        "account": account,
        "view": view,
        "places": by_hand,
        "papers": list(dict.fromkeys((place.file, place.title) for place in by_hand or view.to_sign)),
        "originals": found,
        "titles": {place.paper: place.title for place in view.to_sign},
        "may_prepare": account.role in ALLOWED[Act.PREPARE],
        "most": services.settings.exhibit_bytes,
        "problem": problem,
        "paper": paper,
        "said": said,
    }
    return templates.TemplateResponse(request, "originals.html", context, status_code=422 if problem else 200)
