"""Messages in the shapes that other people's servers send, as public clients of real courts show them.

Written for these tests after those shapes; every name and number is invented.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from assembly.model.people import Address, PersonName
from efiling.courts.genericode import read_code_list
from efiling.ecf import reading
from efiling.ecf.message import fill
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.v4.names import NAMESPACES
from efiling.ecf.v4.read_answers import read_cases, read_fees, read_filing_list, read_receipt
from efiling.ecf.v4.read_filing import read_review_filing
from efiling.ecf.v4.read_review import read_review
from efiling.ecf.v5.read_answers import read_receipt as read_receipt_5
from efiling.ecf.v5.read_review import read_reviews
from efiling.ecf.xml import Element, parse, to_bytes
from efiling.errors import FilingRefused, MessageInvalid
from efiling.model import Organization, Outcome, Party, PartyRole
from efiling.transport.callback import read_callback
from tests.efiling.papers import envelope
from tests.efiling.strategies import ROLE_CODES

NC = "http://niem.gov/niem/niem-core/2.0"
ECF = NAMESPACES["ecf"]
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def message(text: str) -> Element:
    return parse(text.encode(), message="x")


CASE = f"""
<CaseResponseMessage xmlns= "{NAMESPACES["caser"]}" xmlns:tyler= "{NAMESPACES["tyler"]}" {XSI}
    xmlns:j= "{NAMESPACES["j"]}" xmlns:ecf= "{ECF}" xmlns:nc= "{NC}" xmlns:s= "{NAMESPACES["s"]}">
  <ecf:SendingMDELocationID><nc:IdentificationID /></ecf:SendingMDELocationID>
  <ecf:SendingMDEProfileCode /><j:CaseCourt />
  <ecf:Error><ecf:ErrorCode>0</ecf:ErrorCode><ecf:ErrorText>No error</ecf:ErrorText></ecf:Error>
  <civil:CivilCase xmlns:civil= "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:CivilCase-4.0">
    <nc:ActivityDate><nc:DateTime>2022-01-27T06:00:00.0Z</nc:DateTime></nc:ActivityDate>
    <nc:CaseTitleText></nc:CaseTitleText>
    <nc:CaseCategoryText>6195</nc:CaseCategoryText>
    <nc:CaseTrackingID>01 EX2026FC17</nc:CaseTrackingID>
    <nc:CaseDocketID>2026FC17 </nc:CaseDocketID>
    <j:CaseAugmentation>
      <j:CaseCourt><nc:OrganizationIdentification>
        <nc:IdentificationID>example</nc:IdentificationID></nc:OrganizationIdentification></j:CaseCourt>
      <j:CaseLineageCase><nc:CaseTrackingID>00000000-0000-4000-8000-000000000007</nc:CaseTrackingID></j:CaseLineageCase>
    </j:CaseAugmentation>
    <tyler:CaseAugmentation>
      <ecf:CaseOtherEntityAttorney><nc:RoleOfPersonReference s:ref="Attorney1" />
        <ecf:CaseRepresentedPartyReference s:ref= "Party2" /></ecf:CaseOtherEntityAttorney>
      <ecf:CaseParticipant>
        <ecf:EntityPerson s:id= "Party1">
          <nc:PersonName><nc:PersonGivenName>ANA </nc:PersonGivenName><nc:PersonMiddleName></nc:PersonMiddleName>
            <nc:PersonSurName>DOE</nc:PersonSurName><nc:PersonNameSuffixText></nc:PersonNameSuffixText></nc:PersonName>
          <nc:PersonOtherIdentification>
            <nc:IdentificationID>
              party-guid-1</nc:IdentificationID>
            <nc:IdentificationCategoryText>
              CASEPARTYID</nc:IdentificationCategoryText></nc:PersonOtherIdentification>
          <ecf:PersonAugmentation><nc:ContactInformation>
            <tyler:ServiceConsentEmail></tyler:ServiceConsentEmail>
            <nc:ContactTelephoneNumber><nc:FullTelephoneNumber>
              <nc:TelephoneNumberFullID>555-555-0100 </nc:TelephoneNumberFullID></nc:FullTelephoneNumber>
            </nc:ContactTelephoneNumber><nc:ContactEmailID></nc:ContactEmailID>
            <nc:ContactMailingAddress><nc:StructuredAddress>
              <nc:LocationStreet><nc:StreetFullText>1 MAIN ST</nc:StreetFullText></nc:LocationStreet>
              <nc:AddressSecondaryUnitText></nc:AddressSecondaryUnitText>
              <nc:LocationCityName>EXAMPLE</nc:LocationCityName><nc:LocationStateName>IL</nc:LocationStateName>
              <nc:LocationCountryFIPS10-4Code>US</nc:LocationCountryFIPS10-4Code>
              <nc:LocationPostalCode>62903</nc:LocationPostalCode></nc:StructuredAddress></nc:ContactMailingAddress>
          </nc:ContactInformation></ecf:PersonAugmentation>
        </ecf:EntityPerson><ecf:CaseParticipantRoleCode>9301</ecf:CaseParticipantRoleCode></ecf:CaseParticipant>
      <ecf:CaseParticipant>
        <ecf:EntityOrganization s:id="Party2"><tyler:OrganizationOtherIdentification>
          <tyler:Identification><nc:IdentificationID>223</nc:IdentificationID>
            <nc:IdentificationCategoryText>CMSID</nc:IdentificationCategoryText></tyler:Identification>
          <tyler:Identification><nc:IdentificationID>party-guid-2</nc:IdentificationID>
            <nc:IdentificationCategoryText>PARTYID</nc:IdentificationCategoryText></tyler:Identification>
          </tyler:OrganizationOtherIdentification><nc:OrganizationName>COUNTY OF EXAMPLE</nc:OrganizationName>
          <ecf:OrganizationAugmentation><nc:ContactInformation><nc:ContactMailingAddress><nc:StructuredAddress>
            <nc:LocationStreet><nc:StreetFullText /></nc:LocationStreet><nc:LocationCityName />
            <nc:LocationStateName /><nc:LocationCountryFIPS10-4Code>US</nc:LocationCountryFIPS10-4Code>
            <nc:LocationPostalCode /></nc:StructuredAddress></nc:ContactMailingAddress></nc:ContactInformation>
          </ecf:OrganizationAugmentation><!-- a note --></ecf:EntityOrganization>
        <ecf:CaseParticipantRoleCode>9302</ecf:CaseParticipantRoleCode></ecf:CaseParticipant>
      <ecf:CaseParticipant><ecf:EntityPerson s:id="Attorney1">
          <nc:PersonName><nc:PersonSurName>**Secured**</nc:PersonSurName></nc:PersonName></ecf:EntityPerson>
        <ecf:CaseParticipantRoleCode>ATTY</ecf:CaseParticipantRoleCode></ecf:CaseParticipant>
      <tyler:CaseTypeText>184659</tyler:CaseTypeText>
      <tyler:HasUserFiledIntoCaseIndicator>false</tyler:HasUserFiledIntoCaseIndicator>
    </tyler:CaseAugmentation>
    <ecf:CauseOfActionCode /><civil:ReliefTypeCode />
  </civil:CivilCase>
