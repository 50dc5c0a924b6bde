"""Oregon's worksheet. Expected figures: W1-W9 of the Oregon law reference, section 7; those marked with a
dagger there are outputs of the official workbook."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.rules.guideline_us_or import agreed_range, parenting_credit, scale, worksheet
from assembly.rules.guideline_us_or_lines import CashMedical, Worksheet, WorksheetInputs, WorksheetParent

LAW = load_law()
ON = date(2026, 11, 20)


def parent(name: str, income: str, nights: str, **more: object) -> WorksheetParent:
    return WorksheetParent(
        name=name,
        income=Decimal(income),
        overnights=Decimal(nights),
        **{key: Decimal(given) if isinstance(given, str) else given for key, given in more.items()},  # type: ignore[arg-type]
    )


def result(first: WorksheetParent, second: WorksheetParent, children: int, **more: object) -> Worksheet:
    return worksheet(
        WorksheetInputs(prepared_on=ON, first=first, second=second, minor_children=children, **more),  # type: ignore[arg-type]
        law=LAW,
    )


@pytest.mark.parametrize(
    ("nights", "percent"),
    [
        ("0", "0.00"),
        ("52", "5.26"),
        ("91", "12.93"),
        ("122", "22.53"),
        ("182.5", "50.00"),
        ("243", "77.47"),
        ("274", "87.07"),
        ("365", "100.00"),
    ],
)
def test_w1_parenting_credit(nights: str, percent: str) -> None:
    assert parenting_credit(Decimal(nights), ON, LAW) * 100 == Decimal(percent)


def test_w2_line_by_line() -> None:
    found = result(parent("A", "4500", "91", premium="250"), parent("B", "3200", "274"), 2)
    a, b = found.columns
    assert (a.share, b.share) == (Decimal("0.5844"), Decimal("0.4156"))
    assert found.scale_amount == 1340
    assert (a.obligation, b.obligation) == (Decimal("783.10"), Decimal("556.90"))
    assert (a.reasonable_medical, b.reasonable_medical, found.reasonable_medical_total) == (180, 128, 308)
    assert (a.premium_share, b.premium_share) == (Decimal("146.10"), Decimal("103.90"))
    assert (a.credit, a.net) == (Decimal("173.26"), Decimal("505.94"))
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(506))]


def test_w3_child_care_and_premium() -> None:
    found = result(parent("A", "5200", "80", premium="180"), parent("B", "3100", "285", child_care="400"), 1)
    a, b = found.columns
    assert found.scale_amount == 974
    assert (a.child_care_share, b.child_care_share) == (Decimal("250.60"), Decimal("149.40"))
    assert (a.premium_share, a.credit) == (Decimal("112.77"), Decimal("100.61"))
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(693))]


def test_w4_the_reserve_and_the_minimum_order() -> None:
    found = result(parent("A", "1800", "60"), parent("B", "2500", "305"), 1)
    a, b = found.columns
    assert (a.above_reserve, b.above_reserve) == (Decimal(71), Decimal(771))
    assert a.net == Decimal("23.35")
    assert (found.totals[0].total, found.totals[0].raised_by) == (Decimal("23.35"), Decimal("76.65"))
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(100))]


def test_w4_an_exception_keeps_the_smaller_amount() -> None:
    found = result(
        parent("A", "1800", "60"),
        parent("B", "2500", "305"),
        1,
        minimum_order_exception="disability income only",
    )
    assert found.owed[0].total == 23


def test_equal_nights_are_an_exception_by_themselves() -> None:
    """OAR 137-050-0755(2)(a): no least order where each parent has exactly 182.5 nights.

    By hand: 3,000 + 2,900 = 5,900, row 5,851: 851. Shares 3,000/5,900 = .5085 and .4915, so 432.73 and 418.27;
    credit at half the year 50.00 percent: 425.50 each; net 7.23 and -7.23; in whole dollars 7, not 100.
    """
    found = result(parent("A", "3000", "182.5"), parent("B", "2900", "182.5"), 1)
    assert [column.net for column in found.columns] == [Decimal("7.23"), Decimal("-7.23")]
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(7))]


def test_half_a_night_from_equal_the_least_order_holds() -> None:
    """As above with 182 and 183 nights: the exception speaks of exactly 182.5."""
    found = result(parent("A", "3000", "182"), parent("B", "2900", "183"), 1)
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(100))]


def test_w5_non_joint_children() -> None:
    found = result(
        parent("A", "6500", "120", nonjoint_children=2), parent("B", "3800", "245", nonjoint_children=1), 2
    )
    a, b = found.columns
    assert (a.nonjoint_deduction, b.nonjoint_deduction) == (Decimal("820.50"), Decimal("385.33"))
    assert (a.adjusted_income, b.adjusted_income) == (Decimal("5679.50"), Decimal("3414.67"))
    assert found.scale_amount == 1462
    assert [(owed.payer, owed.total) for owed in found.owed] == [("A", Decimal(594))]


def test_w6_the_child_care_share_is_not_rounded() -> None:
    found = result(
        parent("A", "4321.55", "132", union_dues="45.50"),
        parent("B", "3789.33", "233", child_care="333.33"),
        2,
    )
    assert sum(column.adjusted_income for column in found.columns) == Decimal("8065.38")
    assert found.scale_amount == 1372
    assert found.columns[0].child_care_share == Decimal("176.731566")
    assert found.columns[0].net.quantize(Decimal("0.01")) == Decimal("542.23")
    assert found.owed[0].total == 542


def test_w7_cash_medical() -> None:
    found = result(parent("A", "3600", "0"), parent("B", "2522", "365"), 1, cash_medical=CashMedical.YES)
    assert found.scale_amount == 864
    assert found.columns[0].obligation == Decimal("508.03")
    owed = found.owed[0]
    assert (owed.payer, owed.cash_child_support, owed.cash_medical, owed.total) == ("A", 508, 144, 652)


def test_w8_a_childs_benefit_reduces_cash_support_then_cash_medical() -> None:
    found = result(
        parent("A", "3900", "60", child_benefit="500"),
        parent("B", "3300", "305"),
        1,
        cash_medical=CashMedical.YES,
    )
    assert found.columns[0].net == Decimal("434.66")
    owed = found.owed[0]
    assert (owed.cash_child_support, owed.cash_medical) == (0, 91)
    lines = found.totals[0]
    assert (lines.cash, lines.cash_after_benefit, lines.medical_after_benefit) == (
        Decimal("434.66"),
        Decimal("0.00"),
        Decimal("90.66"),
    )


def test_w9_the_agreed_range() -> None:
    assert agreed_range(Decimal(506), ON, LAW) == (Decimal("430.10"), Decimal("581.90"))


@pytest.mark.parametrize(
    ("income", "amount"),
    [
        pytest.param("1000.99", 50, id="below the first row"),
        pytest.param("1001", 65, id="first row"),
        pytest.param("1050.99", 65, id="still the first row"),
        pytest.param("1051", 98, id="second row"),
        pytest.param("99999", 1987, id="beyond the last row"),
    ],
)
def test_the_scale_is_not_interpolated(income: str, amount: int) -> None:
    assert scale(Decimal(income), 1, ON, LAW) == amount


def test_with_a_caretaker_each_parent_may_owe() -> None:
    found = result(parent("A", "4500", "0"), parent("B", "3200", "0"), 2, caretaker_overnights=Decimal(365))
    assert {owed.payer for owed in found.owed} == {"A", "B"}


class TestBadInput:
    def test_every_fault_is_named(self) -> None:
        with pytest.raises(FactsRejected) as refused:
            result(parent("A", "-1", "200"), parent("B", "1", "200", child_care="-5"), 0)
        assert [fault.pointer for fault in refused.value.faults] == [
            "/first/income",
            "/second/child_care",
            "/first/overnights",
            "/minor_children",
        ]

    @pytest.mark.parametrize("day", [date(2026, 6, 30), date(2027, 7, 1)])
    def test_no_answer_a_day_outside_the_figures(self, day: date) -> None:
        with pytest.raises(NoValueInForce):
            parenting_credit(Decimal(10), day, LAW)


@given(
    first=st.integers(0, 30000),
    second=st.integers(0, 30000),
    nights=st.integers(0, 365),
    children=st.integers(1, 12),
)
def test_nobody_pays_more_than_is_above_the_reserve_and_the_minimum(
    first: int, second: int, nights: int, children: int
) -> None:
    found = result(
        parent("A", str(first), str(nights)), parent("B", str(second), str(365 - nights)), children
    )
    assert len(found.owed) <= 1
    for owed in found.owed:
        column = next(column for column in found.columns if column.name == owed.payer)
        assert owed.total <= max(column.above_reserve, Decimal(100)) + 1
