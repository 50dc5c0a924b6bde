"""Code lists of an office: fetched whole once a day, drift told by paper, codes confirmed by a person."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

from api.accounts.service import first_token
from api.app import make_api
from api.clock import utc_now
from api.courts.gateway import ProfiledCourts, reachable
from api.courts.refresh import codes_of, needs, refresh
from api.courts.tasks import REFRESH, plan_refreshes
from api.jobs.service import run_job
from api.jobs.store import JobState
from api.services import Services, open_services
from api.settings import Settings
from assembly.catalog import Catalog, load_catalog
from efiling.courts import CourtProfile, load_court
from efiling.courts.code_store import current, current_version, fetched_at, load, save
from efiling.courts.published import list_name
from efiling.errors import CourtUnavailable, MessageInvalid, NotOffered, ProfileFault
from efiling.model import CodeListPlace
from efiling.sandbox.server import SandboxServer
from efiling.transport.code_lists import fetch_code_lists
from tests.api.cli.command import courtpacket
from tests.api.conftest import Queue
from tests.api.courts.folder import plain
from tests.efiling.transport.test_security import NOW
from tests.fakes.assembler import FakeAssembler
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock

SANDBOX = load_court("sandbox")


def day_two() -> CourtProfile:
    """Return the sandbox court after it renamed the code of motions: the same number, another meaning."""
    rows = tuple(
        replace(row, name="Motion, Criminal") if row.code == "9202" else row
        for row in SANDBOX.codes["filing_code"].rows
    )
    codes = {**SANDBOX.codes, "filing_code": replace(SANDBOX.codes["filing_code"], rows=rows)}
    return replace(SANDBOX, edition="2026-11-25.1", codes=MappingProxyType(codes))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def day_one_server() -> Iterator[SandboxServer]:
    with SandboxServer(SANDBOX, clock=lambda: NOW, tick_seconds=None) as running:
        yield running


@pytest.fixture
def day_two_server() -> Iterator[SandboxServer]:
    with SandboxServer(day_two(), clock=lambda: NOW, tick_seconds=None) as running:
        yield running


def courts_at(home: Path, url: str) -> ProfiledCourts:
    plain(home / "courts" / "sandbox", filing_review=url)
    return ProfiledCourts(Settings(home=home), clock=lambda: NOW, callback_url="http://127.0.0.1/courts/x")


class TestDrift:
    def test_a_renamed_code_names_the_papers_that_it_breaks(
        self, tmp_path: Path, catalog: Catalog, day_one_server: SandboxServer, day_two_server: SandboxServer
    ) -> None:
        first = refresh(
            courts_at(tmp_path, day_one_server.filing_review_url),
            "sandbox",
            home=tmp_path,
            catalog=catalog,
            now=NOW,
        )
        assert (first.changes, first.broken) == ((), {})
        second = refresh(
            courts_at(tmp_path, day_two_server.filing_review_url),
            "sandbox",
            home=tmp_path,
            catalog=catalog,
            now=NOW,
        )
        assert [(change.code, change.kind.value) for change in second.changes] == [("9202", "renamed")]
        assert second.broken["us-ca/notice-of-motion"] == (("filing_code", "notice_of_motion"),)
        assert "us-ca/summons-and-complaint" not in second.broken
        with pytest.raises(ProfileFault, match="no confirmed code for 'notice_of_motion'"):
            current(tmp_path, SANDBOX).code("filing_code", "notice_of_motion")

    def test_the_command_tells_it_and_a_person_confirms_the_code_anew(
        self,
        tmp_path: Path,
        day_two_server: SandboxServer,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        plain(tmp_path / "courts" / "sandbox", filing_review=day_two_server.filing_review_url)
        ran = courtpacket(capsys, monkeypatch, "courts", "refresh", "--all")
        assert ran.code == 1
        assert "us-ca/notice-of-motion has no code any more for filing_code notice_of_motion" in ran.out
        tip = "courtpacket courts map sandbox filing_code notice_of_motion CODE"
        assert tip in ran.out
        words = ("courts", "map", "sandbox", "filing_code", "notice_of_motion")
        assert "9209 is" not in courtpacket(capsys, monkeypatch, *words, "1").out
        assert courtpacket(capsys, monkeypatch, *words, "9299").code == 0
        assert current(tmp_path, SANDBOX).code("filing_code", "notice_of_motion") == "9299"
        assert courtpacket(capsys, monkeypatch, "courts", "refresh", "--all").code == 0

    def test_a_court_that_is_away_changes_nothing(
        self, tmp_path: Path, catalog: Catalog, day_one_server: SandboxServer
    ) -> None:
        courts = courts_at(tmp_path, day_one_server.filing_review_url)
        refresh(courts, "sandbox", home=tmp_path, catalog=catalog, now=NOW)
        away = courts_at(tmp_path, "http://127.0.0.1:9/FilingReviewMDEPort.svc")
        with pytest.raises(CourtUnavailable):
            refresh(away, "sandbox", home=tmp_path, catalog=catalog, now=NOW + timedelta(days=1))
        assert (current_version(tmp_path, "sandbox"), fetched_at(tmp_path, "sandbox")) == (
            SANDBOX.edition,
            NOW,
        )


class TestOverTheFifthEdition:
    def at(self, home: Path, server: SandboxServer, **parts: str) -> ProfiledCourts:
        plain(home / "courts" / "sandbox", filing_review=server.filing_review_url_5, version='"5"', **parts)
        return ProfiledCourts(
            Settings(home=home), clock=lambda: NOW, callback_url="http://127.0.0.1/courts/x"
        )

    def test_the_same_lists_come_as_over_the_fourth(
        self, tmp_path: Path, catalog: Catalog, day_two_server: SandboxServer
    ) -> None:
        four, five = tmp_path / "four", tmp_path / "five"
        refresh(
            courts_at(four, day_two_server.filing_review_url), "sandbox", home=four, catalog=catalog, now=NOW
        )
        courts = self.at(five, day_two_server, court_policy=day_two_server.court_policy_url_5)
        done = refresh(courts, "sandbox", home=five, catalog=catalog, now=NOW)
        assert done.version == "2026-11-25.1"  # the edition that the court publishes on its second day
        assert done.broken["us-ca/notice-of-motion"] == (("filing_code", "notice_of_motion"),)
        assert load(five, "sandbox") == load(four, "sandbox") != {}

    def test_where_its_address_is_not_known_it_is_said(
        self, tmp_path: Path, catalog: Catalog, day_one_server: SandboxServer
    ) -> None:
        with pytest.raises(NotOffered, match="GetPolicy"):
            refresh(self.at(tmp_path, day_one_server), "sandbox", home=tmp_path, catalog=catalog, now=NOW)
        assert current_version(tmp_path, "sandbox") == ""

    def test_the_check_of_a_court_asks_for_it(
        self,
        tmp_path: Path,
        day_one_server: SandboxServer,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        self.at(tmp_path, day_one_server, court_policy=day_one_server.court_policy_url_5)
        told = courtpacket(capsys, monkeypatch, "courts", "check", "sandbox").out
        assert f"version {SANDBOX.edition}, {len(SANDBOX.codes)} code lists" in told
        self.at(tmp_path, day_one_server)
        assert "not asked" in courtpacket(capsys, monkeypatch, "courts", "check", "sandbox").out


@pytest.mark.parametrize("name", ["../codes", "a/b", "a\\b", ".hidden", "/etc/x", "x" * 101, "..", "é"])
def test_the_name_of_a_list_is_fit_for_a_file_or_is_none(name: str) -> None:
    """The name comes from the court's answer; it is kept as a file's name."""
    assert re.fullmatch(r"|[A-Za-z0-9_:-][A-Za-z0-9_.:-]{0,99}", list_name(name))


@pytest.mark.parametrize("names", [("..",), ("a/b", "a.b"), ("ecf:X", "ecf:X")])
def test_a_policy_that_gives_two_lists_one_name_or_one_none_is_refused(names: tuple[str, ...]) -> None:
    places = [
        CodeListPlace(element=name, url=f"http://127.0.0.1:9/{'/' * n}") for n, name in enumerate(names)
    ]
    with httpx.Client() as http, pytest.raises(MessageInvalid, match="cannot name one code list"):
        fetch_code_lists(places, http=http, court="sandbox", now=NOW)


class TestStanding:
    def test_lists_of_more_than_a_week_are_stale(
        self, tmp_path: Path, catalog: Catalog, day_one_server: SandboxServer
    ) -> None:
        courts = courts_at(tmp_path, day_one_server.filing_review_url)
        refresh(courts, "sandbox", home=tmp_path, catalog=catalog, now=NOW)
        for days, stale in ((7, False), (8, True)):
            now = NOW + timedelta(days=days)
            assert codes_of(SANDBOX, home=tmp_path, catalog=catalog, now=now).stale is stale

    def test_the_sandbox_lacks_no_code_and_a_real_court_each_one(
        self, tmp_path: Path, catalog: Catalog
    ) -> None:
        assert codes_of(SANDBOX, home=tmp_path, catalog=catalog, now=NOW).missing == ()
        lane = codes_of(load_court("us-or-lane"), home=tmp_path, catalog=catalog, now=NOW).missing
        assert ("filing_code", "docketing_statement") in lane
        assert ("filing_code", "order_to_show_cause") not in lane  # a Californian paper

    @pytest.mark.parametrize(
        "word",
        [
            "administrative_order",
            "confidential_information_form",
            "docketing_statement",
            "motion_default",
            "return_of_service",
            "support_declaration",
            "worksheet",
        ],
    )
    def test_a_paper_goes_to_the_sandbox_under_a_code_of_its_own(self, catalog: Catalog, word: str) -> None:
        codes = SANDBOX.codes["filing_code"]
        assert codes.code_for(word) not in (None, codes.otherwise)
        assert any(("filing_code", word) in words for words in needs(catalog).values())


class TestOnceADay:
    @pytest.fixture
    def services(self, tmp_path: Path, sqlite_url: str, queue: Queue, clock: FakeClock) -> Iterator[Services]:
        settings = Settings(home=tmp_path, database_url=sqlite_url)
        opened = open_services(settings, enqueue=queue.enqueue, clock=clock, assembler=FakeAssembler())
        yield opened
        opened.close()

    def waits_until(self, services: Services) -> object:
        with services.database.unit_of_work() as work:
            job = work.jobs.waiting_for("sandbox", REFRESH)
        assert job is not None
        assert job.state is JobState.QUEUED
        return job.due_at - services.clock()

    def test_a_court_without_an_address_is_not_asked(self, services: Services) -> None:
        assert plan_refreshes(services) == 0

    def test_it_is_fetched_now_and_again_in_a_day(
        self, tmp_path: Path, services: Services, queue: Queue, day_one_server: SandboxServer
    ) -> None:
        courts = reachable(courts_at(tmp_path, day_one_server.filing_review_url))
        assert "sandbox" in courts
        assert [plan_refreshes(services), plan_refreshes(services)] == [len(courts), 0]
        queue.work_off(services)
        assert fetched_at(tmp_path, "sandbox") == services.clock()
        assert self.waits_until(services) == timedelta(days=1)

    def test_after_a_failure_it_is_tried_sooner_and_then_ever_later(
        self, tmp_path: Path, services: Services, queue: Queue, clock: FakeClock
    ) -> None:
        courts_at(tmp_path, "http://127.0.0.1:9/FilingReviewMDEPort.svc")
        plan_refreshes(services)
        queue.work_off(services)
        waits = []
        for _ in range(9):
            wait = self.waits_until(services)
            assert isinstance(wait, timedelta)
            waits.append(wait)
            clock.advance(wait.total_seconds())
            with services.database.unit_of_work() as work:
                job = work.jobs.waiting_for("sandbox", REFRESH)
            assert job is not None
            run_job(services, job.id)
        assert waits[:3] == [timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1)]
        assert waits[-1] == timedelta(days=1)


def test_json_of_show_names_the_codes_that_papers_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
    ran = courtpacket(capsys, monkeypatch, "courts", "show", "us-or-lane", "--json")
    codes = json.loads(ran.out)["codes_of_papers"]
    assert codes["fetched"] is None
    assert {"list": "filing_code", "word": "petition"} in codes["missing"]


class TestWhatIsToldOfStaleCodes:
    """Lists that came ten days ago."""

    def test_by_the_list_of_courts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        save(tmp_path, "us-or-lane", "1", {}, at=utc_now() - timedelta(days=10))
        save(tmp_path, "us-or-marion", "1", {}, at=utc_now())
        told = courtpacket(capsys, monkeypatch, "courts", "list").out
        assert [line.split()[0] for line in told.splitlines() if "stale" in line] == ["us-or-lane"]

    def test_over_the_api(self, services: Services) -> None:
        home, admin = services.settings.office_home, first_token(services)
        save(home, "us-or-lane", "7", {}, at=services.clock() - timedelta(days=10))
        api = Browser(make_api(services), token=admin or "")
        lane, marion = (api.get(f"/api/courts/{court}").json() for court in ("us-or-lane", "us-or-marion"))
        assert (lane["codes_version"], lane["codes_stale"]) == ("7", True)
        assert (marion["codes_fetched"], marion["codes_stale"]) == (None, False)
