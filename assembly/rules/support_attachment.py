"""What the case already says of the child support information and order attachment.

Source: FL-342 (Rev. 9/1/2024), items 1-8; Fam. Code §§ 4055, 4056, 4061, 4062.
"""

from dataclasses import fields
from decimal import Decimal

from assembly.law import Law
from assembly.model.case import PartyRole
from assembly.model.facts import Facts
from assembly.model.income import EarningCapacityFactors, Income, IncomeBasis
from assembly.model.orders import CostShare, HealthInsurer, SupportOrder
from assembly.model.support_attachment import (
    ChildAmount,
    GuidelineSide,
    PartyIncome,
    PartyShare,
    SharedCost,
    SupportAttachment,
)
from assembly.rules.council_forms import completed
from assembly.rules.named import computation

WHOLE = Decimal(100)


@computation
def of_case(facts: Facts, law: Law) -> SupportAttachment:
    """Return the attachment with its open items from the order, the guideline, the incomes and the children.

    A cost that one parent bears by a percentage is borne by the other for the rest (Fam. Code § 4061).
    """
    del law
    known = _findings(facts)
    if facts.order is not None:
        known |= _orders(facts, facts.order)
    return completed(facts.support_attachment or SupportAttachment(), SupportAttachment(**known))  # type: ignore[arg-type]


def _findings(facts: Facts) -> dict[str, object]:
    payer, payee, guideline = facts.case.obligor_role, facts.case.obligee_role, facts.guideline
    aid = facts.ivd_case.public_assistance
    found: dict[str, object] = {
        payer.value: _income(facts.obligor.income, receives_aid=False),
        payee.value: _income(facts.obligee.income, receives_aid=aid),
        "capacity_factors": _factors(facts.obligor.income),
        "children_count": len(facts.children) or None,
    }
    if guideline is not None:
        found["printout_attached"] = guideline.printout_attached
        if guideline.timeshare_percent is not None:
            found[f"{payer.value}_time_percent"] = guideline.timeshare_percent
            found[f"{payee.value}_time_percent"] = WHOLE - guideline.timeshare_percent
    return found


def _orders(facts: Facts, order: SupportOrder) -> dict[str, object]:
    coverage, unit = order.health_coverage, facts.agency.disbursement_unit.name
    return {
        "payer": facts.case.obligor_role,
        "begins_on": order.begins_on,
        "children": tuple(
            ChildAmount(
                name=child.name.full,
                birth_date=child.birth_date,
                amount=child.monthly_amount,
                payable_to=unit,
            )
            for child in facts.children
        ),
        "due_text": "" if order.due_day == 1 else f"on day {order.due_day} of each month",
        "childcare": _shared(facts, order.childcare),
        "health_costs": _shared(facts, order.health_costs),
        "low_income_applies": order.low_income_adjustment_applies,
        "low_income_reasons": order.low_income_reason_not,
        "guideline_side": _side(facts, order),
        "total": order.total_monthly,
        "insurers": _insurers(facts, coverage.ordered_of) if coverage else (),
    }


def _income(income: Income | None, *, receives_aid: bool) -> PartyIncome:
    """Return a parent's income: what is earned, or what could be earned where support rests on that."""
    if income is None:
        return PartyIncome(receives_aid=receives_aid)
    if income.basis is IncomeBasis.EARNING_CAPACITY:
        return PartyIncome(earning_capacity=income.gross_monthly, receives_aid=receives_aid)
    return PartyIncome(
        gross=income.gross_monthly, net=income.net_disposable_monthly, receives_aid=receives_aid
    )


def _factors(income: Income | None) -> str:
    """Return the factors of Fam. Code § 4058(b)(2) that are known of the obligor, one to a line."""
    if income is None or income.basis is not IncomeBasis.EARNING_CAPACITY:
        return ""
    stated = [
        (item.name.replace("_", " ").capitalize(), getattr(income.earning_capacity, item.name))
        for item in fields(EarningCapacityFactors)
    ]
    return "\n".join(f"{label}: {text}" for label, text in stated if text)


def _shared(facts: Facts, share: CostShare | None) -> SharedCost:
    if share is None:
        return SharedCost()
    payer, payee = facts.case.obligor_role.value, facts.case.obligee_role.value
    parts = {payer: PartyShare(percent=share.obligor_percent, amount=share.monthly_amount)}
    if share.obligor_percent is not None:
        parts[payee] = PartyShare(percent=WHOLE - share.obligor_percent)
    return SharedCost(**parts)  # type: ignore[arg-type]


def _side(facts: Facts, order: SupportOrder) -> GuidelineSide | None:
    if facts.guideline is None or order.base_monthly == facts.guideline.amount:
        return None
    return GuidelineSide.BELOW if order.base_monthly < facts.guideline.amount else GuidelineSide.ABOVE


def _insurers(facts: Facts, ordered_of: HealthInsurer) -> tuple[PartyRole, ...]:
    payer, payee = facts.case.obligor_role, facts.case.obligee_role
    both = {HealthInsurer.OBLIGOR: (payer,), HealthInsurer.OBLIGEE: (payee,)}
    return both.get(ordered_of, (payer, payee))
