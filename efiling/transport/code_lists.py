"""Fetching a court's code lists: all of them, or none.

Source: the vendor's code service takes a header whose value is a CMS signature over the time.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from efiling.courts.codes import CodeSet
from efiling.courts.genericode import MAX_BYTES, read_code_list
from efiling.courts.published import list_name, own_name
from efiling.errors import CourtUnavailable, MessageInvalid
from efiling.model import CodeListPlace
from efiling.transport.security import Identity

HEADER = "tyl-efm-api"


def signed_time(identity: Identity, now: datetime) -> str:
    """Return the header's value: the time in UTC, signed, content included, in base64."""
    text = now.isoformat(timespec="seconds").replace("+00:00", "Z").encode()
    builder = PKCS7SignatureBuilder().set_data(text).add_signer(identity.certificate, identity.key, SHA256())
    return base64.b64encode(builder.sign(Encoding.DER, [PKCS7Options.Binary])).decode()


def fetch_code_lists(
    places: Sequence[CodeListPlace],
    *,
    http: httpx.Client,
    court: str,
    now: datetime,
    identity: Identity | None = None,
    seconds: float = 60.0,
) -> Mapping[str, CodeSet]:
    """Return every list that a court's policy names, by our names where we have one.

    A list that cannot be had fails them all.

    Raises:
        CourtUnavailable: a list could not be fetched; nothing was changed.
        MessageInvalid: what came is no code list, or the policy names a list twice or not at all.
    """
    named = _named(places)
    headers = {HEADER: signed_time(identity, now)} if identity else {}
    return {
        name: read_code_list(_fetch(place, http, court, headers, seconds), name)
        for name, place in named.items()
    }


def _named(places: Sequence[CodeListPlace]) -> Mapping[str, CodeListPlace]:
    """Each list under its name; of two that have one name of ours, the second keeps the court's own."""
    found: dict[str, CodeListPlace] = {}
    odd = []
    for place in places:
        names = (list_name(place.element, place.url), own_name(place.element, place.url))
        if names[0] in found and found[names[0]].url == place.url:
            continue
        name = next((name for name in names if name and name not in found), "")
        if name:
            found[name] = place
        else:
            odd.append(place.element)
    if odd:
        raise MessageInvalid("The court's policy", [f"{name!r} cannot name one code list" for name in odd])
    return found


def _fetch(
    place: CodeListPlace, http: httpx.Client, court: str, headers: Mapping[str, str], seconds: float
) -> bytes:
    host = urlsplit(place.url).hostname
    if not place.url.startswith("https://") and host not in ("127.0.0.1", "localhost"):
        raise MessageInvalid(f"Code list {place.element}", ["its address is not https"])
    try:
        with http.stream("GET", place.url, headers=dict(headers), timeout=seconds) as response:
            response.raise_for_status()
            pieces, size = [], 0
            for piece in response.iter_bytes():
                size += len(piece)
                if size > MAX_BYTES:
                    raise MessageInvalid(f"Code list {place.element}", [f"it is over {MAX_BYTES:,} bytes"])
                pieces.append(piece)
            return b"".join(pieces)
    except httpx.HTTPError as error:
        raise CourtUnavailable(court, f"code list {place.element}: {type(error).__name__}") from None
