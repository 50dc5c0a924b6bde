"""The pages of the court's answer: rejection and changes, service and proof, and filing on paper, with forms alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.accounts.account import RoleName
from api.accounts.service import add_account
from api.app import make_api
from assembly.law import Step
from assembly.model.finding import Finding, Severity
from efiling.lifecycle import State
from efiling.sandbox.script import Step as Act
from tests.api.conftest import CASES, Queue
from tests.api.filings.conftest import Office, california, open_office, oregon
from tests.api.pages.test_pages import Page
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock

__all__ = ["california", "oregon"]
DAY = 86_400


def browser_of(office: Office) -> Browser:
    name = f"clerk {office.clock():%d %H:%M}"
    token = add_account(office.services, office.attorney, name, RoleName.ADMIN)
    browser = Browser(make_api(office.services))
    assert browser.post("/sign-in", data={"name": name, "password": token}).status_code == 303
    return browser


def key(browser: Browser, path: str = "/packets") -> str:
    return Page(browser.get(path).text).hidden("form_key")


def sound(browser: Browser, path: str) -> str:
    """Return a page that is whole: one heading, every field with a label, no script."""
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    assert len(page.all("h1")) == 1, path
    assert page.all("script") == []
    labelled = {label["for"] for label in page.all("label")}
    shown = [field for field in page.all("input") if field.get("type") != "hidden"]
    for field in [*shown, *page.all("textarea"), *page.all("select")]:
        assert field["id"] in labelled, (path, field)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), path
    return answer.text


def test_from_rejection_to_the_corrected_packet(oregon: Office) -> None:
    oregon.server.court.scripts = {
        **oregon.server.court.scripts,
        "told": (Act(after_seconds=5, do="reject", reason="R01", comment="Case no. does not match"),),
    }
    oregon.server.court._use[0] = "told"
    filing = oregon.file()
    oregon.pass_time(6)
    browser = browser_of(oregon)
    assert "/rejection" in sound(browser, f"/filings/{filing.id}")
    text = sound(browser, f"/filings/{filing.id}/rejection")
    assert "Fri Nov 27, 2026, 11:59 p.m. PT" in text
    assert "UTCR 21.080(5)" in text
    assert "We could not match this" in text, "R01 has no text"
    assert "check 1, Case number" in text
    form = {"form_key": key(browser), "reason": "R01 R01", "check": "6"}
    assert browser.post(f"/filings/{filing.id}/readings", data=form).status_code == 303
    assert "one of us said so" in browser.get(f"/filings/{filing.id}/rejection").text
    form = {"form_key": key(browser), "/case/number": "26DR10442", "was:/case/number": "", "why": "In time."}
    changes = browser.post(f"/filings/{filing.id}/mend", data=form).headers["location"]
    assert "being made" in browser.get(changes).text
    oregon.work_off()
    text = sound(browser, changes)
    assert "<ins>26DR10442." in text
    assert "Added" in text, "the letter"


def test_california_is_told_that_no_rule_keeps_the_date_and_offered_the_request(california: Office) -> None:
    california.server.court._use[0] = "late_reject"
    filing = california.file()
    california.pass_time(6)
    browser = browser_of(california)
    text = sound(browser, f"/filings/{filing.id}/rejection")
    assert "No rule keeps the first date" in text
    assert "Tue Nov 24, 2026" in text
    changes = browser.post(f"/filings/{filing.id}/mend", data={"form_key": key(browser)}).headers["location"]
    california.work_off()
    assert "Prepare the declaration" in sound(browser, changes)
    done = browser.post(changes.replace("changes", "filing-date-request"), data={"form_key": key(browser)})
    assert done.headers["location"].startswith("/packets/P-")


def test_service_and_proof(california: Office) -> None:
    filing = california.file()
    assert "Waits for filing" in sound(browser_of(california), f"/service/{filing.id}")
    california.pass_time(6)
    california.clock.advance(2 * DAY)
    browser = browser_of(california)
    text = sound(browser, f"/service/{filing.id}")
    assert "Released" in text
    assert "Not allowed for this paper" in text
    with california.services.database.unit_of_work() as work:
        (task,) = work.services.of_filing(filing.id)
    assert browser.get(f"/service/{task.id}/copies").content.startswith(b"%PDF-")
    form = {
        "form_key": key(browser),
        "method": "personal",
        "person": "Rafael Ortega Villanueva",
        "served_on": "2026-11-24",
        "place": "2185 Alder Creek Court",
        "server": "Priya Raman",
        "adult": "yes",
    }
    refused = browser.post(f"/service/{task.id}/proof", data=form)
    assert refused.status_code == 422
    assert "party to the case" in refused.text
    assert 'value="2185 Alder Creek Court"' in refused.text, "what was typed stays"
    packet = browser.post(f"/service/{task.id}/proof", data=form | {"server": "Gideon Marsh"}).headers[
        "location"
    ]
    california.file_packet(packet.rsplit("/", 1)[1])  # type: ignore[arg-type]
    california.pass_time(6)
    text = sound(browser, f"/service/{filing.id}")
    assert "Proof filed" in text
    assert "Thu Dec 24, 2026" in text
    assert california.now(filing).state is State.SERVED


def test_questions_of_the_rules_are_answered_before_filing(california: Office) -> None:
    question = Finding(rule="ca.form.latest", severity=Severity.ATTEST, message="Is each form in force?")
    california.services.assembler.rule_findings[Step.FILE] = (question,)  # type: ignore[attr-defined]
    browser, packet = browser_of(california), california.packet
    path = f"/packets/{packet.id}/file"
    assert "Is each form in force?" in sound(browser, path)
    form = {"form_key": key(browser), "packet_sha256": packet.packet_sha256, "court": california.court}
    assert "waits for an answer" in browser.post(path, data=form).text
    said = {"form_key": key(browser), "rule": "ca.form.latest", "met": "yes", "back": path}
    assert browser.post(f"/packets/{packet.id}/filing-answers", data=said).headers["location"] == path
    assert browser.post(path, data=form).headers["location"].startswith("/filings/")


def test_a_forged_way_back_is_refused(california: Office) -> None:
    browser, packet = browser_of(california), california.packet
    said = {"form_key": key(browser), "rule": "x", "met": "yes", "back": "//evil.example/"}
    assert browser.post(f"/packets/{packet.id}/filing-answers", data=said).status_code == 422


@pytest.fixture
def contempt(sqlite_url: str, tmp_path: Path, queue: Queue, clock: FakeClock) -> Iterator[Office]:
    case = (CASES / "multnomah-default-judgment.facts.json").read_bytes()
    with open_office(
        sqlite_url, tmp_path, queue, clock, case, court="us-or-multnomah", recipe="us-or/contempt"
    ) as opened:
        yield opened


@pytest.mark.slow
def test_on_paper_with_forms_alone(contempt: Office) -> None:
    browser, packet = browser_of(contempt), contempt.packet
    sound(browser, f"/packets/{packet.id}/file")
    form = {"form_key": key(browser), "packet_sha256": packet.packet_sha256, "court": contempt.court}
    filing = browser.post(f"/packets/{packet.id}/on-paper", data=form).headers["location"]
    assert "Print packet with instructions" in sound(browser, filing)
    assert browser.get(f"{filing}/print").content.startswith(b"%PDF-")
    said = {"form_key": key(browser), "outcome": "handed_in", "day": "2026-11-23", "clock": "08:30"}
    assert browser.post(f"{filing}/paper-result", data=said).status_code == 303
    assert "Received by court" in sound(browser, filing)
    said |= {"outcome": "refused", "reason": "Not signed in ink", "clock": "08:45"}
    browser.post(f"{filing}/paper-result", data=said)
    assert "Fri Nov 27, 2026" in sound(browser, filing), "refused on Monday; the third day is Thanksgiving"
