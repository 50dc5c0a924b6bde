"""The sandbox court as other people's clients meet it: SOAP written otherwise, and refusals that say why."""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from efiling.courts import load_court
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.names import NAMESPACES
from efiling.sandbox import SandboxServer
from efiling.transport import soap

COURT = "sandbox:main"
QUESTION = f"""<q:CourtPolicyQueryMessage xmlns:q="{NAMESPACES["policyq"]}" xmlns:e="{NAMESPACES["ecf"]}"
 xmlns:n="{NAMESPACES["nc"]}" xmlns:j="{NAMESPACES["j"]}">
<e:SendingMDELocationID><n:IdentificationID>x</n:IdentificationID></e:SendingMDELocationID>
<e:SendingMDEProfileCode>y</e:SendingMDEProfileCode>
<e:QuerySubmitter><e:EntityPerson/></e:QuerySubmitter>
<j:CaseCourt><n:OrganizationIdentification><n:IdentificationID>{COURT}</n:IdentificationID>
</n:OrganizationIdentification></j:CaseCourt></q:CourtPolicyQueryMessage>"""
BOUNDARY = "uuid:1-2+id=3"


@pytest.fixture(scope="module")
def server(shared: Path, ecf4: Schema) -> Iterator[SandboxServer]:
    with SandboxServer(
        load_court("sandbox"), published=shared / "ecf", schemas={"4": ecf4}, tick_seconds=None
    ) as running:
        yield running


def envelope(message: str = QUESTION, *, prefix: str = "SOAP-ENV:", version: str = soap.SOAP) -> str:
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'<{prefix}Envelope {name}="{version}"><{prefix}Body>{message}</{prefix}Body></{prefix}Envelope>'


def post(server: SandboxServer, body: bytes | str, **headers: str) -> tuple[int, str, str]:
    """Return status, content type and text of the court's answer."""
    where = urlsplit(server.filing_review_url)
    connection = http.client.HTTPConnection(where.netloc, timeout=30)
    sent = body.encode() if isinstance(body, str) else body
    types = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST", where.path, sent, {"Content-Type": "text/xml; charset=utf-8", **types})
    answer = connection.getresponse()
    read = answer.read().decode()
    connection.close()
    return answer.status, answer.headers["Content-Type"], read


def in_parts(root_id: str, kind: str) -> bytes:
    head = f"Content-ID: {root_id}\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: {kind}"
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n{envelope()}\r\n--{BOUNDARY}--".encode()


def multipart(root_id: str) -> str:
    kind = 'multipart/related; type="application/xop+xml"'
    return f'{kind};start="{root_id}";boundary="{BOUNDARY}";start-info="text/xml"'


NET, CXF = "<http://tempuri.org/0>", "<0.a-b@cxf.apache.org>"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(envelope(prefix=""), {}, id="the envelope's as the default namespace"),
        pytest.param(envelope(), {"SOAPAction": '"urn:x"'}, id="an action in quotes"),
        pytest.param(envelope(), {"SOAPAction": "urn:x"}, id="an action without"),
        pytest.param(envelope(), {"Content_Type": "text/xml"}, id="no character set"),
        pytest.param(b"\xef\xbb\xbf" + envelope().encode(), {}, id="a byte order mark"),
        pytest.param(
            ('<?xml version="1.0" encoding="utf-16"?>' + envelope()).encode("utf-16"),
            {"Content_Type": "text/xml; charset=utf-16"},
            id="UTF-16",
        ),
        pytest.param(
            in_parts(NET, 'application/xop+xml;charset=utf-8;type="text/xml"'),
            {"Content_Type": multipart(NET), "MIME_Version": "1.0"},
            id="in parts, as .NET writes them",
        ),
        pytest.param(
            in_parts(CXF, 'application/xop+xml; charset=UTF-8; type="text/xml"'),
            {"Content_Type": multipart(CXF)},
            id="in parts, as Java writes them",
        ),
    ],
)
def test_a_question_is_answered_however_it_is_written(
    server: SandboxServer, body: bytes | str, headers: dict[str, str]
) -> None:
    status, kind, read = post(server, body, **headers)
    assert (status, kind) == (200, 'text/xml; charset="utf-8"')
    assert "CourtPolicyResponseMessage" in read
    assert "ErrorCode>0<" in read


