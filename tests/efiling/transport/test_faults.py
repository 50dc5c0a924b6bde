"""Faults and other failures of an answer: what each says about the message that was sent."""

import base64
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from lxml import etree

from efiling.ecf.message import Message
from efiling.ecf.v4.answers import Answering
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    EfilingError,
    FilingRefused,
    MessageInvalid,
    NotAuthenticated,
)
from efiling.model import Content, DocumentReview, FilingId, ReviewResult, StampedCopy
from efiling.transport import mtom, soap
from efiling.transport.body import inline
from efiling.transport.credentials import Credentials
from efiling.transport.login import Login
from efiling.transport.wire import Exchange, Wire

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
WCF = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"


def question() -> Message:
    return Message(root=etree.Element("{urn:x}Question"))


def wire(answer: httpx.Response, **options: object) -> tuple[Wire, httpx.Client]:
    http = httpx.Client(transport=httpx.MockTransport(lambda request: answer))
    return Wire(http, court="sandbox", clock=lambda: NOW, **options), http  # type: ignore[arg-type]


def asked(answer: httpx.Response, **options: object) -> object:
    line, http = wire(answer, **options)
    with http:
        return line.call("https://court.example.test/", "urn:a/Ask", question(), timeout_seconds=10)


class TestFaults:
    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ("soap:Client", FilingRefused),
            ("Client.BadRequest", FilingRefused),
            ("soap:MustUnderstand", FilingRefused),
            ("soap:VersionMismatch", FilingRefused),
            ("a:ActionNotSupported", FilingRefused),
            ("a:DeserializationFailed", FilingRefused),
            ("wsse:FailedAuthentication", NotAuthenticated),
            ("wsse:InvalidSecurity", NotAuthenticated),
            ("Client.Authentication", NotAuthenticated),
            ("soap:Server", CourtDidNotAnswer),
            ("a:InternalServiceFault", CourtDidNotAnswer),
            ("something new", CourtDidNotAnswer),
            ("", CourtDidNotAnswer),
        ],
    )
    @pytest.mark.parametrize("status", [500, 200])
    def test_one_of_soap_1_1(self, code: str, error: type[EfilingError], status: int) -> None:
        """SOAP 1.1, section 4.4.1; the dispatcher's codes are those of the vendor's servers."""
        raw = (
            f'<s:Envelope xmlns:s="{soap.SOAP}"><s:Body><s:Fault><faultcode xmlns:a="{WCF}">{code}</faultcode>'
            "<faultstring>went wrong</faultstring></s:Fault></s:Body></s:Envelope>"
        )
        with pytest.raises(error, match="went wrong") as refusal:
            asked(httpx.Response(status, content=raw))
        assert type(refusal.value) is error

    @pytest.mark.parametrize(
        ("code", "subcode", "error"),
        [
            ("env:Sender", "", FilingRefused),
            ("env:Sender", "wsse:FailedAuthentication", NotAuthenticated),
            ("env:Receiver", "", CourtDidNotAnswer),
            ("env:Receiver", "a:InternalServiceFault", CourtDidNotAnswer),
            ("env:DataEncodingUnknown", "", FilingRefused),
        ],
    )
    def test_one_of_soap_1_2(self, code: str, subcode: str, error: type[EfilingError]) -> None:
        """SOAP 1.2 part 1, section 5.4."""
        inner = f"<env:Subcode><env:Value>{subcode}</env:Value></env:Subcode>" if subcode else ""
        raw = (
            f'<env:Envelope xmlns:env="{SOAP12}"><env:Body><env:Fault>'
            f"<env:Code><env:Value>{code}</env:Value>{inner}</env:Code>"
            '<env:Reason><env:Text xml:lang="en">went wrong</env:Text></env:Reason>'
            "</env:Fault></env:Body></env:Envelope>"
        )
        with pytest.raises(error, match="went wrong") as refusal:
            asked(httpx.Response(500, content=raw, headers={"Content-Type": "application/soap+xml"}))
        assert type(refusal.value) is error

    @pytest.mark.parametrize(
        ("code", "number", "error"),
        [
            ("Client", "-20", FilingRefused),
            ("Client", "-4", NotAuthenticated),
            ("Server", "-15", CourtDidNotAnswer),
            ("client", "95", FilingRefused),
        ],
    )
    def test_the_courts_own_number_in_its_detail_is_told(
        self, code: str, number: str, error: type[EfilingError]
    ) -> None:
        raw = (
            f"<Fault><faultcode>s:{code}</faultcode><faultstring>Failed</faultstring><detail><Error><ErrorCode>"
            f"{number}</ErrorCode><ErrorText>What it was</ErrorText></Error></detail></Fault>"
        )
        with pytest.raises(error, match=f"{number} What it was"):
            soap.raise_fault("sandbox", parse(raw.encode(), message="fault"))

    def test_one_that_we_send_is_read_by_ourselves(self) -> None:
        root = parse(to_bytes(soap.envelope(soap.fault("Client", "no"))), message="fault")
        with pytest.raises(FilingRefused, match="SOAP Client no"):
            soap.raise_fault("sandbox", soap.body(root))

    def test_an_envelope_with_nothing_in_it_is_no_answer(self) -> None:
        with pytest.raises(MessageInvalid):
            soap.body(
                parse(f'<s:Envelope xmlns:s="{soap.SOAP}"><s:Body/></s:Envelope>'.encode(), message="x")
            )


