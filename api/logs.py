"""Logs as lines of JSON. They carry ids and the names of errors, never a value of a case."""

import logging
import sys

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
