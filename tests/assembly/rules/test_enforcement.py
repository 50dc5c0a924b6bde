"""Thresholds of enforcement. Expected answers: D5-D7 of the federal law reference, section 2, and W21 of the
Oregon one, section 7."""

from datetime import date
from decimal import Decimal

import pytest

from assembly.errors import FactsRejected, NoValueInForce
from assembly.law import load_law
from assembly.rules.enforcement import ObligorArrears, oregon_license, passport_denial, tax_offset

LAW, ON = load_law(), date(2026, 11, 20)


def owed(assigned: str = "0", not_assigned: str = "0") -> ObligorArrears:
    return ObligorArrears(case_id="1", assigned=Decimal(assigned), not_assigned=Decimal(not_assigned))


def test_d5_the_two_kinds_are_never_added() -> None:
    assert [found.reached for found in tax_offset([owed("120", "480")], on=ON, law=LAW)] == [False, False]


def test_d6_cases_of_one_obligor_are_added_within_a_kind() -> None:
    assert tax_offset([owed("90"), owed("70")], on=ON, law=LAW)[0].reached


@pytest.mark.parametrize(("kind", "short", "enough"), [(0, "149.99", "150.00"), (1, "499.99", "500.00")])
def test_offset_a_cent_either_side(kind: int, short: str, enough: str) -> None:
    for amount, reached in ((short, False), (enough, True)):
        case = owed(assigned=amount) if kind == 0 else owed(not_assigned=amount)
        assert tax_offset([case], on=ON, law=LAW)[kind].reached is reached


def test_d7_passport_needs_more_than_the_amount() -> None:
    assert not passport_denial([owed("2500.00")], on=ON, law=LAW).reached
    assert passport_denial([owed("2000.00", "500.01")], on=ON, law=LAW).reached


@pytest.mark.parametrize(
    ("support", "arrears", "reached"),
    [
        pytest.param("600", "2500.00", False, id="W21 exactly the fixed amount"),
        pytest.param("600", "2500.01", True, id="W21 a cent above"),
        pytest.param("1000", "3000.00", False, id="W21 three months of support"),
        pytest.param("1000", "3000.01", True, id="W21 a cent above three months"),
    ],
)
def test_oregon_licenses(support: str, arrears: str, reached: bool) -> None:
    found = oregon_license(Decimal(arrears), monthly_support=Decimal(support), on=ON, law=LAW)
    assert found.reached is reached


def test_no_answer_before_the_rule_and_none_from_bad_amounts() -> None:
    with pytest.raises(NoValueInForce):
        oregon_license(Decimal(9999), monthly_support=Decimal(1), on=date(2026, 6, 30), law=LAW)
    with pytest.raises(FactsRejected) as refused:
        tax_offset([owed("-1"), owed("0", "-1")], on=ON, law=LAW)
    assert [fault.pointer for fault in refused.value.faults] == ["/cases/0/assigned", "/cases/1/not_assigned"]
