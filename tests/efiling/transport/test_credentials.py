"""Key files as operators hand them out, and values that never show what they hold."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from efiling.ecf.v4.names import NAMESPACES
from efiling.errors import CredentialsFault
from efiling.model import Payment
from efiling.transport.address import Address
from efiling.transport.credentials import (
    MAX_BYTES,
    Credentials,
    PaymentAccount,
    expires,
    load_identity,
    read_identity,
)
from efiling.transport.security import Algorithm, Identity
from tests.efiling.papers import envelope
from tests.efiling.transport.test_security import identity

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def ours() -> Identity:
    return identity()


def pfx(who: Identity, password: str = PASSWORD) -> bytes:
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"us", who.key, who.certificate, None, lock)


def pem_key(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, password: str = "") -> bytes:
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


class TestKeyFiles:
    def test_a_pfx_opens_with_its_password(self, ours: Identity, tmp_path: Path) -> None:
        path = tmp_path / "court.pfx"
        path.write_bytes(pfx(ours))
        found = load_identity(path, password=PASSWORD, algorithm=Algorithm.SHA256)
        assert found.certificate == ours.certificate
        assert found.algorithm is Algorithm.SHA256
        assert expires(found) == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)

    @pytest.mark.parametrize("password", ["", PASSWORD])
    def test_a_pem_file_may_have_key_and_certificates_in_any_order(
        self, ours: Identity, password: str
    ) -> None:
        other = identity().certificate.public_bytes(Encoding.PEM)
        own = ours.certificate.public_bytes(Encoding.PEM)
        raw = other + pem_key(ours.key, password) + own
        assert read_identity(raw, password=password).certificate == ours.certificate

    def test_a_password_that_is_wrong_is_said_without_showing_it(self, ours: Identity) -> None:
        with pytest.raises(CredentialsFault, match="password is wrong") as refusal:
            read_identity(pfx(ours), password="sesame")
        assert "sesame" not in str(refusal.value)

    @pytest.mark.parametrize("raw", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nnone", b"\x30\x82" * 9])
    def test_what_is_no_key_file_is_refused(self, raw: bytes) -> None:
        with pytest.raises(CredentialsFault, match="cannot be opened"):
            read_identity(raw)

    def test_a_certificate_of_another_key_is_refused(self, ours: Identity) -> None:
        raw = pem_key(ours.key) + identity().certificate.public_bytes(Encoding.PEM)
        with pytest.raises(CredentialsFault, match="belongs to its key"):
            read_identity(raw)

    def test_a_key_of_another_kind_is_refused(self, ours: Identity) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        raw = pem_key(key) + ours.certificate.public_bytes(Encoding.PEM)
        with pytest.raises(CredentialsFault, match="no RSA key"):
            read_identity(raw)

    def test_a_file_that_is_not_there_or_far_too_large_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CredentialsFault, match=r"none\.pfx cannot be read"):
            load_identity(tmp_path / "none.pfx")
        huge = tmp_path / "huge.pfx"
        huge.write_bytes(bytes(MAX_BYTES + 1))
        with pytest.raises(CredentialsFault, match="no key file"):
            load_identity(huge)


class TestMasks:
    def test_nothing_that_is_secret_is_in_the_text_of_a_value(self, ours: Identity) -> None:
        shown = (
            repr(Credentials("a@b.test", "s3cret")) + repr(PaymentAccount("guid-1", "waiver")) + repr(ours)
        )
        assert "s3cret" not in shown
        assert "a@b.test" not in shown
        assert "guid-1" not in shown
        assert "waiver" in shown
        assert "key" not in repr(ours)
        assert "until=2026-11-25" in repr(ours)


class TestPaymentAccount:
    def address(self, account: PaymentAccount | None) -> Address:
        return Address(
            court="sandbox:main",
            filing_review="",
            submitter="",
            callback_url="",
            zone=UTC,
            namespaces=NAMESPACES,
            payment_account=account,
        )

    def test_the_offices_account_is_charged_where_the_envelope_names_none(self) -> None:
        ours = self.address(PaymentAccount("account-1"))
        assert ours.charged(envelope()).payment == replace(envelope().payment, account_id="account-1")
        own = replace(envelope(), payment=Payment(account_id="account-2"))
        assert ours.charged(own) == own
        assert self.address(None).charged(envelope()) == envelope()
