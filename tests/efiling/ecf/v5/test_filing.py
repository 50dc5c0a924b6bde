"""ECF 5 ReviewFiling: valid against the official schema, read back without loss, refused when it dangles."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from assembly.model.people import PersonName
from efiling.ecf.message import fill
from efiling.ecf.plain import carried, left_out
from efiling.ecf.reading import every, text
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.filing import fees_query, review_filing, serve_filing
from efiling.ecf.v5.names import OASIS_NAMESPACES, namespaces
from efiling.ecf.v5.read_filing import read_review_filing
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import Envelope, FiledDocument, Filing, PartyRef
from tests.efiling.papers import envelope as envelope_of_papers
from tests.efiling.strategies import HOSTILE, ROLE_CODES, envelopes

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


class TestReviewFiling:
    @settings(max_examples=25)
    @given(envelope=envelopes())
    def test_is_valid_and_reads_back_as_it_was(self, ecf5: Schema, envelope: Envelope) -> None:
        message = review_filing(envelope, posted_at=NOW)
        ecf5.check(message.root)
        fill(message)
        root = parse(to_bytes(message.root), message="ReviewFiling")
        ecf5.check(root)
        assert read_review_filing(root, roles=ROLE_CODES) == envelope

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_a_fee_query_is_valid_too(self, ecf5: Schema, envelope: Envelope) -> None:
        ecf5.check(fees_query(envelope, posted_at=NOW).root)

    @settings(max_examples=10)
    @given(envelope=envelopes())
    def test_a_service_is_valid_and_reads_back_as_it_was(self, ecf5: Schema, envelope: Envelope) -> None:
        message = serve_filing(envelope, posted_at=NOW)
        ecf5.check(message.root)
        fill(message)
        root = parse(to_bytes(message.root), message="ServeFiling")
        assert read_review_filing(root, roles=ROLE_CODES) == envelope

    @pytest.mark.parametrize("name", HOSTILE)
    @settings(max_examples=1)
    @given(envelope=envelopes())
    def test_a_hostile_name_is_text(self, ecf5: Schema, envelope: Envelope, name: str) -> None:
        party = replace(envelope.parties[0], name=PersonName(first=name, last=name), birth_date=None)
        message = review_filing(replace(envelope, parties=(party, *envelope.parties[1:])), posted_at=NOW)
        root = parse(to_bytes(message.root), message="ReviewFiling")
        ecf5.check(root)
        assert name in [text(found) for found in every(root, "PersonSurName")]

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_a_document_filed_by_nobody_known_is_refused(self, envelope: Envelope) -> None:
        filing = envelope.filings[0]
        lead = replace(filing.lead, filed_by=(PartyRef("party-9"),))
        with pytest.raises(MessageInvalid, match="party-9"):
            review_filing(replace(envelope, filings=(replace(filing, lead=lead),)), posted_at=NOW)


def alike(envelope: Envelope) -> Envelope:
    """Return an envelope in which the files of a document do not differ in who may see them."""

    def document(found: FiledDocument) -> FiledDocument:
        first = found.attachments[0].security_code
        return replace(
            found, attachments=tuple(replace(one, security_code=first) for one in found.attachments)
        )

    filings = tuple(
        Filing(lead=document(filing.lead), connected=tuple(map(document, filing.connected)))  # type: ignore[arg-type]
        for filing in envelope.filings
    )
    return replace(envelope, filings=filings)


class TestTheStandardAlone:
    """A court that knows none of its vendor's elements."""

    @settings(max_examples=25)
    @given(envelope=envelopes().map(alike))
    def test_it_reads_back_what_the_standard_can_say(self, ecf5: Schema, envelope: Envelope) -> None:
        for build in (review_filing, serve_filing, fees_query):
            message = build(envelope, posted_at=NOW, namespaces=OASIS_NAMESPACES)
            ecf5.check(message.root)
            fill(message)
            raw = to_bytes(message.root)
            assert b"tyler" not in raw
            root = parse(raw, message="ReviewFiling")
            assert read_review_filing(root, roles=ROLE_CODES) == carried(envelope, version="5")

    def test_one_file_is_not_shown_because_another_may_be(self) -> None:
        whole = envelope_of_papers()
        lead = whole.filings[0].lead
        both = (lead.attachments[0], replace(lead.attachments[0], security_code="2"))
        mixed = replace(whole, filings=(Filing(lead=replace(lead, attachments=both)),))
        with pytest.raises(MessageInvalid, match="differ in who may see them"):
            review_filing(mixed, posted_at=NOW, namespaces=OASIS_NAMESPACES)
        assert review_filing(mixed, posted_at=NOW).binaries

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_what_is_left_out_is_said(self, envelope: Envelope) -> None:
        said = left_out(envelope, version="5")
        assert ("the numbers by which others know the case" in said) == bool(envelope.cross_references)


@settings(max_examples=5)
@given(envelope=envelopes())
def test_5_01_is_the_same_under_other_addresses(envelope: Envelope) -> None:
    message = review_filing(envelope, posted_at=NOW, namespaces=namespaces("5.01"))
    fill(message)
    raw = to_bytes(message.root)
    assert b"/ns/v5.0/" not in raw
    assert read_review_filing(parse(raw, message="x"), roles=ROLE_CODES) == envelope
