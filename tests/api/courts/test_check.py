"""`courtpacket courts check`: what is there, what is missing, and whether the court lets us in."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from api.courts.check import Finding, Standing, check_court
from api.courts.gateway import ProfiledCourts
from api.settings import Settings
from assembly.catalog import Catalog, load_catalog
from efiling.courts import load_court
from efiling.sandbox.guard import Guard
from efiling.sandbox.server import SandboxServer
from efiling.transport.security import Identity
from tests.api.cli.command import courtpacket
from tests.api.courts.folder import PASSWORD, pem, plain, secret
from tests.efiling.transport.test_security import NOW, identity

EMAIL = "filer@example.test"


@pytest.fixture(scope="module")
def who() -> Identity:
    return identity()


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture
def server(who: Identity) -> Iterator[SandboxServer]:
    trusted = frozenset({who.certificate.fingerprint(hashes.SHA256()).hex()})
    guard = Guard(users={EMAIL: PASSWORD}, trusted=trusted, clock=lambda: NOW)
    with SandboxServer(load_court("sandbox"), guard=guard, clock=lambda: NOW, tick_seconds=None) as running:
        yield running


def office(home: Path, server: SandboxServer, who: Identity, password: str = PASSWORD) -> ProfiledCourts:
    folder = home / "courts" / "sandbox"
    plain(
        folder,
        filing_review=server.filing_review_url,
        user_service=server.user_service_url,
        email=EMAIL,
        location="sandbox:main",
        payment_account="guid-waiver",
    )
    pem(folder, who)
    secret(folder / "password", password.encode())
    return courts_of(home)


def courts_of(home: Path) -> ProfiledCourts:
    return ProfiledCourts(Settings(home=home), clock=lambda: NOW, callback_url="http://127.0.0.1/courts/x")


def look(
    courts: ProfiledCourts,
    home: Path,
    catalog: Catalog,
    *,
    court: str = "sandbox",
    now: datetime = NOW,
    ask: bool = True,
) -> dict[str, Finding]:
    found = check_court(courts, court, home=home, catalog=catalog, now=now, ask=ask)
    assert PASSWORD not in repr(found)
    return {finding.what: finding for finding in found}


class TestACourtThatLetsUsIn:
    def test_policy_and_log_in_are_tried_and_nothing_is_filed(
        self, tmp_path: Path, server: SandboxServer, who: Identity, catalog: Catalog
    ) -> None:
        found = look(office(tmp_path, server, who), tmp_path, catalog)
        assert found["log-in"] == Finding("log-in", Standing.GOOD, "the court knows us")
        assert "7 code lists" in found["policy"].said
        assert {f.standing for f in found.values()} <= {Standing.GOOD, Standing.LOOK}
        assert server.court.envelopes == []

    def test_a_wrong_password_is_told(
        self, tmp_path: Path, server: SandboxServer, who: Identity, catalog: Catalog
    ) -> None:
        found = look(office(tmp_path, server, who, password="stale"), tmp_path, catalog)
        assert found["log-in"].standing is Standing.WRONG
        assert "-4" in found["log-in"].said

    def test_offline_asks_nobody(
        self, tmp_path: Path, server: SandboxServer, who: Identity, catalog: Catalog
    ) -> None:
        found = look(office(tmp_path, server, who), tmp_path, catalog, ask=False)
        assert found.keys().isdisjoint({"log-in", "policy"})

    def test_a_court_that_is_away_is_told_and_not_a_trace(
        self, tmp_path: Path, who: Identity, catalog: Catalog
    ) -> None:
        plain(tmp_path / "courts" / "sandbox", filing_review="http://127.0.0.1:9/ecf4/")
        found = look(courts_of(tmp_path), tmp_path, catalog)
        assert "cannot be reached" in found["policy"].said


class TestTheCertificate:
    @pytest.mark.parametrize(
        ("later", "standing"),
        [
            (timedelta(0), Standing.LOOK),
            (timedelta(hours=25), Standing.WRONG),
            (timedelta(days=-60), Standing.GOOD),
        ],
    )
    def test_its_end_is_told_before_it_comes(
        self, tmp_path: Path, who: Identity, catalog: Catalog, later: timedelta, standing: Standing
    ) -> None:
        """The certificate is good for a day after `NOW`."""
        pem(tmp_path / "courts" / "sandbox", who)
        courts = courts_of(tmp_path)
        found = check_court(courts, "sandbox", home=tmp_path, catalog=catalog, now=NOW + later, ask=False)
        last = [finding for finding in found if finding.what == "certificate"][-1]
        assert last.standing is standing
        assert "2026-11-25" in last.said


class TestARealCourt:
    def test_every_missing_part_is_named_with_the_place_to_write_it(
        self, tmp_path: Path, catalog: Catalog
    ) -> None:
        found = look(courts_of(tmp_path), tmp_path, catalog, court="us-or-lane", ask=False)
        assert found["password"].said == (
            "write it into the file password of courts/us-or-lane, or set COURTPACKET_COURT_US_OR_LANE_PASSWORD"
        )
        missing = {what for what, finding in found.items() if finding.standing is Standing.MISSING}
        parts = {
            "filing_review",
            "user_service",
            "email",
            "password",
            "certificate",
            "key",
            "payment_account",
        }
        assert parts <= missing
        assert found["codes.filing_code"].said.endswith("CODE")

    def test_a_callback_address_that_the_court_cannot_reach_is_wrong(
        self, tmp_path: Path, catalog: Catalog
    ) -> None:
        plain(
            tmp_path / "courts" / "us-or", filing_review="https://court.example.test/FilingReviewMDEPort.svc"
        )
        found = look(courts_of(tmp_path), tmp_path, catalog, court="us-or-lane", ask=False)
        assert found["callback_url"].standing is Standing.WRONG

    def test_a_paper_court_needs_nothing(self, tmp_path: Path, catalog: Catalog) -> None:
        assert look(courts_of(tmp_path), tmp_path, catalog, court="us-ca-sacramento").keys() == {"e-filing"}


def test_the_command_leaves_with_1_until_nothing_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
    ran = courtpacket(capsys, monkeypatch, "courts", "check", "us-or-lane", "--offline")
    assert ran.code == 1
    assert "Not ready to file:" in ran.out
    ran = courtpacket(capsys, monkeypatch, "courts", "check", "sandbox", "--offline", "--json")
    assert ran.code == 0
    assert {"what": "schemas", "standing": "look"}.items() <= next(
        row for row in json.loads(ran.out) if row["what"] == "schemas"
    ).items()
