"""Connections to courts, opened by court profile and settings."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol
from urllib.parse import urljoin

from api.clock import Clock, utc_now
from api.courts.access import Access, read_access
from api.courts.identity import identity_of
from api.settings import Settings
from efiling.courts import CourtProfile, court_ids, load_court
from efiling.courts.code_store import current
from efiling.errors import AccessFault, ProfileFault
from efiling.transport import FilingReview
from efiling.transport.connect import Connection as CourtConnection
from efiling.transport.connect import open_court
from efiling.transport.credentials import Credentials, PaymentAccount
from efiling.transport.tls import open_http
from efiling.transport.wire import Exchange

FILING_REVIEW = "FilingReviewMDEPort.svc"
FILING_REVIEW_5 = "filingreviewservice.svc"


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

    def access(self, court_id: str) -> Access:
        """Return what the office has been given by the court's operator.

        Raises:
            UnknownCourt: there is no such profile.
            AccessFault: a part of it cannot be used.
        """

    def connect(self, court_id: str) -> AbstractContextManager[Connection]:
        """Open a connection for the length of a block.

        Raises:
            UnknownCourt, ProfileFault, FilingNotReady: the court cannot be filed with by message.
            AccessFault: what the office has for the court cannot be used.
        """


class ProfiledCourts:
    """The courts that have a folder under `efiling/courts`, reached over HTTP."""

    def __init__(self, settings: Settings, *, clock: Clock, callback_url: str) -> None:
        self._settings, self._clock, self._callback_url = settings, clock, callback_url

    def ids(self) -> tuple[str, ...]:
        """Return the id of every court that we have a profile of."""
        return court_ids()

    def profile(self, court: str) -> CourtProfile:
        """Return what is known of a court, with the codes that were fetched last and that we confirmed."""
        return current(self._settings.office_home, _profile(court))

    def access(self, court_id: str) -> Access:
        """Return what the office has been given by the court's operator, all of it usable."""
        found = self.look_up(court_id)
        faults = (*found.faults, *identity_of(found).faults)
        if faults:
            raise AccessFault(court_id, faults)
        return found

    def look_up(self, court_id: str) -> Access:
        """Return what the office has for a court, with whatever is wrong with it."""
        folder = self._settings.courts or self._settings.office_home / "courts"
        return read_access(folder, _profile(court_id).layers, os.environ)

    @contextmanager
    def connect(self, court_id: str) -> Iterator[Connection]:
        """Open a connection for the length of a block. TLS is verified, redirects are not followed."""
        profile, access = self.profile(court_id), self.access(court_id)
        exchanges: list[Exchange] = []
        home = self._settings.schemas or self._settings.office_home
        with open_http(ca_bundle=access.ca_bundle) as http:
            court = open_court(
                profile,
                self.connection(profile, access),
                http=http,
                clock=self._clock,
                home=home,
                record=exchanges.append,
            )
            yield Connection(court, exchanges)

    def connection(self, profile: CourtProfile, access: Access) -> CourtConnection:
        """Return where a court is and who we are there.

        Raises:
            ProfileFault: nobody knows where it is.
        """
        plain, password = access.plain, access.secret_text("password")
        return CourtConnection(
            location=plain.location or location_code(profile),
            filing_review=self._filing_review(profile, access),
            court_record=plain.court_record or "",
            court_policy=plain.court_policy or "",
            service=plain.service or "",
            callback_url=plain.callback_url or self._callback_url,
            submitter=plain.submitter or self._settings.submitter,
            user_service=plain.user_service or "",
            credentials=Credentials(plain.email, password) if plain.email and password else None,
            identity=identity_of(access).identity,
            payment_account=account_of(access),
            mtom=plain.files_beside_message is not False,
            version=plain.version or "",
            seconds={"ReviewFiling": self._settings.send_seconds},
        )

    def _filing_review(self, profile: CourtProfile, access: Access) -> str:
        version = spoken_version(profile, access)
        known = profile.mapping("efiling.endpoint").get(f"ecf{version}", "")
        address = self._settings.court_url or access.plain.filing_review or known
        if not isinstance(address, str) or not address or "{" in address:
            fault = (
                f"its address is not known: write filing_review into courts/{profile.id}/access.yaml of the "
                "home folder, give --url, or set COURTPACKET_COURT_URL"
            )
            raise ProfileFault(profile.id, [fault])
        service = FILING_REVIEW if version == "4" else FILING_REVIEW_5
        return address if address.endswith(".svc") else urljoin(f"{address.rstrip('/')}/", service)


def open_courts(settings: Settings) -> ProfiledCourts:
    """Return the courts as the command line sees them: courts report to the service, not to it."""
    callback_url = f"{settings.public_url.rstrip('/')}/courts/"
    return ProfiledCourts(settings, clock=utc_now, callback_url=callback_url)


def reachable(courts: ProfiledCourts) -> tuple[str, ...]:
    """Return the courts that take filings by message and that the office was given an address of."""
    return tuple(
        court
        for court in courts.ids()
        if courts.profile(court).takes_efiling and courts.look_up(court).plain.filing_review
    )


def spoken_version(profile: CourtProfile, access: Access) -> str:
    """Return the version of ECF that is spoken with a court, "4" or "5": as told, as known, else "4"."""
    return access.plain.version or (profile.text("efiling.ecf_version") or "4").partition(".")[0]


def account_of(access: Access) -> PaymentAccount | None:
    """Return the account that charges are taken from, or the waiver in its place."""
    plain = access.plain
    return PaymentAccount(plain.payment_account, plain.payment_kind or "") if plain.payment_account else None


def location_code(profile: CourtProfile, branch: str = "") -> str:
    """Return the court's code of a branch, or of its first location; the profile's id where none is known."""
    locations = [found for found in profile.items("court.locations") if isinstance(found, dict)]
    named = [found for found in locations if branch and found.get("name") == branch]
    found = next(iter(named or locations), {})
    return str(found.get("code", profile.id))


@cache
def _profile(court: str) -> CourtProfile:
    return load_court(court)