</CaseResponseMessage>"""


class TestACase:
    """As the vendor's courts answer: default namespaces, blanks everywhere, contacts in augmentations."""

    def parties(self) -> tuple[Party, ...]:
        (case,) = read_cases(message(CASE), roles=ROLE_CODES)
        return case.parties

    def test_its_numbers_are_read_without_their_blanks(self) -> None:
        (found,) = read_cases(message(CASE), roles=ROLE_CODES)
        case = found.case
        assert (case.case_id, case.docket_number) == ("01 EX2026FC17", "2026FC17")
        assert (case.category_code, case.type_code) == ("6195", "184659")
        assert found.court == "example"

    def test_the_managers_own_id_of_it_goes_into_a_filing(self) -> None:
        (found,) = read_cases(message(CASE), roles=ROLE_CODES)
        assert found.case.lineage_id == "00000000-0000-4000-8000-000000000007"
        whole = envelope(connected=0)
        root = review_filing(replace(whole, case=found.case)).root
        lineage = reading.first(root, "CaseLineageCase")
        assert reading.text(lineage, "CaseTrackingID") == found.case.lineage_id

    def test_people_are_reached_as_their_augmentation_tells(self) -> None:
        ana = self.parties()[0]
        assert (ana.name, ana.court_id) == (PersonName(first="ANA", last="DOE"), "party-guid-1")
        assert ana.phone == "555-555-0100"
        assert ana.address == Address(line1="1 MAIN ST", city="EXAMPLE", state="IL", zip_code="62903")

    def test_an_address_of_a_country_alone_is_none(self) -> None:
        county = self.parties()[1]
        assert county.address is None
        assert (county.name, county.court_id) == (Organization(name="COUNTY OF EXAMPLE"), "party-guid-2")

    def test_lawyers_are_no_parties(self) -> None:
        assert [party.ref for party in self.parties()] == ["Party1", "Party2"]


