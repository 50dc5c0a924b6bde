"""What a court sends: valid, read back without loss, and never able to crash the reader."""

import contextlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from assembly.model.people import PersonName
from efiling.ecf.message import Message, fill
from efiling.ecf.references import check_references
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.answers import NO_ERROR, Answering
from efiling.ecf.v4.names import NAMESPACES, OASIS_NAMESPACES
from efiling.ecf.v4.queries import Asking
from efiling.ecf.v4.read_answers import (
    read_cases,
    read_fees,
    read_filing_list,
    read_filing_status,
    read_receipt,
)
from efiling.ecf.v4.read_review import read_filing_details, read_review
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import EfilingError, FilingRefused, MessageInvalid, NotAuthenticated, NotOffered
from efiling.model import (
    CaseId,
    CourtError,
    Envelope,
    EnvelopeId,
    Fee,
    FeeQuote,
    FilingId,
    FilingStatus,
    Organization,
    Outcome,
    Receipt,
    ReviewResult,
)
from tests.efiling.strategies import ROLE_CODES, envelopes, maybe, money, receipts, reviews, statuses

COURT = Answering(court="sandbox:main", location="https://court.example.test/")
NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def arrived(message: Message) -> Element:
    fill(message)
    return parse(to_bytes(message.root), message="answer")


class TestRoundTrip:
    @settings(max_examples=20)
    @given(receipt=receipts)
    def test_a_receipt(self, ecf4: Schema, receipt: Receipt) -> None:
        root = arrived(COURT.receipt(receipt))
        ecf4.check(root)
        assert read_receipt(root) == receipt

    @settings(max_examples=20)
    @given(result=reviews())
    def test_a_review(self, ecf4: Schema, result: ReviewResult) -> None:
        root = arrived(COURT.review(result))
        ecf4.check(root)
        assert read_review(root) == result

    @settings(max_examples=10)
    @given(found=st.lists(statuses, max_size=3))
    def test_a_list_of_filings(self, ecf4: Schema, found: list[FilingStatus]) -> None:
        root = arrived(COURT.filing_list(found))
        ecf4.check(root)
        assert read_filing_list(root) == tuple(found)

    @settings(max_examples=10)
    @given(found=statuses)
    def test_a_status_and_a_cancellation(self, ecf4: Schema, found: FilingStatus) -> None:
        for root in (arrived(COURT.filing_status(found)), arrived(COURT.cancelled(found))):
            ecf4.check(root)
            read = read_filing_status(root)
            assert (read.filing_id, read.outcome, read.description) == (
                found.filing_id,
                Outcome.UNDER_REVIEW,
                found.description,
            )

    @settings(max_examples=10)
    @given(total=money, reason=maybe)
    def test_a_fee_quote(self, ecf4: Schema, total: object, reason: str) -> None:
        quote = FeeQuote(total=total, fees=(Fee(reason=reason, amount=total),))  # type: ignore[arg-type]
        root = arrived(COURT.fees(quote))
        ecf4.check(root)
        assert read_fees(root) == quote

    @settings(max_examples=10)
    @given(result=reviews())
    def test_details(self, ecf4: Schema, result: ReviewResult) -> None:
        root = arrived(COURT.filing_details(result))
        ecf4.check(root)
        read = read_filing_details(root)
        assert (read.filing_id, read.outcome, read.fees) == (result.filing_id, result.outcome, result.fees)
        assert [d.reference for d in read.documents] == [d.reference for d in result.documents]
        assert [d.stamped for d in read.documents] == [d.stamped for d in result.documents]

    def test_every_question_is_valid(self, ecf4: Schema) -> None:
        ask = Asking(court="sandbox:main", submitter="filer-1", callback_url="https://us.example.test/")
        for message in (
            ask.filing_status(FilingId("F1")),
            ask.filing_details(FilingId("F1")),
            ask.cancel(FilingId("F1")),
            ask.filing_list(since=NOON - timedelta(hours=1), until=NOON, case_id=CaseId("C1")),
            ask.policy(),
            ask.case_list("EX-2026-00001"),
            ask.case_list_of(PersonName(first="Ana", last="Doe")),
            ask.case_list_of(Organization(name="County of Example")),
            ask.case(CaseId("C1")),
            ask.service_information(CaseId("C1")),
        ):
            ecf4.check(message.root)

    def test_the_standard_alone_has_fewer_questions(self, ecf4: Schema) -> None:
        ask = Asking(court="c", submitter="f", callback_url="", namespaces=OASIS_NAMESPACES)
        ecf4.check(ask.filing_status(FilingId("F1")).root)
        with pytest.raises(NotOffered, match="Ask for the status"):
            ask.filing_details(FilingId("F1"))
        with pytest.raises(NotOffered, match="Call the clerk"):
            ask.cancel(FilingId("F1"))

    @settings(max_examples=10)
    @given(result=reviews())
    def test_a_review_in_the_standard_alone(self, ecf4: Schema, result: ReviewResult) -> None:
        plain = Answering(court="sandbox:main", namespaces=OASIS_NAMESPACES)
        root = arrived(plain.review(result))
        ecf4.check(root)
        assert b"tyler" not in to_bytes(root)
        read = read_review(root)
        assert (read.filing_id, read.outcome, read.fees) == (result.filing_id, result.outcome, result.fees)
        for there, here in zip(read.documents, result.documents, strict=True):
            assert (there.reference, there.outcome, there.stamped) == (
                here.reference,
                here.outcome,
                here.stamped,
            )
            assert set(here.reasons) <= set(there.reasons)

    @settings(max_examples=10)
    @given(found=st.lists(envelopes(), min_size=2, max_size=3))
    def test_people_of_several_cases_are_kept_apart(self, ecf4: Schema, found: list[Envelope]) -> None:
        root = arrived(COURT.cases(found))
        ecf4.check(root)
        check_references(root)
        cases = read_cases(root, roles=ROLE_CODES)
        assert [case.case for case in cases] == [envelope.case for envelope in found]
        names = [[party.full_name for party in case.parties] for case in cases]
        assert names == [[party.full_name for party in envelope.parties] for envelope in found]


