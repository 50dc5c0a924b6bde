"""California's guideline: base child support, the low-income adjustment, allocation; add-ons beside it.

Source: Fam. Code §§ 4055, 4057(b)(5); add-ons §§ 4061-4062. `CS = K[HN - (H%)(TN)]`, line by line.
"""

import itertools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assembly.errors import Fault, NoValueInForce
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.add_on_us_ca import AddOn, AddOnShares, add_on_shares, share_add_on
from assembly.rules.steps import Step, cents, refuse

__all__ = ["Guideline", "GuidelineInputs", "GuidelineParent", "LowIncome", "guideline", "share_add_on"]

STATE = "us-ca"
ONE, ZERO, HUNDRED = Decimal(1), Decimal(0), Decimal(100)
HALF = Decimal("0.5")


@value
class GuidelineParent:
    """One parent's figures: net disposable income in dollars a month (Fam. Code § 4059, after hardship)."""

    name: str
    net_disposable: Decimal


@value
class GuidelineInputs:
    """What the formula needs.

    `obligor` is the parent asked to pay; `obligor_timeshares` is that parent's percentage of
    time with each child, 0-100, one for each child in the order of their ages, youngest first.
    `on` is the day whose guideline applies. `add_ons` are shared after base support.
    """

    on: date
    obligor: GuidelineParent
    obligee: GuidelineParent
    obligor_timeshares: tuple[Decimal, ...]
    add_ons: tuple[AddOn, ...] = ()


@value
class LowIncome:
    """The presumed low-income adjustment: the range, in dollars a month (Fam. Code § 4055(b)(7))."""

    threshold: Decimal
    low: Decimal
    high: Decimal
    still_over_half: bool


@value
class Guideline:
    """A guideline amount with its working. Dollars a month.

    `payer` is the name of the parent who pays: the formula can turn against the parent who
    was asked to receive. `per_child` goes with the children youngest first and adds to
    `amount`. `low_income` is None where the adjustment does not apply; `presumed` is the least
    amount of its range, else `amount`. `warnings` say what the encoded law cannot answer for
    the date.
    """

    amount: Decimal
    presumed: Decimal
    payer: str
    per_child: tuple[Decimal, ...]
    k: Decimal
    high_earner_share: Decimal
    low_income: LowIncome | None
    add_ons: tuple[AddOnShares, ...]
    warnings: tuple[str, ...]
    steps: tuple[Step, ...]


def guideline(inputs: GuidelineInputs, *, law: Law) -> Guideline:
    """Return the guideline amount of support for all children together.

    Nothing is rounded before the end; the amount is rounded once, half-up, to the cent. The
    children's amounts are differences of rounded running totals, so that they add up.

    Raises:
        FactsRejected: an income below zero, a share of time outside 0-100, or a number of
            children for which the statute gives no multiplier.
        NoValueInForce: the guideline is not encoded for the day.
    """
    multipliers = [
        Decimal(row["multiplier"]) for row in law.table("guideline_child_multiplier", STATE, inputs.on)
    ]
    refuse(_faults(inputs, most_children=len(multipliers)))
    children = len(inputs.obligor_timeshares)

    own, other = inputs.obligor.net_disposable, inputs.obligee.net_disposable
    total = own + other
    obligor_time = sum(inputs.obligor_timeshares, ZERO) / (HUNDRED * children)
    obligor_earns_more = own >= other
    high_net = max(own, other)
    high_time = obligor_time if obligor_earns_more else ONE - obligor_time

    fraction, formula = income_fraction(total, inputs.on, law)
    k = (ONE + high_time if high_time <= HALF else 2 * ONE - high_time) * fraction
    one_child = k * (high_net - high_time * total)
    multiplier = multipliers[children - 1]
    support = one_child * multiplier
    high_earner_pays = support >= 0
    payer_is_obligor = obligor_earns_more == high_earner_pays
    payer = inputs.obligor if payer_is_obligor else inputs.obligee
    payee = inputs.obligee if payer_is_obligor else inputs.obligor
    low_income, warnings = _low_income(abs(support), payer.net_disposable, inputs.on, law)

    steps = (
        _step("1", "Net disposable income of both parents (TN)", f"{own} + {other}", str(total)),
        _step("2", "Net disposable income of the high earner (HN)", "the larger", str(high_net)),
        _step(
            "3", "High earner's share of time (H%)", "average over the children", f"{_percent(high_time)}%"
        ),
        _step("4", "Share of income for support", formula, f"{fraction:.8f}", "Fam. Code § 4055(b)(3)"),
        _step("5", "K", "(1 + H%) x line 4, or (2 - H%) x line 4 where H% is over half", f"{k:.8f}"),
        _step("6", "One child", "K x (HN - H% x TN)", str(cents(one_child))),
        _step("7", f"Multiplier for {children}", "from the table", str(multiplier), "Fam. Code § 4055(b)(4)"),
        _step(
            "8", "Guideline support", "line 6 x line 7; below zero the other parent pays", str(cents(support))
        ),
    )
    amount = cents(abs(support))
    presumed = low_income.low if low_income else amount
    add_ons = add_on_shares(
        inputs.add_ons,
        base_support=presumed,
        payer_net=payer.net_disposable,
        payee_net=payee.net_disposable,
        on=inputs.on,
        law=law,
    )
    return Guideline(
        amount=amount,
        presumed=presumed,
        payer=payer.name,
        per_child=allocate(abs(one_child), multipliers[:children]),
        k=k,
        high_earner_share=high_time,
        low_income=low_income,
        add_ons=add_ons,
        warnings=warnings,
        steps=steps + _low_income_steps(low_income) + tuple(step for own in add_ons for step in own.steps),
    )


