"""A clerk's reasons and comments, fees and dates, in the places where e-filing managers put them."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from efiling.ecf.charges import dollars
from efiling.ecf.message import Message
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.read_answers import read_filing_list, read_filing_status
from efiling.ecf.v4.read_answers import read_receipt as read_receipt_4
from efiling.ecf.v4.read_review import read_filing_details, read_review
from efiling.ecf.v4.read_review import read_reviews as read_reviews_4
from efiling.ecf.v5.answers import Answering
from efiling.ecf.v5.read_answers import read_receipt as read_receipt_5
from efiling.ecf.v5.read_review import read_filing_details as read_details_5
from efiling.ecf.v5.read_review import read_reviews
from efiling.ecf.xml import Element, parse
from efiling.model import Content, DocumentReview, Outcome, ReviewResult

PACIFIC = ZoneInfo("America/Los_Angeles")
NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def xml(raw: str) -> Element:
    return parse(raw.encode(), message="message")


def four(inside: str) -> ReviewResult:
    return read_review(
        xml(f"<ReviewFilingCallbackMessage>{inside}</ReviewFilingCallbackMessage>"), zone=PACIFIC
    )


def five(inside: str) -> ReviewResult:
    (review,) = read_reviews(
        xml(f"<NotifyFilingReviewCompleteMessage>{inside}</NotifyFilingReviewCompleteMessage>"), zone=PACIFIC
    )
    return review


def status4(word: str, more: str = "") -> str:
    return f"<FilingStatus>{more}<FilingStatusCode>{word}</FilingStatusCode></FilingStatus>"


class TestWordsOnTheFilingAsAWhole:
    LEAD5 = (
        "<{0}DocumentReview><DocumentReviewDisposition/><ReviewedDocument><DocumentFileControlID>{1}"
        "</DocumentFileControlID>{2}</ReviewedDocument></{0}DocumentReview>"
    )
    WORDS5 = (
        "<FilingStatus><FilingStatusAugmentation><AcceptDate><DateTime>2026-11-23T12:00:00</DateTime></AcceptDate>"
        "<ReviewCommentsText>Sign page 2.</ReviewCommentsText><RejectReasonCode>Signature missing; Wrong code"
        "</RejectReasonCode></FilingStatusAugmentation><FilingReviewStatusCode>rejected</FilingReviewStatusCode>"
        "</FilingStatus>"
    )

    def test_the_vendor_tells_them_once_in_version_five(self) -> None:
        review = five(
            self.WORDS5 + self.LEAD5.format("Lead", "s.1", "") + self.LEAD5.format("Connected", "s.2", "")
        )
        assert review.outcome is Outcome.REJECTED
        assert [document.reasons for document in review.documents] == [
            ("Signature missing", "Wrong code")
        ] * 2
        assert [document.comments for document in review.documents] == ["Sign page 2."] * 2
        assert review.completed_at == NOON

    def test_what_the_filer_had_said_is_not_the_clerks(self) -> None:
        echo = "<DocumentAugmentation><FilingCommentsText>Please expedite.</FilingCommentsText></DocumentAugmentation>"
        (document,) = five(self.WORDS5 + self.LEAD5.format("Lead", "s.1", echo)).documents
        assert document.comments == "Sign page 2."
        raw = (
            "<FilingDetailResponseMessage><FilingLeadDocument><FilingCommentsText>Please expedite."
            "</FilingCommentsText></FilingLeadDocument></FilingDetailResponseMessage>"
        )
        assert read_filing_details(xml(raw)).documents[0].comments == ""

    def test_a_document_that_was_accepted_is_not_told_why_another_was_not(self) -> None:
        accepted = (
            "<DocumentStatus><DocumentReviewStatusCode>accepted</DocumentReviewStatusCode></DocumentStatus>"
        )
        documents = self.LEAD5.format("Lead", "s.1", accepted) + self.LEAD5.format("Connected", "s.2", "")
        lead, connected = five(self.WORDS5 + documents).documents
        assert (lead.reasons, lead.comments) == ((), "")
        assert connected.reasons == ("Signature missing", "Wrong code")

    def test_words_of_its_own_count_before_those_of_the_filing(self) -> None:
        inside = (
            status4(
                "REJECTED", "<FilingStatusReason><ReasonCodeText>OTHER</ReasonCodeText></FilingStatusReason>"
            )
            + "<messageToFiler>As a whole.</messageToFiler>"
            + "<ReviewedDocument><DocumentFilingStatus><FilingStatusReason><ReasonCodeText>SIGN</ReasonCodeText>"
            + "<Memo>page 2</Memo></FilingStatusReason></DocumentFilingStatus></ReviewedDocument>"
        )
        (document,) = four(inside).documents
        assert (document.reasons, document.comments) == (("SIGN: page 2",), "As a whole.")

    def test_without_a_document_they_are_the_filings(self) -> None:
        assert (
            four(status4("REJECTED") + "<messageToFiler>Wrong court.</messageToFiler>").description
            == "Wrong court."
        )

    def test_the_answer_to_a_question_tells_them_too(self) -> None:
        reason = "<FilingStatusReason><ReasonCodeText>UNSIGNED</ReasonCodeText></FilingStatusReason>"
        raw = f"<FilingStatusResponseMessage>{status4('REJECTED', reason)}</FilingStatusResponseMessage>"
        assert read_filing_status(xml(raw)).description == "UNSIGNED"

    def test_the_clerks_alone_are_never_read(self) -> None:
        told = four(status4("REJECTED") + "<messageToClerk>secret</messageToClerk><ReviewedDocument/>")
        assert "secret" not in repr(told)

    def test_the_sandbox_tells_them_in_both_places(self, ecf5: Schema) -> None:
        document = DocumentReview(
            reference="s.1", outcome=Outcome.REJECTED, reasons=("R05",), comments="Sign it."
        )
        made: Message = Answering(court="c", at=NOON).review(
            ReviewResult(status="rejected", documents=(document,))
        )
        ecf5.check(made.root)
        found = [e.text for e in made.root.iter("{*}ReviewCommentsText", "{*}RejectReasonCode")]
        assert found == ["Sign it.", "R05"] * 2


class TestSeveralOfAKind:
    def test_several_descriptions_are_all_told(self) -> None:
        two = "<StatusDescriptionText>One.</StatusDescriptionText><StatusDescriptionText>Two.</StatusDescriptionText>"
        assert four(status4("rejected", two)).description == "One.; Two."
        document = f"<ReviewedLeadDocument><DocumentStatus>{two}</DocumentStatus></ReviewedLeadDocument>"
        assert four(status4("rejected") + document).documents[0].reasons == ("One.", "Two.")

    def test_an_empty_one_does_not_hide_the_next(self) -> None:
        raw = (
            "<MessageReceiptMessage><DocumentIdentification><IdentificationID/><IdentificationCategoryText>FILINGID"
            "</IdentificationCategoryText></DocumentIdentification><DocumentIdentification><IdentificationID>F1"
            "</IdentificationID><IdentificationCategoryText>Filing ID</IdentificationCategoryText>"
            "</DocumentIdentification></MessageReceiptMessage>"
        )
        assert read_receipt_4(xml(raw)).filing_ids == ("F1",)

    def test_the_only_id_without_a_category_is_the_filings(self) -> None:
        ids = (
            "<DocumentIdentification><IdentificationID>F1</IdentificationID></DocumentIdentification>"
            "<DocumentIdentification><IdentificationID>77</IdentificationID><IdentificationCategoryText>ENVELOPEID"
            "</IdentificationCategoryText></DocumentIdentification>"
        )
        review = four(ids + status4("accepted"))
        assert (review.filing_id, review.envelope_id) == ("F1", "77")

    def test_an_envelope_may_be_called_a_bundle(self) -> None:
        number = (
            "<DocumentIdentification><IdentificationID>4711</IdentificationID><IdentificationCategoryText>BUNDLEID"
            "</IdentificationCategoryText></DocumentIdentification>"
        )
        assert four(number + status4("Filed")).envelope_id == "4711"

    def test_ids_are_found_in_whichever_augmentation_has_them(self) -> None:
        raw = (
            "<ReviewFilingResponse><MessageStatus><MessageStatusCode>Success</MessageStatusCode>"
            "<MessageStatusAugmentation><DocumentFiledDate><DateTime>2026-11-23T12:00:00-08:00</DateTime>"
            "</DocumentFiledDate></MessageStatusAugmentation><MessageStatusAugmentation><DocumentIdentification>"
            "<IdentificationID>F1</IdentificationID><IdentificationCategoryDescriptionText>FILINGID"
            "</IdentificationCategoryDescriptionText></DocumentIdentification></MessageStatusAugmentation>"
            "</MessageStatus></ReviewFilingResponse>"
        )
        receipt = read_receipt_5(xml(raw))
        assert (receipt.filing_ids, receipt.received_at) == (("F1",), NOON)

    def test_the_number_of_the_case_before_is_not_that_of_the_case(self) -> None:
        case = (
            "<Case><CaseAugmentation><CaseLineageCase><CaseAugmentation><CaseTrackingID><IdentificationID>old"
            "</IdentificationID></CaseTrackingID><CaseNumberText>19DR00001</CaseNumberText></CaseAugmentation>"
            "</CaseLineageCase></CaseAugmentation><CaseAugmentation><CaseTrackingID><IdentificationID>new"
            "</IdentificationID></CaseTrackingID><CaseNumberText>26DR00002</CaseNumberText></CaseAugmentation></Case>"
        )
        review = five(case)
        assert (review.docket_number, review.case_id) == ("26DR00002", "new")

    def test_several_reviews_in_one_message_of_version_four(self) -> None:
        raw = "".join(
            f"<ReviewFilingCallbackMessage><DocumentIdentification><IdentificationID>{number}</IdentificationID>"
            f"</DocumentIdentification>{status4(word)}</ReviewFilingCallbackMessage>"
            for number, word in (("F1", "accepted"), ("F2", "rejected"))
        )
        found = read_reviews_4(
            xml(f"<NotifyFilingReviewCompleteRequestMessage>{raw}</NotifyFilingReviewCompleteRequestMessage>")
        )
        assert [(one.filing_id, one.outcome) for one in found] == [
            ("F1", Outcome.ACCEPTED),
            ("F2", Outcome.REJECTED),
        ]


class TestStates:
    def test_a_status_without_its_code_is_told_by_its_text(self) -> None:
        assert four(
            "<FilingStatus><StatusText>accepted</StatusText><FilingStatusCode/></FilingStatus>"
        ).outcome is (Outcome.ACCEPTED)
        assert four(status4("rejected", "<StatusText>accepted</StatusText>")).outcome is Outcome.REJECTED

    def document(self, code: str, text: str = "") -> str:
        return (
            f"<ReviewedDocument><DocumentFilingStatus><DocumentFilingStatusCode>{code}</DocumentFilingStatusCode>"
            f"</DocumentFilingStatus><DocumentStatus><StatusText>{text}</StatusText></DocumentStatus></ReviewedDocument>"
        )

    @pytest.mark.parametrize(
        ("code", "text", "outcome"),
        [
            ("RJ", "", Outcome.REJECTED),
            ("", "REJ", Outcome.REJECTED),
            ("F", "", Outcome.ACCEPTED),
            ("", "RP", Outcome.RECEIVED),
            ("ACCEPTED", "RJ", Outcome.ACCEPTED),
            ("", "Public", Outcome.ACCEPTED),
            ("Not Filed", "", Outcome.OTHER),
        ],
    )
    def test_a_document_of_an_accepted_filing(self, code: str, text: str, outcome: Outcome) -> None:
        (document,) = four(status4("ACCEPTED") + self.document(code, text)).documents
        assert document.outcome is outcome

    @pytest.mark.parametrize(
        ("codes", "outcome"),
        [
            (["ACCEPTED", "ACCEPTED"], Outcome.ACCEPTED),
            (["REJECTED", "REJECTED"], Outcome.REJECTED),
            (["ACCEPTED", "REJECTED"], Outcome.PARTLY_ACCEPTED),
            (["ACCEPTED", "RP"], Outcome.OTHER),
            ([], Outcome.OTHER),
        ],
    )
    def test_a_filing_that_is_reviewed_stands_as_its_documents_do(
        self, codes: list[str], outcome: Outcome
    ) -> None:
        assert four(status4("Reviewed") + "".join(map(self.document, codes))).outcome is outcome

    def test_a_list_of_a_second_manager(self) -> None:
        raw = (
            "<FilingListResponseMessageExt><MatchingFiling><FilingId>E1</FilingId><CaseDocketID>26FL1</CaseDocketID>"
            "<FilingStatus>REJECTED</FilingStatus><LeadDocument><DocumentDescriptionText>Motion"
            "</DocumentDescriptionText></LeadDocument></MatchingFiling></FilingListResponseMessageExt>"
        )
        (found,) = read_filing_list(xml(raw))
        assert (found.filing_id, found.outcome, found.title) == ("E1", Outcome.REJECTED, "Motion")
        assert found.docket_number == "26FL1"

    def test_a_status_in_a_list_has_the_number_of_its_case(self) -> None:
        raw = f"<FilingStatusResponseMessage><CaseNumber>26DR1</CaseNumber>{status4('accepted')}</FilingStatusResponseMessage>"
        assert read_filing_status(xml(raw)).docket_number == "26DR1"


class TestDates:
    def test_the_lead_documents_date_where_the_filing_has_none(self) -> None:
        dated = "<DocumentFiledDate><Date>2026-11-23</Date></DocumentFiledDate>"
        assert four(f"<ReviewedLeadDocument>{dated}</ReviewedLeadDocument>").filed_at == datetime(
            2026, 11, 23, 8, 0, tzinfo=UTC
        )
        lead = f"<LeadDocumentReview><ReviewedDocument>{dated}</ReviewedDocument></LeadDocumentReview>"
        assert five(lead).filed_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class TestCharges:
    LINE = (
        "<AllowanceCharge><ChargeIndicator>{}</ChargeIndicator><AllowanceChargeReason>{}</AllowanceChargeReason>"
        '<Amount currencyID="USD">{}</Amount></AllowanceCharge>'
    )

    @pytest.mark.parametrize(
        ("marks", "amounts"),
        [
            (("true", "true"), ["60.00", "1.75"]),
            (("true", "false"), ["60.00", "-1.75"]),
            (("false", "false"), ["60.00", "1.75"]),
            (("", "0"), ["60.00", "-1.75"]),
        ],
    )
    def test_what_is_taken_off_is_negative(self, marks: tuple[str, str], amounts: list[str]) -> None:
        lines = self.LINE.format(marks[0], "Motion", "60.00") + self.LINE.format(marks[1], "Card", "1.75")
        review = read_review(
            xml(
                f"<M><ReviewFilingCallbackMessage/><PaymentReceiptMessage>{lines}</PaymentReceiptMessage></M>"
            )
        )
        assert [str(fee.amount) for fee in review.fees] == amounts

    def test_the_envelopes_charges_are_told_too(self) -> None:
        envelope, filing = (
            self.LINE.format("true", "Case", "5.00"),
            self.LINE.format("true", "Motion", "60.00"),
        )
        four_ = (
            f"<FilingDetailResponseMessage><EnvelopeFees>{envelope}</EnvelopeFees><FilingFees>{filing}</FilingFees>"
            "</FilingDetailResponseMessage>"
        )
        assert [fee.reason for fee in read_filing_details(xml(four_)).fees] == ["Case", "Motion"]
        five_ = (
            "<GetFilingStatusResponseMessage><MatchingFiling><MatchingFilingAugmentation>"
            f"<EnvelopeFee>{envelope}</EnvelopeFee><FilingFee>{filing}</FilingFee>"
            "</MatchingFilingAugmentation></MatchingFiling></GetFilingStatusResponseMessage>"
        )
        assert [fee.reason for fee in read_details_5(xml(five_)).fees] == ["Case", "Motion"]

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("$60.00", "60.00"),
            ("1,234.50", "1234.50"),
            ("USD 5", "5"),
            ("-2.00", "-2.00"),
            ("1,23", None),
            ("", None),
        ],
    )
    def test_an_amount_in_dollars(self, written: str, read: str | None) -> None:
        assert dollars(written) == (Decimal(read) if read else None)


@pytest.mark.parametrize("href", ["cid:a%2Fb%40c", "cid:a/b@c", "CID:a/b@c"])
@pytest.mark.parametrize("name", ["a/b@c", "a%2Fb%40c"])
def test_a_file_is_found_whichever_side_encodes_its_name(name: str, href: str) -> None:
    stamped = Content.of(b"%PDF-1.7 stamped")
    beside = f'<BinaryBase64Object><Include href="{href}"/></BinaryBase64Object>'
    for place in (beside, f"<BinaryLocationURI>{href}</BinaryLocationURI>"):
        raw = f"<ReviewFilingCallbackMessage><ReviewedLeadDocument><DocumentBinary>{place}</DocumentBinary></ReviewedLeadDocument></ReviewFilingCallbackMessage>"
        (document,) = read_review(xml(raw), parts={name: stamped}).documents
        assert [copy.content for copy in document.stamped] == [stamped]


def test_a_document_of_version_five_may_be_known_by_what_was_sent() -> None:
    inside = (
        "<LeadDocumentReview><Document><DocumentFileControlID>s.1</DocumentFileControlID><DocumentTitleText>Motion"
        "</DocumentTitleText></Document><ReviewedDocument><DocumentAugmentation><DocumentStatus><StatusText>rejected"
        "</StatusText><StatusDescriptionText>Unsigned</StatusDescriptionText></DocumentStatus></DocumentAugmentation>"
        "</ReviewedDocument></LeadDocumentReview>"
    )
    (document,) = five(inside).documents
    assert (document.reference, document.title) == ("s.1", "Motion")
    assert (document.outcome, document.reasons) == (Outcome.REJECTED, ("Unsigned",))
