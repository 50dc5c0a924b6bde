"""The API: facts in, packets, documents, approval, jobs; and what it refuses."""

import json
from pathlib import Path

import pytest
from fastapi import FastAPI
from pypdf import PdfReader

from api.accounts.account import RoleName
from api.accounts.service import add_account, by_token, first_token
from api.app import make_api
from api.services import Services
from tests.api.conftest import Queue
from tests.fakes.assembler import REFUSED_CASE_ID
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def app(services: Services) -> FastAPI:
    return make_api(services)


@pytest.fixture
def admin(services: Services, app: FastAPI) -> Browser:
    token = first_token(services)
    assert token is not None
    return Browser(app, token=token)


def as_role(services: Services, admin: Browser, app: FastAPI, role: RoleName) -> Browser:
    answer = admin.post("/api/accounts", json={"name": f"a {role}", "role": role})
    return Browser(app, token=answer.json()["token"])


@pytest.fixture
def packet(admin: Browser, services: Services, queue: Queue, case: bytes) -> str:
    """A packet that was made."""
    facts = admin.post("/api/facts", content=case).json()["id"]
    answer = admin.post("/api/packets", json={"facts": facts, "packet": "us-ca/establish"})
    queue.work_off(services)
    return str(answer.json()["packet"])


class TestFacts:
    def test_are_taken_in_once_for_one_key(self, admin: Browser, case: bytes) -> None:
        key = {"Idempotency-Key": "case-1"}
        first = admin.post("/api/facts", content=case, headers=key)
        again = admin.post("/api/facts", content=case, headers=key)
        assert first.status_code == 201
        assert again.json() == first.json()

    def test_another_request_with_the_same_key_is_refused(self, admin: Browser, case: bytes) -> None:
        key = {"Idempotency-Key": "case-1"}
        admin.post("/api/facts", content=case, headers=key)
        assert admin.post("/api/facts", content=case + b"\n", headers=key).status_code == 409

    def test_every_fault_is_told_with_its_pointer(self, admin: Browser) -> None:
        answer = admin.post("/api/facts", content=b'{"prepared_on": "tomorrow", "nonsense": 1}')
        assert answer.status_code == 422
        pointers = {fault["pointer"] for fault in answer.json()["error"]["faults"]}
        assert {"/prepared_on", "/nonsense", "/court"} <= pointers

    def test_too_much_is_refused(self, admin: Browser, services: Services) -> None:
        answer = admin.post("/api/facts", content=b" " * (services.settings.upload_bytes + 1))
        assert answer.status_code == 422
        assert "larger than" in answer.json()["error"]["message"]

    def test_are_checked_without_anything_being_made(self, admin: Browser, case: bytes) -> None:
        facts = admin.post("/api/facts", content=refused(case)).json()["id"]
        answer = admin.post(f"/api/facts/{facts}/validate", json={"packet": "us-ca/establish"}).json()
        assert answer["blocked"]
        assert answer["findings"][0]["pointer"] == "/ivd_case/id"
        assert admin.get("/api/packets").json() == []


def refused(case: bytes) -> bytes:
    facts = json.loads(case)
    facts["ivd_case"]["id"] = REFUSED_CASE_ID
    return json.dumps(facts).encode()


