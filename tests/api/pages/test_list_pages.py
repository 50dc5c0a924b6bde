"""Lists: every packet can be reached, the queue begins with who waited longest, trouble with what can be lost first."""

from datetime import timedelta

import pytest

from api.accounts.account import Account, RoleName
from api.accounts.service import add_account
from api.app import make_api
from api.facts.service import take_in
from api.filings.record import StoredFiling
from api.ids import PacketId
from api.pages.lists import PAGE, filing_counts, filing_page, packet_page
from api.services import Services
from efiling.lifecycle import State
from tests.api.filings.conftest import Office, office
from tests.api.pages.test_pages import Page, signed_in
from tests.fakes.browser import Browser
from tests.fakes.clock import FakeClock

__all__ = ["office", "signed_in"]


@pytest.fixture
def many(services: Services, officer: Account, case: bytes, clock: FakeClock) -> list[PacketId]:
    """Three pages of packets less one, many of which were written down at the same moment."""
    facts, made = take_in(services, officer, case), []
    while len(made) < 3 * PAGE - 1:
        with services.database.unit_of_work() as work:
            for _ in range(min(40, 3 * PAGE - 1 - len(made))):
                packet = work.packets.add(facts.id, "us-ca/establish", "us-ca-santa-clara", officer.id)
                made.append(packet.id)
        clock.advance(1)
    return made


@pytest.mark.parametrize("oldest_first", [False, True])
def test_page_after_page_shows_every_packet_once(
    services: Services, many: list[PacketId], oldest_first: bool
) -> None:
    seen, after, pages = [], "", 0
    while pages == 0 or after:
        with services.database.unit_of_work() as work:
            page = packet_page(work, state=None, after=after, oldest_first=oldest_first)
        seen += [packet.id for packet in page.packets]
        after, pages = page.next_after, pages + 1
    assert (pages, len(seen)) == (3, len(many))
    assert set(seen) == set(many)
    with services.database.unit_of_work() as work:
        moments = [work.packets.get(one).created_at for one in seen]
    assert moments == sorted(moments, reverse=not oldest_first)


def test_the_list_says_how_many_there_are_and_leads_on(office: Office, signed_in: Browser) -> None:
    text = signed_in.get("/packets").text
    assert "All 1" in text
    assert "Approved 1" in text
    assert "Next 50" not in text
    empty = signed_in.get("/packets?state=returned").text
    assert "No packet stands so now" in empty


def put(office: Office, state: State, **fields: object) -> StoredFiling:
    """Put a filing of the packet into a state."""
    with office.services.database.unit_of_work() as work:
        packet = office.packet
        filing = work.filings.draft(packet.id, packet.packet_sha256, office.court, **fields)
        work.filings.add(filing, office.attorney.id)
        row = work.filings.lock(filing.id)
        return work.filings.save(row.__class__(**{**as_fields(row), "state": state}))


def as_fields(filing: StoredFiling) -> dict[str, object]:
    return {name: getattr(filing, name) for name in StoredFiling.__dataclass_fields__}


class TestFilings:
    def test_what_is_mended_by_another_is_no_trouble_any_more(self, office: Office) -> None:
        first = put(office, State.FAILED)
        assert [line.filing.id for line in filing_page(office.services, "trouble", after="").lines] == [
            first.id
        ]
        office.clock.advance(60)
        second = put(office, State.RECEIVED, mends=first.id)
        assert filing_page(office.services, "trouble", after="").lines == []
        lines = filing_page(office.services, "court", after="").lines
        assert [line.filing.id for line in lines] == [second.id]
        with office.services.database.unit_of_work() as work:
            assert filing_counts(work) == {"trouble": 0, "court": 1, "done": 0}

    def test_the_page_says_what_each_needs(self, office: Office, signed_in: Browser) -> None:
        filing = put(office, State.UNKNOWN)
        text = signed_in.get("/filings").text
        assert "Not confirmed" in text
        assert f"/filings/{filing.id}" in text
        assert "In trouble 1" in text
        assert "Nothing is with a court now" in signed_in.get("/filings?view=court").text


