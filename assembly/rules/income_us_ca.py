"""How support may be pleaded and set on what is known of the obligor's income.

Source: Cal. Fam. Code §§ 17400(d)(2), 17404(b), 17430(a), 17432, each in the version for its day.
"""

from assembly.law import Law
from assembly.law.choices import chosen
from assembly.model.facts import Facts
from assembly.model.income import IncomeBasis
from assembly.model.value import value
from assembly.rules.named import computation


@value
class Regime:
    """Which income law a case is under.

    `presumes_income`: an unknown income may be presumed. `support_by_hearing`: support is set at
    a hearing on a motion for judgment even where no answer is filed.
    """

    presumes_income: bool
    support_by_hearing: bool


@value
class LaterRegime:
    """Which income law a paper after the complaint is under.

    `motion_presumes_income`: income may be presumed on a motion made on `prepared_on`.
    `set_aside_in_two_years`: the amount of the judgment may be set aside for two years from the
    first withholding order; else for one year from the first collection.
    """

    motion_presumes_income: bool
    set_aside_in_two_years: bool


@computation
def regime(facts: Facts, law: Law) -> Regime:
    """Return the income law of the day the case was filed, or of `prepared_on` before it is filed.

    Raises:
        NoValueInForce: no law is encoded for that day.
    """
    filed = facts.case.filed_on or facts.prepared_on
    row = law.table("unknown_income", "us-ca", filed)[0]
    asked = facts.order is not None and any(
        child.establish_support or child.modify_support for child in facts.children
    )
    income = facts.obligor.income
    on_capacity = income is not None and income.basis is IncomeBasis.EARNING_CAPACITY
    always = chosen(facts.agency, "us-ca.default_policy") == "always_hearing"
    return Regime(
        presumes_income=row["presumed"] == "1",
        support_by_hearing=row["capacity_hearing"] == "1" and asked and (on_capacity or always),
    )


@computation
def later(facts: Facts, law: Law) -> LaterRegime:
    """Return the income law for a motion made on `prepared_on`, and for relief from the judgment on its entry.

    Where judgment is not entered, `prepared_on` stands for the day.

    Raises:
        NoValueInForce: no law is encoded for one of the days.
    """
    entered = facts.judgment.entered_on if facts.judgment else None
    motion = law.table("unknown_income", "us-ca", facts.prepared_on)[0]
    relief = law.table("unknown_income", "us-ca", entered or facts.prepared_on)[0]
    return LaterRegime(
        motion_presumes_income=motion["presumed"] == "1",
        set_aside_in_two_years=relief["two_years"] == "1",
    )
