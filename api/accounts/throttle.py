"""Slows down whoever guesses: so many failed sign-ins from one address, then a wait.

Counted in this process alone: each web process allows as many again. An account's own lock, after
five wrong passwords, is in the database.
"""

import math
from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from api.errors import TooManyTries

MOST = 30
WINDOW = timedelta(minutes=15)
ADDRESSES = 10_000


class Throttle:
    """Failed sign-ins by address. Safe to use from any number of threads."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._most, self._window = most, window
        self._failed: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def require(self, address: str, now: datetime) -> None:
        """Pass while an address may try.

        Raises:
            TooManyTries: it failed too often; it says when to try again.
        """
        with self._lock:
            failed = self._recent(address, now)
            if len(failed) >= self._most:
                raise TooManyTries(seconds=math.ceil((failed[0] + self._window - now).total_seconds()))

    def failed(self, address: str, now: datetime) -> None:
        """Count a failed sign-in."""
        with self._lock:
            if address not in self._failed and len(self._failed) >= ADDRESSES:
                self._failed.pop(next(iter(self._failed)))
            self._recent(address, now)
            self._failed.setdefault(address, deque()).append(now)

    def _recent(self, address: str, now: datetime) -> deque[datetime]:
        found = self._failed.get(address, deque())
        while found and found[0] <= now - self._window:
            found.popleft()
        if not found:
            self._failed.pop(address, None)
        return found
