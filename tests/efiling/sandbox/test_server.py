"""The sandbox court on its port: downloads, service descriptions, bodies as they come, and the page."""

import base64
import http.client
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from assembly.model.people import PersonName
from efiling.courts import load_court
from efiling.ecf.v4.filing import review_filing
from efiling.errors import CourtUnavailable
from efiling.model import ServiceContact
from efiling.sandbox import SandboxServer
from efiling.sandbox.cms import signer_of
from efiling.sandbox.ecf4 import policy
from efiling.sandbox.guard import Guard
from efiling.transport import mtom, soap
from efiling.transport.callback import read_callback
from efiling.transport.code_lists import fetch_code_lists, signed_time
from efiling.transport.connect import Connection, open_court
from efiling.transport.security import Identity
from tests.efiling.papers import FATHER, envelope
from tests.efiling.transport.test_ecf4 import START, Canned, Clock
from tests.efiling.transport.test_security import NOW, identity

PROFILE = load_court("sandbox")


@pytest.fixture(scope="module")
def ours() -> Identity:
    return identity()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(shared: Path, clock: Clock) -> Iterator[SandboxServer]:
    with SandboxServer(PROFILE, published=shared / "ecf", clock=clock, tick_seconds=None) as running:
        yield running


class TestSignedDownloads:
    @pytest.fixture
    def guarded(self, ours: Identity, clock: Clock) -> Iterator[SandboxServer]:
        guard = Guard(
            users={}, trusted=frozenset({ours.certificate.fingerprint(SHA256()).hex()}), clock=clock
        )
        with SandboxServer(PROFILE, guard=guard, clock=clock, tick_seconds=None) as running:
            yield running

    def test_code_lists_are_given_to_whom_the_court_knows(
        self, guarded: SandboxServer, ours: Identity
    ) -> None:
        places = policy(PROFILE, guarded.url).code_lists
        with httpx.Client() as http:
            lists = fetch_code_lists(places, http=http, court="sandbox", now=START, identity=ours)
            assert lists.keys() == PROFILE.codes.keys()
            for who in (None, identity()):
                with pytest.raises(CourtUnavailable):
                    fetch_code_lists(places, http=http, court="sandbox", now=START, identity=who)

    def test_a_signature_is_good_for_minutes(
        self, guarded: SandboxServer, ours: Identity, clock: Clock
    ) -> None:
        url, header = f"{guarded.url}codes/case_type.zip", {"tyl-efm-api": signed_time(ours, START)}
        assert httpx.get(url, headers=header).status_code == 200
        clock.now += timedelta(minutes=6)
        assert httpx.get(url, headers=header).status_code == 401

    def test_what_was_changed_after_signing_is_refused(self, ours: Identity) -> None:
        header = signed_time(ours, NOW)
        raw = base64.b64decode(header)
        assert signer_of(header, NOW) == ours.certificate
        said = raw.index(b"2026-11-24T17:00:00Z")
        for at in (said, said + 18, len(raw) - 1, len(raw) - 200):
            changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
            assert signer_of(base64.b64encode(changed).decode(), NOW) is None

    @settings(max_examples=200)
    @example(at=96, byte=1).via("the certificate's version")
    @example(at=99, byte=0).via("the certificate's serial number")
    @given(at=st.integers(0, 1200), byte=st.integers(0, 255))
    def test_no_damage_breaks_the_reader(self, ours: Identity, at: int, byte: int) -> None:
        raw = base64.b64decode(signed_time(ours, NOW))
        for changed in (raw[:at] + bytes([byte]) + raw[at + 1 :], raw[:at]):
            signer = signer_of(base64.b64encode(changed).decode(), NOW)
            assert signer is None or signer.public_key() == ours.certificate.public_key()

    @pytest.mark.parametrize("header", ["", "hello", "AAAA", "MIIB", "MAA=", "MIAAAAA="])
    def test_what_is_no_signature_is_refused(self, header: str) -> None:
        assert signer_of(header, NOW) is None