class TestSlowness:
    def test_a_court_that_gives_a_byte_now_and_then_is_given_up_in_the_end(self) -> None:
        seconds = itertools.count()
        given = 0

        def drip() -> Iterator[bytes]:
            nonlocal given
            while True:
                given += 1
                yield b" "

        with pytest.raises(CourtDidNotAnswer, match="too slow"):
            asked(httpx.Response(200, content=drip()), timer=lambda: float(next(seconds)))
        assert given < 20

    def test_a_court_that_takes_a_byte_now_and_then_is_given_up_too(self) -> None:
        seconds = itertools.count(step=4)
        content = Content(sha256="0" * 64, size_bytes=9, read=lambda: b"", stream=lambda: iter([b"abc"] * 3))
        element = etree.Element("{urn:x}BinaryBase64Object")
        root = etree.Element("{urn:x}Question")
        root.append(element)
        taken = httpx.MockTransport(lambda request: httpx.Response(200, content=request.read()))
        with httpx.Client(transport=taken) as http:
            line = Wire(http, court="sandbox", clock=lambda: NOW, timer=lambda: float(next(seconds)))
            with pytest.raises(CourtDidNotAnswer, match="too slow"):
                line.call(
                    "https://court.example.test/",
                    "urn:a/Ask",
                    Message(root=root, binaries=((element, content),)),
                    timeout_seconds=10,
                )

    def test_one_that_asks_to_wait_took_nothing(self) -> None:
        with pytest.raises(CourtUnavailable, match="asks to wait for 60 seconds"):
            asked(httpx.Response(429, headers={"Retry-After": "60"}))


def test_a_file_that_fails_on_our_side_leaves_it_open() -> None:
    """The disk breaks while a file is sent: part of the message is with the court."""

    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise OSError("disk")

    content = Content(sha256="0" * 64, size_bytes=9, read=lambda: b"", stream=broken)
    root = etree.Element("{urn:x}Question")
    element = etree.SubElement(root, "{urn:x}BinaryBase64Object")
    kept: list[Exchange] = []
    taken = httpx.MockTransport(lambda request: httpx.Response(200, content=request.read()))
    with httpx.Client(transport=taken) as http, pytest.raises(CourtDidNotAnswer, match="on our side"):
        Wire(http, court="sandbox", clock=lambda: NOW, record=kept.append).call(
            "https://court.example.test/",
            "urn:a/Ask",
            Message(root=root, binaries=((element, content),)),
            timeout_seconds=10,
        )
    assert len(kept) == 1


class TestWhatIsKept:
    def test_an_error_page_is_kept_without_what_was_said_in_confidence(self) -> None:
        kept: list[Exchange] = []
        page = httpx.Response(
            500, content="<html>could not handle s3cret-word &amp; more</html>" + "x" * 9000
        )
        line, http = wire(page, record=kept.append)
        login = Login(
            line, url="https://court.example.test/", credentials=Credentials("a@b.test", "s3cret-word")
        )
        with http, pytest.raises(CourtUnavailable):
            login.renew()
        (exchange,) = kept
        assert exchange.status == 500
        assert exchange.answer.startswith(b"<html>could not handle (left out)")
        assert len(exchange.answer) < 4200
        assert b"s3cret" not in exchange.request + exchange.answer

    def test_copies_that_came_are_kept_by_their_hash_alone(self) -> None:
        kept: list[Exchange] = []
        copy = StampedCopy(file_name="a.pdf", content=Content.of(b"%PDF-1.7 stamped"))
        document = DocumentReview(reference="s.1", stamped=(copy,))
        result = ReviewResult(filing_id=FilingId("F"), status="accepted", documents=(document,))
        for beside in (True, False):
            message = Answering(court="sandbox:main").filing_details(result)
            root = soap.envelope(message.root)
            body = mtom.write(root, message, boundary="b" * 30) if beside else inline(root, message)
            asked(
                httpx.Response(200, content=body.chunks, headers={"Content-Type": body.content_type}),
                record=kept.append,
            )
        for exchange in kept:
            assert copy.content is not None
            assert f"sha256:{copy.content.sha256}".encode() in exchange.answer
            assert b"stamped" not in exchange.answer
            assert base64.b64encode(b"%PDF-1.7 stamped") not in exchange.answer
        assert len(kept) == 2

    def test_an_answer_in_utf_16_or_none_at_all_leaves_it_open(self) -> None:
        for raw in ("<a/>".encode("utf-16"), b"\xff\xfe", b"\x1f\x8b\x08junk"):
            with pytest.raises(CourtDidNotAnswer):
                asked(httpx.Response(200, content=raw))