class TestPacket:
    def test_is_made_by_a_worker(self, admin: Browser, services: Services, queue: Queue, case: bytes) -> None:
        facts = admin.post("/api/facts", content=case).json()["id"]
        answer = admin.post("/api/packets", json={"facts": facts, "packet": "us-ca/establish"})
        assert answer.status_code == 202
        assert admin.get(f"/api/jobs/{answer.json()['job']}").json()["state"] == "queued"
        queue.work_off(services)
        assert admin.get(f"/api/jobs/{answer.json()['job']}").json()["state"] == "done"
        assert admin.get(f"/api/packets/{answer.json()['packet']}").json()["state"] == "in_review"

    def test_gives_its_files_and_pages(self, admin: Browser, packet: str, tmp_path: Path) -> None:
        names = [file["name"] for file in admin.get(f"/api/packets/{packet}/files").json()]
        assert names == ["01-complaint.pdf", "02-statement.pdf", "manifest.json", "packet.pdf"]
        pdf = tmp_path / "a.pdf"
        pdf.write_bytes(admin.get(f"/api/packets/{packet}/files/01-complaint.pdf").content)
        assert len(PdfReader(pdf).pages) == 1
        picture = admin.get(f"/api/packets/{packet}/files/packet.pdf/pages/1.png?width=100")
        assert picture.content.startswith(PNG)
        assert admin.get(f"/api/packets/{packet}/files/packet.pdf/pages/2.png").status_code == 404
        assert admin.get(f"/api/packets/{packet}/files/..%2F..%2Fetc%2Fpasswd").status_code == 404

    def test_findings_that_block_are_an_answer(
        self, admin: Browser, services: Services, queue: Queue, case: bytes
    ) -> None:
        facts = admin.post("/api/facts", content=refused(case)).json()["id"]
        packet = admin.post("/api/packets", json={"facts": facts, "packet": "us-ca/establish"}).json()[
            "packet"
        ]
        queue.work_off(services)
        answer = admin.get(f"/api/packets/{packet}").json()
        assert answer["state"] == "needs_fixing"
        assert answer["findings"][0]["rule"] == "test/refused"
        assert answer["packet_sha256"] == ""

    def test_of_no_known_kind_is_refused_with_those_that_are_known(self, admin: Browser, case: bytes) -> None:
        facts = admin.post("/api/facts", content=case).json()["id"]
        answer = admin.post("/api/packets", json={"facts": facts, "packet": "us-ca/nothing"})
        assert answer.status_code == 404
        assert "us-ca/establish" in answer.json()["error"]["message"]


class TestApproval:
    def approve(self, admin: Browser, packet: str) -> dict[str, object]:
        shown = admin.get(f"/api/packets/{packet}").json()["packet_sha256"]
        answer: dict[str, object] = admin.post(
            f"/api/packets/{packet}/approve", json={"packet_sha256": shown}
        ).json()
        return answer

    def test_is_of_the_bytes_that_were_looked_at(self, admin: Browser, packet: str) -> None:
        other = admin.post(f"/api/packets/{packet}/approve", json={"packet_sha256": "0" * 64})
        assert other.status_code == 409
        assert self.approve(admin, packet)["state"] == "approved"

    def test_a_changed_fact_voids_it_at_once(
        self, admin: Browser, services: Services, queue: Queue, packet: str, case: bytes
    ) -> None:
        self.approve(admin, packet)
        changed = json.loads(case)
        changed["ivd_case"]["id"] = "another"
        facts = admin.post("/api/facts", content=json.dumps(changed).encode()).json()["id"]
        admin.post(f"/api/packets/{packet}/rebuild", json={"facts": facts})
        answer = admin.get(f"/api/packets/{packet}").json()
        assert answer["state"] == "approval_void"
        assert answer["approval"]["void_reason"] == "The facts were changed."
        queue.work_off(services)
        answer = admin.get(f"/api/packets/{packet}").json()
        assert answer["state"] == "in_review"
        assert answer["draft"] == 2

    def test_making_the_same_again_keeps_it(self, admin: Browser, services: Services, packet: str) -> None:
        from api.ids import PacketId
        from api.packets.service import make

        before = self.approve(admin, packet)["packet_sha256"]
        make(services, PacketId(packet))
        answer = admin.get(f"/api/packets/{packet}").json()
        assert answer["state"] == "approved"
        assert answer["packet_sha256"] == before

    def test_other_bytes_when_made_again_void_it(
        self, admin: Browser, services: Services, packet: str
    ) -> None:
        from api.ids import PacketId
        from api.packets.service import make
        from tests.fakes import assembler

        self.approve(admin, packet)
        original = assembler.one_page_pdf
        assembler.one_page_pdf = lambda title, words="": original(f"{title}, another edition", words)
        try:
            make(services, PacketId(packet))
        finally:
            assembler.one_page_pdf = original
        answer = admin.get(f"/api/packets/{packet}").json()
        assert answer["state"] == "approval_void"
        assert answer["approval"]["voided_at"]

    def test_an_officer_may_not(self, services: Services, admin: Browser, app: FastAPI, packet: str) -> None:
        officer = as_role(services, admin, app, RoleName.OFFICER)
        shown = officer.get(f"/api/packets/{packet}").json()["packet_sha256"]
        answer = officer.post(f"/api/packets/{packet}/approve", json={"packet_sha256": shown})
        assert answer.status_code == 403
        assert "attorney" in answer.json()["error"]["message"]

    def test_a_return_voids_it(self, admin: Browser, packet: str) -> None:
        self.approve(admin, packet)
        answer = admin.post(f"/api/packets/{packet}/return", json={"reason": "Wrong hearing date."}).json()
        assert answer["state"] == "returned"
        assert answer["approval"]["voided_at"]


