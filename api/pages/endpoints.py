"""The pages: sign in, packets, one packet, filing it, one filing. Every POST answers 303."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from api.accounts.account import ALLOWED, Account, Act
from api.accounts.service import sign_in, sign_out
from api.accounts.throttle import Throttle
from api.auth import COOKIE, Given, Person, PersonWithForm
from api.courts.refresh import is_stale
from api.documents import service as documents
from api.documents.endpoints import file_response
from api.errors import NotSignedIn
from api.filings import service as filings
from api.filings.clock import clock_of
from api.filings.questions import open_questions
from api.ids import FilingId, PacketId
from api.packets import service as packets
from api.packets.answering import answer_question
from api.pages.court_notes import notes_on_filing, notes_on_hearing
from api.pages.packet_view import packet_view
from api.pages.zones import zone_of
from api.preflight.asking import ask_approval
from api.preflight.store import ApprovalForm
from api.services import Services
from efiling.courts.code_store import fetched_at
from efiling.errors import FilingNotReady

OWN_PAGE = re.compile(r"/(packets|filings|service|review|search)([/?][\w./?=&%+-]*)?")
"""Where one may go after signing in: a page of ours, never another site's."""

Back = Annotated[str, Query(alias="next", max_length=500)]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/sign-in")
def sign_in_page(request: Request, back: Back = "") -> Response:
    return _page(request, "sign_in.html", {"account": None, "problem": "", "back": back})


