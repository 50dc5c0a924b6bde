"""From a packet to an envelope: the court's codes, shape and limits laid over our documents.

Everything that stands in the way is found before anything is refused, so that nobody mends one
fault at a time. The message shows no more of people than the court needs: no birth dates, no
social security numbers, and no address of a protected person.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from assembly.model.finding import Severity
from assembly.model.value import value
from efiling.courts import CourtProfile
from efiling.errors import FilingNotReady, ProfileFault
from efiling.model import (
    Attachment,
    CaseId,
    ConnectedDocument,
    Content,
    CrossReference,
    Envelope,
    EnvelopeCase,
    Filing,
    LeadDocument,
    Payment,
    SubmissionId,
)
from efiling.people import AGENCY, AGENCY_ATTORNEY, agency_attorney, parties
from efiling.text import file_name, shorten


@value
class Filer:
    """How we are known at a court, and what is said with this envelope.

    `location` is the court's location code. `attorney_id` and `account_id` are the e-filing
    manager's ids, empty where it has none. `comment` goes to the clerk with every lead document.
    """

    location: str
    callback_url: str = ""
    attorney_id: str = ""
    account_id: str = ""
    comment: str = ""


def prepare(
    packet: Packet,
    facts: Facts,
    profile: CourtProfile,
    filer: Filer,
    *,
    submission_id: SubmissionId,
    content: Callable[[Document], Content],
) -> Envelope:
    """Return the envelope that files a packet with a court.

    `facts` are the protected ones that the packet was made from; `content` gives the exact bytes
    of a document.

    Raises:
        FilingNotReady: with everything that has to be mended or found out first.
    """
    return _Preparation(packet, facts, profile, filer, submission_id, content).envelope()


class _Preparation:
    """Gathers faults while it builds, so that all of them are told at once."""

    def __init__(
        self,
        packet: Packet,
        facts: Facts,
        profile: CourtProfile,
        filer: Filer,
        submission_id: SubmissionId,
        content: Callable[[Document], Content],
    ) -> None:
        self.packet, self.facts, self.profile, self.filer = packet, facts, profile, filer
        self.submission_id, self.content = submission_id, content
        self.faults: list[str] = []
        self.numbers = iter(range(1, 10_000))

    def envelope(self) -> Envelope:
        if not self.profile.takes_efiling:
            raise FilingNotReady(
                [f"{self.profile.name} takes no filings by message; file on paper or its portal."]
            )
        filed = _filed(self.packet.documents)
        self._refuse_excluded(filed)
        self._refuse_too_large(filed)
        envelope = Envelope(
            submission_id=self.submission_id,
            court=self.filer.location,
            case=self._case(),
            parties=parties(self.facts, self.profile, lambda word: self._code("party_type", word)),
            filings=tuple(self._filings(filed)),
            attorneys=(agency_attorney(self.facts, self.filer.attorney_id),),
            cross_references=self._cross_references(),
            payment=self._payment(),
            callback_url=self.filer.callback_url,
        )
        if self.faults:
            raise FilingNotReady(list(dict.fromkeys(self.faults)))
        return envelope

    def _code(self, list_name: str, word: str) -> str:
        try:
            return self.profile.code(list_name, word)
        except ProfileFault as error:
            self.faults += [f"{self.profile.id}: {fault}" for fault in error.faults]
            return ""

    def _case(self) -> EnvelopeCase:
        case = self.facts.case
        title = case.title or f"{case.petitioner} v. {case.respondent}"
        return EnvelopeCase(
            category_code=self._code("case_category", "child_support"),
            type_code=self._code("case_type", "subsequent" if case.number else "initial"),
            title=shorten(title, self.profile.limit("limits.case_title_chars")),
            docket_number=case.number or "",
            case_id=CaseId(case.court_case_id) if case.court_case_id else None,
        )

    # documents

    def _filings(self, filed: Sequence[Document]) -> list[Filing]:
        """Lead documents, each with what supports it, in the order of the packet."""
        all_leads = self.profile.text("packet.attachments") == "forbidden"
        leads = [d for d in filed if d.role is Role.LEAD or all_leads]
        if not leads:
            self.faults.append("The packet has no lead document; a court files nothing without one.")
        if (most := self.profile.limit("packet.lead_documents_per_envelope")) and len(leads) > most:
            self.faults.append(
                f"The court takes {most} lead document(s) in an envelope; the packet has {len(leads)}."
            )
        if (most := self.profile.limit("limits.documents_per_envelope")) and len(filed) > most:
            self.faults.append(
                f"The court takes {most} documents in an envelope; the packet has {len(filed)}."
            )
        return [
            Filing(
                lead=self._lead(lead, filed, all_leads),
                connected=() if all_leads else tuple(self._connected(lead, leads, filed)),
            )
            for lead in leads
        ]

    def _lead(self, lead: Document, filed: Sequence[Document], all_leads: bool) -> LeadDocument:
        attached = () if all_leads else _attached(lead, filed)
        self._refuse_long_comment()
        return LeadDocument(
            reference=self._reference(),
            title=self._title(lead),
            filing_code=self._code("filing_code", lead.filing_code),
            attachments=self._files(lead, attached),
            filed_by=(AGENCY,),
            attorney=AGENCY_ATTORNEY,
            comments=self.filer.comment,
        )

    def _connected(
        self, lead: Document, leads: Sequence[Document], filed: Sequence[Document]
    ) -> list[ConnectedDocument]:
        return [
            ConnectedDocument(
                reference=self._reference(),
                title=self._title(document),
                filing_code=self._code("filing_code", document.filing_code),
                attachments=self._files(document, _attached(document, filed)),
                filed_by=(AGENCY,),
                attorney=AGENCY_ATTORNEY,
            )
            for document in filed
            if document.role is Role.CONNECTED and _lead_of(document, leads, filed) is lead
        ]

    def _files(self, document: Document, attached: Sequence[Document]) -> tuple[Attachment, ...]:
        main = self._file(document, "document")
        return (main, *(self._file(other, "attachment") for other in attached))

    def _file(self, document: Document, component: str) -> Attachment:
        return Attachment(
            title=self._title(document),
            file_name=sent_name(document, self.profile),
            content=self.content(document),
            component_code=self._code("filing_component", component),
            security_code=self._code("document_type", document.security.value),
            pages=document.pages,
        )

    def _title(self, document: Document) -> str:
        return sent_title(document, self.profile)

    def _reference(self) -> str:
        return f"{self.submission_id}.{next(self.numbers)}"

    # what the court refuses

    def _refuse_long_comment(self) -> None:
        """A comment in a rule's words is said whole or not at all; cut short it would ask for nothing."""
        most, said = self.profile.limit("limits.comment_chars"), len(self.filer.comment)
        if most is not None and said > most:
            self.faults.append(
                f"The court takes {most} characters of comment; the rule's words take {said}. "
                "Take the papers to the court on paper, with the same words on the cover letter."
            )

    def _refuse_excluded(self, filed: Sequence[Document]) -> None:
        for names, cite in _excluded(self.profile):
            for document in filed:
                if names & _names(document):
                    self.faults.append(
                        f"{document.title}: this court takes it on paper only ({cite}). "
                        "File it on paper: the print packet comes with filing instructions."
                    )

    def _refuse_too_large(self, filed: Sequence[Document]) -> None:
        limit = self.profile.limit("limits.document_bytes")
        for document in filed:
            if limit is not None and document.size_bytes > limit:
                self.faults.append(
                    f"{document.title} is {document.size_bytes:,} bytes; the court accepts {limit:,}. Split it."
                )
        whole, most = sum(d.size_bytes for d in filed), self.profile.limit("limits.envelope_bytes")
        if most is not None and whole > most:
            self.faults.append(
                f"The documents are {whole:,} bytes together; the court accepts {most:,} in an envelope. "
                "File them in several envelopes."
            )

    # the rest

    def _cross_references(self) -> tuple[CrossReference, ...]:
        codes = self.profile.codes.get("cross_reference")
        code = codes.code_for("iv_d_number") if codes else None
        return (CrossReference(code=code, number=self.facts.ivd_case.id),) if code else ()

    def _payment(self) -> Payment:
        exempt = self.profile.mapping("fees.agency_exempt")
        payment = Payment(payer=self.facts.agency.name, account_id=self.filer.account_id)
        if "code" not in exempt:
            return payment
        return replace(
            payment,
            exemption_code=str(exempt["code"]),
            exemption_text="Filed by a governmental child support agency, exempt from fees",
        )