def income_fraction(total: Decimal, on: date, law: Law) -> tuple[Decimal, str]:
    """Return the share of income for support, and the formula of the band it comes from.

    A band's upper bound belongs to the band; what is above it, cents included, to the next.
    Source: Fam. Code § 4055(b)(3).

    Raises:
        NoValueInForce: the table is not encoded for the day.
    """
    bands = law.table("guideline_income_fraction", STATE, on)
    band = next(band for band in bands if total <= Decimal(band["through"]) or band is bands[-1])
    base, divisor, numerator = (Decimal(band[name]) for name in ("base", "divisor", "numerator"))
    if divisor:
        return base + total / divisor, f"{base} + TN / {divisor}"
    if numerator:
        return base + numerator / total, f"{base} + {numerator} / TN"
    return base, str(base)


def allocate(one_child: Decimal, multipliers: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return each child's amount, youngest first: what each further child adds to the total.

    Source: Fam. Code § 4055(b)(8).
    """
    totals = [ZERO] + [cents(one_child * multiplier) for multiplier in multipliers]
    return tuple(after - before for before, after in itertools.pairwise(totals))


def _low_income(
    support: Decimal, payer_net: Decimal, on: date, law: Law
) -> tuple[LowIncome | None, tuple[str, ...]]:
    """Return the presumed adjustment, or why the encoded law cannot say."""
    try:
        threshold = (
            law.value("minimum_wage_hourly", STATE, on) * law.value("low_income_hours", STATE, on) / 12
        )
    except NoValueInForce:
        unknown = (
            f"The low-income threshold in force on {on.isoformat()} is not encoded: decide by hand "
            "whether the adjustment of Fam. Code § 4055(b)(7) applies."
        )
        return None, (unknown,)
    if payer_net >= threshold or support == 0:
        return None, ()
    low = support * payer_net / threshold
    most = law.value("low_income_still_too_much", STATE, on) * payer_net
    found = LowIncome(threshold=threshold, low=cents(low), high=cents(support), still_over_half=low > most)
    return found, ()


def _low_income_steps(found: LowIncome | None) -> tuple[Step, ...]:
    if found is None:
        return ()
    citation = "Fam. Code § 4055(b)(7)"
    return (
        Step(
            line="9",
            label="Low-income threshold",
            formula="hourly minimum wage x hours of full-time work / 12",
            result=f"{found.threshold:.4f}",
            citation=citation,
        ),
        Step(
            line="10",
            label="Adjusted support, presumed",
            formula="line 8 x net income / line 9",
            result=str(found.low),
            citation=citation,
        ),
        Step(
            line="11",
            label="Range",
            formula="line 10 through line 8",
            result=f"{found.low} to {found.high}",
            citation=citation,
        ),
    )


def _faults(inputs: GuidelineInputs, *, most_children: int) -> list[Fault]:
    faults = []
    for place, parent in (("obligor", inputs.obligor), ("obligee", inputs.obligee)):
        if parent.net_disposable < 0:
            faults.append(
                Fault(
                    f"/{place}/net_disposable",
                    f"{parent.net_disposable} is below zero",
                    "zero or more dollars a month",
                )
            )
    for number, share in enumerate(inputs.obligor_timeshares):
        if not 0 <= share <= HUNDRED:
            faults.append(
                Fault(
                    f"/obligor_timeshares/{number}",
                    f"{share} is no share of time",
                    "a percentage from 0 to 100",
                )
            )
    children = len(inputs.obligor_timeshares)
    if not 1 <= children <= most_children:
        faults.append(
            Fault(
                "/obligor_timeshares",
                f"{children} children",
                f"1 to {most_children}, as the statute's table has",
            )
        )
    return faults


def _step(
    line: str, label: str, formula: str, result: str, citation: str = "Fam. Code § 4055(a), (b)(1)"
) -> Step:
    return Step(line=line, label=label, formula=formula, result=result, citation=citation)


def _percent(share: Decimal) -> Decimal:
    return (share * HUNDRED).quantize(Decimal("0.01"))
