"""ECF 5 ReviewFiling: valid against the official schema, read back without loss, refused when it dangles."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from assembly.model.people import PersonName
from efiling.ecf.message import fill
from efiling.ecf.reading import every, text
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.filing import fees_query, review_filing
from efiling.ecf.v5.read_filing import read_review_filing
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import Envelope, PartyRef
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
