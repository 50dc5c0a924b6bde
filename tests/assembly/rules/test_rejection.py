"""What a rejection starts. Expected days: the worked dates of UTCR 21.080(5) read with the Oregon court calendar of 2026."""

from datetime import date
from pathlib import Path

import pytest

from assembly.catalog import load_catalog
from assembly.law import load_law
from assembly.rules.calendars import load_calendar
from assembly.rules.deadlines import deadline, load_deadlines
from assembly.rules.rejection import (
    ELSEWHERE,
    LAW,
    Change,
    Happening,
    RejectionClock,
    Trigger,
    clocks,
    load_rejections,
)

MOTION = ("motion",)


def clocks_of(
    jurisdiction: str,
    rejected: str,
    *,
    told: str = "",
    kinds: tuple[str, ...] = MOTION,
    trigger: Trigger = Trigger.REJECTED,
) -> tuple[RejectionClock, ...]:
    day = date.fromisoformat(rejected)
    return clocks(
        load_rejections(jurisdiction),
        trigger=trigger,
        kinds=kinds,
        happened=Happening(rejected_on=day, told_on=date.fromisoformat(told) if told else day),
        calendar=load_calendar(jurisdiction),
    )


class TestOregon:
    @pytest.mark.parametrize(
        ("rejected", "due"),
        [
            pytest.param("2026-11-20", "2026-11-23", id="Friday to Monday"),
            pytest.param("2026-11-23", "2026-11-27", id="third day is Thanksgiving"),
            pytest.param("2026-11-25", "2026-11-30", id="third day is a Saturday"),
            pytest.param("2026-12-22", "2026-12-28", id="third day is Christmas, a Friday"),
            pytest.param("2026-12-31", "2027-01-04", id="over New Year into a Sunday"),
            pytest.param("2026-10-30", "2026-11-02", id="over the end of summer time"),
        ],
    )
    def test_three_calendar_days_moved_to_the_next_judicial_day(self, rejected: str, due: str) -> None:
        assert clocks_of("us-or", rejected)[0].due == date.fromisoformat(due)

    @pytest.mark.parametrize("rejected", ["2026-11-20", "2026-11-23", "2026-12-22", "2026-12-31"])
    def test_the_clock_agrees_with_the_list_of_time_limits(self, rejected: str) -> None:
        law = load_deadlines("us-or")
        listed = deadline("rejected_filing_resubmission", date.fromisoformat(rejected), law=law)
        assert clocks_of("us-or", rejected)[0].due == listed.due

    def test_the_other_reading_leaves_closed_days_out_and_is_only_an_argument(self) -> None:
        """ORCP 10 A: Friday, then Monday, Tuesday, Wednesday."""
        clock = clocks_of("us-or", "2026-11-20")[0]
        assert clock.other_due == date(2026, 11, 25)
        assert "ORCP 10" in clock.other_citation

    def test_a_reading_that_gives_the_same_day_is_not_told(self) -> None:
        assert clocks_of("us-or", "2026-11-16")[0].other_due is None

    def test_the_request_uses_the_rules_words(self) -> None:
        request = clocks_of("us-or", "2026-11-20")[0].request
        assert request.subject == "RESUBMISSION OF REJECTED FILING, RELATION-BACK DATE OF FILING REQUESTED"
        assert request.comment == request.subject
        assert request.must == ("original_submission_date", "rejection_date", "reason")

    def test_a_proposed_order_has_no_window(self) -> None:
        (clock,) = clocks_of("us-or", "2026-11-20", kinds=("proposed_judgment",))
        assert (clock.due, clock.effect) == (None, "none")
        assert clock.target == date(2026, 11, 23)

    def test_a_failed_submission_counts_from_the_day_it_was_learned_of(self) -> None:
        (clock,) = clocks_of("us-or", "2026-11-19", told="2026-11-20", trigger=Trigger.UNSUCCESSFUL)
        assert clock.start == date(2026, 11, 20)
        assert clock.due == date(2026, 11, 23)
        assert clock.request.comment == (
            "RESUBMISSION OF FILING, SUBMISSION UNSUCCESSFUL, RELATION-BACK DATE OF FILING REQUESTED"
        )

    def test_before_the_edition_that_was_read_nothing_is_claimed(self) -> None:
        assert clocks_of("us-or", "2025-07-31") == ()

    def test_the_rejection_counts_from_the_earlier_day_when_status_and_notice_differ(self) -> None:
        clock = clocks_of("us-or", "2026-11-20", told="2026-11-21")[0]
        assert (clock.start, clock.due) == (date(2026, 11, 20), date(2026, 11, 23))


