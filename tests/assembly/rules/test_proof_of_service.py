"""Proof of service. Expected days: the worked dates D2 and D3 of the California reference (answer over Thanksgiving,
substituted service), ORCP 7 C(2) with ORCP 10, Code Civ. Proc. § 1005(b) with the worked date D1."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assembly.catalog import load_catalog
from assembly.law import load_law
from assembly.model.finding import Severity
from assembly.model.service import Recipient, Server, Service, ServiceMethod
from assembly.rules.calendars import load_calendar
from assembly.rules.deadlines import load_deadlines
from assembly.rules.proof_of_service import Expected, check_proof, completed_on, started
from assembly.rules.service_rules import ServiceRule, load_service_rules, rules_for

SERVER = Server(name="Lee Hart", adult=True)
GOOD = Service(
    method=ServiceMethod.PERSONAL,
    documents=("Summons and Complaint",),
    server=SERVER,
    recipients=(Recipient(name="Daniel Reyes"),),
    served_on=date(2026, 10, 27),
    signed_on=date(2026, 10, 28),
    place="918 Sparrow Hill Lane, Gilroy, California",
)
EXPECTED = Expected(
    names=("Daniel Reyes",),
    parties=("County of Santa Clara", "Daniel Reyes", "Ana Reyes"),
    papers=("Summons and Complaint",),
    filed_on=date(2026, 10, 20),
    today=date(2026, 11, 2),
)


def rule(name: str) -> ServiceRule:
    return next(found for found in load_service_rules(name.split("/")[0]) if found.id == name)


def found(
    service: Service, expected: Expected = EXPECTED, of: str = "us-ca/summons-and-complaint"
) -> dict[str, Severity]:
    jurisdiction = of.split("/")[0]
    findings = check_proof(
        service,
        rule(of),
        expected=expected,
        law=load_deadlines(jurisdiction),
        calendar=load_calendar(jurisdiction),
    )
    return {finding.rule.removeprefix("service."): finding.severity for finding in findings}


def test_a_service_as_the_law_wants_it_has_no_finding() -> None:
    assert found(GOOD) == {}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        pytest.param(
            {"server": Server(name="ANA  REYES", adult=True)}, "server_party", id="by the other parent"
        ),
        pytest.param(
            {"server": Server(name="L. Hart", adult=True, party_to_case=True)},
            "server_party",
            id="says so itself",
        ),
        pytest.param({"server": Server(name="Lee Hart", adult=False)}, "server_age", id="under 18"),
        pytest.param({"server": Server(name="Lee Hart")}, "server_age_not_said", id="age not said"),
        pytest.param({"served_on": date(2026, 10, 19)}, "before_filing", id="a day before filing"),
        pytest.param({"served_on": date(2026, 11, 3), "signed_on": None}, "future", id="tomorrow"),
        pytest.param({"signed_on": date(2026, 10, 26)}, "signed_before", id="signed a day before"),
        pytest.param({"served_on": None}, "date", id="no date"),
        pytest.param({"place": ""}, "needs_place", id="no place"),
        pytest.param({"recipients": (Recipient(name="Daniela Reyes"),)}, "person", id="another person"),
        pytest.param({"documents": ("Summons",)}, "papers", id="a paper left out"),
        pytest.param({"method": ServiceMethod.ELECTRONIC}, "manner", id="a summons by e-mail"),
    ],
)
def test_what_makes_a_proof_worthless_blocks(change: dict[str, Any], name: str) -> None:
    assert found(replace(GOOD, **change))[name] is Severity.BLOCK


def test_on_the_day_of_filing_and_on_the_day_of_the_check_it_stands() -> None:
    assert found(replace(GOOD, served_on=EXPECTED.filed_on)) == {}
    assert found(replace(GOOD, served_on=EXPECTED.today, signed_on=None)) == {}


@pytest.mark.parametrize(
    "day", [pytest.param(date(2026, 11, 1), id="Sunday"), pytest.param(date(2026, 11, 11), id="Veterans Day")]
)
def test_a_closed_day_warns_and_does_not_block(day: date) -> None:
    expected = replace(EXPECTED, today=date(2026, 11, 20))
    assert found(replace(GOOD, served_on=day, signed_on=None), expected) == {"closed_day": Severity.WARN}


def test_a_manner_that_no_rule_excludes_or_allows_warns() -> None:
    service = replace(GOOD, method=ServiceMethod.DELIVERY_CONFIRMATION)
    assert found(service)["manner"] is Severity.WARN


class TestSubstituted:
    SERVICE = replace(
        GOOD,
        method=ServiceMethod.SUBSTITUTED,
        served_on=date(2026, 6, 8),
        signed_on=date(2026, 6, 11),
        received_by="Jo Reyes",
        receiver_described="sister, lives there",
        follow_up_mailed_on=date(2026, 6, 10),
        military_facts="not in service",
    )
    WHEN = replace(EXPECTED, filed_on=date(2026, 6, 1), today=date(2026, 6, 30))

    def test_is_complete_on_the_tenth_day_after_mailing(self) -> None:
        """D3: mailed 2026-06-10, complete Saturday 2026-06-20, answer 2026-07-20."""
        assert found(self.SERVICE, self.WHEN) == {}
        law, of = load_deadlines("us-ca"), rule("us-ca/summons-and-complaint")
        assert completed_on(self.SERVICE, of, law=law) == date(2026, 6, 20)
        limits = started(self.SERVICE, of, law=law, calendar=load_calendar("us-ca"))
        assert [(limit.rule, limit.due) for limit in limits] == [
            ("answer", date(2026, 7, 20)),
            ("default_from", date(2026, 7, 21)),
        ]

    @pytest.mark.parametrize("name", ["received_by", "receiver_described", "follow_up_mailed_on"])
    def test_what_the_proof_must_say_is_named(self, name: str) -> None:
        empty = None if name.endswith("_on") else ""
        service = replace(self.SERVICE, **{name: empty})
        assert found(service, self.WHEN)[f"needs_{name}"] is Severity.BLOCK

    def test_mailed_before_the_papers_were_left_blocks(self) -> None:
        service = replace(self.SERVICE, follow_up_mailed_on=date(2026, 6, 7))
        assert found(service, self.WHEN)["mailed_before_left"] is Severity.BLOCK

    def test_oregon_counts_from_the_mailing_itself(self) -> None:
        of = rule("us-or/summons-and-petition")
        assert completed_on(self.SERVICE, of, law=load_deadlines("us-or")) == date(2026, 6, 10)


class TestClocks:
    def test_california_answer_and_default(self) -> None:
        """D2: served 2026-10-27, day 30 is Thanksgiving, answer 2026-11-30, default from 2026-12-01."""
        limits = started(
            GOOD,
            rule("us-ca/summons-and-complaint"),
            law=load_deadlines("us-ca"),
            calendar=load_calendar("us-ca"),
        )
        assert [(limit.rule, limit.due) for limit in limits] == [
            ("answer", date(2026, 11, 30)),
            ("default_from", date(2026, 12, 1)),
        ]

    def test_oregon_appearance_and_default(self) -> None:
        """ORCP 7 C(2): 30 days after 2026-11-25 is Friday, December 25; ORCP 10 moves it to Monday."""
        limits = started(
            replace(GOOD, served_on=date(2026, 11, 25)),
            rule("us-or/summons-and-petition"),
            law=load_deadlines("us-or"),
            calendar=load_calendar("us-or"),
        )
        assert [(limit.rule, limit.due) for limit in limits] == [
            ("appear_after_summons", date(2026, 12, 28)),
            ("default_from", date(2026, 12, 29)),
        ]

    def test_an_acknowledgment_counts_from_its_signature(self) -> None:
        service = replace(
            GOOD,
            method=ServiceMethod.ACKNOWLEDGED,
            mailed_on=date(2026, 10, 20),
            acknowledged_on=date(2026, 10, 29),
        )
        done = completed_on(service, rule("us-ca/summons-and-complaint"), law=load_deadlines("us-ca"))
        assert done == date(2026, 10, 29)

    def test_a_service_without_its_date_starts_nothing(self) -> None:
        service = replace(GOOD, served_on=None)
        assert (
            started(
                service,
                rule("us-ca/summons-and-complaint"),
                law=load_deadlines("us-ca"),
                calendar=load_calendar("us-ca"),
            )
            == ()
        )


class TestMotion:
    """D1: hearing Wednesday 2026-12-16; mail in California must be out by Friday 2026-11-13."""

    SERVICE = replace(GOOD, method=ServiceMethod.MAIL, served_on=date(2026, 11, 13), signed_on=None)
    WHEN = replace(EXPECTED, today=date(2026, 11, 20), hearing=date(2026, 12, 16))

    def test_on_the_last_day_it_is_in_time(self) -> None:
        assert found(self.SERVICE, self.WHEN, "us-ca/motion") == {}

    def test_a_court_day_later_is_too_late(self) -> None:
        late = replace(self.SERVICE, served_on=date(2026, 11, 16))
        assert found(late, self.WHEN, "us-ca/motion") == {"too_late_for_hearing": Severity.BLOCK}

    def test_both_parents_are_served(self) -> None:
        assert rule("us-ca/motion").persons == ("obligor", "obligee")


class TestOregonServer:
    """ORCP 7 E: not a party, nor an officer, director, employee or attorney of one."""

    @pytest.mark.parametrize("name", ["works_for_party", "attorney_for_party"])
    def test_who_works_for_a_party_serves_no_summons(self, name: str) -> None:
        service = replace(GOOD, server=replace(SERVER, **{name: True}))  # type: ignore[arg-type]
        assert found(service, of="us-or/summons-and-petition") == {f"server_{name}": Severity.BLOCK}

    def test_a_sheriff_may_be_employed_by_the_county(self) -> None:
        server = Server(name="Paula Whitcomb", works_for_party=True)
        service = replace(GOOD, server=server, sheriff=True)
        assert found(service, of="us-or/summons-and-petition") == {}

    def test_the_agency_mails_motion_papers_itself(self) -> None:
        service = replace(GOOD, method=ServiceMethod.MAIL, server=replace(SERVER, works_for_party=True))
        assert found(service, of="us-or/default") == {}


def test_every_paper_packet_and_time_limit_that_a_rule_names_is_known() -> None:
    catalog, known = load_catalog(), set(load_law().jurisdictions)
    for jurisdiction in sorted(known):
        limits = load_deadlines(jurisdiction).rules
        for one in load_service_rules(jurisdiction):
            assert {*one.starts, *filter(None, (one.default_after, one.hearing))} <= set(limits)
            assert not one.proof_packet or catalog.recipe(one.proof_packet)
            assert one.methods
            assert all(
                hasattr(GOOD, name) for manner in one.methods for name in (manner.complete, *manner.needs)
            )


def test_papers_without_a_rule_have_none() -> None:
    assert rules_for("us-or", ["us-or/docketing-statement"]) == ()
