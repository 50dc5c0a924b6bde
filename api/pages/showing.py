"""What every page of filings and service is answered with."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from api.services import Services


def show(request: Request, name: str, context: dict[str, object], *, status: int = 200) -> Response:
    """Return a page, with the time of the office where it is about no court."""
    templates: Jinja2Templates = request.app.state.templates
    services: Services = request.app.state.services
    context = {"zone": services.settings.time_zone, "now": services.clock()} | context
    return templates.TemplateResponse(request, name, context, status_code=status)


def to(path: str) -> Response:
    """Send the browser on after a form."""
    return RedirectResponse(path, status_code=303)
