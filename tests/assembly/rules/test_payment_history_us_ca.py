"""The payment history against the worked ledger A3 of California's arrears examples.

500 a month; January to March 2026 unpaid; 800 received on April 15, 2026; May and June paid on the
due date; account on June 30, 2026: principal 1,200.00, interest 57.32 (Code Civ. Proc. §§ 685.010,
695.221).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.errors import FactsRejected
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.facts import Facts
from assembly.model.guideline import Arrears
from assembly.model.orders import Installment, Payment, SupportKind, SupportOrder
from assembly.rules import compute
from assembly.rules.payment_history_us_ca import KindHistory

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@pytest.fixture(scope="module")
def facts() -> Facts:
    case = read_facts((CASES / "santa-clara-order-to-show-cause.facts.json").read_bytes())
    order = SupportOrder(
        base_monthly=Decimal("500.00"),
        total_monthly=Decimal("500.00"),
        installments=tuple(
            Installment(due=date(2026, month, 1), amount=Decimal("500.00")) for month in range(1, 8)
        ),
        payments=(
            Payment(received=date(2026, 4, 15), amount=Decimal("800.00")),
            Payment(received=date(2026, 5, 1), amount=Decimal("500.00")),
            Payment(received=date(2026, 6, 1), amount=Decimal("500.00")),
        ),
    )
    return replace(case, existing_orders=(order,), arrears=Arrears(as_of=date(2026, 6, 30)))


def history(facts: Facts) -> tuple[KindHistory, ...]:
    found = compute("payment_history_us_ca.account", facts, load_law())
    assert isinstance(found, tuple)
    return found


def test_the_totals_are_those_of_the_worked_ledger(facts: Facts) -> None:
    (child,) = history(facts)
    assert child.kind is SupportKind.CURRENT_CHILD
    assert (child.account.principal, child.account.interest) == (Decimal("1200.00"), Decimal("57.32"))


def test_a_year_adds_up_its_months(facts: Facts) -> None:
    (year,) = history(facts)[0].years
    assert [name for name, _ in year.months][::5] == ["January", "June"]
    assert [month.charged for _, month in year.months] == [Decimal("500.00")] * 6
    assert (year.year, year.ordered, year.paid) == (2026, Decimal("3000.00"), Decimal("1800.00"))


def test_each_kind_of_support_has_its_own_account(facts: Facts) -> None:
    (order,) = facts.existing_orders
    spousal = Installment(due=date(2026, 1, 1), amount=Decimal("200.00"), kind=SupportKind.CURRENT_SPOUSAL)
    both = replace(facts, existing_orders=(replace(order, installments=(*order.installments, spousal)),))
    assert [(found.kind, found.account.principal) for found in history(both)] == [
        (SupportKind.CURRENT_CHILD, Decimal("1200.00")),
        (SupportKind.CURRENT_SPOUSAL, Decimal("200.00")),
    ]


def test_money_is_never_left_out_of_every_account(facts: Facts) -> None:
    """A payment of a kind of which nothing fell due is asked about: dropped, the parent would owe it again."""
    (order,) = facts.existing_orders
    stray = Payment(received=date(2026, 5, 1), amount=Decimal("50.00"), kind=SupportKind.PAST_DUE_CHILD)
    given = replace(facts, existing_orders=(replace(order, payments=(*order.payments, stray)),))
    with pytest.raises(FactsRejected) as refused:
        history(given)
    assert [fault.pointer for fault in refused.value.faults] == ["/existing_orders/0/payments/3/kind"]


def test_another_states_order_has_no_account_under_californias_interest(facts: Facts) -> None:
    """Fam. Code § 5700.604(a): the issuing state's law governs what is owed and the interest on it."""
    (order,) = facts.existing_orders
    given = replace(facts, existing_orders=(replace(order, issuing_state="NV"),))
    with pytest.raises(FactsRejected, match="NV"):
        history(given)
