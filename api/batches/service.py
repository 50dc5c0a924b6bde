"""Running a batch: every case a job of its own, settled once, counted always."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from api.accounts.account import Account, Act
from api.batches.source import CaseSource
from api.batches.store import Batch, CaseState
from api.ids import BatchId
from api.packets.service import store_folder
from api.services import Services
from api.storage.audit import AuditAct
from assembly.errors import AssemblyError
from assembly.intake import read_facts

MAKE = "batches.make_case"


def start(
    services: Services, account: Account, recipe: str, cases: Sequence[CaseSource], source_sha256: str
) -> Batch:
    """Write a batch down with all its cases, and queue those that can be made.

    Raises:
        UnknownName: there is no such packet.
    """
    account.require(Act.RUN_BATCH)
    services.assembler.require_recipe(recipe)
    stored = [(case, services.blobs.put(case.facts) if case.facts else "") for case in cases]
    with services.database.unit_of_work() as work:
        batch = work.batches.add(recipe, source_sha256, account.id)
        for number, (case, facts_sha256) in enumerate(stored, 1):
            work.batches.add_case(batch.id, number, case.label, facts_sha256=facts_sha256, reason=case.reason)
            if not case.reason:
                work.jobs.add(MAKE, _subject(batch.id, number))
        if all(case.reason for case in cases):
            work.batches.finish(batch.id)
        work.record(
            AuditAct(account.id, "batch.started", batch.id, after=source_sha256, note=f"{len(cases)} cases")
        )
    return batch


def make_case(services: Services, subject: str) -> None:
    """Make the packet of one case. What goes wrong is that case's own reason, and stops no other."""
    batch_id, number = _parts(subject)
    with services.database.unit_of_work() as work:
        batch = work.batches.get(batch_id)
        case = work.batches.case(batch_id, number)
    if case.state is not CaseState.WAITING:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="courtpacket-") as folder:
            out = Path(folder) / "packet"
            services.assembler.assemble(read_facts(services.blobs.get(case.facts_sha256)), batch.recipe, out)
            files = store_folder(services, out)
    except AssemblyError as error:
        _settle(services, batch_id, number, CaseState.EXCEPTION, reason=str(error))
    except Exception as error:
        reason = f"The service failed on this case ({type(error).__name__}). The operator was told."
        _settle(services, batch_id, number, CaseState.EXCEPTION, reason=reason)
        raise
    else:
        with services.database.unit_of_work() as work:
            work.batches.settle(batch_id, number, CaseState.MADE, files=files)
        _finish(services, batch_id)


def _settle(services: Services, batch_id: BatchId, number: int, state: CaseState, *, reason: str) -> None:
    with services.database.unit_of_work() as work:
        work.batches.settle(batch_id, number, state, reason=reason)
    _finish(services, batch_id)


def _finish(services: Services, batch_id: BatchId) -> None:
    """Mark the batch as finished when no case waits any more."""
    with services.database.unit_of_work() as work:
        if not work.batches.counts(batch_id)[CaseState.WAITING] and work.batches.finish(batch_id):
            work.record(AuditAct("worker", "batch.finished", batch_id))


def _subject(batch_id: BatchId, number: int) -> str:
    return f"{batch_id}/{number}"


def _parts(subject: str) -> tuple[BatchId, int]:
    batch_id, _, number = subject.rpartition("/")
    return BatchId(batch_id), int(number)
