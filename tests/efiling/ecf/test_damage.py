"""Every message that the other side can send, damaged: the reader refuses it or reads what is left."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from efiling.courts import CodeSet, load_court
from efiling.courts.genericode import read_code_list, write_code_list
from efiling.ecf.message import Message, fill
from efiling.ecf.reading import decimal
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import filing as filing4
from efiling.ecf.v4 import read_answers as read4
from efiling.ecf.v4.policy import policy_answer, read_policy
from efiling.ecf.v4.read_filing import read_review_filing as read_filing4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import filing as filing5
from efiling.ecf.v5 import read_answers as read5
from efiling.ecf.v5.read_filing import read_review_filing as read_filing5
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import FilingRefused, MessageInvalid
from efiling.model import (
    DocumentReview,
    EnvelopeId,
    Fee,
    FeeQuote,
    FilingId,
    FilingStatus,
    Receipt,
    ReviewResult,
)
from efiling.sandbox.ecf4 import policy
from efiling.transport import mtom, soap
from efiling.transport.callback import read_callback
from tests.efiling.ecf.v4.test_answers import damaged
from tests.efiling.papers import envelope
from tests.efiling.strategies import ROLE_CODES

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
FOUR = answers4.Answering(court="sandbox:main")
FIVE = answers5.Answering(court="sandbox:main", at=NOW)
RECEIPT = Receipt(filing_ids=(FilingId("F1"),), envelope_id=EnvelopeId("7"), received_at=NOW)
STATUS = FilingStatus(filing_id=FilingId("F1"), status="accepted", submitted_at=NOW, reference="s.1")
FEES = (Fee(reason="Motion", amount=Decimal("60.00")),)
REVIEW = ReviewResult(
    filing_id=FilingId("F1"),
    status="accepted",
    filed_at=NOW,
    documents=(DocumentReview(reference="s.1", reviewed_at=NOW),),
    fees=FEES,
)
WHOLE = envelope()

MESSAGES: dict[str, tuple[Callable[[], Message], Callable[[Element], object]]] = {
    "4 receipt": (lambda: FOUR.receipt(RECEIPT), read4.read_receipt),
    "4 status": (lambda: FOUR.filing_status(STATUS), read4.read_filing_status),
    "4 list": (lambda: FOUR.filing_list([STATUS]), read4.read_filing_list),
    "4 details": (lambda: FOUR.filing_details(REVIEW), read4.read_filing_details),
    "4 fees": (lambda: FOUR.fees(FeeQuote(total=Decimal(60), fees=FEES)), read4.read_fees),
    "4 cases": (lambda: FOUR.cases([WHOLE]), lambda m: read4.read_cases(m, roles=ROLE_CODES)),
    "4 policy": (lambda: policy_answer(FOUR, policy(load_court("sandbox"), "https://x.test/")), read_policy),
    "4 filing": (lambda: filing4.review_filing(WHOLE), lambda m: read_filing4(m, roles=ROLE_CODES)),
    "5 receipt": (lambda: FIVE.receipt(RECEIPT), read5.read_receipt),
    "5 status": (lambda: FIVE.filing_status(REVIEW), read5.read_filing_status),
    "5 case": (lambda: FIVE.case(WHOLE), lambda m: read5.read_cases(m, roles=ROLE_CODES)),
    "5 list": (lambda: FIVE.filing_list([STATUS]), read5.read_filing_list),
    "5 fees": (lambda: FIVE.fees(FeeQuote(total=Decimal(60), fees=FEES)), read5.read_fees),
    "5 filing": (
        lambda: filing5.review_filing(WHOLE, posted_at=NOW),
        lambda m: read_filing5(m, roles=ROLE_CODES),
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_message(name: str, seed: int) -> None:
    build, read = MESSAGES[name]
    message = build()
    fill(message)
    raw = damaged(to_bytes(message.root), random.Random(seed))  # noqa: S311
    try:
        assert read(parse(raw, message=name)) is not None
    except (MessageInvalid, FilingRefused) as refusal:
        assert str(refusal)  # noqa: PT017


@pytest.mark.parametrize("beside", [False, True], ids=["inline", "mtom"])
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_callback(beside: bool, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    message = FOUR.review(REVIEW)
    root = soap.envelope(message.root)
    if beside:
        body = mtom.write(root, message, boundary="b" * 30)
        raw, content_type = b"".join(body.chunks), body.content_type
    else:
        raw, content_type = to_bytes(root), "text/xml"
    at = chance.randrange(len(raw))
    raw = chance.choice([raw[:at], raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]])
    content_type = chance.choice([content_type, content_type[: chance.randrange(len(content_type))]])
    try:
        assert read_callback(raw, content_type).name
    except MessageInvalid as refusal:
        assert refusal.problems  # noqa: PT017


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_code_list(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    raw = write_code_list(load_court("sandbox").codes["filing_code"])
    at = chance.randrange(len(raw))
    try:
        found = read_code_list(raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :], "filing_code")
    except MessageInvalid:
        return
    assert isinstance(found, CodeSet)


@pytest.mark.parametrize("raw", ["1e999999", "-1e400", "NaN", "Infinity", "9" * 50, "", "1e-400"])
def test_a_number_that_nobody_means_is_none(raw: str) -> None:
    assert decimal(raw) is None


class TestHostileXml:
    @pytest.mark.parametrize(
        "raw",
        [
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a b="&y;"/>',
            b'<?xml version="1.0" encoding="UTF-16"?>' + "<a/>".encode("utf-16"),
            b"<a>\x00</a>",
            b"",
            b"\xff\xfe",
        ],
    )
    def test_it_is_refused(self, raw: bytes) -> None:
        with pytest.raises(MessageInvalid):
            parse(raw, message="x")

    def test_a_document_of_another_encoding_is_read_as_utf8_or_not_at_all(self) -> None:
        raw = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode()
        assert parse(raw, message="x").text == "é"

    def test_a_deep_document_ends_in_a_refusal_or_a_reading(self) -> None:
        raw = b"<a>" * 5000 + b"</a>" * 5000
        try:
            assert isinstance(parse(raw, message="x"), etree._Element)
        except MessageInvalid as refusal:
            assert refusal.problems  # noqa: PT017
