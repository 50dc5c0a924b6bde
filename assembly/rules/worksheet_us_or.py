"""Oregon's guideline worksheet from the facts of a case.

Source: OAR 137-050-0700 to 137-050-0765; worksheet CSF 02 0910.
"""

from decimal import Decimal

from assembly.errors import FactsRejected, Fault, NoValueInForce
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.guideline import WorksheetParentFacts
from assembly.model.people import Person
from assembly.rules.guideline_us_or import worksheet
from assembly.rules.guideline_us_or_lines import CashMedical, Worksheet, WorksheetInputs, WorksheetParent
from assembly.rules.matter import Matter
from assembly.rules.named import computation, question
from assembly.rules.steps import refuse


@computation
def on_case(facts: Facts, law: Law) -> Worksheet:
    """Return the worksheet of the case, the obligor in the first column.

    The guideline of the day on which it was calculated applies, or of `prepared_on`. Children who
    attend school as adults are left out: the worksheet divides their share on lines 9a to 9f,
    which are not worked out here.

    Raises:
        FactsRejected: the worksheet's facts or an income are missing, or nights do not total 365.
        NoValueInForce: the worksheet's figures are not encoded for the day.
    """
    guideline = facts.guideline
    given = guideline.worksheet if guideline else None
    incomes = (_gross(facts.obligor), _gross(facts.obligee))
    refuse(
        [
            Fault(f"/{who}/income/gross_monthly", "is not known", "the income that the worksheet starts from")
            for who, income in zip(("obligor", "obligee"), incomes, strict=True)
            if income is None
        ]
    )
    if guideline is None or given is None:
        raise FactsRejected([Fault("/guideline/worksheet", "is missing", "nights and costs of each parent")])
    return worksheet(
        WorksheetInputs(
            prepared_on=guideline.calculated_on or facts.prepared_on,
            first=_parent(facts.obligor, given.obligor),
            second=_parent(facts.obligee, given.obligee),
            minor_children=sum(not child.attending_school for child in facts.children),
            cash_medical=CashMedical(given.cash_medical.value),
            minimum_order_exception=given.minimum_order_exception,
            compelling_premium=given.compelling_premium,
        ),
        law=law,
    )


@computation
def reasonable_cost(facts: Facts, law: Law) -> Decimal | None:
    """Return what health coverage may reasonably cost (line 9g), dollars a month, or None without a worksheet.

    Raises:
        FactsRejected: an income is missing, or nights do not total 365.
        NoValueInForce: the worksheet's figures are not encoded for the day.
    """
    if facts.guideline is None or facts.guideline.worksheet is None:
        return None
    return on_case(facts, law).reasonable_medical_total


@question
def amounts_stated(matter: Matter) -> tuple[str, ...]:
    """Return the pointers of stated guideline amounts that are not the worksheet's result.

    Only where the worksheet's facts and both incomes are known. Cash child support and cash
    medical support are compared apart, the latter not where the amount was rebutted; another
    payer than the obligor is a fault of the amount.
    """
    facts = matter.facts
    stated = facts.guideline
    if stated is None or stated.worksheet is None or None in (_gross(facts.obligor), _gross(facts.obligee)):
        return ()
    try:
        sheet = on_case(facts, matter.law)
    except (FactsRejected, NoValueInForce):  # the worksheet cannot be made, and says why itself
        return ()
    owed = next((entry for entry in sheet.owed if entry.payer == facts.obligor.name.full), None)
    cash, medical = (owed.cash_child_support, owed.cash_medical) if owed else (Decimal(0), Decimal(0))
    faults: tuple[str, ...] = () if stated.amount == cash else ("/guideline/amount",)
    coverage = facts.order.health_coverage if facts.order else None
    if (
        coverage is not None
        and coverage.cash_medical is not None
        and coverage.cash_medical != medical
        and not stated.rebuttal_reason
    ):
        faults += ("/order/health_coverage/cash_medical",)
    return faults


def _gross(person: Person) -> Decimal | None:
    return person.income.gross_monthly if person.income else None


def _parent(person: Person, given: WorksheetParentFacts) -> WorksheetParent:
    return WorksheetParent(
        name=person.name.full,
        income=_gross(person) or Decimal(0),
        overnights=given.overnights,
        spousal_received=given.spousal_received,
        spousal_owed=given.spousal_owed,
        union_dues=given.union_dues,
        own_health_premium=given.own_health_premium,
        nonjoint_children=given.nonjoint_children,
        child_care=given.child_care,
        premium=given.premium,
        child_benefit=given.child_benefit,
    )
