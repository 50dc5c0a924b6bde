"""One transaction: what is read and written in it, what it did, and what is queued once it holds.

Audit entries are written last, so that the lock on the chain is held for a moment only; jobs are
handed to the queue after the commit, so that no worker looks for what is not yet there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.accounts.store import AccountStore
from api.batches.store import BatchStore
from api.clock import Clock
from api.drafts.store import DraftStore
from api.facts.store import FactsStore
from api.filings.callback_store import CallbackStore
from api.filings.store import FilingStore
from api.ids import JobId
from api.jobs.store import JobStore
from api.packets.exhibit_store import ExhibitStore
from api.packets.original_store import OriginalStore
from api.packets.store import PacketStore
from api.preflight.store import CheckStore
from api.service.store import ServiceStore
from api.storage.audit import AuditAct, append, export_page

Enqueue = Callable[[str, JobId], None]
log = structlog.get_logger()


@dataclass
class Work:
    """The stores of one transaction. `now` is the same moment throughout."""

    session: Session
    now: datetime
    acts: list[AuditAct] = field(default_factory=list)
    announced: list[tuple[str, JobId]] = field(default_factory=list)

    def record(self, act: AuditAct) -> None:
        """Add an act to the audit trail when the transaction is committed."""
        self.acts.append(act)

    @cached_property
    def jobs(self) -> JobStore:
        """The jobs."""
        return JobStore(self.session, self.now, lambda task, job: self.announced.append((task, job)))

    @cached_property
    def accounts(self) -> AccountStore:
        """The accounts, tokens and secrets."""
        return AccountStore(self.session, self.now)

    @cached_property
    def facts(self) -> FactsStore:
        """The stored facts and the requests that were answered."""
        return FactsStore(self.session, self.now)

    @cached_property
    def packets(self) -> PacketStore:
        """The packets, their files and approvals."""
        return PacketStore(self.session, self.now)

    @cached_property
    def checks(self) -> CheckStore:
        """The checks of packets before their approval."""
        return CheckStore(self.session, self.now)

    @cached_property
    def drafts(self) -> DraftStore:
        """The edited Word drafts of packets."""
        return DraftStore(self.session, self.now)

    @cached_property
    def exhibits(self) -> ExhibitStore:
        """The exhibits of packets."""
        return ExhibitStore(self.session, self.now)

    @cached_property
    def originals(self) -> OriginalStore:
        """The signed originals of packets."""
        return OriginalStore(self.session, self.now)

    @cached_property
    def filings(self) -> FilingStore:
        """The filings, their timelines and conformed copies."""
        return FilingStore(self.session, self.now)

    @cached_property
    def services(self) -> ServiceStore:
        """The services of process and the time limits they started."""
        return ServiceStore(self.session, self.now)

    @cached_property
    def callbacks(self) -> CallbackStore:
        """The messages that courts sent us."""
        return CallbackStore(self.session, self.now)

    @cached_property
    def batches(self) -> BatchStore:
        """The batches and their cases."""
        return BatchStore(self.session, self.now)


class Database:
    """Opens units of work."""

    def __init__(self, engine: Engine, *, clock: Clock, enqueue: Enqueue) -> None:
        self.engine, self._clock, self._enqueue = engine, clock, enqueue

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        """Run one transaction: commit at the end, roll back on any error, then queue what was added."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            work = Work(session, self._clock())
            yield work
            session.flush()
            if work.acts:
                append(session.connection(), work.acts, at=work.now)
        for task, job_id in work.announced:
            self._hand_over(task, job_id)

    def audit_trail(self) -> Iterator[str]:
        """Yield the audit trail as lines of JSON, up to what it holds when the last page is read.

        No transaction is open while a line is taken: a slow reader keeps nobody from writing, and
        only one page of the trail is in memory.
        """
        after = 0
        while True:
            with self.unit_of_work() as work:
                lines = export_page(work.session.connection(), after=after)
            if not lines:
                return
            yield from lines
            after += len(lines)

    def _hand_over(self, task: str, job_id: JobId) -> None:
        """Queue a job. A queue that is away costs time, not the job: the sweeper finds it."""
        try:
            self._enqueue(task, job_id)
        except (OSError, RuntimeError) as error:
            log.warning("job not queued; the sweeper will", job=job_id, task=task, error=type(error).__name__)
