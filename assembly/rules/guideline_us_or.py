"""Oregon's guideline worksheet, line by line.

Source: OAR 137-050-0700 to 137-050-0765; worksheet CSF 02 0910. Line names are the worksheet's.
Dollars are rounded to the cent and shares to four decimals, half away from zero, where OAR
137-050-0710(2) says so; the child-care share (3c) is not rounded; the result is whole dollars.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assembly.errors import Fault
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.guideline_us_or_lines import (
    ZERO,
    CashMedical,
    Column,
    SupportOwed,
    Totals,
    Worksheet,
    WorksheetInputs,
    WorksheetParent,
)
from assembly.rules.guideline_us_or_steps import worksheet_steps
from assembly.rules.steps import cents, refuse

STATE = "us-or"
ONE = Decimal(1)
SHARE = Decimal("0.0001")
DAYS_IN_YEAR = 365
MOST_CHILDREN_ON_SCALE = 10


@value
class _Figures:
    """The dated figures of the worksheet; each field is a value of the law of that name."""

    self_support_reserve: Decimal
    full_time_minimum_wage: Decimal
    minimum_order: Decimal
    reasonable_medical_share: Decimal
    parenting_credit_steepness: Decimal
    parenting_credit_shift: Decimal
    parenting_credit_slope: Decimal


def worksheet(inputs: WorksheetInputs, *, law: Law) -> Worksheet:
    """Return the guideline worksheet for minor children.

    Raises:
        FactsRejected: an amount below zero, overnights that do not total 365, or no child.
        NoValueInForce: the worksheet's figures are not encoded for the day.
    """
    refuse(_faults(inputs))
    figures = _figures(inputs.prepared_on, law)
    parents = (inputs.first, inputs.second)
    children = inputs.minor_children

    modified = [_modified_income(parent) for parent in parents]
    deduction = [
        _nonjoint_deduction(p, income, children, inputs.prepared_on, law)
        for p, income in zip(parents, modified, strict=True)
    ]
    adjusted = [max(ZERO, income - less) for income, less in zip(modified, deduction, strict=True)]
    total = sum(adjusted, ZERO)
    share = [_share(income, total) for income in adjusted]
    above_reserve = [max(ZERO, income - figures.self_support_reserve) for income in adjusted]

    scale_amount = scale(total, children, inputs.prepared_on, law)
    obligation = [
        min(cents(scale_amount * part), left) for part, left in zip(share, above_reserve, strict=True)
    ]

    all_care = sum((parent.child_care for parent in parents), ZERO)
    care = [
        min(part * all_care, left - owed)
        for part, left, owed in zip(share, above_reserve, obligation, strict=True)
    ]
    reasonable = [
        _reasonable_medical(parent, income, left - owed - own_care, figures)
        for parent, income, left, owed, own_care in zip(
            parents, adjusted, above_reserve, obligation, care, strict=True
        )
    ]
    reasonable_total = sum(reasonable, ZERO)
    provider = _provider(inputs, reasonable_total, figures)
    premium = parents[provider].premium or ZERO if provider is not None else ZERO
    premium_share = [cents(_share(cost, reasonable_total) * premium) for cost in reasonable]

    percent = [parenting_credit(parent.overnights, inputs.prepared_on, law) for parent in parents]
    credit = [cents(scale_amount * part) for part in percent]
    net = [
        obligation[n]
        + care[n]
        + premium_share[n]
        - credit[n]
        - parents[n].child_care
        - (premium if provider == n else ZERO)
        for n in (0, 1)
    ]
    columns = tuple(
        Column(
            name=parents[n].name,
            modified_income=modified[n],
            nonjoint_deduction=deduction[n],
            adjusted_income=adjusted[n],
            share=share[n],
            above_reserve=above_reserve[n],
            obligation=obligation[n],
            child_care_share=care[n],
            reasonable_medical=reasonable[n],
            premium_share=premium_share[n],
            credit_percent=percent[n],
            credit=credit[n],
            net=net[n],
            provides_cover=provider == n,
        )
        for n in (0, 1)
    )
    totals = tuple(
        _totals(parents[n], columns[n], premium if provider == n else ZERO, inputs, figures)
        for n in _payers(inputs, columns)
    )
    owed = tuple(_owed(entry, children) for entry in totals)
    return Worksheet(
        owed=tuple(entry for entry in owed if entry.total > 0),
        totals=totals,
        scale_amount=scale_amount,
        reasonable_medical_total=reasonable_total,
        columns=(columns[0], columns[1]),
        steps=worksheet_steps(columns, totals, owed, scale_amount, total),
    )


def scale(income: Decimal, children: int, on: date, law: Law) -> Decimal:
    """Return the obligation in dollars a month from the highest row not above `income`.

    Source: OAR 137-050-0725. More than ten children count as ten.

    Raises:
        NoValueInForce: no scale is encoded for the day.
    """
    column = f"children_{min(children, MOST_CHILDREN_ON_SCALE)}"
    rows = law.table("obligation_scale", STATE, on)
    reached = bisect_right(rows, income, key=lambda row: Decimal(row["income_at_least"]))
    return Decimal(rows[max(reached, 1) - 1][column])


def parenting_credit(overnights: Decimal, on: date, law: Law) -> Decimal:
    """Return the share of the obligation credited for overnights a year, 0-1 to four decimals.

    Source: OAR 137-050-0730, the logistic curve of the worksheet.
    """
    figures = _figures(on, law)
    time = overnights / DAYS_IN_YEAR
    curve = ONE / (ONE + (-figures.parenting_credit_steepness * (time - Decimal("0.5"))).exp())
    return _rounded_share(curve - figures.parenting_credit_shift + figures.parenting_credit_slope * time)


def agreed_range(guideline_amount: Decimal, on: date, law: Law) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest amount that parents may agree to, dollars a month.

    Source: OAR 137-050-0765(3).
    """
    most = cents(guideline_amount * law.value("agreed_amount_share", STATE, on))
    return guideline_amount - most, guideline_amount + most


