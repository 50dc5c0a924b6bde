"""Support while the obligor is in custody. Expected dates: A6 of the California law reference, section 5, and
W22 of the Oregon one, section 7."""

from datetime import date
from decimal import Decimal

import pytest

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.rules.suspension import Suspension, california_suspension, oregon_reinstatement

LAW = load_law()


def test_a6_no_support_from_the_first_full_month_to_the_tenth_after_release() -> None:
    found = california_suspension(date(2025, 2, 10), date(2025, 8, 20), as_of=date(2026, 11, 20), law=LAW)
    assert found == Suspension(from_day=date(2025, 3, 1), resumes_on=date(2026, 6, 1))


def test_a_release_before_2024_resumes_in_the_next_month() -> None:
    found = california_suspension(date(2023, 2, 10), date(2023, 12, 31), as_of=date(2026, 11, 20), law=LAW)
    assert found is not None
    assert found.resumes_on == date(2024, 1, 1)


@pytest.mark.parametrize(("released", "suspended"), [(date(2025, 5, 11), False), (date(2025, 5, 12), True)])
def test_ninety_days_are_not_enough_and_ninety_one_are(released: date, suspended: bool) -> None:
    found = california_suspension(date(2025, 2, 10), released, as_of=date(2026, 1, 1), law=LAW)
    assert (found is not None) is suspended


def test_who_is_still_in_custody_has_no_day_of_resumption() -> None:
    found = california_suspension(date(2026, 1, 1), None, as_of=date(2026, 11, 20), law=LAW)
    assert found == Suspension(from_day=date(2026, 1, 1), resumes_on=None)


def test_w22_oregon_reinstates_half_after_120_days() -> None:
    found = oregon_reinstatement(date(2026, 3, 15), monthly_amount=Decimal("480.00"), law=LAW)
    assert found.day_counted == date(2026, 7, 13)
    assert found.reinstated_on == date(2026, 8, 1)
    assert found.amount == Decimal("240.00")
    assert (found.notice_by, found.review_by) == (date(2026, 8, 31), date(2026, 9, 30))


def test_bad_dates_are_named_and_old_custody_has_no_answer() -> None:
    with pytest.raises(FactsRejected) as refused:
        california_suspension(date(2026, 2, 1), date(2026, 1, 1), as_of=date(2026, 1, 15), law=LAW)
    assert [fault.pointer for fault in refused.value.faults] == ["/released", "/entered"]
    with pytest.raises(NoValueInForce):
        california_suspension(date(2014, 1, 1), None, as_of=date(2026, 1, 1), law=LAW)
