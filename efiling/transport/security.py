"""WS-Security as the vendor's courts want it: a signed time stamp with the certificate beside it.

Source: the policy in the service WSDLs: an endorsing X.509 token over a time stamp, exclusive
canonical form, lax layout. Their suite "Basic256" means RSA-SHA1 with SHA-1 digests; the
algorithms are a setting, so that a move to SHA-256 is configuration.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import new as new_hash

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from efiling.ecf.xml import Element
from efiling.errors import EfilingError

_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = f"{_WSS}wssecurity-secext-1.0.xsd"
WSU = f"{_WSS}wssecurity-utility-1.0.xsd"
DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
X509_TOKEN = f"{_WSS}x509-token-profile-1.0#X509v3"
BASE64 = f"{_WSS}soap-message-security-1.0#Base64Binary"
SOAP_MUST_UNDERSTAND = "{http://schemas.xmlsoap.org/soap/envelope/}mustUnderstand"


class Algorithm(Enum):
    """How a time stamp is signed: the names in the message, and the hash behind them."""

    SHA1 = (f"{DS}rsa-sha1", f"{DS}sha1", "sha1")
    SHA256 = (
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "sha256",
    )

    @property
    def hash(self) -> hashes.HashAlgorithm:
        """The hash that is signed."""
        return hashes.SHA1() if self is Algorithm.SHA1 else hashes.SHA256()  # noqa: S303


class SignatureRefused(EfilingError):
    """A message's time stamp is missing, stale, or not signed by whom it should be."""


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who we are to a court: the certificate that its operator gave us, and its key.

    `credentials.load_identity` reads one from the operator's file. Its text names the
    certificate's fingerprint and end, never the key.
    """

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    algorithm: Algorithm = Algorithm.SHA1
    lifetime: timedelta = timedelta(minutes=5)

    def __repr__(self) -> str:
        mark = self.certificate.fingerprint(hashes.SHA256()).hex()[:16]
        until = self.certificate.not_valid_after_utc.date().isoformat()
        return f"Identity(sha256={mark}…, until={until}, algorithm={self.algorithm.name})"


def security_header(identity: Identity, now: datetime) -> Element:
    """Return the header that proves who sends a message, good for `identity.lifetime` from `now` (UTC).

    Nothing in it may be changed or indented afterwards.
    """
    root = etree.Element(f"{{{WSSE}}}Security", nsmap={"wsse": WSSE, "wsu": WSU})
    root.set(SOAP_MUST_UNDERSTAND, "1")
    stamp = etree.SubElement(root, f"{{{WSU}}}Timestamp")
    stamp.set(f"{{{WSU}}}Id", "TS-1")
    etree.SubElement(stamp, f"{{{WSU}}}Created").text = _instant(now)
    etree.SubElement(stamp, f"{{{WSU}}}Expires").text = _instant(now + identity.lifetime)
    token = etree.SubElement(root, f"{{{WSSE}}}BinarySecurityToken")
    token.set(f"{{{WSU}}}Id", "X509-1")
    token.set("ValueType", X509_TOKEN)
    token.set("EncodingType", BASE64)
    token.text = base64.b64encode(identity.certificate.public_bytes(Encoding.DER)).decode()
    root.append(_signature(identity, stamp))
    return root


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _signature(identity: Identity, stamp: Element) -> Element:
    signature_name, digest_name, hash_name = identity.algorithm.value
    root = etree.Element(f"{{{DS}}}Signature", nsmap={"ds": DS})
    info = etree.SubElement(root, f"{{{DS}}}SignedInfo")
    etree.SubElement(info, f"{{{DS}}}CanonicalizationMethod", Algorithm=C14N)
    etree.SubElement(info, f"{{{DS}}}SignatureMethod", Algorithm=signature_name)
    reference = etree.SubElement(info, f"{{{DS}}}Reference", URI="#TS-1")
    transforms = etree.SubElement(reference, f"{{{DS}}}Transforms")
    etree.SubElement(transforms, f"{{{DS}}}Transform", Algorithm=C14N)
    etree.SubElement(reference, f"{{{DS}}}DigestMethod", Algorithm=digest_name)
    digest = etree.SubElement(reference, f"{{{DS}}}DigestValue")
    digest.text = base64.b64encode(new_hash(hash_name, canonical(stamp)).digest()).decode()
    signed = identity.key.sign(canonical(info), padding.PKCS1v15(), identity.algorithm.hash)
    etree.SubElement(root, f"{{{DS}}}SignatureValue").text = base64.b64encode(signed).decode()
    info_of_key = etree.SubElement(root, f"{{{DS}}}KeyInfo")
    token = etree.SubElement(info_of_key, f"{{{WSSE}}}SecurityTokenReference", nsmap={"wsse": WSSE})
    etree.SubElement(token, f"{{{WSSE}}}Reference", URI="#X509-1", ValueType=X509_TOKEN)
    return root


def canonical(element: Element) -> bytes:
    """Return an element in exclusive canonical form, the bytes that are hashed and signed."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
