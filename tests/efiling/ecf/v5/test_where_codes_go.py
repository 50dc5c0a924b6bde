"""Where each value of an ECF 5 filing stands: the places in which the vendor's courts look for it."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from efiling.ecf.message import fill
from efiling.ecf.schemas import Schema
from efiling.ecf.v5.filing import review_filing
from efiling.ecf.v5.names import NAMESPACES, PROFILE
from efiling.ecf.v5.queries import Asking
from efiling.model import FilingId
from tests.efiling.ecf.v4.test_where_codes_go import KNOWN_FATHER, whole

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@pytest.fixture(scope="module")
def filing() -> etree._Element:
    message = review_filing(whole(), posted_at=NOON)
    fill(message)
    return etree.fromstring(etree.tostring(message.root))


def found(root: etree._Element, path: str) -> list[str]:
    return [str(value).strip() for value in root.xpath(path, namespaces=dict(NAMESPACES))]


MESSAGE = "/wrappers:ReviewFilingRequest/filing:FilingMessage"
LEAD = f"{MESSAGE}/filing:FilingLeadDocument"
FILE = f"{LEAD}//ecf:DocumentRendition/nc:Attachment"
CASE = f"{MESSAGE}/nc:Case"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (f"{CASE}/ecf:CaseAugmentation/ecf:CaseCategoryCode", ["9001"]),
        (f"{CASE}/ecf:CaseAugmentation/ecf:CaseTypeCode", ["9102"]),
        (f"{CASE}/tyler:CaseAugmentation/tyler:CaseSubTypeCode", ["9109"]),
        (f"{CASE}/ecf:CaseAugmentation/j:CaseNumberText", ["EX-2026-00001"]),
        (f"{CASE}/ecf:CaseAugmentation/ecf:CaseTrackingID/nc:IdentificationID", ["case-guid"]),
        (f"{LEAD}/ecf:DocumentAugmentation/ecf:RegisterActionDescriptionCode", ["9201"]),
        (f"{FILE}/tyler:AttachmentAugmentation/tyler:FilingComponentCode", ["9401"]),
        (f"{FILE}/tyler:AttachmentAugmentation/tyler:DocumentTypeCode", ["1"]),
        (f"{LEAD}/tyler:DocumentAugmentation/tyler:FilerReferenceNumber", ["s-1.1"]),
        (f"{LEAD}/nc:DocumentFileControlID", ["s-1.1"]),
        (f"{LEAD}/tyler:DocumentAugmentation/tyler:FilingCommentsText", ["Please expedite."]),
        ("//tyler:PartyIdentification/nc:IdentificationID", [KNOWN_FATHER]),
        ("//tyler:AttorneyIdentification/nc:IdentificationID", ["attorney-guid"]),
        (f"{MESSAGE}/ecf:ServiceInteractionProfileCode", [PROFILE]),
        (f"{MESSAGE}/ecf:SendingMDELocationID/nc:IdentificationID", ["https://us.example.test/callback"]),
        ("//payment:PaymentMessage/cac:AllowanceCharge/cac:PaymentMeans/cbc:PaymentID", ["account-guid"]),
    ],
)
def test_a_value_stands_in_its_place(filing: etree._Element, path: str, values: list[str]) -> None:
    assert found(filing, f"{path}/text()") == values


class TestWhatCourtsInsistOn:
    def test_connected_documents_come_before_the_lead_and_the_case_last(self, filing: etree._Element) -> None:
        (message,) = filing.xpath(MESSAGE, namespaces=dict(NAMESPACES))
        names = [etree.QName(child).localname for child in message]
        assert names.index("FilingConnectedDocument") < names.index("FilingLeadDocument")
        assert names[-1] == "Case"

    def test_an_augmentation_of_a_file_comes_first(self, filing: etree._Element) -> None:
        for attachment in filing.xpath("//nc:Attachment", namespaces=dict(NAMESPACES)):
            assert etree.QName(attachment[0]).localname == "AttachmentAugmentation"

    def test_message_documents_and_renditions_have_ids(self, filing: etree._Element) -> None:
        holders = filing.xpath(f"{MESSAGE} | {LEAD} | //ecf:DocumentRendition", namespaces=dict(NAMESPACES))
        assert len(holders) == 4
        for holder in holders:
            assert found(holder, "nc:DocumentIdentification/nc:IdentificationID/text()")

    def test_a_reference_is_empty_and_not_nil(self, filing: etree._Element) -> None:
        pointing = filing.xpath("//*[@s:ref]", namespaces=dict(NAMESPACES))
        assert pointing
        assert not any(element.text or len(element) or f"{XSI}nil" in element.attrib for element in pointing)

    def test_a_question_for_a_status_has_a_case_number_even_if_there_is_none(self, ecf5: Schema) -> None:
        asked = Asking(court="c", callback_url="").filing_status(FilingId("F1"), at=NOON)
        ecf5.check(asked.root)
        (number,) = asked.root.xpath("//j:CaseNumberText", namespaces=dict(NAMESPACES))
        assert not number.text
