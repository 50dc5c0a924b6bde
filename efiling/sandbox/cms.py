"""Whether a time was signed: the CMS signature that goes with a request for a code list.

Source: RFC 5652, sections 5.1 to 5.6, as far as one signer with RSA and SHA-256 needs it. The
sandbox court reads it on its own, so that what is sent is held against something else.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.utils import CryptographyDeprecationWarning

SKEW = timedelta(minutes=5)
MAX_BYTES = 20_000
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
"""The object identifier 1.2.840.113549.1.9.4."""

_MALFORMED = (
    binascii.Error,
    ValueError,
    IndexError,
    StopIteration,
    x509.InvalidVersion,
    CryptographyDeprecationWarning,  # a serial number that is none, where warnings are errors
)
_SET, _SEQUENCE, _OCTETS, _CONTEXT_0 = 0x31, 0x30, 0x04, 0xA0


def signer_of(header: str, now: datetime) -> x509.Certificate | None:
    """Return the certificate that signed a time which is now, or None for anything else."""
    try:
        raw = base64.b64decode(header, validate=True)
        if len(raw) > MAX_BYTES:
            return None
        return _signer(raw, now)
    except (*_MALFORMED, InvalidSignature, UnsupportedAlgorithm):
        return None


def _signer(raw: bytes, now: datetime) -> x509.Certificate | None:
    content_info = list(_parts(_one(raw, _SEQUENCE)))
    signed_data = list(_parts(_one(content_info[1][1], _SEQUENCE)))
    content = _one(list(_parts(signed_data[2][1]))[1][1], _OCTETS)
    signer_info = list(_parts(_one(signed_data[-1][1], _SEQUENCE)))
    attributes = next(body for tag, body in signer_info if tag == _CONTEXT_0)
    certificate = x509.load_der_x509_certificate(next(body for tag, body in signed_data if tag == _CONTEXT_0))
    public = certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey) or _digest_in(attributes) != sha256(content).digest():
        return None
    signature = [body for tag, body in signer_info if tag == _OCTETS][-1]
    public.verify(signature, _tagged(_SET, attributes), padding.PKCS1v15(), SHA256())
    said = datetime.fromisoformat(content.decode("ascii"))
    is_now = abs((said if said.tzinfo else said.replace(tzinfo=UTC)) - now) <= SKEW
    return certificate if is_now else None


def _digest_in(attributes: bytes) -> bytes:
    for _, body in _parts(attributes):
        (_, name), (_, values) = _parts(body)
        if name == _MESSAGE_DIGEST:
            return _one(values, _OCTETS)
    return b""


def _one(raw: bytes, tag: int) -> bytes:
    found, body = next(_parts(raw))
    if found != tag:
        raise ValueError("another kind of value was expected")
    return body


def _parts(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the values that stand one after the other in DER: the tag and the bytes of each."""
    at = 0
    while at < len(raw):
        tag, length, at = raw[at], raw[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(raw[at : at + size], "big"), at + size
        if at + length > len(raw):
            raise ValueError("a value is longer than what holds it")
        yield tag, raw[at : at + length]
        at += length


def _tagged(tag: int, body: bytes) -> bytes:
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(size))) + size + body