class TestSearch:
    def test_finds_a_packet_by_its_number_in_any_case(self, office: Office, signed_in: Browser) -> None:
        answer = signed_in.get(f"/search?q=%20{office.packet.id.lower()}%20")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/packets/{office.packet.id}")

    def test_finds_a_filing_by_the_courts_envelope(self, office: Office, signed_in: Browser) -> None:
        filing = office.file()
        answer = signed_in.get(f"/search?q={filing.envelope_id}")
        assert answer.headers["location"] == f"/filings/{filing.id}"

    def test_says_what_it_did_not_find(self, office: Office, signed_in: Browser) -> None:
        answer = signed_in.get("/search?q=<b>x")
        assert answer.status_code == 404
        assert "No packet, filing or envelope “&lt;b&gt;x”" in answer.text


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (RoleName.OFFICER, "/packets"),
        (RoleName.ATTORNEY, "/review"),
        (RoleName.CLERK_LIAISON, "/filings?view=trouble"),
        (RoleName.AUDITOR, "/packets"),
    ],
)
def test_each_role_begins_where_its_work_is(office: Office, role: RoleName, home: str) -> None:
    admin = Account(office.attorney.id, "boss", RoleName.ADMIN)
    secret = add_account(office.services, admin, f"a {role}", role)
    browser = Browser(make_api(office.services))
    assert browser.post("/sign-in", data={"name": f"a {role}", "password": secret}).headers["location"] == "/"
    assert browser.get("/").headers["location"] == home
    assert len(Page(browser.get(home).text).all("h1")) == 1


class TestNothingTypedIsLost:
    REASON = "The income on page 2 is gross, not net. <b>"

    def test_when_the_session_has_ended(self, office: Office, signed_in: Browser) -> None:
        office.clock.advance(timedelta(hours=9).total_seconds())
        form = {"form_key": "old", "reason": self.REASON}
        answer = signed_in.post(f"/packets/{office.packet.id}/return", data=form)
        assert answer.status_code == 401
        assert "The income on page 2 is gross, not net. &lt;b&gt;" in answer.text
        assert f"/sign-in?next=/packets/{office.packet.id}" in answer.text
        assert "old" not in [found.get("value") for found in Page(answer.text).all("input")]

    def test_when_the_form_cannot_be_read(self, office: Office, signed_in: Browser) -> None:
        form = {"form_key": Page(signed_in.get("/packets").text).hidden("form_key"), "note": self.REASON}
        answer = signed_in.post(f"/packets/{office.packet.id}/answers", data=form)
        assert answer.status_code == 422
        assert "Look at rule, met" in answer.text
        assert "The income on page 2" in answer.text

    def test_a_page_that_is_not_there_is_a_page(self, signed_in: Browser) -> None:
        answer = signed_in.get("/nothing-here")
        assert answer.status_code == 404
        assert "There is no such page" in answer.text
        assert signed_in.get("/api/nothing").json() == {"detail": "Not Found"}


class TestAfterSigningIn:
    @pytest.mark.parametrize(
        ("back", "home"),
        [
            pytest.param(
                "/packets/P-1?paper=01-a.pdf&page=2", "/packets/P-1?paper=01-a.pdf&page=2", id="where"
            ),
            pytest.param("https://elsewhere.example/packets", "/", id="another site"),
            pytest.param("//elsewhere.example/packets", "/", id="another host"),
            pytest.param("/packets/..//elsewhere.example\\x", "/", id="a stray sign"),
            pytest.param("/sign-out", "/", id="no page to read"),
        ],
    )
    def test_one_comes_where_one_was_going(self, office: Office, back: str, home: str) -> None:
        admin = Account(office.attorney.id, "boss", RoleName.ADMIN)
        secret = add_account(office.services, admin, "reader", RoleName.OFFICER)
        form = {"name": "reader", "password": secret, "back": back}
        assert Browser(make_api(office.services)).post("/sign-in", data=form).headers["location"] == home
