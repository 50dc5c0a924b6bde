"""ReviewFiling: valid against the official schema, read back without loss, refused when it dangles."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.model.people import PersonName
from efiling.ecf.message import Message, fill
from efiling.ecf.plain import carried, left_out
from efiling.ecf.reading import every, text
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.filing import fees_query, review_filing, serve_filing
from efiling.ecf.v4.names import OASIS_NAMESPACES, namespaces
from efiling.ecf.v4.read_filing import read_review_filing
from efiling.ecf.xml import parse, to_bytes
from efiling.errors import MessageInvalid
from efiling.model import AttorneyRef, Envelope, PartyRef
from tests.efiling.strategies import HOSTILE, ROLE_CODES, envelopes


def sent(message: Message) -> bytes:
    fill(message)
    return to_bytes(message.root)


class TestReviewFiling:
    @settings(max_examples=25)
    @given(envelope=envelopes())
    def test_is_valid_and_reads_back_as_it_was(self, ecf4: Schema, envelope: Envelope) -> None:
        message = review_filing(envelope)
        ecf4.check(message.root)
        raw = sent(message)
        root = parse(raw, message="ReviewFiling")
        ecf4.check(root)
        assert read_review_filing(root, roles=ROLE_CODES) == envelope

    @settings(max_examples=10)
    @given(envelope=envelopes())
    def test_a_fee_query_and_a_service_are_valid_too(self, ecf4: Schema, envelope: Envelope) -> None:
        ecf4.check(fees_query(envelope, "filer-1").root)
        ecf4.check(serve_filing(envelope).root)

    @pytest.mark.parametrize("name", HOSTILE)
    @settings(max_examples=1)
    @given(envelope=envelopes())
    def test_a_hostile_name_is_text(self, ecf4: Schema, envelope: Envelope, name: str) -> None:
        party = replace(envelope.parties[0], name=PersonName(first=name, last=name), birth_date=None)
        message = review_filing(replace(envelope, parties=(party, *envelope.parties[1:])))
        root = parse(sent(message), message="ReviewFiling")
        ecf4.check(root)
        assert name in [text(found) for found in every(root, "PersonSurName")]

    @settings(max_examples=5)
    @given(envelope=envelopes(), character=st.sampled_from(["\x00", "\x1b", "\ud800", "\ufffe"]))
    def test_a_character_that_xml_cannot_carry_is_refused(self, envelope: Envelope, character: str) -> None:
        case = replace(envelope.case, title=f"County v. {character}")
        with pytest.raises(MessageInvalid, match="nc:CaseTitleText"):
            review_filing(replace(envelope, case=case))

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_an_attorney_for_nobody_is_refused(self, envelope: Envelope) -> None:
        from efiling.model import FilerAttorney

        lawyer = FilerAttorney(
            ref=AttorneyRef("attorney-9"), name=PersonName(last="Kim"), represents=(PartyRef("party-9"),)
        )
        with pytest.raises(MessageInvalid, match="party-9"):
            review_filing(replace(envelope, attorneys=(lawyer,)))

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_one_name_for_two_parties_is_refused(self, envelope: Envelope) -> None:
        party = envelope.parties[0]
        with pytest.raises(MessageInvalid, match="given 2 times"):
            review_filing(replace(envelope, parties=(*envelope.parties, party)))

    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_every_document_carries_our_reference(self, envelope: Envelope) -> None:
        root = review_filing(envelope).root
        sent_references = [text(found) for found in every(root, "DocumentFileControlID")]
        assert sent_references[0] == envelope.submission_id
        assert sorted(sent_references[1:]) == sorted(d.reference for d in envelope.documents)


class TestTheStandardAlone:
    """A court that knows none of its vendor's elements."""

    @settings(max_examples=25)
    @given(envelope=envelopes())
    def test_it_reads_back_what_the_standard_can_say(self, ecf4: Schema, envelope: Envelope) -> None:
        message = review_filing(envelope, namespaces=OASIS_NAMESPACES)
        ecf4.check(message.root)
        raw = sent(message)
        assert b"tyler" not in raw
        root = parse(raw, message="ReviewFiling")
        assert read_review_filing(root, roles=ROLE_CODES) == carried(envelope, version="4")

    @settings(max_examples=10)
    @given(envelope=envelopes())
    def test_a_fee_query_and_a_service_too(self, ecf4: Schema, envelope: Envelope) -> None:
        for message in (
            fees_query(envelope, "filer-1", namespaces=OASIS_NAMESPACES),
            serve_filing(envelope, namespaces=OASIS_NAMESPACES),
        ):
            ecf4.check(message.root)
            assert b"tyler" not in to_bytes(message.root)

    @settings(max_examples=10)
    @given(envelope=envelopes())
    def test_what_is_left_out_is_said(self, envelope: Envelope) -> None:
        said = left_out(envelope, version="4")
        assert ("the subtype of the case" in said) == bool(envelope.case.subtype_code)
        assert ("the cap on fees" in said) == (envelope.payment.max_fee is not None)
        assert left_out(carried(envelope, version="4"), version="4") == (
            ("for whom each service contact stands",) if envelope.service_contacts else ()
        )


class TestEditions:
    @settings(max_examples=5)
    @given(envelope=envelopes())
    def test_4_1_is_the_same_under_other_addresses(self, ecf4: Schema, envelope: Envelope) -> None:
        table = namespaces("4.1")
        raw = sent(review_filing(envelope, namespaces=table))
        assert b"-4.0" not in raw
        assert read_review_filing(parse(raw, message="x"), roles=ROLE_CODES) == envelope
        assert namespaces("4.01") == namespaces("4.0")
