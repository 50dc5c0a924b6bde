"""A ten-year monthly arrears ledger with interest, on one core. The aim is under 5 ms."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from assembly.law import load_law
from assembly.model.orders import Installment, Payment
from assembly.rules.arrears import ledger
from benchmarks.result import Result

MONTHS = 120
TIMES = 50
LAST = date(2025, 12, 31)


def run() -> Iterator[Result]:
    """Measure an account that is never paid, one that is paid in part each month, and one paid a month late."""
    law = load_law()
    due = [date(2016 + n // 12, n % 12 + 1, 1) for n in range(MONTHS)]
    owed = [Installment(due=day, amount=Decimal("512.37")) for day in due]
    part = [Payment(received=day.replace(day=15), amount=Decimal("301.11")) for day in due]
    late = [Payment(received=day.replace(day=28), amount=Decimal("512.37")) for day in due]
    for name, payments in (("never paid", []), ("paid in part", part), ("paid late", late)):
        start = time.process_time()
        for _ in range(TIMES):
            ledger(owed, payments, as_of=LAST, state="us-ca", law=law)
        yield Result(f"ten years of months, {name}", (time.process_time() - start) / TIMES)
