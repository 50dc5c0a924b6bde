"""What the notice to the obligor adds to the withholding order: how, and until when, to contest it.

Source: 42 U.S.C. § 666(b)(4); 45 CFR 303.100(c)(2), (d). The time and the place are the issuing
state's.
"""

from datetime import date, timedelta

from assembly.errors import NoValueInForce, UnknownName
from assembly.law import Law
from assembly.model.facts import Facts
from assembly.model.value import value
from assembly.rules.named import computation

TABLE = "withholding_contest"


@value
class Contest:
    """How to contest. `deadline` is None until the day is known that the days run from.

    `decision_days` is None where the state's law gives the agency no time of its own. `our_form`
    says whether a contest may come to the agency on a form that goes with the notice.
    """

    days: int
    event: str
    how: str
    deadline: date | None
    decision_days: int | None
    our_form: bool
    citation: str


@computation
def contest(facts: Facts, law: Law) -> Contest:
    """Return how the obligor contests the withholding.

    Raises:
        NoValueInForce: the issuing state's way is not encoded for the day.
    """
    issued = facts.order.issuing_state if facts.order and facts.order.issuing_state else facts.court.state
    place = f"us-{issued.lower()}"
    try:
        row = law.table(TABLE, place, facts.prepared_on)[0]
    except UnknownName as error:
        raise NoValueInForce(f"{TABLE} of {place}", facts.prepared_on) from error
    first = facts.withholding.contest_runs_from if facts.withholding else None
    return Contest(
        days=int(row["days"]),
        event=row["event"],
        how=row["how"],
        deadline=first + timedelta(days=int(row["days"])) if first else None,
        decision_days=int(row["decision_days"]) if row["decision_days"] else None,
        our_form=row["our_form"] == "yes",
        citation=row["citation"],
    )
