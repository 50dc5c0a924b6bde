"""The working of a calculation: every line with its formula, its inputs and its source.

A calculation returns its result together with its steps, so that the same working can be
printed as a worksheet, attached to a pleading, and shown on screen.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assembly.errors import FactsRejected, Fault
from assembly.model.value import value

CENT = Decimal("0.01")


@value
class Step:
    """One line of a worksheet. `inputs` are (name, figure) pairs as printed."""

    line: str
    label: str
    formula: str
    result: str
    citation: str
    inputs: tuple[tuple[str, str], ...] = ()


def cents(amount: Decimal) -> Decimal:
    """Return dollars rounded half-up to the cent; nothing is zero, never minus zero."""
    return amount.quantize(CENT, ROUND_HALF_UP) + 0


def refuse(faults: Sequence[Fault]) -> None:
    """Refuse the inputs of a calculation when there is any fault.

    Raises:
        FactsRejected: naming every fault at once.
    """
    if faults:
        raise FactsRejected(faults)
