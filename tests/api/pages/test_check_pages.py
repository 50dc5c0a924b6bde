"""The check before an approval on the pages: under way, passed, in the way; and the approval that waits."""

import pytest

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.app import make_api
from api.facts.service import take_in
from api.ids import PacketId
from api.jobs.service import run_job
from api.packets.service import order
from api.packets.store import PacketState
from api.services import Services
from assembly.model.finding import Finding, Severity
from efiling.preflight import Evidence, Outcome, Result
from tests.api.conftest import Queue
from tests.api.pages.test_pages import Page
from tests.fakes.assembler import FakeAssembler
from tests.fakes.browser import Browser

RESULTS = (
    Result(
        number=22,
        name="identifiers",
        outcome=Outcome.BLOCK,
        evidence=(Evidence(document="01-complaint.pdf", problem="It shows an account number.", page=1),),
        remedy="Print only the last four digits.",
    ),
    Result(number=1, name="case number", outcome=Outcome.PASS),
    Result(number=40, name="exhibits", outcome=Outcome.NOT_APPLICABLE),
)


@pytest.fixture
def packet(services: Services, officer: Account, queue: Queue, case: bytes) -> PacketId:
    """A packet that was made; its check waits in the queue."""
    made, job = order(services, officer, take_in(services, officer, case).id, "us-ca/establish")
    queue.clear()
    run_job(services, job)
    return made.id


@pytest.fixture
def browser(services: Services, officer: Account) -> Browser:
    secret = add_account(services, officer_as_admin(officer), "boss", RoleName.ADMIN)
    browser = Browser(make_api(services))
    assert browser.post("/sign-in", data={"name": "boss", "password": secret}).status_code == 303
    return browser


def officer_as_admin(officer: Account) -> Account:
    return Account(officer.id, officer.name, RoleName.ADMIN)


def press(browser: Browser, packet: PacketId) -> None:
    page = Page(browser.get(f"/packets/{packet}").text)
    form = {"form_key": page.hidden("form_key"), "packet_sha256": page.hidden("packet_sha256")}
    assert browser.post(f"/packets/{packet}/approve", data=form).status_code == 303


def test_an_approval_before_the_check_is_said_to_wait_and_holds_when_it_passed(
    browser: Browser, services: Services, queue: Queue, packet: PacketId
) -> None:
    assert "Being checked" in browser.get(f"/packets/{packet}").text
    press(browser, packet)
    page = browser.get(f"/packets/{packet}").text
    assert "You need not press again" in page
    assert "Approve this packet" not in page
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        assert work.packets.get(packet).state is PacketState.APPROVED


def test_what_a_clerk_would_reject_stands_beside_its_page_and_stops_the_approval(
    browser: Browser, services: Services, queue: Queue, packet: PacketId
) -> None:
    assert isinstance(services.assembler, FakeAssembler)
    services.assembler.preflight_results = RESULTS
    press(browser, packet)
    queue.work_off(services)
    page = browser.get(f"/packets/{packet}").text
    assert "It shows an account number." in page
    assert f'href="/packets/{packet}?paper=01-complaint.pdf&amp;page=1#paper"' in page
    assert "Approve this packet" not in page
    assert "Certificate, 1 of 2 passed" in page
    certificate = browser.get(f"/packets/{packet}/certificate").text
    assert "1 of 2 checks passed" in certificate
    assert "40, exhibits" in certificate


def test_programs_are_told_that_the_approval_waits(
    services: Services, officer: Account, queue: Queue, packet: PacketId
) -> None:
    secret = add_account(services, officer_as_admin(officer), "program", RoleName.ADMIN)
    program, path = Browser(make_api(services), token=secret), f"/api/packets/{packet}"
    shown = program.get(path).json()["packet_sha256"]
    answer = program.post(f"{path}/approve", json={"packet_sha256": shown})
    assert (answer.status_code, answer.json()["state"]) == (202, "in_review")
    waiting = program.get(f"{path}/check").json()
    assert (waiting["under_way"], waiting["checked_at"]) == (True, None)
    assert waiting["approval_asked_by"]
    queue.work_off(services)
    done = program.get(f"{path}/check").json()
    assert (done["under_way"], done["faults"], done["approval_asked_by"]) == (False, [], "")
    again = program.post(f"{path}/approve", json={"packet_sha256": shown})
    assert (again.status_code, again.json()["state"]) == (200, "approved")


def test_a_packet_that_was_not_made_is_made_again_by_a_form(
    browser: Browser, services: Services, queue: Queue, officer: Account, case: bytes
) -> None:
    assert isinstance(services.assembler, FakeAssembler)
    services.assembler.refused = (Finding(rule="old/law", severity=Severity.BLOCK, message="Mend it."),)
    made, _ = order(services, officer, take_in(services, officer, case).id, "us-ca/establish")
    assert "It is being made." in browser.get(f"/packets/{made.id}").text
    queue.work_off(services)
    services.assembler.refused = ()
    page = browser.get(f"/packets/{made.id}").text
    assert "Mend it." in page
    form = {"form_key": Page(page).hidden("form_key")}
    assert browser.post(f"/packets/{made.id}/make", data=form).status_code == 303
    assert browser.post(f"/packets/{made.id}/make", data=form).status_code == 303
    assert len(queue) == 1
    queue.work_off(services)
    with services.database.unit_of_work() as work:
        assert work.packets.get(made.id).state is PacketState.IN_REVIEW
    assert browser.post(f"/packets/{made.id}/make", data=form).status_code == 409
