"""What a court's profile says before filing: reserved hearings, closed days, the end of the court's day."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.accounts.account import Account
from api.facts.service import take_in
from api.packets.store import StoredPacket
from api.pages.court_notes import notes_on_filing, notes_on_hearing
from api.services import Services
from tests.fakes.clock import FakeClock

CASES = Path(__file__).parents[3] / "templates" / "_cases"
THANKSGIVING = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def packet(services: Services, officer: Account, case: str, court: str) -> StoredPacket:
    told = json.loads((CASES / f"{case}.facts.json").read_text(encoding="utf-8"))
    told["court"]["id"] = court
    facts = take_in(services, officer, json.dumps(told).encode())
    with services.database.unit_of_work() as work:
        return work.packets.add(facts.id, "us-ca/order-to-show-cause", court, officer.id)


def words(notes) -> str:
    return " ".join(note.words for note in notes)


@pytest.mark.parametrize(
    ("court", "told"),
    [
        pytest.param("us-ca-alameda", "rejects papers without the receipt of the reservation", id="wanted"),
        pytest.param("us-ca-santa-clara", "not known whether this court wants a reservation", id="not known"),
        pytest.param("us-ca-sacramento", "not set by telephone", id="its own words"),
    ],
)
def test_papers_for_a_hearing_say_whether_it_has_to_be_reserved(
    services: Services, officer: Account, court: str, told: str
) -> None:
    found = packet(services, officer, "santa-clara-order-to-show-cause", court)
    assert told in words(notes_on_hearing(services, found))


def test_what_is_only_known_from_a_summary_says_so(services: Services, officer: Account) -> None:
    found = packet(services, officer, "santa-clara-order-to-show-cause", "us-ca-alameda")
    assert notes_on_hearing(services, found)[0].source.endswith("ask the court")


def test_papers_without_a_hearing_say_nothing_of_one(services: Services, officer: Account) -> None:
    found = packet(services, officer, "santa-clara-establish", "us-ca-alameda")
    assert notes_on_hearing(services, found) == ()


def test_a_closed_day_names_the_day_that_counts(
    services: Services, officer: Account, clock: FakeClock
) -> None:
    """California's courts keep the day after Thanksgiving too (Code Civ. Proc. § 135), and a weekend follows."""
    clock.now = THANKSGIVING
    found = packet(services, officer, "santa-clara-establish", "us-ca-alameda")
    told = words(notes_on_filing(services, found))
    assert "closed today: what it receives counts for Mon Nov 30, 2026" in told


def test_an_open_day_says_until_when_it_counts(
    services: Services, officer: Account, clock: FakeClock
) -> None:
    clock.now = MONDAY
    found = packet(services, officer, "santa-clara-establish", "us-ca-alameda")
    told = words(notes_on_filing(services, found))
    assert "What it receives after 11:59 p.m. PT counts for the next court day." in told
    assert "closed" not in told


def test_a_court_without_a_profile_says_nothing(services: Services, officer: Account) -> None:
    assert notes_on_filing(services, packet(services, officer, "santa-clara-establish", "us-nv-none")) == ()
