"""What an operator asks before the first filing: what is there, what is missing, does the court let us in.

Nothing is filed. The court is asked for its policy and to log us in, and no secret is ever printed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from api.courts.access import SECRETS, Access, variable
from api.courts.gateway import ProfiledCourts
from api.courts.identity import WARN_DAYS, days_left, identity_of
from api.courts.refresh import codes_of
from assembly.catalog import Catalog
from efiling.courts import CourtProfile
from efiling.ecf import schemas
from efiling.errors import EfilingError, NotOffered, ProfileFault
from efiling.transport.connect import Connection, open_court
from efiling.transport.login import Login
from efiling.transport.tls import open_http
from efiling.transport.wire import Wire

LOG_IN = ("user_service", "email", "password")
SIGNATURE = ("certificate", "key")
NEEDED = {"tyler_efm": (*LOG_IN, *SIGNATURE, "payment_account", "location", "submitter")}
"""What an e-filing manager wants of everybody who files, by its name in the profiles."""

SHOWN = (
    "filing_review",
    "court_record",
    "callback_url",
    "location",
    "version",
    "user_service",
    "email",
    "password",
    "certificate",
    "key",
    "p12",
    "ca_bundle",
    "payment_account",
    "attorney",
    "submitter",
)


class Standing(StrEnum):
    """How it stands with one thing."""

    GOOD = "good"
    MISSING = "missing"
    WRONG = "wrong"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `said` is for the operator and holds no secret."""

    what: str
    standing: Standing
    said: str


def check_court(
    courts: ProfiledCourts,
    court: str,
    *,
    home: Path,
    catalog: Catalog,
    now: datetime,
    ask: bool,
) -> tuple[Finding, ...]:
    """Return everything that stands between this office and a filing with a court.

    With `ask` the court is asked for its policy and to log us in; without, nothing leaves.

    Raises:
        UnknownCourt: there is no such profile.
    """
    profile, access = courts.profile(court), courts.look_up(court)
    if not profile.takes_efiling:
        said = "it takes paper or has a portal of its own; print the packet with its filing instructions"
        return (Finding("e-filing", Standing.LOOK, said),)
    found = [*_configured(access), *_needed(profile, access), *_certificate(access, now)]
    found += _codes(profile, home, catalog, now)
    try:
        connection = courts.connection(profile, access)
    except ProfileFault as fault:
        return (*found, Finding("filing_review", Standing.MISSING, "; ".join(fault.faults)))
    found += [*_addresses(connection), *_schemas(home)]
    if ask and not any(finding.standing is Standing.WRONG for finding in found):
        found += _asked(profile, access, connection, now)
    return tuple(found)


def _configured(access: Access) -> Iterator[Finding]:
    for part in SHOWN:
        if part in access.origins:
            yield Finding(part, Standing.GOOD, f"from {access.origins[part]}")
    for fault in access.faults:
        yield Finding("access", Standing.WRONG, fault)


def _needed(profile: CourtProfile, access: Access) -> Iterator[Finding]:
    manager = profile.text("efiling.manager")
    needed: tuple[str, ...] = NEEDED.get(manager, ())
    if not needed and profile.status != "invented":
        said = f"what the e-filing manager ({manager}) wants of filers is not known here: ask its operator"
        yield Finding("manager", Standing.LOOK, said)
    if not needed:
        needed = LOG_IN if any(part in access.origins for part in LOG_IN) else ()
    for part in needed:
        if part in access.origins or (part in SIGNATURE and "p12" in access.origins):
            continue
        place = f"the file {SECRETS[part]}" if part in SECRETS else "access.yaml"
        said = f"write it into {place} of courts/{access.court}, or set {variable(access.court, part)}"
        yield Finding(part, Standing.MISSING, said)


