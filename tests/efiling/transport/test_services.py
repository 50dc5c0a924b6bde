"""Everything that a court can be asked, against the sandbox court: in both standards, with and without the vendor."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from assembly.model.people import PersonName
from efiling.courts import load_court
from efiling.courts.published import list_name
from efiling.ecf.schemas import Schema, install
from efiling.errors import FilingRefused, NotOffered, ProfileFault
from efiling.model import CaseId, Organization, Outcome, ServedRecipient, ServiceContact
from efiling.sandbox import SandboxServer
from efiling.sandbox.roles import roles
from efiling.transport import CourtServices
from efiling.transport.callback import read_callback
from efiling.transport.connect import Connection, open_court
from tests.efiling.papers import COUNTY, FATHER, envelope
from tests.efiling.transport.test_ecf4 import START, Canned, Clock

PROFILE = load_court("sandbox")
ROLES = roles(PROFILE)
CONTACTS = (
    ServiceContact(contact_id="contact-1", service_code="1", party=COUNTY),
    ServiceContact(
        contact_id="contact-2",
        service_code="1",
        party=FATHER,
        name=PersonName(first="Ana", last="Ñuñez-Đặng"),
        firm="Law & <Office>",
        email="ana@example.test",
    ),
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(ecf4: Schema, ecf5: Schema, clock: Clock) -> Iterator[SandboxServer]:
    schemas = {"4": ecf4, "5": ecf5}
    with SandboxServer(PROFILE, schemas=schemas, clock=clock, tick_seconds=None) as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.fixture(scope="session")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the official schemas, by which every message is checked before it goes."""
    folder = tmp_path_factory.mktemp("home")
    install(shared / "ecf", folder)
    return folder


def connect(
    server: SandboxServer,
    http: httpx.Client,
    home: Path,
    *,
    version: str,
    vendor: bool = True,
    callback_url: str = "",
) -> CourtServices:
    four = version.startswith("4")
    connection = Connection(
        location="sandbox:main",
        filing_review=server.filing_review_url if four else server.filing_review_url_5,
        court_record=server.court_record_url if four else server.court_record_url_5,
        court_policy="" if four else server.court_policy_url_5,
        service=server.service_url if four else server.service_url_5,
        callback_url=callback_url,
        submitter="filer-1",
        version=version,
        vendor_elements=vendor,
    )
    return open_court(PROFILE, connection, http=http, clock=lambda: START, home=home)


DIALECTS = pytest.mark.parametrize(
    ("version", "vendor"),
    [("4", True), ("4", False), ("5", True), ("5", False), ("4.1", True), ("4.1", False), ("5.01", True)],
    ids=["4", "4 plain", "5", "5 plain", "4.1", "4.1 plain", "5.01"],
)


