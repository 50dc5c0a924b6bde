"""Logs as lines of JSON. They carry ids and the names of errors, never a value of a case.

Our own lines say only what they are given. What libraries log is not trusted with values: of an
exception its kind and the places in the code are kept, and of a message only the words that were
fixed when it was written.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

import structlog


def configure_logs(*, as_json: bool, level: int = logging.INFO) -> None:
    """Send every log line to standard error, as JSON or for reading."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def bridle_libraries() -> None:
    """Have whatever libraries log from now on pass through `WithoutValues`, warnings and worse."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutValues())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in (
        "uvicorn",
        "uvicorn.error",
        "uvicorn.access",
        "celery",
        "celery.task",
        "kombu",
        "weasyprint",
    ):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # It warns at every start that the embedded queue has no host, which is so.
    logging.getLogger("kombu.connection").setLevel(logging.ERROR)


class WithoutValues(logging.Formatter):
    """A line of JSON: when, how bad, who says it, and of an exception its kind and where it went through.

    The text of a message is kept only where its values stood beside it; else they may be in it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return a record without any value in it."""
        line: dict[str, object] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "at": f"{record.module}:{record.lineno}",
        }
        if record.args and isinstance(record.msg, str):
            line["words"] = record.msg
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["through"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line)
