"""Choices that the law leaves to the agency: a default that is stated, and a setting that takes effect."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assembly.catalog import load_catalog
from assembly.errors import UnknownName
from assembly.law import Step, load_law
from assembly.law.choices import chosen, load_choices
from assembly.model.case import LegalChoice
from assembly.model.facts import Facts
from assembly.model.guideline import Arrears
from assembly.model.orders import Installment, SupportKind, SupportOrder
from assembly.rules import check, deadlines, rejection
from assembly.rules.payment_history_us_ca import account
from assembly.rules.withholding_limit import Demand, WithholdingInputs, as_agency_reads, withhold
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


class TestEachChoiceChangesWhatItIsAbout:
    """For every choice both sides, held against the sources that `choices.yaml` names."""

    def finding(self, facts: Facts, document: str, rule: str, *, on: date, step: Step = Step.FILE) -> bool:
        found = check(facts, [document], law=load_law(), recipe="x", on=on, step=step)
        return rule in {each.rule for each in found}

    @pytest.mark.parametrize(
        ("option", "interest"),
        [
            # 10 % a year on $1,000 from July 1 through December 31, 2023: 183 of 365 days, or 6 of 12 months.
            pytest.param("daily_365", "50.14", id="by the day"),
            pytest.param("monthly_12", "50.00", id="by the month"),
        ],
    )
    def test_interest_in_the_payment_history(self, option: str, interest: str) -> None:
        installment = Installment(due=date(2023, 7, 1), amount=Decimal(1000), kind=SupportKind.CURRENT_CHILD)
        order = SupportOrder(
            base_monthly=Decimal(0),
            total_monthly=Decimal(0),
            begins_on=date(2023, 7, 1),
            installments=(installment,),
        )
        facts = replace(
            with_choice(changed_case("plain", {}), "us-ca.interest_method", option),
            existing_orders=(order,),
            arrears=Arrears(as_of=date(2023, 12, 31), child_principal=Decimal(1000)),
        )
        (history,) = account(facts, load_law())
        assert history.account.interest == Decimal(interest)

    @pytest.mark.parametrize(
        ("option", "asked"), [pytest.param("2027-08-25", False), pytest.param("2027-08-31", True)]
    )
    def test_until_when_the_edition_of_the_withholding_form_is_asked_about(
        self, option: str, asked: bool
    ) -> None:
        facts = with_choice(changed_case("plain", {}), "us.withholding_form_switch", option)
        facts = replace(facts, prepared_on=date(2027, 8, 28))
        form = "us/income-withholding-order"
        assert self.finding(facts, form, "FED-IWO-048", on=facts.prepared_on) is asked

    @pytest.mark.parametrize(
        ("option", "rule"), [("stricter", "OR-ADM-037"), ("index_99", "OR-ADM-037-INDEX")]
    )
    def test_which_test_result_is_asked_about(self, option: str, rule: str) -> None:
        facts = with_choice(changed_case("plain-or", {}), "us-or.genetic_test", option)
        paper = "us-or/administrative-order-default"
        said = {
            each: self.finding(facts, paper, each, on=date(2026, 11, 20), step=Step.APPROVE)
            for each in ("OR-ADM-037", "OR-ADM-037-INDEX")
        }
        assert [each for each, is_asked in said.items() if is_asked] == [rule]

    @pytest.mark.parametrize(
        ("option", "current"), [("form_percentage", "650.00"), ("statutory_extent", "600.00")]
    )
    def test_how_far_the_extra_percentage_reaches(self, option: str, current: str) -> None:
        """15 U.S.C. § 1673(b)(2)(B): 60 percent, 65 with old arrears, of $1,000."""
        payment = WithholdingInputs(
            on=date(2026, 11, 20),
            orders=(Demand(name="one", current=Decimal(700)),),
            supports_second_family=False,
            old_arrears=True,
            disposable=Decimal(1000),
        )
        own = (LegalChoice(choice="us.old_arrears_percentage", option=option),)
        (share,) = withhold(as_agency_reads(payment, own), law=load_law()).shares
        assert share.current == Decimal(current)

    @pytest.mark.parametrize(
        ("option", "support"), [("from_support", "495.00"), ("beside_support", "500.00")]
    )
    def test_where_the_employers_fee_comes_from_in_oregon(self, option: str, support: str) -> None:
        """ORS 25.414(6), (8): more is owed than the 50 percent of $1,000; the fee is $5."""
        payment = WithholdingInputs(
            on=date(2026, 11, 20),
            orders=(Demand(name="one", current=Decimal(600)),),
            supports_second_family=True,
            old_arrears=False,
            disposable=Decimal(1000),
            work_state="OR",
            fee=Decimal("5.00"),
        )
        own = (LegalChoice(choice="us-or.fee_at_ceiling", option=option),)
        taken = withhold(as_agency_reads(payment, own), law=load_law())
        assert (taken.shares[0].current, taken.fee) == (Decimal(support), Decimal("5.00"))

    @pytest.mark.parametrize(
        ("option", "due"),
        [
            # Rejected on Wednesday, November 25, 2026; the 26th and 27th are closed days (ORS 1.060, 187.010).
            pytest.param("calendar", date(2026, 11, 30), id="the 28th is a Saturday: Monday"),
            pytest.param("judicial", date(2026, 12, 1), id="three open days"),
        ],
    )
    def test_the_days_to_send_a_rejected_filing_again(self, option: str, due: date) -> None:
        own = (LegalChoice(choice="us-or.resubmission_days", option=option),)
        law = deadlines.as_chosen(deadlines.load_deadlines("us-or"), own)
        rejected = date(2026, 11, 25)
        assert deadlines.deadline("rejected_filing_resubmission", rejected, law=law).due == due
        (clock, *_) = rejection.clocks(
            rejection.as_chosen(rejection.load_rejections("us-or"), own),
            trigger=rejection.Trigger.REJECTED,
            kinds=("motion",),
            happened=rejection.Happening(rejected_on=rejected, told_on=rejected),
            calendar=law.calendar,
        )
        assert clock.due == due
        assert clock.other_due != due

    def test_what_no_paper_reads_says_so(self) -> None:
        unread = {choice.id for choice in load_choices() if choice.used.startswith("none yet")}
        assert unread == {"us-or.garnishment_holding"}
        assert not [kind.id for kind in load_catalog().document_types() if "garnishment" in kind.id]
