"""`courtpacket calc`: guideline support, arrears, withholding and deadlines, each with its working."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import AsJson, print_json, print_steps
from assembly.errors import FactsRejected, Fault
from assembly.intake import read_value
from assembly.law import load_law
from assembly.law.choices import option_of
from assembly.model.case import LegalChoice
from assembly.model.orders import Installment, Payment, PeriodicAmount
from assembly.model.value import value
from assembly.rules.arrears import InterestMethod, ledger
from assembly.rules.calendars import load_calendar
from assembly.rules.deadlines import as_chosen, deadline, load_deadlines
from assembly.rules.guideline_us_ca import GuidelineInputs, guideline
from assembly.rules.guideline_us_or import worksheet
from assembly.rules.guideline_us_or_lines import WorksheetInputs
from assembly.rules.pay_cycle import PayCycleAmounts, pay_cycle_amounts, pay_cycle_steps
from assembly.rules.steps import Step
from assembly.rules.withholding_limit import WithholdingInputs, WithholdingResult, as_agency_reads, withhold

Input = Annotated[Path, typer.Argument(help="A JSON file; docs/calc has the schema and an example of each.")]


@value
class GuidelineCall:
    """One guideline calculation: give the inputs of exactly one state."""

    us_ca: GuidelineInputs | None = None
    us_or: WorksheetInputs | None = None


@value
class ArrearsCall:
    """One account. `state` is that whose law governs the order, such as "us-ca".

    `choices` are the agency's, as in its facts; a `method` that is given wins over them.
    """

    state: str
    as_of: date
    installments: tuple[Installment, ...]
    payments: tuple[Payment, ...] = ()
    method: InterestMethod | None = None
    choices: tuple[LegalChoice, ...] = ()


@value
class DeadlineCall:
    """One deadline. `jurisdiction` is "us", "us-ca" or "us-or"; `closures` are days that the court closes by order.

    `offices` is the state whose offices' open days a federal limit counts, such as "us-or"; without it the
    jurisdiction's own holidays hold. `choices` are the agency's, as in its facts.
    """

    jurisdiction: str
    deadline: str
    start: date
    service: str = ""
    offices: str = ""
    closures: tuple[date, ...] = ()
    choices: tuple[LegalChoice, ...] = ()


@value
class WithholdingCall:
    """What is withheld: the order's amounts prorated to each pay cycle, and one payment of income, or either alone.

    `choices` are the agency's, as in its facts; they win over what the payment says.
    """

    amounts: tuple[PeriodicAmount, ...] = ()
    payment: WithholdingInputs | None = None
    choices: tuple[LegalChoice, ...] = ()


@value
class WithholdingFound:
    """The pay-cycle amounts and what is taken from the payment of income, with the working of both."""

    pay_cycle: PayCycleAmounts | None
    taken: WithholdingResult | None
    steps: tuple[Step, ...]


def register(app: typer.Typer) -> None:
    """Add the group of calculations to the command line."""
    group = typer.Typer(
        help="Work out a figure or a date, line by line with the source.", no_args_is_help=True
    )
    group.command("guideline")(calc_guideline)
    group.command("arrears")(calc_arrears)
    group.command("withholding")(calc_withholding)
    group.command("deadline")(calc_deadline)
    app.add_typer(group, name="calc")


def calc_guideline(source: Input, as_json: AsJson = False) -> None:
    """Guideline child support of California or Oregon."""
    call = read_value(GuidelineCall, source.read_bytes())
    if (call.us_ca is None) == (call.us_or is None):
        raise FactsRejected(
            [Fault("", "names no state, or two", "inputs under exactly one of us_ca and us_or")]
        )
    if call.us_ca is not None:
        found = guideline(call.us_ca, law=load_law())
        if as_json:
            return print_json(found)
        print_steps(found.steps)
        before = ", before any low-income adjustment" if found.warnings else ""
        typer.echo(f"\n{found.payer} pays ${found.presumed:,.2f} a month{before}.")
        if found.low_income is not None:
            typer.echo(
                f"This is the least of the low-income range, as presumed; the most is ${found.amount:,.2f} "
                "(Fam. Code § 4055(b)(7))."
            )
        for add_on, shares in zip(call.us_ca.add_ons, found.add_ons, strict=True):
            typer.echo(
                f"{add_on.name}: {found.payer} pays ${shares.payer_amount:,.2f} of ${add_on.cost:,.2f}."
            )
        for warning in found.warnings:
            typer.echo(warning)
        return None
    if call.us_or is not None:
        sheet = worksheet(call.us_or, law=load_law())
        if as_json:
            return print_json(sheet)
        print_steps(sheet.steps)
        typer.echo("")
        for owed in sheet.owed:
            typer.echo(
                f"{owed.payer} pays ${owed.total:,.0f} a month: ${owed.cash_child_support:,.0f} cash child support, "
                f"${owed.cash_medical:,.0f} cash medical support."
            )
        if not sheet.owed:
            typer.echo("Neither parent owes support to the other.")
    return None


def calc_arrears(source: Input, as_json: AsJson = False) -> None:
    """What is owed on a day, with interest, month by month."""
    call = read_value(ArrearsCall, source.read_bytes())
    found = ledger(
        call.installments,
        call.payments,
        as_of=call.as_of,
        state=call.state,
        law=load_law(),
        method=call.method or InterestMethod(option_of(call.choices, "us-ca.interest_method")),
    )
    if as_json:
        return print_json(found)
    print_steps(found.steps)
    typer.echo(f"\n{'Month':<9}{'Charged':>14}{'Paid':>14}{'Principal':>14}{'Interest':>14}")
    for month in found.months:
        typer.echo(
            f"{month.month:%Y-%m}  {month.charged:>14,.2f}{month.paid:>14,.2f}{month.principal:>14,.2f}{month.interest:>14,.2f}"
        )
    typer.echo(f"\nOwed on {found.as_of.isoformat()}: ${found.total:,.2f}.")
    return None


def calc_withholding(source: Input, as_json: AsJson = False) -> None:
    """What an employer withholds: an order by pay cycle, and one payment of income within its limit."""
    call = read_value(WithholdingCall, source.read_bytes())
    if not call.amounts and call.payment is None:
        raise FactsRejected([Fault("", "has nothing to work out", "amounts, a payment, or both")])
    payment = as_agency_reads(call.payment, call.choices) if call.payment is not None else None
    taken = withhold(payment, law=load_law()) if payment is not None else None
    found = WithholdingFound(
        pay_cycle=pay_cycle_amounts(call.amounts) if call.amounts else None,
        taken=taken,
        steps=(pay_cycle_steps(call.amounts) if call.amounts else ()) + (taken.steps if taken else ()),
    )
    if as_json:
        return print_json(found)
    print_steps(found.steps)
    if taken is not None:
        typer.echo("")
        for share in taken.shares:
            typer.echo(f"{share.name}: ${share.current:,.2f} current and ${share.past_due:,.2f} past due.")
        typer.echo(f"Employer's fee: ${taken.fee:,.2f}. Left unpaid: ${taken.short:,.2f}.")
    return None


def calc_deadline(source: Input, as_json: AsJson = False) -> None:
    """When something falls due, and every rule that moved the day."""
    call = read_value(DeadlineCall, source.read_bytes())
    law = as_chosen(load_deadlines(call.jurisdiction), call.choices)
    calendar = load_calendar(call.offices or call.jurisdiction).with_closures(*call.closures)
    found = deadline(call.deadline, call.start, law=law, service=call.service, calendar=calendar)
    if as_json:
        return print_json(found)
    print_steps(found.steps)
    typer.echo(f"\n{found.title}: {found.due:%A}, {found.due.isoformat()}.")
    ways = law.services.get(law.rules[found.rule].service, {})
    if ways and not call.service:
        typer.echo(f"Counted as served in person. Give another way as `service`: {', '.join(ways)}.")
    if not found.verified:
        typer.echo("The text of this limit was not read: confirm it before you rely on the date.")
    return None
