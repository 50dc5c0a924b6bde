"""Every message that the other side can send, damaged: the reader refuses it or reads what is left."""

import random
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assembly.model.people import PersonName
from efiling.courts import CodeSet, load_court
from efiling.courts.genericode import read_code_list, write_code_list
from efiling.ecf.message import Message, fill
from efiling.ecf.reading import decimal, local
from efiling.ecf.v4 import answers as answers4
from efiling.ecf.v4 import filing as filing4
from efiling.ecf.v4 import read_answers as read4
from efiling.ecf.v4 import read_review as review4
from efiling.ecf.v4 import read_service as read_service4
from efiling.ecf.v4 import service as service4
from efiling.ecf.v4.names import OASIS_NAMESPACES as PLAIN_NAMES4
from efiling.ecf.v4.policy import policy_answer, read_policy
from efiling.ecf.v4.read_filing import read_review_filing as read_filing4
from efiling.ecf.v5 import answers as answers5
from efiling.ecf.v5 import filing as filing5
from efiling.ecf.v5 import policy as policy5
from efiling.ecf.v5 import read_answers as read5
from efiling.ecf.v5 import read_review as review5
from efiling.ecf.v5 import read_service as read_service5
from efiling.ecf.v5 import service as service5
from efiling.ecf.v5.names import OASIS_NAMESPACES as PLAIN_NAMES5
from efiling.ecf.v5.read_filing import read_review_filing as read_filing5
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import FilingRefused, MessageInvalid
from efiling.model import (
    CaseId,
    DocumentReview,
    EnvelopeId,
    Fee,
    FeeQuote,
    FilingId,
    FilingStatus,
    PartyRef,
    Receipt,
    ReviewResult,
    ServedRecipient,
    ServiceContact,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
)
from efiling.sandbox.ecf4 import policy
from efiling.transport import mtom, soap
from efiling.transport.callback import answer, read_callback
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

PLAIN4 = answers4.Answering(court="sandbox:main", namespaces=PLAIN_NAMES4)
PLAIN5 = answers5.Answering(court="sandbox:main", at=NOW, namespaces=PLAIN_NAMES5)
RECIPIENT = ServedRecipient(contact_id="c-1", name="Ana Doe", status="served", served_at=NOW)
SERVED = ServiceReceipt(filing_ids=(FilingId("F1"),), received_at=NOW, recipients=(RECIPIENT,))
NEWS = ServiceNews(filing_id=FilingId("F1"), reference="s.1", recipient=RECIPIENT)
CONTACT = ServiceContact(
    contact_id="c-1", service_code="1", party=PartyRef(""), name=PersonName(first="Ana", last="Doe")
)
LIST = ServiceList(case_id=CaseId("C1"), contacts=(CONTACT,))
POLICY = policy(load_court("sandbox"), "https://x.test/")

