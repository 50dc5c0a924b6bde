"""Large files on their way: no file is in memory as a whole, in either direction and in either form."""

import base64
import hashlib
import random
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efiling.ecf.message import Message
from efiling.ecf.v4.answers import Answering
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.v4.names import NAMESPACES
from efiling.errors import MessageInvalid
from efiling.model import Content, DocumentReview, Filing, FilingId, ReviewResult, StampedCopy
from efiling.model.document import PIECE_BYTES
from efiling.transport import mtom, soap
from efiling.transport.address import Address
from efiling.transport.body import Body, inline
from efiling.transport.callback import read_callback
from efiling.transport.ecf4 import Ecf4Court
from efiling.transport.lifting import SMALL_TEXT, Lifter
from efiling.transport.spool import SMALL_BYTES, Spool
from efiling.transport.wire import Wire
from tests.efiling.papers import attachment, envelope

LARGE = 60_000_000
NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
PIECE = random.Random(4).randbytes(1_000_000)  # noqa: S311


def pieces() -> Iterator[bytes]:
    for _ in range(LARGE // len(PIECE)):
        yield PIECE


def large() -> Content:
    digest = hashlib.sha256()
    for piece in pieces():
        digest.update(piece)
    return Content(
        sha256=digest.hexdigest(), size_bytes=LARGE, read=lambda: b"".join(pieces()), stream=pieces
    )


@pytest.fixture(scope="module")
def paper() -> Content:
    return large()


def peak(work: Callable[[], object]) -> int:
    """Return the most memory, in bytes, that Python held at once while it worked."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def body_of(message: Message, *, beside: bool) -> Body:
    root = soap.envelope(message.root)
    return mtom.write(root, message, boundary="b" * 30) if beside else inline(root, message)


def review(paper: Content) -> Message:
    copy = StampedCopy(file_name="a.pdf", content=paper)
    document = DocumentReview(reference="s.1", stamped=(copy,))
    result = ReviewResult(filing_id=FilingId("F"), status="accepted", documents=(document,))
    return Answering(court="sandbox:main").review(result)


def ragged(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Cut a body as networks do, without regard for what is in it."""
    for chunk in chunks:
        for start in range(0, len(chunk), size):
            yield chunk[start : start + size]


@pytest.mark.parametrize("beside", [True, False], ids=["mtom", "inline"])
class TestMemory:
    """60 MB go through a quarter of that."""

    def test_a_file_is_sent_in_pieces(self, paper: Content, beside: bool) -> None:
        whole = envelope(connected=0)
        lead = replace(whole.filings[0].lead, attachments=(replace(attachment(), content=paper),))
        message = review_filing(replace(whole, filings=(Filing(lead=lead),)))
        sent = 0

        def send() -> None:
            nonlocal sent
            body = body_of(message, beside=beside)
            for chunk in body.chunks:
                sent += len(chunk)
            assert sent == body.length

        assert peak(send) < LARGE / 4

    def test_a_callback_is_read_in_pieces(self, paper: Content, beside: bool) -> None:
        body = body_of(review(paper), beside=beside)
        found: list[Content | None] = []

        def read() -> None:
            (result,) = read_callback(ragged(body.chunks, 70_000), body.content_type).reviews
            found.append(result.documents[0].stamped[0].content)

        assert peak(read) < LARGE / 4
        assert found == [paper]
        assert found[0] is not None
        digest = hashlib.sha256()
        for piece in found[0].pieces():
            digest.update(piece)
        assert digest.hexdigest() == paper.sha256

    def test_an_answer_is_received_in_pieces(self, paper: Content, beside: bool) -> None:
        copy = StampedCopy(file_name="a.pdf", content=paper)
        result = ReviewResult(
            filing_id=FilingId("F"),
            status="accepted",
            documents=(DocumentReview(reference="s.1", stamped=(copy,)),),
        )
        message = Answering(court="sandbox:main").filing_details(result)

        def respond(request: httpx.Request) -> httpx.Response:
            body = body_of(message, beside=beside)
            return httpx.Response(200, headers={"Content-Type": body.content_type}, content=body.chunks)

        def ask() -> None:
            with httpx.Client(transport=httpx.MockTransport(respond)) as http:
                wire = Wire(http, court="sandbox", clock=lambda: NOON)
                address = Address(
                    court="sandbox:main",
                    filing_review="http://127.0.0.1/",
                    submitter="",
                    callback_url="",
                    zone=UTC,
                    namespaces=NAMESPACES,
                )
                details = Ecf4Court(wire, address).filing_details(FilingId("F"))
                assert details.documents[0].stamped[0].content == paper

        assert peak(ask) < LARGE / 4


class TestSpool:
    @settings(max_examples=30)
    @given(sizes=st.lists(st.integers(0, 2 * SMALL_BYTES), max_size=4), cut=st.integers(1, 100_000))
    def test_every_file_comes_back_as_it_was(self, sizes: list[int], cut: int) -> None:
        spool, chance = Spool(), random.Random(1)  # noqa: S311
        files = [chance.randbytes(size) for size in sizes]
        kept = [spool.keep(ragged(iter([file]), cut)) for file in files]
        assert kept == [Content.of(file) for file in files]
        assert [content.read() for content in kept] == files
        assert [b"".join(content.pieces()) for content in kept] == files

    def test_many_may_read_at_once(self) -> None:
        raw = random.Random(2).randbytes(4 * PIECE_BYTES + 5)  # noqa: S311
        content, found = Spool().keep([raw]), []
        threads = [threading.Thread(target=lambda: found.append(content.read())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [raw] * 8


class TestLifting:
    """Files inside the XML, as senders write them."""

    FILE = random.Random(3).randbytes(SMALL_TEXT)  # noqa: S311
    TEXT = base64.b64encode(FILE).decode()
    LINES = base64.encodebytes(FILE).decode().replace("\n", "\r\n")

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(TEXT, id="one line"),
            pytest.param(LINES, id="lines"),
            pytest.param(f"\n   {LINES}\n  ", id="indented"),
            pytest.param(LINES.replace("\r\n", "&#xD;\n"), id="references"),
            pytest.param(LINES.replace("\r\n", "&#13;&#10;"), id="decimal references"),
        ],
    )
    @pytest.mark.parametrize(
        "tag", ["BinaryBase64Object", "niem:Base64BinaryObject", 'a:BinaryBase64Object b="/"']
    )
    @settings(max_examples=5)
    @given(cut=st.integers(1, 5000))
    def test_a_large_file_is_lifted(self, tag: str, text: str, cut: int) -> None:
        raw = f"<r><{tag}>{text}</{tag.partition(' ')[0]}><x/></r>".encode()
        lifter = Lifter(Spool())
        rest = b"".join(lifter.lift(ragged(iter([raw]), cut)))
        ((name, content),) = lifter.parts.items()
        assert content == Content.of(self.FILE)
        assert len(rest) < 300
        assert f'href="cid:{name}"'.encode() in rest
        assert rest.endswith(b"><x/></r>")

    @settings(max_examples=40)
    @given(cut=st.integers(1, 40))
    def test_everything_else_stays_as_it_is(self, cut: int) -> None:
        raw = (
            b"<r><BinaryBase64Object>JVBERg==</BinaryBase64Object><BinaryBase64Object/>&lt; <b>a</b> text</r>"
        )
        lifter = Lifter(Spool())
        assert b"".join(lifter.lift(ragged(iter([raw]), cut))) == raw
        assert lifter.parts == {}

    def test_what_is_no_base64_reads_as_no_file(self) -> None:
        text = "A" * (SMALL_TEXT + 1)
        lifter = Lifter(Spool())
        raw = f"<r><BinaryBase64Object>{text}</BinaryBase64Object></r>".encode()
        assert b"".join(lifter.lift([raw])) == b"<r><BinaryBase64Object></BinaryBase64Object></r>"
        assert lifter.parts == {}

    @settings(max_examples=30)
    @given(at=st.integers(0, 200_000))
    def test_a_message_that_breaks_off_ends(self, at: int) -> None:
        raw = f"<r><BinaryBase64Object>{self.TEXT}</BinaryBase64Object></r>".encode()
        assert b"".join(Lifter(Spool()).lift([raw[:at]])) is not None


@settings(max_examples=40)
@given(cut=st.integers(1, 300))
def test_a_multipart_body_may_be_cut_anywhere(cut: int) -> None:
    files = [b"\r\n--b", b"--" + b"b" * 29, b"\n" * 50, b""]
    whole = envelope(connected=0)
    attachments = tuple(attachment(raw=file) for file in files)
    lead = replace(whole.filings[0].lead, attachments=attachments)
    message = review_filing(replace(whole, filings=(Filing(lead=lead),)))
    body = body_of(message, beside=True)
    _, parts = mtom.read(ragged(body.chunks, cut), body.content_type)
    assert [content.read() for content in parts.values()] == files


def test_a_body_without_its_end_is_refused() -> None:
    """Half a stamped copy must not pass for a whole one."""
    body = body_of(review(Content.of(b"%PDF-1.7 stamped")), beside=True)
    raw = b"".join(body.chunks)
    for cut in (raw.index(b"stamped") + 3, len(raw) - 4):
        with pytest.raises(MessageInvalid, match="breaks off"):
            mtom.read(raw[:cut], body.content_type)


def test_a_part_in_base64_is_read_as_mail_programs_write_it() -> None:
    raw = (
        b"--b\r\nContent-Type: application/xop+xml\r\n\r\n<a/>\r\n--b\r\nContent-ID: <f>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nJVBE\r\nRg==\r\n--b--"
    )
    _, parts = mtom.read(raw, "multipart/related; boundary=b")
    assert parts["f"].read() == b"%PDF"