@router.post("/sign-in")
def sign_in_now(
    request: Request,
    services: Given,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
    back: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    address, throttle = request.client.host if request.client else "", _throttle(request)
    throttle.require(address, services.clock())
    try:
        secret = sign_in(services, name, password)
    except NotSignedIn:
        throttle.failed(address, services.clock())
        problem = "That name and password do not match. After five tries the account waits 15 minutes."
        context: dict[str, object] = {"account": None, "problem": problem, "name": name, "back": back}
        return _page(request, "sign_in.html", context, status=401)
    answer = _to(back if OWN_PAGE.fullmatch(back) else "/")
    answer.set_cookie(
        COOKIE,
        secret,
        httponly=True,
        samesite="strict",
        secure=bool(services.settings.secure_cookies),
        max_age=services.settings.session_hours * 3600,
    )
    return answer


@router.post("/sign-out")
def sign_out_now(request: Request, services: Given, account: PersonWithForm) -> Response:
    sign_out(services, request.cookies.get(COOKIE, ""))
    answer = _to("/sign-in")
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/packets/{packet_id}")
def packet(
    request: Request,
    packet_id: str,
    services: Given,
    account: Person,
    paper: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    account.require(Act.LOOK)
    view = packet_view(services, PacketId(packet_id), paper=paper, page=page)
    context = {"account": account, "view": view, "may_approve": _may(account, Act.APPROVE)}
    context["zone"] = zone_of(services, view.packet.court)
    context["may_prepare"] = _may(account, Act.PREPARE)
    context["court_notes"] = notes_on_hearing(services, view.packet)
    return _page(request, "packet.html", context)


@router.get("/packets/{packet_id}/files/{name}")
def packet_file(packet_id: str, name: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    return file_response(documents.packet_file(services, PacketId(packet_id), name), name, inline=True)


@router.get("/packets/{packet_id}/pages/{name}/{page}.png")
def page_image(
    packet_id: str,
    name: str,
    page: int,
    services: Given,
    account: Person,
    width: Annotated[int, Query(ge=50, le=2400)] = 900,
) -> Response:
    account.require(Act.LOOK)
    return Response(
        documents.picture(services, PacketId(packet_id), name, page, width=width), media_type="image/png"
    )


@router.post("/packets/{packet_id}/approve")
def approve(
    packet_id: str, services: Given, account: PersonWithForm, packet_sha256: Annotated[str, Form()]
) -> Response:
    try:
        ask_approval(services, account, PacketId(packet_id), packet_sha256, ApprovalForm.SIGNED)
    except FilingNotReady:
        return _to(f"/packets/{packet_id}#check")  # which says what stands against it, and where
    return _to(f"/packets/{packet_id}#review")


@router.get("/packets/{packet_id}/certificate")
def certificate_page(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    view = packet_view(services, PacketId(packet_id), paper="", page=1)
    context = {"account": account, "view": view, "zone": zone_of(services, view.packet.court)}
    return _page(request, "certificate.html", context)


@router.post("/packets/{packet_id}/make")
def make_again(packet_id: str, services: Given, account: PersonWithForm) -> Response:
    packets.make_again(services, account, PacketId(packet_id))
    return _to(f"/packets/{packet_id}")


@router.post("/packets/{packet_id}/return")
def send_back(
    packet_id: str, services: Given, account: PersonWithForm, reason: Annotated[str, Form(min_length=1)]
) -> Response:
    packets.send_back(services, account, PacketId(packet_id), reason)
    return _to(f"/packets/{packet_id}")


@router.post("/packets/{packet_id}/answers")
def answer(
    packet_id: str,
    services: Given,
    account: PersonWithForm,
    rule: Annotated[str, Form(max_length=120)],
    met: Annotated[str, Form(pattern="^(yes|no)$")],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    answer_question(services, account, PacketId(packet_id), rule, met=met == "yes", note=note)
    return _to(f"/packets/{packet_id}")


@router.get("/packets/{packet_id}/file")
def file_page(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    account.require(Act.FILE)
    view = packet_view(services, PacketId(packet_id), paper="", page=1)
    courts = [services.courts.profile(court) for court in services.courts.ids()]
    taking = [profile for profile in courts if profile.takes_efiling]
    zone = zone_of(services, view.packet.court)
    context: dict[str, object] = {
        "account": account,
        "view": view,
        "courts": taking,
        "every_court": courts,
        "questions": open_questions(services, view.packet) if view.may_be_filed else (),
        "zone": zone,
        "court_notes": notes_on_filing(services, view.packet),
        "stale": [court.name for court in taking if _is_stale(services, court.id)],
    }
    return _page(request, "file.html", context)


@router.post("/packets/{packet_id}/file")
def file_now(
    packet_id: str,
    services: Given,
    account: PersonWithForm,
    packet_sha256: Annotated[str, Form()],
    court: Annotated[str, Form(max_length=80)],
) -> Response:
    filing = filings.order(services, account, PacketId(packet_id), packet_sha256, court)
    return _to(f"/filings/{filing.id}")


@router.get("/filings/{filing_id}")
def filing_page(request: Request, filing_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(FilingId(filing_id))
        context: dict[str, object] = {
            "account": account,
            "filing": filing,
            "timeline": work.filings.timeline(filing.id),
            "copies": work.filings.conformed(filing.id),
            "awaited": work.filings.awaited(filing.id),
            "services": work.services.of_filing(filing.id),
            "mended_by": work.packets.mending(filing.id),
            "court": services.courts.profile(filing.court).name,
            "next_look": work.jobs.waiting_for(filing.id, "filings.ask"),
            "may_file": _may(account, Act.FILE),
        }
    context["clock"] = clock_of(services, filing)
    context["zone"] = zone_of(services, filing.court)
    context["may_prepare"] = _may(account, Act.PREPARE)
    return _page(request, "filing.html", context)


@router.post("/filings/{filing_id}/ask")
def ask(filing_id: str, services: Given, account: PersonWithForm) -> Response:
    filings.ask_now(services, account, FilingId(filing_id))
    return _to(f"/filings/{filing_id}")


@router.post("/filings/{filing_id}/release")
def release(filing_id: str, services: Given, account: PersonWithForm) -> Response:
    filings.release(services, account, FilingId(filing_id))
    return _to(f"/filings/{filing_id}")


@router.post("/filings/{filing_id}/withdraw")
def withdraw(filing_id: str, services: Given, account: PersonWithForm) -> Response:
    filings.withdraw(services, account, FilingId(filing_id))
    return _to(f"/filings/{filing_id}")


@router.get("/filings/{filing_id}/conformed/{name}")
def conformed(filing_id: str, name: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    return file_response(documents.conformed_copy(services, FilingId(filing_id), name), name, inline=True)


def _is_stale(services: Services, court: str) -> bool:
    return is_stale(fetched_at(services.settings.office_home, court), services.clock())


def _throttle(request: Request) -> Throttle:
    found: Throttle = request.app.state.sign_ins
    return found


def _may(account: Account, act: Act) -> bool:
    return account.role in ALLOWED[act]


def _page(request: Request, name: str, context: dict[str, object], *, status: int = 200) -> Response:
    templates: Jinja2Templates = request.app.state.templates
    services: Services = request.app.state.services
    context = {"zone": services.settings.time_zone, "now": services.clock()} | context
    return templates.TemplateResponse(request, name, context, status_code=status)


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=303)
