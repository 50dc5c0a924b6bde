"""What an employer takes from one payment of income: the limit, and who gets how much of it.

Source: 15 U.S.C. §§ 1672, 1673(b)(2); 29 CFR 870.11(b)(2); 45 CFR 303.100(a)(3), (a)(5);
42 U.S.C. § 666(b)(6)(A)(i). Maxima are truncated to the cent, so that they never exceed the
percentage. Shares of a capped sum are truncated, and the cents left over go to the largest
remainders. Both are our conventions; federal law fixes none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from assembly.errors import Fault
from assembly.law import Law
from assembly.law.choices import option_of
from assembly.model.case import LegalChoice
from assembly.model.value import value
from assembly.rules.steps import CENT, Step, refuse
from assembly.rules.withholding_terms import Allocation, WithholdingTerms, withholding_terms

ZERO = Decimal("0.00")
CCPA = "15 U.S.C. § 1673(b)(2)"


class Reading(StrEnum):
    """How the extra points for old arrears are read.

    FORM_PERCENTAGE: one percentage for the whole payment, as the form prints it (the default).
    STATUTORY_EXTENT: the extra points only for the old arrears themselves.
    """

    FORM_PERCENTAGE = "form_percentage"
    STATUTORY_EXTENT = "statutory_extent"


@value
class Demand:
    """What one order asks of a payment of income. Dollars per pay period."""

    name: str
    current: Decimal = ZERO
    past_due: Decimal = ZERO


@value
class Share:
    """What one order gets of a payment of income. Dollars."""

    name: str
    current: Decimal
    past_due: Decimal

    @property
    def total(self) -> Decimal:
        """Current and past-due together."""
        return self.current + self.past_due


@value
class WithholdingInputs:
    """One payment of income. Dollars of the pay period.

    `disposable` may be given instead of `gross` and `required_deductions` (what the law itself
    demands to be withheld). `work_state` is a postal code; None looks at federal law alone.
    `earlier` is what garnishments with priority already take. `fee_beside` says that the employer
    takes the fee beside support, while support alone is under the limit.
    """

    on: date
    orders: tuple[Demand, ...]
    supports_second_family: bool
    old_arrears: bool
    disposable: Decimal | None = None
    gross: Decimal | None = None
    required_deductions: Decimal = ZERO
    work_state: str | None = None
    fee: Decimal = ZERO
    fee_first: bool = False
    fee_beside: bool = False
    earlier: Decimal = ZERO
    reading: Reading = Reading.FORM_PERCENTAGE


@value
class WithholdingResult:
    """What is taken: the limit, each order's share, the fee, what stays unpaid, and the working. Dollars."""

    disposable: Decimal
    percent: Decimal
    maximum: Decimal
    room: Decimal
    shares: tuple[Share, ...]
    fee: Decimal
    short: Decimal
    steps: tuple[Step, ...]


def federal_percent(*, second_family: bool, old_arrears: bool, on: date, law: Law) -> Decimal:
    """Return the federal limit in percent of disposable earnings.

    Raises:
        NoValueInForce: the day lies before the limits were law.
    """
    name = "ccpa_percent_second_family" if second_family else "ccpa_percent_no_second_family"
    base = law.value(name, "us", on)
    return base + law.value("ccpa_percent_old_arrears", "us", on) * old_arrears


def window_start(workweek: date, law: Law) -> date:
    """Return the first day of the window that ends at the start of a workweek; support due before is old."""
    return workweek - timedelta(days=int(law.value("ccpa_old_arrears_days", "us", workweek)))


def has_old_arrears(oldest_unpaid_due: date | None, workweek: date, law: Law) -> bool:
    """Say whether unpaid support is for a time before the window. A due date stands for its period."""
    return oldest_unpaid_due is not None and oldest_unpaid_due < window_start(workweek, law)


def maximum(disposable: Decimal, percent: Decimal) -> Decimal:
    """Return a percentage of disposable earnings, truncated to the cent."""
    return (disposable * percent / 100).quantize(CENT, ROUND_DOWN)