class TestRefusals:
    @pytest.mark.parametrize(
        ("code", "error"),
        [("-20", FilingRefused), ("95", FilingRefused), ("-4", NotAuthenticated), ("-2", NotAuthenticated)],
    )
    def test_a_code_other_than_zero_is_a_refusal(self, code: str, error: type[EfilingError]) -> None:
        message = COURT.receipt(Receipt(filing_ids=()), [CourtError(code=code, text="Invalid")])
        with pytest.raises(error, match=code):
            read_receipt(arrived(message))

    def test_a_code_beside_the_id_of_a_filing_leaves_it_open(self) -> None:
        receipt = Receipt(filing_ids=(FilingId("F1"),))
        with pytest.raises(MessageInvalid, match="refuses the filing and gives its id"):
            read_receipt(arrived(COURT.receipt(receipt, [CourtError(code="95", text="Invalid")])))

    @pytest.mark.parametrize("nought", ["0", "00", "0.0", "+0", " 0 "])
    def test_nought_is_no_error_however_it_is_written(self, nought: str) -> None:
        message = COURT.receipt(Receipt(filing_ids=(FilingId("F1"),)), [CourtError(code=nought)])
        assert read_receipt(arrived(message)).filing_ids == ("F1",)

    def test_a_fault_without_a_number_is_one_all_the_same(self) -> None:
        raw = "<CaseListResponseMessage><Error><ErrorText>{}</ErrorText></Error></CaseListResponseMessage>"
        with pytest.raises(FilingRefused, match="The case system is down"):
            read_cases(parse(raw.format("The case system is down").encode(), message="m"), roles={})
        assert read_cases(parse(raw.format("No Error").encode(), message="m"), roles={}) == ()

    def test_zero_without_an_id_is_no_receipt(self) -> None:
        message = COURT.receipt(Receipt(filing_ids=()), [NO_ERROR])
        with pytest.raises(MessageInvalid, match="neither"):
            read_receipt(arrived(message))

    def test_another_message_is_named(self) -> None:
        message = COURT.filing_list([])
        with pytest.raises(MessageInvalid, match="FilingListResponseMessage was sent instead"):
            read_receipt(arrived(message))


