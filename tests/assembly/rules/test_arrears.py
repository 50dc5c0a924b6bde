"""Arrears and interest. Expected figures: worked examples A1-A5 of the California law reference,
section 5, and W19-W20 of the Oregon one, section 7."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.errors import FactsRejected, NoValueInForce, UnknownName
from assembly.law import load_law
from assembly.model.orders import Installment, Payment
from assembly.rules.arrears import InterestMethod, daily_interest, ledger

LAW = load_law()


def monthly(amount: str, first: date, count: int) -> list[Installment]:
    """Installments on the first of `count` months."""
    return [
        Installment(
            due=date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1),
            amount=Decimal(amount),
        )
        for n in range(count)
    ]


def test_a1_one_installment() -> None:
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 1), [], as_of=date(2026, 11, 1), state="us-ca", law=LAW
    )
    assert (found.principal, found.interest) == (Decimal("500.00"), Decimal("41.64"))


def test_a2_interest_is_rounded_once() -> None:
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 6), [], as_of=date(2026, 12, 31), state="us-ca", law=LAW
    )
    assert found.interest == Decimal("237.40")


def test_a3_a_payment_goes_to_the_current_month_first() -> None:
    payments = [
        Payment(received=date(2026, 4, 15), amount=Decimal("800.00")),
        Payment(received=date(2026, 5, 1), amount=Decimal("500.00")),
        Payment(received=date(2026, 6, 1), amount=Decimal("500.00")),
    ]
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 6), payments, as_of=date(2026, 6, 30), state="us-ca", law=LAW
    )
    assert (found.applied[0].current, found.applied[0].principal) == (Decimal("500.00"), Decimal("300.00"))
    assert (found.principal, found.interest, found.total) == (
        Decimal("1200.00"),
        Decimal("57.32"),
        Decimal("1257.32"),
    )
    assert found.oldest_unpaid_due == date(2026, 1, 1)


def test_a4_the_monthly_method_adds_a_twelfth() -> None:
    found = ledger(
        monthly("1500.00", date(2026, 1, 1), 1),
        [],
        as_of=date(2026, 1, 31),
        state="us-ca",
        law=LAW,
        method=InterestMethod.MONTHLY,
    )
    assert found.interest == Decimal("12.50")


def test_a5_a_writs_daily_rate() -> None:
    assert f"{daily_interest(Decimal(12400), on=date(2026, 11, 1), state='us-ca', law=LAW):.6f}" == "3.397260"


def test_w19_a_year_on_an_oregon_judgment() -> None:
    owed = [Installment(due=date(2025, 11, 21), amount=Decimal("10000.00"))]
    assert ledger(owed, [], as_of=date(2026, 11, 21), state="us-or", law=LAW).interest == Decimal("900.00")
    assert (
        f"{daily_interest(Decimal('12345.67'), on=date(2026, 11, 21), state='us-or', law=LAW):.2f}" == "3.04"
    )


def test_w20_six_oregon_installments() -> None:
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 6), [], as_of=date(2026, 11, 21), state="us-or", law=LAW
    )
    assert found.interest == Decimal("184.07")


def test_before_2009_interest_was_paid_before_principal() -> None:
    """Former Code Civ. Proc. § 695.221: a day either side of the change, the same payment goes elsewhere."""
    owed = [Installment(due=date(2007, 1, 1), amount=Decimal("1000.00"))]
    for received, to_interest in ((date(2008, 12, 31), True), (date(2009, 1, 1), False)):
        paid = [Payment(received=received, amount=Decimal("100.00"))]
        found = ledger(owed, paid, as_of=date(2009, 1, 1), state="us-ca", law=LAW).applied[0]
        assert (found.interest > 0) is to_interest
        assert (found.principal > 0) is not to_interest


def test_what_is_paid_on_the_due_date_bears_no_interest() -> None:
    paid = [Payment(received=date(2026, 1, 1), amount=Decimal("500.00"))]
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 1), paid, as_of=date(2026, 12, 31), state="us-ca", law=LAW
    )
    assert found.total == 0


def test_the_months_add_up() -> None:
    payments = [Payment(received=date(2026, 3, 10), amount=Decimal("725.25"))]
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 6), payments, as_of=date(2026, 6, 30), state="us-ca", law=LAW
    )
    assert [month.month for month in found.months] == [date(2026, m, 1) for m in range(1, 7)]
    assert sum(month.charged - month.paid for month in found.months) == found.principal
    assert found.months[-1].interest == found.interest


@pytest.mark.parametrize(
    ("state", "paid", "current", "to_earlier", "principal", "interest"),
    [
        # January's 500 bears interest from January 25 to March 31: 6 + 28 + 31 = 65 days.
        # 500 x .10 x 65 / 365 = 8.904; at 9 percent 8.014.
        ("us-ca", "500.00", "500.00", "0.00", "500.00", "8.90"),
        ("us-or", "500.00", "500.00", "0.00", "500.00", "8.01"),
        # 44 days on 500 until March 10, 21 days on 300 after it: (22,000 + 6,300) x .10 / 365 = 7.753.
        ("us-ca", "700.00", "500.00", "200.00", "300.00", "7.75"),
    ],
)
def test_the_current_months_support_comes_first_also_before_it_falls_due(
    state: str, paid: str, current: str, to_earlier: str, principal: str, interest: str
) -> None:
    """Code Civ. Proc. § 695.221(a), 45 CFR 302.51(a)(1): the month's support in which money is received."""
    owed = [Installment(due=date(2026, month, 25), amount=Decimal("500.00")) for month in (1, 3)]
    received = [Payment(received=date(2026, 3, 10), amount=Decimal(paid))]
    found = ledger(owed, received, as_of=date(2026, 3, 31), state=state, law=LAW)
    applied = found.applied[0]
    assert (applied.current, applied.principal, applied.unapplied) == (
        Decimal(current),
        Decimal(to_earlier),
        Decimal("0.00"),
    )
    assert (found.principal, found.interest) == (Decimal(principal), Decimal(interest))
    assert found.oldest_unpaid_due == date(2026, 1, 25)


