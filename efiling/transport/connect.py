"""Opens the way to a court: its profile says how it speaks, the office's settings where it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from efiling.courts import CourtProfile
from efiling.ecf.renamed import renamed_check
from efiling.ecf.schemas import folder, installed, schema
from efiling.ecf.v4.names import namespaces as namespaces_4
from efiling.ecf.v5.names import namespaces as namespaces_5
from efiling.ecf.xml import Validate
from efiling.errors import CredentialsFault, ProfileFault
from efiling.transport import CourtServices
from efiling.transport.address import SECONDS, Address
from efiling.transport.credentials import Credentials, PaymentAccount
from efiling.transport.ecf4 import Ecf4Court
from efiling.transport.ecf5 import Ecf5Court
from efiling.transport.login import Login
from efiling.transport.security import Identity
from efiling.transport.wire import Exchange, Wire

_SPOKEN: Mapping[str, tuple[type[Ecf4Court] | type[Ecf5Court], Callable[..., Mapping[str, str]]]] = {
    "4": (Ecf4Court, namespaces_4),
    "5": (Ecf5Court, namespaces_5),
}
_EDITIONS: Mapping[str, frozenset[str]] = {
    "4": frozenset({"4", "4.0", "4.01", "4.1"}),
    "5": frozenset({"5", "5.0", "5.01"}),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """What an office has from a court's operator. Secrets come from the environment or from files.

    `location` is the court's location code. The URLs are of its services: `court_record` is asked
    for cases, `court_policy` for the policy (ECF 5; in ECF 4 Filing Review answers for it),
    `service` serves without filing; each is empty where the court has none. `user_service` and
    `credentials` are for a court that knows a log-in, `identity` for one that checks signatures,
    `payment_account` is charged where an envelope names no account. `version` is "4" or "5", or an
    edition such as "4.1" or "5.01"; empty where the profile says it. `vendor_elements` is False for
    a court that knows the standard's elements alone; None leaves it to the profile.
    """

    location: str
    filing_review: str
    callback_url: str
    court_record: str = ""
    court_policy: str = ""
    service: str = ""
    submitter: str = ""
    user_service: str = ""
    credentials: Credentials | None = None
    identity: Identity | None = None
    payment_account: PaymentAccount | None = None
    mtom: bool = False
    version: str = ""
    vendor_elements: bool | None = None
    namespaces: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


def open_court(
    profile: CourtProfile,
    connection: Connection,
    *,
    http: httpx.Client,
    clock: Callable[[], datetime],
    home: Path | None = None,
    record: Callable[[Exchange], None] | None = None,
) -> CourtServices:
    """Return the way to file with a court. Nothing is sent yet.

    `http` comes from `tls.open_http`, which verifies TLS. `home` is the office's data folder; where the
    schemas of the court's version are installed there, every message is checked before it goes.

    Raises:
        ProfileFault: the court takes no messages, or speaks a version that is not known here.
        CredentialsFault: there is a user service and no log-in for it.
    """
    if not profile.takes_efiling:
        raise ProfileFault(profile.id, ["it takes paper or has a portal only; print the packet instead"])
    edition = _edition(profile, connection)
    version = edition.partition(".")[0]
    make, table = _SPOKEN[version]
    namespaces = {**table(edition, vendor=_vendor(profile, connection)), **connection.namespaces}
    official = {**table(version)}
    wires = [
        Wire(
            http,
            court=profile.id,
            clock=clock,
            validate=check,
            identity=connection.identity,
            record=record,
            mtom=connection.mtom,
        )
        for check in (_check(home, version, namespaces, official), None)
    ]
    address = Address(
        court=connection.location,
        filing_review=connection.filing_review,
        court_record=connection.court_record,
        court_policy=connection.court_policy,
        service=connection.service,
        payment_account=connection.payment_account,
        submitter=connection.submitter,
        callback_url=connection.callback_url,
        zone=profile.zone,
        namespaces=namespaces,
        seconds={**SECONDS, **connection.seconds},
    )
    return make(wires[0], address, login=_login(wires[1], connection))


def _edition(profile: CourtProfile, connection: Connection) -> str:
    """The edition that is spoken: the profile's, unless the office was told another version."""
    known, told = profile.text("efiling.ecf_version"), connection.version
    edition = known if known and (not told or known.partition(".")[0] == told) else told or "4"
    if edition not in _EDITIONS.get(edition.partition(".")[0], ()):
        raise ProfileFault(profile.id, [f"it speaks ECF {edition}, which is not spoken here"])
    return edition


def _vendor(profile: CourtProfile, connection: Connection) -> bool:
    if connection.vendor_elements is not None:
        return connection.vendor_elements
    return profile.fact("efiling.vendor_elements").value is not False


def _check(
    home: Path | None, version: str, namespaces: Mapping[str, str], official: Mapping[str, str]
) -> Validate | None:
    """The check of every message; one of another edition is checked under the names of the installed one."""
    if home is None or version not in installed(home):
        return None
    return renamed_check(schema(folder(home), version).check, namespaces, official)


def _login(wire: Wire, connection: Connection) -> Login | None:
    if not connection.user_service:
        return None
    if connection.credentials is None:
        raise CredentialsFault(f"{wire.court} has a user service; give the log-in for it.")
    return Login(wire, url=connection.user_service, credentials=connection.credentials)
