"""The month-by-month statement of what was ordered and what was paid, by kind of support.

Source: Cal. Fam. Code §§ 5230.5, 17524(a), 17526(c); Cal. Code Civ. Proc. §§ 685.010, 685.020(b), 695.221.
"""

from calendar import month_name
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from assembly.errors import Fault
from assembly.law import Law
from assembly.law.choices import chosen
from assembly.model.facts import Facts
from assembly.model.orders import Installment, Payment, SupportKind
from assembly.model.value import value
from assembly.rules.arrears import InterestMethod, Ledger, LedgerMonth, ledger
from assembly.rules.named import computation
from assembly.rules.steps import refuse

STATE = "CA"

TITLES = {
    SupportKind.CURRENT_CHILD: "Child support",
    SupportKind.PAST_DUE_CHILD: "Child support for the past",
    SupportKind.CURRENT_MEDICAL: "Medical support",
    SupportKind.PAST_DUE_MEDICAL: "Medical support for the past",
    SupportKind.CURRENT_SPOUSAL: "Spousal support",
    SupportKind.PAST_DUE_SPOUSAL: "Spousal support for the past",
    SupportKind.OTHER: "Family support or other",
}


@value
class HistoryYear:
    """One calendar year of the account: its months by name, and what was ordered and paid in it. Dollars."""

    year: int
    months: tuple[tuple[str, LedgerMonth], ...]
    ordered: Decimal
    paid: Decimal


@value
class KindHistory:
    """The account of one kind of support, by year; `account` has the totals on the last day.

    `title` names the kind as FL-421 does.
    """

    kind: SupportKind
    title: str
    years: tuple[HistoryYear, ...]
    account: Ledger


@computation
def account(facts: Facts, law: Law) -> tuple[KindHistory, ...]:
    """Return the account of each kind of support that the existing orders charged.

    The account stands on `arrears.as_of`, or on `prepared_on` where no such day is given.
    Installments and payments after that day are left out. Interest is counted as the agency chose
    (`us-ca.interest_method`).

    Raises:
        FactsRejected: an amount is not above zero, a payment comes before the first installment or
            is of a kind of which nothing fell due, or an order is another state's.
        NoValueInForce: no rate is encoded for part of the time.
    """
    as_of = facts.arrears.as_of if facts.arrears else facts.prepared_on
    refuse([*_foreign(facts), *_stray(facts, as_of)])
    installments = [
        item for order in facts.existing_orders for item in order.installments if item.due <= as_of
    ]
    payments = [item for order in facts.existing_orders for item in order.payments if item.received <= as_of]
    method = InterestMethod(chosen(facts.agency, "us-ca.interest_method"))
    return tuple(
        _history(kind, installments, payments, as_of, law, method)
        for kind in SupportKind
        if any(item.kind is kind for item in installments)
    )


def _foreign(facts: Facts) -> Iterator[Fault]:
    """Interest on another state's order follows that state's law (Fam. Code § 5700.604(a)), not ours."""
    for number, order in enumerate(facts.existing_orders):
        state = order.issuing_state or facts.court.state
        if order.installments and state.upper() != STATE:
            yield Fault(
                f"/existing_orders/{number}/issuing_state",
                f"is {state}, whose law sets the interest on what is owed under its order",
                "an order of this state; attach the account of the state that issued the other",
            )


def _stray(facts: Facts, as_of: date) -> Iterator[Fault]:
    """A payment of a kind of which nothing fell due would be left out of every account."""
    due = {item.kind for order in facts.existing_orders for item in order.installments if item.due <= as_of}
    for number, order in enumerate(facts.existing_orders):
        for place, payment in enumerate(order.payments):
            if payment.received <= as_of and payment.kind not in due:
                yield Fault(
                    f"/existing_orders/{number}/payments/{place}/kind",
                    f"is {payment.kind.value}, of which nothing fell due",
                    "the kind of an installment that the money was paid for",
                )


def _history(
    kind: SupportKind,
    installments: Sequence[Installment],
    payments: Sequence[Payment],
    as_of: date,
    law: Law,
    method: InterestMethod,
) -> KindHistory:
    found = ledger(
        sorted((item for item in installments if item.kind is kind), key=lambda item: item.due),
        sorted((item for item in payments if item.kind is kind), key=lambda item: item.received),
        as_of=as_of,
        state="us-ca",
        law=law,
        method=method,
    )
    return KindHistory(kind=kind, title=TITLES[kind], years=tuple(_years(found)), account=found)


def _years(found: Ledger) -> Iterator[HistoryYear]:
    for year, group in groupby(found.months, key=lambda month: month.month.year):
        months = tuple(group)
        yield HistoryYear(
            year=year,
            months=tuple((month_name[month.month.month], month) for month in months),
            ordered=sum((month.charged for month in months), Decimal("0.00")),
            paid=sum((month.paid for month in months), Decimal("0.00")),
        )
