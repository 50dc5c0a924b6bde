"""Reading what a court charges, in either version: one line for each charge.

Source: UBL 2.1, AllowanceCharge: `ChargeIndicator` is true for a charge and false for what is taken off.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from efiling.ecf.reading import child, children, decimal, every_text, flag, text
from efiling.ecf.xml import Element
from efiling.model import Fee

_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


def dollars(raw: str) -> Decimal | None:
    """Return an amount in dollars, or None; a dollar sign and commas between thousands mean nothing."""
    plain = raw.removeprefix("USD").strip().removeprefix("$").strip()
    return decimal(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain)


def total_of(answer: Element | None, name: str) -> Decimal | None:
    """Return the amount that an element holds, itself or one level below; None where there is none."""
    return dollars(text(answer, name) or text(answer, name, "Amount"))


def fees(holders: Iterable[Element | None]) -> tuple[Fee, ...]:
    """Return the charges that stand in some elements, in their order.

    What a court marks as taken off is negative. Where it marks every line so, the mark means nothing:
    there is nothing from which it could be taken.
    """
    lines = [
        (line, amount)
        for holder in holders
        for line in children(holder, "AllowanceCharge")
        if (amount := dollars(text(line, "Amount"))) is not None
    ]
    off = [flag(text(line, "ChargeIndicator")) is False for line, _ in lines]
    if all(off):
        off = [False] * len(lines)
    return tuple(
        Fee(reason=_reason(line), amount=-abs(amount) if is_off else amount)
        for (line, amount), is_off in zip(lines, off, strict=True)
    )


def _reason(line: Element) -> str:
    told = "; ".join(every_text(line, "AllowanceChargeReason"))
    codes = ("AllowanceChargeReasonCode", "AccountingCostCode", "AccountingCost")
    return told or next(filter(None, (text(child(line, code)) for code in codes)), "")