class TestDoors:
    def test_without_a_token_nothing_opens(self, app: FastAPI) -> None:
        stranger = Browser(app)
        schema = Browser(app).get("/api/openapi.json").json()
        opened = [
            f"{method} {path}"
            for path, methods in schema["paths"].items()
            for method in methods
            if stranger.request(method.upper(), path.replace("{", "").replace("}", "")).status_code
            not in (401, 422)
        ]
        assert opened == []

    def test_a_browsers_cookie_is_no_token(self, services: Services, app: FastAPI) -> None:
        token = first_token(services)
        browser = Browser(app)
        browser.post("/sign-in", data={"name": "admin", "password": token})
        assert browser.get("/packets").status_code == 200
        assert browser.get("/api/packets").status_code == 401

    def test_the_first_token_is_given_once(self, services: Services) -> None:
        assert first_token(services) is not None
        assert first_token(services) is None

    def test_only_an_auditor_reads_the_trail(self, services: Services, admin: Browser, app: FastAPI) -> None:
        assert as_role(services, admin, app, RoleName.OFFICER).get("/api/audit").status_code == 403
        assert as_role(services, admin, app, RoleName.AUDITOR).get("/api/audit").status_code == 200

    def test_a_court_needs_the_secret_address(self, services: Services, app: FastAPI) -> None:
        stranger = Browser(app)
        assert stranger.post("/courts/guess/filing-assembly", content=b"<a/>").status_code == 404
        assert stranger.post(services.callback_path, content=b"<a/>").status_code == 200

    def test_an_unforeseen_failure_says_nothing_of_the_case(
        self, app: FastAPI, admin: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from api.packets import service

        def fail(*arguments: object, **options: object) -> None:
            raise ZeroDivisionError("Rafael Ortega Villanueva")

        monkeypatch.setattr(service, "order", fail)
        answer = admin.post("/api/packets", json={"facts": "C-1", "packet": "us-ca/establish"})
        assert answer.status_code == 500
        assert "Villanueva" not in answer.text

    def test_a_strange_host_is_refused(self, app: FastAPI) -> None:
        assert Browser(app).get("/health", headers={"Host": "evil.example"}).status_code == 400


class TestPassword:
    def test_five_wrong_ones_lock_it_for_fifteen_minutes(
        self, services: Services, app: FastAPI, clock: FakeClock
    ) -> None:
        admin = by_token(services, first_token(services) or "")
        add_account(services, admin, "K. Adeyemi", RoleName.ATTORNEY, "correct horse battery")
        browser = Browser(app)
        for _ in range(5):
            assert (
                browser.post("/sign-in", data={"name": "K. Adeyemi", "password": "wrong"}).status_code == 401
            )
        right = {"name": "K. Adeyemi", "password": "correct horse battery"}
        assert browser.post("/sign-in", data=right).status_code == 401
        clock.advance(15 * 60)
        assert browser.post("/sign-in", data=right).status_code == 303

    def test_a_session_ends(self, services: Services, app: FastAPI, clock: FakeClock) -> None:
        browser = Browser(app)
        browser.post("/sign-in", data={"name": "admin", "password": first_token(services)})
        assert browser.get("/packets").status_code == 200
        clock.advance(services.settings.session_hours * 3600)
        assert browser.get("/packets").headers["location"] == "/sign-in?next=/packets"


def test_every_error_has_a_status() -> None:
    import api.errors
    import assembly.errors
    import efiling.errors

    for module in (api.errors, assembly.errors, efiling.errors):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Exception):
                assert 400 <= api.errors.status_of(kind.__new__(kind)) < 600


def test_the_published_api_names_every_resource(app: FastAPI) -> None:
    paths = Browser(app).get("/api/openapi.json").json()["paths"]
    assert {
        "/api/facts",
        "/api/facts/{facts_id}/validate",
        "/api/packets",
        "/api/packets/{packet_id}/approve",
        "/api/packets/{packet_id}/files/{name}",
        "/api/filings",
        "/api/filings/{filing_id}",
        "/api/batches",
        "/api/jobs/{job_id}",
        "/api/courts",
        "/api/audit",
    } <= set(paths)
