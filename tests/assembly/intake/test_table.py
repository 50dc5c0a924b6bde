"""Tables: a row is a case, and every faulty row and column is named at once."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.errors import FactsRejected, Fault
from assembly.intake import read_csv, read_facts
from assembly.model.orders import Frequency

CASES = Path(__file__).parents[3] / "templates" / "_cases"
SHARED = (CASES / "alameda-withholding.facts.json").read_bytes()
ROWS = [
    ["obligor.name.first", "obligor.name.last", "obligor.ssn", "order.amounts.0.amount", "order.amounts.0.frequency", "withholding.send_employee_copy", "withholding.employer"],
    ["Ana", "Núñez, Jr.", "900-11-0001", "350.00", "weekly", "false", "0"],
    ["", "", "", "", "", "", ""],
    ["Bo", 'O"Neil', "", "", "", "TRUE", ""],
]  # fmt: skip


def table(rows: list[list[str]]) -> bytes:
    """Return rows as a spreadsheet writes them: CRLF, a byte order mark, quotes where needed."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def faults(rows: list[list[str]], shared: bytes = SHARED) -> list[Fault]:
    with pytest.raises(FactsRejected) as refused:
        read_csv(table(rows), shared)
    return list(refused.value.faults)


def test_a_row_is_a_case() -> None:
    first, second = read_csv(table(ROWS), SHARED)
    assert (first.obligor.name.full, first.obligor.ssn) == ("Ana Óscar Núñez, Jr.", "900-11-0001")
    assert first.order is not None
    assert first.order.amounts[0].amount == Decimal("350.00")
    assert first.order.amounts[0].frequency is Frequency.WEEKLY
    assert first.withholding is not None
    assert first.withholding.send_employee_copy is False
    assert second.obligor.name.last == 'O"Neil'


def test_an_empty_cell_leaves_the_shared_fact() -> None:
    _, second = read_csv(table(ROWS), SHARED)
    assert second.order == read_facts(SHARED).order


def test_every_faulty_row_and_column_is_named() -> None:
    rows = [
        *ROWS,
        ["Cy", "Ash", "900110003", "12.345", "yearly", "perhaps", "3"],
        ["Di", "Elm", "900-11-0004"],
    ]
    assert [(fault.pointer, fault.problem) for fault in faults(rows)] == [
        ("row 5, column obligor.ssn", "does not look right"),
        ("row 5, column order.amounts.0.amount", '"12.345" is not an amount'),
        ("row 5, column order.amounts.0.frequency", '"yearly" is not a choice here'),
        ("row 5, column withholding.send_employee_copy", "is text"),
        ("row 6", "has 3 cells"),
    ]


def test_what_is_missing_is_a_column() -> None:
    missing = {fault.pointer for fault in faults([["obligor.name.last"], ["Ash"]], b"{}")}
    assert "row 2, column court" in missing


@pytest.mark.parametrize(
    ("headings", "problem"),
    [
        (["Last name"], '"Last name" names no single fact'),
        (["obligor.nmae.last"], '"obligor.nmae.last" names no single fact'),
        (["obligor.name"], '"obligor.name" names no single fact'),
        (["children.last"], '"children.last" names no single fact'),
        (["obligor.ssn", "obligor.ssn"], '"obligor.ssn" stands twice'),
        ([], "is empty"),
    ],
)
def test_headings_are_exact(headings: list[str], problem: str) -> None:
    assert [fault.problem for fault in faults([headings])] == [problem]


def test_a_gap_in_a_list_is_a_fault() -> None:
    found = faults([["children.0.name.first", "children.4.name.first"], ["A", "B"]])
    assert (found[0].pointer, found[0].problem) == (
        "row 2, column children.4.name.first",
        "leaves a gap in a list",
    )


def test_an_open_quotation_mark() -> None:
    with pytest.raises(FactsRejected, match="not a CSV table"):
        read_csv(b'obligor.ssn\n"900-11-0001\n', SHARED)


def test_shared_facts_are_not_changed_by_a_row() -> None:
    before = json.loads(SHARED)
    read_csv(table(ROWS), SHARED)
    assert json.loads(SHARED) == before
