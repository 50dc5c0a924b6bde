"""Files beside a message: byte-exact both ways, other people's ways of writing it, and damage."""

import io
import random
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efiling.ecf.message import Message
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.v4.read_filing import read_review_filing
from efiling.ecf.xml import parse
from efiling.errors import MessageInvalid
from efiling.model import Content, Envelope, Filing
from efiling.transport import mtom, soap
from efiling.transport.body import Body, inline
from tests.efiling.papers import attachment, envelope
from tests.efiling.strategies import ROLE_CODES, envelopes

BOUNDARY = "0123456789abcdef"


def written(whole: Envelope) -> tuple[Body, bytes]:
    message = review_filing(whole)
    body = mtom.write(soap.envelope(message.root), message, boundary=BOUNDARY)
    return body, b"".join(body.chunks)


def read(raw: bytes, content_type: str) -> Envelope:
    xml, parts = mtom.read(raw, content_type)
    return read_review_filing(soap.body(parse(xml, message="x")), roles=ROLE_CODES, parts=parts)


class TestWriting:
    @settings(max_examples=6)
    @given(whole=envelopes())
    def test_what_was_sent_arrives(self, whole: Envelope) -> None:
        body, raw = written(whole)
        assert len(raw) == body.length
        assert read(raw, body.content_type) == whole

    @settings(max_examples=6)
    @given(whole=envelopes())
    def test_inline_the_same(self, whole: Envelope) -> None:
        message = review_filing(whole)
        body = inline(soap.envelope(message.root), message)
        raw = b"".join(body.chunks)
        assert len(raw) == body.length
        assert read(raw, body.content_type) == whole

    @pytest.mark.parametrize(
        "content", [b"\r\n", b"\n", b"--0123456789abcde\r\n", b"\r\n--", bytes(range(256))]
    )
    def test_every_byte_of_a_file_counts(self, content: bytes) -> None:
        whole = envelope(connected=0)
        filing = whole.filings[0]
        lead = replace(filing.lead, attachments=(attachment(raw=content), attachment(raw=content[::-1])))
        whole = replace(whole, filings=(Filing(lead=lead),))
        body, raw = written(whole)
        files = [a.content.read() for d in read(raw, body.content_type).documents for a in d.attachments]
        assert files == [content, content[::-1]]

    def test_memory_holds_one_file_at_a_time(self) -> None:
        """Eight files of 2 MB are sent with less than two of them in memory."""
        size = 2_000_000

        def made() -> Content:
            return Content(sha256="0" * 64, size_bytes=size, read=lambda: bytes(size))

        whole = envelope(connected=0)
        filing = whole.filings[0]
        files = tuple(replace(attachment(), content=made()) for _ in range(8))
        whole = replace(whole, filings=(Filing(lead=replace(filing.lead, attachments=files)),))
        message = review_filing(whole)
        root = soap.envelope(message.root)
        tracemalloc.start()
        try:
            for _ in mtom.write(root, message, boundary=BOUNDARY).chunks:
                pass
            assert tracemalloc.get_traced_memory()[1] < 2 * size
        finally:
            tracemalloc.stop()


class TestReading:
    def test_xml_alone_is_no_multipart(self) -> None:
        assert mtom.read(b"<a/>", "text/xml") == (b"<a/>", {})
        assert mtom.read(b"<a/>", "") == (b"<a/>", {})

    def test_others_write_it_in_other_ways(self) -> None:
        """Line feeds alone, a preamble, an encoded content id, the root not first, headers in any case."""
        raw = (
            b"This is a multi-part message.\n--b\ncontent-type: application/pdf\nCONTENT-ID: <a@b>\n\nPDF\n"
            b'--b\nContent-Type: application/xop+xml; type="text/xml"\nContent-ID: <root>\n\n<a/>\n--b--\n'
        )
        content_type = 'Multipart/Related; boundary=b; type="application/xop+xml"; start="<root>"'
        xml, parts = mtom.read(raw, content_type)
        assert xml == b"<a/>"
        assert {name: content.read() for name, content in parts.items()} == {"a@b": b"PDF"}

    @pytest.mark.parametrize(
        ("raw", "content_type", "problem"),
        [
            (b"--b\r\n\r\n<a/>", "multipart/related", "no boundary"),
            (b"nothing", "multipart/related; boundary=b", "no part"),
            (b"--b--", "multipart/related; boundary=b", "no part"),
            (b"\r\n--b\r\nA: b\r\n\r\n" * 300, "multipart/related; boundary=b", "more than 200"),
        ],
    )
    def test_what_is_no_multipart_is_refused(self, raw: bytes, content_type: str, problem: str) -> None:
        with pytest.raises(MessageInvalid, match=problem):
            mtom.read(raw, content_type)

    @settings(max_examples=40)
    @given(seed=st.integers(0, 2**32))
    def test_damage_is_refused_or_reads_as_something(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        body, raw = written(envelope())
        at, to = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
        damaged = chance.choice([raw[:at], raw[:at] + raw[to:], raw[:at] + b"\xff" + raw[at + 1 :]])
        try:
            found = read(damaged, body.content_type)
        except MessageInvalid:
            return
        assert isinstance(found, Envelope)

    def test_a_reference_to_a_file_that_did_not_come_reads_as_nothing(self) -> None:
        body, raw = written(envelope(connected=0))
        found = read(raw.replace(b"Content-ID: <file-1@", b"Content-ID: <lost-1@"), body.content_type)
        assert next(found.documents).attachments[0].content.size_bytes == 0


def test_a_message_without_files_is_one_part() -> None:
    root = parse(b"<a/>", message="x")
    body = mtom.write(soap.envelope(root), Message(root=root), boundary=BOUNDARY)
    raw = io.BytesIO(b"".join(body.chunks)).getvalue()
    assert mtom.read(raw, body.content_type)[0].startswith(b"<?xml")
