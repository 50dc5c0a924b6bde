"""Documents and packets as values: what was made, from what, and how it is to be filed."""

from datetime import date
from enum import StrEnum

from assembly.model.finding import Finding
from assembly.model.value import value


class Role(StrEnum):
    """What a document is in a filing."""

    LEAD = "lead_document"
    CONNECTED = "connected_document"
    ATTACHMENT = "attachment"
    NOT_FILED = "not_filed"


class SecurityClass(StrEnum):
    """Who may see a document. `templates` says which each type has."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"
    CONFIDENTIAL_SSN = "confidential-ssn"
    AGENCY_ONLY = "agency-only"


@value
class FormEdition:
    """The official counterpart of a document and the edition followed."""

    number: str
    revised: date
    mandatory: bool = False


@value
class SignedOriginal:
    """A page of a document that shows the paper as it was signed in ink, straightened, over its own words.

    `page` counts from 1 in the document. `path` names the scan as it was brought, `sha256` its bytes;
    `printed_sha256` stands for what the page printed before it was signed. `signers` are the printed
    names of those who signed there, `unsigned` of those whose places there stayed empty, and `dated` says
    whether a date stands beside each signature.
    """

    page: int
    path: str
    sha256: str
    printed_sha256: str
    dots_per_inch: int
    signers: tuple[str, ...]
    unsigned: tuple[str, ...] = ()
    dated: bool = True


@value
class Document:
    """One finished document. Paths are relative to the packet's folder.

    `template_sha256` names the exact source; `sha256` the exact PDF. A document with a `parent`
    is attached: its pages stand inside the parent's PDF, from `first_page` on, and `pdf_path`,
    `sha256` and `size_bytes` are those of that file; `pages` is always the document's own. A part
    of a document that was too large for its court has the number of its `volume`, from 1. `originals`
    are its pages that were signed in ink and brought back.
    """

    type_id: str
    title: str
    role: Role
    filing_code: str
    security: SecurityClass
    pdf_path: str
    sha256: str
    pages: int
    size_bytes: int
    template_sha256: str
    docx_path: str = ""
    docx_sha256: str = ""
    parent: str = ""
    first_page: int = 1
    official: bool = True
    form: FormEdition | None = None
    volume: int = 0
    originals: tuple[SignedOriginal, ...] = ()

    @property
    def trace_path(self) -> str:
        """The name of the trace map beside its PDF, such as "01-complaint.trace.json"."""
        return f"{self.pdf_path.removesuffix('.pdf')}.trace.json"


@value
class Packet:
    """A packet of documents made in one run from one set of facts.

    `packet_path` is the bound PDF of all that its reader may see; empty where that is nothing.
    A `draft` was made in spite of findings that block, and can't be filed.
    """

    recipe: str
    title: str
    court: str
    case_number: str | None
    prepared_on: date
    facts_sha256: str
    documents: tuple[Document, ...]
    packet_path: str
    packet_sha256: str
    findings: tuple[Finding, ...] = ()
    draft: bool = False
