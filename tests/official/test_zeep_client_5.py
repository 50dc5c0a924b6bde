"""The sandbox court in ECF 5 and a client that is not ours, made from the court's own `?wsdl`.

zeep knows no substitution groups: a plug-in names the point in time that every message carries, and
zeep stops reading at the status that every answer begins with. So what it asks is its own, and what
it gets is held against the official schema. Fees need a whole filing, which zeep cannot write.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zeep
from lxml import etree
from zeep import xsd

from efiling.courts import load_court
from efiling.ecf.reading import every, first, text
from efiling.ecf.schemas import schema
from efiling.model import Receipt
from efiling.sandbox import SandboxServer
from efiling.transport import soap
from tests.efiling.papers import envelope
from tests.official.test_zeep_client import Time

NC = "{http://release.niem.gov/niem/niem-core/4.0/}"
PROFILE = "urn:oasis:names:tc:legalxml-courtfiling:schema:xsd:WebServicesMessaging-5.0"
pytestmark = pytest.mark.slow
START = datetime(2026, 11, 24, tzinfo=UTC)


class NameTheTime(zeep.Plugin):
    def egress(
        self, envelope: etree._Element, http_headers: object, operation: object, binding_options: object
    ) -> tuple[etree._Element, object]:
        for element in list(envelope.iter(f"{NC}DateRepresentation")):
            element.tag = f"{NC}DateTime"
            element.attrib.clear()
        return envelope, http_headers


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(shared: Path, time: Time) -> Iterator[SandboxServer]:
    checks = {"5": schema(shared / "ecf", "5")}
    with SandboxServer(
        load_court("sandbox"), schemas=checks, published=shared / "ecf", clock=time, tick_seconds=None
    ) as running:
        yield running


@pytest.fixture
def connect() -> Iterator[Callable[[str], zeep.Client]]:
    made: dict[str, zeep.Client] = {}

    def client(url: str) -> zeep.Client:
        if url not in made:
            settings = zeep.Settings(strict=False)
            made[url] = zeep.Client(f"{url}?wsdl", plugins=[NameTheTime()], settings=settings)
        return made[url]

    yield client
    for one in made.values():
        one.transport.session.close()


def instant(moment: datetime) -> dict[str, object]:
    return {"DateRepresentation": xsd.AnyObject(xsd.String(), moment.isoformat().replace("+00:00", "Z"))}


def asking(**more: object) -> dict[str, object]:
    return {
        "DocumentIdentification": {"IdentificationID": "question-1"},
        "SendingMDELocationID": {"IdentificationID": "https://them.example.test/"},
        "ServiceInteractionProfileCode": PROFILE,
        "CaseCourt": {"OrganizationIdentification": {"IdentificationID": "sandbox:main"}},
        "DocumentPostDate": instant(START),
        **more,
    }


@pytest.fixture
def ask(connect: Callable[[str], zeep.Client], shared: Path) -> Callable[..., etree._Element]:
    """Ask with zeep, and return the answer once the official schema has taken it."""
    check = schema(shared / "ecf", "5").check

    def question(url: str, operation: str, **more: object) -> etree._Element:
        client = connect(url)
        with client.settings(raw_response=True):
            raw = client.service[operation](asking(**more)).content
        answer = soap.body(etree.fromstring(raw))
        check(answer)
        return answer

    return question


def status_of(answer: etree._Element) -> str:
    return text(first(answer, "MessageStatusCode"))


def test_the_policy(server: SandboxServer, ask: Callable[..., etree._Element]) -> None:
    answer = ask(server.court_policy_url_5, "GetPolicy", PolicyQueryCriteria={})
    assert len(list(every(answer, "CodeListExtension"))) == len(load_court("sandbox").codes)
    roles = {text(found) for found in every(answer, "MajorDesignElementTypeCode")}
    assert roles == {"FilingReviewMDE", "CourtPolicyMDE", "CourtRecordMDE", "ServiceMDE"}


def test_status_list_and_cancelling(
    server: SandboxServer, ask: Callable[..., etree._Element], time: Time
) -> None:
    receipt = server.court.receive(envelope())
    assert isinstance(receipt, Receipt)
    number = {"IdentificationID": receipt.filing_ids[0]}
    url = server.filing_review_url_5

    criteria = {"CaseNumberText": "", "DocumentIdentification": number}
    status = ask(url, "GetFilingStatus", FilingStatusQueryCriteria=criteria)
    assert status_of(status) == "Success"
    assert text(first(status, "FilingReviewStatusCode")) == "submitted"

    span = {"StartDate": instant(START - timedelta(hours=1)), "EndDate": instant(START + timedelta(hours=1))}
    listed = ask(url, "GetFilingList", FilingListQueryCriteria={"DateRange": span})
    assert len(list(every(listed, "MatchingFiling"))) == 1

    assert status_of(ask(url, "CancelFiling", DocumentIdentification=number)) == "Success"
    assert status_of(ask(url, "CancelFiling", DocumentIdentification=number)) == "DataError"


def test_a_case_by_its_number_and_whom_it_serves(
    server: SandboxServer, ask: Callable[..., etree._Element], time: Time
) -> None:
    receipt = server.court.receive(envelope())
    assert isinstance(receipt, Receipt)
    time.now += timedelta(seconds=5)
    server.court.tick()
    url = server.court_record_url_5
    flags = {
        "IncludeCalendarEventIndicator": {"_value_1": False},
        "IncludeDocketEntryIndicator": {"_value_1": False},
        "IncludeParticipantsIndicator": {"_value_1": True},
    }
    case = ask(url, "GetCase", CaseQueryCriteria={**flags, "CaseNumberText": "EX-2026-00001"})
    assert text(first(case, "CaseTitleText")) == "County of Example v. Doe"
    nothing = ask(url, "GetCaseList", CaseListQueryCriteria={})
    assert list(every(nothing, "Case")) == []
    assert status_of(ask(url, "GetServiceInformation", CaseNumberText="EX-2026-00001")) == "Success"
    assert status_of(ask(url, "GetServiceInformation", CaseNumberText="EX-1999-00001")) == "DataError"
