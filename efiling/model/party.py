"""Who stands in the case, as the filing message names them."""

from datetime import date
from enum import StrEnum

from assembly.model.people import Address, PersonName
from assembly.model.value import value
from efiling.model.ids import AttorneyRef, PartyRef


class PartyRole(StrEnum):
    """A place in the case; the court profile turns it into the court's party type code."""

    PETITIONER = "petitioner"
    RESPONDENT = "respondent"
    OTHER_PARENT = "other_parent"
    CHILD = "child"
    THIRD_PARTY = "third_party"


@value
class Organization:
    """A party that is no natural person, such as the county that brings the case."""

    name: str


@value
class Party:
    """One party.

    `type_code` is the court's code of the role. `court_id` is the court's id of a party that it
    already knows; a new party has none. `address` is what the message may show: the caller
    gives no address of a protected person.
    """

    ref: PartyRef
    role: PartyRole
    type_code: str
    name: PersonName | Organization
    court_id: str = ""
    address: Address | None = None
    phone: str = ""
    email: str = ""
    birth_date: date | None = None

    @property
    def full_name(self) -> str:
        """The name in reading order."""
        return self.name.full if isinstance(self.name, PersonName) else self.name.name


@value
class FilerAttorney:
    """An attorney on the filing.

    `court_id` is the court's id of the attorney in our firm, empty where it has none.
    `represents` names the parties that the attorney stands for.
    """

    ref: AttorneyRef
    name: PersonName
    court_id: str = ""
    bar_number: str = ""
    address: Address | None = None
    phone: str = ""
    email: str = ""
    represents: tuple[PartyRef, ...] = ()
