"""Counts of contempt: one for each unpaid month within the time of Code Civ. Proc. § 1218.5(b) and ORS 33.135(5)."""

from datetime import date
from decimal import Decimal

from assembly.law import load_law
from assembly.model.orders import Installment, Payment
from assembly.rules.arrears import ledger
from assembly.rules.contempt import contempt_counts

LAW = load_law()


def due(day: date, amount: str = "500.00") -> Installment:
    return Installment(due=day, amount=Decimal(amount))


def test_a_month_paid_in_part_is_one_count_for_what_is_left() -> None:
    ordered = [due(date(2026, month, 1)) for month in (1, 2, 3)]
    paid = [Payment(received=date(2026, 2, 3), amount=Decimal("300.00"))]
    account = ledger(ordered, paid, as_of=date(2026, 3, 31), state="us-ca", law=LAW)
    found = contempt_counts(ordered, account.unpaid, charged_on=date(2026, 4, 1), state="us-ca", law=LAW)
    assert [(count.number, count.due.month, count.paid, count.unpaid) for count in found.counts] == [
        (1, 1, Decimal("0.00"), Decimal("500.00")),
        (2, 2, Decimal("300.00"), Decimal("200.00")),
        (3, 3, Decimal("0.00"), Decimal("500.00")),
    ]
    assert found.unpaid == account.principal


def test_two_installments_of_one_month_are_one_count() -> None:
    ordered = [due(date(2026, 1, 1), "250.00"), due(date(2026, 1, 15), "250.00")]
    found = contempt_counts(ordered, ordered, charged_on=date(2026, 4, 1), state="us-ca", law=LAW)
    assert [(count.ordered, count.unpaid) for count in found.counts] == [
        (Decimal("500.00"), Decimal("500.00"))
    ]


def test_a_month_is_too_old_a_day_after_three_years_in_california_and_ten_in_oregon() -> None:
    owed = [due(date(2023, 4, 1))]
    in_time = contempt_counts(owed, owed, charged_on=date(2026, 4, 1), state="us-ca", law=LAW)
    late = contempt_counts(owed, owed, charged_on=date(2026, 4, 2), state="us-ca", law=LAW)
    oregon = contempt_counts(owed, owed, charged_on=date(2033, 4, 1), state="us-or", law=LAW)
    assert len(in_time.counts) == len(oregon.counts) == 1
    assert (late.counts, late.too_old) == ((), (date(2023, 4, 1),))


def test_three_years_end_on_the_28th_although_the_day_of_charge_is_the_29th() -> None:
    """Due February 28, 2025: three years end on February 28, 2028, a day before the leap day of the charge."""
    owed = [due(date(2025, 2, 28))]
    last = contempt_counts(owed, owed, charged_on=date(2028, 2, 28), state="us-ca", law=LAW)
    late = contempt_counts(owed, owed, charged_on=date(2028, 2, 29), state="us-ca", law=LAW)
    assert (len(last.counts), len(late.counts)) == (1, 0)