class TestASecondManager:
    """Another e-filing manager of California courts: no wrapper, ids by whose they are, fees in a type."""

    CALLBACK = f"""<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>
      <ReviewFilingCallbackMessageExt xmlns:nc="{NC}" xmlns:ecf="{ECF}" {XSI}>
      <nc:DocumentIdentification><nc:IdentificationID>s-1</nc:IdentificationID>
        <nc:IdentificationCategoryText>FILING_ASSEMBLY_MDE</nc:IdentificationCategoryText></nc:DocumentIdentification>
      <nc:DocumentIdentification><nc:IdentificationID>26EX00003990</nc:IdentificationID>
        <nc:IdentificationCategoryText>FILING_REVIEW_MDE</nc:IdentificationCategoryText></nc:DocumentIdentification>
      <ecf:FilingStatus><ecf:FilingStatusCode>PARTIALLY_ACCEPTED</ecf:FilingStatusCode></ecf:FilingStatus>
      <nc:CaseTrackingID>26EXFL001</nc:CaseTrackingID><nc:CaseDocketID>26FL001234</nc:CaseDocketID>
      <nc:CaseTitleText>County v. Doe</nc:CaseTitleText>
      <ReviewedDocument><nc:DocumentDescriptionText>Complaint</nc:DocumentDescriptionText>
        <nc:DocumentIdentification><nc:IdentificationID>s-1.1</nc:IdentificationID>
          <nc:IdentificationCategoryText>FILING_ASSEMBLY_MDE</nc:IdentificationCategoryText></nc:DocumentIdentification>
        <ecf:DocumentFilingStatus><ecf:DocumentFilingStatusCode>ACCEPTED</ecf:DocumentFilingStatusCode>
        </ecf:DocumentFilingStatus><nc:DocumentStatus><nc:StatusText>F</nc:StatusText></nc:DocumentStatus>
        <nc:BinaryLocationURI>https://court.example.test/copies/1.pdf</nc:BinaryLocationURI></ReviewedDocument>
      <ReviewedDocument><nc:DocumentDescriptionText>Declaration</nc:DocumentDescriptionText>
        <nc:DocumentFileControlID>s-1.2</nc:DocumentFileControlID>
        <ecf:DocumentFilingStatus><ecf:DocumentFilingStatusCode>REJECTED</ecf:DocumentFilingStatusCode>
          <ecf:FilingStatusReason><ecf:ReasonCodeText>MISSING_SIGNATURE</ecf:ReasonCodeText></ecf:FilingStatusReason>
        </ecf:DocumentFilingStatus><messageToFiler>Please sign page 2.</messageToFiler>
        <messageToClerk>for the clerk alone</messageToClerk></ReviewedDocument>
      <x:FeesCalculation xmlns:x="urn:x"><x:FeesCalculationAmount>60.00</x:FeesCalculationAmount>
        <x:AllowanceCharge><x:Amount>60.00</x:Amount><x:AllowanceChargeReason>Motion</x:AllowanceChargeReason>
        </x:AllowanceCharge></x:FeesCalculation>
      </ReviewFilingCallbackMessageExt></SOAP-ENV:Body></SOAP-ENV:Envelope>"""

    def test_its_callback(self) -> None:
        callback = read_callback(self.CALLBACK.encode(), "application/xml")
        (review,) = callback.reviews
        assert (review.filing_id, review.outcome) == ("26EX00003990", Outcome.PARTLY_ACCEPTED)
        assert (review.docket_number, review.case_id) == ("26FL001234", "26EXFL001")
        assert review.case_title == "County v. Doe"
        assert [fee.amount for fee in review.fees] == [Decimal("60.00")]
        complaint, declaration = review.documents
        assert (complaint.reference, complaint.outcome, complaint.is_lead) == (
            "s-1.1",
            Outcome.ACCEPTED,
            True,
        )
        assert [copy.url for copy in complaint.stamped] == ["https://court.example.test/copies/1.pdf"]
        assert (declaration.reference, declaration.is_lead) == ("s-1.2", False)
        assert declaration.reasons == ("MISSING_SIGNATURE",)
        assert declaration.comments == "Please sign page 2."

    def test_its_receipt_has_one_id_and_does_not_say_what_it_is(self) -> None:
        raw = (
            f'<ns7:MessageReceiptMessage xmlns:ns7="{NAMESPACES["receipt"]}" xmlns:ns1="{NC}">'
            "<ns1:DocumentIdentification><ns1:IdentificationID>EFM-12345</ns1:IdentificationID>"
            "</ns1:DocumentIdentification><ns1:DocumentFileControlID>s-1</ns1:DocumentFileControlID>"
            "</ns7:MessageReceiptMessage>"
        )
        assert read_receipt(message(raw)).filing_ids == ("EFM-12345",)

    def test_its_fees_stand_in_a_type_with_their_errors(self) -> None:
        inside = "<a:FeesCalculationAmount>435.00</a:FeesCalculationAmount>{}"
        outside = '<a:FeesCalculationResponseMessage xmlns:a="urn:a"><a:FeesCalculationType>{}</a:FeesCalculationType></a:FeesCalculationResponseMessage>'
        line = "<a:AllowanceCharge><a:Amount>395</a:Amount></a:AllowanceCharge>"
        quote = read_fees(message(outside.format(inside.format(line))))
        assert (quote.total, [fee.amount for fee in quote.fees]) == (Decimal("435.00"), [Decimal(395)])
        error = "<a:Error><a:ErrorCode>500</a:ErrorCode><a:ErrorText>bad</a:ErrorText></a:Error>"
        with pytest.raises(FilingRefused, match="500 bad"):
            read_fees(message(outside.format(inside.format(error))))

    def test_its_cases_are_of_its_own_kind_with_their_parties_inside(self) -> None:
        raw = (
            "<CaseResponseMessage><CivilCaseExt><CaseTrackingID>99</CaseTrackingID><CaseDocketID>26FL1</CaseDocketID>"
            "<CaseAugmentation><CaseCourt/></CaseAugmentation><CaseTypeText>FL</CaseTypeText><CaseParticipantExt>"
            "<primaryId>100</primaryId><referenceId>filedBy0</referenceId><CaseParticipantRoleCode>9301"
            "</CaseParticipantRoleCode><EntityPerson><PersonName><PersonSurName>Doe</PersonSurName></PersonName>"
            "</EntityPerson></CaseParticipantExt></CivilCaseExt></CaseResponseMessage>"
        )
        (found,) = read_cases(message(raw), roles=ROLE_CODES)
        assert (found.case.case_id, found.case.docket_number, found.case.type_code) == ("99", "26FL1", "FL")
        (party,) = found.parties
        assert (party.ref, party.court_id, party.role) == ("filedBy0", "100", PartyRole.PETITIONER)
        assert party.full_name == "Doe"

    @pytest.mark.parametrize(
        ("word", "meaning"),
        [
            ("RECEIVED_UNDER_REVIEW", Outcome.UNDER_REVIEW),
            ("PartiallyAccepted", Outcome.PARTLY_ACCEPTED),
            ("Accepted", Outcome.ACCEPTED),
            ("under-review", Outcome.UNDER_REVIEW),
            ("something new", Outcome.OTHER),
        ],
    )
    def test_its_words(self, word: str, meaning: Outcome) -> None:
        raw = f"<ReviewFilingCallbackMessage><FilingStatus><FilingStatusCode>{word}</FilingStatusCode></FilingStatus></ReviewFilingCallbackMessage>"
        assert read_review(message(raw)).outcome is meaning


