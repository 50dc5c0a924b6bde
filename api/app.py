"""The web application: the API under /api, the pages for people, the door for courts."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api import health
from api.accounts import endpoints as accounts
from api.accounts.throttle import Throttle
from api.answers import (
    answer_bug,
    answer_error,
    answer_no_page,
    answer_wrong_form,
    is_for_programs,
    make_templates,
)
from api.batches import endpoints as batches
from api.courts import endpoints as courts
from api.documents import endpoints as documents
from api.drafts import endpoints as drafts
from api.errors import STATUS, FormRefused
from api.facts import endpoints as facts
from api.filings import endpoints as filings
from api.filings import paper_endpoints, rejection_endpoints
from api.jobs import endpoints as jobs
from api.outage import AWAY, answer_outage
from api.packets import endpoints as packets
from api.packets import exhibit_endpoints as exhibits
from api.packets import original_endpoints as originals
from api.pages import (
    draft_pages,
    exhibit_pages,
    list_pages,
    original_pages,
    rejection_pages,
    service_pages,
)
from api.pages import endpoints as pages
from api.service import endpoints as service
from api.services import Services

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def make_api(services: Services) -> FastAPI:
    """Return the application for these services."""
    app = FastAPI(
        title="Courtpacket",
        summary="Facts in; documents, filings and the court's answers out.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.services = services
    app.state.templates = make_templates()
    app.state.sign_ins = Throttle()
    for module in (
        facts,
        packets,
        exhibits,
        originals,
        documents,
        drafts,
        filings,
        rejection_endpoints,
        paper_endpoints,
        service,
        batches,
        jobs,
        courts,
        accounts,
        list_pages,
        pages,
        exhibit_pages,
        original_pages,
        draft_pages,
        rejection_pages,
        service_pages,
    ):
        app.include_router(module.router)
    app.include_router(filings.court_router)
    app.include_router(health.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "pages" / "static"), name="static")
    for kind in STATUS:
        app.add_exception_handler(kind, answer_error)
    app.add_exception_handler(RequestValidationError, answer_wrong_form)
    app.add_exception_handler(HTTPException, answer_no_page)
    for outage in AWAY:
        app.add_exception_handler(outage, answer_outage)
    app.add_exception_handler(Exception, answer_bug)
    app.middleware("http")(_same_site)
    app.middleware("http")(_with_headers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(services.settings.trusted_hosts))
    return app


async def _same_site(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse a form that another site sent, also one without a key of ours, such as that of signing in."""
    by_program = is_for_programs(request)
    foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if request.method not in ("GET", "HEAD") and foreign and not by_program:
        return answer_error(request, FormRefused())
    return await call_next(request)


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Add the headers that keep a browser from doing what no page of ours needs."""
    response = await call_next(request)
    for name, setting in HEADERS.items():
        response.headers.setdefault(name, setting)
    services: Services = request.app.state.services
    if services.settings.secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response
