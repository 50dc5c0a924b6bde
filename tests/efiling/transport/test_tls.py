"""TLS is verified: a court whose certificate nobody vouches for, or that has another's name, gets nothing."""

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from efiling.ecf.v4.names import NAMESPACES
from efiling.errors import CourtUnavailable, CredentialsFault, FilingRefused
from efiling.transport.address import Address
from efiling.transport.ecf4 import Ecf4Court
from efiling.transport.tls import open_http
from efiling.transport.wire import Wire
from tests.efiling.papers import envelope


def self_signed(folder: Path, address: str) -> Path:
    """Write a key and a certificate that it signed itself, for an address; return the file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nobody's court")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / f"{address}.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    return path


class Secured:
    """A server behind TLS that keeps what it is told and finds nothing."""

    def __init__(self, certificate: Path) -> None:
        self.received: list[bytes] = []
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "Secured":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"), "127.0.0.1")


@pytest.fixture
def server(theirs: Path) -> Iterator[Secured]:
    with Secured(theirs) as running:
        yield running


def file_with(server: Secured, bundle: Path | None) -> None:
    address = Address(
        court="sandbox:main",
        filing_review=server.url,
        submitter="",
        callback_url="",
        zone=UTC,
        namespaces=NAMESPACES,
    )
    with open_http(ca_bundle=bundle) as http:
        wire = Wire(http, court="sandbox", clock=lambda: datetime.now(UTC))
        Ecf4Court(wire, address).review_filing(envelope())


def test_a_certificate_that_nobody_vouches_for_is_refused_before_a_byte_is_sent(server: Secured) -> None:
    with pytest.raises(CourtUnavailable, match="Nothing was sent"):
        file_with(server, None)
    assert server.received == []


def test_a_bundle_of_the_operator_may_vouch_for_it(server: Secured, theirs: Path) -> None:
    with pytest.raises(FilingRefused, match="HTTP 404"):
        file_with(server, theirs)
    assert len(server.received) == 1


def test_another_machines_certificate_is_refused(tmp_path: Path) -> None:
    other = self_signed(tmp_path, "127.0.0.2")
    with Secured(other) as server, pytest.raises(CourtUnavailable):
        file_with(server, other)
    assert server.received == []


def test_the_surroundings_cannot_switch_it_off(server: Secured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    monkeypatch.setenv("PYTHONHTTPSVERIFY", "0")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1/")
    with pytest.raises(CourtUnavailable):
        file_with(server, None)
    assert server.received == []


def test_a_bundle_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("hello")
    with pytest.raises(CredentialsFault, match=r"ca\.pem is no file of certificate authorities"):
        open_http(ca_bundle=tmp_path / "ca.pem")
