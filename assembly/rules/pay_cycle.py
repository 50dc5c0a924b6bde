"""What an ordered amount is per pay period.

Source: 45 CFR 303.100; instructions to the Income Withholding for Support form (OMB 0970-0154),
items 12 and 13; OCSE AT-16-04 (no dividing by four, no add-on for months with five paydays).
Federal law fixes no rounding; ours: exact annual figures are added and divided, and each printed
figure is rounded once, half-up, to the cent. Rounded parts are never added.
"""

from collections.abc import Sequence
from decimal import Decimal

from assembly.model.orders import Frequency, PeriodicAmount
from assembly.model.value import value
from assembly.rules.steps import Step, cents

CITATION = "IWO instructions, items 12-13; OCSE AT-16-04"


@value
class PayCycleAmounts:
    """Dollars to withhold per pay period, by the employer's pay cycle."""

    weekly: Decimal
    biweekly: Decimal
    semimonthly: Decimal
    monthly: Decimal


def annual(amounts: Sequence[PeriodicAmount]) -> Decimal:
    """Return the exact dollars a year of amounts that fall due in any mix of periods."""
    return sum((part.amount * part.frequency.per_year for part in amounts), Decimal(0))


def per_period(dollars_per_year: Decimal, frequency: Frequency) -> Decimal:
    """Return a yearly sum per period, rounded once, half-up, to the cent."""
    return cents(dollars_per_year / frequency.per_year)


def pay_cycle_amounts(amounts: Sequence[PeriodicAmount]) -> PayCycleAmounts:
    """Return what each pay cycle withholds for amounts in any mix of periods."""
    year = annual(amounts)
    return PayCycleAmounts(
        weekly=per_period(year, Frequency.WEEKLY),
        biweekly=per_period(year, Frequency.BIWEEKLY),
        semimonthly=per_period(year, Frequency.SEMIMONTHLY),
        monthly=per_period(year, Frequency.MONTHLY),
    )


def total(amounts: Sequence[PeriodicAmount]) -> tuple[Decimal, Frequency]:
    """Return the exact total rounded once, and its period: the common one, or a month where they differ."""
    periods = {part.frequency for part in amounts}
    frequency = periods.pop() if len(periods) == 1 else Frequency.MONTHLY
    return per_period(annual(amounts), frequency), frequency


def pay_cycle_steps(amounts: Sequence[PeriodicAmount]) -> tuple[Step, ...]:
    """Return the working from the ordered amounts to the four pay-cycle amounts."""
    year = annual(amounts)
    steps = [
        Step(
            line=f"annual.{part.kind.value}",
            label=f"{part.kind.value.replace('_', ' ')} in a year",
            formula=f"amount x {part.frequency.per_year}",
            inputs=(("amount", f"{part.amount:.2f} {part.frequency.value}"),),
            result=f"{part.amount * part.frequency.per_year:.2f}",
            citation=CITATION,
        )
        for part in amounts
    ]
    parts = tuple((part.kind.value, f"{part.amount * part.frequency.per_year:.2f}") for part in amounts)
    steps.append(
        Step(
            line="annual",
            label="all amounts in a year, exact",
            formula="sum of the yearly amounts",
            inputs=parts,
            result=f"{year:.2f}",
            citation=CITATION,
        )
    )
    steps += [
        Step(
            line=f"13.{frequency.value}",
            label=f"{frequency.value} amount",
            formula=f"yearly amount / {frequency.per_year}, rounded once half-up",
            inputs=(("yearly amount", f"{year:.2f}"),),
            result=f"{per_period(year, frequency):.2f}",
            citation=CITATION,
        )
        for frequency in Frequency
    ]
    return tuple(steps)
