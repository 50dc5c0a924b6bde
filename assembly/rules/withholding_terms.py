"""What the state where the obligor works tells an employer: days, percentage, fee, and warnings.

Source: 42 U.S.C. § 666(b)(6)(A)(i)(I)-(V): fee, maximum, time limits, allocation and terms that
the order leaves open follow the principal place of employment. The rows are dated data.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.errors import NoValueInForce, UnknownName
from assembly.law import Law
from assembly.model.value import value
from assembly.rules.matter import Matter
from assembly.rules.named import question

TABLE = "withholding_terms"


class StartEvent(StrEnum):
    """What the days to begin withholding are counted from (IWO instructions, item 18)."""

    SERVICE = "service"
    RECEIPT = "receipt"
    MAILING = "mailing"


class Allocation(StrEnum):
    """How a state divides too little income among several orders, current support first."""

    PRORATED = "prorated"
    PRORATED_THEN_EQUAL = "prorated_then_equal"


class FeePeriod(StrEnum):
    """How often the employer may keep its fee."""

    PAYMENT = "payment"
    MONTH = "month"


@value
class WithholdingTerms:
    """The terms of one state on one day.

    `remit_business_days` run from the pay date. `percent` is the state's maximum of disposable
    income, 0-100. `arrears_percent` is added to current support while arrears are owed, None
    where the order or an agreement sets the payment; `last_order_pays_arrears` says that the support
    last ordered is withheld once only arrears are owed. `lump_sum_percent` is None where the state's
    ordinary maximum holds. `source` names the texts.
    """

    state: str
    begin_days: int
    start_event: StartEvent
    remit_business_days: int
    percent: Decimal
    fee: Decimal
    fee_period: FeePeriod
    fee_first: bool
    allocation: Allocation
    arrears_percent: Decimal | None
    last_order_pays_arrears: bool
    lump_sum_percent: Decimal | None
    signature_required: bool
    liability: str
    anti_discrimination: str
    supplemental: str
    source: str


def withholding_terms(state: str, *, on: date, law: Law) -> WithholdingTerms:
    """Return the terms of a state by its postal code; there is no default.

    Raises:
        NoValueInForce: no row is encoded for the state, or none is in force on the day.
    """
    place = f"us-{state.lower()}"
    try:
        row = law.table(TABLE, place, on)[0]
    except UnknownName as error:
        raise NoValueInForce(f"{TABLE} of {place}", on) from error
    return WithholdingTerms(
        state=state.upper(),
        begin_days=int(row["begin_days"]),
        start_event=StartEvent(row["start_event"]),
        remit_business_days=int(row["remit_business_days"]),
        percent=Decimal(row["percent"]),
        fee=Decimal(row["fee"]),
        fee_period=FeePeriod(row["fee_period"]),
        fee_first=row["fee_first"] == "yes",
        allocation=Allocation(row["allocation"]),
        arrears_percent=_optional(row["arrears_percent"]),
        last_order_pays_arrears=row["last_order_pays_arrears"] == "yes",
        lump_sum_percent=_optional(row["lump_sum_percent"]),
        signature_required=row["signature_required"] == "yes",
        liability=row["liability"],
        anti_discrimination=row["anti_discrimination"],
        supplemental=row["supplemental"],
        source=law.table_source(TABLE, place, on),
    )


@question
def work_state_known(matter: Matter) -> tuple[str, ...]:
    """Return the pointer of the state of work where it is not given or its terms are not encoded for the day."""
    facts = matter.facts
    if facts.withholding is None or not 0 <= facts.withholding.employer < len(facts.obligor.employers):
        return ()
    state = facts.obligor.employers[facts.withholding.employer].work_state
    try:
        withholding_terms(state or "", on=facts.prepared_on, law=matter.law)
    except NoValueInForce:
        return (f"/obligor/employers/{facts.withholding.employer}/work_state",)
    return ()


def _optional(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
