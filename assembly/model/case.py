"""The court case, the agency's case, and who stands where in the caption."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.people import Address
from assembly.model.value import value


class PartyRole(StrEnum):
    """A place in the caption."""

    PETITIONER = "petitioner"
    RESPONDENT = "respondent"
    OTHER_PARENT = "other_parent"


class PleadingKind(StrEnum):
    """Whether a complaint opens the case, adds to it, or replaces an earlier one."""

    ORIGINAL = "original"
    SUPPLEMENTAL = "supplemental"
    AMENDED = "amended"


@value
class CourtCase:
    """The court's case. `number` is None until the court has given one.

    `petitioner`, `respondent` and `other_parent` are the caption's words, exactly as the
    register has them.
    """

    petitioner: str
    respondent: str
    number: str | None = None
    filed_on: date | None = None
    other_parent: str = ""
    title: str = ""
    obligor_role: PartyRole = PartyRole.RESPONDENT
    obligee_role: PartyRole = PartyRole.OTHER_PARENT
    other_parent_joined: bool = False
    court_case_id: str = ""

    @property
    def obligor(self) -> str:
        """The obligor's name as the caption has it."""
        return self._named(self.obligor_role)

    @property
    def obligee(self) -> str:
        """The obligee's name as the caption has it; empty where the caption does not name that parent."""
        return self._named(self.obligee_role)

    def _named(self, role: PartyRole) -> str:
        return {
            PartyRole.PETITIONER: self.petitioner,
            PartyRole.RESPONDENT: self.respondent,
            PartyRole.OTHER_PARENT: self.other_parent,
        }[role]


@value
class IvdCase:
    """The agency's own file: the IV-D case as the Federal Case Registry has it.

    Source: 45 CFR 305.1.
    """

    id: str
    officer_name: str = ""
    officer_phone: str = ""
    services_since: date | None = None
    received_on: date | None = None
    public_assistance: bool = False
    aid_counties: tuple[str, ...] = ()
    aid_first_paid_on: date | None = None


@value
class Pleading:
    """What kind of complaint or petition is filed, and what it asks for beyond support.

    `parents` names the children's parents where they are not the obligor and the obligee,
    such as when a relative has the children. `additional_support` is dollars a month.
    `pages_attached` is None while the pages are to be counted by hand.
    """

    kind: PleadingKind = PleadingKind.ORIGINAL
    relief_requested: tuple[str, ...] = ("parentage", "child_support", "medical_support")
    other_text: str = ""
    join_other_parent: bool = False
    new_children_only: bool = False
    parents: tuple[str, ...] = ()
    additional_support: Decimal | None = None
    additional_support_reason: str = ""
    support_other_text: str = ""
    pages_attached: int | None = None


@value
class Attorney:
    """The agency's attorney of record (Cal. Rules of Court, rule 5.320; UTCR 2.010(6))."""

    name: str
    title: str = ""
    bar_number: str = ""
    phone: str = ""
    email: str = ""


@value
class DisbursementUnit:
    """The state disbursement unit that takes every payment."""

    name: str
    address: Address
    locator_code: str = ""


@value
class LegalChoice:
    """An option that an agency has chosen where the law leaves it a choice (`assembly/law/choices.yaml`)."""

    choice: str
    option: str


@value
class Agency:
    """The local child support agency that brings the case."""

    name: str
    county: str
    address: Address
    phone: str
    attorney: Attorney
    disbursement_unit: DisbursementUnit
    fax: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    attorney_for: str = ""
    substitute_address: Address | None = None
    choices: tuple[LegalChoice, ...] = ()
