"""The court's answer over HTTP: rejection, service, proof, and filing on paper."""

import json

import pytest

from api.accounts.account import RoleName
from api.accounts.service import add_account
from api.app import make_api
from tests.api.filings.conftest import Office
from tests.fakes.browser import Browser

DAY = 86_400


def program(office: Office, role: RoleName = RoleName.ADMIN) -> Browser:
    token = add_account(office.services, office.attorney, f"a {role}", role)
    return Browser(make_api(office.services), token=token)


def test_a_rejection_tells_the_clock_per_paper_and_what_the_clerk_may_mean(oregon: Office) -> None:
    """Rejected Monday 2026-11-23; the third calendar day is Thanksgiving (UTCR 21.080(5))."""
    oregon.server.court._use[0] = "reject_one"
    filing = oregon.file()
    oregon.pass_time(6)
    browser = program(oregon)
    told = browser.get(f"/api/filings/{filing.id}/rejection").json()
    assert told["due"] == "2026-11-27"
    (paper,) = told["papers"]
    assert paper["reference"] == f"{filing.id}.2"
    assert paper["clocks"][0]["citation"].startswith("UTCR 21.080(5)")
    assert {reading["check"] for reading in told["readings"]} == {16}
    body = {"changes": {"/court/branch": "Main"}, "reason": "In time."}
    mended = browser.post(f"/api/filings/{filing.id}/mend", json=body).json()
    oregon.work_off()
    changes = browser.get(f"/api/packets/{mended['packet']}/difference").json()
    assert changes["filing"] == filing.id
    assert "/court/branch" in changes["facts"]
    assert browser.get(f"/api/filings/{filing.id}/rejection").json()["mended_by"] == [mended["packet"]]


def test_a_notice_that_came_earlier_moves_the_clock(oregon: Office) -> None:
    oregon.server.court._use[0] = "late_reject"
    filing = oregon.file()
    oregon.pass_time(6)
    told = program(oregon).post(f"/api/filings/{filing.id}/notice", json={"on": "2026-11-20"}).json()
    assert told["due"] == "2026-11-23"


def test_a_report_is_checked_and_a_worthless_one_is_refused_with_every_reason(california: Office) -> None:
    filing = california.file()
    california.pass_time(6)
    california.clock.advance(2 * DAY)
    browser = program(california)
    (task,) = browser.get(f"/api/service/filings/{filing.id}").json()["tasks"]
    assert task["state"] == "released"
    assert "Villanueva" not in json.dumps(task), "people are named by their place"
    assert browser.get(f"/api/service/{task['id']}/copies").content.startswith(b"%PDF-")
    report = {
        "method": "personal",
        "person": "Rafael Ortega Villanueva",
        "served_on": "2026-11-24",
        "place": "2185 Alder Creek Court",
        "server": {"name": "Priya Raman", "adult": False},
    }
    answer = browser.post(f"/api/service/{task['id']}/proof", json=report)
    assert answer.status_code == 422
    said = answer.json()["error"]["message"]
    assert "party to the case" in said
    assert "under 18" in said
    unknown = browser.post(f"/api/service/{task['id']}/proof", json={**report, "nonsense": 1})
    assert unknown.status_code == 422
    report["server"] = {"name": "Gideon Marsh", "adult": True}
    done = browser.post(f"/api/service/{task['id']}/proof", json=report)
    assert (done.status_code, done.json()["state"]) == (202, "served")
    assert done.json()["proof_packet"].startswith("P-")


@pytest.mark.parametrize("role", [RoleName.AUDITOR, RoleName.SUPERVISOR])
def test_who_may_not_file_sends_nothing_out(california: Office, role: RoleName) -> None:
    filing = california.file()
    california.pass_time(6)
    browser = program(california, role)
    (task,) = browser.get(f"/api/service/filings/{filing.id}").json()["tasks"]
    assert browser.post(f"/api/service/{task['id']}/out", json={"method": "personal"}).status_code == 403


def test_on_paper_over_http(office: Office) -> None:
    browser, packet = program(office), office.packet
    body = {"packet": packet.id, "packet_sha256": packet.packet_sha256, "court": "sandbox-paper"}
    filing = browser.post("/api/filings/on-paper", json=body).json()
    assert (filing["route"], filing["state"]) == ("paper", "ready")
    refused = browser.post(
        f"/api/filings/{filing['id']}/paper-result", data={"outcome": "filed", "day": "2026-11-23"}
    )
    assert refused.status_code == 422
    assert "scan of each stamped copy" in refused.json()["error"]["message"]
    told = {"outcome": "handed_in", "day": "2026-11-23", "clock": "08:30"}
    assert browser.post(f"/api/filings/{filing['id']}/paper-result", data=told).json()["state"] == "received"
