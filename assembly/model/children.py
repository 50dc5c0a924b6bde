"""The children whom the case is about."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.people import PersonName
from assembly.model.value import value


class ParentageBasis(StrEnum):
    """Why parentage needs no judgment in this case (FL-600 item 3), or that it does."""

    TO_BE_ESTABLISHED = "to_be_established"
    VOLUNTARY_DECLARATION = "voluntary_declaration"
    MARRIAGE_JUDGMENT = "marriage_judgment"
    PARENTAGE_JUDGMENT = "parentage_judgment"
    OTHER = "other"


class ParentClaim(StrEnum):
    """On what ground a person is named as the child's other parent (ORS 109.125)."""

    ALLEGED_GENETIC = "alleged_genetic"
    PRESUMED = "presumed"
    INTENDED = "intended"

    @property
    def words(self) -> str:
        """The claim as a petition words it, such as "alleged genetic parent"."""
        return f"{self.value.replace('_', ' ')} parent"


@value
class Parentage:
    """How the child's parentage stands."""

    basis: ParentageBasis
    county: str = ""
    state: str = ""
    case_number: str = ""
    other_text: str = ""
    agency_declaration_on_file: bool = False
    conception_from: date | None = None
    conception_to: date | None = None
    claim: ParentClaim = ParentClaim.ALLEGED_GENETIC


@value
class PastSupport:
    """Support asked for a time before the case. `amount` is dollars for the whole period."""

    start: date
    through: date
    amount: Decimal


@value
class Child:
    """A child of the obligor for whom support is asked or ordered.

    `monthly_amount` is this child's share of base support in dollars a month. A child of 18 to 20
    who attends school is a party in Oregon unless a waiver is on file (ORS 107.108).
    """

    name: PersonName
    parentage: Parentage
    birth_date: date | None = None
    ssn: str | None = None
    residence_county: str = ""
    support_begins_on: date | None = None
    monthly_amount: Decimal | None = None
    establish_support: bool = True
    modify_support: bool = False
    past_support: tuple[PastSupport, ...] = ()
    birth_parent: str = ""
    other_parent: str = ""
    attending_school: bool = False
    joined_as_party: bool = False

    @property
    def establish_parentage(self) -> bool:
        """Whether the court is asked to declare the child's parentage."""
        return self.parentage.basis is ParentageBasis.TO_BE_ESTABLISHED

    def age_on(self, day: date) -> int | None:
        """Return the whole years lived on `day`, or None where the birth date is not known."""
        if self.birth_date is None:
            return None
        birthday_passed = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not birthday_passed)
