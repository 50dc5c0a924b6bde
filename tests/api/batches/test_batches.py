"""A batch: every case on its own, counts that add up, nothing made twice."""

import hashlib
import json
from pathlib import Path

import pytest

from api.accounts.account import Account, RoleName
from api.batches.outputs import write_outputs
from api.batches.service import make_case, start
from api.batches.source import CaseSource, read_source
from api.batches.store import Batch
from api.errors import BatchRefused
from api.services import Services
from assembly.errors import FactsRejected, UnknownName
from tests.api.conftest import Queue, sign_up
from tests.fakes.assembler import CRASHING_CASE_ID, REFUSED_CASE_ID, FakeAssembler

CASES = 40


@pytest.fixture
def supervisor(services: Services) -> Account:
    return sign_up(services, "supervisor", RoleName.SUPERVISOR)


def lines(case: bytes, ids: list[str]) -> bytes:
    facts = json.loads(case)
    out = []
    for number in ids:
        facts["ivd_case"]["id"] = number
        out.append(json.dumps(facts))
    return "\n".join(out).encode()


def counts(services: Services, batch: Batch) -> dict[str, int]:
    with services.database.unit_of_work() as work:
        return {state.value: count for state, count in work.batches.counts(batch.id).items()}


def test_many_cases_of_which_two_fail(
    services: Services, supervisor: Account, queue: Queue, case: bytes, tmp_path: Path
) -> None:
    ids = [f"20{number:07}" for number in range(CASES - 1)] + [REFUSED_CASE_ID]
    source = tmp_path / "cases.jsonl"
    source.write_bytes(lines(case, ids) + b"\nnot json")
    cases, digest = read_source(source)
    batch = start(services, supervisor, "us/withhold-income", cases, digest)
    queue.work_off(services)
    assert counts(services, batch) == {"waiting": 0, "made": CASES - 1, "exception": 2}
    manifest = write_outputs(services, batch.id, tmp_path / "out")
    assert manifest["counts"] == {"read": CASES + 1, "made": CASES - 1, "exceptions": 2, "waiting": 0}
    listed = json.loads((tmp_path / "out" / "manifest.json").read_text())
    made = [entry for entry in listed["cases"] if entry["state"] == "made"]
    for entry in made:
        for file in entry["files"]:
            content = (tmp_path / "out" / entry["folder"] / file["name"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
    reasons = [entry["reason"] for entry in listed["cases"] if entry["state"] == "exception"]
    assert "Mend it." in reasons[0]
    assert "JSON" in reasons[1]


def test_a_case_that_crashes_the_service_stops_no_other(
    services: Services, supervisor: Account, queue: Queue, case: bytes, tmp_path: Path
) -> None:
    source = tmp_path / "cases.jsonl"
    source.write_bytes(lines(case, ["1", CRASHING_CASE_ID, "3"]))
    batch = start(services, supervisor, "us/withhold-income", *read_source(source))
    for _ in range(3):
        try:
            queue.work_off(services)
        except RuntimeError:
            continue
    assert counts(services, batch) == {"waiting": 0, "made": 2, "exception": 1}
    with services.database.unit_of_work() as work:
        assert "RuntimeError" in work.batches.case(batch.id, 2).reason
        assert work.batches.get(batch.id).finished_at is not None


def test_a_case_that_is_made_is_not_made_again(
    services: Services, supervisor: Account, queue: Queue, case: bytes, tmp_path: Path
) -> None:
    source = tmp_path / "cases.jsonl"
    source.write_bytes(lines(case, ["1", "2"]))
    batch = start(services, supervisor, "us/withhold-income", *read_source(source))
    queue.work_off(services)
    make_case(services, f"{batch.id}/1")
    assert isinstance(services.assembler, FakeAssembler)
    assert services.assembler.made == 2


def test_an_unknown_packet_starts_nothing(services: Services, supervisor: Account, queue: Queue) -> None:
    with pytest.raises(UnknownName):
        start(services, supervisor, "us/nothing", [CaseSource("a", facts=b"{}")], "0" * 64)
    assert queue == []


class TestSource:
    def test_a_table_sets_a_bad_row_aside(self, case: bytes, tmp_path: Path) -> None:
        table = tmp_path / "cases.csv"
        table.write_text("ivd_case.id,obligor.birth_date\n1,1990-01-02\n2,yesterday\n3,\n")
        cases, _ = read_source(table, case)
        assert [bool(found.reason) for found in cases] == [False, True, False]
        assert "obligor.birth_date" in cases[1].reason
        assert cases[1].label == "row-3"

    def test_a_table_with_a_strange_heading_is_refused_whole(self, case: bytes, tmp_path: Path) -> None:
        table = tmp_path / "cases.csv"
        table.write_text("ivd_case.id,obligor.shoe_size\n1,42\n")
        with pytest.raises(FactsRejected, match="shoe_size"):
            read_source(table, case)

    def test_a_folder_is_read_in_the_order_of_names(self, case: bytes, tmp_path: Path) -> None:
        for name in ("b", "a"):
            (tmp_path / f"{name}.json").write_bytes(case)
        assert [found.label for found in read_source(tmp_path)[0]] == ["a.json", "b.json"]

    def test_nothing_to_run_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(BatchRefused, match="holds no case"):
            read_source(tmp_path)
        other = tmp_path / "cases.txt"
        other.write_text("x")
        with pytest.raises(BatchRefused, match="neither"):
            read_source(other)