def sent_name(document: Document, profile: CourtProfile) -> str:
    """Return the file name under which a document is sent to a court."""
    return file_name(document.pdf_path, profile.limit("limits.filename_chars"))


def sent_title(document: Document, profile: CourtProfile) -> str:
    """Return the title under which a document is sent to a court."""
    return shorten(document.title, profile.limit("limits.title_chars"))


def conventional(packet: Packet, profile: CourtProfile) -> tuple[Document, ...]:
    """Return the documents of a packet that the court takes on paper only; all where it takes no messages."""
    filed = _filed(packet.documents)
    if not profile.takes_efiling:
        return tuple(filed)
    excluded = [names for names, _ in _excluded(profile)]
    return tuple(document for document in filed if any(names & _names(document) for names in excluded))


def _excluded(profile: CourtProfile) -> list[tuple[set[str], str]]:
    """The names of papers that are not e-filed, each with the rule; what only warns is left out."""
    if profile.fact("efiling.excluded_documents").enforcement is not Severity.BLOCK:
        return []
    return [
        ({str(name) for name in entry.get("our_types", [])}, str(entry.get("cite") or "the court's own list"))
        for entry in profile.items("efiling.excluded_documents")
        if isinstance(entry, dict) and entry.get("severity") != "warn" and "follow_up" not in entry
    ]


def _filed(documents: Sequence[Document]) -> list[Document]:
    """What is filed; an attachment that is bound into another document's PDF goes with that one."""
    files: set[str] = set()
    found = []
    for document in documents:
        if document.role is not Role.NOT_FILED and document.pdf_path not in files:
            files.add(document.pdf_path)
            found.append(document)
    return found


def _names(document: Document) -> set[str]:
    """The names under which a court's list of excluded papers may mean a document."""
    slug = document.type_id.rpartition("/")[2].replace("-", "_")
    form = {document.form.number} if document.form else set()
    return {slug, document.filing_code, *form}


def _attached(document: Document, filed: Sequence[Document]) -> list[Document]:
    """The attachments of a document: those that name it, or that follow it and name nothing."""
    found, owner = [], None
    for other in filed:
        if other.role is not Role.ATTACHMENT:
            owner = other
        elif other.parent == document.type_id or (not other.parent and owner is document):
            found.append(other)
    return found


def _lead_of(document: Document, leads: Sequence[Document], filed: Sequence[Document]) -> Document | None:
    """The lead that a connected document supports: the one it names, else the last one before it."""
    named = next((lead for lead in leads if document.parent and lead.type_id == document.parent), None)
    if named is not None:
        return named
    place = filed.index(document)
    before = [lead for lead in leads if filed.index(lead) < place]
    return before[-1] if before else (leads[0] if leads else None)
