"""Checking a message that was signed by others: whichever way their tools sign, the time stamp must be signed.

Source: XML Signature (RFC 3275), exclusive canonical form (RFC 3741), WS-Security 1.0 with its X.509 token
profile. A certificate may come as a token, as a key identifier or as X509Data; what only names a
certificate (a thumbprint, an issuer with a serial number) needs the token beside it, as the policy has it.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import new as new_hash

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from efiling.ecf.reading import attribute, child, children, every, local, moment, text
from efiling.ecf.xml import Element
from efiling.transport.security import C14N, DS, SignatureRefused

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#"
_DIGESTS = {
    f"{DS}sha1": "sha1",
    f"{_ENCRYPTION}sha256": "sha256",
    f"{_MORE}sha384": "sha384",
    f"{_ENCRYPTION}sha512": "sha512",
}
_SIGNATURES: dict[str, hashes.HashAlgorithm] = {
    f"{DS}rsa-sha1": hashes.SHA1(),  # noqa: S303 - what the vendor's policy means by "Basic256"
    f"{_MORE}rsa-sha256": hashes.SHA256(),
    f"{_MORE}rsa-sha384": hashes.SHA384(),
    f"{_MORE}rsa-sha512": hashes.SHA512(),
}
_EXCLUSIVE = frozenset({C14N, f"{C14N}WithComments"})
_CERTIFICATES = ("BinarySecurityToken", "KeyIdentifier", "X509Certificate")
MAX_CERTIFICATES = 5


def verify(
    security: Element | None, now: datetime, *, skew: timedelta = timedelta(minutes=5)
) -> x509.Certificate:
    """Return the certificate that signed a security header, after checking time stamp and signature.

    What else is signed must not have been changed either. Whether the certificate is one to trust is the
    caller's to decide.

    Raises:
        SignatureRefused: with the first thing that is wrong.
    """
    stamp = child(security, "Timestamp")
    signatures = list(children(security, "Signature"))
    if security is None or stamp is None or not signatures:
        raise SignatureRefused("The message has no signed time stamp.")
    _check_time(stamp, now, skew)
    signature = next((one for one in signatures if _is_over(one, stamp)), None)
    info = child(signature, "SignedInfo")
    if signature is None or info is None:
        raise SignatureRefused("The signature is not over the time stamp.")
    for reference in children(info, "Reference"):
        _check_digest(reference, stamp)
    return _signer(security, signature, info)


def _check_time(stamp: Element, now: datetime, skew: timedelta) -> None:
    created, expires = moment(child(stamp, "Created"), UTC), moment(child(stamp, "Expires"), UTC)
    if created is None or expires is None:
        raise SignatureRefused("The time stamp does not say from when until when it is good.")
    if created > now + skew or expires < now - skew:
        raise SignatureRefused("The time stamp is not good now; check the clocks.")


def _is_over(signature: Element, stamp: Element) -> bool:
    own = attribute(stamp, "Id")
    return bool(own) and any(
        attribute(reference, "URI") == f"#{own}"
        for reference in children(child(signature, "SignedInfo"), "Reference")
    )


def _check_digest(reference: Element, stamp: Element) -> None:
    """Hold a signed part against its digest; a part that is changed on its way by design is left out."""
    target = _target(reference, stamp)
    transforms = list(children(child(reference, "Transforms"), "Transform"))
    known = all(attribute(transform, "Algorithm") in _EXCLUSIVE for transform in transforms)
    if target is not stamp and (
        target is None or not known or next(every(target, "Include"), None) is not None
    ):
        return
    if not known:
        raise SignatureRefused("The time stamp is not signed in exclusive canonical form.")
    digest = _DIGESTS.get(attribute(child(reference, "DigestMethod"), "Algorithm"))
    if digest is None:
        raise SignatureRefused("The digest uses an algorithm that is not known here.")
    method = transforms[-1] if transforms else None
    if _bytes(text(reference, "DigestValue")) != new_hash(digest, _canonical(target, method)).digest():
        what = "time stamp" if target is stamp else local(target)
        raise SignatureRefused(f"The {what} was changed after it was signed.")


def _target(reference: Element, stamp: Element) -> Element | None:
    """The element that a reference points at; an id that is given twice points at neither."""
    name = attribute(reference, "URI").removeprefix("#")
    if name == attribute(stamp, "Id"):
        return stamp
    root = stamp.getroottree().getroot()
    found = [one for one in root.iter() if name and name in (attribute(one, "Id"), attribute(one, "ID"))]
    return found[0] if len(found) == 1 else None


def _canonical(element: Element, method: Element | None) -> bytes:
    prefixes = attribute(child(method, "InclusiveNamespaces"), "PrefixList").split()
    return etree.tostring(
        element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=prefixes or None
    )


def _signer(security: Element, signature: Element, info: Element) -> x509.Certificate:
    """Return the certificate, among those that came, whose key made a signature."""
    algorithm = _SIGNATURES.get(attribute(child(info, "SignatureMethod"), "Algorithm"))
    method = child(info, "CanonicalizationMethod")
    if algorithm is None:
        raise SignatureRefused("The signature uses an algorithm that is not known here.")
    if attribute(method, "Algorithm") not in _EXCLUSIVE:
        raise SignatureRefused("The signature is not made in exclusive canonical form.")
    signed, value = _canonical(info, method), _bytes(text(signature, "SignatureValue"))
    certificates = list(_certificates(security))
    if not certificates:
        raise SignatureRefused(
            "The message has no certificate that can be read; send it as a BinarySecurityToken."
        )
    for certificate in certificates:
        public = certificate.public_key()
        if not isinstance(public, rsa.RSAPublicKey):
            continue
        try:
            public.verify(value, signed, padding.PKCS1v15(), algorithm)
        except InvalidSignature:
            continue
        return certificate
    raise SignatureRefused("The signature was not made with the key of a certificate that came with it.")


def _certificates(security: Element) -> Iterator[x509.Certificate]:
    for place, holder in enumerate(every(security, *_CERTIFICATES)):
        if place == MAX_CERTIFICATES:
            return
        try:
            yield x509.load_der_x509_certificate(_bytes(text(holder)))
        except (ValueError, x509.InvalidVersion):
            continue


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded)
    except (binascii.Error, ValueError):
        return b""
