"""Which address a court may send us to: encrypted, a host that its profile allows, nothing inside our own network.

The host's name is looked up once and the connection goes to that very address, so that a second look-up
cannot lead elsewhere.
"""

import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from api.errors import RequestRefused

Resolve = Callable[[str, int], list[str]]


class AddressRefused(RequestRefused):
    """A court named an address that we do not go to."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The court named an address for a copy that is not fetched: {why}.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the address that the host's name stands for, and what else the request needs."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address with the number in place of the host's name."""
        shown = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"{self.scheme}://{shown}:{self.port}{self.path}"


def look_up(host: str, port: int) -> list[str]:
    """Return every address that a host's name stands for.

    Raises:
        OSError: the name is not known.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def target_of(
    url: str, *, hosts: Collection[str], loopback: bool = False, resolve: Resolve = look_up
) -> Target:
    """Return where to go for a URL.

    `hosts` are the names that the court's profile allows; a name that begins with a dot allows every
    host beneath it. With `loopback`, this machine itself is allowed too, without encryption: that is
    where a practice court runs.

    Raises:
        AddressRefused: the address is not one that we go to.
        OSError: the host's name is not known now.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise AddressRefused("it cannot be read") from None
    host = (parts.hostname or "").rstrip(".").lower()
    if not host or parts.username or parts.password:
        raise AddressRefused("it names no host, or a password")
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    if loopback and _is_loopback_name(host):
        return Target(parts.scheme, host, "127.0.0.1", port, path)
    if parts.scheme != "https":
        raise AddressRefused("it is not encrypted (https)")
    if not any(host == name or (name.startswith(".") and host.endswith(name)) for name in hosts):
        raise AddressRefused("the court's profile does not name its host")
    found = resolve(host, port)
    if not found or not all(_is_public(ip_address(each)) for each in found):
        raise AddressRefused("its host is inside a private network")
    return Target("https", host, found[0], port, path)


def _is_loopback_name(host: str) -> bool:
    return host in ("127.0.0.1", "localhost")


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_global and not (mapped or address).is_multicast
