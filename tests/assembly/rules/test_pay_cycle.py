"""Pay-cycle amounts against the worked examples of the federal, California and Oregon references."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.model.orders import Frequency, PeriodicAmount, SupportKind
from assembly.rules.pay_cycle import annual, pay_cycle_amounts, pay_cycle_steps, total

M, S, W = Frequency.MONTHLY, Frequency.SEMIMONTHLY, Frequency.WEEKLY


def amounts(*parts: tuple[str, Frequency]) -> tuple[PeriodicAmount, ...]:
    kinds = (SupportKind.CURRENT_CHILD, SupportKind.PAST_DUE_CHILD, SupportKind.CURRENT_MEDICAL)
    return tuple(
        PeriodicAmount(kind=kind, amount=Decimal(dollars), frequency=frequency)
        for kind, (dollars, frequency) in zip(kinds, parts, strict=False)
    )


@pytest.mark.parametrize(
    ("ordered", "weekly", "biweekly", "semimonthly", "monthly"),
    [
        pytest.param([("528.00", M)], "121.85", "243.69", "264.00", "528.00", id="federal P1"),
        pytest.param([("500.00", M)], "115.38", "230.77", "250.00", "500.00", id="federal P2"),
        pytest.param([("300.00", S)], "138.46", "276.92", "300.00", "600.00", id="federal P3"),
        pytest.param([("150.00", W)], "150.00", "300.00", "325.00", "650.00", id="federal P4"),
        pytest.param(
            [("600", M), ("100", M), ("50", M)], "173.08", "346.15", "375.00", "750.00", id="federal P5"
        ),
        pytest.param(
            [("400", M), ("60", M), ("35", M)], "114.23", "228.46", "247.50", "495.00", id="federal P6"
        ),
        pytest.param([("150", W), ("100", M)], "173.08", "346.15", "375.00", "750.00", id="federal P7"),
        pytest.param([("1000.00", M)], "230.77", "461.54", "500.00", "1000.00", id="federal P8"),
        pytest.param([("650", M)], "150.00", "300.00", "325.00", "650.00", id="California A7"),
        pytest.param([("720", M)], "166.15", "332.31", "360.00", "720.00", id="Oregon W13"),
    ],
)
def test_each_pay_cycle_takes_its_share_of_the_exact_year(ordered, weekly, biweekly, semimonthly, monthly):
    cycle = pay_cycle_amounts(amounts(*ordered))
    found = (cycle.weekly, cycle.biweekly, cycle.semimonthly, cycle.monthly)
    assert found == tuple(map(Decimal, (weekly, biweekly, semimonthly, monthly)))


def test_a_mixed_total_is_by_the_month():
    assert total(amounts(("150", W), ("100", M))) == (Decimal("750.00"), M)  # federal P7


def test_a_total_of_one_period_keeps_it():
    assert total(amounts(("150", W), ("25.50", W))) == (Decimal("175.50"), W)


def test_the_working_ends_in_the_printed_amounts():
    steps = {step.line: step.result for step in pay_cycle_steps(amounts(("400", M), ("60", M), ("35", M)))}
    assert steps["annual"] == "5940.00"
    assert steps["13.weekly"] == "114.23"


@given(
    st.lists(
        st.tuples(st.decimals("0.01", "99999.99", places=2), st.sampled_from(Frequency)),
        min_size=1,
        max_size=3,
    )
)
def test_no_cycle_is_more_than_half_a_cent_a_period_off_the_year(parts):
    ordered = amounts(*[(str(dollars), frequency) for dollars, frequency in parts])
    cycle = pay_cycle_amounts(ordered)
    for dollars, periods in (
        (cycle.weekly, 52),
        (cycle.biweekly, 26),
        (cycle.semimonthly, 24),
        (cycle.monthly, 12),
    ):
        assert abs(dollars * periods - annual(ordered)) <= Decimal("0.005") * periods
