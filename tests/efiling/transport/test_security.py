"""Signing in: the signed time stamp against an independent verifier, log-in, and logging in again."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from efiling.courts import load_court
from efiling.errors import NotAuthenticated
from efiling.sandbox import SandboxServer
from efiling.sandbox.guard import Guard
from efiling.transport import soap
from efiling.transport.connect import Connection, open_court
from efiling.transport.credentials import Credentials
from efiling.transport.security import (
    DS,
    Algorithm,
    Identity,
    SignatureRefused,
    security_header,
)
from efiling.transport.signature_check import verify
from tests.efiling.papers import envelope

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def identity(algorithm: Algorithm = Algorithm.SHA1) -> Identity:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example provider")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return Identity(certificate=certificate, key=key, algorithm=algorithm)


@pytest.fixture(scope="module")
def ours() -> Identity:
    return identity()


def arrived(who: Identity) -> etree._Element:
    """Return the header as the other side parses it."""
    root = soap.envelope(etree.Element("{urn:x}Message"), [security_header(who, NOW)])
    found = soap.header(etree.fromstring(etree.tostring(root)), "Security")
    assert found is not None
    return found


class TestTimeStamp:
    @pytest.mark.parametrize(
        ("algorithm", "digest", "hash_of"),
        [(Algorithm.SHA1, sha1, hashes.SHA1()), (Algorithm.SHA256, sha256, hashes.SHA256())],  # noqa: S303
    )
    def test_the_signature_holds_by_the_rules_of_xml_signatures(
        self, algorithm: Algorithm, digest: object, hash_of: hashes.HashAlgorithm
    ) -> None:
        """Recomputed step by step from XML Signature Syntax, section 3.2 (core validation)."""
        who = identity(algorithm)
        security = arrived(who)
        stamp = next(iter(security))
        info = security.find(f".//{{{DS}}}SignedInfo")
        assert info is not None
        value = info.findtext(f".//{{{DS}}}DigestValue") or ""
        canonical = etree.tostring(stamp, method="c14n", exclusive=True)
        assert base64.b64decode(value) == digest(canonical).digest()  # type: ignore[operator]
        signed = base64.b64decode(security.findtext(f".//{{{DS}}}SignatureValue") or "")
        who.certificate.public_key().verify(  # type: ignore[union-attr, call-arg]
            signed,
            etree.tostring(info, method="c14n", exclusive=True),  # type: ignore[arg-type]
            padding.PKCS1v15(),  # type: ignore[arg-type]
            hash_of,
        )

    def test_it_is_good_for_five_minutes_in_utc(self, ours: Identity) -> None:
        times = [element.text for element in next(iter(arrived(ours)))]
        assert times == ["2026-11-24T17:00:00.000Z", "2026-11-24T17:05:00.000Z"]

    def test_we_know_our_own(self, ours: Identity) -> None:
        assert verify(arrived(ours), NOW) == ours.certificate

    @pytest.mark.parametrize(
        ("minutes", "refused"), [(0, False), (-5, False), (-6, True), (10, False), (11, True)]
    )
    def test_a_stale_or_early_stamp_is_refused(self, ours: Identity, minutes: int, refused: bool) -> None:
        when = NOW + timedelta(minutes=minutes)
        if refused:
            with pytest.raises(SignatureRefused, match="clocks"):
                verify(arrived(ours), when)
        else:
            verify(arrived(ours), when)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("2026-11-24T17:05:00.000Z", "2026-11-24T17:09:00.000Z"),
            ("<ds:DigestValue>", "<ds:DigestValue>AAAA"),
            ("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"),
            ('URI="#TS-1"', 'URI="#TS-2"'),
            ("rsa-sha1", "rsa-md5"),
            ("wsse:BinarySecurityToken", "wsse:Nothing"),
            ("wsu:Timestamp", "wsu:Nothing"),
            ("wsu:Created", "wsu:Nothing"),
        ],
    )
    def test_any_change_is_noticed(self, ours: Identity, old: str, new: str) -> None:
        raw = etree.tostring(arrived(ours)).decode()
        assert old in raw
        with pytest.raises(SignatureRefused):
            verify(etree.fromstring(raw.replace(old, new)), NOW)

    def test_anothers_certificate_does_not_fit(self, ours: Identity) -> None:
        raw, other = etree.tostring(arrived(ours)).decode(), etree.tostring(arrived(identity())).decode()
        token = "<wsse:BinarySecurityToken"
        start, end = raw.index(token), raw.index("<ds:Signature")
        swapped = raw[:start] + other[other.index(token) : other.index("<ds:Signature")] + raw[end:]
        with pytest.raises(SignatureRefused, match="key"):
            verify(etree.fromstring(swapped), NOW)


class TestLogin:
    @pytest.fixture
    def guard(self, ours: Identity) -> Guard:
        fingerprint = ours.certificate.fingerprint(hashes.SHA256()).hex()
        return Guard(
            users={"filer@example.test": "secret"}, trusted=frozenset({fingerprint}), clock=lambda: self.now
        )

    now = NOW

    @pytest.fixture
    def server(self, guard: Guard) -> Iterator[SandboxServer]:
        with SandboxServer(
            load_court("sandbox"), guard=guard, clock=lambda: self.now, tick_seconds=None
        ) as running:
            yield running

    @pytest.fixture
    def http(self) -> Iterator[httpx.Client]:
        with httpx.Client() as client:
            yield client

    def connection(self, server: SandboxServer, who: Identity | None, password: str = "secret") -> Connection:  # noqa: S107
        return Connection(
            location="sandbox:main",
            filing_review=server.filing_review_url,
            callback_url="",
            submitter="filer-1",
            user_service=server.user_service_url,
            credentials=Credentials("filer@example.test", password),
            identity=who,
        )

    def test_we_log_in_once_and_again_when_it_has_run_out(
        self, server: SandboxServer, guard: Guard, ours: Identity, http: httpx.Client
    ) -> None:
        court = open_court(
            load_court("sandbox"), self.connection(server, ours), http=http, clock=lambda: self.now
        )
        court.review_filing(envelope("a"))
        court.review_filing(envelope("b"))
        assert len(guard._sessions) == 1
        self.now = NOW + timedelta(minutes=31)
        court.review_filing(envelope("c"))
        assert len(guard._sessions) == 2
        assert [record.envelope.submission_id for record in server.court.envelopes] == ["a", "b", "c"]

    def test_a_wrong_password_is_told_once(
        self, server: SandboxServer, ours: Identity, http: httpx.Client
    ) -> None:
        connection = self.connection(server, ours, password="wrong")
        court = open_court(load_court("sandbox"), connection, http=http, clock=lambda: NOW)
        with pytest.raises(NotAuthenticated, match="-4"):
            court.review_filing(envelope())
        assert "wrong" not in repr(connection)

    def test_a_stranger_may_not_sign(self, server: SandboxServer, http: httpx.Client) -> None:
        for who in (identity(), None):
            court = open_court(
                load_court("sandbox"), self.connection(server, who), http=http, clock=lambda: NOW
            )
            with pytest.raises(NotAuthenticated):
                court.review_filing(envelope())
        assert server.court.envelopes == []
