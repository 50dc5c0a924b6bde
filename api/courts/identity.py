"""The certificate that we sign with, out of an office's files for a court, and how long it lasts."""

from dataclasses import dataclass, field
from datetime import datetime

from api.courts.access import Access
from efiling.errors import CredentialsFault
from efiling.transport.credentials import expires, read_identity
from efiling.transport.security import Algorithm, Identity

WARN_DAYS = 30
"""From so many days before its end on, an operator is told: a new certificate takes weeks to get."""


@dataclass(frozen=True, slots=True)
class FoundIdentity:
    """Who we are to a court, or why we cannot say so. Both are empty where no certificate was given."""

    identity: Identity | None = field(default=None, repr=False)
    faults: tuple[str, ...] = ()


def identity_of(access: Access) -> FoundIdentity:
    """Return the identity in an office's files for a court. No fault repeats a secret."""
    parts = access.secrets
    if "p12" in parts:
        return _read(parts["p12"], access, "p12", opened_by="p12_passphrase")
    if "certificate" not in parts and "key" not in parts:
        return FoundIdentity()
    missing = [name for name in ("certificate", "key") if name not in parts]
    if missing:
        return FoundIdentity(faults=(f"the {missing[0]} is missing: it goes with the other one",))
    both = parts["certificate"].rstrip() + b"\n" + parts["key"]
    return _read(both, access, "certificate", opened_by="key_passphrase")


def days_left(identity: Identity, now: datetime) -> int:
    """Return for how many whole days the certificate is good; negative when it has run out."""
    return (expires(identity) - now).days


def _read(raw: bytes, access: Access, part: str, *, opened_by: str) -> FoundIdentity:
    algorithm = Algorithm.SHA256 if access.plain.algorithm == "sha256" else Algorithm.SHA1
    name = access.origins[part]
    try:
        found = read_identity(raw, password=access.secret_text(opened_by), algorithm=algorithm, name=name)
    except CredentialsFault as fault:
        return FoundIdentity(faults=(str(fault),))
    return FoundIdentity(found)
