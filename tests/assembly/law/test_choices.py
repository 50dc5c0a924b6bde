"""Choices that the law leaves to the agency: a default that is stated, and a setting that takes effect."""

from dataclasses import replace
from datetime import date

import pytest

from assembly.errors import UnknownName
from assembly.law import load_law
from assembly.law.choices import chosen, load_choices
from assembly.model.case import LegalChoice
from assembly.model.facts import Facts
from assembly.rules import check
from tests.assembly.rules.conftest import changed_case

AT_THRESHOLD = {"/arrears": {"as_of": "2026-11-01", "child_principal": "2500.00"}}


def with_choice(facts: Facts, choice: str, option: str) -> Facts:
    """Return the facts of an agency that has chosen."""
    own = (LegalChoice(choice=choice, option=option),)
    return replace(facts, agency=replace(facts.agency, choices=own))


def test_every_choice_has_a_default_among_two_options_and_a_source() -> None:
    for choice in load_choices():
        assert choice.default in choice.options
        assert len(choice.options) >= 2
        assert choice.source


def test_the_default_holds_until_the_agency_chooses() -> None:
    facts = changed_case("plain", {})
    assert chosen(facts.agency, "us-ca.interest_method") == "daily_365"
    assert (
        chosen(with_choice(facts, "us-ca.interest_method", "monthly_12").agency, "us-ca.interest_method")
        == "monthly_12"
    )


@pytest.mark.parametrize(("choice", "option"), [("us-ca.no_such", "x"), ("us-ca.default_policy", "never")])
def test_what_is_not_a_choice_is_refused(choice: str, option: str) -> None:
    facts = with_choice(changed_case("plain", {}), choice, option)
    with pytest.raises(UnknownName):
        chosen(facts.agency, choice)


@pytest.mark.parametrize(("option", "speaks"), [("included", False), ("excluded", True)])
def test_a_choice_changes_what_a_rule_says(option: str, speaks: bool) -> None:
    """ORS 25.750(1)(a): arrears that equal the threshold exactly."""
    facts = with_choice(changed_case("plain-or", AT_THRESHOLD), "us-or.license_at_threshold", option)
    findings = check(
        facts, ["us-or/license-suspension-notice"], law=load_law(), recipe="x", on=date(2026, 11, 20)
    )
    assert ("OR-ENF-003" in {finding.rule for finding in findings}) is speaks
