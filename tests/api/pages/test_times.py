"""Times on pages are the court's own, with the zone named (Oregon's Malheur County keeps Mountain time)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.answers import make_templates
from api.app import make_api
from api.facts.service import take_in
from api.packets.service import order
from api.pages.zones import zone_of
from api.services import Services
from api.settings import Settings
from tests.api.conftest import Queue, sign_up
from tests.fakes.browser import Browser

WINTER, SUMMER = datetime(2026, 11, 23, 23, 42, tzinfo=UTC), datetime(2026, 7, 1, 6, 30, tzinfo=UTC)


def shown(moment: datetime, zone: str | None) -> str:
    environment = make_templates().env
    context = {"moment": moment} | ({"zone": ZoneInfo(zone)} if zone else {})
    return environment.from_string("{{ moment|when }}").render(context)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        pytest.param(WINTER, "America/Los_Angeles", "Mon Nov 23, 2026, 3:42 p.m. PT", id="Pacific, winter"),
        pytest.param(WINTER, "America/Boise", "Mon Nov 23, 2026, 4:42 p.m. MT", id="Mountain, winter"),
        pytest.param(SUMMER, "America/Los_Angeles", "Tue Jun 30, 2026, 11:30 p.m. PT", id="Pacific, summer"),
        pytest.param(SUMMER, "America/Boise", "Wed Jul 1, 2026, 12:30 a.m. MT", id="another day there"),
        pytest.param(SUMMER, "Pacific/Honolulu", "Tue Jun 30, 2026, 8:30 p.m. HT", id="no summer time"),
        pytest.param(WINTER, None, "Mon Nov 23, 2026, 3:42 p.m. PT", id="no court"),
    ],
)
def test_a_moment_is_written_in_the_courts_zone(moment: datetime, zone: str | None, words: str) -> None:
    assert shown(moment, zone) == words


class TestAPage:
    @pytest.fixture
    def admin(self, services: Services) -> Account:
        return sign_up(services, "root", RoleName.ADMIN)

    @pytest.fixture
    def browser(self, services: Services, admin: Account) -> Browser:
        token = add_account(services, admin, "clerk", RoleName.ADMIN)
        browser = Browser(make_api(services))
        assert browser.post("/sign-in", data={"name": "clerk", "password": token}).status_code == 303
        return browser

    @pytest.mark.parametrize(
        ("court", "time"),
        [
            ("us-or-malheur", "10:00 a.m. MT"),
            ("us-or-lane", "9:00 a.m. PT"),
            ("us-zz-nowhere", "9:00 a.m. PT"),
        ],
    )
    def test_shows_the_time_of_its_packets_court(
        self,
        services: Services,
        queue: Queue,
        admin: Account,
        browser: Browser,
        case: bytes,
        court: str,
        time: str,
    ) -> None:
        """The clock of the tests stands at 17:00 UTC on November 23, 2026."""
        facts = json.loads(case)
        facts["court"]["id"] = court
        stored = take_in(services, admin, json.dumps(facts).encode())
        packet, _ = order(services, admin, stored.id, "us-ca/establish")
        queue.work_off(services)
        for path in ("/packets", f"/packets/{packet.id}"):
            assert time in browser.get(path).text


def test_the_offices_own_zone_is_a_setting(services: Services, tmp_path: Path) -> None:
    services.settings.time_zone = ZoneInfo("America/Denver")
    assert zone_of(services, "us-zz-nowhere").key == "America/Denver"
    assert zone_of(services, "us-or-malheur").key == "America/Boise"
    with pytest.raises(ValueError, match="no time zone"):
        Settings(home=tmp_path, time_zone="Pacific")  # type: ignore[arg-type]
