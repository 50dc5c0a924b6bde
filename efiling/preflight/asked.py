"""What was found out for one filing at the court and in the office's settings, for the checks on fee and attorney."""

from decimal import Decimal

from assembly.model.value import value


@value
class Asked:
    """The court's fee for this envelope, in dollars, and the e-filing manager's ids of our attorneys.

    `fee` is None where it is not known, and `fee_unknown` then says why. `firm` is empty where the
    office's settings give no id.
    """

    fee: Decimal | None = None
    fee_unknown: str = "the court was not asked what it charges"
    firm: tuple[str, ...] = ()


NOT_ASKED = Asked()