def test_a_client_that_waits_for_leave_gets_it(server: SandboxServer) -> None:
    where = urlsplit(server.filing_review_url)
    connection = http.client.HTTPConnection(where.netloc, timeout=30)
    connection.putrequest("POST", where.path)
    connection.putheader("Content-Type", "text/xml")
    connection.putheader("Content-Length", str(len(envelope())))
    connection.putheader("Expect", "100-continue")
    connection.endheaders()
    assert connection.sock.recv(64).startswith(b"HTTP/1.1 100")
    connection.send(envelope().encode())
    assert connection.getresponse().status == 200
    connection.close()


class TestSoap12:
    def test_is_answered_in_kind(self, server: SandboxServer) -> None:
        status, kind, read = post(server, envelope(version=soap.SOAP_12), Content_Type="application/soap+xml")
        assert (status, kind) == (200, 'application/soap+xml; charset="utf-8"')
        assert f'"{soap.SOAP_12}"' in read
        assert "CourtPolicyResponseMessage" in read

    def test_is_refused_in_kind(self, server: SandboxServer) -> None:
        status, _, read = post(server, envelope("", version=soap.SOAP_12))
        assert status == 500
        assert re.search(r"<soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>", read)


class TestRefusals:
    def test_what_does_not_fit_is_named_with_its_line(self, server: SandboxServer) -> None:
        wrong = QUESTION.replace("<e:SendingMDEProfileCode>y</e:SendingMDEProfileCode>", "<e:Invention/>")
        status, _, read = post(server, envelope(wrong))
        assert status == 200
        assert "ErrorCode>-20<" in read
        assert re.search(r"Schema validation failed: line 4, .*Invention.*not expected", read)

    def test_many_faults_are_counted(self, server: SandboxServer) -> None:
        members = "".join(f'<n:Wrong{n} xmlns:n="{NAMESPACES["nc"]}"/>' for n in range(3))
        listed = f'<r:NotifyX xmlns:r="urn:r">{members}</r:NotifyX>'
        assert "Schema validation failed: line " in post(server, envelope(listed))[2]

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            pytest.param(b"", "not well-formed", id="nothing"),
            pytest.param(QUESTION, "The request .*no SOAP envelope", id="no envelope"),
            pytest.param(envelope(""), "The request .*no SOAP envelope", id="nothing in it"),
            pytest.param(envelope()[:300], "line [0-9]+: it is not well-formed", id="half of it"),
            pytest.param("<!DOCTYPE a><a/>", "document type", id="a document type"),
        ],
    )
    def test_what_is_no_message_gets_a_fault(
        self, server: SandboxServer, body: bytes | str, why: str
    ) -> None:
        status, _, read = post(server, body)
        assert status == 500
        assert "<faultcode>soap:Client</faultcode>" in read
        assert re.search(why, read, re.DOTALL)
        assert "Traceback" not in read

    def test_a_packed_body_is_refused_with_what_to_do(self, server: SandboxServer) -> None:
        status, _, read = post(server, b"\x1f\x8b", Content_Encoding="gzip")
        assert (status, "unpacked" in read) == (415, True)


def test_everybody_can_log_in_where_nobody_has_to(server: SandboxServer) -> None:
    asked = (
        '<AuthenticateUser xmlns="urn:tyler:efm:services"><AuthenticateRequest>'
        "<Email>filer@example.test</Email><Password>any</Password></AuthenticateRequest></AuthenticateUser>"
    )
    status, _, read = post(server, envelope(asked))
    assert status == 200
    assert re.search(r"PasswordHash[^>]*>[0-9a-f]{32}<", read)


def test_the_user_service_describes_itself(server: SandboxServer) -> None:
    where = urlsplit(server.user_service_url)
    connection = http.client.HTTPConnection(where.netloc, timeout=30)
    connection.request("GET", f"{where.path}?wsdl")
    read = connection.getresponse().read().decode()
    assert f'location="{server.user_service_url}"' in read
    (drawn_in,) = re.findall(r'import[^>]* location="([^"]+)"', read)
    connection.request("GET", urlsplit(drawn_in).path)
    assert connection.getresponse().status == 200
    connection.close()
