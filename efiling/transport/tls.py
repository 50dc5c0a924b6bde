"""The HTTP client that courts are called with: TLS always verified, nothing taken from the surroundings."""

import ssl
from pathlib import Path

import httpx

from efiling.errors import CredentialsFault


def open_http(*, ca_bundle: Path | None = None, connections: int = 16) -> httpx.Client:
    """Return a client that verifies every court's certificate and name, from TLS 1.2 on.

    `ca_bundle` is a PEM file of authorities to trust besides the usual ones, for a court that has
    its own. There is no way to leave the check out. Redirects are not followed, since a filing must
    not wander to another address, and proxies of the environment are not used.

    Raises:
        CredentialsFault: the bundle cannot be read.
    """
    trust = httpx.create_ssl_context(trust_env=False)
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_bundle is not None:
        try:
            trust.load_verify_locations(cafile=ca_bundle)
        except (OSError, ssl.SSLError):
            raise CredentialsFault(f"{ca_bundle.name} is no file of certificate authorities (PEM).") from None
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    return httpx.Client(verify=trust, follow_redirects=False, trust_env=False, limits=limits)
