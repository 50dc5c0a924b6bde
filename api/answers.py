"""How an error is answered: as JSON to programs, as a page to people."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from api.errors import NotSignedIn, TooManyTries, status_of
from api.pages.words import FILTERS, WORDS
from assembly.errors import FactsRejected, PacketRefused

log = structlog.get_logger()

UNTYPED = frozenset(
    {"form_key", "password", "packet_sha256", "rule", "back", "met", "court", "act", "paper", "method"}
)
"""Fields that a page fills in or offers to choose from; what is typed is only in the others."""

SIGNED_OUT = "You were signed out. Nothing was done. Sign in, and send it again; what you typed is below."
NO_PAGE = "There is no such page. Look the packet or filing up by its number."


def make_templates() -> Jinja2Templates:
    """Return the page templates: escaping always on, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(WORDS)
    return Jinja2Templates(env=environment)


def answer_error(request: Request, error: Exception) -> Response:
    """Answer a known error with its status and its message. Only its kind is logged."""
    status = status_of(error)
    log.info("refused", error=type(error).__name__, status=status, path=request.scope.get("route_path", ""))
    if is_for_programs(request):
        return JSONResponse(_body(error), status_code=status, headers=_headers(error))
    typed = _typed(request)
    if isinstance(error, NotSignedIn) and request.url.path != "/sign-in" and not typed:
        return RedirectResponse(_sign_in(request), status_code=303)
    context: dict[str, Any] = {
        "message": str(error),
        "typed": typed,
        "again": _again(request),
        "headers": _headers(error),
    }
    if isinstance(error, NotSignedIn):
        context |= {"message": SIGNED_OUT, "again": _sign_in(request)}
    return error_page(request, status, **context)


def answer_wrong_form(request: Request, error: Exception) -> Response:
    """Answer a form whose fields cannot be read: to people each field by its name, and what they typed."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what the handler is for
    if is_for_programs(request):
        return JSONResponse({"detail": jsonable_encoder(error.errors())}, status_code=422)
    fields = dict.fromkeys(str(fault["loc"][-1]).replace("_", " ") for fault in error.errors())
    message = (
        f"Look at {', '.join(fields)}: it is empty, too long, or not as the page asks. Nothing was done."
    )
    return error_page(request, 422, message=message, typed=_typed(request), again=_again(request))


def answer_no_page(request: Request, error: Exception) -> Response:
    """Answer an address that no page has, and a way of asking that it does not take."""
    assert isinstance(error, HTTPException)  # noqa: S101 - what the handler is for
    if is_for_programs(request):
        return JSONResponse({"detail": error.detail}, status_code=error.status_code, headers=error.headers)
    return error_page(request, error.status_code, message=NO_PAGE, headers=dict(error.headers or {}))


def error_page(
    request: Request,
    status: int,
    *,
    message: str,
    typed: Sequence[tuple[str, str]] = (),
    again: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the page that says what happened, what to do, and what was typed."""
    templates: Jinja2Templates = request.app.state.templates
    context = {"status": status, "message": message, "typed": typed, "again": again}
    return templates.TemplateResponse(request, "error.html", context, status_code=status, headers=headers)


def _typed(request: Request) -> list[tuple[str, str]]:
    """Return what a person typed into the form that was sent, so that it is not lost; never a secret."""
    form = getattr(request, "_form", None)
    if form is None or request.url.path == "/sign-in":
        return []
    shown = ((name, text) for name, text in form.multi_items() if isinstance(text, str) and text.strip())
    return [(name.replace("_", " "), text) for name, text in shown if name not in UNTYPED]


def _again(request: Request) -> str:
    """Return the page that a form of ours was on: the one it is about."""
    parts = request.url.path.split("/")
    return "/".join(parts[:3]) if len(parts) > 2 and parts[1] in ("packets", "filings", "service") else ""


def _sign_in(request: Request) -> str:
    """Return the address of the sign-in page that leads back to where the person was."""
    back = request.url.path if request.method == "GET" else _again(request)
    query = f"?{request.url.query}" if request.method == "GET" and request.url.query else ""
    return f"/sign-in?next={quote(back + query, safe='/')}" if back not in ("", "/") else "/sign-in"


def answer_bug(request: Request, error: Exception) -> Response:
    """Answer an unforeseen error without a word of what it says: that may name people."""
    log.error("failed", error=type(error).__name__)
    message = (
        "The service failed. What you sent was not lost if you were told so before; the operator was told."
    )
    if is_for_programs(request):
        return JSONResponse({"error": {"kind": "failure", "message": message}}, status_code=500)
    return error_page(request, 500, message=message, typed=_typed(request), again=_again(request))


def is_for_programs(request: Request) -> bool:
    """Whether the request is for the API or comes from a court, not from a browser."""
    return request.url.path.startswith(("/api/", "/courts/", "/health", "/openapi"))


def _body(error: Exception) -> dict[str, object]:
    body: dict[str, object] = {"kind": type(error).__name__, "message": str(error)}
    if isinstance(error, FactsRejected):
        body["faults"] = [asdict(fault) for fault in error.faults]
    if isinstance(error, PacketRefused):
        body["findings"] = [asdict(finding) for finding in error.findings]
    return {"error": body}


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, TooManyTries):
        return {"Retry-After": str(error.seconds)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else {}
