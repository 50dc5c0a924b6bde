"""Where each value of a filing stands in the message: the places in which the vendor's courts look for it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from assembly.model.people import PersonName
from efiling.ecf.message import fill
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.filing import fees_query, review_filing, serve_filing
from efiling.ecf.v4.names import NAMESPACES, PROFILE
from efiling.ecf.v4.queries import Asking
from efiling.model import (
    CaseId,
    Envelope,
    EnvelopeCase,
    FilerAttorney,
    Party,
    PartyRole,
    Payment,
    ServiceContact,
)
from tests.efiling.papers import COUNTY, FATHER, LAWYER, envelope

KNOWN_FATHER = "e0000000-0000-4000-8000-000000000001"


def whole() -> Envelope:
    """A filing into a case on file, with everything that has a place in a message."""
    one = envelope(callback_url="https://us.example.test/callback", comments="Please expedite.")
    lead = replace(one.filings[0].lead, courtesy_copies=("a@example.test", "b@example.test"))
    father = next(party for party in one.parties if party.ref == FATHER)
    others = tuple(party for party in one.parties if party.ref != FATHER)
    return replace(
        one,
        filings=(replace(one.filings[0], lead=replace(lead, filed_by=(COUNTY, FATHER))),),
        case=EnvelopeCase(
            category_code="9001",
            type_code="9102",
            subtype_code="9109",
            title="County v. Doe",
            docket_number="EX-2026-00001",
            case_id=CaseId("case-guid"),
        ),
        parties=(*others, replace(father, court_id=KNOWN_FATHER, birth_date=date(1990, 1, 2))),
        attorneys=(
            FilerAttorney(
                ref=LAWYER,
                name=PersonName(first="Lee", last="Park"),
                court_id="attorney-guid",
                represents=(COUNTY,),
            ),
        ),
        service_contacts=(ServiceContact(contact_id="contact-guid", service_code="5", party=COUNTY),),
        payment=Payment(account_id="account-guid", payer="County", max_fee=Decimal("75.00")),
    )


@pytest.fixture(scope="module")
def filing() -> etree._Element:
    message = review_filing(whole())
    fill(message)
    return etree.fromstring(etree.tostring(message.root))


def found(root: etree._Element, path: str) -> list[str]:
    return [str(value).strip() for value in root.xpath(path, namespaces=dict(NAMESPACES))]


LEAD = "//tyler:FilingLeadDocument"
CASE = "//dom:DomesticCase"
CROSS = (
    "//core:CoreFilingMessage/nc:DocumentIdentification"
    "[nc:IdentificationCategoryText='CaseCrossReferenceNumber']"
)
FILE = f"{LEAD}//ecf:DocumentAttachment[1]"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (
            f"{CASE}/j:CaseAugmentation/j:CaseCourt/nc:OrganizationIdentification/nc:IdentificationID",
            ["sandbox:main"],
        ),
        (f"{CASE}/nc:CaseCategoryText", ["9001"]),
        (f"{CASE}/tyler:CaseAugmentation/tyler:CaseTypeText", ["9102"]),
        (f"{CASE}/tyler:CaseAugmentation/tyler:CaseSubTypeText", ["9109"]),
        (f"{LEAD}/ecf:DocumentMetadata/j:RegisterActionDescriptionText", ["9201"]),
        (f"{FILE}/nc:BinaryCategoryText", ["9401"]),
        (f"{FILE}/nc:BinaryFormatStandardName", ["1"]),
        (f"{FILE}/nc:BinaryLocationURI", ["complaint.pdf"]),
        (f"{FILE}/tyler:PageCount", ["1"]),
        ("//ecf:CaseParticipant[ecf:EntityPerson]/ecf:CaseParticipantRoleCode", ["9303", "9302", "ATTY"]),
        ("//ecf:CaseParticipant[ecf:EntityOrganization]/ecf:CaseParticipantRoleCode", ["9301"]),
        (f"{LEAD}/nc:DocumentFileControlID", ["s-1.1"]),
        (f"{LEAD}/tyler:FilingCommentsText", ["Please expedite."]),
        (f"{LEAD}/tyler:CourtesyCopiesText", ["a@example.test,b@example.test"]),
        (
            f"{CROSS}/*[self::nc:IdentificationID or self::nc:IdentificationSourceText]",
            ["IVD-0001", "9501"],
        ),
        (f"{LEAD}//ecf:FilingAttorneyID/nc:IdentificationID", ["attorney-1"]),
        (
            "//nc:PersonOtherIdentification[nc:IdentificationCategoryText='ATTORNEYID']/nc:IdentificationID",
            ["attorney-guid"],
        ),
        # a party that the court knows is pointed at by the court's id, another one by its place in the message
        (f"{LEAD}//ecf:FilingPartyID/nc:IdentificationID", ["party-1", KNOWN_FATHER]),
        (f"{LEAD}//ecf:FilingPartyID/nc:IdentificationCategoryText", ["REFERENCE", "IDENTIFICATION"]),
        (
            "//nc:PersonOtherIdentification[nc:IdentificationCategoryText='CASEPARTYID']/nc:IdentificationID",
            [KNOWN_FATHER],
        ),
        ("//ecf:CaseOtherEntityAttorney/nc:RoleOfPersonReference/@s:ref", ["attorney-1"]),
        ("//ecf:CaseOtherEntityAttorney/ecf:CaseRepresentedPartyReference/@s:ref", ["party-1"]),
        ("//pay:PaymentMessage/cac:AllowanceCharge/cac:PaymentMeans/cbc:PaymentID", ["account-guid"]),
        ("//pay:PaymentMessage/cac:AllowanceCharge/cbc:Amount/@currencyID", ["USD"]),
        ("//tyler:MaxFeeAmount", ["75.00"]),
        (f"{CASE}/nc:CaseTrackingID", ["case-guid"]),
        (f"{CASE}/nc:CaseDocketID", ["EX-2026-00001"]),
        (f"{CASE}/j:CaseAugmentation/j:CaseLineageCase/nc:CaseTrackingID", ["case-guid"]),
        ("//ecf:ServiceRecipientID/nc:IdentificationID", ["contact-guid"]),
        ("//ecf:ServiceRecipientID/nc:IdentificationCategoryText", ["SERVICECONTACTID"]),
        ("//ecf:ServiceRecipientID/nc:IdentificationSourceText", ["5"]),
        ("//tyler:AttachServiceContactIndicator", ["true"]),
        ("//tyler:ServicePartyReference/tyler:PartyReference/@s:ref", ["party-1"]),
        ("//tyler:ServicePartyReference/tyler:ServiceReference/@s:ref", ["service-1"]),
        ("/*/ecf:SendingMDELocationID/nc:IdentificationID", ["https://us.example.test/callback"]),
        ("/*/ecf:SendingMDEProfileCode", [PROFILE]),
    ],
)
def test_a_value_stands_in_its_place(filing: etree._Element, path: str, values: list[str]) -> None:
    target = path if "@" in path.rpartition("/")[2] else f"{path}/text()"
    assert found(filing, target) == values


class TestWhatCourtsInsistOn:
    def test_empty_elements_that_the_schema_wants(self, filing: etree._Element) -> None:
        for path in (
            "//pay:PayerName",
            "//pay:PaymentMessage/cac:Address",
            "//pay:PaymentMessage/cac:Payment",
        ):
            assert filing.xpath(path, namespaces=dict(NAMESPACES))
        connected = "//tyler:FilingConnectedDocument//ecf:FilingAttorneyID/nc:IdentificationID/text()"
        assert found(filing, connected) == []
        assert filing.xpath(connected.removesuffix("/text()"), namespaces=dict(NAMESPACES))

    def test_a_date_has_no_zone_and_a_time_has_one(self, filing: etree._Element) -> None:
        assert found(filing, "//nc:PersonBirthDate/nc:Date/text()") == ["1990-01-02"]
        noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        asked = Asking(court="c", submitter="s", callback_url="").filing_list(since=noon, until=noon)
        times = found(asked.root, "//nc:DateRange//nc:DateTime/text()")
        assert len(times) == 2
        assert all(datetime.fromisoformat(time).utcoffset() is not None for time in times)

    def test_blanks_around_a_value_are_not_sent(self, ecf4: Schema) -> None:
        one = whole()
        blank = Party(
            ref=FATHER,
            role=PartyRole.RESPONDENT,
            type_code=" 9302 ",
            name=PersonName(last=" Doe "),
            phone=" 1 ",
        )
        message = review_filing(replace(one, parties=(one.parties[0], blank)))
        sent = [text for text in message.root.itertext() if text]
        assert sent == [text.strip() for text in sent]

    def test_no_id_begins_with_a_digit(self, filing: etree._Element) -> None:
        ids = found(filing, "//@s:id")
        assert len(ids) == len(set(ids))
        assert not any(name[0].isdigit() for name in ids)

    def test_a_question_for_fees_and_a_service_name_the_account_in_the_case(self, ecf4: Schema) -> None:
        for message in (fees_query(whole(), "filer-1"), serve_filing(whole())):
            ecf4.check(message.root)
            path = "//tyler:ProviderCharge/cac:AllowanceCharge/cac:PaymentMeans/cbc:PaymentID/text()"
            path_direct = "//tyler:ProviderCharge//cbc:PaymentID/text()"
            assert "account-guid" in (found(message.root, path) or found(message.root, path_direct))
            assert not message.root.xpath("//pay:PaymentMessage", namespaces=dict(NAMESPACES))
