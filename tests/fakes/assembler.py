"""An assembler that makes a small, real packet of two one-page PDFs in a moment."""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from api.packets.assembler import Read
from api.packets.to_sign import ToSign
from assembly.errors import PacketRefused, UnknownName
from assembly.law import Step
from assembly.model.attestation import Attestation
from assembly.model.document import Document, Packet, Role, SecurityClass
from assembly.model.edited import EditedDraft
from assembly.model.exhibit import Exhibit
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.rules import protect
from efiling.courts import CourtProfile
from efiling.model import Envelope
from efiling.preflight import Report, Result, Stage
from efiling.preflight.asked import NOT_ASKED, Asked

ESTABLISH = (
    ("01-complaint", Role.LEAD, "Complaint", "us-ca/summons-and-complaint"),
    ("02-statement", Role.CONNECTED, "Statement", "us-ca/statement"),
)
PAPERS = {
    "us-ca/establish": ESTABLISH,
    "us/withhold-income": ESTABLISH,
    "us-or/establish": (
        ("01-petition", Role.LEAD, "Petition", "us-or/petition-support-parentage"),
        ("02-summons", Role.CONNECTED, "Summons", "us-or/summons"),
    ),
    "us-ca/prove-service-of-summons": (
        ("01-proof", Role.LEAD, "Proof of Service", "us-ca/proof-of-service-summons"),
    ),
    "us-or/prove-service": (("01-return", Role.LEAD, "Return of Service", "us-or/return-of-service"),),
    "us-ca/request-filing-date": (
        ("01-declaration", Role.LEAD, "Declaration", "us-ca/declaration-of-rejected-filing"),
    ),
    "us-or/contempt": (
        ("01-contempt", Role.LEAD, "Contempt Motion", "us-or/contempt-motion"),
        ("02-declaration", Role.CONNECTED, "Declaration", "us-or/declaration"),
    ),
}
LETTER = ("09-letter", Role.CONNECTED, "Cover Letter", "us-or/relation-back-letter")
RECIPES = tuple(PAPERS)
REFUSED_CASE_ID = "refuse-me"
CRASHING_CASE_ID = "crash-me"
ASKING_CASE_ID = "ask-me"


