"""Services of process and their deadlines in the database."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import NotFound, ServiceBusy
from api.ids import FactsId, FilingId, PacketId, ServiceTaskId, new_service_task_id
from api.service.record import ServiceDeadline, ServiceState, ServiceTask
from api.storage.tables import ServiceDeadlineRow, ServiceTaskRow
from assembly.rules.deadlines import Deadline


class ServiceStore:
    """The services, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def add(
        self, filing_id: FilingId, rule: str, who: str, *, state: ServiceState, due_on: date | None
    ) -> ServiceTask | None:
        """Write down a service that is to be made; None where it is written down already."""
        known = select(ServiceTaskRow.id).where(
            ServiceTaskRow.filing_id == filing_id, ServiceTaskRow.rule == rule, ServiceTaskRow.who == who
        )
        if self._session.scalar(known) is not None:
            return None
        row = ServiceTaskRow(
            id=new_service_task_id(),
            filing_id=filing_id,
            rule=rule,
            who=who,
            method="",
            state=state,
            version=0,
            due_on=due_on,
            completed_on=None,
            facts_id="",
            proof_packet_id="",
            findings=[],
            problem="",
            created_at=self._now,
            changed_at=self._now,
        )
        self._session.add(row)
        self._session.flush()
        return _task(row)

    def get(self, task_id: ServiceTaskId) -> ServiceTask:
        """Return a service.

        Raises:
            NotFound: there is no such service.
        """
        return _task(self._row(task_id))

    def lock(self, task_id: ServiceTaskId) -> ServiceTask:
        """Return a service that nobody else can change before this transaction ends.

        Raises:
            NotFound: there is no such service.
        """
        self._session.execute(select(ServiceTaskRow.id).where(ServiceTaskRow.id == task_id).with_for_update())
        row = self._row(task_id)
        self._session.refresh(row)
        return _task(row)

    def save(self, task: ServiceTask) -> ServiceTask:
        """Store a changed service.

        Raises:
            ServiceBusy: it was changed since it was read.
        """
        row = self._row(task.id)
        if row.version != task.version:
            raise ServiceBusy(task.id, row.state)
        row.state, row.method, row.problem = task.state, task.method, task.problem
        row.due_on, row.completed_on = task.due_on, task.completed_on
        row.facts_id, row.proof_packet_id = task.facts_id or "", task.proof_packet_id or ""
        row.findings = [dict(finding) for finding in task.findings]
        row.version += 1
        row.changed_at = self._now
        self._session.flush()
        return _task(row)

    def of_filing(self, filing_id: FilingId) -> Sequence[ServiceTask]:
        """Return the services of a filing, in the order in which they were released."""
        rows = self._session.scalars(
            select(ServiceTaskRow)
            .where(ServiceTaskRow.filing_id == filing_id)
            .order_by(ServiceTaskRow.created_at, ServiceTaskRow.rule, ServiceTaskRow.who.desc())
        )
        return [_task(row) for row in rows]

    def proved_by(self, packet_id: PacketId) -> Sequence[ServiceTask]:
        """Return the services that a packet proves."""
        rows = self._session.scalars(
            select(ServiceTaskRow).where(ServiceTaskRow.proof_packet_id == packet_id)
        )
        return [_task(row) for row in rows]

    def start(self, task: ServiceTask, deadlines: Sequence[Deadline]) -> int:
        """Write down the time limits that a service started, each once; return how many are new."""
        new = 0
        for limit in deadlines:
            if self._session.get(ServiceDeadlineRow, (task.id, limit.rule)) is not None:
                continue
            self._session.add(
                ServiceDeadlineRow(
                    task_id=task.id,
                    rule=limit.rule,
                    filing_id=task.filing_id,
                    title=limit.title,
                    citation=limit.citation,
                    start=limit.start,
                    due=limit.due,
                    verified=limit.verified,
                    steps=[asdict(step) for step in limit.steps],
                    created_at=self._now,
                )
            )
            new += 1
        self._session.flush()
        return new

    def deadlines(self, filing_id: FilingId) -> Sequence[ServiceDeadline]:
        """Return the time limits that services of a filing started, the soonest first."""
        rows = self._session.scalars(
            select(ServiceDeadlineRow)
            .where(ServiceDeadlineRow.filing_id == filing_id)
            .order_by(ServiceDeadlineRow.due, ServiceDeadlineRow.rule)
        )
        return [
            ServiceDeadline(
                task_id=ServiceTaskId(row.task_id),
                filing_id=FilingId(row.filing_id),
                rule=row.rule,
                title=row.title,
                citation=row.citation,
                start=row.start,
                due=row.due,
                verified=row.verified,
                steps=tuple(row.steps),
            )
            for row in rows
        ]

    def _row(self, task_id: ServiceTaskId) -> ServiceTaskRow:
        row = self._session.get(ServiceTaskRow, task_id)
        if row is None:
            raise NotFound("service", task_id)
        return row


def _task(row: ServiceTaskRow) -> ServiceTask:
    return ServiceTask(
        id=ServiceTaskId(row.id),
        filing_id=FilingId(row.filing_id),
        rule=row.rule,
        who=row.who,
        method=row.method,
        state=ServiceState(row.state),
        version=row.version,
        due_on=row.due_on,
        completed_on=row.completed_on,
        facts_id=FactsId(row.facts_id) if row.facts_id else None,
        proof_packet_id=PacketId(row.proof_packet_id) if row.proof_packet_id else None,
        findings=tuple(row.findings),
        problem=row.problem,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
