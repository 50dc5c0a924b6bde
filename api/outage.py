"""What people and programs are told when the database or the disk fails under a request."""

import errno

import structlog
from fastapi import Request, Response
from sqlalchemy.exc import SQLAlchemyError

from api.answers import answer_bug, answer_error
from api.errors import ServiceAway

DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE})
"""What a disk, or a machine at its limits, answers with; any other error of the system is a fault of ours."""

AWAY: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)
log = structlog.get_logger()


def answer_outage(request: Request, error: Exception) -> Response:
    """Say that it is the machine, and that the step may be repeated; only the kind of error is logged."""
    if isinstance(error, OSError) and error.errno not in DISK:
        return answer_bug(request, error)
    log.error("outage", error=type(error).__name__, number=getattr(error, "errno", None))
    return answer_error(request, ServiceAway())