class FakeAssembler:
    """Makes what is asked; the IV-D case id `refuse-me` is refused by a rule, `ask-me` asks a question."""

    def __init__(self) -> None:
        self.made = 0
        self.preflight_results: tuple[Result, ...] = ()
        self.message = ""
        self.open_hashes: tuple[str, ...] = ()
        self.stage: Stage | None = None
        self.asked = NOT_ASKED
        self.rule_findings: dict[Step, tuple[Finding, ...]] = {}
        self.places: tuple[ToSign, ...] = ()
        self.wording = ""
        self.refused: tuple[Finding, ...] = ()
        self.edited: tuple[EditedDraft, ...] = ()

    def require_recipe(self, recipe: str) -> None:
        if recipe not in RECIPES:
            raise UnknownName("packet", recipe, RECIPES)

    def validate(self, facts: Facts, recipe: str) -> tuple[Finding, ...]:
        self.require_recipe(recipe)
        if self.refused:
            return self.refused
        if facts.ivd_case.id != REFUSED_CASE_ID:
            return ()
        return (
            Finding(rule="test/refused", severity=Severity.BLOCK, message="Mend it.", pointer="/ivd_case/id"),
        )

    def assemble(
        self,
        facts: Facts,
        recipe: str,
        out: Path,
        *,
        exhibits: Sequence[Exhibit] = (),
        edited: Sequence[EditedDraft] = (),
    ) -> Packet:
        self.edited = tuple(edited)
        findings = self.validate(facts, recipe)
        if findings:
            raise PacketRefused(findings)
        if facts.ivd_case.id == CRASHING_CASE_ID:
            raise RuntimeError("a fault that nobody foresaw")
        self.made += 1
        out.mkdir()
        documents = tuple(
            _document(
                out,
                name,
                role,
                type_id=type_id,
                title=f"{title} {facts.ivd_case.id}{_signed(facts)}{self.wording}",
                words=_words(facts, name),
            )
            for name, role, title, type_id in _papers(facts, recipe)
        )
        proof = "".join(f", {one.title}{' (confidential)' * one.confidential}" for one in exhibits)
        whole = one_page_pdf(f"Packet {facts.ivd_case.id}{proof}")
        (out / "packet.pdf").write_bytes(whole)
        packet = Packet(
            recipe=recipe,
            title="Establish support",
            court=facts.court.id,
            case_number=facts.case.number,
            prepared_on=facts.prepared_on,
            facts_sha256="0" * 64,
            documents=documents,
            packet_path="packet.pdf",
            packet_sha256=hashlib.sha256(whole).hexdigest(),
        )
        if facts.ivd_case.id == ASKING_CASE_ID and not facts.attestations:
            question = Finding(
                rule="test/asked", severity=Severity.ATTEST, message="Is it so?", citation="Test § 1"
            )
            packet = replace(packet, findings=(question,))
        record = TypeAdapter(Packet).dump_json(packet)
        (out / "manifest.json").write_bytes(record)
        return packet

    def read(self, folder: Path) -> Packet:
        return TypeAdapter(Packet).validate_json((folder / "manifest.json").read_bytes())

    def protect(self, facts: Facts) -> Facts:
        return protect(facts)

    def to_sign(
        self, packet: Packet, facts: Facts, word: Callable[[Document], bytes | None], *, court: CourtProfile
    ) -> tuple[ToSign, ...]:
        """What the test says; the plan of real papers has tests of its own."""
        return self.places

    def rules(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        step: Step,
        on: date,
        answers: Mapping[str, Attestation],
    ) -> tuple[Finding, ...]:
        """What the test says, but for the questions that were answered; the rules have tests of their own."""
        return tuple(
            found
            for found in self.rule_findings.get(step, ())
            if not (found.rule in answers and answers[found.rule].answer)
        )

    def preflight(
        self,
        packet: Packet,
        facts: Facts,
        read: Read,
        *,
        court: CourtProfile,
        today: date,
        envelope: Envelope | None = None,
        message: str = "",
        stage: Stage = Stage.TRANSMISSION,
        open_hashes: tuple[str, ...] = (),
        asked: Asked = NOT_ASKED,
    ) -> Report:
        """What the test says; pre-flight itself has tests of its own."""
        self.message, self.open_hashes, self.stage, self.asked = message, open_hashes, stage, asked
        return Report(court=court.id, edition=court.edition, hashes=(), results=self.preflight_results)


def _signed(facts: Facts) -> str:
    return "".join(f" /s/ {given.name} {given.on}" for given in facts.signatures)


def _papers(facts: Facts, recipe: str) -> tuple[tuple[str, Role, str, str], ...]:
    """The papers of a packet; an Oregon packet that goes again has its letter."""
    asks = facts.resubmission is not None and facts.court.state == "OR"
    return (*PAPERS[recipe], LETTER) if asks else PAPERS[recipe]


def _words(facts: Facts, name: str) -> str:
    """What a page says: enough that a changed fact shows in words."""
    said = f"Case No. {facts.case.number or 'none'}. {name[3:].capitalize()} of {facts.obligor.income.gross_monthly if facts.obligor.income else 'nothing'}."
    if name == LETTER[0] and facts.resubmission is not None:
        said += f" {facts.resubmission.subject}"
    return said


def one_page_pdf(title: str, words: str = "") -> bytes:
    """Return a letter page with a title in its properties and words on it; the same title, the same bytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=612, height=792)
    if words:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        drawn = StreamObject()
        plain = words.replace("\\", "").replace("(", "").replace(")", "")
        drawn.set_data(f"BT /F1 12 Tf 72 640 Td ({plain}) Tj ET".encode("latin-1", "replace"))
        page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _document(out: Path, name: str, role: Role, *, type_id: str, title: str, words: str) -> Document:
    content = one_page_pdf(title, words)
    (out / f"{name}.pdf").write_bytes(content)
    return Document(
        type_id=type_id,
        title=title,
        role=role,
        filing_code="complaint",
        security=SecurityClass.PUBLIC,
        pdf_path=f"{name}.pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        pages=1,
        size_bytes=len(content),
        template_sha256="0" * 64,
    )
