"""The arrears ledger: what fell due, what was paid and to what, and simple interest to the cent.

Source: Cal. Code Civ. Proc. §§ 685.010(a), 685.020(b), 695.221; ORS 82.010(2). Rates and the order
of application are dated tables of the state whose law governs the order.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, takewhile

from assembly.errors import Fault
from assembly.law import Law, Span
from assembly.model.orders import Installment, Payment
from assembly.model.value import value
from assembly.rules.steps import Step, cents, refuse

ZERO = Decimal("0.00")
DAYS_IN_YEAR = 365
ONE_DAY = timedelta(days=1)


class InterestMethod(StrEnum):
    """How interest is counted; court papers use the daily method unless the agency chose otherwise."""

    DAILY = "daily_365"
    MONTHLY = "monthly_12"
    NONE = "none"


class Target(StrEnum):
    """What a payment can go to."""

    CURRENT = "current"
    PRINCIPAL = "principal"
    INTEREST = "interest"


@value
class Applied:
    """Where one payment went. Dollars. `unapplied` is what was paid beyond all that was due."""

    payment: Payment
    current: Decimal
    principal: Decimal
    interest: Decimal
    unapplied: Decimal


@value
class LedgerMonth:
    """One month of the ledger; balances stand at its end. Dollars, to the cent."""

    month: date
    charged: Decimal
    paid: Decimal
    principal: Decimal
    interest_accrued: Decimal
    interest: Decimal


@value
class Ledger:
    """The account on `as_of`: what is owed, month by month, and where each payment went.

    Interest is rounded once, half-up, on the day stated; the months show running figures
    rounded for display, which is why a column of rounded interest need not add to the total.
    """

    as_of: date
    principal: Decimal
    interest: Decimal
    total: Decimal
    credit: Decimal
    oldest_unpaid_due: date | None
    unpaid: tuple[Installment, ...]
    months: tuple[LedgerMonth, ...]
    applied: tuple[Applied, ...]
    steps: tuple[Step, ...]


def ledger(
    installments: Sequence[Installment],
    payments: Sequence[Payment],
    *,
    as_of: date,
    state: str,
    law: Law,
    method: InterestMethod = InterestMethod.DAILY,
) -> Ledger:
    """Return the account of an order on `as_of`, that day included.

    Interest runs from the day after an installment falls due through `as_of`, on unpaid
    principal only, never on interest. The monthly method adds a twelfth of the yearly rate on
    the principal that stands at the end of each whole month. The current month's support is
    that of the month in which a payment is received, also where it falls due later in the month.

    Raises:
        FactsRejected: an amount is not above zero, a payment comes before the first
            installment, or a date lies after `as_of`.
        NoValueInForce: no rate or order of application is encoded for part of the time.
    """
    refuse(_faults(installments, payments, as_of))
    account = _Account(state=state, law=law, method=method, coming=deque(sorted(installments, key=_due)))
    if method is InterestMethod.DAILY and installments:
        first = min(installment.due for installment in installments)
        account.rates = law.spans("judgment_interest_rate", state, first + ONE_DAY, as_of + ONE_DAY)
    months: list[LedgerMonth] = []
    applied: list[Applied] = []
    charged = paid = ZERO
    accrued_before = Decimal(0)

    for day, happening in _timeline(installments, payments, as_of):
        account.advance(day)
        if isinstance(happening, Installment):
            account.charge(happening)
            charged += happening.amount
        elif isinstance(happening, Payment):
            applied.append(account.apply(happening))
            paid += happening.amount
        else:
            account.close_month(whole=_is_month_end(day))
            months.append(
                LedgerMonth(
                    month=day.replace(day=1),
                    charged=charged,
                    paid=paid,
                    principal=account.principal,
                    interest_accrued=cents(account.accrued_ever - accrued_before),
                    interest=cents(account.interest),
                )
            )
            charged, paid, accrued_before = ZERO, ZERO, account.accrued_ever

    interest = cents(account.interest)
    return Ledger(
        as_of=as_of,
        principal=account.principal,
        interest=interest,
        total=account.principal + interest,
        credit=account.credit,
        oldest_unpaid_due=account.unpaid[0].due if account.unpaid else None,
        unpaid=tuple(account.unpaid),
        months=tuple(months),
        applied=tuple(applied),
        steps=_steps(account, installments, payments, as_of, interest),
    )


def daily_interest(principal: Decimal, *, on: date, state: str, law: Law) -> Decimal:
    """Return the interest of one day on a principal, in dollars, not rounded.

    Raises:
        NoValueInForce: no rate is encoded for the day.
    """
    return principal * law.value("judgment_interest_rate", state, on) / DAYS_IN_YEAR


@dataclass(slots=True)
class _Account:
    """The running state while a ledger is walked through from its first day."""

    state: str
    law: Law
    method: InterestMethod
    coming: deque[Installment]
    unpaid: deque[Installment] = field(default_factory=deque)
    kept: Decimal = ZERO
    principal: Decimal = ZERO
    interest: Decimal = Decimal(0)
    accrued_ever: Decimal = Decimal(0)
    credit: Decimal = ZERO
    day: date | None = None
    rates: tuple[Span, ...] = ()
    orders: dict[int, tuple[Target, ...]] = field(default_factory=dict)

    def advance(self, to: date) -> None:
        """Let interest run on the principal up to a day."""
        if self.day is not None and self.principal:
            for span in self.rates:
                days = (min(to, span.until - ONE_DAY) - max(self.day, span.start - ONE_DAY)).days
                if days > 0:
                    self._accrue(self.principal * span.value * days / DAYS_IN_YEAR)
        self.day = to

    def close_month(self, *, whole: bool) -> None:
        """Add a month's interest where the monthly method is used and the month is whole."""
        if self.method is InterestMethod.MONTHLY and whole and self.day is not None:
            rate = self.law.value("judgment_interest_rate", self.state, self.day)
            self._accrue(self.principal * rate / 12)

    def charge(self, installment: Installment) -> None:
        """Add what fell due, taking money that was kept for its month or paid too much first."""
        self.coming.popleft()
        kept = min(self.kept, installment.amount)
        extra = min(self.credit, installment.amount - kept)
        self.kept -= kept
        self.credit -= extra
        used = kept + extra
        if installment.amount > used:
            self.unpaid.append(
                Installment(due=installment.due, amount=installment.amount - used, kind=installment.kind)
            )
            self.principal += installment.amount - used

    def apply(self, payment: Payment) -> Applied:
        """Apply a payment in the order that was the law on the day it was received."""
        left = payment.amount
        taken = dict.fromkeys(Target, ZERO)
        for target in self._order(payment.received):
            used = self._take(target, left, payment.received)
            taken[target] = used
            left -= used
        self.credit += left
        return Applied(
            payment=payment,
            current=taken[Target.CURRENT],
            principal=taken[Target.PRINCIPAL],
            interest=taken[Target.INTEREST],
            unapplied=left,
        )

    def _order(self, received: date) -> tuple[Target, ...]:
        """Return what a payment received on a day goes to, first to last."""
        places = self.law.table("payment_order", self.state, received)[0]
        if id(places) not in self.orders:
            self.orders[id(places)] = tuple(sorted(Target, key=lambda target: places[target.value]))
        return self.orders[id(places)]

    def _take(self, target: Target, available: Decimal, on: date) -> Decimal:
        if target is Target.INTEREST:
            used = min(available, cents(self.interest)) if self.interest > 0 else ZERO
            self.interest -= used
            return used
        newest = self._due_in_month(on)
        if target is Target.CURRENT:
            rest = deque(self.unpaid.pop() for _ in range(newest))
            rest.reverse()
            used = _pay(rest, available)
            self.unpaid.extend(rest)
            self.principal -= used
            return used + self._keep(available - used, on)
        used = _pay(self.unpaid, available, at_most=len(self.unpaid) - newest)
        self.principal -= used
        return used

    def _keep(self, available: Decimal, on: date) -> Decimal:
        """Keep money for what falls due later in the month of a payment; return how much."""
        this_month = takewhile(lambda owed: _month(owed.due) == _month(on), self.coming)
        later = sum((owed.amount for owed in this_month), ZERO)
        kept = max(min(available, later - self.kept - self.credit), ZERO)
        self.kept += kept
        return kept

    def _due_in_month(self, day: date) -> int:
        """Return how many of the newest unpaid installments fell due in the month of a day."""
        count = 0
        for owed in reversed(self.unpaid):
            if _month(owed.due) != _month(day):
                break
            count += 1
        return count

    def _accrue(self, amount: Decimal) -> None:
        self.interest += amount
        self.accrued_ever += amount


