"""Connections to courts, opened by court profile and settings."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol
from urllib.parse import urljoin

import httpx

from api.clock import Clock
from api.settings import Settings
from efiling.courts import CourtProfile, court_ids, load_court
from efiling.errors import ProfileFault
from efiling.transport import FilingReview
from efiling.transport.connect import Connection as CourtConnection
from efiling.transport.connect import open_court
from efiling.transport.wire import Exchange

FILING_REVIEW = "FilingReviewMDEPort.svc"


@dataclass
class Connection:
    """An open connection to one court, and what was said over it."""

    court: FilingReview
    exchanges: list[Exchange] = field(default_factory=list)


class Courts(Protocol):
    """The courts that we can file with."""

    def ids(self) -> tuple[str, ...]:
        """Return the id of every court that we have a profile of."""

    def profile(self, court: str) -> CourtProfile:
        """Return what is known of a court.

        Raises:
            UnknownCourt: there is no such profile.
        """

    def connect(self, court_id: str) -> AbstractContextManager[Connection]:
        """Open a connection for the length of a block.

        Raises:
            UnknownCourt, ProfileFault, FilingNotReady: the court cannot be filed with by message.
        """


class ProfiledCourts:
    """The courts that have a folder under `efiling/courts`, reached over HTTP."""

    def __init__(self, settings: Settings, *, clock: Clock, callback_url: str) -> None:
        self._settings, self._clock, self._callback_url = settings, clock, callback_url

    def ids(self) -> tuple[str, ...]:
        """Return the id of every court that we have a profile of."""
        return court_ids()

    def profile(self, court: str) -> CourtProfile:
        """Return what is known of a court."""
        return _profile(court)

    @contextmanager
    def connect(self, court_id: str) -> Iterator[Connection]:
        """Open a connection for the length of a block. TLS is verified, redirects are not followed."""
        profile = self.profile(court_id)
        exchanges: list[Exchange] = []
        given = CourtConnection(
            location=location_code(profile),
            filing_review=self._url(profile),
            callback_url=self._callback_url,
            submitter=self._settings.submitter,
            mtom=True,
            seconds={"ReviewFiling": self._settings.send_seconds},
        )
        home = self._settings.schemas or self._settings.home
        with httpx.Client(follow_redirects=False, trust_env=False) as http:
            court = open_court(
                profile, given, http=http, clock=self._clock, home=home, record=exchanges.append
            )
            yield Connection(court, exchanges)

    def _url(self, profile: CourtProfile) -> str:
        address = self._settings.court_url or profile.mapping("efiling.endpoint").get("ecf4", "")
        if not isinstance(address, str) or not address or "{" in address:
            raise ProfileFault(
                profile.id, ["its address is not known: give --url, or set COURTPACKET_COURT_URL"]
            )
        return address if address.endswith(".svc") else urljoin(f"{address.rstrip('/')}/", FILING_REVIEW)


def location_code(profile: CourtProfile, branch: str = "") -> str:
    """Return the court's code of a branch, or of its first location; the profile's id where none is known."""
    locations = [found for found in profile.items("court.locations") if isinstance(found, dict)]
    named = [found for found in locations if branch and found.get("name") == branch]
    found = next(iter(named or locations), {})
    return str(found.get("code", profile.id))


@cache
def _profile(court: str) -> CourtProfile:
    return load_court(court)
