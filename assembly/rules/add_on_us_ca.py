"""How California parents share childcare, uninsured health costs and other add-ons to base support.

Source: Fam. Code §§ 4061, 4062. The way of sharing is a dated table: in proportion to adjusted net
disposable incomes, before September 1, 2024 in halves.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assembly.errors import Fault
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.matter import Matter
from assembly.rules.named import question
from assembly.rules.steps import Step, cents, refuse

STATE = "us-ca"
TABLE = "add_on_sharing"
ZERO, HUNDRED = Decimal(0), Decimal(100)


@value
class AddOn:
    """One cost that is shared beside base support. Dollars a month; a cost of once has its whole sum."""

    name: str
    cost: Decimal


@value
class AddOnShares:
    """How an add-on (childcare, uninsured health costs) is shared. Dollars and percentages."""

    payer_amount: Decimal
    payee_amount: Decimal
    payer_percent: Decimal
    steps: tuple[Step, ...]


def add_on_shares(
    add_ons: Sequence[AddOn],
    *,
    base_support: Decimal,
    payer_net: Decimal,
    payee_net: Decimal,
    on: date,
    law: Law,
) -> tuple[AddOnShares, ...]:
    """Return how each add-on is shared under the law of a day, with the add-on's name in every step.

    Raises:
        FactsRejected: an amount is below zero, or nothing is left to share by.
        NoValueInForce: no way of sharing is encoded for the day.
    """
    if not add_ons:
        return ()
    fixed = law.table(TABLE, STATE, on)[0]["payer_share"]
    source = law.table_source(TABLE, STATE, on)
    found = [
        _fixed(add_on.cost, Decimal(fixed), source)
        if fixed
        else share_add_on(add_on.cost, base_support=base_support, payer_net=payer_net, payee_net=payee_net)
        for add_on in add_ons
    ]
    return tuple(
        replace(
            shares, steps=tuple(replace(step, label=f"{add_on.name}: {step.label}") for step in shares.steps)
        )
        for add_on, shares in zip(add_ons, found, strict=True)
    )


def share_add_on(
    cost: Decimal, *, base_support: Decimal, payer_net: Decimal, payee_net: Decimal
) -> AddOnShares:
    """Return how an add-on cost is shared in proportion to adjusted net disposable incomes.

    This is the law since September 1, 2024; `add_on_shares` asks for the day. The payer's income
    is lowered by the base support paid; the payee's is not raised by it. All amounts are dollars
    a month; the payer's part is rounded half-up, the rest is the payee's.
    Source: Fam. Code § 4061(b), (d).

    Raises:
        FactsRejected: an amount is below zero, or nothing is left to share by.
    """
    adjusted = max(payer_net - base_support, ZERO)
    given = {"/cost": cost, "/base_support": base_support, "/payer_net": payer_net, "/payee_net": payee_net}
    faults = _below_zero(given)
    if not faults and adjusted + payee_net == 0:
        faults.append(
            Fault("/payee_net", "neither parent has income left to share by", "an income above zero")
        )
    refuse(faults)
    share = adjusted / (adjusted + payee_net)
    payer_amount = cents(cost * share)
    citation = "Fam. Code § 4061(b)"
    return AddOnShares(
        payer_amount=payer_amount,
        payee_amount=cost - payer_amount,
        payer_percent=(share * HUNDRED).quantize(Decimal("0.0001")),
        steps=(
            Step(
                line="1",
                label="Payer's adjusted net income",
                formula="net - base support",
                result=str(adjusted),
                citation=citation,
            ),
            Step(
                line="2",
                label="Payer's share",
                formula="line 1 / (line 1 + payee's net)",
                result=f"{share * HUNDRED:.4f}%",
                citation=citation,
            ),
            Step(
                line="3",
                label="Payer's part of the cost",
                formula=f"{cost} x line 2",
                result=str(payer_amount),
                citation=citation,
            ),
        ),
    )


@question
def shares_stated(matter: Matter) -> tuple[str, ...]:
    """Return the pointers of stated shares of add-ons that are not what the law of the day gives.

    Only where both net incomes are known and no reason is given for another share. A share counts
    to the decimals in which it is stated.
    """
    facts = matter.facts
    nets = [
        person.income.net_disposable_monthly if person.income else None
        for person in (facts.obligor, facts.obligee)
    ]
    payer_net, payee_net = nets
    if facts.order is None or payer_net is None or payee_net is None:
        return ()
    adjusted = max(payer_net - facts.order.base_monthly, ZERO)
    fixed = matter.law.table(TABLE, STATE, matter.on)[0]["payer_share"]
    if not fixed and adjusted + payee_net == 0:
        return ()
    percent = HUNDRED * (Decimal(fixed) if fixed else adjusted / (adjusted + payee_net))
    stated = {"childcare": facts.order.childcare, "health_costs": facts.order.health_costs}
    return tuple(
        f"/order/{name}/obligor_percent"
        for name, share in stated.items()
        if share is not None
        and share.obligor_percent is not None
        and not share.reason_not_proportional
        and percent.quantize(share.obligor_percent, ROUND_HALF_UP) != share.obligor_percent
    )


def _fixed(cost: Decimal, share: Decimal, citation: str) -> AddOnShares:
    refuse(_below_zero({"/cost": cost}))
    payer_amount = cents(cost * share)
    return AddOnShares(
        payer_amount=payer_amount,
        payee_amount=cost - payer_amount,
        payer_percent=share * HUNDRED,
        steps=(
            Step(
                line="1",
                label="Payer's part of the cost",
                formula=f"{cost} x {share}",
                result=str(payer_amount),
                citation=citation,
            ),
        ),
    )


def _below_zero(given: dict[str, Decimal]) -> list[Fault]:
    return [
        Fault(pointer, f"{amount} is below zero", "zero or more")
        for pointer, amount in given.items()
        if amount < 0
    ]
