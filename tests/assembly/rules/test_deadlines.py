"""Time limits. Expected dates: worked dates in the law references (California section 6, Oregon section 8, federal section 2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import NoValueInForce, UnknownName
from assembly.rules.deadlines import deadline, load_deadlines


def due(jurisdiction: str, name: str, start: str, service: str = "") -> str:
    law = load_deadlines(jurisdiction)
    return deadline(name, date.fromisoformat(start), law=law, service=service).due.isoformat()


class TestCalifornia:
    @pytest.mark.parametrize(
        ("name", "start", "service", "expected"),
        [
            pytest.param("motion_papers", "2026-12-16", "personal", "2026-11-20", id="D1 personal"),
            pytest.param(
                "motion_papers", "2026-12-16", "mail_in_state", "2026-11-13", id="D1 mail, back from a Sunday"
            ),
            pytest.param("motion_papers", "2026-12-16", "electronic", "2026-11-18", id="D1 electronic"),
            pytest.param("opposition", "2026-12-16", "", "2026-12-03", id="D1 opposition"),
            pytest.param("reply", "2026-12-16", "", "2026-12-09", id="D1 reply"),
            pytest.param("answer", "2026-10-27", "", "2026-11-30", id="D2 over Thanksgiving"),
            pytest.param(
                "substituted_service_complete", "2026-06-10", "", "2026-06-20", id="D3 does not roll"
            ),
            pytest.param("answer", "2026-06-20", "", "2026-07-20", id="D3 answer"),
            pytest.param("answer", "2026-11-12", "", "2026-12-14", id="D4 from a Saturday"),
            pytest.param("debtor_examination_service", "2027-01-20", "", "2026-12-21", id="D5"),
            # Fam. Code §§ 5601(c), 5603(a): the notice is served under Code Civ. Proc. § 1013, which adds 5 days for
            # mail in the state: October 21 + 20 + 5 is Sunday, November 15. In person: November 10.
            pytest.param(
                "registration_vacate", "2026-10-21", "mail_in_state", "2026-11-16", id="5603 mailed"
            ),
            pytest.param("registration_vacate", "2026-10-21", "personal", "2026-11-10", id="5603 in person"),
            # Fam. Code § 5603(a): 15 days before December 16 is the 1st; 5 more for mail is Thanksgiving.
            pytest.param(
                "registration_vacate_motion_service", "2026-12-16", "personal", "2026-12-01", id="15"
            ),
            pytest.param(
                "registration_vacate_motion_service", "2026-12-16", "mail_in_state", "2026-11-25", id="15 + 5"
            ),
            # Fam. Code § 17404(b): 29 days to October 31, 30 of November, 31 of December; a holiday does not add to it.
            pytest.param("motion_for_judgment_continued", "2026-10-02", "", "2026-12-31", id="90 days"),
            pytest.param("motion_for_judgment_continued", "2026-09-26", "", "2026-12-25", id="90, no later"),
            # Fam. Code § 17440(c): November 23, 24, 25, 30, December 1; the 26th and 27th are closed.
            pytest.param("servicemember_motion", "2026-11-20", "", "2026-12-01", id="5 court days"),
            pytest.param("set_aside_earning_capacity", "2026-03-02", "", "2028-03-02", id="two years"),
        ],
    )
    def test_worked_dates(self, name: str, start: str, service: str, expected: str) -> None:
        assert due("us-ca", name, start, service) == expected

    def test_every_move_is_a_step(self) -> None:
        found = deadline("answer", date(2026, 10, 27), law=load_deadlines("us-ca"))
        assert [step.result for step in found.steps] == [
            "Tuesday, October 27, 2026",
            "Thursday, November 26, 2026",
            "Monday, November 30, 2026",
        ]

    def test_a_limit_is_refused_outside_its_dates(self) -> None:
        with pytest.raises(NoValueInForce, match="it is encoded from 2024-01-01 on"):
            due("us-ca", "debtor_examination_service", "2023-12-31")
        with pytest.raises(NoValueInForce, match="it is encoded through 2025-12-31"):
            due("us-ca", "set_aside_presumed_income", "2026-01-01")


class TestOregon:
    @pytest.mark.parametrize(
        ("name", "start", "service", "expected"),
        [
            pytest.param("appear_after_summons", "2026-11-25", "", "2026-12-28", id="30th day is Christmas"),
            # ORS 25.411: Oregon's courts and offices are open the day after Thanksgiving: 27, 30, 1, 2, 3, 4, 7.
            pytest.param("employer_remits", "2026-11-25", "", "2026-12-07", id="7 business days"),
            # ORS 18.700: 30 + 30 + 31 + 29 days from August 1 is Sunday, November 29.
            pytest.param("writ_challenge_wages", "2026-08-01", "", "2026-11-30", id="120 days"),
            pytest.param(
                "proposed_order_hearing", "2026-10-12", "certified_mail", "2026-11-12", id="Veterans Day"
            ),
            pytest.param(
                "proposed_order_hearing", "2026-10-21", "regular_mail_in_state", "2026-11-23", id="30+3"
            ),
            pytest.param("motion_response", "2026-11-09", "electronic", "2026-11-27", id="Thanksgiving"),
            pytest.param("rejected_filing_resubmission", "2026-11-20", "", "2026-11-23", id="calendar days"),
            pytest.param("final_order_review", "2026-10-26", "", "2026-12-28", id="60 days is Christmas"),
        ],
    )
    def test_worked_dates(self, name: str, start: str, service: str, expected: str) -> None:
        assert due("us-or", name, start, service) == expected


class TestFederal:
    @pytest.mark.parametrize(
        ("name", "start", "expected"),
        [
            pytest.param("employer_remits", "2026-01-16", "2026-01-28", id="D1 closed 2026-01-19"),
            pytest.param("medical_notice_forwarded", "2026-03-02", "2026-03-30", id="D2 Part B"),
            pytest.param("medical_plan_answers", "2026-03-02", "2026-04-27", id="D2 plan"),
            pytest.param("registered_order_contest", "2026-05-01", "2026-05-21", id="D3"),
            pytest.param("acknowledgment_rescission", "2026-04-03", "2026-06-02", id="D8"),
            pytest.param("located", "2026-02-10", "2026-04-26", id="D4 a Sunday is kept"),
        ],
    )
    def test_worked_dates(self, name: str, start: str, expected: str) -> None:
        assert due("us", name, start) == expected

    def test_a_state_closure_moves_business_days(self) -> None:
        law = load_deadlines("us")
        closed = law.calendar.with_closures(date(2026, 3, 31))
        found = deadline("medical_plan_answers", date(2026, 3, 2), law=law, calendar=closed)
        assert found.due == date(2026, 4, 28)


@given(st.dates(date(2024, 1, 2), date(2035, 12, 31)), st.sampled_from(["us", "us-ca", "us-or"]))
def test_a_later_event_never_makes_an_earlier_deadline(start: date, jurisdiction: str) -> None:
    law = load_deadlines(jurisdiction)
    for name, rule in law.rules.items():
        if (rule.since and start < rule.since) or (rule.until and start >= rule.until):
            continue
        before = deadline(name, start, law=law).due
        assert deadline(name, start + timedelta(days=1), law=law).due >= before


def test_unknown_names_say_what_is_known() -> None:
    with pytest.raises(UnknownName, match="answer"):
        due("us-ca", "anwser", "2026-01-02")
    with pytest.raises(UnknownName, match="mail_in_state"):
        due("us-ca", "motion_papers", "2026-12-16", "pigeon")