def as_agency_reads(inputs: WithholdingInputs, choices: Sequence[LegalChoice]) -> WithholdingInputs:
    """Return a payment of income with the law read as an agency has chosen; without a choice as it is.

    The choices are `us.old_arrears_percentage` and, for work in Oregon, `us-or.fee_at_ceiling`.

    Raises:
        UnknownName: it names an option that a choice does not have.
    """
    made = {own.choice for own in choices}
    if "us.old_arrears_percentage" in made:
        inputs = replace(inputs, reading=Reading(option_of(choices, "us.old_arrears_percentage")))
    if "us-or.fee_at_ceiling" in made and inputs.work_state == "OR":
        beside = option_of(choices, "us-or.fee_at_ceiling") == "beside_support"
        inputs = replace(inputs, fee_beside=beside)
    return inputs


def withhold(inputs: WithholdingInputs, *, law: Law) -> WithholdingResult:
    """Return what is taken from a payment of income, with the working.

    Raises:
        FactsRejected: neither disposable nor gross earnings are given, or a sum is negative.
        NoValueInForce: the law or the work state's terms are not encoded for the day.
    """
    _refuse_bad(inputs)
    terms = None
    if inputs.work_state is not None:
        terms = withholding_terms(inputs.work_state, on=inputs.on, law=law)
    disposable = _disposable(inputs)
    percent, base_percent = _percents(inputs, terms, law)
    most = maximum(disposable, percent)
    room = max(most - inputs.earlier, ZERO)
    fee_first = (terms.fee_first if terms else inputs.fee_first) and not inputs.fee_beside
    kept = min(inputs.fee, room) if fee_first else ZERO
    cap_current = max(maximum(disposable, base_percent) - inputs.earlier, ZERO)
    shares = _shares(inputs, terms, room - kept, min(cap_current, room - kept))
    taken = sum((share.total for share in shares), ZERO)
    fee = kept if fee_first else inputs.fee if inputs.fee_beside else min(inputs.fee, room - taken)
    wanted = sum((order.current + order.past_due for order in inputs.orders), ZERO)
    return WithholdingResult(
        disposable=disposable,
        percent=percent,
        maximum=most,
        room=room,
        shares=shares,
        fee=fee,
        short=wanted - taken,
        steps=_steps(inputs, terms, disposable, percent, most, room, shares, fee),
    )


