"""What the papers for a hearing add: the motion, declarations, exhibits, witnesses, the order made."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assembly.model.court import Hearing
from assembly.model.procedure import Appearances, Declarant
from assembly.model.value import value


class MotionKind(StrEnum):
    """What a noticed motion asks for (FL-680)."""

    JUDGMENT = "judgment"
    MODIFICATION = "modification"
    CHILD_SUPPORT = "child_support"
    HEALTH_INSURANCE = "health_insurance"
    INJUNCTION = "injunction"
    OTHER = "other"


@value
class Motion:
    """A noticed motion of the agency (Cal. Code Civ. Proc. §§ 1005, 1010; Fam. Code § 17404)."""

    addressed_to: tuple[str, ...]
    hearing: Hearing
    kinds: tuple[MotionKind, ...]
    other_kind_text: str = ""
    financial_information_attached: bool = True
    genetic_testing_order: bool = False
    points_and_authorities: bool = False
    other_attachments: tuple[str, ...] = ()
    shortened_time: bool = False
    serve_by: date | None = None
    respond_by: date | None = None
    restrained_party: str = ""
    restrained_property: str = ""
    other_order_text: str = ""
    pages_attached: int | None = None

    @property
    def needs_order(self) -> bool:
        """Whether a judge must sign: time is shortened, or property is restrained, or more is asked."""
        return self.shortened_time or bool(self.restrained_property) or bool(self.other_order_text)


@value
class DeclaredFact:
    """One numbered paragraph of a declaration, with the exhibit that shows it, such as "A"."""

    text: str
    exhibit: str = ""


@value
class Declaration:
    """A declaration under penalty of perjury (Cal. Code Civ. Proc. § 2015.5).

    `records_reviewed_on` is given where the declarant speaks from the agency's records.
    """

    declarant: Declarant
    subject: str
    paragraphs: tuple[DeclaredFact, ...]
    employer: str = ""
    position_since: date | None = None
    records_reviewed_on: date | None = None
    records_kept_by: str = ""
    for_hearing: Hearing | None = None


@value
class Exhibit:
    """One exhibit: its letter or number, what it is, and where it stands.

    `first_page` and `last_page` count the pages of the volume of exhibits. `redactions` names the
    classes of what was taken out, such as "account numbers".
    """

    letter: str
    description: str
    first_page: int | None = None
    last_page: int | None = None
    sponsored_by: str = ""
    offered_for: str = ""
    foundation: str = ""
    redactions: tuple[str, ...] = ()
    certified: bool = False


@value
class ExhibitList:
    """The exhibits for one hearing; `for_trial` adds the columns that the court fills."""

    hearing: Hearing
    exhibits: tuple[Exhibit, ...]
    for_trial: bool = False
    certify_copies: bool = False


class WitnessMode(StrEnum):
    """How a witness will testify."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    BY_DECLARATION = "by_declaration"


@value
class Witness:
    """A witness who is not a party, and what the testimony will be (Cal. Fam. Code § 217(c))."""

    name: str
    relation: str
    subject: str
    testimony: str
    minutes: int | None = None
    mode: WitnessMode = WitnessMode.IN_PERSON
    interpreter_language: str = ""
    records: bool = False


@value
class WitnessList:
    """The witnesses for one hearing."""

    hearing: Hearing
    witnesses: tuple[Witness, ...]
    attached_to: str = ""
    reserve_rebuttal: bool = True


class HearingOutcome(StrEnum):
    """How a hearing went (FL-687 item 1)."""

    UNCONTESTED = "uncontested"
    STIPULATED = "stipulated"
    CONTESTED = "contested"


@value
class HearingOrder:
    """What the court ordered at a hearing (FL-687). The amounts stand in the case's `order`."""

    hearing: Hearing
    outcome: HearingOutcome
    appearances: Appearances = Appearances()
    documents_relied_on: tuple[str, ...] = ()
    credit_for_payments: Decimal | None = None
    further_orders: tuple[str, ...] = ()
    pages_attached: int | None = None