class TestLeniency:
    """What public clients report of real courts: missing parts, other names, three places for copies."""

    def review(self) -> ReviewResult:
        return ReviewResult(
            filing_id=FilingId("F1"),
            envelope_id=EnvelopeId("77"),
            court="sandbox:main",
            outcome=Outcome.ACCEPTED,
            status="accepted",
            docket_number="EX-2026-00001",
        )

    def test_elements_that_nobody_knows_are_passed_over(self) -> None:
        root = arrived(COURT.review(self.review()))
        for element in list(root.iter()):
            etree.SubElement(element, "{urn:future}Invention").text = "x"
        assert read_review(root).docket_number == "EX-2026-00001"

    def test_the_standards_own_names_do_as_well_as_the_vendors(self) -> None:
        raw = to_bytes(COURT.review(self.review()).root).replace(
            NAMESPACES["tyler"].encode(), NAMESPACES["ecf"].encode()
        )
        assert read_review(parse(raw, message="callback")).filing_id == "F1"

    def test_a_single_id_without_category_is_the_filings(self) -> None:
        root = arrived(COURT.review(replace(self.review(), envelope_id=None)))
        for category in root.iter(f"{{{NAMESPACES['nc']}}}IdentificationCategoryText"):
            category.getparent().remove(category)
        assert read_review(root).filing_id == "F1"

    def test_categories_are_read_whatever_their_case(self) -> None:
        raw = to_bytes(COURT.review(self.review()).root).replace(b">FILINGID<", b">FilingId<")
        assert read_review(parse(raw, message="callback")).filing_id == "F1"

    @pytest.mark.parametrize("place", ["document", "rendition", "attachment"])
    def test_a_stamped_copy_is_found_in_each_of_three_places(self, place: str) -> None:
        binary = "<nc:BinaryBase64Object>JVBERi0=</nc:BinaryBase64Object>"
        holder = f"<nc:DocumentBinary>{binary}</nc:DocumentBinary>"
        inside = {
            "document": holder,
            "rendition": f"<ecf:DocumentRendition>{holder}</ecf:DocumentRendition>",
            "attachment": "<ecf:DocumentRendition><ecf:DocumentRenditionMetadata><ecf:DocumentAttachment>"
            f"{binary}</ecf:DocumentAttachment></ecf:DocumentRenditionMetadata></ecf:DocumentRendition>",
        }[place]
        raw = (
            f'<c:ReviewFilingCallbackMessage xmlns:c="{NAMESPACES["callback"]}" '
            f'xmlns:nc="{NAMESPACES["nc"]}" xmlns:ecf="{NAMESPACES["ecf"]}">'
            f"<ecf:ReviewedLeadDocument>{inside}</ecf:ReviewedLeadDocument></c:ReviewFilingCallbackMessage>"
        )
        (document,) = read_review(parse(raw.encode(), message="callback")).documents
        (copy,) = document.stamped
        assert copy.content is not None
        assert copy.content.read() == b"%PDF-"

    def test_a_copy_may_be_an_address(self) -> None:
        raw = (
            f'<c:ReviewFilingCallbackMessage xmlns:c="{NAMESPACES["callback"]}" '
            f'xmlns:nc="{NAMESPACES["nc"]}" xmlns:ecf="{NAMESPACES["ecf"]}"><ecf:ReviewedLeadDocument>'
            "<nc:DocumentBinary><nc:BinaryLocationURI>https://court.example.test/copy/1"
            "</nc:BinaryLocationURI></nc:DocumentBinary>"
            "</ecf:ReviewedLeadDocument></c:ReviewFilingCallbackMessage>"
        )
        (document,) = read_review(parse(raw.encode(), message="callback")).documents
        assert [copy.url for copy in document.stamped] == ["https://court.example.test/copy/1"]

    def test_a_time_without_zone_is_the_courts(self) -> None:
        result = replace(self.review(), filed_at=NOON)
        raw = to_bytes(COURT.review(result).root).replace(b"2026-11-24T20:00:00Z", b"2026-11-24T12:00:00")
        read = read_review(parse(raw, message="callback"), zone=ZoneInfo("America/Los_Angeles"))
        assert read.filed_at == NOON


