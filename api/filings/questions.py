"""The rules that speak when a packet is filed or served: what blocks, and what a person must answer first."""

from collections.abc import Sequence

from api.accounts.account import Account, Act
from api.errors import AnswersNeeded, RequestRefused
from api.filings.content import packet_of
from api.filings.envelope import part_of
from api.filings.record import StoredFiling
from api.ids import PacketId
from api.packets.store import StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from assembly.law import Step
from assembly.model.attestation import Attestation
from assembly.model.document import Document
from assembly.model.finding import Finding, Severity
from efiling.errors import FilingNotReady


def findings_at(services: Services, filing: StoredFiling, step: Step) -> tuple[Finding, ...]:
    """Return what the rules in force on the court's day have against a filing's papers at a step.

    Raises:
        FilingNotReady: the stored files are not the ones that were approved, or nothing is to be filed.
        UnknownName, RuleFault, NoValueInForce: the law cannot answer.
    """
    packet, facts, files = packet_of(services, filing.packet_id, filing.packet_sha256)

    def read(document: Document) -> bytes:
        return services.blobs.get(files[document.pdf_path])

    with services.database.unit_of_work() as work:
        answers = work.filings.answers(filing.packet_id)
    zone = services.courts.profile(filing.court).zone
    return services.assembler.rules(
        part_of(packet, filing.left_out),
        facts,
        read,
        step=step,
        on=services.clock().astimezone(zone).date(),
        answers=answers,
    )


def require_free(packet_id: PacketId, findings: Sequence[Finding]) -> None:
    """Pass when no rule blocks and every question is answered.

    Raises:
        FilingNotReady: with everything that a rule has against it.
        AnswersNeeded: nothing blocks, but questions are open.
    """
    blocks = [found for found in findings if found.severity is Severity.BLOCK]
    if blocks:
        raise FilingNotReady([reason_of(found) for found in blocks])
    asked = questions_in(findings)
    if asked:
        raise AnswersNeeded(packet_id, asked)


def questions_in(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the questions among findings."""
    return tuple(found for found in findings if found.severity is Severity.ATTEST)


def open_questions(services: Services, packet: StoredPacket) -> tuple[Finding, ...]:
    """Return what a person must answer before an approved packet is filed.

    Raises:
        FilingNotReady: the stored files are not the ones that were approved.
    """
    with services.database.unit_of_work() as work:
        draft = work.filings.draft(packet.id, packet.packet_sha256, packet.court)
    return questions_in(findings_at(services, draft, Step.FILE))


def answer_at_filing(
    services: Services, account: Account, packet_id: PacketId, rule: str, *, met: bool, note: str = ""
) -> None:
    """Keep a person's answer to a question that the rules put when a packet is filed or served.

    The papers stay as they were approved: such a question is about an act, not about what is printed.

    Raises:
        NotFound: there is no such packet.
        RequestRefused: the rule's name is no name.
    """
    account.require(Act.FILE)
    if not rule or len(rule) > 120:
        raise RequestRefused("Say which question is answered, by the id of its rule.")
    told = Attestation(rule=rule, answer=met, who=account.name, when=services.clock().date(), note=note)
    with services.database.unit_of_work() as work:
        work.packets.get(packet_id)
        work.filings.answer(packet_id, told)
        work.record(AuditAct(account.id, "filing.question_answered", packet_id, note=f"{rule}: {met}"))


def reason_of(found: Finding) -> str:
    """Return a finding as one of the reasons for which a filing is not ready."""
    cited = f" ({found.citation})" if found.citation else ""
    return f"{found.message}{cited} {found.remedy}".strip()
