"""Serving and proving: papers go out, the server reports, the report is checked, the proof is prepared."""

import io
from dataclasses import asdict, replace
from datetime import date

import pikepdf

from api.accounts.account import Account, Act
from api.errors import NotFound, ProofRefused, ServiceBusy
from api.facts.service import take_in
from api.filings.clock import calendar_of
from api.filings.content import packet_of
from api.filings.copies import SERVABLE
from api.filings.questions import findings_at, questions_in, require_free
from api.filings.record import StoredFiling
from api.ids import ServiceTaskId
from api.packets.service import order as order_packet
from api.service.parties import ToServe, hearing_of, party_names, to_serve
from api.service.planning import filed_on, rule_of, start_limits
from api.service.record import ServiceState, ServiceTask
from api.service.report import ServerReport, service_of
from api.services import Services
from api.storage.audit import AuditAct
from assembly.intake import facts_json
from assembly.law import Step
from assembly.model.document import Document, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.model.finding import Finding, Severity
from assembly.model.service import Service, ServiceMethod
from assembly.rules.deadlines import load_deadlines
from assembly.rules.proof_of_service import Expected, check_proof, completed_on
from assembly.rules.service_rules import ServiceRule
from efiling.model import Outcome

OPEN = frozenset({ServiceState.RELEASED, ServiceState.OUT, ServiceState.NOT_SERVED, ServiceState.SERVED})