class TestCases:
    @settings(max_examples=15)
    @given(envelope=envelopes())
    def test_a_case_is_valid_and_reads_as_it_was_filed(self, ecf4: Schema, envelope: Envelope) -> None:
        for message in (COURT.cases([envelope]), COURT.case(envelope)):
            root = arrived(message)
            ecf4.check(root)
            (found,) = read_cases(root, roles=ROLE_CODES)
            assert (found.court, found.case, found.parties) == (
                envelope.court,
                envelope.case,
                envelope.parties,
            )

    def test_a_case_of_another_kind_with_half_of_it_missing(self) -> None:
        """What a real court has been seen to answer: a civil case, an empty court name, wrapped lines."""
        n = NAMESPACES
        raw = f"""<CaseListResponseMessage xmlns="{n["caselistr"]}" xmlns:nc="{n["nc"]}" xmlns:j="{n["j"]}"
            xmlns:ecf="{n["ecf"]}" xmlns:tyler="{n["tyler"]}" xmlns:civil="urn:civil">
            <ecf:Error><ecf:ErrorCode>0</ecf:ErrorCode><ecf:ErrorText>No Error</ecf:ErrorText></ecf:Error>
            <civil:CivilCase><nc:CaseTitleText></nc:CaseTitleText><nc:CaseCategoryText>77</nc:CaseCategoryText>
            <nc:CaseTrackingID>
                C-1 </nc:CaseTrackingID><nc:CaseDocketID>2020-5</nc:CaseDocketID>
            <j:CaseAugmentation><j:CaseCourt><nc:OrganizationIdentification><nc:IdentificationID>north
            </nc:IdentificationID></nc:OrganizationIdentification><j:CourtName/></j:CaseCourt></j:CaseAugmentation>
            <tyler:CaseAugmentation><tyler:CaseTypeText>88</tyler:CaseTypeText></tyler:CaseAugmentation>
            </civil:CivilCase></CaseListResponseMessage>"""
        (found,) = read_cases(parse(raw.encode(), message="cases"), roles={})
        assert (found.court, found.case.case_id, found.case.docket_number) == ("north", "C-1", "2020-5")
        assert (found.case.category_code, found.case.type_code, found.parties) == ("77", "88", ())


@settings(max_examples=40)
@given(result=reviews(), seed=st.integers(0, 2**32))
def test_damage_reads_as_something_or_is_refused(result: ReviewResult, seed: int) -> None:
    """Cut, flipped and shuffled messages: the reader refuses with MessageInvalid or reads what is left."""
    message = COURT.review(result)
    fill(message)
    raw = damaged(to_bytes(message.root), random.Random(seed))  # noqa: S311
    with contextlib.suppress(MessageInvalid):
        assert isinstance(read_review(parse(raw, message="callback")), ReviewResult)


def damaged(raw: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    at, other = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    if kind == 2:
        return raw[:at] + raw[other:]
    elements = list(parse(raw, message="callback").iter())
    victim = chance.choice(elements[1:])
    root = victim.getroottree().getroot()
    if chance.random() < 0.5:
        victim.text = chance.choice(["", "NaN", "99999999999999", "2026-13-45", "%%%", "é" * 9])
    else:
        parent = victim.getparent()
        assert parent is not None
        parent.remove(victim)
    return to_bytes(root)
