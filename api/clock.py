"""The time, taken at the edge and passed inwards."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the moment now, aware, in UTC."""
    return datetime.now(UTC)
