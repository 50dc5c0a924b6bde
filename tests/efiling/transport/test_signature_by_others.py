"""Our signature, verified by a library that is not ours, on the bytes that went over the wire."""

import base64
from dataclasses import replace

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier
from signxml.exceptions import InvalidDigest, InvalidSignature

from efiling.courts import load_court
from efiling.errors import FilingRefused
from efiling.transport import mtom
from efiling.transport.connect import Connection, open_court
from efiling.transport.security import WSSE, WSU, Algorithm, Identity
from tests.efiling.papers import envelope
from tests.efiling.transport.test_ecf4 import Canned
from tests.efiling.transport.test_security import NOW, identity

EXPECTED = {
    Algorithm.SHA1: SignatureConfiguration(
        signature_methods=frozenset({SignatureMethod.RSA_SHA1}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA1}),
        verification_time=NOW,
    ),
    Algorithm.SHA256: SignatureConfiguration(
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=NOW,
    ),
}


def sent(who: Identity, *, version: str, beside: bool) -> etree._Element:
    """File an envelope and return what the court received, without its files."""
    with Canned(404, b"") as court, httpx.Client() as http:
        connection = Connection(
            location="sandbox:main",
            filing_review=court.url,
            callback_url="",
            identity=who,
            mtom=beside,
            version=version,
        )
        filing = open_court(load_court("sandbox"), connection, http=http, clock=lambda: NOW)
        with pytest.raises(FilingRefused, match="404"):
            filing.review_filing(envelope())
    xml, _ = mtom.read(court.received[0], court.types[0])
    return etree.fromstring(xml)


def verified(root: etree._Element, who: Identity) -> etree._Element:
    result = XMLVerifier().verify(
        root, x509_cert=who.certificate, id_attribute="Id", expect_config=EXPECTED[who.algorithm]
    )
    assert not isinstance(result, list)
    assert result.signed_xml is not None
    return result.signed_xml


@pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda algorithm: algorithm.name)
@pytest.mark.parametrize("beside", [False, True], ids=["inline", "mtom"])
@pytest.mark.parametrize("version", ["4", "5"])
def test_another_library_takes_it(algorithm: Algorithm, beside: bool, version: str) -> None:
    who = identity(algorithm)
    root = sent(who, version=version, beside=beside)
    signed = verified(root, who)
    assert signed.tag == f"{{{WSU}}}Timestamp"
    token = root.findtext(f".//{{{WSSE}}}BinarySecurityToken") or ""
    assert base64.b64decode(token) == who.certificate.public_bytes(Encoding.DER)


def test_another_library_notices_a_change() -> None:
    who = identity(Algorithm.SHA256)
    root = sent(who, version="4", beside=False)
    created = next(root.iter(f"{{{WSU}}}Created"))
    created.text = (created.text or "").replace("17:00", "17:01")
    with pytest.raises(InvalidDigest):
        verified(root, who)
    with pytest.raises(InvalidSignature):
        verified(sent(who, version="4", beside=False), replace(identity(), algorithm=Algorithm.SHA256))
