"""Whether the guideline amounts that papers state are those of California's formula.

Source: Cal. Fam. Code § 4055(a), (b)(7), (b)(8); accuracy, Cal. Rules of Court, rule 5.275. Amounts
come from certified software; they are worked out again where the facts hold what the formula needs.
"""

from decimal import Decimal

from assembly.model.children import Child
from assembly.rules.guideline_us_ca import STATE, Guideline, GuidelineInputs, GuidelineParent, guideline
from assembly.rules.matter import Matter
from assembly.rules.named import question

WHOLE_DOLLAR = Decimal(1)
OBLIGOR, OBLIGEE = "obligor", "obligee"


@question
def amount(matter: Matter) -> tuple[str, ...]:
    """Return the guideline amount's pointer where the formula gives another amount, or another payer.

    Any amount of a low-income range is taken; whether its lowest was due is another rule's question.
    """
    stated, found = matter.facts.guideline, _worked_out(matter)
    if stated is None or found is None:
        return ()
    slack = found.amount * _accuracy(matter)
    agrees = found.presumed - slack <= stated.amount <= found.amount + slack
    return () if found.payer == OBLIGOR and agrees else ("/guideline/amount",)


@question
def children(matter: Matter) -> tuple[str, ...]:
    """Return the children whose stated amounts are not the statute's steps from the youngest up.

    Only where base support is the guideline amount and every child has an amount of its own; an
    amount may be off by the accuracy of the software, and by a dollar where it rounds to dollars.
    """
    facts, found = matter.facts, _worked_out(matter)
    if found is None or facts.order is None or not found.amount:
        return ()
    base, accuracy = facts.order.base_monthly, _accuracy(matter)
    if not found.presumed * (1 - accuracy) <= base <= found.amount * (1 + accuracy):
        return ()
    youngest_first = sorted(
        enumerate(facts.children), key=lambda placed: placed[1].birth_date or matter.on, reverse=True
    )
    if any(child.monthly_amount is None or child.birth_date is None for child in facts.children):
        return ()
    return tuple(
        f"/children/{place}/monthly_amount"
        for (place, child), share in zip(youngest_first, found.per_child, strict=True)
        if _is_off(child, share * base / found.amount, accuracy)
    )


def _is_off(child: Child, due: Decimal, accuracy: Decimal) -> bool:
    stated = child.monthly_amount or Decimal(0)
    return abs(stated - due) > max(WHOLE_DOLLAR, due * accuracy)


def _accuracy(matter: Matter) -> Decimal:
    return matter.law.value("guideline_accuracy", STATE, matter.on)


def _worked_out(matter: Matter) -> Guideline | None:
    """Return the formula's result, or None where a net income, the time or a multiplier is not known."""
    facts, stated = matter.facts, matter.facts.guideline
    nets = [
        person.income.net_disposable_monthly if person.income else None
        for person in (facts.obligor, facts.obligee)
    ]
    obligor_net, obligee_net = nets
    if stated is None or stated.timeshare_percent is None or obligor_net is None or obligee_net is None:
        return None
    on = stated.calculated_on or facts.prepared_on
    if not 1 <= len(facts.children) <= len(matter.law.table("guideline_child_multiplier", STATE, on)):
        return None
    return guideline(
        GuidelineInputs(
            on=on,
            obligor=GuidelineParent(name=OBLIGOR, net_disposable=obligor_net),
            obligee=GuidelineParent(name=OBLIGEE, net_disposable=obligee_net),
            obligor_timeshares=(stated.timeshare_percent,) * len(facts.children),
        ),
        law=matter.law,
    )