class TestCalifornia:
    def test_a_motion_has_no_window_and_the_next_court_day_is_recommended(self) -> None:
        (clock,) = clocks_of("us-ca", "2026-11-25")
        assert clock.due is None
        assert clock.target == date(2026, 11, 30), "Thanksgiving and the day after it are court holidays"
        assert "no rule" in clock.note.lower()

    def test_a_complaint_is_tolled_one_day_past_the_later_notice_and_that_is_unverified(self) -> None:
        kinds = ("summons_and_complaint",)
        found = clocks_of("us-ca", "2026-11-19", told="2026-11-20", kinds=kinds)
        tolled = next(clock for clock in found if clock.rule == "us-ca/ccp-1010.6-tolling")
        assert tolled.due == date(2026, 11, 21), "a Saturday: nothing read moves it"
        assert not tolled.verified
        assert tolled.change is Change.ERRORS_ONLY
        assert found[-1] is tolled, "an unverified clock is never the first that is shown"

    def test_an_attempt_that_the_courts_system_failed_is_not_for_a_complaint(self) -> None:
        told = {"trigger": Trigger.UNSUCCESSFUL}
        assert clocks_of("us-ca", "2026-11-19", kinds=("summons_and_complaint",), **told) == ()  # type: ignore[arg-type]
        (clock,) = clocks_of("us-ca", "2026-11-19", **told)  # type: ignore[arg-type]
        assert clock.effect == "deemed_filed_on_attempt_day"


class TestElsewhere:
    """States of which these rules are all that is held. The days are counted by the federal calendar here."""

    def of(self, jurisdiction: str, rejected: str, trigger: Trigger = Trigger.REJECTED) -> RejectionClock:
        day = date.fromisoformat(rejected)
        (clock,) = clocks(
            load_rejections(jurisdiction),
            trigger=trigger,
            kinds=MOTION,
            happened=Happening(rejected_on=day, told_on=day),
            calendar=load_calendar("us"),
        )
        return clock

    @pytest.mark.parametrize(
        ("jurisdiction", "rejected", "due", "verified"),
        [
            pytest.param("us-il", "2026-11-20", "2026-11-30", False, id="five court days over Thanksgiving"),
            pytest.param("us-in", "2026-11-20", "2026-11-25", True, id="three business days over a weekend"),
            pytest.param("us-la-supreme", "2026-11-20", "2026-11-27", True, id="seven calendar days"),
        ],
    )
    def test_windows(self, jurisdiction: str, rejected: str, due: str, verified: bool) -> None:
        """Thursday, November 26, 2026 is Thanksgiving; Friday the 27th is no federal holiday."""
        clock = self.of(jurisdiction, rejected)
        assert (clock.due, clock.verified) == (date.fromisoformat(due), verified)

    @pytest.mark.parametrize("jurisdiction", ["us-tx", "us-fl", "us-mi", "us-ny"])
    def test_where_no_window_is_known_the_next_open_day_is_recommended(self, jurisdiction: str) -> None:
        clock = self.of(jurisdiction, "2026-11-20")
        assert (clock.due, clock.target) == (None, date(2026, 11, 23))

    def test_before_a_rule_was_in_force_it_starts_nothing(self) -> None:
        happened = Happening(rejected_on=date(2025, 4, 30), told_on=date(2025, 4, 30))
        rules, calendar = load_rejections("us-il"), load_calendar("us")
        assert (
            clocks(rules, trigger=Trigger.REJECTED, kinds=MOTION, happened=happened, calendar=calendar) == ()
        )

    def test_they_are_no_jurisdiction_of_the_product(self) -> None:
        assert load_law().jurisdictions == ("us", "us-ca", "us-or")

    @pytest.mark.parametrize("path", sorted((LAW / ELSEWHERE).glob("*.yaml")), ids=lambda path: path.stem)
    def test_each_rule_names_its_source_and_says_whether_it_was_read(self, path: Path) -> None:
        for rule in load_rejections(path.stem):
            assert rule.citation
            assert rule.id.startswith(f"{path.stem}/")


def test_a_jurisdiction_without_rules_starts_nothing() -> None:
    assert load_rejections("us") == ()


def test_every_paper_that_a_rule_asks_for_is_a_document_type() -> None:
    catalog = load_catalog()
    asked = [rule.request.paper for name in ("us-or", "us-ca") for rule in load_rejections(name)]
    for paper in filter(None, asked):
        assert catalog.document_type(paper)
