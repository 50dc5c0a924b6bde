"""How an error is answered: as JSON to programs, as a page to people."""

from dataclasses import asdict
from pathlib import Path

import structlog
from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.errors import NotSignedIn, TooManyTries, status_of
from api.pages.words import FILTERS, WORDS
from assembly.errors import FactsRejected, PacketRefused

log = structlog.get_logger()


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
    if isinstance(error, NotSignedIn) and request.url.path != "/sign-in":
        return RedirectResponse("/sign-in", status_code=303)
    templates: Jinja2Templates = request.app.state.templates
    context = {"status": status, "message": str(error)}
    return templates.TemplateResponse(
        request, "error.html", context, status_code=status, headers=_headers(error)
    )


def answer_bug(request: Request, error: Exception) -> Response:
    """Answer an unforeseen error without a word of what it says: that may name people."""
    log.error("failed", error=type(error).__name__)
    message = (
        "The service failed. What you sent was not lost if you were told so before; the operator was told."
    )
    if is_for_programs(request):
        return JSONResponse({"error": {"kind": "failure", "message": message}}, status_code=500)
    templates: Jinja2Templates = request.app.state.templates
    return templates.TemplateResponse(
        request, "error.html", {"status": 500, "message": message}, status_code=500
    )


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
