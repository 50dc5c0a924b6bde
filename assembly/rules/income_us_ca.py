"""How support may be pleaded and set on what is known of the obligor's income.

Source: Cal. Fam. Code §§ 17400(d)(2), 17404(b), 17430(a), in the version for the day of filing.
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