class TestServiceDescriptions:
    def test_each_service_describes_itself_at_its_own_address(self, server: SandboxServer) -> None:
        for url in (
            server.filing_review_url,
            server.court_record_url,
            server.service_url,
            server.filing_review_url_5,
            server.court_record_url_5,
            server.court_policy_url_5,
            server.service_url_5,
        ):
            described = etree.fromstring(httpx.get(f"{url}?wsdl").content)
            addresses = described.iter("{http://schemas.xmlsoap.org/wsdl/soap/}address")
            assert {address.get("location") for address in addresses} == {url}
            for place in described.iter("{http://schemas.xmlsoap.org/wsdl/}import"):
                assert httpx.get(place.get("location", "")).status_code == 200

    def test_nothing_else_of_the_disk_is_served(self, server: SandboxServer) -> None:
        for path in ("wsdl/../README.md", "wsdl/README.md", "wsdl//etc/passwd", "wsdl/%2e%2e/x.xsd"):
            line = http.client.HTTPConnection(urlsplit(server.url).netloc)
            line.request("GET", f"/{path}")
            assert line.getresponse().status == 404
            line.close()

    def test_without_the_published_files_there_is_no_description(self, clock: Clock) -> None:
        with SandboxServer(PROFILE, clock=clock, tick_seconds=None) as bare:
            assert httpx.get(f"{bare.filing_review_url}?wsdl").status_code == 404


class TestBodies:
    def test_a_body_may_come_in_chunks_of_unknown_number(self, server: SandboxServer) -> None:
        message = review_filing(envelope())
        body = mtom.write(soap.envelope(message.root), message, boundary="b" * 30)
        answer = httpx.post(
            server.filing_review_url, content=body.chunks, headers={"Content-Type": body.content_type}
        )
        assert answer.request.headers["Transfer-Encoding"] == "chunked"
        assert answer.status_code == 200
        (record,) = server.court.envelopes
        assert record.envelope == envelope()

    @pytest.mark.parametrize(
        "headers",
        [{"Content-Length": "999999999999"}, {"Content-Length": "-1"}, {"Transfer-Encoding": "gzip"}],
    )
    def test_a_body_of_no_sensible_length_is_refused(
        self, server: SandboxServer, headers: dict[str, str]
    ) -> None:
        line = http.client.HTTPConnection(urlsplit(server.url).netloc)
        line.putrequest("POST", "/ecf4/FilingReviewMDEPort.svc")
        for name, value in headers.items():
            line.putheader(name, value)
        line.endheaders()
        assert line.getresponse().status == 413
        line.close()


class TestCopies:
    def test_they_may_be_told_by_their_address(self, server: SandboxServer, clock: Clock) -> None:
        connection = Connection(
            location="sandbox:main", filing_review=server.filing_review_url, callback_url="", version="4"
        )
        with httpx.Client() as client, Canned(200, b"") as us:
            court = open_court(PROFILE, connection, http=client, clock=clock)
            court.review_filing(envelope(callback_url=us.url, comments="sandbox: copies_by_url"))
            clock.now += timedelta(seconds=5)
            server.court.tick()
        (review,) = read_callback(us.received[0], us.types[0]).reviews
        (copy,) = review.documents[0].stamped
        assert copy.content is None
        fetched = httpx.get(copy.url)
        assert fetched.headers["Content-Type"] == "application/pdf"
        assert fetched.content.startswith(b"%PDF-")
        assert httpx.get(f"{server.url}copies/{'0' * 64}.pdf").status_code == 404


class TestPage:
    def test_it_shows_who_was_served_and_escapes_them(self, server: SandboxServer) -> None:
        contact = ServiceContact(
            contact_id="c-1", service_code="1", party=FATHER, name=PersonName(last="<b>Doe</b>")
        )
        server.court.serve(replace(envelope(), service_contacts=(contact,)))
        shown = httpx.get(server.url).text
        assert "Served without filing" in shown
        assert "&lt;b&gt;Doe&lt;/b&gt;" in shown
        assert "<b>Doe" not in shown