def _figures(on: date, law: Law) -> _Figures:
    names = (field.name for field in fields(_Figures))
    return _Figures(**{name: law.value(name, STATE, on) for name in names})


def _modified_income(parent: WorksheetParent) -> Decimal:
    """Line 1b: income with spousal support and what is taken for dues and own cover."""
    return (
        parent.income
        + parent.spousal_received
        - parent.spousal_owed
        - parent.union_dues
        - parent.own_health_premium
    )


def _nonjoint_deduction(parent: WorksheetParent, income: Decimal, joint: int, on: date, law: Law) -> Decimal:
    """Line 1g: the part of the scale that belongs to the parent's other children."""
    if not parent.nonjoint_children:
        return ZERO
    everyone = joint + parent.nonjoint_children
    return cents(scale(income, everyone, on, law) / everyone * parent.nonjoint_children)


def _reasonable_medical(
    parent: WorksheetParent, adjusted: Decimal, left: Decimal, figures: _Figures
) -> Decimal:
    """Line 4c: what health coverage may reasonably cost the parent, whole dollars."""
    if parent.income <= figures.full_time_minimum_wage:
        return ZERO
    return _whole(min(figures.reasonable_medical_share * adjusted, left))


def _provider(inputs: WorksheetInputs, reasonable_total: Decimal, figures: _Figures) -> int | None:
    """Lines 4d-4f: which parent provides cover, by its place, or None where neither can."""
    parents = (inputs.first, inputs.second)
    able = [
        n
        for n, parent in enumerate(parents)
        if parent.premium is not None
        and (parent.income > figures.full_time_minimum_wage or parent.premium == 0)
        and (parent.premium <= reasonable_total or inputs.compelling_premium)
    ]
    if not able:
        return None
    return max(able, key=lambda n: (parents[n].overnights, -(parents[n].premium or ZERO)))


def _payers(inputs: WorksheetInputs, columns: Sequence[Column]) -> tuple[int, ...]:
    """Line 7c: the higher net pays, nobody where they are equal, each where a caretaker has the children."""
    if inputs.caretaker_overnights:
        return (0, 1)
    if columns[0].net == columns[1].net:
        return ()
    return (0,) if columns[0].net > columns[1].net else (1,)


def _totals(
    parent: WorksheetParent, column: Column, premium: Decimal, inputs: WorksheetInputs, figures: _Figures
) -> Totals:
    """Lines 8a-8h: the minimum order, then the children's benefits."""
    cash = max(ZERO, column.net)
    medical = ZERO if inputs.cash_medical is CashMedical.NO else column.reasonable_medical
    total = cash + max(premium, medical)
    raised_by = ZERO
    if total < figures.minimum_order and not _no_minimum_order(inputs):
        raised_by = figures.minimum_order - total
    cash += raised_by
    beyond = max(ZERO, parent.child_benefit - cash)
    return Totals(
        payer=parent.name,
        total=total,
        raised_by=raised_by,
        cash=cash,
        benefit=parent.child_benefit,
        cash_after_benefit=max(ZERO, cash - parent.child_benefit),
        medical_after_benefit=max(ZERO, medical - beyond),
    )


def _owed(totals: Totals, children: int) -> SupportOwed:
    return SupportOwed(
        payer=totals.payer,
        cash_child_support=_per_child(totals.cash_after_benefit, children),
        cash_medical=_per_child(totals.medical_after_benefit, children),
    )


def _no_minimum_order(inputs: WorksheetInputs) -> bool:
    """OAR 137-050-0755(2): a stated exception, or each parent has exactly half of the year's nights."""
    equal_nights = 2 * inputs.first.overnights == 2 * inputs.second.overnights == DAYS_IN_YEAR
    return equal_nights or bool(inputs.minimum_order_exception)


def _per_child(amount: Decimal, children: int) -> Decimal:
    """Return whole dollars: the amount for one child to the cent, times the children, rounded."""
    return _whole(cents(amount / children) * children)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return _rounded_share(part / whole) if whole else ZERO


def _rounded_share(share: Decimal) -> Decimal:
    return share.quantize(SHARE, ROUND_HALF_UP)


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(ONE, ROUND_HALF_UP)


def _faults(inputs: WorksheetInputs) -> list[Fault]:
    faults = []
    for place, parent in (("first", inputs.first), ("second", inputs.second)):
        for name in (
            "income",
            "overnights",
            "spousal_received",
            "spousal_owed",
            "union_dues",
            "own_health_premium",
            "child_care",
            "child_benefit",
            "premium",
        ):
            figure = getattr(parent, name)
            if figure is not None and figure < 0:
                faults.append(Fault(f"/{place}/{name}", f"{figure} is below zero", "zero or more"))
        if parent.nonjoint_children < 0:
            faults.append(
                Fault(
                    f"/{place}/nonjoint_children", f"{parent.nonjoint_children} is below zero", "zero or more"
                )
            )
    nights = inputs.first.overnights + inputs.second.overnights + inputs.caretaker_overnights
    if nights != DAYS_IN_YEAR:
        faults.append(
            Fault(
                "/first/overnights",
                f"the overnights total {nights}",
                f"a total of {DAYS_IN_YEAR} over parents and caretaker",
            )
        )
    if inputs.minor_children < 1:
        faults.append(Fault("/minor_children", f"{inputs.minor_children} children", "one or more"))
    return faults