MESSAGES: dict[str, tuple[Callable[[], Message], Callable[[Element], object]]] = {
    "4 receipt": (lambda: FOUR.receipt(RECEIPT), read4.read_receipt),
    "4 status": (lambda: FOUR.filing_status(STATUS), read4.read_filing_status),
    "4 list": (lambda: FOUR.filing_list([STATUS]), read4.read_filing_list),
    "4 details": (lambda: FOUR.filing_details(REVIEW), review4.read_filing_details),
    "4 fees": (lambda: FOUR.fees(FeeQuote(total=Decimal(60), fees=FEES)), read4.read_fees),
    "4 cases": (lambda: FOUR.cases([WHOLE]), lambda m: read4.read_cases(m, roles=ROLE_CODES)),
    "4 policy": (lambda: policy_answer(FOUR, POLICY), read_policy),
    "4 review": (lambda: FOUR.review(REVIEW), review4.read_review),
    "4 plain review": (lambda: PLAIN4.review(REVIEW), review4.read_review),
    "4 cancelled": (lambda: FOUR.cancelled(STATUS), read4.read_filing_status),
    "4 case": (lambda: FOUR.case(WHOLE), lambda m: read4.read_cases(m, roles=ROLE_CODES)),
    "4 served": (lambda: service4.service_receipt(FOUR, SERVED), read_service4.read_service_receipt),
    "4 service list": (
        lambda: service4.service_information(FOUR, LIST),
        read_service4.read_service_information,
    ),
    "4 service news": (lambda: service4.service_complete(FOUR, NEWS), read_service4.read_service_news),
    "4 plain filing": (
        lambda: filing4.review_filing(WHOLE, namespaces=PLAIN_NAMES4),
        lambda m: read_filing4(m, roles=ROLE_CODES),
    ),
    "5 review": (lambda: FIVE.review(REVIEW), review5.read_reviews),
    "5 plain review": (lambda: PLAIN5.review(REVIEW), review5.read_reviews),
    "5 cases": (lambda: FIVE.cases([WHOLE, WHOLE]), lambda m: read5.read_cases(m, roles=ROLE_CODES)),
    "5 policy": (lambda: policy5.policy_answer(FIVE, POLICY), policy5.read_policy),
    "5 served": (lambda: service5.service_receipt(FIVE, SERVED), read_service5.read_service_receipt),
    "5 service list": (
        lambda: service5.service_information(FIVE, LIST),
        read_service5.read_service_information,
    ),
    "5 service news": (lambda: service5.service_complete(FIVE, NEWS), read_service5.read_service_news),
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


def reshaped(raw: bytes, chance: random.Random) -> bytes:
    """Do to a message what other people's servers do: every change leaves well-formed XML."""
    root = parse(raw, message="whole")
    for _ in range(chance.randrange(1, 6)):
        elements = [found for found in root.iter(etree.Element) if found.getparent() is not None]
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(9):
            case 0:  # twice
                one.addnext(deepcopy(one))
            case 1:  # somewhere else
                if one not in other.iterancestors() and one is not other:
                    other.append(deepcopy(one))
            case 2:  # an element that nobody knows
                one.addprevious(etree.Element("{urn:new}Extension"))
            case 3:  # nil
                one.set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")
            case 4:  # blanks and remarks in the text
                one.text = f" \n\t{one.text or ''} "
                one.append(etree.Comment("remark"))
            case 5:  # another name
                one.tag = etree.QName(other).text
            case 6:  # a type of its own
                one.set("{http://www.w3.org/2001/XMLSchema-instance}type", "x:Anything")
            case 7:  # a number or date of another kind
                one.text = chance.choice(
                    ["0001-01-01", "-1", "1e9", "NaN", "2026-02-30T25:00:00Z", "x" * 5000]
                )
            case 8:  # no namespace at all
                one.tag = etree.QName(one).localname
    return to_bytes(root)


@pytest.mark.parametrize("name", MESSAGES)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_message_of_another_shape(name: str, seed: int) -> None:
    build, read = MESSAGES[name]
    message = build()
    fill(message)
    raw = reshaped(to_bytes(message.root), random.Random(seed))  # noqa: S311
    try:
        assert read(parse(raw, message=name)) is not None
    except (MessageInvalid, FilingRefused) as refusal:
        assert str(refusal)  # noqa: PT017


CALLBACKS: dict[str, Callable[[], Message]] = {
    "4 review": lambda: FOUR.review(REVIEW),
    "5 review": lambda: FIVE.review(REVIEW),
    "4 service": lambda: service4.service_complete(FOUR, NEWS),
    "5 service": lambda: service5.service_complete(FIVE, NEWS),
}


@pytest.mark.parametrize("name", CALLBACKS)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_callback_of_another_shape_is_answered(name: str, seed: int) -> None:
    """Whatever is still a message in an envelope gets an answer that is one."""
    root = soap.envelope(CALLBACKS[name]().root)
    raw = reshaped(to_bytes(root), random.Random(seed))  # noqa: S311
    try:
        callback = read_callback(raw, "text/xml")
    except MessageInvalid as refusal:
        assert refusal.problems  # noqa: PT017
        return
    answered = soap.body(parse(answer(callback, at=NOW), message="answer"))
    assert local(answered)


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
