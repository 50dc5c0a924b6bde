"""Who is to be served with a filing's papers, kept up with where the filing stands.

Services wait while the court decides, are released when the court confirmed that it filed the paper,
and are cancelled when it did not. When the court has filed a proof, the time limits start.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from api.facts.service import read_stored
from api.filings.clock import calendar_of
from api.filings.content import packet_of
from api.filings.news import SERVICE_UPDATE, tell
from api.filings.record import StoredFiling
from api.ids import FilingId
from api.service.parties import hearing_of, persons_of
from api.service.record import OVER, ServiceState, ServiceTask
from api.services import Services
from api.storage.audit import AuditAct
from api.storage.unit_of_work import Work
from assembly.model.facts import Facts
from assembly.rules.calendars import Calendar
from assembly.rules.deadlines import deadline, load_deadlines
from assembly.rules.proof_of_service import started
from assembly.rules.service_rules import ServiceRule, load_service_rules, rules_for
from efiling.lifecycle import Event, State
from efiling.model import Outcome

__all__ = ["SERVICE_UPDATE", "rule_of", "update"]

TAKEN = frozenset({State.ACCEPTED, State.PARTLY_ACCEPTED, State.SERVED})
UNDER_WAY = frozenset({State.SUBMITTING, State.UNKNOWN, State.RECEIVED, State.UNDER_REVIEW})


@dataclass(frozen=True, slots=True)
class _Wanted:
    rule: ServiceRule
    who: str
    state: ServiceState
    due_on: date | None


def update(services: Services, filing_id: FilingId) -> None:
    """Bring the services of a filing, and those that it proves, up to where the filing stands.

    Doing it again changes nothing.
    """
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        proved = bool(_proved(work, filing))
    wanted = _wanted(services, filing)
    if wanted:
        with services.database.unit_of_work() as work:
            filing = work.filings.lock(filing_id)
            for each in wanted:
                _bring_up(work, filing, each)
    if proved:
        _settle_proof(services, filing_id)


def rule_of(task: ServiceTask) -> ServiceRule:
    """Return the rule on a service.

    Raises:
        KeyError: the rule is no longer in the law; that is a fault of the law's files.
    """
    jurisdiction = task.rule.partition("/")[0]
    return {rule.id: rule for rule in load_service_rules(jurisdiction)}[task.rule]


def _wanted(services: Services, filing: StoredFiling) -> tuple[_Wanted, ...]:
    """Return every service that the law wants of a filing's papers, and where it stands by the court's word."""
    packet, facts, _ = packet_of(services, filing.packet_id, filing.packet_sha256)
    gone = set(filing.left_out)
    papers = {
        document.type_id: document.pdf_path for document in packet.documents if document.type_id not in gone
    }
    jurisdiction = f"us-{facts.court.state.lower()}"
    calendar = calendar_of(services.courts.profile(filing.court))
    found = []
    for rule in rules_for(jurisdiction, papers):
        files = {papers[paper] for paper in rule.papers if paper in papers}
        state = _state_of(filing, files)
        if state is not None:
            due = _due(rule, filing, facts, calendar)
            found += [_Wanted(rule, who, state, due) for who in persons_of(rule, facts)]
    return tuple(found)


def _state_of(filing: StoredFiling, files: set[str]) -> ServiceState | None:
    if filing.state in UNDER_WAY:
        return ServiceState.WAITING
    if filing.state in TAKEN and filing.service_released_at:
        refused = {
            filing.papers.get(str(paper.get("reference", "")), "")
            for paper in filing.documents
            if paper.get("outcome") == Outcome.REJECTED.value
        }
        return ServiceState.CANCELLED if files & refused else ServiceState.RELEASED
    if filing.state in (State.REJECTED, State.CANCELLED, State.FAILED):
        return ServiceState.CANCELLED
    return None


def _due(rule: ServiceRule, filing: StoredFiling, facts: Facts, calendar: Calendar) -> date | None:
    """Return the last day that a rule gives for a service, where it gives one."""
    if rule.federal_limit:
        if not filing.filed_at:
            return None
        day = datetime.fromisoformat(filing.filed_at).date()  # the order is known from its filing on
        return deadline(rule.federal_limit, day, law=load_deadlines("us"), calendar=calendar).due
    hearing = hearing_of(facts)
    if rule.hearing and hearing:
        law = load_deadlines(rule.id.partition("/")[0])
        name = next(iter(rule.hearing_as.values()), "")
        return deadline(rule.hearing, hearing, law=law, service=name, calendar=calendar).due
    return None


def _bring_up(work: Work, filing: StoredFiling, wanted: _Wanted) -> None:
    known = next(
        (
            task
            for task in work.services.of_filing(filing.id)
            if (task.rule, task.who) == (wanted.rule.id, wanted.who)
        ),
        None,
    )
    if known is None:
        if wanted.state is not ServiceState.CANCELLED:
            added = work.services.add(
                filing.id, wanted.rule.id, wanted.who, state=wanted.state, due_on=wanted.due_on
            )
            if added is not None:
                work.record(AuditAct("question", f"service.{wanted.state.value}", added.id))
        return
    if known.state is ServiceState.WAITING and wanted.state is not ServiceState.WAITING:
        task = work.services.lock(known.id)
        problem = "The court did not file the paper." if wanted.state is ServiceState.CANCELLED else ""
        due = wanted.due_on or task.due_on
        work.services.save(replace(task, state=wanted.state, due_on=due, problem=problem))
        work.record(AuditAct("question", f"service.{wanted.state.value}", known.id))


def _proved(work: Work, filing: StoredFiling) -> Sequence[ServiceTask]:
    """Return the services that a filing proves: by its packet, or by the one that it mends."""
    seen: set[str] = set()
    while filing.id not in seen:
        seen.add(filing.id)
        if found := work.services.proved_by(filing.packet_id):
            return found
        if not filing.mends_filing:
            return ()
        filing = work.filings.get(FilingId(filing.mends_filing))
    return ()


def _settle_proof(services: Services, filing_id: FilingId) -> None:
    """Write down what became of a filed proof: accepted, it starts the time limits."""
    with services.database.unit_of_work() as work:
        proof = work.filings.get(filing_id)
        ids = [task.id for task in _proved(work, proof)]
    for task_id in ids:
        with services.database.unit_of_work() as work:
            task = work.services.lock(task_id)
            if task.state in OVER:
                continue
            if proof.state in (State.REJECTED, State.CANCELLED, State.FAILED):
                problem = "The court did not file the proof: mend it and file it again."
                if task.problem != problem:
                    work.services.save(replace(task, problem=problem))
                continue
            if proof.state not in TAKEN or not proof.service_released_at:
                continue
            facts_id = task.facts_id
        if facts_id is not None:
            start_limits(services, task, source="question")


def start_limits(services: Services, task: ServiceTask, *, source: str) -> None:
    """Start the time limits of a service that is proved, and say of its filing when everybody is served."""
    assert task.facts_id is not None  # noqa: S101 - who calls has looked
    facts, rule = read_stored(services, task.facts_id), rule_of(task)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(task.filing_id)
    jurisdiction = rule.id.partition("/")[0]
    law, calendar = load_deadlines(jurisdiction), calendar_of(services.courts.profile(filing.court))
    limits = started(facts.service, rule, law=law, calendar=calendar) if facts.service else ()
    with services.database.unit_of_work() as work:
        current = work.services.lock(task.id)
        if current.state in OVER:
            return
        work.services.start(current, limits)
        work.services.save(replace(current, state=ServiceState.PROOF_FILED, problem=""))
        work.record(AuditAct(source, "service.proof_filed", task.id))
        everyone = work.services.of_filing(task.filing_id)
        if all(each.state in OVER for each in everyone):
            original = work.filings.lock(task.filing_id)
            if original.state in TAKEN and original.state is not State.SERVED:
                note = "Everybody who had to be served is served, and the proofs are in."
                tell(work, original, Event.SERVED, source=source, note=note)


def filed_on(filing: StoredFiling, services: Services) -> date:
    """Return the court's date of filing, in its zone."""
    moment = filing.filed_at or filing.reviewed_at or filing.changed_at.isoformat()
    zone = services.courts.profile(filing.court).zone
    return datetime.fromisoformat(moment).astimezone(zone).date()
