"""California guideline. Expected figures: worked examples G1-G10, L1-L3, allocation and add-ons of the
California law reference, section 5, and the check printed in Fam. Code § 4055(b)(3)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.rules.add_on_us_ca import AddOn
from assembly.rules.guideline_us_ca import (
    Guideline,
    GuidelineInputs,
    GuidelineParent,
    guideline,
    income_fraction,
    share_add_on,
)

LAW = load_law()
NEW, OLD = date(2026, 3, 2), date(2024, 8, 31)


def calculate(high: str, low: str, percent: str, children: int, on: date = NEW) -> Guideline:
    """Return the guideline where the obligor is the high earner of the example."""
    return guideline(
        GuidelineInputs(
            on=on,
            obligor=GuidelineParent(name="obligor", net_disposable=Decimal(high)),
            obligee=GuidelineParent(name="obligee", net_disposable=Decimal(low)),
            obligor_timeshares=(Decimal(percent),) * children,
        ),
        law=LAW,
    )


@pytest.mark.parametrize(
    ("high", "low", "percent", "children", "on", "amount"),
    [
        pytest.param("5000", "2000", "20", 1, NEW, "1080.00", id="G1"),
        pytest.param("5000", "2000", "20", 2, NEW, "1728.00", id="G2"),
        pytest.param("5000", "2000", "20", 2, OLD, "1678.63", id="G3"),
        pytest.param("6000", "3000", "30", 3, NEW, "2145.00", id="G4"),
        pytest.param("8000", "5000", "35", 2, NEW, "1604.47", id="G5"),
        pytest.param("8000", "5000", "35", 2, OLD, "1352.82", id="G6"),
        pytest.param("12000", "6000", "10", 1, NEW, "2094.40", id="G7"),
        pytest.param("2500", "0", "0", 1, NEW, "487.93", id="G9 new"),
        pytest.param("2500", "0", "0", 1, OLD, "625.00", id="G9 old"),
        pytest.param("3000", "1500", "15", 2, NEW, "1017.15", id="G10"),
    ],
)
def test_worked_examples(high: str, low: str, percent: str, children: int, on: date, amount: str) -> None:
    found = calculate(high, low, percent, children, on)
    assert (found.amount, found.payer) == (Decimal(amount), "obligor")
    assert sum(found.per_child) == found.amount


def test_g8_the_formula_can_turn_to_the_other_parent() -> None:
    found = calculate("4000", "3500", "80", 1)
    assert (found.amount, found.payer) == (Decimal("600.00"), "obligee")


def test_the_new_guideline_begins_on_its_day() -> None:
    before = calculate("8000", "5000", "35", 2, date(2024, 8, 31)).amount
    after = calculate("8000", "5000", "35", 2, date(2024, 9, 1)).amount
    assert (before, after) == (Decimal("1352.82"), Decimal("1604.47"))


@pytest.mark.parametrize(
    ("total", "fraction"),
    [
        pytest.param("2900", "0.200000", id="last dollar of the first band"),
        pytest.param("2901", "0.199827", id="first dollar of the second"),
        pytest.param("5000", "0.249627", id="last dollar of the second"),
        pytest.param("5001", "0.250000", id="first dollar of the third"),
        pytest.param("10000", "0.250000", id="last dollar of the third"),
        pytest.param("10001", "0.249885", id="first dollar of the fourth"),
        pytest.param("15000", "0.199933", id="last dollar of the fourth"),
        pytest.param("15001", "0.199995", id="first dollar of the fifth"),
    ],
)
def test_bands_a_dollar_either_side(total: str, fraction: str) -> None:
    found, _ = income_fraction(Decimal(total), NEW, LAW)
    assert f"{found:.6f}" == fraction


def test_the_statutes_own_check_of_k() -> None:
    """Fam. Code § 4055(b)(3): H% 20 or 80 and TN 1,000 give K = 0.21 as printed."""
    for percent in ("20", "80"):
        found = calculate("1000", "0", percent, 1)
        assert f"{found.k:.5f}" == "0.21248"


class TestLowIncome:
    @pytest.mark.parametrize(
        ("own", "other", "percent", "children", "high", "low"),
        [
            pytest.param("2200", "0", "0", 1, "421.41", "316.49", id="L1"),
            pytest.param("2000", "1500", "20", 2, "534.24", "364.75", id="L2"),
            pytest.param("1800", "0", "0", 4, "773.04", "475.01", id="L3"),
        ],
    )
    def test_worked_examples(
        self, own: str, other: str, percent: str, children: int, high: str, low: str
    ) -> None:
        found = calculate(own, other, percent, children).low_income
        assert found is not None
        assert (found.high, found.low) == (Decimal(high), Decimal(low))
        assert not found.still_over_half

    def test_ends_at_full_time_minimum_wage(self) -> None:
        assert calculate("2929.33", "0", "0", 1).low_income is not None
        assert calculate("2929.34", "0", "0", 1).low_income is None

    def test_an_unknown_threshold_is_said_not_guessed(self) -> None:
        for day in (OLD, date(2027, 1, 1)):
            found = calculate("2000", "0", "0", 1, day)
            assert found.low_income is None
            assert "not encoded" in found.warnings[0]


def test_allocation_goes_from_youngest_to_oldest() -> None:
    """Worked example: 5,000/2,000, 20 percent, three children."""
    assert calculate("5000", "2000", "20", 3).per_child == (
        Decimal("1080.00"),
        Decimal("648.00"),
        Decimal("432.00"),
    )


def test_add_ons_follow_adjusted_income() -> None:
    """Worked example: 6,000/3,000, 20 percent, one child, childcare 900."""
    base = calculate("6000", "3000", "20", 1).amount
    shares = share_add_on(Decimal(900), base_support=base, payer_net=Decimal(6000), payee_net=Decimal(3000))
    assert base == Decimal("1260.00")
    assert (shares.payer_amount, shares.payee_amount) == (Decimal("551.16"), Decimal("348.84"))
    assert shares.payer_percent == Decimal("61.2403")


@pytest.mark.parametrize(
    ("on", "payer_amount", "payee_amount"),
    [
        # Worked example: base 1,260.00; 4,740 / 7,740 of 900.
        (date(2024, 9, 1), "551.16", "348.84"),
        # The day before, Fam. Code § 4061(a) said one-half each: 900 / 2.
        (date(2024, 8, 31), "450.00", "450.00"),
    ],
)
def test_add_ons_are_shared_by_the_law_of_the_day(on: date, payer_amount: str, payee_amount: str) -> None:
    found = guideline(
        GuidelineInputs(
            on=on,
            obligor=GuidelineParent(name="obligor", net_disposable=Decimal(6000)),
            obligee=GuidelineParent(name="obligee", net_disposable=Decimal(3000)),
            obligor_timeshares=(Decimal(20),),
            add_ons=(AddOn(name="Childcare", cost=Decimal(900)),),
        ),
        law=LAW,
    )
    (shares,) = found.add_ons
    assert (shares.payer_amount, shares.payee_amount) == (Decimal(payer_amount), Decimal(payee_amount))
    assert found.steps[-1].label == "Childcare: Payer's part of the cost"


def test_add_ons_follow_the_support_that_is_presumed() -> None:
    """Fam. Code § 4061(d): net income less the base support ordered, which for low income is the least amount.

    By hand: 2,200 and 500, H 0 percent, TN 2,700, threshold 2,929.3333.
    Share .165 + 2,700/82,857 = .19758632; 2,200 x that = 434.6899; low 434.6899 x 2,200/2,929.3333 = 326.4621.
    1,873.54 / (1,873.54 + 500.00) = .78934418; of 100.00: 78.93.
    """
    found = guideline(
        GuidelineInputs(
            on=NEW,
            obligor=GuidelineParent(name="obligor", net_disposable=Decimal(2200)),
            obligee=GuidelineParent(name="obligee", net_disposable=Decimal(500)),
            obligor_timeshares=(Decimal(0),),
            add_ons=(AddOn(name="Childcare", cost=Decimal(100)),),
        ),
        law=LAW,
    )
    assert (found.amount, found.presumed) == (Decimal("434.69"), Decimal("326.46"))
    assert found.add_ons[0].payer_amount == Decimal("78.93")


class TestBadInput:
    def test_every_fault_is_named_with_its_field(self) -> None:
        with pytest.raises(FactsRejected) as refused:
            guideline(
                GuidelineInputs(
                    on=NEW,
                    obligor=GuidelineParent(name="a", net_disposable=Decimal(-1)),
                    obligee=GuidelineParent(name="b", net_disposable=Decimal(0)),
                    obligor_timeshares=(Decimal(101),) * 11,
                ),
                law=LAW,
            )
        pointers = [fault.pointer for fault in refused.value.faults]
        assert pointers[0] == "/obligor/net_disposable"
        assert pointers[-1] == "/obligor_timeshares"
        assert len(pointers) == 13

    def test_no_answer_before_the_first_guideline(self) -> None:
        with pytest.raises(NoValueInForce):
            calculate("5000", "2000", "20", 1, date(1993, 12, 31))

    def test_nothing_to_share_by(self) -> None:
        with pytest.raises(FactsRejected, match="share by"):
            share_add_on(Decimal(1), base_support=Decimal(5), payer_net=Decimal(5), payee_net=Decimal(0))


@given(
    own=st.integers(0, 60000),
    other=st.integers(0, 60000),
    percent=st.integers(0, 100),
    children=st.integers(1, 10),
)
def test_the_children_always_share_the_whole_amount(
    own: int, other: int, percent: int, children: int
) -> None:
    found = calculate(str(own), str(other), str(percent), children)
    assert sum(found.per_child) == found.amount
    assert all(amount >= 0 for amount in found.per_child)
    if found.low_income is not None:
        assert 0 <= found.low_income.low <= found.low_income.high == found.amount
