"""Limits and shares against the worked examples C1-C13 (federal) and W11, W12, W16, W17 (Oregon)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.rules.withholding_limit import (
    Demand,
    Reading,
    WithholdingInputs,
    has_old_arrears,
    maximum,
    split,
    split_equally,
    window_start,
    withhold,
)

LAW = load_law()
DAY = date(2026, 3, 2)


def run(*orders: Demand, second: bool = False, old: bool = False, disposable: str | None = "1000.00", **more):
    inputs = WithholdingInputs(
        on=DAY,
        orders=orders,
        supports_second_family=second,
        old_arrears=old,
        disposable=Decimal(disposable) if disposable else None,
        **more,
    )
    return withhold(inputs, law=LAW)


def demand(current: str, past_due: str = "0.00", name: str = "A") -> Demand:
    return Demand(name=name, current=Decimal(current), past_due=Decimal(past_due))


def test_c1_the_order_is_met_below_the_limit():
    found = run(
        demand("173.08"), disposable=None, gross=Decimal("1250.00"), required_deductions=Decimal("250.00")
    )
    assert (found.disposable, found.percent, found.maximum) == (Decimal("1000.00"), 60, Decimal("600.00"))
    assert found.shares[0].total == Decimal("173.08")


def test_c2_the_limit_leaves_an_order_short():
    found = run(demand("600.00"), second=True, old=True)
    assert (found.percent, found.maximum, found.short) == (55, Decimal("550.00"), Decimal("50.00"))


def test_c3_second_family_without_old_arrears():
    found = run(demand("450.00"), second=True)
    assert (found.percent, found.maximum) == (50, Decimal("500.00"))
    assert found.shares[0].total == Decimal("450.00")


@pytest.mark.parametrize(
    ("reading", "current", "arrears"),
    [(Reading.FORM_PERCENTAGE, "640.00", "10.00"), (Reading.STATUTORY_EXTENT, "600.00", "50.00")],
)
def test_c4_two_readings_of_the_extra_points(reading, current, arrears):
    found = run(demand("640.00", "60.00"), old=True, reading=reading)
    assert (found.percent, found.maximum) == (65, Decimal("650.00"))
    assert (found.shares[0].current, found.shares[0].past_due) == (Decimal(current), Decimal(arrears))


@pytest.mark.parametrize(
    ("disposable", "percent", "most"),
    [pytest.param("923.47", 65, "600.25", id="C5"), pytest.param("1850.25", 55, "1017.63", id="C11")],
)
def test_a_maximum_is_truncated(disposable, percent, most):
    assert maximum(Decimal(disposable), Decimal(percent)) == Decimal(most)


def test_c6_the_fee_stays_inside_the_limit():
    found = run(demand("398.00"), second=True, disposable="800.00", fee=Decimal("5.00"))
    assert (found.maximum, found.shares[0].total, found.fee) == (
        Decimal("400.00"),
        Decimal("398.00"),
        Decimal("2.00"),
    )


def test_c7_two_orders_share_by_their_current_support():
    found = run(demand("400.00", name="A"), demand("300.00", name="B"))
    assert [share.total for share in found.shares] == [Decimal("342.86"), Decimal("257.14")]
    assert all(share.past_due == 0 for share in found.shares)


def test_c8_current_support_comes_first():
    found = run(
        demand("250.00", "100.00", "A"), demand("150.00", "50.00", "B"), second=True, disposable="900.00"
    )
    assert found.maximum == Decimal("450.00")
    assert [share.past_due for share in found.shares] == [Decimal("33.33"), Decimal("16.67")]
    assert [share.total for share in found.shares] == [Decimal("283.33"), Decimal("166.67")]


@pytest.mark.parametrize(
    ("earlier", "room"),
    [pytest.param("450.00", "150.00", id="C9"), pytest.param("700.00", "0.00", id="C10")],
)
def test_a_garnishment_with_priority_takes_up_room(earlier, room):
    assert run(demand("500.00"), earlier=Decimal(earlier)).room == Decimal(room)


def test_c12_a_bonus_is_taken_up_to_the_percentage():
    found = run(demand("0.00", "4000.00"), old=True, disposable="5000.00")
    assert found.shares[0].total == Decimal("3250.00")


def test_c13_the_window_of_old_arrears():
    workweek = date(2026, 3, 1)
    assert window_start(workweek, LAW) == date(2025, 12, 7)
    assert has_old_arrears(date(2025, 12, 6), workweek, LAW)
    assert not has_old_arrears(date(2025, 12, 7), workweek, LAW)
    assert not has_old_arrears(None, workweek, LAW)


@pytest.mark.parametrize(
    ("disposable", "support", "fee"),
    [pytest.param("2400", "720.00", "5.00", id="W11"), pytest.param("1300", "645.00", "5.00", id="W12")],
)
def test_oregon_keeps_half_and_pays_the_fee_first(disposable, support, fee):
    found = run(
        demand("600.00", "120.00"), old=True, disposable=disposable, work_state="OR", fee=Decimal("5.00")
    )
    assert (found.percent, found.shares[0].total, found.fee) == (50, Decimal(support), Decimal(fee))


def test_w16_oregon_takes_half_of_a_lump_sum():
    found = run(demand("0.00", "9000.00"), old=True, disposable="3000.00", work_state="OR")
    assert found.shares[0].total == Decimal("1500.00")


def test_w17_oregon_prorates_current_support():
    found = run(demand("400.00"), demand("600.00"), disposable="1000.00", work_state="OR")
    assert [share.current for share in found.shares] == [Decimal("200.00"), Decimal("300.00")]


def test_w18_oregon_splits_what_is_left_for_arrears_equally():
    found = run(
        demand("300.00", "60.00"), demand("200.00", "40.00"), old=True, disposable="1160.00", work_state="OR"
    )
    assert [share.total for share in found.shares] == [Decimal("340.00"), Decimal("240.00")]


def test_equal_shares_differ_by_a_cent_at_most():
    """ORS 25.414(9), equal parts: 652.76 less the 113.32 that is all one case is owed leaves 539.44 for two.

    A cent more is odd: 539.45 is 269.73 and 269.72, never 269.73 and 269.71.
    """
    claims = [Decimal("280.12"), Decimal("113.32"), Decimal("379.21")]
    assert split_equally(Decimal("652.76"), claims) == (
        Decimal("269.72"),
        Decimal("113.32"),
        Decimal("269.72"),
    )
    assert split_equally(Decimal("652.77"), claims) == (
        Decimal("269.73"),
        Decimal("113.32"),
        Decimal("269.72"),
    )


def test_a_state_without_terms_has_no_answer():
    with pytest.raises(NoValueInForce, match="us-az"):
        run(demand("400.00"), work_state="AZ")


def test_bad_sums_are_all_named():
    with pytest.raises(FactsRejected) as refused:
        run(demand("-1.00"), disposable=None, fee=Decimal("-2.00"))
    assert len(refused.value.faults) == 3


def test_every_step_has_a_source():
    assert all(step.citation for step in run(demand("400.00", "10.00"), fee=Decimal("2")).steps)


CLAIMS = st.lists(st.decimals("0.00", "5000.00", places=2), min_size=1, max_size=6)
AMOUNT = st.decimals("0.00", "9000.00", places=2)


@given(AMOUNT, CLAIMS)
def test_shares_never_exceed_a_claim_or_the_amount(amount, claims):
    for parts in (split(amount, claims), split_equally(amount, claims)):
        assert sum(parts) == min(amount, sum(claims))
        assert all(0 <= part <= claim for part, claim in zip(parts, claims, strict=True))
