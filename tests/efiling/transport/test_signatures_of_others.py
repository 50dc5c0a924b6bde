"""Messages that other people's tools signed, as the sandbox court has to take them."""

import base64
from collections.abc import Callable
from hashlib import new as new_hash

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from efiling.transport.security import C14N, DS, WSSE, WSU, Identity, SignatureRefused
from efiling.transport.signature_check import verify
from tests.efiling.transport.test_security import NOW, identity

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
OURS = identity()
DER = base64.b64encode(OURS.certificate.public_bytes(Encoding.DER)).decode()
TOKEN = f'<o:BinarySecurityToken u:Id="X">{DER}</o:BinarySecurityToken>'
BY_REFERENCE = '<o:SecurityTokenReference><o:Reference URI="#X"/></o:SecurityTokenReference>'
BY_KEY = f"<o:SecurityTokenReference><o:KeyIdentifier>{DER}</o:KeyIdentifier></o:SecurityTokenReference>"
BY_DATA = f"<X509Data><X509Certificate>{DER}</X509Certificate></X509Data>"
BY_SERIAL = (
    "<o:SecurityTokenReference><X509Data><X509IssuerSerial><X509SerialNumber>1</X509SerialNumber>"
    "</X509IssuerSerial></X509Data></o:SecurityTokenReference>"
)


def canonical(element: etree._Element, prefixes: str) -> bytes:
    names = prefixes.split() or None
    return etree.tostring(element, method="c14n", exclusive=True, inclusive_ns_prefixes=names)


def signed(
    *,
    token: str = TOKEN,
    key: str = BY_REFERENCE,
    prefixes: str = "",
    references: tuple[str, ...] = ("TS",),
    digest: str = f"{DS}sha1",
    method: str = f"{DS}rsa-sha1",
    token_last: bool = False,
    who: Identity = OURS,
    c14n: str = C14N,
) -> etree._Element:
    """Return an envelope that is signed as a tool of another make would do it."""
    inclusive = f'<InclusiveNamespaces xmlns="{C14N}" PrefixList="{prefixes}"/>' if prefixes else ""
    refs = "".join(
        f'<Reference URI="#{name}"><Transforms><Transform Algorithm="{c14n}">{inclusive}</Transform></Transforms>'
        f'<DigestMethod Algorithm="{digest}"/><DigestValue/></Reference>'
        for name in references
    )
    signature = (
        f'<Signature xmlns="{DS}"><SignedInfo><CanonicalizationMethod Algorithm="{c14n}">{inclusive}'
        f'</CanonicalizationMethod><SignatureMethod Algorithm="{method}"/>{refs}</SignedInfo><SignatureValue/>'
        f"<KeyInfo>{key}</KeyInfo></Signature>"
    )
    stamp = (
        '<u:Timestamp u:Id="TS"><u:Created>2026-11-24T17:00:00.000Z</u:Created>'
        "<u:Expires>2026-11-24T17:05:00.000Z</u:Expires></u:Timestamp>"
    )
    inside = f"{stamp}{signature}{token}" if token_last else f"{token}{signature}{stamp}"
    root = etree.fromstring(
        f'<s:Envelope xmlns:s="{SOAP}" xmlns:o="{WSSE}" xmlns:u="{WSU}" xmlns:unused="urn:unused"><s:Header>'
        f'<o:Security>{inside}</o:Security></s:Header><s:Body u:Id="B"><Message xmlns="urn:x"/></s:Body></s:Envelope>'
    )
    hash_name = "sha256" if digest == SHA256 else "sha1"
    for reference in root.iter(f"{{{DS}}}Reference"):
        (target,) = root.xpath("//*[@u:Id=$id]", namespaces={"u": WSU}, id=reference.get("URI", "")[1:])
        value = new_hash(hash_name, canonical(target, prefixes)).digest()
        reference.find(f"{{{DS}}}DigestValue").text = base64.b64encode(value).decode()  # type: ignore[union-attr]
    info = next(root.iter(f"{{{DS}}}SignedInfo"))
    algorithm = hashes.SHA256() if method == RSA_SHA256 else hashes.SHA1()  # noqa: S303
    made = who.key.sign(canonical(info, prefixes), padding.PKCS1v15(), algorithm)
    next(root.iter(f"{{{DS}}}SignatureValue")).text = base64.b64encode(made).decode()
    return etree.fromstring(etree.tostring(root))


def security(root: etree._Element) -> etree._Element:
    return next(root.iter(f"{{{WSSE}}}Security"))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: signed(), id="a token, before the signature"),
        pytest.param(lambda: signed(token_last=True), id="the stamp first, the token last"),
        pytest.param(lambda: signed(prefixes="s u"), id="with namespaces kept, as Java tools do"),
        pytest.param(lambda: signed(prefixes="#default s"), id="with the default namespace kept"),
        pytest.param(lambda: signed(references=("B", "TS")), id="the body signed too, and first"),
        pytest.param(lambda: signed(references=("TS", "X")), id="the token signed too"),
        pytest.param(lambda: signed(digest=SHA256, method=RSA_SHA256), id="in SHA-256"),
        pytest.param(lambda: signed(digest=SHA256), id="a SHA-256 digest in a SHA-1 signature"),
        pytest.param(lambda: signed(token="", key=BY_KEY), id="the certificate as a key identifier"),
        pytest.param(lambda: signed(token="", key=BY_DATA), id="the certificate as X509Data"),
        pytest.param(lambda: signed(key=BY_SERIAL), id="a token that is named by its serial number"),
        pytest.param(
            lambda: signed(token=TOKEN.replace(DER, "AAAA").replace('"X"', '"Y"') + TOKEN),
            id="another token before ours",
        ),
    ],
)
def test_is_taken(make: Callable[[], etree._Element]) -> None:
    assert verify(security(make()), NOW) == OURS.certificate


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(lambda: signed(references=("B",)), "not over the time stamp", id="the body alone"),
        pytest.param(
            lambda: signed(token="", key=BY_SERIAL), "BinarySecurityToken", id="no certificate came"
        ),
        pytest.param(lambda: signed(who=identity()), "key of a certificate", id="another's key"),
        pytest.param(
            lambda: signed(c14n="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
            "exclusive",
            id="another canonical form",
        ),
    ],
)
def test_is_refused(make: Callable[[], etree._Element], why: str) -> None:
    with pytest.raises(SignatureRefused, match=why):
        verify(security(make()), NOW)


def test_a_body_that_was_changed_after_it_was_signed_is_refused() -> None:
    root = signed(references=("TS", "B"))
    next(root.iter("{urn:x}Message")).text = "changed"
    with pytest.raises(SignatureRefused, match="The Body was changed"):
        verify(security(root), NOW)


def test_a_second_stamp_of_the_same_name_is_not_the_one_that_was_signed() -> None:
    root = signed()
    header = security(root)
    stamp = next(header.iter(f"{{{WSU}}}Timestamp"))
    forged = etree.fromstring(etree.tostring(stamp))
    next(forged.iter(f"{{{WSU}}}Expires")).text = "2026-11-24T17:59:00.000Z"
    header.insert(0, forged)
    with pytest.raises(SignatureRefused, match="time stamp was changed"):
        verify(header, NOW)