def test_interest_that_was_paid_is_zero_not_minus_zero() -> None:
    """500 for 303 days at 10 percent is 41.5068: paying 541.51 leaves less than nothing by part of a cent."""
    owed = monthly("500.00", date(2026, 1, 1), 1)
    paid = [Payment(received=date(2026, 10, 31), amount=Decimal("541.51"))]
    found = ledger(owed, paid, as_of=date(2026, 10, 31), state="us-ca", law=LAW)
    assert f"{found.interest:.2f} {found.months[-1].interest:.2f}" == "0.00 0.00"


def test_money_beyond_what_is_due_waits_for_the_next_installment() -> None:
    paid = [Payment(received=date(2026, 1, 1), amount=Decimal("700.00"))]
    found = ledger(
        monthly("500.00", date(2026, 1, 1), 2), paid, as_of=date(2026, 2, 1), state="us-ca", law=LAW
    )
    assert found.applied[0].unapplied == Decimal("200.00")
    assert (found.principal, found.credit) == (Decimal("300.00"), Decimal("0.00"))


def test_every_fault_is_named() -> None:
    with pytest.raises(FactsRejected) as refused:
        ledger(
            [Installment(due=date(2026, 2, 1), amount=Decimal("-5"))],
            [Payment(received=date(2026, 1, 1), amount=Decimal("5"))],
            as_of=date(2026, 1, 15),
            state="us-ca",
            law=LAW,
        )
    assert [fault.pointer for fault in refused.value.faults] == [
        "/installments/0/amount",
        "/installments/0/due",
        "/payments/0/received",
    ]


def test_overlapping_orders_and_disorder_are_named() -> None:
    twice = [
        Installment(due=date(2026, 1, 1), amount=Decimal(5)),
        Installment(due=date(2026, 1, 1), amount=Decimal(7)),
    ]
    back = [
        Installment(due=date(2026, 2, 1), amount=Decimal(5)),
        Installment(due=date(2026, 1, 1), amount=Decimal(7)),
    ]
    for installments, words in ((twice, "overlap"), (back, "order of their due dates")):
        with pytest.raises(FactsRejected, match=words) as refused:
            ledger(installments, [], as_of=date(2026, 3, 1), state="us-ca", law=LAW)
        assert [fault.pointer for fault in refused.value.faults] == ["/installments/1/due"]


def test_an_unknown_state_is_named() -> None:
    with pytest.raises(UnknownName, match=r"judgment_interest_rate"):
        ledger(
            [Installment(due=date(2026, 1, 1), amount=Decimal(1))],
            [],
            as_of=date(2026, 3, 1),
            state="us-zz",
            law=LAW,
        )


def test_no_answer_before_the_rate() -> None:
    with pytest.raises(NoValueInForce):
        ledger(
            [Installment(due=date(1980, 1, 1), amount=Decimal(1))],
            [],
            as_of=date(1984, 1, 1),
            state="us-ca",
            law=LAW,
        )


dollars = st.decimals("1.00", "2000.00", places=2)


@given(
    amounts=st.lists(dollars, min_size=1, max_size=12),
    paid=st.lists(dollars, max_size=6),
    days=st.integers(0, 900),
)
def test_interest_never_falls_with_time_and_principal_balances(
    amounts: list[Decimal], paid: list[Decimal], days: int
) -> None:
    owed = [Installment(due=date(2025, n + 1, 1), amount=amount) for n, amount in enumerate(amounts)]
    payments = [
        Payment(received=date(2025, 1, 5) + timedelta(days=20 * n), amount=a) for n, a in enumerate(paid)
    ]
    end = date(2025, 12, 31) + timedelta(days=days)
    found = ledger(owed, payments, as_of=end, state="us-ca", law=LAW)
    later = ledger(owed, payments, as_of=end + timedelta(days=1), state="us-ca", law=LAW)
    assert later.interest >= found.interest
    to_interest = sum((entry.interest for entry in found.applied), Decimal(0))
    assert found.principal - found.credit == sum(amounts) - sum(paid, Decimal(0)) + to_interest