def send_out(
    services: Services, account: Account, task_id: ServiceTaskId, method: ServiceMethod
) -> ServiceTask:
    """Note that the papers went out to be served in one manner.

    Raises:
        NotFound: there is no such service.
        ServiceBusy: it is not released, or is over.
        ProofRefused: the rule on this paper does not allow the manner.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        task = work.services.lock(task_id)
        if task.state not in OPEN:
            raise ServiceBusy(task_id, task.state.value)
        rule = rule_of(task)
        if method.value in rule.not_by:
            manner = Finding(
                rule="service.manner",
                severity=Severity.BLOCK,
                message=f"{rule.title} cannot be served in this manner: {method.value.replace('_', ' ')}.",
                citation=rule.citation,
            )
            raise ProofRefused(task_id, (manner,))
        work.record(AuditAct(account.id, "service.out", task_id, note=method.value))
        return work.services.save(replace(task, state=ServiceState.OUT, method=method.value, problem=""))


def not_served(services: Services, account: Account, task_id: ServiceTaskId, reason: str) -> ServiceTask:
    """Note that an attempt failed, and why; the papers can go out again.

    Raises:
        NotFound: there is no such service.
        ServiceBusy: it is not released, or is over.
    """
    account.require(Act.FILE)
    with services.database.unit_of_work() as work:
        task = work.services.lock(task_id)
        if task.state not in OPEN:
            raise ServiceBusy(task_id, task.state.value)
        work.record(AuditAct(account.id, "service.not_served", task_id))
        return work.services.save(replace(task, state=ServiceState.NOT_SERVED, problem=reason[:2000]))


def prove(services: Services, account: Account, task_id: ServiceTaskId, report: ServerReport) -> ServiceTask:
    """Check what a server reports, keep it, and order the packet that proves it.

    The packet is reviewed, approved and filed like any other, in the case that the court opened; the
    time limits start when the court has filed it. An employer's notice needs no proof: they start now.

    Raises:
        NotFound: there is no such service.
        ServiceBusy: it is not released, or its proof is on file.
        ProofRefused: the proof would be worthless; everything that stands against it is told.
        AnswersNeeded: the rules put questions on service that nobody has answered.
    """
    account.require(Act.PREPARE)
    task, filing, facts, papers = _under_proof(services, task_id)
    rule, person = rule_of(task), to_serve(task.who, facts)
    service = service_of(report, recipient=person.recipient, papers=tuple(papers))
    findings = _checked(services, filing, facts, rule, person, service, tuple(papers))
    blocking = [found for found in findings if found.severity is Severity.BLOCK]
    if blocking:
        raise ProofRefused(task_id, blocking)
    require_free(filing.packet_id, questions_in(findings_at(services, filing, Step.SERVE)))
    jurisdiction = rule.id.partition("/")[0]
    done = completed_on(service, rule, law=load_deadlines(jurisdiction))
    kept = take_in(services, account, facts_json(_with_proof(services, filing, facts, service)))
    packet = order_packet(services, account, kept.id, rule.proof_packet)[0] if rule.proof_packet else None
    with services.database.unit_of_work() as work:
        current = work.services.lock(task_id)
        if current.version != task.version:
            raise ServiceBusy(task_id, current.state.value)
        work.record(AuditAct(account.id, "service.served", task_id, note=report.method.value))
        current = work.services.save(
            replace(
                current,
                state=ServiceState.SERVED,
                method=report.method.value,
                completed_on=done,
                facts_id=kept.id,
                proof_packet_id=packet.id if packet else None,
                findings=tuple(asdict(found) for found in findings),
                problem="",
            )
        )
    if packet is None:
        start_limits(services, current, source="person")
        with services.database.unit_of_work() as work:
            return work.services.get(task_id)
    return current


def copies_for(services: Services, task_id: ServiceTaskId) -> bytes:
    """Return the stamped copies that a person gets, in the order of the packet, as one PDF.

    Only what the court stamped is served, and only papers whose class the person may see.

    Raises:
        NotFound: there is no such service, or no stamped copy that may be served yet.
        ServiceBusy: the court has not filed the papers.
    """
    task, filing, _, _ = _under_proof(services, task_id, states=OPEN | {ServiceState.PROOF_FILED})
    packet, _, _ = packet_of(services, filing.packet_id, filing.packet_sha256)
    with services.database.unit_of_work() as work:
        found = {
            copy.name: copy.sha256 for copy in work.filings.conformed(filing.id) if copy.relation in SERVABLE
        }
    wanted = [document.pdf_path for document in packet.documents if _may_get(task, document)]
    names = [name for name in dict.fromkeys(wanted) if name in found]
    if not names:
        raise NotFound("stamped copy to be served in filing", filing.id)
    with pikepdf.new() as merged:
        for name in names:
            with pikepdf.open(io.BytesIO(services.blobs.get(found[name]))) as part:
                merged.pages.extend(part.pages)
        out = io.BytesIO()
        merged.save(out, deterministic_id=True)
    return out.getvalue()


def _may_get(task: ServiceTask, document: Document) -> bool:
    """A party gets the public papers; an employer the withholding order, with the number that it needs."""
    if document.role is Role.NOT_FILED or document.parent:
        return False
    if task.who.startswith("employer"):
        return document.type_id in rule_of(task).papers
    return document.security is SecurityClass.PUBLIC


def _under_proof(
    services: Services, task_id: ServiceTaskId, *, states: frozenset[ServiceState] = OPEN
) -> tuple[ServiceTask, StoredFiling, Facts, dict[str, str]]:
    """Return an open service with its filing, the facts, and the titles and files of the papers that were filed."""
    with services.database.unit_of_work() as work:
        task = work.services.get(task_id)
        filing = work.filings.get(task.filing_id)
    if task.state not in states:
        raise ServiceBusy(task_id, task.state.value)
    packet, facts, _ = packet_of(services, filing.packet_id, filing.packet_sha256)
    refused = {
        filing.papers.get(str(paper.get("reference", "")), "")
        for paper in filing.documents
        if paper.get("outcome") == Outcome.REJECTED.value
    }
    return (
        task,
        filing,
        facts,
        {
            document.title: document.pdf_path
            for document in packet.documents
            if document.pdf_path not in refused
            and document.type_id not in filing.left_out
            and _may_get(task, document)
        },
    )


def _checked(
    services: Services,
    filing: StoredFiling,
    facts: Facts,
    rule: ServiceRule,
    person: ToServe,
    service: Service,
    papers: tuple[str, ...],
) -> tuple[Finding, ...]:
    profile = services.courts.profile(filing.court)
    expected = Expected(
        names=person.names,
        parties=party_names(facts),
        papers=papers,
        filed_on=filed_on(filing, services),
        today=_today(services, filing),
        hearing=hearing_of(facts),
    )
    law = load_deadlines(rule.id.partition("/")[0])
    return check_proof(service, rule, expected=expected, law=law, calendar=calendar_of(profile))


def _with_proof(services: Services, filing: StoredFiling, facts: Facts, service: Service) -> Facts:
    """Return the facts of the case as the court has it now, with the service."""
    case = replace(
        facts.case,
        number=facts.case.number or filing.docket_number or None,
        filed_on=facts.case.filed_on or filed_on(filing, services),
        court_case_id=facts.case.court_case_id or filing.case_id,
    )
    return replace(
        facts,
        prepared_on=_today(services, filing),
        case=case,
        service=service,
        resubmission=None,
        attestations=(),
        signatures=(),
    )


def _today(services: Services, filing: StoredFiling) -> date:
    zone = services.courts.profile(filing.court).zone
    return services.clock().astimezone(zone).date()