NAMED = '<?xml version="1.0" encoding="UTF-8"?><Person><PersonSurName>Ñuñez</PersonSurName></Person>'


class TestWaysOfWriting:
    def test_comments_and_instructions_inside_a_text_mean_nothing(self) -> None:
        raw = (
            "<MessageReceiptMessage><DocumentIdentification><IdentificationID>12<!-- no -->34<?x y?>5"
            "</IdentificationID><IdentificationCategoryText><![CDATA[FILINGID]]></IdentificationCategoryText>"
            "</DocumentIdentification></MessageReceiptMessage>"
        )
        assert read_receipt(message(raw)).filing_ids == ("12345",)

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param(NAMED.encode("utf-8-sig"), id="a byte order mark"),
            pytest.param(b"\r\n \n" + NAMED.encode(), id="blanks before the declaration"),
            pytest.param(b"\xef\xbb\xbf\n" + NAMED.encode(), id="a mark and a blank"),
            pytest.param(NAMED.replace("UTF-8", "utf-16").encode("utf-16"), id="UTF-16 with its mark"),
            pytest.param(NAMED.encode("utf-16-le"), id="UTF-16 that claims to be UTF-8, without a mark"),
            pytest.param(NAMED.encode("utf-16-be"), id="UTF-16 the other way round"),
            pytest.param(NAMED.replace("UTF-8", "ISO-8859-1").encode("latin-1"), id="a Latin encoding"),
            pytest.param(NAMED.replace("UTF-8", "windows-1252").encode("cp1252"), id="that of Windows"),
            pytest.param(NAMED.replace("UTF-8", "ISO-8859-1").encode(), id="UTF-8 that claims to be Latin"),
            pytest.param(NAMED.replace("Ñ", "&#xD1;").encode(), id="a reference by number"),
        ],
    )
    def test_an_encoding(self, raw: bytes) -> None:
        assert reading.text(parse(raw, message="x"), "PersonSurName") == "Ñuñez"

    @pytest.mark.parametrize(
        "raw",
        [
            pytest.param(
                '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode("utf-16"),
                id="a document type in UTF-16",
            ),
            pytest.param(b'<?xml version="1.0" encoding="utf-7"?><a>+ADw-</a\xd1>', id="UTF-7"),
            pytest.param(b'<?xml version="1.0" encoding="cp037"?><a>\xd1</a>', id="another encoding"),
            pytest.param(b"<\0a", id="half of UTF-16"),
            pytest.param(b"\xff\xfe", id="a mark and nothing"),
            pytest.param(b"\n ", id="blanks alone"),
        ],
    )
    def test_what_is_no_document_whatever_its_encoding(self, raw: bytes) -> None:
        with pytest.raises(MessageInvalid):
            parse(raw, message="x")

    def test_a_text_that_is_nil_is_none(self) -> None:
        raw = (
            f"<FilingListResponseMessage {XSI}><MatchingFiling>"
            '<DocumentFileControlID xsi:nil="true"> </DocumentFileControlID>'
            '<DocumentPostDate><DateRepresentation xmlns:n="urn:n" xsi:type="n:dateTime">2026-11-22T10:00:00'
            "</DateRepresentation></DocumentPostDate></MatchingFiling></FilingListResponseMessage>"
        )
        (status,) = read_filing_list(message(raw), zone=ZoneInfo("America/Los_Angeles"))
        assert status.reference == ""
        assert status.submitted_at == datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("2026-11-22", datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
            ("2026-11-22Z", datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
            ("2026-11-22-08:00", datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
            ("2026-11-22T10:00:00.0Z", datetime(2026, 11, 22, 10, 0, tzinfo=UTC)),
            ("2026-11-22T10:00:00.1234567-08:00", datetime(2026, 11, 22, 18, 0, 0, 123456, tzinfo=UTC)),
            (" 2026-11-22T10:00:00 ", datetime(2026, 11, 22, 18, 0, tzinfo=UTC)),
            ("0001-01-01T00:00:00", None),
            ("0001-01-01", None),
            ("11/22/2026", None),
            ("2026-13-01", None),
            ("", None),
        ],
    )
    def test_a_time(self, written: str, read: datetime | None) -> None:
        """A zone beside a date says where the day is, which is the court's in any case."""
        for name in ("DateTime", "Date", "DateRepresentation"):
            holder = message(f"<DocumentFiledDate><{name}>{written}</{name}></DocumentFiledDate>")
            assert reading.moment(holder, ZoneInfo("America/Los_Angeles")) == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("2026-11-22", date(2026, 11, 22)),
            ("2026-11-22-08:00", date(2026, 11, 22)),
            ("2026-11-22T00:00:00", date(2026, 11, 22)),
            ("0001-01-01T00:00:00", None),
            ("2026-02-30", None),
        ],
    )
    def test_a_day(self, written: str, read: date | None) -> None:
        assert reading.day(message(f"<PersonBirthDate><Date>{written}</Date></PersonBirthDate>")) == read

    @pytest.mark.parametrize(("written", "read"), [("60", "60"), ("60.5000", "60.5000"), ("+60.00", "60.00")])
    def test_an_amount(self, written: str, read: str) -> None:
        assert reading.decimal(written) == Decimal(read)

    @pytest.mark.parametrize("written", ["$60.00", "1,000.00", "6e1000", "sixty"])
    def test_what_is_no_amount(self, written: str) -> None:
        assert reading.decimal(written) is None

    @pytest.mark.parametrize("unit", ["", "byte", "Bytes", " B "])
    def test_a_size_in_bytes(self, unit: str) -> None:
        raw = f"<M><MeasureText>25000000</MeasureText><MeasureUnitText>{unit}</MeasureUnitText></M>"
        assert reading.size_of(message(raw)) == 25_000_000

    def test_a_size_in_a_unit_that_nobody_knows_is_none(self) -> None:
        raw = "<M><MeasureText>25</MeasureText><MeasureUnitText>pages</MeasureUnitText></M>"
        assert reading.size_of(message(raw)) is None


