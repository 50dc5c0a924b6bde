"""What an operator expects of a web application: headers, cookies, forms, sign-in, health, and silent logs."""

import contextlib
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.accounts.throttle import MOST, WINDOW
from api.app import make_api
from api.auth import COOKIE, person_with_form, program
from api.jobs.service import run_job
from api.logs import WithoutValues, bridle_libraries, configure_logs
from api.services import Services, open_services
from api.settings import Settings
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import CRASHING_CASE_ID, FakeAssembler
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock


@pytest.fixture
def admin(services: Services) -> Account:
    return sign_up(services, "root", RoleName.ADMIN)


@pytest.fixture
def token(services: Services, admin: Account) -> str:
    return add_account(services, admin, "clerk", RoleName.ADMIN, "correct horse battery")


def routes(services: Services) -> Iterator[APIRoute]:
    def walk(found: list[BaseRoute]) -> Iterator[APIRoute]:
        for route in found:
            if isinstance(route, APIRoute):
                yield route
            elif isinstance(inner := getattr(route, "original_router", None), APIRouter):
                yield from walk(inner.routes)

    yield from walk(make_api(services).router.routes)


def asked_for(dependant: Dependant) -> set[object]:
    return {dependant.call}.union(*(asked_for(inner) for inner in dependant.dependencies))


