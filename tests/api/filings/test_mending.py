"""After a rejection: the clock from the court's own rule, and a mended draft tied to the old envelope."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.errors import FilingBusy
from api.filings.mending import clock_of, mend, relation_back_comment
from api.filings.record import StoredFiling
from api.filings.service import order
from api.packets.service import approve
from efiling.lifecycle import State
from tests.api.filings.conftest import Office


def rejected(office: Office) -> StoredFiling:
    office.server.court._use[0] = "late_reject"
    filing = office.file()
    office.pass_time(6)
    return office.now(filing)


# The worked days of UTCR 21.080(5): three calendar days, moved to the next judicial day.
@pytest.mark.parametrize(
    ("day", "due"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 23), id="Friday to Monday"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 27), id="over Thanksgiving"),
        pytest.param(date(2026, 11, 25), date(2026, 11, 30), id="ends on a Saturday"),
        pytest.param(date(2026, 12, 22), date(2026, 12, 28), id="ends on Christmas"),
    ],
)
def test_oregon_counts_three_calendar_days(office: Office, day: date, due: date) -> None:
    filing = replace(
        rejected(office),
        court="us-or-multnomah",
        reviewed_at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC).isoformat(),
        documents=(),
        told_at="",
    )
    clock = clock_of(office.services, filing)
    assert clock is not None
    assert (clock.rejected_on, clock.due) == (day, due)
    assert clock.comment == "RESUBMISSION OF REJECTED FILING, RELATION-BACK DATE OF FILING REQUESTED"


def test_the_day_is_the_courts_own(office: Office) -> None:
    """Seven in the morning in UTC is still the evening before on the Pacific coast."""
    moment = "2026-11-21T07:00:00+00:00"
    filing = replace(rejected(office), court="us-or-multnomah", reviewed_at=moment, documents=(), told_at="")
    clock = clock_of(office.services, filing)
    assert clock is not None
    assert clock.rejected_on == date(2026, 11, 20)


def test_california_has_no_window(office: Office) -> None:
    clock = clock_of(office.services, replace(rejected(office), court="us-ca-santa-clara"))
    assert clock is not None
    assert clock.due is None


def test_a_mended_draft_is_tied_to_the_rejected_envelope_and_goes_with_the_rules_words(
    office: Office,
) -> None:
    services, account = office.services, office.attorney
    filing = rejected(office)
    assert filing.state is State.REJECTED
    packet, _ = mend(services, account, filing.id)
    office.work_off()
    assert packet.mends_filing == filing.id
    with services.database.unit_of_work() as work:
        made = work.packets.get(packet.id)
    approve(services, account, made.id, made.packet_sha256)
    office.server.court._use[0] = "accept"
    again = order(services, account, made.id, made.packet_sha256, "sandbox")
    office.work_off()
    assert again.mends_filing == filing.id
    lead = next(office.server.court.envelopes[1].envelope.documents)
    assert lead.comments == "RESUBMISSION OF REJECTED FILING, RELATION-BACK DATE OF FILING REQUESTED"


def test_past_the_window_nothing_is_claimed(office: Office) -> None:
    filing = rejected(office)
    mended = replace(filing, id=filing.id, mends_filing=filing.id)
    assert relation_back_comment(office.services, mended)
    office.clock.advance(30 * 86400)
    assert relation_back_comment(office.services, mended) == ""


def test_what_was_not_rejected_is_not_mended(office: Office) -> None:
    filing = office.file()
    with pytest.raises(FilingBusy):
        mend(office.services, office.attorney, filing.id)


def test_acceptance_releases_service_once_it_is_confirmed(office: Office) -> None:
    filing = office.file()
    office.clock.advance(6)
    office.server.court.tick()
    assert office.now(filing).state is State.ACCEPTED
    assert office.now(filing).service_released_at == "", "a callback alone is a hint"
    office.work_off()
    assert office.now(filing).service_released_at