def _certificate(access: Access, now: datetime) -> Iterator[Finding]:
    found = identity_of(access)
    for fault in found.faults:
        yield Finding("certificate", Standing.WRONG, fault)
    if found.identity is None:
        return
    left, ends = days_left(found.identity, now), found.identity.certificate.not_valid_after_utc.date()
    if left < 0:
        yield Finding("certificate", Standing.WRONG, f"it ran out on {ends}; the court refuses what it signs")
    elif left < WARN_DAYS:
        yield Finding(
            "certificate", Standing.LOOK, f"it runs out on {ends}, in {left} days: order the next one"
        )
    else:
        yield Finding("certificate", Standing.GOOD, f"good until {ends}, {left} days")


def _codes(profile: CourtProfile, home: Path, catalog: Catalog, now: datetime) -> Iterator[Finding]:
    codes = codes_of(profile, home=home, catalog=catalog, now=now)
    if codes.fetched is None:
        standing = Standing.GOOD if profile.status == "invented" else Standing.MISSING
        yield Finding("codes", standing, f"never fetched; run: courtpacket courts refresh {profile.id}")
    else:
        said = f"version {codes.version}, fetched {codes.fetched:%Y-%m-%d}"
        tip = f"; stale: run courtpacket courts refresh {profile.id}" if codes.stale else ""
        yield Finding("codes", Standing.LOOK if codes.stale else Standing.GOOD, said + tip)
    for name, word in codes.missing:
        said = f"no code for {word}; run: courtpacket courts map {profile.id} {name} {word} CODE"
        yield Finding(f"codes.{name}", Standing.MISSING, said)


def _addresses(connection: Connection) -> Iterator[Finding]:
    host = urlsplit(connection.callback_url).hostname or ""
    here, far = ("127.0.0.1", "localhost"), urlsplit(connection.filing_review).hostname not in _LOOPBACK
    if far and (host in here or not connection.callback_url.startswith("https://")):
        said = "the court cannot report to this address over TLS: set COURTPACKET_PUBLIC_URL, or callback_url"
        yield Finding("callback_url", Standing.WRONG, said)
    for part in ("filing_review", "court_record", "user_service"):
        address = str(getattr(connection, part))
        if address and not address.startswith("https://") and urlsplit(address).hostname not in _LOOPBACK:
            yield Finding(part, Standing.WRONG, "it is not https; court messages go only over TLS")


_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _schemas(home: Path) -> Iterator[Finding]:
    versions = schemas.installed(home)
    if versions:
        yield Finding(
            "schemas", Standing.GOOD, f"ECF {' and '.join(versions)}; messages are checked before they go"
        )
    else:
        said = "messages go unchecked; run: courtpacket schemas install FOLDER_OR_ZIP"
        yield Finding("schemas", Standing.LOOK, said)


def _asked(profile: CourtProfile, access: Access, connection: Connection, now: datetime) -> Iterator[Finding]:
    try:
        http = open_http(ca_bundle=access.ca_bundle)
    except EfilingError as error:
        yield Finding("ca_bundle", Standing.WRONG, str(error))
        return
    with http:
        if connection.user_service and connection.credentials:
            yield _try("log-in", lambda: _log_in(profile, connection, http, now))
        yield _try("policy", lambda: _ask_policy(profile, connection, http, now))


def _try(what: str, ask: Callable[[], str]) -> Finding:
    try:
        return Finding(what, Standing.GOOD, ask())
    except NotOffered as error:
        return Finding(what, Standing.LOOK, f"not asked: {error}")
    except EfilingError as error:
        return Finding(what, Standing.WRONG, str(error))


def _log_in(profile: CourtProfile, connection: Connection, http: httpx.Client, now: datetime) -> str:
    assert connection.credentials is not None  # noqa: S101 - asked for only where there are some
    wire = Wire(http, court=profile.id, clock=lambda: now, identity=connection.identity)
    Login(wire, url=connection.user_service, credentials=connection.credentials).renew()
    return "the court knows us"


def _ask_policy(profile: CourtProfile, connection: Connection, http: httpx.Client, now: datetime) -> str:
    court = open_court(profile, connection, http=http, clock=lambda: now)
    policy = court.policy()
    return f"version {policy.version or '(none)'}, {len(policy.code_lists)} code lists"