def split(amount: Decimal, claims: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Divide dollars in proportion to claims; each claim is met in full where the amount suffices.

    Shares are truncated to the cent; the cents left over go to the largest remainders, the
    earlier claim first.
    """
    whole = sum(claims, ZERO)
    if whole <= amount:
        return tuple(claims)
    exact = [Fraction(amount) * Fraction(claim) / Fraction(whole) * 100 for claim in claims]
    pennies = [int(share) for share in exact]
    left = int(amount * 100) - sum(pennies)
    order = sorted(range(len(claims)), key=lambda n: (-(exact[n] - pennies[n]), n))
    for n in order[:left]:
        pennies[n] += 1
    return tuple(Decimal(share) / 100 for share in pennies)


def split_equally(amount: Decimal, claims: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Divide dollars equally among claims, none above its own; what one does not need goes to the others.

    Shares of claims that are not met differ by a cent at most, the earlier claim having it.
    """
    given = list(claims)
    left = amount
    places = sorted(range(len(claims)), key=lambda n: claims[n])
    while places and claims[places[0]] * len(places) <= left:
        left -= claims[places.pop(0)]
    for n, part in zip(sorted(places), split(left, [left] * len(places)), strict=True):
        given[n] = part
    return tuple(given)


def _refuse_bad(inputs: WithholdingInputs) -> None:
    faults = []
    if (inputs.disposable is None) == (inputs.gross is None):
        faults.append(Fault("/disposable", "is given together with gross, or neither is", "one of the two"))
    sums = [
        inputs.disposable or ZERO,
        inputs.gross or ZERO,
        inputs.required_deductions,
        inputs.fee,
        inputs.earlier,
    ]
    if any(amount < 0 for amount in sums):
        faults.append(Fault("", "has a negative sum", "dollars of zero or more"))
    for number, order in enumerate(inputs.orders):
        if order.current < 0 or order.past_due < 0:
            faults.append(Fault(f"/orders/{number}", "asks a negative sum", "dollars of zero or more"))
    refuse(faults)


def _disposable(inputs: WithholdingInputs) -> Decimal:
    """15 U.S.C. § 1672(b): gross less what the law requires to be withheld; nothing voluntary."""
    if inputs.disposable is not None:
        return inputs.disposable
    return max((inputs.gross or ZERO) - inputs.required_deductions, ZERO)


def _percents(inputs: WithholdingInputs, terms: WithholdingTerms | None, law: Law) -> tuple[Decimal, Decimal]:
    """Return the limit for the whole payment, and that for current support and recent arrears."""
    tier = federal_percent(
        second_family=inputs.supports_second_family, old_arrears=inputs.old_arrears, on=inputs.on, law=law
    )
    base = tier
    if inputs.reading is Reading.STATUTORY_EXTENT:
        base = federal_percent(
            second_family=inputs.supports_second_family, old_arrears=False, on=inputs.on, law=law
        )
    ceiling = terms.percent if terms else tier
    return min(tier, ceiling), min(base, ceiling)


def _shares(
    inputs: WithholdingInputs, terms: WithholdingTerms | None, room: Decimal, room_for_current: Decimal
) -> tuple[Share, ...]:
    """Current support of every order first, then past-due (45 CFR 303.100(a)(5))."""
    current = split(room_for_current, [order.current for order in inputs.orders])
    left = room - sum(current, ZERO)
    owed = [order.past_due for order in inputs.orders]
    equal = terms is not None and terms.allocation is Allocation.PRORATED_THEN_EQUAL
    past_due = split_equally(left, owed) if equal else split(left, owed)
    return tuple(
        Share(name=order.name, current=now, past_due=then)
        for order, now, then in zip(inputs.orders, current, past_due, strict=True)
    )


def _steps(
    inputs: WithholdingInputs,
    terms: WithholdingTerms | None,
    disposable: Decimal,
    percent: Decimal,
    most: Decimal,
    room: Decimal,
    shares: tuple[Share, ...],
    fee: Decimal,
) -> tuple[Step, ...]:
    state = ((f"{terms.state} maximum", f"{terms.percent}%"),) if terms else ()
    given = (("gross", f"{inputs.gross}"), ("required by law", f"{inputs.required_deductions}"))
    source = terms.source if terms else ""
    steps = [
        Step(
            line="1",
            label="Disposable earnings",
            formula="gross - deductions required by law",
            inputs=given if inputs.gross is not None else (),
            result=f"{disposable:.2f}",
            citation="15 U.S.C. § 1672",
        ),
        Step(
            line="2",
            label="Limit",
            formula="the lesser of the federal percentage and the work state's",
            inputs=(
                ("second family", "yes" if inputs.supports_second_family else "no"),
                ("arrears older than the window", "yes" if inputs.old_arrears else "no"),
                *state,
            ),
            result=f"{percent}%",
            citation=f"{CCPA}; {source}" if source else CCPA,
        ),
        Step(
            line="3",
            label="Most that may be taken, fee included",
            formula="line 1 x line 2, truncated to the cent",
            inputs=(),
            result=f"{most:.2f}",
            citation=f"{CCPA}; 45 CFR 303.100(a)(3)",
        ),
        Step(
            line="4",
            label="Room after garnishments with priority",
            formula="line 3 - what they take, at least zero",
            inputs=(("taken with priority", f"{inputs.earlier:.2f}"),),
            result=f"{room:.2f}",
            citation="29 CFR 870.11(b)(2)",
        ),
    ]
    for number, (order, share) in enumerate(zip(inputs.orders, shares, strict=True), start=1):
        steps.append(
            Step(
                line=f"5.{number}",
                label=f"{order.name}: current, past-due",
                formula="current support of every order first, then past-due",
                inputs=(
                    ("current asked", f"{order.current:.2f}"),
                    ("past-due asked", f"{order.past_due:.2f}"),
                ),
                result=f"{share.current:.2f}, {share.past_due:.2f}",
                citation=f"45 CFR 303.100(a)(5); {source}" if source else "45 CFR 303.100(a)(5)",
            )
        )
    steps.append(
        Step(
            line="6",
            label="Employer's fee",
            formula="what the limit leaves for it"
            if not fee < inputs.fee
            else "cut to what the limit leaves",
            inputs=(("fee", f"{inputs.fee:.2f}"),),
            result=f"{fee:.2f}",
            citation="45 CFR 303.100(a)(3)",
        )
    )
    return tuple(steps)