@DIALECTS
class TestEveryDialect:
    def test_from_receipt_to_acceptance(
        self,
        server: SandboxServer,
        http: httpx.Client,
        home: Path,
        clock: Clock,
        version: str,
        vendor: bool,
    ) -> None:
        with Canned(200, b"") as us:
            court = connect(server, http, home, version=version, vendor=vendor)
            receipt = court.review_filing(envelope(callback_url=us.url))
            (filing_id,) = receipt.filing_ids
            assert court.filing_status(filing_id).outcome is Outcome.RECEIVED
            clock.now += timedelta(seconds=5)
            server.court.tick()
        details = court.filing_details(filing_id)
        assert details.outcome is Outcome.ACCEPTED
        # the standard alone tells a status in version 4, without the case
        assert details.docket_number == ("EX-2026-00001" if vendor or version == "5" else "")
        (raw,) = us.received
        assert vendor or b"tyler" not in raw
        callback = read_callback(raw, us.types[0])
        assert callback.spoken.edition.startswith(version)
        (review,) = callback.reviews
        assert (review.filing_id, review.outcome) == (filing_id, Outcome.ACCEPTED)
        assert review.docket_number == "EX-2026-00001"
        assert review.documents[0].reference == "s-1.1"
        assert review.documents[0].stamped[0].content is not None

    def test_its_policy(
        self, server: SandboxServer, http: httpx.Client, home: Path, version: str, vendor: bool
    ) -> None:
        policy = connect(server, http, home, version=version, vendor=vendor).policy()
        assert policy.document_bytes == 25_000_000
        assert {list_name(place.element) for place in policy.code_lists} == set(PROFILE.codes)
        assert "ReviewFiling" in policy.operations
        if version.startswith("5"):
            assert dict(policy.services)["ServiceMDE"] == server.service_url_5

    def test_cases_by_number_and_by_party(
        self,
        server: SandboxServer,
        http: httpx.Client,
        home: Path,
        clock: Clock,
        version: str,
        vendor: bool,
    ) -> None:
        court = connect(server, http, home, version=version, vendor=vendor)
        case_id = court.review_filing(envelope("s-1")).case_id
        court.review_filing(envelope("s-2"))
        clock.now += timedelta(seconds=5)
        server.court.tick()
        assert [found.case.case_id for found in court.cases("EX-2026-00001", roles=ROLES)] == [case_id]
        assert court.cases("EX-1999-00001", roles=ROLES) == ()
        by_name = court.cases_of(PersonName(last="o'brien & sons  <LLC>"), roles=ROLES)
        assert {found.case.docket_number for found in by_name} == {"EX-2026-00001", "EX-2026-00002"}
        assert len(court.cases_of(Organization(name="County of Example"), roles=ROLES)) == 2
        assert court.cases_of(PersonName(first="Nobody", last="Doe"), roles=ROLES) == ()

    def test_service_without_filing(
        self, server: SandboxServer, http: httpx.Client, home: Path, version: str, vendor: bool
    ) -> None:
        with Canned(200, b"") as us:
            court = connect(server, http, home, version=version, vendor=vendor)
            whole = replace(envelope(callback_url=us.url), service_contacts=CONTACTS)
            receipt = court.serve(whole)
            assert receipt.envelope_id == "200001"
            assert receipt.recipients[0] == ServedRecipient(contact_id="contact-1", status="sent")
            server.court.tick()
            server.court.tick()
        assert server.court.envelopes == []
        (kept,) = server.court.services
        assert [document.reference for document in kept.envelope.documents] == ["s-1.1", "s-1.2"]
        full = kept.envelope.service_contacts[1]
        assert (full.name, full.firm, full.email) == (CONTACTS[1].name, CONTACTS[1].firm, "ana@example.test")
        news = [found for raw in us.received for found in read_callback(raw, "text/xml").service]
        told = [(found.recipient.contact_id, found.recipient.status) for found in news]
        assert told == ([("contact-1", "served"), ("contact-2", "served")] if vendor else [])
        assert {found.reference for found in news} == ({"s-1.1"} if vendor else set())

    def test_nobody_to_serve_is_refused(
        self, server: SandboxServer, http: httpx.Client, home: Path, version: str, vendor: bool
    ) -> None:
        with pytest.raises(FilingRefused, match="86"):
            connect(server, http, home, version=version, vendor=vendor).serve(envelope())
        assert server.court.services == []

    def test_whom_the_court_serves_in_a_case(
        self, server: SandboxServer, http: httpx.Client, home: Path, version: str, vendor: bool
    ) -> None:
        court = connect(server, http, home, version=version, vendor=vendor)
        case_id = court.review_filing(replace(envelope(), service_contacts=CONTACTS)).case_id
        assert case_id is not None
        known = court.service_list(case_id)
        assert known.case_id == case_id
        assert [contact.contact_id for contact in known.contacts] == ["contact-1", "contact-2"]
        assert known.contacts[1].name == CONTACTS[1].name
        with pytest.raises(FilingRefused, match="92"):
            court.service_list(CaseId("nobody"))

    def test_what_it_cannot_say_is_told(
        self, server: SandboxServer, http: httpx.Client, home: Path, version: str, vendor: bool
    ) -> None:
        court = connect(server, http, home, version=version, vendor=vendor)
        whole = replace(envelope(), service_contacts=CONTACTS)
        assert bool(court.leaves_out(whole)) is not vendor


def test_the_standard_alone_cannot_cancel_in_version_four(
    server: SandboxServer, http: httpx.Client, home: Path
) -> None:
    court = connect(server, http, home, version="4", vendor=False)
    (filing_id,) = court.review_filing(envelope()).filing_ids
    with pytest.raises(NotOffered, match="Call the clerk"):
        court.cancel(filing_id)
    assert (
        connect(server, http, home, version="5", vendor=False).cancel(filing_id).outcome is Outcome.CANCELLED
    )


@pytest.mark.parametrize("version", ["4", "5"])
def test_a_service_without_an_address_is_not_offered(
    server: SandboxServer, http: httpx.Client, version: str
) -> None:
    connection = Connection(
        location="sandbox:main", filing_review=server.filing_review_url, callback_url="", version=version
    )
    court = open_court(PROFILE, connection, http=http, clock=lambda: START)
    for ask in (
        lambda: court.service_list(CaseId("C")),
        lambda: court.cases_of(PersonName(last="Doe"), roles=ROLES),
        lambda: court.serve(envelope()),
    ):
        with pytest.raises(NotOffered, match="gave no address"):
            ask()


def test_an_edition_that_nobody_speaks_is_refused(http: httpx.Client) -> None:
    connection = Connection(location="x", filing_review="https://x.test/", callback_url="", version="5.2")
    with pytest.raises(ProfileFault, match=r"speaks ECF 5\.2"):
        open_court(PROFILE, connection, http=http, clock=lambda: START)
