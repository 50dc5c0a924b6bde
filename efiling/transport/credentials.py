"""What proves to a court who we are, and what it charges: log-in, signing key, payment account.

Each is a value of its own, made at the edge from settings or files. None of them can be printed:
their text names what they are and never what they hold.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from efiling.errors import CredentialsFault
from efiling.transport.security import Algorithm, Identity

MAX_BYTES = 1_000_000
"""Bytes of the largest key file that is read; real ones have a few thousand."""


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A log-in at a court's e-filing manager: the e-mail address it knows us by, and the password."""

    email: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(email=…, password=…)"


@dataclass(frozen=True, slots=True, repr=False)
class PaymentAccount:
    """An account at the e-filing manager that charges are taken from, or a waiver in its place.

    `id` is the manager's id of the account (a GUID at the vendor's courts), `kind` the manager's
    word for it, such as "waiver" or "government"; empty where nobody said.
    """

    id: str
    kind: str = ""

    def __repr__(self) -> str:
        return f"PaymentAccount(id=…, kind={self.kind!r})"


def load_identity(path: Path, *, password: str = "", algorithm: Algorithm = Algorithm.SHA1) -> Identity:
    """Return the certificate and key in a file, as operators hand them out: PKCS #12 (.pfx, .p12) or PEM.

    A PEM file holds both, in any order. `algorithm` is what the court's signatures are made with.

    Raises:
        CredentialsFault: the file cannot be read or opened, or lacks a certificate with its RSA key.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CredentialsFault(f"{path.name} is no key file: it has over {MAX_BYTES:,} bytes.")
        raw = path.read_bytes()
    except OSError as error:
        raise CredentialsFault(f"{path.name} cannot be read: {error.strerror}.") from None
    return read_identity(raw, password=password, algorithm=algorithm, name=path.name)


def read_identity(
    raw: bytes, *, password: str = "", algorithm: Algorithm = Algorithm.SHA1, name: str = "The key file"
) -> Identity:
    """Return the certificate and key in the bytes of a key file; see `load_identity`.

    Raises:
        CredentialsFault: it cannot be opened, or lacks a certificate with its RSA key.
    """
    is_pem = b"-----BEGIN" in raw
    try:
        key, certificates = _pem(raw, password) if is_pem else _pkcs12(raw, password)
    except (ValueError, TypeError):
        # Neither the library's words nor the bytes are shown: they may tell of the key.
        raise CredentialsFault(
            f"{name} cannot be opened: it is neither PKCS #12 nor PEM, or the password is wrong."
        ) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialsFault(f"{name} holds no RSA key, which is what courts sign with.")
    public = key.public_key()
    own = next((found for found in certificates if found.public_key() == public), None)
    if own is None:
        raise CredentialsFault(f"{name} holds no certificate that belongs to its key.")
    return Identity(certificate=own, key=key, algorithm=algorithm)


def _pkcs12(raw: bytes, password: str) -> tuple[object, list[x509.Certificate]]:
    key, certificate, others = load_key_and_certificates(raw, password.encode() if password else None)
    return key, [found for found in (certificate, *others) if found is not None]


def _pem(raw: bytes, password: str) -> tuple[object, list[x509.Certificate]]:
    is_locked = b"ENCRYPTED" in raw
    key = load_pem_private_key(raw, password.encode() if is_locked else None)
    return key, x509.load_pem_x509_certificates(raw)


def expires(identity: Identity) -> datetime:
    """Return when a certificate ends, in UTC; an operator should be told weeks before."""
    return identity.certificate.not_valid_after_utc
