"""The audit trail: append-only, chained, verified on its own."""

import json
import tracemalloc
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.errors import AuditBroken
from api.services import Services
from api.storage.audit import AuditAct, append, export, verify


def trail(services: Services) -> list[str]:
    with services.database.unit_of_work() as work:
        return list(export(work.session.connection()))


@pytest.fixture
def three_acts(services_on_each: Services) -> Services:
    for act in ("packet.ordered", "packet.made", "packet.approved"):
        with services_on_each.database.unit_of_work() as work:
            work.record(AuditAct("A-1", act, "P-1", before="a" * 64, after="b" * 64))
    return services_on_each


def alter(lines: list[str], number: int, **fields: object) -> list[str]:
    changed = json.loads(lines[number]) | fields
    return [*lines[:number], json.dumps(changed) + "\n", *lines[number + 1 :]]


class TestVerify:
    def test_accepts_what_was_exported(self, three_acts: Services) -> None:
        lines = trail(three_acts)
        assert verify(lines) == (3, json.loads(lines[-1])["hash"])

    @pytest.mark.parametrize(
        ("tamper", "entry"),
        [
            pytest.param(lambda lines: alter(lines, 1, actor="A-2"), 2, id="another actor"),
            pytest.param(lambda lines: alter(lines, 0, at="2026-01-01T00:00:00+00:00"), 1, id="another time"),
            pytest.param(lambda lines: [lines[0], lines[2]], 2, id="one taken out"),
            pytest.param(lambda lines: [lines[1], lines[0], lines[2]], 1, id="two swapped"),
            pytest.param(lambda lines: [lines[0], lines[0], *lines[1:]], 2, id="one twice"),
            pytest.param(lambda lines: alter(lines, 2, previous_hash="f" * 64), 3, id="cut from the chain"),
            pytest.param(lambda lines: [lines[0], "not json\n"], 2, id="not an entry"),
            pytest.param(lambda lines: alter(lines, 1, extra=1), 2, id="a field too many"),
        ],
    )
    def test_names_the_entry_that_was_tampered_with(
        self, services: Services, tamper: Callable[[list[str]], list[str]], entry: int
    ) -> None:
        for act in ("one", "two", "three"):
            with services.database.unit_of_work() as work:
                work.record(AuditAct("A-1", act, "P-1"))
        with pytest.raises(AuditBroken) as broken:
            verify(tamper(trail(services)))
        assert broken.value.entry == entry

    def test_an_empty_trail_is_intact(self) -> None:
        assert verify([]) == (0, "0" * 64)


class TestAppend:
    def test_an_act_of_a_transaction_that_failed_is_not_recorded(self, services: Services) -> None:
        work_that_fails = services.database.unit_of_work()
        work = work_that_fails.__enter__()
        work.record(AuditAct("A-1", "packet.approved", "P-1"))
        assert not work_that_fails.__exit__(RuntimeError, RuntimeError(), None)
        assert trail(services) == []

    @pytest.mark.parametrize(
        "statement", ["UPDATE audit SET actor = 'A-9'", "DELETE FROM audit WHERE number = 1"]
    )
    def test_the_database_itself_refuses_to_change_the_trail(
        self, three_acts: Services, statement: str
    ) -> None:
        with pytest.raises(DatabaseError, match="append-only"), three_acts.database.unit_of_work() as work:
            work.session.execute(text(statement))
        assert verify(trail(three_acts))[0] == 3


class TestStreaming:
    """A trail of years is exported without being held in memory, and without stopping the office."""

    ENTRIES = 12_000

    @pytest.fixture
    def long_trail(self, services: Services) -> Services:
        with services.database.unit_of_work() as work:
            acts = [AuditAct("A-1", "packet.made", f"P-{n}", note="x" * 400) for n in range(self.ENTRIES)]
            append(work.session.connection(), acts, at=work.now)
        return services

    def test_memory_stays_that_of_a_page(self, long_trail: Services) -> None:
        tracemalloc.start()
        size = sum(len(line) for line in long_trail.database.audit_trail())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > 8_000_000
        assert peak < 4_000_000

    def test_what_is_streamed_is_verified(self, long_trail: Services) -> None:
        count, _ = verify(long_trail.database.audit_trail())
        assert count == self.ENTRIES

    def test_a_reader_that_waits_keeps_nobody_from_writing(self, three_acts: Services) -> None:
        reading = three_acts.database.audit_trail()
        first = next(reading)
        with three_acts.database.unit_of_work() as work:
            work.record(AuditAct("A-1", "packet.returned", "P-1"))
        assert verify([first, *reading])[0] == 4