def _pay(owed: deque[Installment], available: Decimal, *, at_most: int | None = None) -> Decimal:
    """Pay the first `at_most` installments (all where None), oldest first; return what was used."""
    used = ZERO
    for _ in range(len(owed) if at_most is None else at_most):
        if used == available:
            break
        first = owed[0]
        part = min(available - used, first.amount)
        used += part
        if part < first.amount:
            owed[0] = Installment(due=first.due, amount=first.amount - part, kind=first.kind)
            break
        owed.popleft()
    return used


def _timeline(
    installments: Sequence[Installment], payments: Sequence[Payment], as_of: date
) -> Iterator[tuple[date, Installment | Payment | None]]:
    """Yield every happening in the order of days; None closes a month, and `as_of` closes the last.

    On one day installments come before payments: what is paid on the due date is paid in time.
    """
    happenings: list[tuple[date, int, Installment | Payment | None]] = [
        (installment.due, 0, installment) for installment in installments
    ]
    happenings += [(payment.received, 1, payment) for payment in payments]
    if not happenings:
        return
    day = min(day for day, _, _ in happenings)
    while (end := _month_end(day)) < as_of:
        happenings.append((end, 2, None))
        day = end + timedelta(days=1)
    happenings.append((as_of, 2, None))
    for on, _, happening in sorted(happenings, key=lambda entry: entry[:2]):
        yield on, happening