class TestEveryDoor:
    """Held against the application's own list of routes, so that a new one cannot be forgotten."""

    OPEN = frozenset({"/", "/sign-in", "/health"})

    def test_a_form_that_changes_something_carries_the_key_of_its_session(
        self, services: Services, token: str
    ) -> None:
        """Where the page reads the form by itself, it is sent one with a wrong key."""
        browser = Browser(make_api(services))
        browser.post("/sign-in", data={"name": "clerk", "password": token})
        checked = 0
        for route in routes(services):
            if route.path.startswith(("/api/", "/courts/")) or route.path in self.OPEN:
                continue
            if route.methods & {"POST", "PUT", "PATCH", "DELETE"}:
                if person_with_form not in asked_for(route.dependant):
                    path = re.sub(r"\{[^}]+\}", "X-1", route.path)
                    assert browser.post(path, data={"form_key": "wrong"}).status_code == 403, route.path
                checked += 1
        assert checked >= 8

    def test_no_page_and_no_endpoint_is_open_to_strangers(self, services: Services) -> None:
        found = list(routes(services))
        assert len(found) >= 40
        for route in found:
            if route.path in self.OPEN or route.path.startswith(("/courts/", "/api/openapi")):
                continue
            assert {call for call in asked_for(route.dependant) if call} & set(self._guards()), route.path

    def _guards(self) -> set[object]:
        from api.auth import person

        return {person, person_with_form, program}

    def test_every_answer_has_the_headers(self, services: Services) -> None:
        browser = Browser(make_api(services))
        for path in ("/sign-in", "/packets", "/api/packets", "/health", "/no-such-page", "/static/style.css"):
            headers = browser.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert headers["referrer-policy"] == "no-referrer"
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "strict-transport-security" not in headers

    def test_behind_tls_browsers_are_told_to_stay_there(self, services: Services) -> None:
        services.settings.secure_cookies = True
        headers = Browser(make_api(services)).get("/sign-in").headers
        assert headers["strict-transport-security"] == "max-age=31536000"

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_a_form_from_another_site_is_refused_even_to_sign_in(
        self, services: Services, token: str, site: str
    ) -> None:
        browser = Browser(make_api(services))
        form = {"name": "clerk", "password": token}
        answer = browser.post("/sign-in", data=form, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
        assert COOKIE not in browser.cookies


class TestTheSessionCookie:
    @pytest.mark.parametrize(("address", "secure"), [("https://x.example.test", True), ("http://x", False)])
    def test_no_script_and_no_other_site_gets_it(
        self, services: Services, token: str, tmp_path: Path, address: str, secure: bool
    ) -> None:
        services.settings = Settings(home=tmp_path, public_url=address)
        answer = Browser(make_api(services)).post("/sign-in", data={"name": "clerk", "password": token})
        flags = answer.headers["set-cookie"].lower()
        assert "httponly" in flags
        assert "samesite=strict" in flags
        assert ("secure" in flags) is secure
        assert "max-age=28800" in flags


class TestGuessing:
    def test_an_account_is_locked_after_five_wrong_passwords(self, services: Services, token: str) -> None:
        browser = Browser(make_api(services))
        for _ in range(5):
            assert browser.post("/sign-in", data={"name": "clerk", "password": "wrong"}).status_code == 401
        right = {"name": "clerk", "password": "correct horse battery"}
        assert browser.post("/sign-in", data=right).status_code == 401

    def test_an_address_that_tries_many_names_has_to_wait(
        self, services: Services, token: str, clock: FakeClock
    ) -> None:
        browser = Browser(make_api(services))
        for number in range(MOST):
            answer = browser.post("/sign-in", data={"name": f"name{number}", "password": "guess"})
            assert answer.status_code == 401
        right = {"name": "clerk", "password": "correct horse battery"}
        answer = browser.post("/sign-in", data=right)
        assert answer.status_code == 429
        assert "Try again in 15 minutes" in answer.text
        assert 0 < int(answer.headers["retry-after"]) <= WINDOW.total_seconds() + 1
        clock.advance(WINDOW.total_seconds() + 1)
        assert browser.post("/sign-in", data=right).status_code == 303


class TestHealth:
    def test_it_is_up(self, services: Services) -> None:
        answer = Browser(make_api(services)).get("/health")
        assert answer.json() == {"status": "up", "database": "good", "files": "good", "jobs": "good"}

    def test_work_that_waits_too_long_is_told(self, services: Services, clock: FakeClock) -> None:
        with services.database.unit_of_work() as work:
            work.jobs.add("packets.assemble", "P-1")
        clock.advance(301)
        answer = Browser(make_api(services)).get("/health")
        assert answer.json()["status"] == "degraded"
        assert answer.json()["jobs"] == "1 waiting for more than 5 minutes"

    def test_without_a_database_it_is_down(self, tmp_path: Path, queue: Queue) -> None:
        settings = Settings(home=tmp_path / "home")
        opened = open_services(settings, enqueue=queue.enqueue, assembler=FakeAssembler())
        opened.close()
        (tmp_path / "home" / "courtpacket.sqlite3").unlink()
        (tmp_path / "home" / "courtpacket.sqlite3").mkdir()
        answer = Browser(make_api(opened)).get("/health")
        assert (answer.status_code, answer.json()["status"]) == (503, "down")
        opened.close()


class TestLogs:
    """UX and PRODUCT: logs carry ids, never names, amounts, numbers or text."""

    NAME, SSN, STREET = "Xanthippe-Unmistakable", "987-65-4321", "4711 Nowhere Else Avenue"

    @pytest.fixture(autouse=True)
    def _logs(self) -> Iterator[None]:
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        configure_logs(as_json=True)
        yield
        root.handlers[:], root.level = handlers, level
        configure_logs(as_json=False)

    def told(self, case: bytes, **changed: str) -> dict[str, object]:
        facts: dict[str, dict[str, object]] = json.loads(case)
        facts["obligor"]["name"] = {"first": self.NAME, "last": self.NAME}
        facts["obligor"]["ssn"] = self.SSN
        facts["obligor"]["mailing_address"] = {
            "line1": self.STREET,
            "city": self.NAME,
            "state": "CA",
            "zip_code": "95113",
        }
        facts["ivd_case"] |= changed
        return dict(facts)

    def test_no_value_of_a_case_reaches_them_whatever_goes_wrong(
        self, services: Services, token: str, queue: Queue, case: bytes, capfd: pytest.CaptureFixture[str]
    ) -> None:
        bridle_libraries()
        api = Browser(make_api(services), token=token)
        for facts in (self.told(case), self.told(case, id=CRASHING_CASE_ID)):
            stored = api.post("/api/facts", json=facts).json()["id"]
            api.post("/api/packets", json={"facts": stored, "packet": "us-ca/establish"})
            with contextlib.suppress(RuntimeError):  # a worker's process logs it, as the next test shows
                queue.work_off(services)
        broken = self.told(case) | {"prepared_on": self.NAME}
        assert api.post("/api/facts", json=broken).status_code == 422
        assert api.post("/api/facts", content=f'{{"{self.SSN}":').status_code == 422
        api.get(f"/api/packets/{self.SSN}")
        Browser(make_api(services)).post("/sign-in", data={"name": self.NAME, "password": self.SSN})
        said = "".join(capfd.readouterr())
        assert "job failed" in said
        for value in (self.NAME, self.SSN, self.STREET):
            assert value not in said

    def test_what_a_librarys_exception_says_is_not_repeated(self, capfd: pytest.CaptureFixture[str]) -> None:
        bridle_libraries()
        try:
            raise KeyError(self.SSN)
        except KeyError as error:
            logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
            logging.getLogger("celery.app.trace").error("Task %s raised %r", "t", error, exc_info=True)
            logging.getLogger("some.library").warning(f"cannot read {self.NAME}")
        lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
        assert [line.get("error") for line in lines] == ["KeyError", "KeyError", None]
        assert lines[1]["words"] == "Task %s raised %r"
        assert "test_guarding.py" in lines[0]["through"][0]
        assert self.SSN not in json.dumps(lines)
        assert self.NAME not in json.dumps(lines)

    def test_a_job_that_fails_for_an_unknown_reason_is_known_by_its_kind(
        self, services: Services, officer: Account, case: bytes, capfd: pytest.CaptureFixture[str]
    ) -> None:
        from api.facts.service import take_in
        from api.packets.service import order

        facts = take_in(services, officer, json.dumps(self.told(case, id=CRASHING_CASE_ID)).encode())
        _, job = order(services, officer, facts.id, "us-ca/establish")
        with pytest.raises(RuntimeError):
            run_job(services, job)
        (line,) = [json.loads(line) for line in capfd.readouterr().err.splitlines() if "job failed" in line]
        assert (line["error"], line["job"]) == ("RuntimeError", job)

    def test_the_formatter_keeps_no_message_that_may_hold_a_value(self) -> None:
        record = logging.LogRecord("lib", logging.WARNING, "m.py", 1, f"bad {self.SSN}", None, None)
        assert self.SSN not in WithoutValues().format(record)
