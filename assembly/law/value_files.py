"""Dated values and tables from their files: newest first, each with its source."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from assembly.law.values import DatedTable, DatedValue, Row, TableInForce, ValueInForce
from assembly.law.yaml_file import YamlFile

VALUE_FILE = frozenset({"about", "unit", "values"})
TABLE_FILE = frozenset({"about", "unit", "tables"})


def read_value(file: YamlFile, jurisdiction: str) -> DatedValue:
    """Read one dated value.

    Raises:
        LawFault: the file is not well formed or its dates do not run from new to old.
    """
    content = file.only(file.content, "the whole file", must=VALUE_FILE, may=frozenset({"note"}))
    values = tuple(_value(file, entry, place) for place, entry in _entries(file, content["values"]))
    _refuse_disorder(file, [entry.start for entry in values])
    return DatedValue(
        name=file.path.stem,
        jurisdiction=jurisdiction,
        about=file.text(content, "about", "about"),
        unit=file.text(content, "unit", "unit"),
        values=values,
    )


def read_table(file: YamlFile, jurisdiction: str) -> DatedTable:
    """Read one dated table; its rows stand in the file or in a CSV file beside it.

    Raises:
        LawFault: the file is not well formed or its dates do not run from new to old.
    """
    content = file.only(file.content, "the whole file", must=TABLE_FILE, may=frozenset({"note"}))
    tables = tuple(_table(file, entry, place) for place, entry in _entries(file, content["tables"]))
    _refuse_disorder(file, [entry.start for entry in tables])
    return DatedTable(
        name=file.path.stem,
        jurisdiction=jurisdiction,
        about=file.text(content, "about", "about"),
        unit=file.text(content, "unit", "unit"),
        tables=tables,
    )


def _entries(file: YamlFile, entries: object) -> list[tuple[str, Any]]:
    if not isinstance(entries, list) or not entries:
        raise file.fault("the whole file", "needs at least one dated entry.")
    return [(f"entry {number}", entry) for number, entry in enumerate(entries, start=1)]


def _value(file: YamlFile, raw: object, place: str) -> ValueInForce:
    entry = file.only(raw, place, must=frozenset({"from", "value", "source"}), may=frozenset())
    return ValueInForce(
        start=_start(file, entry, place),
        value=None if entry["value"] is None else _decimal(file, entry["value"], place),
        source=file.text(entry, "source", place),
    )


def _table(file: YamlFile, raw: object, place: str) -> TableInForce:
    entry = file.only(raw, place, must=frozenset({"from", "source"}), may=frozenset({"rows", "csv"}))
    return TableInForce(
        start=_start(file, entry, place),
        rows=_rows(file, entry, place),
        source=file.text(entry, "source", place),
    )


def _rows(file: YamlFile, entry: dict[str, Any], place: str) -> tuple[Row, ...] | None:
    if "csv" in entry:
        beside = file.path.parent / str(entry["csv"])
        if beside.parent != file.path.parent or not beside.is_file():
            raise file.fault(place, f"{entry['csv']} does not stand beside the file.")
        with beside.open(encoding="utf-8", newline="") as lines:
            return tuple(csv.DictReader(lines))
    rows = entry.get("rows")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise file.fault(place, "rows must be a list of mappings.")
    return tuple({str(name): _cell(file, cell, place) for name, cell in row.items()} for row in rows)


def _cell(file: YamlFile, cell: object, place: str) -> str:
    if not isinstance(cell, str):
        raise file.fault(place, f"{cell!r} must be text in quotes.")
    return cell


def _start(file: YamlFile, entry: dict[str, Any], place: str) -> date:
    start = file.day(entry, "from", place)
    if start is None:
        raise file.fault(place, "from must be a date (YYYY-MM-DD).")
    return start


def _decimal(file: YamlFile, raw: object, place: str) -> Decimal:
    if not isinstance(raw, str):
        raise file.fault(place, 'value must be text, such as "0.10", or null for a repeal.')
    try:
        return Decimal(raw)
    except InvalidOperation as error:
        raise file.fault(place, f"{raw!r} is not a number.") from error


def _refuse_disorder(file: YamlFile, starts: Sequence[date]) -> None:
    for newer, older in pairwise(starts):
        if newer <= older:
            raise file.fault("the whole file", f"{newer} stands before {older}; the newest comes first.")
