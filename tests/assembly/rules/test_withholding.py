"""The withholding order derived from facts, against the field instructions of OMB 0970-0154."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.errors import FactsRejected, NoValueInForce
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.guideline import Arrears
from assembly.model.orders import Frequency, PeriodicAmount, SupportKind
from assembly.model.people import PersonName
from assembly.rules.withholding import Amount, Amounts, order, ordered_amounts, working

CASES = Path(__file__).parents[3] / "templates" / "_cases"
LAW = load_law()


def case(slug: str):
    return read_facts((CASES / f"{slug}.facts.json").read_bytes())


@pytest.fixture(scope="module")
def alameda():
    return case("alameda-withholding")


def with_arrears(facts, **changes):
    return replace(facts, arrears=replace(facts.arrears, **changes))


class TestAmounts:
    def test_every_ordered_amount_stands_on_its_line(self, alameda):
        assert order(alameda, LAW).amounts == Amounts(
            current_child=Amount(amount=Decimal("1256.00"), period="month"),
            past_due_child=Amount(amount=Decimal("150.00"), period="month"),
            current_medical=Amount(amount=Decimal("60.00"), period="month"),
        )

    def test_the_total_and_the_pay_cycles_come_from_the_exact_year(self, alameda):
        """17,592 dollars a year: /52 = 338.3077, /26 = 676.6154, /24 = 733, /12 = 1,466."""
        found = order(alameda, LAW)
        assert (found.total.amount, found.total.period) == (Decimal("1466.00"), "month")
        cycle = found.pay_cycle
        assert (cycle.weekly, cycle.biweekly) == (Decimal("338.31"), Decimal("676.62"))
        assert (cycle.semimonthly, cycle.monthly) == (Decimal("733.00"), Decimal("1466.00"))

    def test_without_arrears_nothing_past_due_is_withheld(self, alameda):
        paid = replace(alameda, arrears=Arrears(as_of=date(2026, 11, 15)))
        assert order(paid, LAW).amounts.past_due_child is None

    def test_an_order_without_parts_is_withheld_as_current_child_support(self, alameda):
        bare = replace(alameda, order=replace(alameda.order, amounts=()))
        assert order(bare, LAW).amounts.current_child.amount == Decimal("1256.00")

    def test_oregon_adds_a_fifth_while_arrears_are_owed(self):
        """ORS 25.414(1)(b); Oregon reference, example W11: support 600, withheld 720."""
        facts = case("lane-withholding-lump-sum")
        current = PeriodicAmount(
            kind=SupportKind.CURRENT_CHILD, amount=Decimal("600.00"), frequency=Frequency.MONTHLY
        )
        facts = replace(facts, order=replace(facts.order, amounts=(current,)))
        found = ordered_amounts(with_arrears(facts, monthly_payment=None), LAW)
        assert [part.amount for part in found] == [Decimal("600.00"), Decimal("120.00")]


class TestTwelveWeeks:
    @pytest.mark.parametrize(
        ("due", "box"),
        [
            pytest.param(date(2026, 8, 27), "Y", id="a day before the window"),
            pytest.param(date(2026, 8, 28), "N", id="84 days before the order"),
            pytest.param(None, "N", id="nothing unpaid is known"),
        ],
    )
    def test_the_box_is_always_answered(self, alameda, due, box):
        assert order(with_arrears(alameda, oldest_unpaid_due=due), LAW).arrears_over_twelve_weeks == box


class TestWorkState:
    def test_days_event_and_percentage_are_californias(self, alameda):
        """Fam. Code § 5233; Code Civ. Proc. § 706.052(a)."""
        terms = order(alameda, LAW).terms
        assert (terms.state, terms.begin_days, terms.start_event) == ("California", 10, "service")
        assert (terms.remit_business_days, terms.percent) == (7, Decimal("50"))

    def test_an_oregon_worker_under_a_california_order_has_oregons_terms(self, alameda):
        """ORS 25.411, 25.414(6)."""
        moved = replace(alameda.obligor.employers[0], work_state="OR")
        facts = replace(alameda, obligor=replace(alameda.obligor, employers=(moved,)))
        facts = replace(facts, withholding=replace(facts.withholding, send_employee_copy=False))
        found = order(facts, LAW)
        assert (found.terms.state, found.terms.begin_days) == ("Oregon", 5)
        assert found.order_state == "California"
        assert found.send_employee_copy, "item 30: checked in every case between states"
        assert "ORS" in found.liability

    def test_a_state_without_a_row_has_no_answer(self, alameda):
        moved = replace(alameda.obligor.employers[0], work_state="AZ")
        with pytest.raises(NoValueInForce, match="us-az"):
            order(replace(alameda, obligor=replace(alameda.obligor, employers=(moved,))), LAW)

    def test_no_row_before_its_first_day(self, alameda):
        with pytest.raises(NoValueInForce):
            order(replace(alameda, prepared_on=date(1999, 12, 31)), LAW)


class TestActions:
    def test_a_lump_sum_leaves_the_pay_cycles_blank(self):
        found = order(case("lane-withholding-lump-sum"), LAW)
        assert (found.action, found.lump_sum, found.pay_cycle) == ("LUM", Decimal("3500.00"), None)

    def test_a_termination_keeps_the_parties_and_drops_the_money(self):
        found = order(case("multnomah-withholding-ended"), LAW)
        assert (found.action, found.amounts, found.total, found.pay_cycle, found.terms) == (
            *("TRM", Amounts(), None, None),
            None,
        )
        assert found.arrears_over_twelve_weeks is None
        assert (found.obligor_name, found.order_state) == ("Tolliver, Grady", "Oregon")

    def test_any_other_action_prints_no_lump_sum(self, alameda):
        facts = replace(alameda, withholding=replace(alameda.withholding, lump_sum=Decimal("9")))
        assert order(facts, LAW).lump_sum is None


class TestChildren:
    def test_the_seventh_child_and_later_stand_in_the_supplemental_information(self):
        found = order(case("fresno-nine-children"), LAW)
        assert len(found.children) == 6
        lines = found.supplemental.split("\n")
        assert [line.startswith("Child: ") for line in lines[:4]] == [True, True, True, False]
        assert lines[0] == "Child: Vang, Yeng Thao, born 07/12/2018"

    def test_a_single_name_stands_alone(self, alameda):
        child = replace(alameda.children[0], name=PersonName(first="Sukarno"))
        found = order(replace(alameda, children=(child,)), LAW)
        assert found.children[0].name == "Sukarno"


def test_amounts_of_one_kind_are_one_line_and_the_total_is_their_sum(alameda):
    """300 a month and 100 a week are 8,800 a year: 733.33 a month on line 5a; with 150.00 past due 883.33."""
    parts = (
        PeriodicAmount(kind=SupportKind.CURRENT_CHILD, amount=Decimal("300.00"), frequency=Frequency.MONTHLY),
        PeriodicAmount(kind=SupportKind.CURRENT_CHILD, amount=Decimal("100.00"), frequency=Frequency.WEEKLY),
    )
    found = order(replace(alameda, order=replace(alameda.order, amounts=parts)), LAW)
    assert found.amounts.current_child == Amount(amount=Decimal("733.33"), period="month")
    assert found.amounts.past_due_child == Amount(amount=Decimal("150.00"), period="month")
    assert found.total == Amount(amount=Decimal("883.33"), period="month")


def test_oregon_withholds_the_last_order_where_only_arrears_are_left():
    """ORS 25.414(1)(c): the last ordered monthly support, 540.00; a California order names its own payment."""
    facts = with_arrears(case("lane-withholding-lump-sum"), monthly_payment=None)
    ended = replace(facts, order=replace(facts.order, amounts=(), ended=True))
    assert [(part.kind, part.amount) for part in ordered_amounts(ended, LAW)] == [
        (SupportKind.PAST_DUE_CHILD, Decimal("540.00"))
    ]
    elsewhere = replace(ended, order=replace(ended.order, issuing_state="CA"))
    assert ordered_amounts(elsewhere, LAW) == ()


def test_every_missing_fact_is_named(alameda):
    facts = replace(alameda, withholding=None, order=None, obligor=replace(alameda.obligor, employers=()))
    with pytest.raises(FactsRejected) as refused:
        order(facts, LAW)
    assert [fault.pointer for fault in refused.value.faults] == [
        "/withholding",
        "/order",
        "/withholding/employer",
    ]


def test_the_payee_is_the_disbursement_unit_never_the_obligee(alameda):
    found = order(alameda, LAW)
    assert found.payee_name == "California State Disbursement Unit"
    assert found.payee_address == "P.O. Box 989067, West Sacramento, CA 95798-9067"


def test_the_working_names_a_source_on_every_line(alameda):
    steps = working(alameda, LAW)
    assert {step.line for step in steps} >= {"12", "20", "13.weekly"}
    assert all(step.citation for step in steps)
