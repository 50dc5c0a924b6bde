"""Everything known of one case on one day: what documents are made from."""

from datetime import date

from assembly.model.attestation import Attestation
from assembly.model.case import Agency, CourtCase, IvdCase, Pleading
from assembly.model.children import Child
from assembly.model.council_forms import DefaultEntry, EntryNotice, SummonsProof
from assembly.model.court import Court
from assembly.model.default import DefaultRequest
from assembly.model.guideline import Arrears, Guideline
from assembly.model.hearing_papers import Declaration, ExhibitList, HearingOrder, Motion, WitnessList
from assembly.model.income_declaration import IncomeDeclaration
from assembly.model.orders import SupportOrder
from assembly.model.oregon import (
    AdministrativeNotice,
    AdministrativeOrder,
    ConfidentialForm,
    DefaultMotion,
    GeneralJudgment,
    SupportStatement,
)
from assembly.model.people import Person
from assembly.model.procedure import Judgment, Petition, ShowCause, Stipulation, Summons
from assembly.model.resubmission import Resubmission
from assembly.model.service import Service
from assembly.model.signing import TypedSignature
from assembly.model.support_attachment import SupportAttachment
from assembly.model.value import value
from assembly.model.withholding import Withholding


@value
class Provenance:
    """Where the facts under one JSON pointer come from, and the day they were true.

    The longest pointer that contains a fact speaks for it.
    """

    pointer: str
    source: str
    as_of: date | None = None


@value
class Facts:
    """The facts of one case.

    `prepared_on` is the date the papers bear and the day whose law applies where a rule
    looks at the making of a paper. `order` is the order asked for or standing.
    """

    prepared_on: date
    court: Court
    case: CourtCase
    agency: Agency
    ivd_case: IvdCase
    obligor: Person
    obligee: Person
    children: tuple[Child, ...]
    pleading: Pleading | None = None
    order: SupportOrder | None = None
    existing_orders: tuple[SupportOrder, ...] = ()
    guideline: Guideline | None = None
    arrears: Arrears | None = None
    show_cause: ShowCause | None = None
    judgment: Judgment | None = None
    service: Service | None = None
    resubmission: Resubmission | None = None
    default_request: DefaultRequest | None = None
    motion: Motion | None = None
    declaration: Declaration | None = None
    exhibit_list: ExhibitList | None = None
    witness_list: WitnessList | None = None
    hearing_order: HearingOrder | None = None
    confidential_form: ConfidentialForm | None = None
    support_statement: SupportStatement | None = None
    default_motion: DefaultMotion | None = None
    general_judgment: GeneralJudgment | None = None
    administrative_notice: AdministrativeNotice | None = None
    administrative_order: AdministrativeOrder | None = None
    stipulation: Stipulation | None = None
    withholding: Withholding | None = None
    petition: Petition | None = None
    summons: Summons | None = None
    entry_notice: EntryNotice | None = None
    default_entry: DefaultEntry | None = None
    summons_proof: SummonsProof | None = None
    support_attachment: SupportAttachment | None = None
    income_declaration: IncomeDeclaration | None = None
    attestations: tuple[Attestation, ...] = ()
    signatures: tuple[TypedSignature, ...] = ()
    provenance: tuple[Provenance, ...] = ()
