"""Benefits, garnishment and the screen for a change. Expected figures: W10, W14, W15, W23, W24 of the Oregon law
reference, section 7."""

from datetime import date
from decimal import Decimal

import pytest

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.model.orders import Frequency
from assembly.rules.collection_us_or import (
    disability_benefit,
    pass_through,
    substantial_compliance,
    unemployment_benefit,
    wage_garnishment,
)

LAW, ON = load_law(), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("existing", "guideline", "limit", "modify"),
    [
        pytest.param("345", "400", "50", True, id="W10 over fifty dollars"),
        pytest.param("165", "200", "30", True, id="W10 over fifteen percent"),
        pytest.param("372", "400", "50", False, id="W10 stands"),
        pytest.param("350", "400", "50", False, id="exactly the limit stands"),
        pytest.param("349.99", "400", "50", True, id="a cent beyond"),
    ],
)
def test_w10_the_screen_for_a_change(existing: str, guideline: str, limit: str, modify: bool) -> None:
    found = substantial_compliance(Decimal(existing), Decimal(guideline), on=ON, law=LAW)
    assert (found.limit, found.modify) == (Decimal(limit), modify)


def test_w14_a_disability_benefit_keeps_its_floor() -> None:
    found = disability_benefit(
        Decimal(1400), last_order=Decimal(500), ceiling_percent=Decimal(50), on=ON, law=LAW
    )
    assert found.amount == Decimal("240.00")
    assert found.steps[0].result == "1160.00"


def test_w15_unemployment_compensation() -> None:
    weekly, order = Decimal(320), Decimal(600)
    current = unemployment_benefit(weekly, monthly_support=order, arrears_only=False, on=ON, law=LAW)
    arrears = unemployment_benefit(weekly, monthly_support=order, arrears_only=True, on=ON, law=LAW)
    small = unemployment_benefit(weekly, monthly_support=Decimal(70), arrears_only=False, on=ON, law=LAW)
    assert (current.amount, arrears.amount, small.amount) == (Decimal("80.00"), Decimal("48.00"), Decimal(70))


def test_w23_a_garnishment_for_support() -> None:
    def reached(second_family: bool) -> Decimal:
        return wage_garnishment(
            Decimal(1100), Frequency.BIWEEKLY, second_family=second_family, old_arrears=False, on=ON, law=LAW
        ).amount

    assert reached(True) == Decimal("550.00")
    assert reached(False) == Decimal(591)


def test_w24_the_pass_through_is_capped() -> None:
    assert [pass_through(children, on=ON, law=LAW) for children in (1, 4, 5)] == [50, 200, 200]


def test_bad_amounts_are_named_and_old_days_have_no_answer() -> None:
    with pytest.raises(FactsRejected) as refused:
        substantial_compliance(Decimal(-1), Decimal(-2), on=ON, law=LAW)
    assert [fault.pointer for fault in refused.value.faults] == ["/existing", "/guideline"]
    with pytest.raises(NoValueInForce):
        substantial_compliance(Decimal(1), Decimal(2), on=date(2022, 1, 1), law=LAW)