def _due(installment: Installment) -> date:
    return installment.due


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _is_month_end(day: date) -> bool:
    return day == _month_end(day)


def _faults(installments: Sequence[Installment], payments: Sequence[Payment], as_of: date) -> list[Fault]:
    faults = []
    for number, installment in enumerate(installments):
        pointer = f"/installments/{number}"
        if installment.amount <= 0:
            faults.append(
                Fault(f"{pointer}/amount", f"{installment.amount} is not above zero", "dollars due")
            )
        if installment.due > as_of:
            faults.append(
                Fault(
                    f"{pointer}/due",
                    f"{installment.due} lies after {as_of}",
                    "a day through the day of account",
                )
            )
    for number, (earlier, later) in enumerate(pairwise(installments), start=1):
        pointer = f"/installments/{number}/due"
        if later.due < earlier.due:
            order = "installments in the order of their due dates"
            faults.append(Fault(pointer, f"{later.due} comes after {earlier.due}", order))
        elif (later.due, later.kind) == (earlier.due, earlier.kind):
            overlap = f"{later.due} falls due twice for {later.kind.value}: two orders overlap"
            faults.append(Fault(pointer, overlap, "one installment of each kind for a day"))
    first = min((installment.due for installment in installments), default=None)
    for number, payment in enumerate(payments):
        pointer = f"/payments/{number}"
        if payment.amount <= 0:
            faults.append(Fault(f"{pointer}/amount", f"{payment.amount} is not above zero", "dollars paid"))
        if payment.received > as_of:
            faults.append(
                Fault(
                    f"{pointer}/received",
                    f"{payment.received} lies after {as_of}",
                    "a day through the day of account",
                )
            )
        if first is None or payment.received < first:
            faults.append(
                Fault(
                    f"{pointer}/received",
                    f"{payment.received} is before the order's first installment",
                    "a day on or after it",
                )
            )
    return faults


def _steps(
    account: _Account,
    installments: Sequence[Installment],
    payments: Sequence[Payment],
    as_of: date,
    interest: Decimal,
) -> tuple[Step, ...]:
    rate = account.law.value("judgment_interest_rate", account.state, as_of)
    rate_source = account.law.source("judgment_interest_rate", account.state, as_of)
    order_source = account.law.table_source("payment_order", account.state, as_of)
    due = sum((installment.amount for installment in installments), ZERO)
    paid = sum((payment.amount for payment in payments), ZERO)
    how = {
        InterestMethod.DAILY: f"unpaid principal x {rate} x days / {DAYS_IN_YEAR}, rounded once",
        InterestMethod.MONTHLY: f"principal at the end of each whole month x {rate} / 12, rounded once",
        InterestMethod.NONE: "no interest is claimed",
    }[account.method]
    return (
        Step(
            line="1",
            label="Fell due",
            formula=f"{len(installments)} installments",
            result=str(due),
            citation=order_source,
        ),
        Step(
            line="2",
            label="Paid",
            formula=f"{len(payments)} payments",
            result=str(paid),
            citation=order_source,
        ),
        Step(
            line="3",
            label="Unpaid principal",
            formula="after each payment was applied in order",
            result=str(account.principal),
            citation=order_source,
        ),
        Step(line="4", label="Interest", formula=how, result=str(interest), citation=rate_source),
        Step(
            line="5",
            label="Total owed",
            formula="line 3 + line 4",
            result=str(account.principal + interest),
            citation=rate_source,
        ),
    )