class TestVersionFive:
    def test_a_receipt_with_extensions_and_no_category(self) -> None:
        raw = (
            '<w:ReviewFilingResponse xmlns:w="urn:w"><MessageStatus xmlns="urn:c" systemSimulatedIndicator="false">'
            "<NewThing/><CredentialsAuthenticatedCode> Authenticated </CredentialsAuthenticatedCode>"
            "<MessageStatusCode>Success</MessageStatusCode><MessageHandlingError><ErrorCodeText>0</ErrorCodeText>"
            "</MessageHandlingError><MessageStatusAugmentation><DocumentIdentification><IdentificationID>F-1"
            "</IdentificationID></DocumentIdentification></MessageStatusAugmentation></MessageStatus>"
            "</w:ReviewFilingResponse>"
        )
        assert read_receipt_5(message(raw)).filing_ids == ("F-1",)

    def test_several_reviews_in_one_callback(self) -> None:
        one = (
            "<NotifyFilingReviewCompleteMessage><DocumentIdentification><IdentificationID>F-{}</IdentificationID>"
            "</DocumentIdentification><FilingStatus><FilingReviewStatusCode>{}</FilingReviewStatusCode></FilingStatus>"
            "</NotifyFilingReviewCompleteMessage>"
        )
        raw = (
            '<w:NotifyFilingReviewCompleteRequest xmlns:w="urn:w">'
            + one.format(1, "accepted")
            + one.format(2, "rejected")
            + "</w:NotifyFilingReviewCompleteRequest>"
        )
        found = read_reviews(message(raw))
        assert [(r.filing_id, r.outcome) for r in found] == [
            ("F-1", Outcome.ACCEPTED),
            ("F-2", Outcome.REJECTED),
        ]


