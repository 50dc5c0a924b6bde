"""Child support information and order attachment (FL-342), item by item. Dollars a month."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.case import PartyRole
from assembly.model.value import value


class AttachedTo(StrEnum):
    """The paper that the attachment belongs to."""

    ORDER_AFTER_HEARING = "order_after_hearing"
    DISSOLUTION_JUDGMENT = "dissolution_judgment"
    PARENTAGE_JUDGMENT = "parentage_judgment"
    RESTRAINING_ORDER = "restraining_order"
    OTHER = "other"


@value
class PartyIncome:
    """A party's income and earning capacity."""

    gross: Decimal | None = None
    net: Decimal | None = None
    receives_aid: bool = False
    earning_capacity: Decimal | None = None


@value
class Hardship:
    """A hardship allowed, by party, and when it is likely to end."""

    petitioner: Decimal | None = None
    respondent: Decimal | None = None
    other_parent: Decimal | None = None
    ends_on: date | None = None


@value
class ChildAmount:
    """One child's share of base support."""

    name: str
    birth_date: date | None = None
    amount: Decimal | None = None
    payable_to: str = ""


@value
class PartyShare:
    """A party's part of a cost: percent of the total, 0-100, or a fixed amount."""

    percent: Decimal | None = None
    amount: Decimal | None = None

    @property
    def pays(self) -> bool:
        """Whether the party pays anything of it."""
        return self.percent is not None or self.amount is not None


@value
class SharedCost:
    """How a cost is shared among the parties."""

    petitioner: PartyShare = PartyShare()
    respondent: PartyShare = PartyShare()
    other_parent: PartyShare = PartyShare()
    other_text: str = ""

    @property
    def ordered(self) -> bool:
        """Whether anything is ordered about it."""
        return bool(self.petitioner.pays or self.respondent.pays or self.other_parent.pays or self.other_text)


class GuidelineSide(StrEnum):
    """Where an order that departs from the guideline stands."""

    BELOW = "below"
    ABOVE = "above"


@value
class SupportAttachment:
    """The findings and orders of FL-342."""

    attached_to: AttachedTo | None = None
    other_attachment: str = ""
    printout_attached: bool = False
    petitioner: PartyIncome = PartyIncome()
    respondent: PartyIncome = PartyIncome()
    other_parent: PartyIncome = PartyIncome()
    capacity_attachment: bool = False
    capacity_factors: str = ""
    children_count: int | None = None
    petitioner_time_percent: Decimal | None = None
    respondent_time_percent: Decimal | None = None
    other_parent_time_percent: Decimal | None = None
    other_children: Hardship | None = None
    medical_expenses: Hardship | None = None
    losses: Hardship | None = None
    low_income_applies: bool | None = None
    low_income_reasons: str = ""
    payer: PartyRole | None = None
    begins_on: date | None = None
    children: tuple[ChildAmount, ...] = ()
    due_text: str = ""
    childcare: SharedCost = SharedCost()
    health_costs: SharedCost = SharedCost()
    special_needs: SharedCost = SharedCost()
    travel: SharedCost = SharedCost()
    guideline_side: GuidelineSide | None = None
    total: Decimal | None = None
    insurers: tuple[PartyRole, ...] = ()
    insurance_unavailable_to: tuple[PartyRole, ...] = ()
    assign_reimbursement: bool = False
    job_search: tuple[PartyRole, ...] = ()
    job_search_terms: str = ""
    other_orders: str = ""

    @property
    def incomes_found(self) -> bool:
        """Whether any income is stated (item 2)."""
        parties = (self.petitioner, self.respondent, self.other_parent)
        return any(party != PartyIncome() for party in parties)

    @property
    def low_income_known(self) -> bool:
        """Whether anything is found about the low-income adjustment (item 5)."""
        return self.low_income_applies is not None

    @property
    def due_on_first(self) -> bool:
        """Whether support is due on the first of the month, as it is unless other words are given (item 6a)."""
        return self.payer is not None and not self.due_text

    @property
    def hardships_allowed(self) -> bool:
        """Whether any hardship is allowed (item 4)."""
        return any((self.other_children, self.medical_expenses, self.losses))

    @property
    def additions_ordered(self) -> bool:
        """Whether mandatory additional support is ordered (item 6b)."""
        return self.childcare.ordered or self.health_costs.ordered

    @property
    def discretionary_ordered(self) -> bool:
        """Whether further additional support is ordered (item 6c)."""
        return self.special_needs.ordered or self.travel.ordered
