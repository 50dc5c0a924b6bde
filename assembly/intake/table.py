"""Facts from a table: one row of a CSV file is one case, laid over the facts that all rows share.

A column is headed by the dotted name of the fact it holds, such as `obligor.name.last` or
`children.0.birth_date`; nothing is guessed from other headings.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from assembly.errors import FactsRejected, Fault
from assembly.intake.reader import MAX_FAULTS, Reading
from assembly.intake.shape import fields_of, item_type
from assembly.intake.strict_json import JsonObject, parse
from assembly.model.facts import Facts

MAX_TABLE_BYTES = 50_000_000
MAX_ROWS = 20_000
HEADING = re.compile(r"[a-z][a-z0-9_]*(\.([a-z][a-z0-9_]*|0|[1-9][0-9]?))*")
WHOLE = re.compile(r"-?[0-9]{1,9}")


class Column(NamedTuple):
    """One column: its heading, and the type of the single fact that the heading names."""

    heading: str
    type: Any


def read_csv(raw: bytes, shared: bytes = b"{}") -> list[Facts]:
    """Read one case from every row of a CSV file; rows without any text are passed over.

    `shared` is JSON with the facts that all rows have in common (court, agency). A cell with
    text goes over it, an empty cell leaves it as it is. Items of lists come in order:
    `children.1.…` needs `children.0.…`.

    Raises:
        FactsRejected: with the faults of every row (at most 200); each is placed by row and
            column, such as "row 3, column obligor.ssn". The headings are row 1.
    """
    common = parse(shared)
    if not isinstance(common, JsonObject):
        raise _refused("the shared facts are not an object", "a JSON object")
    rows = _rows(raw)
    columns = _columns(next(rows, []))
    faults: list[Fault] = []
    cases: list[Facts] = []
    for number, row in enumerate(rows, 2):
        if number > MAX_ROWS + 1:
            raise _refused(f"the table has more than {MAX_ROWS:,} rows", "several smaller tables")
        if any(cell.strip() for cell in row):
            found = _read_row(row, columns, common)
            if isinstance(found, Facts):
                cases.append(found)
            else:
                faults += [_placed(fault, number) for fault in found]
    if faults:
        raise FactsRejected(faults[:MAX_FAULTS])
    return cases


def _rows(raw: bytes) -> Iterator[list[str]]:
    if len(raw) > MAX_TABLE_BYTES:
        raise _refused(f"the table is {len(raw):,} bytes", f"at most {MAX_TABLE_BYTES:,} bytes")
    try:
        yield from csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
    except UnicodeDecodeError as error:
        raise _refused(f"byte {error.start + 1:,} is not UTF-8", "text in UTF-8") from error
    except csv.Error as error:
        raise _refused(
            f"not a CSV table: {error}", "commas between cells, double quotes around text"
        ) from error


def _columns(headings: Sequence[str]) -> list[Column]:
    columns = [Column(heading, _type_named(heading)) for heading in headings]
    faults = [] if headings else [Fault("row 1", "is empty", "the headings of the table")]
    for place, column in enumerate(columns, 1):
        where = f"row 1, column {place}"
        if column.type is None:
            expected = "the dotted name of a single fact, such as obligor.name.last"
            faults.append(Fault(where, f'"{column.heading[:60]}" names no single fact', expected))
        elif column.heading in headings[: place - 1]:
            faults.append(Fault(where, f'"{column.heading}" stands twice', "each heading once"))
    if faults:
        raise FactsRejected(faults[:MAX_FAULTS])
    return columns


def _read_row(row: Sequence[str], columns: Sequence[Column], common: JsonObject) -> Facts | list[Fault]:
    if len(row) != len(columns):
        return [Fault("", f"has {len(row)} cells", f"{len(columns)} cells, one under each heading")]
    facts = _copied(common)
    faults: list[Fault] = []
    for column, cell in zip(columns, row, strict=True):
        if cell.strip():
            faults += _put(facts, column, cell.strip())
    reading = Reading()
    read = reading.value(Facts, facts, "")
    faults += reading.faults
    return read if isinstance(read, Facts) and not faults else faults


def _put(facts: object, column: Column, cell: str) -> list[Fault]:
    """Lay one cell over the facts; return a fault where the heading leads into nothing."""
    pointer = "/" + column.heading.replace(".", "/")
    here = facts
    *way, last = column.heading.split(".")
    for part, following in zip(way, [*way[1:], last], strict=True):
        here = _step(here, part, [] if following.isdigit() else JsonObject([]))
    if isinstance(here, JsonObject):
        here[last] = _typed(column.type, cell)
    elif isinstance(here, list) and last.isdigit() and int(last) <= len(here):
        here[int(last) : int(last) + 1] = [_typed(column.type, cell)]
    else:
        return [Fault(pointer, "leaves a gap in a list", "items from 0 on, one after the other")]
    return []


def _step(here: object, part: str, new: object) -> object:
    """Return what lies under `part`, made anew where it is not there; None where it cannot be."""
    if isinstance(here, JsonObject):
        return here.setdefault(part, new)
    if isinstance(here, list) and part.isdigit() and int(part) <= len(here):
        if int(part) == len(here):
            here.append(new)
        return here[int(part)]
    return None


def _typed(shape: Any, cell: str) -> object:
    """Return a cell as the JSON of its fact; what does not fit stays text, and reading refuses it."""
    if shape is bool and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if shape is int and WHOLE.fullmatch(cell):
        return int(cell)
    return cell


def _type_named(heading: str) -> Any:
    """Return the type of the single fact that a heading names, or None where it names none."""
    shape: Any = Facts if HEADING.fullmatch(heading) else None
    for part in heading.split("."):
        items = item_type(shape)
        if items is not None:
            shape = items if part.isdigit() else None
        elif hasattr(shape, "__dataclass_fields__"):
            shape = next((field.type for field in fields_of(shape) if field.name == part), None)
        else:
            shape = None
    single = item_type(shape) is None and not hasattr(shape, "__dataclass_fields__")
    return shape if single else None


def _placed(fault: Fault, row: int) -> Fault:
    column = fault.pointer[1:].replace("/", ".")
    where = f"row {row}, column {column}" if column else f"row {row}"
    return Fault(where, fault.problem, fault.expected)


def _copied(value: object) -> object:
    if isinstance(value, JsonObject):
        copied = JsonObject([(name, _copied(part)) for name, part in value.items()])
        copied.repeated = value.repeated
        return copied
    return [_copied(part) for part in value] if isinstance(value, list) else value


def _refused(problem: str, expected: str) -> FactsRejected:
    return FactsRejected([Fault("", problem, expected)])
