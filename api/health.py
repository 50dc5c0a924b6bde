"""Whether the service can do its work, for whoever watches it: no name, no number of a case, no address."""

import os
from datetime import timedelta

import structlog
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.services import Services

router = APIRouter(include_in_schema=False)
LATE = timedelta(minutes=5)
log = structlog.get_logger()


class Health(BaseModel):
    """How it stands: "up", "degraded" where work waits too long, "down" where nothing can be done."""

    status: str
    database: str
    files: str
    jobs: str


@router.get("/health")
def health(request: Request, response: Response) -> Health:
    """Say that the service is up, reaches its database and its files, and that work does not pile up."""
    services: Services = request.app.state.services
    files = "good" if _writable(services) else "not writable"
    try:
        with services.database.unit_of_work() as work:
            work.session.execute(text("SELECT 1"))
            late = work.jobs.count_late(work.now - LATE)
    except SQLAlchemyError as error:
        log.error("database unreachable", error=type(error).__name__)
        response.status_code = 503
        return Health(status="down", database="unreachable", files=files, jobs="not known")
    jobs = f"{late} waiting for more than {int(LATE.total_seconds() // 60)} minutes" if late else "good"
    if files != "good":
        response.status_code = 503
    status = "down" if files != "good" else "degraded" if late else "up"
    return Health(status=status, database="good", files=files, jobs=jobs)


def _writable(services: Services) -> bool:
    place = services.settings.blobs
    return os.access(place if place.exists() else services.settings.home, os.W_OK)