def test_a_court_that_calls_itself_by_another_name_is_read_all_the_same() -> None:
    raw = (
        "<ReviewFilingCallbackMessage><CivilCase><CaseAugmentation><CaseCourt><OrganizationIdentification>"
        "<IdentificationID> Example:FL </IdentificationID></OrganizationIdentification></CaseCourt></CaseAugmentation>"
        "</CivilCase></ReviewFilingCallbackMessage>"
    )
    assert read_review(message(raw)).court == "Example:FL"


def test_ids_on_the_wrapper_will_do() -> None:
    raw = (
        "<NotifyFilingReviewCompleteRequestMessage><DocumentIdentification><IdentificationID>F-9</IdentificationID>"
        "</DocumentIdentification><ReviewFilingCallbackMessage/></NotifyFilingReviewCompleteRequestMessage>"
    )
    assert read_review(message(raw)).filing_id == "F-9"


def test_our_own_filing_under_other_prefixes_is_the_same_filing() -> None:
    made = review_filing(envelope())
    fill(made)
    raw = to_bytes(made.root)
    for prefix in (b"tyler", b"nc", b"ecf"):
        raw = raw.replace(prefix + b":", b"q" + prefix + b":").replace(
            b":" + prefix + b"=", b":q" + prefix + b"="
        )
    assert read_review_filing(parse(raw, message="x"), roles=ROLE_CODES) == envelope()


def test_a_code_list_of_another_publisher() -> None:
    """Prefixes, a named publisher, remarks between rows, and a description in the place of a name."""
    raw = (
        '<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><Identification>'
        "<ShortName>CaseCategoryCode</ShortName><Version>1.0</Version><Agency><LongName>Example EFM</LongName>"
        '</Agency></Identification><ColumnSet><Column Id="code" Use="optional"><ShortName>Code</ShortName></Column>'
        "</ColumnSet><SimpleCodeList><Annotation><Description>x</Description></Annotation><Row>"
        '<Annotation><Description>y</Description></Annotation><Value ColumnRef="code"><SimpleValue> domestic '
        '</SimpleValue></Value><Value ColumnRef="description"><SimpleValue>Domestic</SimpleValue></Value>'
        '<Value ColumnRef="efspcode"><SimpleValue /></Value></Row></SimpleCodeList></gc:CodeList>'
    )
    codes = read_code_list(raw.encode(), "case_category")
    assert codes.version == "1.0"
    (row,) = codes.rows
    assert (row.code, row.name, row.columns["efspcode"]) == ("domestic", "Domestic", "")
