"""The sandbox court and a client that is not ours: zeep, made from the official service description.

zeep knows no substitution groups: it can neither write the person who asks nor read a category or
date back. So a plug-in names the person's element, and answers are read leniently, as its users do.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zeep
from lxml import etree
from zeep import xsd

from efiling.courts import load_court
from efiling.ecf.schemas import schema
from efiling.model import Receipt
from efiling.sandbox import SandboxServer
from tests.efiling.papers import envelope

NC = "{http://niem.gov/niem/niem-core/2.0}"
PROFILE = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:WebServicesMessaging-2.0"


class NameThePerson(zeep.Plugin):
    def egress(
        self, envelope: etree._Element, http_headers: object, operation: object, binding_options: object
    ) -> tuple[etree._Element, object]:
        for element in envelope.iter(f"{NC}EntityRepresentation"):
            element.tag = f"{NC}EntityPerson"
            element.attrib.clear()
        return envelope, http_headers


class Time:
    now = datetime(2026, 11, 24, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(shared: Path, time: Time) -> Iterator[SandboxServer]:
    checks = {"4": schema(shared / "ecf", "4")}
    with SandboxServer(load_court("sandbox"), schemas=checks, clock=time, tick_seconds=None) as running:
        yield running


@pytest.fixture
def record_client(shared: Path, server: SandboxServer) -> Iterator[object]:
    wsdl = shared / "ecf/ecf4/stage/california-ECF-4.0-CourtRecordMDEService.wsdl"
    made = zeep.Client(str(wsdl), plugins=[NameThePerson()], settings=zeep.Settings(strict=False))
    port = made.wsdl.services["CourtRecordMDEService"].ports["CourtRecordMDEPort"]
    port.binding_options["address"] = server.court_record_url
    yield made.bind("CourtRecordMDEService", "CourtRecordMDEPort")
    made.transport.session.close()


@pytest.fixture
def client(shared: Path, server: SandboxServer) -> Iterator[object]:
    wsdl = shared / "ecf/ecf4/stage/california-ECF-4.0-FilingReviewMDEService.wsdl"
    made = zeep.Client(str(wsdl), plugins=[NameThePerson()], settings=zeep.Settings(strict=False))
    service = made.wsdl.services["FilingReviewMDEService"]
    service.ports["FilingReviewMDEPort"].binding_options["address"] = server.filing_review_url
    yield made.bind("FilingReviewMDEService", "FilingReviewMDEPort")
    made.transport.session.close()


def asking(**more: object) -> dict[str, object]:
    return {
        "SendingMDELocationID": {"IdentificationID": "https://them.example.test/"},
        "SendingMDEProfileCode": PROFILE,
        "QuerySubmitter": {"EntityRepresentation": xsd.AnyObject(xsd.String(), "")},
        "CaseCourt": {"OrganizationIdentification": {"IdentificationID": "sandbox:main"}},
        **more,
    }


def test_its_simple_operations(client: object, server: SandboxServer, time: Time) -> None:
    receipt = server.court.receive(envelope())
    assert isinstance(receipt, Receipt)
    number = {"IdentificationID": receipt.filing_ids[0]}

    policy = client.GetPolicy(**asking())  # type: ignore[attr-defined]
    assert len(policy.RuntimePolicyParameters.CourtCodelist) == len(load_court("sandbox").codes)

    status = client.GetFilingStatus(**asking(DocumentIdentification=number))  # type: ignore[attr-defined]
    assert status.Error[0].ErrorCode._value_1 == "0"
    assert status.FilingStatus.FilingStatusCode == "submitted"

    time.now += timedelta(seconds=5)
    server.court.tick()
    status = client.GetFilingStatus(**asking(DocumentIdentification=number))  # type: ignore[attr-defined]
    assert status.FilingStatus.FilingStatusCode == "accepted"

    refused = client.CancelFiling(**asking(DocumentIdentification=number))  # type: ignore[attr-defined]
    assert refused.Error[0].ErrorCode._value_1 == "725"


def test_the_list_of_filings(client: object, server: SandboxServer) -> None:
    receipt = server.court.receive(envelope())
    assert isinstance(receipt, Receipt)
    listed = client.GetFilingList(**asking())  # type: ignore[attr-defined]
    (found,) = listed.MatchingFiling
    ids = {number.IdentificationID._value_1 for number in found.DocumentIdentification}
    assert ids == {receipt.filing_ids[0], receipt.envelope_id}
    assert found.DocumentFileControlID._value_1 == "s-1.1"


def test_cases_by_number(record_client: object, server: SandboxServer, time: Time) -> None:
    receipt = server.court.receive(envelope())
    assert isinstance(receipt, Receipt)
    time.now += timedelta(seconds=5)
    server.court.tick()
    query = {"CaseDocketID": "EX-2026-00001"}
    listed = record_client.GetCaseList(**asking(CaseListQueryCase=[query]))  # type: ignore[attr-defined]
    assert listed.Error[0].ErrorCode._value_1 == "0"
    criteria = {
        "IncludeParticipantsIndicator": True,
        "IncludeDocketEntryIndicator": False,
        "IncludeCalendarEventIndicator": False,
        "DocketEntryTypeCodeFilterText": "false",
        "CalendarEventTypeCodeFilterText": "false",
    }
    case = record_client.GetCase(  # type: ignore[attr-defined]
        **asking(CaseTrackingID=receipt.case_id, CaseQueryCriteria=criteria)
    )
    assert case.Error[0].ErrorCode._value_1 == "0"
    nobody = record_client.GetCase(**asking(CaseTrackingID="nobody", CaseQueryCriteria=criteria))  # type: ignore[attr-defined]
    assert nobody.Error[0].ErrorCode._value_1 == "92"
    known = record_client.GetServiceInformation(**asking(CaseTrackingID=receipt.case_id))  # type: ignore[attr-defined]
    assert known.Error[0].ErrorCode._value_1 == "0"
